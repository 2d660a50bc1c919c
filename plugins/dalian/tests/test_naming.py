"""Forms of names. Expected values were read in 大就办发〔2022〕9号 二（三）, not taken from the rule data."""

from datetime import date

import pytest

from laowu.jurisdictions.jurisdiction import Jurisdiction
from laowu.jurisdictions.loading import load_installed
from laowu.model.answers import NameReport, NameVerdict
from laowu.model.level import ApplicantKind, Level
from laowu.model.questions import NameProposal

ROUND = date(2022, 11, 15)
DISTRICT, CITY = Level.DISTRICT, Level.MUNICIPAL
ASSOCIATION, FIRM = ApplicantKind.ASSOCIATION, ApplicantKind.ENTERPRISE


def judged(
    jurisdiction: Jurisdiction, name: str, level: Level | None, applicant: ApplicantKind | None, *enterprises: str
) -> NameReport:
    proposal = NameProposal(name=name, level=level, applicant=applicant, enterprises=enterprises)
    report = jurisdiction.validate_name(proposal, ROUND)
    assert report is not None
    return report


@pytest.mark.parametrize(
    ("name", "level", "applicant"),
    [
        ("大连甘井子家政师劳务品牌", DISTRICT, ASSOCIATION),
        ("大连甘井子海风家政师劳务品牌", DISTRICT, FIRM),
        ("大连甘井子海风家政师劳务品牌", DISTRICT, ApplicantKind.INSTITUTION),
        ("大连家政师劳务品牌", CITY, ASSOCIATION),
        ("大连海风家政师劳务品牌", CITY, FIRM),
        ("大连海风家政师劳务品牌", CITY, ApplicantKind.SCHOOL),
    ],
)
def test_each_of_the_four_forms_fits_its_level_and_applicant_and_is_guidance(
    name: str, level: Level, applicant: ApplicantKind, dalian: Jurisdiction
) -> None:
    report = judged(dalian, name, level, applicant, "海风")

    assert report.verdict is NameVerdict.VALID
    assert report.missing == ()
    assert "guidance" in [note.code for note in report.notes]


@pytest.mark.parametrize(
    ("name", "level", "applicant", "missing"),
    [
        ("大连家政师劳务品牌", DISTRICT, ASSOCIATION, "district"),
        ("甘井子家政师劳务品牌", DISTRICT, ASSOCIATION, "city_prefix"),
        ("大连甘井子家政师", DISTRICT, ASSOCIATION, "suffix"),
        ("大连甘井子家政劳务品牌", DISTRICT, ASSOCIATION, "person"),
        ("大连甘井子家政师劳务品牌", DISTRICT, FIRM, "enterprise"),
        ("大连家政师劳务品牌", CITY, FIRM, "enterprise"),
    ],
)
def test_a_part_the_form_asks_for_is_missed(
    name: str, level: Level, applicant: ApplicantKind, missing: str, dalian: Jurisdiction
) -> None:
    report = judged(dalian, name, level, applicant, "海风")

    assert report.verdict is NameVerdict.INVALID
    assert report.missing == (missing,)


@pytest.mark.parametrize("zone", ["金普新区", "高新区", "高新园区", "长兴岛", "长兴岛经济区", "花园口", "保税区", "开发区"])
def test_a_pilot_zone_stands_in_for_the_district(zone: str, dalian: Jurisdiction) -> None:
    """The notice is addressed to the districts, cities and counties and to the pilot zones."""
    report = judged(dalian, f"大连{zone}家政师劳务品牌", DISTRICT, ASSOCIATION)

    assert report.verdict is NameVerdict.VALID
    assert report.segments.region == f"大连{zone}"
    assert "zone" in [note.code for note in report.notes]


@pytest.mark.parametrize("zone", ["金普新区", "高新区", "高新园区", "保税区"])
def test_a_pilot_zone_may_be_read_as_no_district(zone: str) -> None:
    strict = load_installed("dalian", choices={"DL-zones": "no-district"})

    assert judged(strict, f"大连{zone}家政师劳务品牌", DISTRICT, ASSOCIATION).verdict is not NameVerdict.VALID


def test_the_three_titles_are_examples(dalian: Jurisdiction) -> None:
    listed = judged(dalian, "大连海参匠劳务品牌", CITY, ASSOCIATION)
    unlisted = judged(dalian, "大连海参厨娘劳务品牌", CITY, ASSOCIATION)

    assert listed.verdict is unlisted.verdict is NameVerdict.VALID
    assert "unlisted_title" not in [note.code for note in listed.notes]
    assert "unlisted_title" in [note.code for note in unlisted.notes]


def test_the_form_may_be_read_as_binding(dalian: Jurisdiction) -> None:
    binding = load_installed("dalian", choices={"DL-name-form": "form"})
    report = judged(binding, "大连海参匠", CITY, ASSOCIATION)

    assert report.verdict is NameVerdict.INVALID
    assert "guidance" not in [note.code for note in report.notes]


def test_without_level_and_applicant_every_form_is_tried(dalian: Jurisdiction) -> None:
    report = judged(dalian, "大连甘井子海风家政师劳务品牌", None, None, "海风")

    assert {(form.level, form.rule) for form in report.matched} >= {(DISTRICT, "DL-024"), (CITY, "DL-026")}
