"""The figures a dossier offers: stated, read off its structure, or computed from others of the same year."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import attrs
import pytest

from laowu.decide.evidence import Evidence
from laowu.errors import DossierError
from laowu.model.dossier import Brand, Dossier, Judgement, Operator, Recognition
from laowu.model.facts import FactDefinition, FactType, Figure, Grade
from laowu.model.level import ApplicantKind, Level
from laowu.model.outcome import Outcome
from laowu.model.share import Share
from laowu.model.vocabulary import shared_facts
from laowu.text import same

ON = date(2026, 11, 21)
FACTS = shared_facts().extended(
    (
        FactDefinition(name="first", type=FactType.COUNT, label=same("x"), settled_by=same("x")),
        FactDefinition(name="second", type=FactType.COUNT, label=same("x"), settled_by=same("x")),
        FactDefinition(name="both", type=FactType.COUNT, label=same("x"), settled_by=same("x"), sum_of=("first", "second")),
        FactDefinition(
            name="share_of_both", type=FactType.SHARE, label=same("x"), settled_by=same("x"), part="first", whole="both"
        ),
    )
)


def stated(value: Any, year: int | None = None, **more: Any) -> Figure:
    return Figure(low=value, high=value, year=year, **more)


def evidence(facts: Mapping[str, tuple[Figure, ...]] | None = None, on: date = ON, **fields: Any) -> Evidence:
    dossier = Dossier(**{"brand": Brand(name="金坛茶匠"), "facts": facts or {}, **fields})
    return Evidence(dossier=dossier, jurisdiction="demo", facts=FACTS, on=on)


def values(figure: Figure | None) -> Any:
    return None if figure is None else (figure.low, figure.high, figure.year)


SERIES = (stated(10, 2024), stated(20, 2025), stated(30, 2026))


@pytest.mark.parametrize(
    ("figures", "year", "on", "found"),
    [
        ((), None, ON, None),
        ((), 2025, ON, None),
        (SERIES, None, ON, (30, 30, 2026)),
        (SERIES, None, date(2025, 6, 1), (20, 20, 2025)),
        (SERIES, None, date(2023, 6, 1), None),
        (SERIES, 2024, ON, (10, 10, 2024)),
        (SERIES, 2023, ON, None),
        ((stated(5),), None, ON, (5, 5, None)),
        ((stated(5),), 2023, ON, (5, 5, None)),
        ((stated(5), *SERIES), None, ON, (5, 5, None)),
        ((stated(5), *SERIES), 2025, ON, (20, 20, 2025)),
        ((stated(5), *SERIES), 2023, ON, (5, 5, None)),
    ],
)
def test_a_figure_is_that_of_the_year_asked_or_the_latest_known(
    figures: tuple[Figure, ...], year: int | None, on: date, found: Any
) -> None:
    assert values(evidence({"workers": figures}, on).figure("workers", year)) == found


def test_what_stands_under_the_regions_own_name_goes_first() -> None:
    shared = {"workers": (stated(5),)}
    local = {"demo": {"workers": (stated(7),)}, "other": {"workers": (stated(9),)}}

    assert values(evidence(shared, local_facts=local).figure("workers")) == (7, 7, None)
    assert values(evidence(shared, local_facts={"other": local["other"]}).figure("workers")) == (5, 5, None)


@pytest.mark.parametrize(
    ("part", "whole", "year", "found"),
    [
        ((stated(4),), (stated(5),), None, (Share(4, 5), None)),
        ((stated(4),), (stated(5),), 2025, (Share(4, 5), None)),
        ((stated(4, 2025),), (stated(5, 2025),), None, (Share(4, 5), 2025)),
        ((stated(4, 2025),), (stated(5),), None, (Share(4, 5), 2025)),
        ((stated(4),), (stated(5, 2024), stated(8, 2025)), None, (Share(4, 8), 2025)),
        ((stated(4, 2024), stated(6, 2025)), (stated(5, 2024),), None, (Share(4, 5), 2024)),
        ((stated(4, 2024),), (stated(5, 2024), stated(8, 2025)), None, (Share(4, 5), 2024)),
        ((stated(4, 2024),), (stated(5, 2025),), None, None),
        ((stated(4, 2024),), (stated(5, 2025),), 2024, None),
        ((stated(4, 2024),), (stated(5, 2024),), 2025, None),
        ((stated(4, 2027),), (stated(5, 2027),), None, None),
        ((stated(0),), (stated(5),), None, (Share(0, 5), None)),
        ((stated(5),), (stated(5),), None, (Share(5, 5), None)),
        ((stated(6),), (stated(5),), None, None),
        ((stated(0),), (stated(0),), None, None),
        ((Figure(low=3, high=4),), (stated(5),), None, None),
        ((stated(4),), (Figure(low=5, high=None),), None, None),
        ((), (stated(5),), None, None),
        ((stated(4),), (), None, None),
    ],
)
def test_a_share_is_computed_from_heads_of_one_year_that_can_be_part_and_whole(
    part: tuple[Figure, ...], whole: tuple[Figure, ...], year: int | None, found: Any
) -> None:
    figure = evidence({"trained_passed": part, "trained": whole}).figure("pass_rate", year)

    assert (None if figure is None else (figure.low, figure.year)) == found


def test_a_share_of_money_may_exceed_its_whole() -> None:
    figure = evidence({"average_wage_yuan": (stated(88_000),), "trade_average_wage_yuan": (stated(80_000),)}).figure("wage_ratio")

    assert figure is not None
    assert figure.low == Share(11, 10)


def test_a_share_that_is_stated_is_not_computed() -> None:
    facts = {
        "pass_rate": (stated(Share.from_percent("81%"), 2025),),
        "trained_passed": (stated(4),),
        "trained": (stated(5),),
    }

    figure = evidence(facts).figure("pass_rate", 2025)
    computed = evidence(facts).figure("pass_rate", 2024)

    assert figure is not None
    assert figure.low == Share.from_percent("81%")
    assert computed is not None
    assert computed.low == Share(4, 5)


@pytest.mark.parametrize(
    ("first", "second", "year", "found"),
    [
        (stated(3), stated(4), None, (7, 7, None)),
        (stated(3, 2025), stated(4, 2025), None, (7, 7, 2025)),
        (stated(3, 2025), stated(4, 2024), None, None),
        (stated(3, 2025), stated(4, 2025), 2025, (7, 7, 2025)),
        (stated(3, 2025), stated(4, 2025), 2024, None),
        (Figure(low=3, high=5), stated(4), None, (7, 9, None)),
        (Figure(low=3, high=None), stated(4), None, (7, None, None)),
        (Figure(low=None, high=5), stated(4), None, (4, 9, None)),
        (Figure(low=None, high=5), Figure(low=4, high=None), None, (4, None, None)),
        (Figure(low=None, high=5), Figure(low=None, high=4), None, (None, 9, None)),
    ],
)
def test_a_sum_keeps_the_bounds_of_its_terms(first: Figure, second: Figure, year: int | None, found: Any) -> None:
    assert values(evidence({"first": (first,), "second": (second,)}).figure("both", year)) == found


def test_a_sum_that_lacks_a_term_is_unknown() -> None:
    assert evidence({"first": (stated(3),)}).figure("both") is None
    assert evidence().figure("both") is None


def test_a_share_may_stand_on_a_sum_of_the_same_year() -> None:
    facts = {"first": (stated(3, 2024), stated(1, 2025)), "second": (stated(1, 2024),)}

    figure = evidence(facts).figure("share_of_both")

    assert figure is not None
    assert (figure.low, figure.year) == (Share(3, 4), 2024)


def test_a_computed_figure_is_as_well_evidenced_as_the_weakest_and_names_every_source() -> None:
    first = stated(3, grade=Grade.LEDGER_VERIFIED, source="台账")
    second = attrs.evolve(stated(4, grade=Grade.DOCUMENTED, source="花名册"), about=True)

    figure = evidence({"first": (first,), "second": (second,)}).figure("both")

    assert figure is not None
    assert (figure.grade, figure.source, figure.about) == (Grade.DOCUMENTED, "台账；花名册", True)


def test_one_source_of_both_terms_is_named_once() -> None:
    figure = evidence({"first": (stated(3, source="x"),), "second": (stated(4, source="x"),)}).figure("both")

    assert figure is not None
    assert figure.source == "x"


BODY = Operator(name="某公司", kind=ApplicantKind.ENTERPRISE, code="91350100M000100Y43", place="320413", legal_person=True)
UNKNOWN = Operator(name="某单位")


@pytest.mark.parametrize(
    ("fact", "operators", "value"),
    [
        ("operator_count", (), None),
        ("operator_count", (BODY, UNKNOWN), 2),
        ("operator_kinds", (), None),
        ("operator_kinds", (BODY, BODY), ("enterprise",)),
        ("operator_kinds", (BODY, attrs.evolve(BODY, kind=ApplicantKind.OTHER)), ("enterprise", "other")),
        ("operator_kinds", (BODY, UNKNOWN), None),
        ("operator_legal_person", (), None),
        ("operator_legal_person", (BODY,), True),
        ("operator_legal_person", (BODY, UNKNOWN), None),
        ("operator_legal_person", (UNKNOWN, attrs.evolve(BODY, legal_person=False)), False),
        ("operator_codes_valid", (), None),
        ("operator_codes_valid", (BODY,), True),
        ("operator_codes_valid", (BODY, UNKNOWN), None),
        ("operator_codes_valid", (BODY, attrs.evolve(BODY, code="123456789")), True),
        ("operator_codes_valid", (UNKNOWN, attrs.evolve(BODY, code="91350100M000100Y44")), False),
        ("operator_places", (), None),
        ("operator_places", (BODY, attrs.evolve(BODY, place="大连市")), ("320413", "210200")),
        ("operator_places", (BODY, UNKNOWN), None),
    ],
)
def test_the_bodies_answer_for_themselves_and_an_unknown_one_leaves_it_open(
    fact: str, operators: tuple[Operator, ...], value: Any
) -> None:
    figure = evidence(operators=operators).figure(fact)

    assert (None if figure is None else figure.low) == value


@pytest.mark.parametrize(
    ("fact", "brand", "value"),
    [
        ("brand_name", Brand(name="金坛茶匠"), "金坛茶匠"),
        ("trademark", Brand(name="x"), None),
        ("trademark", Brand(name="x", trademark=""), ""),
        ("trademark", Brand(name="x", trademark="第1号"), "第1号"),
        ("brand_place", Brand(name="x"), None),
        ("brand_place", Brand(name="x", place="江苏省常州市金坛区"), ("320413",)),
    ],
)
def test_the_brand_answers_for_itself(fact: str, brand: Brand, value: Any) -> None:
    figure = evidence(brand=brand).figure(fact)

    assert (None if figure is None else figure.low) == value


def test_a_place_that_is_none_on_the_day_is_refused_with_what_took_its_place() -> None:
    brand = Brand(name="x", place="重庆市江北区")

    assert evidence(brand=brand, on=date(2025, 11, 5)).figure("brand_place") == Figure(low=("500105",), high=("500105",))
    with pytest.raises(DossierError, match="两江新区"):
        evidence(brand=brand, on=date(2025, 11, 6)).figure("brand_place")


HELD = Recognition(level=Level.MUNICIPAL, on=date(2024, 5, 1), jurisdiction="demo", until=date(2026, 5, 1))


@pytest.mark.parametrize(
    ("recognitions", "on", "value"),
    [
        ((), ON, None),
        ((HELD,), date(2024, 4, 30), ()),
        ((HELD,), date(2024, 5, 1), ("municipal",)),
        ((HELD,), date(2026, 4, 30), ("municipal",)),
        ((HELD,), date(2026, 5, 1), ()),
        ((attrs.evolve(HELD, jurisdiction="other"),), date(2025, 1, 1), ()),
        ((attrs.evolve(HELD, level=Level.NATIONAL, jurisdiction=None),), date(2025, 1, 1), ("national",)),
        ((HELD, HELD, attrs.evolve(HELD, level=Level.DISTRICT)), date(2025, 1, 1), ("municipal", "district")),
    ],
)
def test_levels_are_held_from_the_notice_to_the_day_they_end(recognitions: tuple[Recognition, ...], on: date, value: Any) -> None:
    figure = evidence(recognitions=recognitions, on=on).figure("levels_held")

    assert (None if figure is None else figure.low) == value


def test_a_judgement_counts_from_its_day_until_a_later_one() -> None:
    def judgement(outcome: Outcome, on: date, **more: Any) -> Judgement:
        return Judgement(**{"jurisdiction": "demo", "rule": "E-1", "outcome": outcome, "by": "某局", "on": on, **more})

    first, second = judgement(Outcome.MET, date(2024, 1, 1)), judgement(Outcome.NOT_MET, date(2025, 1, 1))
    others = (judgement(Outcome.MET, date(2026, 1, 1), rule="E-2"), judgement(Outcome.MET, date(2026, 1, 1), jurisdiction="x"))

    def on(day: date) -> Judgement | None:
        return evidence(judgements=(second, *others, first), on=day).judgement("E-1")

    assert on(date(2023, 12, 31)) is None
    assert on(date(2024, 1, 1)) == on(date(2024, 12, 31)) == first
    assert on(date(2025, 1, 1)) == on(ON) == second
