"""Eligibility: criteria applied to a dossier, hard and soft, here and elsewhere, in force and not."""

from collections.abc import Callable
from datetime import date
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from laowu.decide.eligibility import check_eligibility
from laowu.model.answers import EligibilityReport, Scope
from laowu.model.citation import LegalStatus, Standing
from laowu.model.dossier import Brand, Dossier, Judgement
from laowu.model.facts import Figure
from laowu.model.level import Level, Target
from laowu.model.outcome import Outcome, all_of
from laowu.rules.dated import Dated
from laowu.rules.eligibility import BrandClass, Criterion, EligibilityRules, Selection
from laowu.rules.predicate import Judge, Leaf, Operator
from laowu.rules.rulebook import RuleBook
from laowu.text import Text, same

MakeBook = Callable[..., RuleBook]

MET, NOT_MET, JUDGE, NO_DATA = Outcome.MET, Outcome.NOT_MET, Outcome.NEEDS_JUDGEMENT, Outcome.NO_DATA
ON = date(2026, 11, 21)
CITY = Target(level=Level.MUNICIPAL)
HEAD: dict[str, Any] = {"document": "d1", "clause": "第五条", "since": date(2022, 2, 1), "levels": (Level.MUNICIPAL,)}
FLOOR = Leaf(fact="workers", operator=Operator.AT_LEAST, bound=Dated.always(5000))
HERE = Leaf(fact="brand_place", operator=Operator.WITHIN, bound=Dated.always("320400"))

HEADS = Criterion(id="E-1", summary=Text("人数", "heads"), condition=FLOOR, **HEAD)
PLACE = Criterion(id="E-2", summary=Text("所在地", "home"), condition=HERE, scope=Scope.TERRITORIAL, **HEAD)
OPEN = Criterion(id="E-3", summary=Text("知名度", "renown"), **HEAD)
AIM = attrs.evolve(HEADS, id="E-4", soft=True)


def dossier(workers: int | None = None, place: str | None = None, judgements: tuple[Judgement, ...] = ()) -> Dossier:
    facts = {} if workers is None else {"workers": (Figure(low=workers, high=workers),)}
    return Dossier(brand=Brand(name="金坛茶匠", place=place), facts=facts, judgements=judgements)


def judgement(outcome: Outcome, on: date = date(2026, 1, 5), rule: str = "E-3", jurisdiction: str = "demo") -> Judgement:
    return Judgement(jurisdiction=jurisdiction, rule=rule, outcome=outcome, by="某局", on=on)


@pytest.fixture
def check(book: MakeBook) -> Callable[..., EligibilityReport]:
    """The report of a region with these criteria."""

    def make(
        *criteria: Criterion, brand: Dossier | None = None, on: date = ON, target: Target = CITY, **more: Any
    ) -> EligibilityReport:
        documents = more.pop("documents", None)
        readings = more.pop("readings", ())
        rules = EligibilityRules(**{"levels": (Level.MUNICIPAL,), "criteria": criteria, **more})
        made = book(eligibility=rules, documents=documents, readings=readings)
        report = check_eligibility(made, brand or dossier(), target, on)
        assert report is not None
        return report

    return make


Check = Callable[..., EligibilityReport]


def test_a_region_without_eligibility_rules_is_silent(book: MakeBook) -> None:
    assert check_eligibility(book(), dossier(), CITY, ON) is None


@pytest.mark.parametrize(
    ("workers", "place", "outcomes"),
    [
        (5000, "320413", (MET, MET, MET)),
        (4999, "320413", (NOT_MET, NOT_MET, MET)),
        (5000, "210200", (NOT_MET, MET, NOT_MET)),
        (None, "320413", (NO_DATA, NO_DATA, MET)),
        (None, "210200", (NOT_MET, NO_DATA, NOT_MET)),
        (5000, None, (NO_DATA, MET, NO_DATA)),
        (4999, None, (NOT_MET, NOT_MET, NO_DATA)),
    ],
)
def test_where_a_brand_is_stands_apart_from_what_it_is(
    check: Check, workers: int | None, place: str | None, outcomes: tuple[Outcome, ...]
) -> None:
    report = check(HEADS, PLACE, brand=dossier(workers, place))

    assert (report.outcome, report.substantive, report.territorial) == outcomes
    assert [finding.scope for finding in report.findings] == [Scope.SUBSTANTIVE, Scope.TERRITORIAL]


def test_a_finding_tells_rule_clause_and_comparison(check: Check) -> None:
    (finding,) = check(attrs.evolve(HEADS, remark=Text("注", "note")), brand=dossier(4999)).findings

    assert (finding.rule, finding.summary, str(finding.clause)) == ("E-1", Text("人数", "heads"), "《示例办法》 第五条")
    assert finding.remarks == (Text("注", "note"),)
    assert [observation.found for observation in finding.observations] == ["4999"]


def test_an_aim_advises_and_never_fails(check: Check) -> None:
    report = check(PLACE, AIM, brand=dossier(1, "320413"))

    assert report.outcome is report.substantive is MET
    assert [(finding.soft, finding.outcome) for finding in report.findings] == [(False, MET), (True, NOT_MET)]
    assert "advice only" in report.findings[1].remarks[-1].en


def test_where_only_aims_are_stated_there_is_no_condition_to_meet(check: Check) -> None:
    report = check(AIM, brand=dossier(5000))

    assert report.outcome is report.substantive is report.territorial is NO_DATA
    assert [remark.en for remark in report.remarks] == ["no condition of recognition was in force on 2026-11-21"]
    assert [finding.outcome for finding in report.findings] == [MET]


def test_a_criterion_without_condition_waits_for_an_official(check: Check) -> None:
    report = check(HEADS, OPEN, brand=dossier(5000))

    assert report.outcome is JUDGE
    assert report.findings[1].observations[0].label == Text("知名度", "renown")


@pytest.mark.parametrize(
    ("judgements", "on", "outcome"),
    [
        ((judgement(MET),), ON, MET),
        ((judgement(NOT_MET),), ON, NOT_MET),
        ((judgement(MET),), date(2026, 1, 4), JUDGE),
        ((judgement(NOT_MET, date(2025, 1, 1)), judgement(MET)), ON, MET),
        ((judgement(NOT_MET, date(2025, 1, 1)), judgement(MET)), date(2026, 1, 4), NOT_MET),
        ((judgement(MET, jurisdiction="other"),), ON, JUDGE),
        ((judgement(MET, rule="E-1"),), ON, JUDGE),
    ],
)
def test_what_an_office_had_decided_by_the_date_judged_counts(
    check: Check, judgements: tuple[Judgement, ...], on: date, outcome: Outcome
) -> None:
    assert check(OPEN, brand=dossier(judgements=judgements), on=on).outcome is outcome


@pytest.mark.parametrize(
    ("workers", "judgements", "outcome"),
    [
        (5000, (), MET),
        (None, (), NO_DATA),
        (4999, (), JUDGE),
        (4999, (judgement(MET, rule="E-1"),), MET),
        (4999, (judgement(NOT_MET, rule="E-1"),), NOT_MET),
        (5000, (judgement(NOT_MET, rule="E-1"),), MET),
    ],
)
def test_an_open_condition_that_does_not_hold_asks_an_official(
    check: Check, workers: int | None, judgements: tuple[Judgement, ...], outcome: Outcome
) -> None:
    report = check(attrs.evolve(HEADS, unmet=JUDGE), brand=dossier(workers, judgements=judgements))

    assert report.outcome is outcome
    assert len(report.findings[0].observations) == (2 if workers == 4999 else 1)


def test_a_question_without_words_of_its_own_is_the_criterion(check: Check) -> None:
    (finding,) = check(attrs.evolve(OPEN, condition=Judge())).findings

    assert finding.observations[0].label == OPEN.summary


def test_criteria_are_asked_by_level_and_class(check: Check) -> None:
    classes = (BrandClass(code="skill", label=same("技能")), BrandClass(code="service", label=same("服务")))
    skilled = attrs.evolve(HEADS, classes=("skill",))
    provincial = attrs.evolve(OPEN, levels=(Level.PROVINCIAL,))
    levels = (Level.MUNICIPAL, Level.PROVINCIAL)

    def asked(target: Target) -> list[str]:
        return [
            finding.rule for finding in check(skilled, PLACE, provincial, target=target, classes=classes, levels=levels).findings
        ]

    assert asked(Target(level=Level.MUNICIPAL, brand_class="skill")) == ["E-1", "E-2"]
    assert asked(Target(level=Level.MUNICIPAL, brand_class="service")) == ["E-2"]
    assert asked(Target(level=Level.PROVINCIAL, brand_class="skill")) == ["E-3"]


@pytest.mark.parametrize("brand_class", [None, "skil"])
def test_a_class_that_is_none_leaves_it_open_and_says_which_there_are(check: Check, brand_class: str | None) -> None:
    classes = (BrandClass(code="skill", label=same("技能")), BrandClass(code="culture", label=same("文化")))

    report = check(HEADS, brand=dossier(4999), classes=classes, target=Target(level=Level.MUNICIPAL, brand_class=brand_class))

    assert report.outcome is report.substantive is report.territorial is NO_DATA
    assert report.remarks[0].en == f"a class must be named (culture, skill); it is {brand_class or '—'}"
    assert "culture, skill" in report.remarks[0].zh
    assert report.standing is Standing.IN_FORCE


def test_a_region_without_classes_does_not_mind_a_declared_one(check: Check) -> None:
    assert check(HEADS, brand=dossier(5000), target=Target(level=Level.MUNICIPAL, brand_class="skill")).outcome is MET


def test_a_level_that_is_not_recognised_is_no_data_and_says_so(check: Check) -> None:
    report = check(HEADS, brand=dossier(5000), target=Target(level=Level.DISTRICT))

    assert (report.outcome, report.findings, report.standing) == (NO_DATA, (), Standing.IN_FORCE)
    assert report.remarks == (Text("示例市不认定区县级劳务品牌", "Demo does not recognise brands at district level"),)


@pytest.mark.parametrize(
    ("on", "standing"),
    [(date(2022, 1, 31), Standing.NOT_YET), (date(2025, 1, 1), Standing.SUPERSEDED)],
)
def test_before_and_after_its_conditions_a_region_says_that_none_is_in_force(check: Check, on: date, standing: Standing) -> None:
    report = check(attrs.evolve(HEADS, until=date(2025, 1, 1)), brand=dossier(5000), on=on)

    assert (report.outcome, report.standing, report.findings) == (NO_DATA, standing, ())
    assert report.remarks[0].zh == f"{on.isoformat()} 没有施行中的认定条件"
    assert check(attrs.evolve(HEADS, until=date(2025, 1, 1)), brand=dossier(5000), on=date(2024, 12, 31)).outcome is MET


def test_only_the_edition_in_force_on_the_day_is_asked(check: Check) -> None:
    old = attrs.evolve(HEADS, until=date(2025, 1, 1))
    new = attrs.evolve(HEADS, id="E-5", since=date(2025, 1, 1), condition=attrs.evolve(FLOOR, bound=Dated.always(3000)))

    assert [finding.rule for finding in check(old, new, on=date(2024, 12, 31)).findings] == ["E-1"]
    assert [finding.rule for finding in check(old, new, on=date(2025, 1, 1)).findings] == ["E-5"]


@pytest.mark.parametrize(
    ("document", "on", "standing"),
    [
        ({}, ON, Standing.IN_FORCE),
        ({"status": LegalStatus.DRAFT}, ON, Standing.DRAFT),
        ({"status": LegalStatus.SUPERSEDED}, ON, Standing.SUPERSEDED),
        ({"round_ends": date(2022, 12, 31)}, date(2022, 12, 31), Standing.IN_FORCE),
        ({"round_ends": date(2022, 12, 31)}, date(2023, 1, 1), Standing.LAST_KNOWN_ROUND),
        ({"until": date(2026, 1, 1)}, ON, Standing.SUPERSEDED),
    ],
)
def test_a_report_is_worth_what_its_document_is(check: Check, document: dict[str, Any], on: date, standing: Standing) -> None:
    report = check(HEADS, brand=dossier(5000), on=on, documents={"d1": document})

    assert (report.standing, report.outcome) == (standing, MET)


def test_a_competition_is_told_and_never_predicted(check: Check) -> None:
    best = Selection(id="E-9", summary=Text("择优", "the better ones"), **HEAD)

    report = check(HEADS, brand=dossier(5000), selections=(best,), readings=("E-9", "E-7"))

    assert (report.outcome, report.competitive) == (MET, Text("择优", "the better ones"))
    assert [used.id for used in report.readings] == ["read-E-9"]
    assert check(HEADS, selections=(attrs.evolve(best, levels=(Level.PROVINCIAL,)),)).competitive is None


@given(
    rows=st.lists(st.tuples(st.sampled_from(list(Outcome)), st.sampled_from(list(Scope)), st.booleans()), min_size=1, max_size=5)
)
def test_the_whole_is_all_hard_criteria_together(book: MakeBook, rows: list[tuple[Outcome, Scope, bool]]) -> None:
    leaves: dict[Outcome, Any] = {
        MET: Leaf(fact="brand_name", operator=Operator.PRESENT, bound=Dated.always(True)),  # noqa: FBT003
        NOT_MET: Leaf(fact="brand_name", operator=Operator.PRESENT, bound=Dated.always(False)),  # noqa: FBT003
        NO_DATA: FLOOR,
        JUDGE: Judge(),
    }
    criteria = tuple(
        attrs.evolve(OPEN, id=f"E-{place}", condition=leaves[outcome], scope=scope, soft=soft)
        for place, (outcome, scope, soft) in enumerate(rows)
    )
    rules = EligibilityRules(levels=(Level.MUNICIPAL,), criteria=criteria)
    report = check_eligibility(book(eligibility=rules), dossier(), CITY, ON)
    hard = [(outcome, scope) for outcome, scope, soft in rows if not soft]

    assert report is not None
    assert [finding.outcome for finding in report.findings] == [outcome for outcome, _, _ in rows]
    if hard:
        assert report.outcome is all_of(outcome for outcome, _ in hard)
        assert report.outcome is all_of([report.substantive, report.territorial])
        assert report.territorial is all_of(outcome for outcome, scope in hard if scope is Scope.TERRITORIAL)
    else:
        assert report.outcome is NO_DATA
