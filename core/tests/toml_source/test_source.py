import functools
import os
import threading
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from laowu.errors import DossierError, RuleDataError, SettingsError
from laowu.toml_source import MAX_BYTES, MAX_DEPTH, TomlSource, kind_of, parse_toml, read_toml, toml_path


def read(raw: bytes, *, allow_empty: bool = False) -> TomlSource:
    return parse_toml(raw, "some.toml", error=SettingsError, allow_empty=allow_empty)


def refusal_of(raw: bytes) -> SettingsError:
    with pytest.raises(SettingsError) as caught:
        read(raw)
    return caught.value


def test_a_file_becomes_its_tables_and_its_name(tmp_path: Path) -> None:
    file = tmp_path / "品牌.toml"
    file.write_text('[brand]\nname = "云阳面工"\nsince = 2026-11-21\n', encoding="utf-8")
    source = read_toml(file, error=DossierError)
    assert source.data == {"brand": {"name": "云阳面工", "since": date(2026, 11, 21)}}
    assert source.name == str(file)


def test_a_file_may_be_called_by_another_name(tmp_path: Path) -> None:
    file = tmp_path / "laowu.toml"
    file.write_text("x = 1", encoding="utf-8")
    assert read_toml(file, error=SettingsError, name="laowu.toml").place(("x",)) == "laowu.toml:1"


def test_a_resource_inside_a_zip_is_read_like_a_file(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "plugin.zip", "w") as archive:
        archive.writestr("rules/naming.toml", "x = 1")
    rules = zipfile.Path(tmp_path / "plugin.zip") / "rules"
    assert read_toml(rules / "naming.toml", error=RuleDataError).data == {"x": 1}
    for missing in (rules / "review.toml", rules):
        with pytest.raises(RuleDataError):
            read_toml(missing, error=RuleDataError)


def test_the_error_may_be_a_partial_that_knows_more() -> None:
    with pytest.raises(RuleDataError) as caught:
        parse_toml(b"x", "naming.toml", error=functools.partial(RuleDataError, code="dalian"))
    assert caught.value.code == "dalian"


def test_decimal_numbers_stay_exact() -> None:
    assert read(b"share = 80.01").data["share"] == Decimal("80.01")


def test_a_byte_order_mark_is_accepted_and_moves_no_line() -> None:
    source = read(b"\xef\xbb\xbfx = 1\ny = 2")
    assert source.data == {"x": 1, "y": 2}
    assert source.line_of(("y",)) == 2


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(DossierError) as caught:
        read_toml(tmp_path / "none.toml", error=DossierError)
    assert caught.value.where == str(tmp_path / "none.toml")
    assert "找不到" in caught.value.what.zh
    assert "no such file" in caught.value.what.en


def test_a_directory_is_called_a_directory(tmp_path: Path) -> None:
    with pytest.raises(DossierError, match="directory"):
        read_toml(tmp_path, error=DossierError)


@pytest.mark.parametrize("name", ["a\0b.toml", "x" * 5000, "file.toml/inner.toml"])
def test_a_path_that_cannot_be_opened_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "file.toml").write_text("x = 1", encoding="utf-8")
    with pytest.raises(DossierError):
        read_toml(tmp_path / name, error=DossierError)


def test_a_file_that_cannot_be_read_is_refused_with_the_reason(tmp_path: Path) -> None:
    file = tmp_path / "loop.toml"
    file.symlink_to(file)
    with pytest.raises(SettingsError, match=r"cannot be read \(.+\)"):
        read_toml(file, error=SettingsError)


def test_a_huge_file_is_refused_without_being_read(tmp_path: Path) -> None:
    file = tmp_path / "huge.toml"
    with file.open("wb") as stream:
        stream.truncate(2**40)  # a terabyte of nothing on disk: reading it would not end
    with pytest.raises(DossierError, match="larger than 5 MB"):
        read_toml(file, error=DossierError)


@pytest.mark.skipif(os.name == "nt", reason="needs named pipes")
def test_a_pipe_is_read_up_to_the_limit(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)

    def write() -> None:
        with pipe.open("wb") as stream:
            stream.write(b"x = 1\n")

    writer = threading.Thread(target=write)
    writer.start()
    assert read_toml(pipe, error=DossierError).data == {"x": 1}
    writer.join()


def test_the_limit_counts_bytes() -> None:
    comment = b"x = 1 #"
    assert read(comment.ljust(MAX_BYTES, b"-")).data == {"x": 1}
    assert "5 MB" in refusal_of(comment.ljust(MAX_BYTES + 1, b"-")).what.en


def test_a_gbk_file_is_recognised_and_told_how_to_convert() -> None:
    error = refusal_of('# 设置\nlang = "中文"\n'.encode("gbk"))
    assert "GB18030" in error.what.zh
    assert error.mend
    assert "iconv -f GB18030 -t UTF-8" in error.mend.zh
    assert error.where == "some.toml:1"


def test_bytes_of_no_encoding_are_not_called_gbk() -> None:
    error = refusal_of(b'x = 1\ny = "\xff"')
    assert "GB" not in error.what.en
    assert error.where == "some.toml:2"


def test_utf_16_is_recognised() -> None:
    assert "UTF-16" in refusal_of("x = 1".encode("utf-16")).what.en


def test_nul_bytes_are_no_text() -> None:
    error = refusal_of(b"x = 1\n\0")
    assert "NUL" in error.what.en
    assert error.where == "some.toml:2"


@pytest.mark.parametrize("raw", [b"", b" \n\t\r\n", b"# only a remark\n", b"\xef\xbb\xbf"])
def test_a_file_without_any_key_is_for_the_caller_to_judge(raw: bytes) -> None:
    assert "empty" in refusal_of(raw).what.en
    assert read(raw, allow_empty=True).data == {}


def test_a_syntax_error_tells_line_and_column_in_both_languages() -> None:
    error = refusal_of("x = 1\nlang = 中文\n".encode())
    assert error.where == "some.toml:2"
    assert "line 2, column 8" in error.what.en
    assert "第 2 行第 8 列" in error.what.zh


@pytest.mark.parametrize("day", ["2026-13-01", "2026-02-30", "2026/1/5", "2026-1-5", "2026.1.5", "2026年1月5日"])
def test_a_date_that_is_none_is_told_how_dates_are_written(day: str) -> None:
    error = refusal_of(f"x = 1\nt = {{ since = {day} }}\n".encode())
    assert error.where == "some.toml:2"
    assert error.mend
    assert "2026-12-31" in error.mend.en


def test_a_slip_beside_a_good_date_says_nothing_of_dates() -> None:
    assert refusal_of(b"since = 2026-01-05 until = 2026-02-01\n").mend is None


@pytest.mark.parametrize("text", ["lang = “zh”", "lang＝1", "“lang” = 1", "x = [1， 2]"])
def test_full_width_punctuation_is_pointed_out(text: str) -> None:
    error = refusal_of(text.encode())
    assert error.mend
    assert "全角" in error.mend.zh


@pytest.mark.parametrize(
    "text",
    [
        "x = 1\nx = 2",
        "[a]\n[a]",
        "x = {a = 1}\nx.b = 2",
        "x = {a = 1, a = 2}",
        "x",
        "[x",
        "x = 1 y = 2",
        "x = 'open",
        'x = "open',
        "x = [1",
        "x = 2026-02-30",
        'x = "\\q"',
        "= 1",
        "x = yes",
        "a.b.c = 1\n[a]\nb.d = 1",
        'x = "\\xzz"',
    ],
)
def test_the_usual_syntax_errors_are_explained_in_chinese(text: str) -> None:
    reason = refusal_of(text.encode()).what.zh.partition("：")[2]
    assert reason
    assert not any(word in reason for word in ("Expected", "Cannot", "Invalid", "Unclosed"))


def test_a_syntax_error_with_an_endless_key_stays_short() -> None:
    key = "a" * 100_000
    assert len(str(refusal_of(f"[{key}]\n[{key}]".encode()))) < 500


@pytest.mark.parametrize("number", ["9" * 5000, "1e" + "9" * 30])
def test_an_unreadable_number_is_refused_with_its_line(number: str) -> None:
    error = refusal_of(f"\nx = {number}".encode())
    assert "too long" in error.what.en
    assert error.where == "some.toml:2"


@pytest.mark.parametrize(
    "nested",
    [
        lambda levels: ".".join("a" * (levels + 1)) + " = 1",
        lambda levels: "[" + ".".join("a" * levels) + "]",
        lambda levels: "x = " + "[" * levels + "]" * levels,
        lambda levels: "x = " + "{a = " * levels + "1" + "}" * levels,
    ],
)
def test_nesting_is_limited(nested: "functools.partial[str]") -> None:
    assert read(nested(MAX_DEPTH).encode()).data
    for levels in (MAX_DEPTH + 1, 900, 100_000):
        assert "nested" in refusal_of(nested(levels).encode()).what.en


def test_a_path_reads_as_toml_writes_it() -> None:
    assert toml_path(("checks", 1, "result")) == "checks[1].result"
    assert toml_path(("readings", "a.b", "名")) == 'readings."a.b"."名"'
    assert toml_path(()) == ""
    assert "\x1b" not in toml_path(("\x1b[31m",))


def test_a_place_has_a_line_only_where_there_is_one() -> None:
    source = read(b"[brand]\nname = 1")
    assert source.where(("brand", "name")) == "some.toml:2 brand.name"
    assert source.where(("brand", "missing")) == "some.toml:1 brand.missing"
    assert source.where(("missing",)) == "some.toml missing"
    assert source.where(()) == "some.toml"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("true", "a yes-or-no value"),
        ("1", "a whole number"),
        ("1.0", "a decimal number"),
        ("'1'", "text"),
        ("2026-01-01", "a date"),
        ("2026-01-01T00:00:00", "a date with a time"),
        ("00:00:00", "a time of day"),
        ("[]", "an array"),
        ("{}", "a table"),
    ],
)
def test_each_kind_of_value_has_a_name(text: str, kind: str) -> None:
    assert kind_of(read(f"x = {text}".encode()).data["x"]).en == kind


# Bytes that look like TOML more often than chance would make them.
SIGNS = (
    b"x [ ] [[ ]] { } = . , \" ' \"\"\" ''' \\ # 1 1e9 0x inf nan - _ : true 2026-01-01 \x00 \xff\xfe \x1b \\u0041 \\ud800".split(
        b" "
    )
)
SPACES = [b" ", b"\t", b"\n", b"\r\n", b"\xef\xbb\xbf", "中".encode(), "中".encode("gbk")]
nearly_toml = st.lists(st.sampled_from(SIGNS + SPACES), max_size=40).map(b"".join)


@given(raw=st.one_of(st.binary(), nearly_toml), allow_empty=st.booleans())
@example(raw=b"x=" + b"[" * 100_000, allow_empty=True)
@example(raw=b"[" + b"a." * 5000 + b"a]", allow_empty=True)
@example(raw=b"x = 1e99999999999999999999", allow_empty=True)
def test_arbitrary_bytes_raise_nothing_but_the_given_error(raw: bytes, allow_empty: bool) -> None:
    source = error = None
    try:
        source = parse_toml(raw, "any", error=DossierError, allow_empty=allow_empty)
    except DossierError as raised:
        error = raised
    if source:
        assert all(source.line_of((key,)) for key in source.data)
    if error:
        assert error.where.startswith("any")
        assert error.what.zh
        assert error.what.en
