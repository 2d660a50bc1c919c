from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import attrs
import pytest

from laowu.errors import SettingsError
from laowu.settings import Provenance, ResolvedSettings, Settings, resolve


@pytest.fixture
def cwd(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    folder.mkdir()
    return folder


@pytest.fixture
def user_file(tmp_path: Path) -> Path:
    folder = tmp_path / "home"
    folder.mkdir()
    return folder / "config.toml"


def resolved(
    cwd: Path,
    *,
    project: str = "",
    environ: Mapping[str, str] | None = None,
    user_file: Path | None = None,
    assignments: Sequence[str] = (),
    options: Mapping[str, object] | None = None,
) -> ResolvedSettings:
    if project:
        (cwd / "laowu.toml").write_text(project, encoding="utf-8")
    return resolve(cwd=cwd, environ=environ or {}, user_file=user_file, assignments=assignments, options=options or {})


def refusal(
    cwd: Path, *, environ: Mapping[str, str] | None = None, set_: str = "", options: Mapping[str, object] | None = None
) -> SettingsError:
    with pytest.raises(SettingsError) as caught:
        resolved(cwd, environ=environ, assignments=[set_] if set_ else [], options=options)
    return caught.value


def test_without_anything_every_setting_is_built_in(cwd: Path, user_file: Path) -> None:
    decided = resolved(cwd, user_file=user_file, environ={"PATH": "/bin"})
    assert decided.settings == Settings()
    assert [entry.key for entry in decided.provenance] == [field.name for field in attrs.fields(Settings)]
    assert {entry.source for entry in decided.provenance} == {"built-in"}
    assert Provenance("format", "table", "built-in") in decided.provenance
    assert Provenance("lang", "", "built-in") in decided.provenance


PLACES = ("built-in", "user file", "project file", "environment", "--set", "option")


@pytest.mark.parametrize("strongest", range(len(PLACES)), ids=PLACES)
def test_the_stronger_place_wins_and_is_named(cwd: Path, user_file: Path, strongest: int) -> None:
    codes = ["", "from_user", "from_project", "from_environment", "from_set", "from_option"]
    if strongest >= 1:
        user_file.write_text('\njurisdiction = "from_user"\n', encoding="utf-8")
    decided = resolved(
        cwd,
        user_file=user_file,
        project='\n\njurisdiction = "from_project"\n' if strongest >= 2 else "",
        environ={"LAOWU_JURISDICTION": "from_environment"} if strongest >= 3 else {},
        assignments=["jurisdiction=overridden", "jurisdiction=from_set"] if strongest >= 4 else (),
        options={"jurisdiction": "from_option" if strongest >= 5 else None},
    )
    sources = ["built-in", f"{user_file}:2", "laowu.toml:3", "environment LAOWU_JURISDICTION", "--set", "option -j"]
    assert decided.settings.jurisdiction == (codes[strongest] or None)
    assert decided.source_of("jurisdiction") == sources[strongest]
    assert Provenance("jurisdiction", codes[strongest], sources[strongest]) in decided.provenance


def test_every_setting_can_stand_in_a_file(cwd: Path) -> None:
    decided = resolved(
        cwd,
        project="""
            jurisdiction = "chongqing"
            jurisdictions = ["chongqing", "jiangsu"]
            lang = "en"
            format = "json"
            on = 2026-11-21
            accept_draft = ["chongqing"]
            calendar_notices = ["notices/2027.toml", "/absolute/2028.toml"]
            strict_plugins = true
            debug = true
            [readings]
            notice = "next-day"
            "with.dot" = "x"
        """,
    )
    assert decided.settings == Settings(
        jurisdiction="chongqing",
        jurisdictions=("chongqing", "jiangsu"),
        lang="en",
        format="json",
        on=date(2026, 11, 21),
        readings={"notice": "next-day", "with.dot": "x"},
        accept_draft=("chongqing",),
        calendar_notices=(str(cwd / "notices/2027.toml"), str(Path("/absolute/2028.toml"))),
        strict_plugins=True,
        debug=True,
    )
    values = {entry.key: (entry.value, entry.source) for entry in decided.provenance}
    assert values["jurisdictions"] == ("chongqing, jiangsu", "laowu.toml:3")
    assert values["on"] == ("2026-11-21", "laowu.toml:6")
    assert values["debug"] == ("true", "laowu.toml:10")
    assert values["readings.notice"] == ("next-day", "laowu.toml:12")
    assert values["readings.with.dot"] == ("x", "laowu.toml:13")
    assert "readings" not in values


def test_readings_are_replaced_one_by_one(cwd: Path, user_file: Path) -> None:
    user_file.write_text('[readings]\na = "user"\nb = "user"\nc = "user"\n', encoding="utf-8")
    decided = resolved(
        cwd,
        user_file=user_file,
        project='readings.b = "project"\nreadings.c = "project"',
        assignments=["readings.c=set", 'readings."d.e"=set', "readings = {f = 'set'}"],
        options={"readings": {"g": "option"}},
    )
    assert decided.settings.readings == {"a": "user", "b": "project", "c": "set", "d.e": "set", "f": "set", "g": "option"}
    assert decided.source_of("readings.a") == f"{user_file}:2"
    assert decided.source_of("readings.b") == "laowu.toml:1"
    assert decided.source_of("readings.c") == "--set"
    assert decided.source_of("readings.g") == "option --reading"


def test_lists_are_replaced_as_a_whole(cwd: Path) -> None:
    decided = resolved(cwd, project='accept_draft = ["a", "b"]', environ={"LAOWU_ACCEPT_DRAFT": "c"})
    assert decided.settings.accept_draft == ("c",)
    assert resolved(cwd, assignments=["accept_draft=[]"]).settings.accept_draft == ()


def test_notice_paths_belong_to_the_file_that_names_them(cwd: Path, user_file: Path) -> None:
    user_file.write_text('calendar_notices = ["2027.toml"]', encoding="utf-8")
    assert resolved(cwd, user_file=user_file).settings.calendar_notices == (str(user_file.parent / "2027.toml"),)
    outside = resolved(cwd, user_file=user_file, environ={"LAOWU_CALENDAR_NOTICES": "2027.toml, 2028.toml"})
    assert outside.settings.calendar_notices == (str(cwd / "2027.toml"), str(cwd / "2028.toml"))


@pytest.mark.parametrize(
    ("variable", "value", "expected"),
    [
        ("LAOWU_LANG", "zh", {"lang": "zh"}),
        ("LAOWU_FORMAT", " markdown ", {"format": "markdown"}),
        ("LAOWU_ON", "2026-11-21", {"on": date(2026, 11, 21)}),
        ("LAOWU_JURISDICTIONS", "dalian, baoji,,dalian", {"jurisdictions": ("dalian", "baoji")}),
        ("LAOWU_STRICT_PLUGINS", "1", {"strict_plugins": True}),
        ("LAOWU_STRICT_PLUGINS", "Off", {"strict_plugins": False}),
        ("LAOWU_DEBUG", "TRUE", {"debug": True}),
        ("LAOWU_DEBUG", "", {}),
        ("LAOWU_REGISTRY_DEBUG", "1", {}),
        ("LAOWU_REGISTRY_JURISDICTION", "x", {}),
        ("LAOWU_SECRET_KEY", "x", {}),
        ("laowu_debug", "1", {}),
    ],
)
def test_the_environment_is_read_as_plain_words(cwd: Path, variable: str, value: str, expected: dict[str, Any]) -> None:
    assert resolved(cwd, environ={variable: value}).settings == attrs.evolve(Settings(), **expected)


@pytest.mark.parametrize(
    ("variable", "value", "says"),
    [
        ("LAOWU_LANG", "fr", "none of the choices"),
        ("LAOWU_ON", "20261121", "no date"),
        ("LAOWU_ON", "2026-02-30", "no date"),
        ("LAOWU_DEBUG", "maybe", "no yes-or-no value"),
        ("LAOWU_READINGS", "a=b", "cannot be chosen here"),
        ("LAOWU_JURISDICTION", "a\x1b[31m", "control characters"),
        ("LAOWU_JURISDICTION", "\udce9", "broken"),
        ("LAOWU_LANGUAGE", "zh", "no such environment variable"),
        ("LAOWU_STRICT_PLUGIN", "1", "no such environment variable"),
    ],
)
def test_a_wrong_variable_is_refused_by_name(cwd: Path, variable: str, value: str, says: str) -> None:
    error = refusal(cwd, environ={variable: value})
    assert error.where == f"environment {variable}"
    assert says in error.what.en
    assert error.what.zh != error.what.en


def test_a_slip_in_a_variable_is_put_right(cwd: Path) -> None:
    mend = refusal(cwd, environ={"LAOWU_LNAG": "zh"}).mend
    assert mend
    assert "LAOWU_LANG" in mend.en


@pytest.mark.parametrize(
    ("assignment", "expected"),
    [
        ("lang=zh", {"lang": "zh"}),
        ('lang="zh"', {"lang": "zh"}),
        (" lang = 'zh' ", {"lang": "zh"}),
        ("on=2026-11-21", {"on": date(2026, 11, 21)}),
        ("debug=true", {"debug": True}),
        ("debug=yes", {"debug": True}),
        ("jurisdictions=dalian,baoji", {"jurisdictions": ("dalian", "baoji")}),
        ('jurisdictions=["dalian", "baoji"]', {"jurisdictions": ("dalian", "baoji")}),
        ("jurisdiction=重庆", {"jurisdiction": "重庆"}),
        ("readings.notice=next-day", {"readings": {"notice": "next-day"}}),
        ("readings.notice=a=b", {"readings": {"notice": "a=b"}}),
        ("readings.a.b='2026'", {"readings": {"a.b": "2026"}}),
        ("jurisdiction=" + "9" * 5_000, {"jurisdiction": "9" * 5_000}),
    ],
)
def test_an_assignment_takes_toml_or_bare_words(cwd: Path, assignment: str, expected: dict[str, Any]) -> None:
    assert resolved(cwd, assignments=[assignment]).settings == attrs.evolve(Settings(), **expected)


@pytest.mark.parametrize(
    ("assignment", "says"),
    [
        ("lang", "expected key=value"),
        ("=zh", "expected key=value"),
        ("lnag=zh", "no setting “lnag”"),
        ("lang.x=zh", "no setting “lang.x”"),
        ("lang=fr", "none of the choices"),
        ("lang=", "empty"),
        ("jurisdiction=5", "expected text, found a whole number"),
        ("on=today", "no date"),
        ('on="2026-11-21"', "expected a date, found text"),
        ("debug=1", "expected a yes-or-no value, found a whole number"),
        ("jurisdictions=[1]", "expected text, found a whole number"),
        ('jurisdictions=["a"', "the value is not TOML"),
        ('jurisdiction="a', "the value is not TOML"),
        ("readings=x", "cannot be chosen here"),
        ("readings.=x", "id of the reading is missing"),
        ("readings.a=1", "expected text"),
        ("jurisdiction=" + "[" * 100_000, "the value is not TOML"),
        ('jurisdiction="a"\nlang="en"', "control characters"),  # a line break cannot smuggle in a second setting
    ],
)
def test_a_wrong_assignment_is_refused(cwd: Path, assignment: str, says: str) -> None:
    error = refusal(cwd, set_=assignment)
    assert error.where.startswith(f"--set {assignment.partition(chr(10))[0][:20]}")
    assert len(error.where) < 100
    assert says in error.what.en


def test_options_come_as_words_or_as_values(cwd: Path) -> None:
    options = {
        "jurisdictions": ("dalian", "baoji"),
        "lang": "en",
        "on": date(2026, 11, 21),
        "debug": True,
        "format": None,
        "accept_draft": (),
        "readings": {},
    }
    decided = resolved(cwd, project='accept_draft = ["chongqing"]', options=options)
    assert decided.settings == Settings(
        jurisdictions=("dalian", "baoji"), lang="en", on=date(2026, 11, 21), debug=True, accept_draft=("chongqing",)
    )
    assert decided.source_of("lang") == "option --lang"
    assert decided.source_of("jurisdictions") == "option -j"
    assert decided.source_of("accept_draft") == "laowu.toml:1"
    assert resolved(cwd, options={"on": "2026-11-21"}).settings.on == date(2026, 11, 21)


def test_a_wrong_option_is_refused_by_name(cwd: Path) -> None:
    error = refusal(cwd, options={"on": "tomorrow"})
    assert error.where == "option --on"


def test_settings_are_values() -> None:
    settings = Settings(readings={"b": "1", "a": "2"})
    assert settings == Settings(readings={"a": "2", "b": "1"})
    assert hash(settings) == hash(Settings(readings={"a": "2", "b": "1"}))
    assert list(settings.readings) == ["a", "b"]
    with pytest.raises(TypeError):
        settings.readings["a"] = "3"  # type: ignore[index]


def test_the_source_of_an_unknown_key_is_an_error(cwd: Path) -> None:
    with pytest.raises(KeyError):
        resolved(cwd).source_of("nothing")
