"""A fifth region, written by somebody we never met: a folder of TOML and six lines of Python, and not one edit elsewhere."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from laowu.errors import RuleDataError
from laowu.evaluate.assess import assess
from laowu.evaluate.comparing.compare import Comparison, compare
from laowu.jurisdictions.discovery import discover
from laowu.jurisdictions.loading import load_installed
from laowu.model.dossier import Brand, Dossier, Operator
from laowu.model.facts import Figure
from laowu.model.outcome import Outcome

Demo = Callable[..., dict[str, str]]
Region = Callable[..., Path]

ON = date(2026, 11, 21)

CITY_PROFILE = """
code = "fifth-city"
name = { zh = "第五市", en = "Fifth City" }
division = "320400"
tier = "city"
api = 1
extends = "fifth"
edition = "1"
read_on = 2026-11-01
"""

OVERRIDE = """
import attrs
from datetime import date
from laowu.contract import LocalityPlugin, hookimpl
from laowu.model.answers import SubsidyStatement
from laowu.model.questions import SubsidyClaim
from laowu.text import same


class FifthPlugin(LocalityPlugin):
    \"\"\"A province that has something to say about money which no rule can say.\"\"\"

    @hookimpl
    def laowu_calculate_subsidy(self, claim: SubsidyClaim, on: date) -> SubsidyStatement | None:
        statement = super().laowu_calculate_subsidy(claim, on)
        floor = self.book.eligibility.criteria[0].condition.bound.on(on)
        return attrs.evolve(statement, remarks=(same(f"{self.book.profile.code} asks for {floor}"),))


plugin = FifthPlugin()
"""


@pytest.fixture
def dossier() -> Dossier:
    """A brand of 4,500 people."""
    return Dossier(
        brand=Brand(name="金坛茶匠", place="江苏省常州市金坛区", brand_class="skill"),
        operators=(Operator(name="某茶业公司", place="江苏省常州市金坛区"),),
        facts={"workers": (Figure(low=4500, high=4500),)},
    )


def threshold_outcomes(dossier: Dossier, *codes: str) -> list[Outcome]:
    """What each region says about the number of people."""
    found = []
    for code in codes:
        reports = assess(load_installed(code), dossier, on=ON).eligibility
        found += [finding.outcome for report in reports for finding in report.findings if finding.rule == "D-1"]
    return found


def test_a_region_of_pure_data_has_six_lines_of_python(region: Region, demo: Demo) -> None:
    package = region("fifth", demo("fifth"))

    lines = [line for line in (package / "plugin.py").read_text(encoding="utf-8").splitlines() if line.strip()]

    assert len(lines) <= 6
    assert sorted(path.suffix for path in package.rglob("*.*") if path.parent.name == "rules") == [".toml"] * 9


def test_it_is_found_assessed_and_compared_beside_the_others(
    region: Region, demo: Demo, dossier: Dossier, regions: tuple[str, ...], install: Callable[[str], Path]
) -> None:
    for code in regions:
        install(code)
    before = set(discover())
    region("fifth", demo("fifth"))

    answer = assess(load_installed("fifth"), dossier, on=ON)
    compared = compare(dossier, [*regions, "fifth"], on=ON)

    assert set(discover()) - before == {"fifth"}
    assert answer.identity.jurisdiction == "fifth"
    assert all((answer.eligibility, answer.naming, answer.review, answer.subsidy, answer.management))
    assert states(compared) == dict.fromkeys((*regions, "fifth"), "judged")
    assert all(row.cells[-1] is not None for row in compared.rows)


def states(compared: Comparison) -> dict[str, str]:
    return {column.code: column.state for column in compared.columns}


def test_a_city_overrides_one_threshold_and_inherits_the_rest(region: Region, demo: Demo, dossier: Dossier) -> None:
    region("fifth", demo("fifth"))
    city = {"profile.toml": CITY_PROFILE, "documents.toml": "", "eligibility.toml": "criterion.D-1.condition.at_least = 4000"}
    region("fifth-city", city)

    compared = compare(dossier, ["fifth", "fifth-city"], on=ON)

    assert states(compared) == {"fifth": "judged", "fifth-city": "judged"}
    assert threshold_outcomes(dossier, "fifth", "fifth-city") == [Outcome.NOT_MET, Outcome.MET]
    rows = {row.aspect: row.cells for row in compared.rows}
    for aspect in ("standing", "name", "territory", "procedure", "money", "after"):
        province_cell, city_cell = rows[aspect]
        assert province_cell == city_cell


def test_an_inherited_mistake_is_shown_in_the_file_and_line_where_it_stands(region: Region, demo: Demo) -> None:
    files = demo("fifth", ("review.toml", "length = { days = 5 }", 'length = { days = "five" }'))
    rules = region("fifth", files) / "rules"
    city = {"profile.toml": CITY_PROFILE, "documents.toml": "", "review.toml": 'stage.D-21.summary.zh = "公示（市）"'}
    region("fifth-city", city)
    line = files["review.toml"].splitlines().index('length = { days = "five" }') + 1

    with pytest.raises(RuleDataError) as caught:
        load_installed("fifth-city")

    assert caught.value.where == f"{rules / 'review.toml'}:{line} stage.D-21.length.days"


def test_an_override_of_the_province_is_still_asked_and_finds_the_citys_data(
    region: Region, demo: Demo, dossier: Dossier
) -> None:
    region("fifth", demo("fifth"), plugin=OVERRIDE)
    city = {"profile.toml": CITY_PROFILE, "documents.toml": "", "eligibility.toml": "criterion.D-1.condition.at_least = 4000"}
    region("fifth-city", city)

    said = [
        remark.en
        for code in ("fifth", "fifth-city")
        for statement in assess(load_installed(code), dossier, on=ON).subsidy
        for remark in statement.remarks
    ]

    assert said == ["fifth asks for 5000", "fifth-city asks for 4000"]
