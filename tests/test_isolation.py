"""Whatever becomes of one region, the others go on, and its column says what is wrong."""

import re
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from laowu.evaluate.comparing.compare import Column, Comparison, compare
from laowu.evaluate.result_data import result_data
from laowu.jurisdictions.discovery import discover
from laowu.jurisdictions.loading import load_installed
from laowu.model.dossier import Brand, Dossier

Demo = Callable[..., dict[str, str]]
Region = Callable[..., Path]
Install = Callable[[str], Path]
Damage = Callable[[Path], None]

ON = date(2026, 11, 21)
DOSSIER = Dossier(brand=Brand(name="金坛茶匠", place="江苏省常州市金坛区"))
REAL = ("baoji", "chongqing", "dalian", "jiangsu")
HOOK = """
from laowu.contract import LocalityPlugin, hookimpl
class DamagedPlugin(LocalityPlugin):
    {mark}
    def {name}(self, proposal, on):
        {body}
plugin = DamagedPlugin{call}
"""


def hook(*, mark: str = "@hookimpl", name: str = "laowu_validate_name", body: str = "return None", call: str = "()") -> Damage:
    """A plugin.py whose only hook is like this."""
    return code(HOOK.format(mark=mark, name=name, body=body, call=call))


def code(text: str) -> Damage:
    """Another plugin.py."""

    def damage(package: Path) -> None:
        (package / "plugin.py").write_text(text, encoding="utf-8")

    return damage


def rules(file: str, text: str) -> Damage:
    """Another rule file."""

    def damage(package: Path) -> None:
        (package / "rules" / file).write_text(text, encoding="utf-8")

    return damage


def profile(pattern: str, new: str) -> Damage:
    """Another line in the profile."""

    def damage(package: Path) -> None:
        file = package / "rules" / "profile.toml"
        text, number = re.subn(pattern, new, file.read_text(encoding="utf-8"), count=1, flags=re.MULTILINE)
        assert number
        file.write_text(text, encoding="utf-8")

    return damage


def metadata(pattern: str, new: str) -> Damage:
    """Another line in what the installer left behind."""

    def damage(package: Path) -> None:
        (file,) = package.parent.glob("*.dist-info/METADATA")
        file.write_text(re.sub(pattern, new, file.read_text(encoding="utf-8")), encoding="utf-8")

    return damage


def no_rules(package: Path) -> None:
    (package / "rules").rename(package / "old_rules")


def binary_rubbish(package: Path) -> None:
    (package / "rules" / "review.toml").write_bytes(bytes(range(256)))


def extends_itself(package: Path) -> None:
    profile(r"^edition", f'extends = "{package.name.removeprefix("laowu_")}"\nedition')(package)


def a_second_distribution(package: Path) -> None:
    (listing,) = package.parent.glob("*.dist-info/entry_points.txt")
    fork = package.parent / "somebody_elses-1.0.dist-info"
    fork.mkdir()
    (fork / "METADATA").write_text("Metadata-Version: 2.1\nName: somebody-elses\nVersion: 1.0\n", encoding="utf-8")
    (fork / "entry_points.txt").write_text(listing.read_text(encoding="utf-8"), encoding="utf-8")


# What is done to the region, the state of its column, and part of what the column says.
DAMAGES: dict[str, tuple[Damage, str, str]] = {
    "syntax error": (code("def ("), "broken", "SyntaxError"),
    "exception while it is imported": (code("1 / 0"), "broken", "ZeroDivisionError"),
    "exit while it is imported": (code("raise SystemExit(1)"), "broken", "SystemExit"),
    "missing dependency": (code("import laowu_of_nowhere"), "broken", "laowu_of_nowhere"),
    "no plugin object": (code(""), "broken", "plugin = NameOfTheClass()"),
    "class instead of instance": (hook(call=""), "broken", "a class, not an instance"),
    "misspelt hook": (hook(name="laowu_validate_nmae"), "broken", "did you mean: laowu_validate_name"),
    "override without the mark": (hook(mark=""), "broken", "@hookimpl"),
    "raising hook": (hook(body="raise KeyError('x')"), "broken", "laowu_validate_name failed (KeyError: 'x')"),
    "exiting hook": (hook(body="raise SystemExit(1)"), "broken", "laowu_validate_name failed (SystemExit"),
    "wrong return type": (hook(body="return True"), "broken", "laowu_validate_name must return NameReport"),
    "wrong value inside an answer": (
        hook(body="import attrs; return attrs.evolve(super().laowu_validate_name(proposal, on), verdict='valid')"),
        "broken",
        "verdict: str instead of NameVerdict",
    ),
    "bad TOML": (rules("naming.toml", "[form\n"), "broken", "naming.toml:1"),
    "rule file of another kind": (rules("money.toml", ""), "broken", "money.toml"),
    "unknown key in a rule": (rules("management.toml", "[upkeep.x]\ncolour = 3"), "broken", "management.toml:"),
    "binary rubbish": (binary_rubbish, "broken", "review.toml"),
    "missing rules folder": (no_rules, "broken", "profile.toml is missing"),
    "wrong code in the profile": (profile(r"^code = .*", 'code = "elsewhere"'), "broken", "profile.toml says elsewhere"),
    "later contract": (profile(r"^api = .*", "api = 99"), "incompatible", "contract version 99"),
    "requirement on a later core": (metadata(r"Requires-Dist: .*", "Requires-Dist: laowu>=9"), "incompatible", "laowu>=9"),
    "two distributions of one code": (a_second_distribution, "broken", "somebody-elses 1.0"),
    "extends what is not installed": (
        profile(r"^edition", 'extends = "nirvana"\nedition'),
        "blocked",
        "“nirvana”, which is not installed",
    ),
    "extends itself": (extends_itself, "broken", "circle"),
}


def column(compared: Comparison, code: str) -> Column:
    (found,) = (column for column in compared.columns if column.code == code)
    return found


def check(compared: Comparison, ill: str, state: str, said: str, well: Comparison) -> None:
    """The ill region's column has the state and says so; nothing else differs from the comparison in good days."""
    broken = column(compared, ill)
    assert broken.state == state
    assert broken.assessment is None
    assert broken.problem is not None
    assert said in broken.problem.en
    assert broken.problem.zh != broken.problem.en
    assert "\n" not in broken.problem.en + broken.problem.zh
    assert "Traceback" not in broken.problem.en
    place = compared.columns.index(broken)
    for column_now, column_then in zip(compared.columns, well.columns, strict=True):
        assert column_now is broken or column_now == column_then
    for row_now, row_then in zip(compared.rows, well.rows, strict=True):
        assert row_now.cells[place] is None
        assert [cell for at, cell in enumerate(row_now.cells) if at != place] == [
            cell for at, cell in enumerate(row_then.cells) if at != place
        ]


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_region_takes_no_other_down(damage: str, region: Region, demo: Demo) -> None:
    wreck, state, said = DAMAGES[damage]
    codes = ("first", "second", "third")
    for code in codes:
        region(code, demo(code))
    well = compare(DOSSIER, codes, on=ON)

    wreck(region("second", demo("second")))

    check(compare(DOSSIER, codes, on=ON), "second", state, said, well)


def test_a_city_whose_province_is_damaged_is_blocked_and_names_it(region: Region, demo: Demo) -> None:
    city = profile(r"^edition", 'extends = "first"\nedition')
    for code in ("first", "second", "third"):
        region(code, demo(code))
    city(region("second", demo("second")))
    well = compare(DOSSIER, ("second", "third"), on=ON)
    assert {column.state for column in well.columns} == {"judged"}

    wreck, _, said = DAMAGES["syntax error"]
    wreck(region("first", demo("first")))
    compared = compare(DOSSIER, ("second", "third"), on=ON)

    check(compared, "second", "blocked", said, well)
    check(compared, "second", "blocked", "“first”, which it extends, cannot be used", well)


@pytest.mark.parametrize("ill", REAL)
def test_no_damage_to_one_of_the_real_regions_reaches_the_others(ill: str, install: Install) -> None:
    for code in REAL:
        install(code)
    well = compare(DOSSIER, REAL, on=ON)
    assert {column.code: column.state for column in well.columns} == dict.fromkeys(REAL, "judged")

    for wreck, state, said in DAMAGES.values():
        wreck(install(ill))
        check(compare(DOSSIER, REAL, on=ON), ill, state, said, well)


@pytest.mark.parametrize("gone", REAL)
def test_without_one_of_the_real_regions_the_others_answer_as_before(
    gone: str, install: Install, uninstall: Callable[[str], None]
) -> None:
    for code in REAL:
        install(code)
    well = compare(DOSSIER, REAL, on=ON)

    uninstall(gone)

    assert gone not in discover()
    assert set(REAL) - {gone} <= set(discover())
    check(compare(DOSSIER, REAL, on=ON), gone, "missing", f"no installed plugin answers for jurisdiction “{gone}”", well)


def test_all_four_real_regions_are_those_of_the_repository(regions: tuple[str, ...]) -> None:
    assert set(REAL) <= set(regions)


def test_an_author_may_see_the_exception_of_a_comparison(region: Region, demo: Demo) -> None:
    for place, wreck in enumerate((code("1 / 0"), hook(body="return 1 / 0"))):
        wreck(region(f"region{place}", demo(f"region{place}")))

        assert column(compare(DOSSIER, [f"region{place}"], on=ON), f"region{place}").state == "broken"
        with pytest.raises(ZeroDivisionError):
            compare(DOSSIER, [f"region{place}"], on=ON, load=partial(load_installed, strict=True))


def test_a_comparison_of_nothing_but_wrecks_is_still_one(region: Region) -> None:
    region("first", {}, plugin="1 / 0")

    compared = result_data(compare(DOSSIER, ["first", "absent-region"], on=ON))

    assert [column["state"] for column in compared["columns"]] == ["broken", "missing"]
    assert {cell for row in compared["rows"] for cell in row["cells"]} == {None}
