"""Rule books are kept between calls: the same answers, from no file that changed, and from nobody else's."""

import os
import pickle
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import attrs
import pytest

from laowu.errors import UnusableJurisdiction
from laowu.jurisdictions import loading
from laowu.jurisdictions.jurisdiction import Jurisdiction
from laowu.jurisdictions.loading import load_installed
from laowu.jurisdictions.rule_cache import RuleCache, user_cache
from laowu.model.dossier import Brand, Dossier
from laowu.model.facts import Figure
from laowu.rules.load import build, read_layer
from laowu.rules.rulebook import RuleBook

Demo = Callable[..., dict[str, str]]
Region = Callable[..., Path]

ON = date(2026, 11, 21)
BRAND = Dossier(brand=Brand(name="金坛茶匠", place="320413"), facts={"workers": (Figure(low=9000, high=9000),)})


@pytest.fixture
def kept(tmp_path: Path) -> RuleCache:
    return RuleCache(folder=tmp_path / "rules")


def files(kept: RuleCache) -> list[Path]:
    return sorted(kept.folder.iterdir()) if kept.folder.exists() else []


def never_read(*_: Any, **__: Any) -> Any:
    raise AssertionError("the rule files were read")


def values(book: RuleBook) -> dict[str, Any]:
    found = {field.name: getattr(book, field.name) for field in attrs.fields(RuleBook) if field.name not in ("facts", "derived")}
    return {**found, "facts": dict(book.facts)}


def asked(jurisdiction: Jurisdiction) -> Any:
    assert jurisdiction.book.eligibility is not None
    level = jurisdiction.book.eligibility.levels[0]
    from laowu.model.level import Target

    classes = jurisdiction.book.eligibility.classes
    return jurisdiction.check_eligibility(BRAND, Target(level=level, brand_class=classes[0].code if classes else None), ON)


def test_what_was_kept_is_what_the_files_say(
    region: Region, demo: Demo, kept: RuleCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    region("demo", demo())
    first = load_installed("demo", kept=kept)
    monkeypatch.setattr(loading, "read_installed", never_read)
    second = load_installed("demo", kept=kept)

    assert values(second.book) == values(first.book)
    assert asked(second) == asked(first)
    assert len(files(kept)) == 1


def test_a_changed_file_is_read_again(region: Region, demo: Demo, kept: RuleCache) -> None:
    package = region("demo", demo())
    before = load_installed("demo", kept=kept)
    profile = package / "rules" / "profile.toml"
    stamp = profile.stat()
    profile.write_text(profile.read_text(encoding="utf-8").replace("示例市", "示範市"), encoding="utf-8")
    os.utime(profile, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))

    assert before.name.zh == "示例市"
    assert load_installed("demo", kept=kept).name.zh == "示範市"


def test_a_region_that_was_extended_and_changed_is_read_again(region: Region, demo: Demo, kept: RuleCache) -> None:
    base = region("demo", demo())
    region("town", {**demo("town"), "profile.toml": demo("town")["profile.toml"] + '\nextends = "demo"\n'})
    load_installed("town", kept=kept)
    eligibility = base / "rules" / "eligibility.toml"
    eligibility.write_text(eligibility.read_text(encoding="utf-8") + "\n# another word\n", encoding="utf-8")

    assert values(load_installed("town", kept=kept).book) == values(load_installed("town").book)
    assert len(files(kept)) == 1  # under the same files of its own, the newer book took the older one's place


def test_what_is_wrong_is_told_as_if_nothing_were_kept(region: Region, demo: Demo, kept: RuleCache) -> None:
    package = region("demo", demo())
    load_installed("demo", kept=kept)
    with (package / "rules" / "eligibility.toml").open("a", encoding="utf-8") as file:
        file.write("\nnonsense = 1\n")
    with pytest.raises(UnusableJurisdiction) as plainly:
        load_installed("demo")
    with pytest.raises(UnusableJurisdiction) as caught:
        load_installed("demo", kept=kept)

    assert str(caught.value) == str(plainly.value)


@pytest.mark.parametrize(
    "damage",
    [
        lambda _: b"",
        lambda content: content[:-7],
        lambda content: content[:200] + bytes([content[200] ^ 1]) + content[201:],
        lambda content: b"\0" * len(content),
    ],
    ids=["empty", "cut short", "one bit", "noughts"],
)
def test_a_damaged_file_is_written_anew(region: Region, demo: Demo, kept: RuleCache, damage: Callable[[bytes], bytes]) -> None:
    region("demo", demo())
    whole = values(load_installed("demo", kept=kept).book)
    (file,) = files(kept)
    content = file.read_bytes()
    file.write_bytes(damage(content))

    assert values(load_installed("demo", kept=kept).book) == whole
    assert file.read_bytes() == content


class Evil:
    """Writes a file when somebody makes it."""

    def __init__(self, trace: Path) -> None:
        self.trace = trace

    def __reduce__(self) -> tuple[Any, ...]:
        return Path.touch, (self.trace,)


def test_a_file_that_names_anything_but_values_of_a_rule_book_runs_nothing(
    region: Region, demo: Demo, kept: RuleCache, tmp_path: Path
) -> None:
    region("demo", demo())
    load_installed("demo", kept=kept)
    (file,) = files(kept)
    import hashlib

    for body in (pickle.dumps(Evil(tmp_path / "trace")), pickle.dumps((os.system, "true")), pickle.dumps(("x", 1))):
        head = file.read_bytes().partition(b"\n")[0] + b"\n"
        file.write_bytes(head + hashlib.sha256(body).digest() + body)

        assert load_installed("demo", kept=kept).name.zh == "示例市"
    assert not (tmp_path / "trace").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows tells owners otherwise")
def test_a_file_that_others_may_write_to_is_not_trusted(region: Region, demo: Demo, kept: RuleCache) -> None:
    region("demo", demo())
    load_installed("demo", kept=kept)
    (file,) = files(kept)
    assert file.stat().st_mode & 0o077 == 0
    file.chmod(0o666)
    load_installed("demo", kept=kept)

    assert file.stat().st_mode & 0o077 == 0


def test_a_folder_that_cannot_be_made_is_left_alone(region: Region, demo: Demo, tmp_path: Path) -> None:
    region("demo", demo())
    (tmp_path / "taken").write_text("a file", encoding="utf-8")

    assert load_installed("demo", kept=RuleCache(folder=tmp_path / "taken" / "rules")).name.zh == "示例市"


def test_readings_have_books_of_their_own(region: Region, demo: Demo, kept: RuleCache) -> None:
    region("demo", demo())
    for choices in ({}, {"somebody-elses": "a"}, {}):
        load_installed("demo", kept=kept, choices=choices)

    assert len(files(kept)) == 2


def test_only_so_many_are_kept(region: Region, demo: Demo, kept: RuleCache) -> None:
    package = region("demo", demo())
    layer = read_layer(package / "rules")
    book = build([layer])
    from laowu.jurisdictions.rule_cache import Part

    for number in range(80):
        kept.keep([Part(code="demo", files=bytes([number]))], {}, book)

    assert len(files(kept)) == 64


def test_the_cache_stands_where_the_system_keeps_such_things(tmp_path: Path) -> None:
    home = {"HOME": str(tmp_path)}
    if sys.platform.startswith("linux"):
        stated = user_cache({"XDG_CACHE_HOME": str(tmp_path / "stated"), **home})
        usual = user_cache(home)
        assert stated is not None
        assert usual is not None
        assert (stated.folder, usual.folder) == (tmp_path / "stated/laowu/rules", tmp_path / ".cache/laowu/rules")
        assert user_cache({"XDG_CACHE_HOME": "relative"}) is None
    assert user_cache({}) is None


@pytest.mark.parametrize(
    ("system", "environ", "folder"),
    [
        ("win32", {"LOCALAPPDATA": "/Local", "HOME": "/me"}, "/Local/laowu/rules"),
        ("win32", {"HOME": "/me"}, None),
        ("darwin", {"HOME": "/me", "XDG_CACHE_HOME": "/cache"}, "/me/Library/Caches/laowu/rules"),
        ("darwin", {}, None),
        ("linux", {"HOME": "/me"}, "/me/.cache/laowu/rules"),
        ("linux", {"HOME": "/me", "XDG_CACHE_HOME": "/cache"}, "/cache/laowu/rules"),
        ("linux", {"HOME": "home"}, None),
    ],
)
def test_each_system_has_its_own_place_for_caches(
    system: str, environ: dict[str, str], folder: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", system)

    found = user_cache(environ)

    assert (found and found.folder) == (folder and Path(folder))
