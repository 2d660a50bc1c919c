"""How far the programme is with a target, and what a recognised brand owes."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from laowu.decide.management import manage_brand
from laowu.decide.programme import duties_after_recognition, target_standing
from laowu.model.answers import ManagementDecision, TargetRow, TargetStanding
from laowu.model.citation import Standing
from laowu.model.dossier import Brand, Dossier, Judgement, Recognition
from laowu.model.facts import Figure
from laowu.model.level import Level
from laowu.model.outcome import Outcome
from laowu.model.place import Alias
from laowu.model.questions import BrandRecord
from laowu.places.divisions import Divisions
from laowu.rules.dated import Dated, DatedValue
from laowu.rules.naming import Form, NamingRules
from laowu.rules.predicate import Leaf, Operator
from laowu.rules.programme import Duty, NumericTarget, ProgrammeRules
from laowu.rules.rulebook import RuleBook
from laowu.text import Text, same

MakeBook = Callable[..., RuleBook]

RULE: dict[str, Any] = {"summary": same("x"), "document": "d1", "clause": "一", "since": date(2020, 1, 1)}
CHONGQING, CHANGZHOU, JIANGSU = "500000", "320400", "320000"
BEFORE, AFTER = date(2025, 11, 5), date(2025, 11, 6)


def target(relation: Any = "at_least", number: int | None = 1, **more: Any) -> NumericTarget:
    value = None if number is None else Dated.always(number)
    return NumericTarget(id="T", measure=Text("品牌", "brands"), relation=relation, number=value, **{**RULE, **more})


@pytest.fixture(scope="session")
def stood(book: MakeBook) -> Callable[..., TargetStanding]:
    """What counts amount to in a region."""

    def make(
        asked: NumericTarget, counts: dict[str, int], on: date = AFTER, division: str = CHONGQING, aliases: tuple[Alias, ...] = ()
    ) -> TargetStanding:
        form = Form(id="F", levels=(Level.MUNICIPAL,), parts=("region",), **RULE)
        made = book(
            division=division, naming=NamingRules(forms=(form,), aliases=aliases), documents={"d1": {"since": RULE["since"]}}
        )
        return target_standing(made, asked, counts, on, Divisions.load())

    return make


Stood = Callable[..., TargetStanding]


def row(found: TargetStanding, code: str) -> TargetRow:
    return next(row for row in found.rows if row.code == code)


def test_each_district_and_county_in_force_on_the_day_is_asked(stood: Stood) -> None:
    asked = target(per="district")

    before, after = (stood(asked, {}, on) for on in (BEFORE, AFTER))

    assert (len(before.rows), len(after.rows)) == (38, 37)
    assert {row.code for row in before.rows} - {row.code for row in after.rows} == {"500105", "500112"}
    assert "云阳县" in {row.name for row in after.rows}
    assert after.asked == Text("每个区县不少于 1", "at least 1 in each district or county")


def test_a_province_asks_its_counties_and_a_city_its_own(stood: Stood) -> None:
    divisions = Divisions.load()
    province, city = (stood(target(per="district"), {}, division=code) for code in (JIANGSU, CHANGZHOU))

    assert {divisions.get(row.code, AFTER).level for row in province.rows} == {"county"}  # type: ignore[union-attr]
    assert {row.code for row in city.rows} < {row.code for row in province.rows}
    assert {row.name for row in city.rows} >= {"金坛区", "溧阳市"}


def test_a_place_without_a_count_is_no_data_and_nought_is_an_answer(stood: Stood) -> None:
    found = stood(target(per="district", number=2), {"500101": 0, "500102": 2, "500103": 5})

    assert [(row(found, code).gap, row(found, code).outcome) for code in ("500101", "500102", "500103", "500106")] == [
        (2, Outcome.NOT_MET), (0, Outcome.MET), (0, Outcome.MET), (None, Outcome.NO_DATA),
    ]  # fmt: skip
    assert (found.total.found, found.total.gap, found.total.outcome) == (None, None, Outcome.NOT_MET)
    assert any("34 of 37" in remark.en for remark in found.remarks)


def test_too_many_in_one_district_do_not_make_up_for_another(stood: Stood) -> None:
    districts = [row.code for row in stood(target(per="district"), {}).rows]
    counts = dict.fromkeys(districts, 1) | {districts[0]: 9, districts[1]: 0}

    total = stood(target(per="district"), counts).total

    assert (total.asked, total.found, total.gap, total.outcome) == (37, 44, 1, Outcome.NOT_MET)
    assert stood(target(per="district"), counts | {districts[1]: 1}).total.outcome is Outcome.MET


def test_the_count_of_an_abolished_district_goes_to_the_one_that_took_over(stood: Stood) -> None:
    heir = Divisions.load().successors(Divisions.load().nearest("500105", BEFORE), AFTER)  # type: ignore[arg-type]

    found = stood(target(per="district"), {"500105": 2, heir[0].code: 1})

    assert len(heir) == 1
    assert row(found, heir[0].code).found == 3
    assert row(stood(target(per="district"), {"500105": 2}, BEFORE), "500105").found == 2


@pytest.mark.parametrize(
    ("relation", "found", "outcome", "gap"),
    [
        ("at_least", 9, Outcome.NOT_MET, 1),
        ("at_least", 10, Outcome.MET, 0),
        ("at_most", 10, Outcome.MET, 0),
        ("at_most", 11, Outcome.NOT_MET, 0),
        ("exactly", 9, Outcome.NOT_MET, 1),
        ("exactly", 10, Outcome.MET, 0),
        ("exactly", 11, Outcome.NOT_MET, 0),
        ("about", 8, None, 2),
        ("about", 12, None, 0),
        ("between", 9, Outcome.NOT_MET, 1),
        ("between", 12, Outcome.MET, 0),
        ("between", 13, Outcome.NOT_MET, 0),
    ],
)
def test_each_relation_on_both_sides_of_its_number(
    relation: str, found: int, outcome: Outcome | None, gap: int, stood: Stood
) -> None:
    top = {"up_to": Dated.always(12)} if relation == "between" else {}

    total = stood(target(relation, 10, **top), {"region": found}).total

    assert (total.found, total.outcome, total.gap) == (found, outcome, gap)


def test_no_number_is_for_an_official_to_judge_and_no_count_is_no_data(stood: Stood) -> None:
    assert stood(target("unstated", None), {"region": 3}).total.outcome is Outcome.NEEDS_JUDGEMENT
    assert stood(target("unstated", None), {}).asked == Text("未载明数量", "no number is stated")
    assert stood(target(), {}).total.outcome is Outcome.NO_DATA
    assert stood(target("about", 60), {}).total.outcome is None


def test_the_whole_region_is_the_sum_of_its_districts_once_all_are_known(stood: Stood) -> None:
    districts = [row.code for row in stood(target(per="district"), {}, division=CHANGZHOU).rows]
    all_ = dict.fromkeys(districts, 2)

    assert stood(target(number=3), all_, division=CHANGZHOU).total.found == 2 * len(districts)
    assert stood(target(number=3), dict(list(all_.items())[1:]), division=CHANGZHOU).total.found is None
    assert stood(target(number=3), {**all_, "region": 1}, division=CHANGZHOU).total.found == 1
    assert stood(target(number=3), {CHANGZHOU: 4}, division=CHANGZHOU).total.found == 4


ZONES = tuple(
    Alias(name=name, kind="zone", division=division, source="x", until=until)
    for name, division, until in (
        ("甲开发区", "500000", None),
        ("甲经济技术开发区", "500000", None),
        ("万盛经开区", "500110", None),
        ("旧区", "500101", AFTER),
    )
)


def test_zones_are_asked_only_where_the_target_says_so(stood: Stood) -> None:
    plain, counted, named = (
        stood(target(per="district", **more), {}, aliases=ZONES) for more in ({}, {"zones_count": True},
        {"zones_count": True, "zones": ("万盛经开区",)})
    )  # fmt: skip

    assert len(plain.rows) == 37
    assert [row.code for row in counted.rows][37:] == ["甲开发区", "万盛经开区"]
    assert [row.code for row in named.rows][37:] == ["万盛经开区"]
    assert len(stood(target(per="district", zones_count=True), {}, BEFORE, aliases=ZONES).rows) == 38 + 3


def test_a_zone_is_known_by_its_other_name_and_a_stranger_is_told(stood: Stood) -> None:
    found = stood(target(per="zone"), {"甲经济技术开发区": 1, "乙区": 4, "999999": 2}, aliases=ZONES)

    assert row(found, "甲开发区").found == 1
    assert any("乙区, 999999" in remark.en for remark in found.remarks)


def test_a_zone_that_has_become_a_district_is_asked_and_counted_as_one(stood: Stood) -> None:
    asked = target(per="district", zones_count=True, zones=("两江新区", "旧区", "甲开发区"))
    zones = (*ZONES, Alias(name="两江新区", kind="zone", division=CHONGQING, source="x"))
    before, after = (stood(asked, {"两江新区": 2}, day, aliases=zones) for day in (BEFORE, AFTER))

    assert [row.code for row in before.rows][38:] == ["两江新区", "旧区", "甲开发区"]
    assert row(before, "两江新区").found == 2
    assert [row.code for row in after.rows][37:] == ["甲开发区"]
    assert (row(after, "500157").name, row(after, "500157").found) == ("两江新区", 2)


def test_key_towns_are_those_listed_or_those_counted(stood: Stood) -> None:
    counts = {"500101105": 1, "500101": 3}

    counted = stood(target(per="key_town"), counts)
    listed = stood(target(per="key_town", divisions=("500101105", "500102106")), counts)

    assert [(row.code, row.found) for row in counted.rows] == [("500101105", 1)]
    assert any("not list them" in remark.en for remark in counted.remarks)
    assert [(row.code, row.outcome) for row in listed.rows] == [("500101105", Outcome.MET), ("500102106", Outcome.NO_DATA)]
    assert stood(target(per="key_town"), {}).total.outcome is Outcome.NO_DATA
    assert [row.name for row in stood(target(per="key_county"), counts).rows] == ["万州区"]


def test_a_key_towns_brand_counts_for_its_district_where_it_is_shared(stood: Stood) -> None:
    counts = {"500101105": 1, "500101": 0}

    assert row(stood(target(per="district", shared=True), counts), "500101").outcome is Outcome.MET
    assert row(stood(target(per="district"), counts), "500101").outcome is Outcome.NOT_MET


def test_the_number_of_the_day_is_asked_and_a_day_that_has_passed_is_told(stood: Stood) -> None:
    history = Dated((DatedValue(value=1), DatedValue(since=AFTER, value=3)))
    moving = NumericTarget(
        id="T", measure=same("x"), relation="at_least", number=history, due=date(2025, 12, 31), soft=True, **RULE
    )

    early, late = stood(moving, {"region": 2}, BEFORE), stood(moving, {"region": 2}, date(2026, 1, 1))

    assert (early.total.outcome, late.total.outcome) == (Outcome.MET, Outcome.NOT_MET)
    assert (early.past_due, late.past_due) == (False, True)
    assert early.soft
    assert early.standing is Standing.IN_FORCE


RELATIONS = st.sampled_from(["exactly", "at_least", "at_most", "about", "between"])
PLACES = st.sampled_from(["region", "district", "key_town", "key_county"])
KEYS = ["region", "320402", "320404", "320411", "320412", "320413", "320481", "320404001"]


@st.composite
def targets(draw: st.DrawFn) -> NumericTarget:
    relation, number = draw(RELATIONS), draw(st.integers(0, 5))
    top = {"up_to": Dated.always(number + 2)} if relation == "between" else {}
    return target(relation, number, per=draw(PLACES), shared=draw(st.booleans()), **top)


COUNTS = st.dictionaries(st.sampled_from(KEYS), st.integers(0, 6))


@given(asked=targets(), counts=COUNTS, where=st.sampled_from(KEYS))
def test_one_more_brand_never_makes_a_gap_larger(stood: Stood, asked: NumericTarget, counts: dict[str, int], where: str) -> None:
    more = counts | {where: counts.get(where, 0) + 1}

    before, after = (stood(asked, found, division=CHANGZHOU) for found in (counts, more))

    gaps = {row.code: row.gap for row in after.rows} | {"total": after.total.gap}
    for code, gap in [*((row.code, row.gap) for row in before.rows), ("total", before.total.gap)]:
        if gap is not None and (code != "total" or len(after.rows) == len(before.rows)):
            assert gaps[code] is not None
            assert gaps[code] <= gap  # type: ignore[operator]
    for old in before.rows:
        if old.outcome is Outcome.MET and asked.relation in ("at_least", "about"):
            assert row(after, old.code).outcome is Outcome.MET


# duties

READY = Leaf(fact="employment_ledger", operator=Operator.IS, bound=Dated.always(value=True))


def duty(name: str, **more: Any) -> Duty:
    return Duty(id=name, **{**RULE, "of": "operator", "levels": (Level.MUNICIPAL,), **more})


def owing(book: MakeBook, *duties: Duty, **dossier: Any) -> tuple[tuple[str, Outcome], ...]:
    made = book(programme=ProgrammeRules(duties=duties), documents={"d1": {"since": RULE["since"]}})
    asked = Dossier(**{"brand": Brand(name="x"), **dossier})
    return tuple((item.rule, item.outcome) for item in duties_after_recognition(made, Level.MUNICIPAL, asked, AFTER))


def test_duties_of_holders_of_the_level_in_force_are_owed(book: MakeBook) -> None:
    stated = (
        duty("ours", condition=READY),
        duty("other-level", levels=(Level.PROVINCIAL,)),
        duty("any-body", levels=()),
        duty("authority", of="authority"),
        duty("ended", until=AFTER),
    )

    assert [name for name, _ in owing(book, *stated)] == ["ours"]


@pytest.mark.parametrize(
    ("figures", "outcome"),
    [
        ((), Outcome.NO_DATA),
        ((Figure(low=True, high=True),), Outcome.MET),
        ((Figure(low=False, high=False),), Outcome.NOT_MET),
    ],
)
def test_what_the_dossier_shows_decides_and_what_is_unknown_stays_unknown(
    figures: tuple[Figure, ...], outcome: Outcome, book: MakeBook
) -> None:
    facts = {"employment_ledger": figures} if figures else {}

    assert owing(book, duty("d", condition=READY), facts=facts) == (("d", outcome),)


def test_a_duty_that_no_fact_shows_waits_for_an_official(book: MakeBook) -> None:
    judged = Judgement(jurisdiction="demo", rule="d", outcome=Outcome.MET, by="示例局", on=date(2025, 1, 1))

    assert owing(book, duty("d")) == (("d", Outcome.NEEDS_JUDGEMENT),)
    assert owing(book, duty("d"), judgements=(judged,)) == (("d", Outcome.MET),)


def decided(made: RuleBook) -> ManagementDecision | None:
    held = Recognition(level=Level.MUNICIPAL, on=date(2024, 5, 1), jurisdiction="demo")
    return manage_brand(
        made, BrandRecord(dossier=Dossier(brand=Brand(name="x"), recognitions=(held,)), level=Level.MUNICIPAL), AFTER
    )


def test_the_decision_after_recognition_lists_the_duties(book: MakeBook) -> None:
    documents = {"d1": {"since": RULE["since"]}}
    stated = ProgrammeRules(duties=(duty("d", condition=READY, every=("quarter",), modality="encouraged"),))

    decision = decided(book(programme=stated, documents=documents))

    assert decision is not None
    (owed,) = decision.duties
    assert (owed.rule, owed.outcome, owed.every, owed.modality) == ("d", Outcome.NO_DATA, ("quarter",), "encouraged")
    assert owed.observations[0].settled_by is not None
    assert decision.standing is Standing.IN_FORCE


def test_a_region_with_a_duty_answers_for_every_level_and_day(book: MakeBook) -> None:
    documents = {"d1": {"since": RULE["since"]}}

    other_level = decided(book(programme=ProgrammeRules(duties=(duty("d", levels=(Level.PROVINCIAL,)),)), documents=documents))
    ended = decided(book(programme=ProgrammeRules(duties=(duty("d", until=AFTER),)), documents=documents))

    assert other_level is not None
    assert ended is not None
    assert (other_level.duties, other_level.standing) == ((), Standing.IN_FORCE)
    assert (ended.duties, ended.standing) == ((), Standing.SUPERSEDED)


def test_a_region_that_states_neither_checks_nor_duties_is_silent(book: MakeBook) -> None:
    assert decided(book()) is None
    assert decided(book(programme=ProgrammeRules(duties=(duty("d", of="authority"),)))) is None
