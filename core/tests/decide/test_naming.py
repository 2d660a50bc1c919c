"""Names held against the forms of a region: what fits, what is missing, and what an official must say."""

from collections.abc import Callable
from datetime import date
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from laowu.decide.naming import validate_name
from laowu.model.answers import NameForm, NameReport, NameSegments, NameVerdict
from laowu.model.citation import LegalStatus, Standing
from laowu.model.level import ApplicantKind, Level
from laowu.model.place import Alias
from laowu.model.questions import NameProposal
from laowu.rules.naming import Form, NamingRules, Titles
from laowu.rules.rulebook import RuleBook
from laowu.text import same

MakeBook = Callable[..., RuleBook]

VALID, INVALID, AMBIGUOUS = NameVerdict.VALID, NameVerdict.INVALID, NameVerdict.AMBIGUOUS
ON = date(2026, 11, 21)
HEAD: dict[str, Any] = {"summary": same("x"), "document": "d1", "clause": "第三条", "since": date(2022, 2, 1)}
PLAIN = Form(id="N-1", levels=(Level.MUNICIPAL,), parts=("region", "industry", "person"), **HEAD)
TITLES = Titles(id="N-2", listed=("工", "匠"), **HEAD)


@pytest.fixture(scope="session")
def judged(book: MakeBook) -> Callable[..., NameReport]:
    """The report of a region (Changzhou unless told otherwise) with these rules about a name."""

    def make(
        name: str,
        *rules: Form | Titles,
        on: date = ON,
        division: str = "320400",
        aliases: tuple[Alias, ...] = (),
        documents: dict[str, dict[str, Any]] | None = None,
        readings: tuple[str, ...] = (),
        **proposal: Any,
    ) -> NameReport:
        forms = tuple(rule for rule in rules if isinstance(rule, Form)) or (PLAIN,)
        naming = NamingRules(forms=forms, titles=tuple(rule for rule in rules if isinstance(rule, Titles)), aliases=aliases)
        made = book(naming=naming, division=division, documents=documents, readings=readings)
        report = validate_name(made, NameProposal(name=name, **proposal), on)
        assert report is not None
        return report

    return make


Judged = Callable[..., NameReport]


def notes(report: NameReport) -> list[str]:
    return [note.code for note in report.notes]


def test_a_region_that_states_no_naming_rule_is_silent(book: MakeBook) -> None:
    assert validate_name(book(), NameProposal(name="金坛茶匠"), ON) is None


@pytest.mark.parametrize(
    ("name", "verdict", "missing"),
    [
        ("金坛茶匠", VALID, ()),
        ("常州金坛茶匠", VALID, ()),
        ("常州茶匠", VALID, ()),
        ("茶匠", INVALID, ("region",)),
        ("金坛茶", INVALID, ("person",)),
        ("常州", INVALID, ("industry", "person")),
        ("", INVALID, ("region", "industry", "person")),
        ("！", INVALID, ("region", "industry", "person")),
    ],
)
def test_a_name_is_valid_when_it_has_the_parts_of_a_form(
    judged: Judged, name: str, verdict: NameVerdict, missing: tuple[str, ...]
) -> None:
    report = judged(name)

    assert (report.verdict, report.missing) == (verdict, missing)
    assert bool(report.matched) is (verdict is VALID)


def test_the_parts_of_the_name_are_told(judged: Judged) -> None:
    report = judged("常州金坛茶匠")

    assert report.segments == NameSegments(region="常州金坛", industry="茶", person="匠")
    assert (report.name, report.on, report.rules) == ("常州金坛茶匠", ON, ("N-1",))
    assert [str(clause) for clause in report.clauses] == ["《示例办法》 第三条"]


CITY = attrs.evolve(PLAIN, parts=("city_prefix", "district", "industry", "person"))


@pytest.mark.parametrize(
    ("name", "missing"),
    [
        ("常州金坛茶匠", ()),
        ("常州市金坛区茶匠", ()),
        ("金坛茶匠", ("city_prefix",)),
        ("常州茶匠", ("district",)),
        ("江苏金坛茶匠", ("city_prefix",)),
        ("沈阳焊工", ("city_prefix", "district")),
        ("茶匠", ("city_prefix", "district")),
    ],
)
def test_the_city_stands_in_front_and_the_district_below_it(judged: Judged, name: str, missing: tuple[str, ...]) -> None:
    report = judged(name, CITY)

    assert report.missing == missing
    assert report.verdict is (INVALID if missing else VALID)


ZONE = Alias(name="示例新区", kind="zone", division="320400", source="x")
NICKNAME = attrs.evolve(ZONE, name="中吴", kind="nickname")


def test_a_zone_of_the_region_stands_in_for_a_district(judged: Judged) -> None:
    report = judged("常州示例新区茶匠", CITY, aliases=(ZONE,))

    assert (report.verdict, report.missing) == (VALID, ())
    assert "zone" in notes(report)
    assert judged("常州茶匠", CITY, aliases=(ZONE,)).missing == ("district",)


@pytest.mark.parametrize(
    ("name", "division", "on", "verdict", "note"),
    [
        ("中吴茶匠", "320400", ON, AMBIGUOUS, "alias"),
        ("川东焊工", "320400", ON, AMBIGUOUS, "informal_region"),
        ("丹霞月嫂", "320400", ON, AMBIGUOUS, "unknown_region"),
        ("金坛县茶匠", "320400", ON, AMBIGUOUS, "informal_region"),
        ("重庆江北焊工", "500000", ON, AMBIGUOUS, "abolished_region"),
        ("重庆江北焊工", "500000", date(2025, 11, 5), VALID, None),
        ("江北焊工", "500000", date(2025, 11, 5), VALID, "homonym_settled"),
        ("江北焊工", "500000", ON, AMBIGUOUS, "homonym"),
        ("铁西焊工", "210200", ON, AMBIGUOUS, "homonym"),
        ("薛埠茶匠", "320400", ON, VALID, "township"),
        ("常州高新区茶匠", "320400", ON, VALID, "zone"),
        ("金壇茶匠", "320400", ON, VALID, "traditional_characters"),
        ("“金坛”茶匠", "320400", ON, VALID, "punctuation_stripped"),
    ],
)
def test_a_place_that_is_no_division_in_force_is_for_an_official(
    judged: Judged, name: str, division: str, on: date, *, verdict: NameVerdict, note: str | None
) -> None:
    report = judged(name, division=division, on=on, aliases=(NICKNAME,))

    assert report.verdict is verdict
    assert note is None or note in notes(report)


@pytest.mark.parametrize("name", ["中吴茶匠", "铁西焊工", "重庆江北焊工"])
def test_a_doubtful_place_decides_nothing_where_no_place_is_asked_for(judged: Judged, name: str) -> None:
    report = judged(name, attrs.evolve(PLAIN, parts=("industry", "person")), aliases=(NICKNAME,))

    assert report.verdict is VALID


@pytest.mark.parametrize(
    ("name", "outside"),
    [("沈阳焊工", True), ("江苏茶匠", False), ("江苏金坛茶匠", False), ("金坛茶匠", False), ("茶匠", False), ("龙城茶匠", True)],
)
def test_a_place_outside_the_region_is_noted(judged: Judged, name: str, *, outside: bool) -> None:
    assert ("outside_jurisdiction" in notes(judged(name))) is outside


def test_a_place_that_holds_the_region_is_wider_and_not_outside(judged: Judged) -> None:
    assert notes(judged("江苏茶匠")) == ["wider_region"]


SUFFIXED = attrs.evolve(PLAIN, id="N-3", parts=("region", "industry", "person", "suffix"), suffix="劳务品牌")


def test_closing_words_belong_to_the_form_that_ends_with_them(judged: Judged) -> None:
    assert judged("金坛茶匠劳务品牌", SUFFIXED).verdict is VALID
    assert judged("金坛茶匠", SUFFIXED).missing == ("suffix",)
    assert judged("金坛茶匠劳务品牌", SUFFIXED).segments.suffix == "劳务品牌"
    other = attrs.evolve(SUFFIXED, id="N-4", suffix="品牌")
    assert [form.rule for form in judged("金坛茶匠劳务品牌", SUFFIXED, other).matched] == ["N-3"]


NAMED = attrs.evolve(PLAIN, parts=("region", "enterprise", "industry", "person"))


def test_an_enterprise_name_comes_from_the_form(judged: Judged) -> None:
    assert judged("金坛恒丰茶匠", NAMED, enterprises=("恒丰",)).verdict is VALID
    assert judged("金坛茶匠", NAMED, enterprises=("恒丰",)).missing == ("enterprise",)
    assert judged("金坛恒丰茶匠", NAMED).missing == ("enterprise",)


def test_an_enterprise_where_the_region_should_be_is_noted(judged: Judged) -> None:
    report = judged("恒丰造纸工", enterprises=("恒丰",))

    assert (report.verdict, report.missing) == (INVALID, ("region",))
    assert "enterprise_in_region_place" in notes(report)
    assert "enterprise_in_region_place" not in notes(judged("金坛恒丰茶匠", enterprises=("恒丰",)))


EITHER = attrs.evolve(PLAIN, parts=("region",), either=(("industry", "person"),))


@pytest.mark.parametrize(("name", "missing"), [("金坛茶", ()), ("金坛匠", ()), ("金坛茶匠", ()), ("金坛", ("industry",))])
def test_one_part_of_a_group_is_enough_and_the_first_is_missed(judged: Judged, name: str, missing: tuple[str, ...]) -> None:
    assert judged(name, EITHER).missing == missing


def test_a_part_of_a_group_is_not_asked_for_by_itself(judged: Judged) -> None:
    form = attrs.evolve(EITHER, parts=("region", "industry"))

    assert judged("金坛匠", form).verdict is VALID


# Titles


@pytest.mark.parametrize(
    ("name", "titles", "verdict", "noted"),
    [
        ("金坛茶匠", (TITLES,), VALID, False),
        ("金坛茶嫂", (TITLES,), VALID, True),
        ("金坛茶嫂", (), VALID, False),
        ("金坛茶嫂", (attrs.evolve(TITLES, open=False),), AMBIGUOUS, True),
        ("金坛茶匠", (attrs.evolve(TITLES, open=False),), VALID, False),
        (
            "金坛茶嫂",
            (attrs.evolve(TITLES, open=False), attrs.evolve(TITLES, id="N-5", listed=("嫂",), open=False)),
            VALID,
            False,
        ),
        ("金坛茶嫂", (attrs.evolve(TITLES, open=False), attrs.evolve(TITLES, id="N-5", listed=())), VALID, True),
        ("金坛就业帮", (TITLES,), AMBIGUOUS, True),
        ("金坛就业帮", (), AMBIGUOUS, True),
    ],
)
def test_an_unlisted_title_warns_and_a_closed_list_asks_an_official(
    judged: Judged, name: str, titles: tuple[Titles, ...], verdict: NameVerdict, *, noted: bool
) -> None:
    report = judged(name, PLAIN, *titles)

    assert report.verdict is verdict
    assert ("unlisted_title" in notes(report)) is noted
    told = [note.says.en for note in report.notes if note.code == "unlisted_title"]
    closed = bool(titles) and not titles[-1].open
    assert told == [f"the title is not among those named{': ask a person' if closed else '; the list is open'}"] * noted


def test_an_unlisted_title_decides_nothing_where_the_trade_is_enough(judged: Judged) -> None:
    assert judged("金坛就业帮", EITHER).verdict is VALID
    assert judged("金坛茶嫂", EITHER, attrs.evolve(TITLES, open=False)).verdict is VALID
    assert judged("金坛嫂", EITHER, attrs.evolve(TITLES, open=False)).verdict is AMBIGUOUS


# Levels and applicants

DISTRICT_BODY = attrs.evolve(CITY, id="N-6", levels=(Level.DISTRICT,), applicants=(ApplicantKind.ASSOCIATION,))
DISTRICT_FIRM = attrs.evolve(
    CITY,
    id="N-7",
    levels=(Level.DISTRICT,),
    applicants=(ApplicantKind.ENTERPRISE, ApplicantKind.SCHOOL),
    parts=("region", "person"),
)
CITY_FORM = attrs.evolve(PLAIN, id="N-8")


@pytest.mark.parametrize(
    ("level", "applicant", "asked"),
    [
        (None, None, ("N-6", "N-7", "N-8")),
        (Level.DISTRICT, None, ("N-6", "N-7")),
        (Level.DISTRICT, ApplicantKind.OTHER, ("N-6", "N-7")),
        (Level.DISTRICT, ApplicantKind.ASSOCIATION, ("N-6",)),
        (Level.DISTRICT, ApplicantKind.SCHOOL, ("N-7",)),
        (Level.DISTRICT, ApplicantKind.GOVERNMENT, ("N-6", "N-7")),
        (Level.MUNICIPAL, ApplicantKind.SCHOOL, ("N-8",)),
        (Level.NATIONAL, None, ("N-6", "N-7", "N-8")),
        (None, ApplicantKind.ASSOCIATION, ("N-6", "N-8")),
    ],
)
def test_forms_are_asked_by_level_and_applicant_and_all_where_none_is_meant(
    judged: Judged, level: Level | None, applicant: ApplicantKind | None, asked: tuple[str, ...]
) -> None:
    report = judged("常州金坛茶匠", DISTRICT_BODY, DISTRICT_FIRM, CITY_FORM, level=level, applicant=applicant)

    assert report.rules == asked
    assert {form.rule for form in report.matched} == set(asked)


def test_every_form_that_fits_is_listed_by_level_and_applicant(judged: Judged) -> None:
    report = judged("常州金坛茶匠", DISTRICT_FIRM, attrs.evolve(CITY_FORM, levels=(Level.MUNICIPAL, Level.PROVINCIAL)))

    assert report.matched == (
        NameForm(level=Level.DISTRICT, applicant=ApplicantKind.ENTERPRISE, rule="N-7"),
        NameForm(level=Level.DISTRICT, applicant=ApplicantKind.SCHOOL, rule="N-7"),
        NameForm(level=Level.MUNICIPAL, applicant=ApplicantKind.OTHER, rule="N-8"),
        NameForm(level=Level.PROVINCIAL, applicant=ApplicantKind.OTHER, rule="N-8"),
    )


def test_what_is_missing_is_told_by_the_form_it_misses_least(judged: Judged) -> None:
    assert judged("常州茶", DISTRICT_BODY, DISTRICT_FIRM).missing == ("person",)


# What the text only suggests, and brands that were there before


@pytest.mark.parametrize(
    ("modality", "existing", "name", "expected"),
    [
        ("shall", False, "金坛茶匠", []),
        ("may", False, "金坛茶匠", ["guidance"]),
        ("may", False, "茶匠", ["guidance"]),
        ("shall", True, "茶匠", ["exempt"]),
        ("shall", True, "金坛茶匠", []),
        ("may", True, "茶匠", ["guidance", "exempt"]),
        ("shall", True, "中吴茶匠", ["alias", "exempt"]),
    ],
)
def test_guidance_and_existing_brands_are_noted_in_a_fixed_order(
    judged: Judged, modality: Any, name: str, expected: list[str], *, existing: bool
) -> None:
    report = judged(name, attrs.evolve(PLAIN, modality=modality), existing=existing, aliases=(NICKNAME,))

    assert notes(report) == expected
    assert all(note.says.zh != note.says.en for note in report.notes)


def test_where_existing_brands_are_bound_too_an_official_decides_and_forms_are_suggested(judged: Judged) -> None:
    bound = attrs.evolve(PLAIN, binds_existing=True)

    report = judged("金坛茶", bound, existing=True)

    assert (report.verdict, report.missing, notes(report)) == (AMBIGUOUS, ("person",), ["existing_bound"])
    assert report.suggestions == judged("金坛茶", bound).suggestions != ()
    assert judged("金坛茶", bound).verdict is INVALID
    assert (judged("金坛茶匠", bound, existing=True).verdict, notes(judged("金坛茶匠", bound, existing=True))) == (VALID, [])
    assert (judged("金坛茶", existing=True).verdict, judged("金坛茶", existing=True).suggestions) == (INVALID, ())


# Days in force and standing


def test_only_forms_and_titles_in_force_on_the_day_are_asked(judged: Judged) -> None:
    old = attrs.evolve(PLAIN, id="N-9", parts=("industry",), until=date(2025, 1, 1))
    new = attrs.evolve(PLAIN, since=date(2025, 1, 1))
    later = attrs.evolve(TITLES, since=date(2025, 1, 1))

    assert judged("茶匠", old, new, later, on=date(2024, 12, 31)).rules == ("N-9",)
    assert judged("茶匠", old, new, later, on=date(2025, 1, 1)).rules == ("N-1", "N-2")


@pytest.mark.parametrize(("on", "standing"), [(date(2022, 1, 31), Standing.NOT_YET), (date(2030, 1, 1), Standing.SUPERSEDED)])
def test_where_no_form_is_in_force_the_name_is_cut_and_left_open(judged: Judged, on: date, standing: Standing) -> None:
    report = judged("金坛茶匠", attrs.evolve(PLAIN, until=date(2030, 1, 1)), on=on)

    assert (report.verdict, report.standing, report.rules, report.missing) == (AMBIGUOUS, standing, (), ())
    assert report.segments == NameSegments(region="金坛", industry="茶", person="匠")


def test_a_report_is_worth_what_its_document_is_and_names_its_readings(judged: Judged) -> None:
    report = judged("金坛茶匠", PLAIN, TITLES, documents={"d1": {"status": LegalStatus.DRAFT}}, readings=("N-2", "N-9"))

    assert report.standing is Standing.DRAFT
    assert [used.id for used in report.readings] == ["read-N-2"]


@given(name=st.text(st.sampled_from("常州金坛重庆江北大连市区县茶面焊匠工师品牌劳务恒丰川东京津冀 ·！A1"), max_size=12))
def test_any_name_gets_a_verdict_that_agrees_with_what_is_missing(judged: Judged, name: str) -> None:
    report = judged(name, CITY, SUFFIXED, EITHER, TITLES, enterprises=("恒丰",))

    assert bool(report.missing) is (report.verdict is INVALID)
    assert bool(report.matched) is (report.verdict is not INVALID)
    assert judged(name, CITY, SUFFIXED, EITHER, TITLES, enterprises=("恒丰",)) == report
