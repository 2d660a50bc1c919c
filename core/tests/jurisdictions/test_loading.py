"""Every way in which a plugin can be unusable is told apart and said in a sentence."""

from collections.abc import Callable
from pathlib import Path

import pytest

from laowu.errors import SettingsError, UnknownJurisdiction, UnusableJurisdiction
from laowu.jurisdictions.discovery import discover
from laowu.jurisdictions.loading import load_installed, read_installed

Demo = Callable[..., dict[str, str]]
Region = Callable[..., Path]

HEAD = """
import attrs
from datetime import date
from laowu.contract import LocalityPlugin, hookimpl
from laowu.model.answers import NameReport
from laowu.model.questions import NameProposal
"""


def plugin(body: str, *, last: str = "plugin = MadePlugin()") -> str:
    """A plugin.py whose class has this body."""
    lines = "\n".join(f"    {line}" for line in body.strip().splitlines())
    return f"{HEAD}class MadePlugin(LocalityPlugin):\n{lines}\n{last}\n"


def refusal(code: str = "demo") -> UnusableJurisdiction:
    with pytest.raises(UnusableJurisdiction) as caught:
        load_installed(code)
    return caught.value


def test_a_jurisdiction_knows_its_code_and_name(region: Region, demo: Demo) -> None:
    region("demo", demo())

    jurisdiction = load_installed("demo")

    assert (jurisdiction.code, jurisdiction.name.zh) == ("demo", "示例市")
    assert jurisdiction.record == discover()["demo"]


def test_a_code_that_nothing_answers_for_suggests_near_ones(region: Region) -> None:
    region("faraway", {})

    with pytest.raises(UnknownJurisdiction, match="did you mean: faraway") as caught:
        load_installed("farawya")

    assert caught.value.code == "farawya"


def test_a_code_near_nothing_lists_what_is_installed(region: Region) -> None:
    region("faraway", {})

    with pytest.raises(UnknownJurisdiction, match=r"installed: .*faraway"):
        load_installed("qqqq")


def test_what_was_discovered_before_need_not_be_discovered_again(region: Region, demo: Demo) -> None:
    region("demo", demo())

    assert load_installed("demo", installed=discover()).code == "demo"
    with pytest.raises(UnknownJurisdiction):
        load_installed("demo", installed={})


BROKEN_CODE = {
    "syntax error": ("class (", "SyntaxError"),
    "exception while it is imported": ('raise ValueError("out of order\\nand more")', "ValueError: out of order"),
    "exit while it is imported": ("import sys; sys.exit(3)", "SystemExit: 3"),
    "missing import": ("import laowu_nowhere_to_be_found", "ModuleNotFoundError"),
    "no object of that name": ("instance = 1", "laowu_demo.plugin has no “plugin”: end laowu_demo.plugin with plugin ="),
    "class instead of instance": (plugin("pass", last="plugin = MadePlugin"), "names a class, not an instance"),
    "object of another kind": ("plugin = object()", "instance of a LocalityPlugin subclass"),
    "constructor that raises": (plugin("def __init__(self): raise KeyError('x')"), "KeyError"),
    "rules folder that raises": (plugin("def rules_folder(self): raise OSError('gone')"), "OSError: gone"),
    "misspelt hook": (
        plugin("@hookimpl\ndef laowu_validate_nmae(self, proposal: NameProposal, on: date) -> NameReport | None: return None"),
        "laowu_validate_nmae is not a hook: did you mean: laowu_validate_name",
    ),
    "override without the mark": (
        plugin("def laowu_validate_name(self, proposal: NameProposal, on: date) -> NameReport | None: return None"),
        "laowu_validate_name is overridden but not marked @hookimpl",
    ),
    "hook that is no method": (plugin("laowu_validate_name = None"), "not marked @hookimpl"),
    "one argument more": (
        plugin("@hookimpl\ndef laowu_validate_name(self, proposal, on, mood): return None"),
        "laowu_validate_name takes the wrong parameters: they are (self, proposal, on)",
    ),
    "forgotten self": (plugin("@hookimpl\ndef laowu_validate_name(proposal, on): return None"), "wrong parameters"),
    "argument by another name": (
        plugin("@hookimpl\ndef laowu_validate_name(self, proposal, day): return None"),
        "wrong parameters",
    ),
    "argument with a default": (
        plugin("@hookimpl\ndef laowu_validate_name(self, proposal, on=date.min): return None"),
        "wrong parameters",
    ),
    "keyword-only argument": (
        plugin("@hookimpl\ndef laowu_validate_name(self, proposal, *, on): return None"),
        "wrong parameters",
    ),
}


@pytest.mark.parametrize("damage", BROKEN_CODE)
def test_broken_code_is_the_plugins_problem(damage: str, region: Region, demo: Demo) -> None:
    text, said = BROKEN_CODE[damage]
    region("demo", demo(), plugin=text)

    failure = refusal()

    assert (failure.kind, failure.code) == ("broken", "demo")
    assert said in str(failure)
    assert "\n" not in str(failure)
    assert "laowu-demo 0.1.0, laowu_demo.plugin:plugin" in failure.where


@pytest.mark.parametrize("text", ["raise ValueError", "raise SystemExit(1)"])
def test_an_author_may_see_the_exception_itself(text: str, region: Region, demo: Demo) -> None:
    region("demo", demo(), plugin=text)

    with pytest.raises((ValueError, SystemExit)):
        load_installed("demo", strict=True)


def test_the_user_may_still_interrupt_an_import(region: Region, demo: Demo) -> None:
    region("demo", demo(), plugin="raise KeyboardInterrupt")

    with pytest.raises(KeyboardInterrupt):
        load_installed("demo")


def test_an_error_of_ours_raised_while_importing_is_still_the_plugins(region: Region, demo: Demo) -> None:
    text = "from laowu.errors import DossierError\nfrom laowu.text import same\nraise DossierError(same('x'))"
    region("demo", demo(), plugin=text)

    assert refusal().kind == "broken"


def test_a_plugin_object_may_be_frozen(region: Region, demo: Demo) -> None:
    text = f"{HEAD}@attrs.frozen(eq=False)\nclass MadePlugin(LocalityPlugin):\n    mood: str = 'x'\nplugin = MadePlugin()\n"
    region("demo", demo(), plugin=text)

    assert load_installed("demo").code == "demo"


def test_an_entry_point_without_an_object_means_plugin(region: Region, demo: Demo) -> None:
    (listing,) = region("demo", demo()).parent.glob("*.dist-info/entry_points.txt")
    listing.write_text("[laowu.jurisdictions]\ndemo = laowu_demo.plugin\n", encoding="utf-8")

    assert load_installed("demo").code == "demo"


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("laowu_dmeo.plugin:plugin", "names laowu_dmeo, and there is no such module"),
        ("laowu_demo.plugn:plugin", "names laowu_demo.plugn, and there is no such module"),
        ("laowu_demo.plugin:plugn", "laowu_demo.plugin has no “plugn”"),
    ],
)
def test_a_misspelt_entry_point_is_told_with_the_usual_one(target: str, said: str, region: Region, demo: Demo) -> None:
    (listing,) = region("demo", demo()).parent.glob("*.dist-info/entry_points.txt")
    listing.write_text(f"[laowu.jurisdictions]\ndemo = {target}\n", encoding="utf-8")

    failure = refusal()

    assert said in failure.what.en
    assert failure.where == f"laowu-demo 0.1.0, {target}"
    assert failure.mend
    assert 'demo = "laowu_demo.plugin:plugin"' in failure.mend.en
    assert "pyproject.toml" in failure.mend.zh


@pytest.mark.parametrize(
    ("text", "line"),
    [("x = 1\ny = (", 2), ("x = 1\n\nraise ValueError", 3), (plugin("def __init__(self):\n    self.x"), 9)],
)
def test_a_mistake_in_the_code_is_told_with_its_file_and_line(text: str, line: int, region: Region, demo: Demo) -> None:
    package = region("demo", demo(), plugin=text)

    assert refusal().where == f"laowu-demo 0.1.0, laowu_demo.plugin:plugin, {package / 'plugin.py'}:{line}"


def test_the_code_of_the_entry_point_is_the_code_of_the_profile(region: Region, demo: Demo) -> None:
    package = region("demo", demo("other"))

    failure = refusal()

    assert "the entry point says demo, profile.toml says other" in str(failure)
    assert failure.where == f"{package / 'rules' / 'profile.toml'}:1 code"
    assert failure.mend
    assert 'write code = "demo"' in failure.mend.en


@pytest.mark.parametrize("api", [0, 99])
def test_another_contract_version_is_incompatible(api: int, region: Region, demo: Demo) -> None:
    package = region("demo", demo("demo", ("profile.toml", "api = 1", f"api = {api}")))

    failure = refusal()

    assert failure.kind == "incompatible"
    assert f"written for contract version {api}; this core speaks 1" in str(failure)
    assert failure.where == f"{package / 'rules' / 'profile.toml'}:5 api"


@pytest.mark.parametrize("requires", ["laowu>=9", "laowu<0.1", "laowu==0.1.999"])
def test_a_requirement_the_core_does_not_meet_is_incompatible_before_anything_is_imported(requires: str, region: Region) -> None:
    region("demo", {}, plugin="raise RuntimeError", requires=requires)

    failure = refusal()

    assert failure.kind == "incompatible"
    assert "needs laowu" in str(failure)
    assert "0.1.0 is installed" in str(failure)


@pytest.mark.parametrize("requires", ["", "laowu", "laowu>=0.1", "laowu ~~ nonsense"])
def test_a_requirement_that_is_met_or_unreadable_stops_nothing(requires: str, region: Region, demo: Demo) -> None:
    region("demo", demo(), requires=requires)

    assert load_installed("demo").code == "demo"


def test_one_code_claimed_twice_is_refused_and_both_are_named(region: Region, demo: Demo) -> None:
    package = region("demo", demo())
    fork = package.parent / "demo_fork-2.0.dist-info"
    fork.mkdir()
    (fork / "METADATA").write_text("Metadata-Version: 2.1\nName: demo-fork\nVersion: 2.0\n", encoding="utf-8")
    (fork / "entry_points.txt").write_text("[laowu.jurisdictions]\ndemo = laowu_demo.plugin:plugin\n", encoding="utf-8")

    failure = refusal()

    assert failure.kind == "broken"
    assert "demo-fork 2.0, laowu-demo 0.1.0" in str(failure)


def test_a_choice_that_a_reading_does_not_offer_is_the_users_mistake(region: Region, demo: Demo) -> None:
    region("demo", demo())

    with pytest.raises(SettingsError, match="choices: with, without"):
        load_installed("demo", choices={"D-floor": "perhaps"})


def test_a_reading_of_another_region_is_passed_over(region: Region, demo: Demo) -> None:
    region("demo", demo())

    assert load_installed("demo", choices={"elsewhere": "x"}).book.digest == load_installed("demo").book.digest


def test_rule_files_read_once_serve_several_jurisdictions(region: Region, demo: Demo) -> None:
    package = region("demo", demo())
    rules = read_installed("demo")
    (package / "rules" / "subsidy.toml").write_text("nonsense", encoding="utf-8")

    plain, seasonal = rules.jurisdiction(), rules.jurisdiction(choices={"D-floor": "without"})

    assert [{reading.id: code for reading, code in each.book.readings} for each in (plain, seasonal)] == [
        {"D-floor": "with"},
        {"D-floor": "without"},
    ]
    assert plain.book.digest != seasonal.book.digest
    assert rules.own.package_folder() == package
    assert rules.own.rules_folder() == package / "rules"
