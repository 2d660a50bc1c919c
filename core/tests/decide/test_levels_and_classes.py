"""Levels that come after others, brands judged in any class, and who goes first among equals."""

from collections.abc import Callable
from datetime import date
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from laowu.decide.eligibility import check_eligibility, nearest
from laowu.model.answers import EligibilityReport, Finding, Scope
from laowu.model.dossier import Brand, Dossier, Judgement, Progress, ProgressResult, Recognition
from laowu.model.facts import Figure
from laowu.model.level import Level, Target
from laowu.model.outcome import Outcome, all_of, any_of
from laowu.rules.dated import Dated
from laowu.rules.eligibility import BrandClass, Criterion, EligibilityRules, Preference, PreferenceGround, Prerequisite
from laowu.rules.predicate import Judge, Leaf, Operator
from laowu.rules.review import ReviewRules, Stage
from laowu.rules.rulebook import RuleBook
from laowu.text import Text, same

MakeBook = Callable[..., RuleBook]

MET, NOT_MET, JUDGE, NO_DATA = Outcome.MET, Outcome.NOT_MET, Outcome.NEEDS_JUDGEMENT, Outcome.NO_DATA
DISTRICT, CITY = Level.DISTRICT, Level.MUNICIPAL
ON = date(2026, 11, 21)
HEAD: dict[str, Any] = {"document": "d1", "clause": "第五条", "since": date(2022, 2, 1), "summary": same("x")}


def floor(number: int, fact: str = "workers") -> Leaf:
    return Leaf(fact=fact, operator=Operator.AT_LEAST, bound=Dated.always(number))


def flag(fact: str) -> Leaf:
    return Leaf(fact=fact, operator=Operator.IS, bound=Dated.always(True))  # noqa: FBT003


def criterion(name: str, *levels: Level, condition: Any = None, **more: Any) -> Criterion:
    return Criterion(id=name, levels=levels or (CITY,), condition=condition, **{**HEAD, **more})


FIRST = Prerequisite(id="P-1", levels=(CITY,), needs=DISTRICT, how="same_file", **HEAD)
LADDER = (
    criterion("D-1", DISTRICT, condition=floor(500)),
    criterion("D-2", DISTRICT, CITY, condition=Leaf(fact="brand_place", operator=Operator.WITHIN, bound=Dated.always("320400")),
              scope=Scope.TERRITORIAL),
    criterion("C-1", CITY, condition=floor(3, "media_reports")),
)  # fmt: skip


def dossier(place: str = "320413", **more: Any) -> Dossier:
    stated = {name: more.pop(name) for name in list(more) if name not in ("recognitions", "judgements", "progress")}
    facts = {name: (Figure(low=value, high=value),) for name, value in stated.items()}
    return Dossier(brand=Brand(name="金坛茶匠", place=place), facts=facts, **more)


@pytest.fixture(scope="session")
def check(book: MakeBook) -> Callable[..., EligibilityReport]:
    """The report of a region with these criteria, about its municipal level unless told otherwise."""

    def make(
        *criteria: Criterion, brand: Dossier, level: Level = CITY, brand_class: str | None = None, **more: Any
    ) -> EligibilityReport:
        made = {key: more.pop(key) for key in ("readings", "review") if key in more}
        rules = EligibilityRules(levels=(DISTRICT, CITY), criteria=criteria, **more)
        report = check_eligibility(book(eligibility=rules, **made), brand, Target(level=level, brand_class=brand_class), ON)
        assert report is not None
        return report

    return make


Check = Callable[..., EligibilityReport]


def finding(report: EligibilityReport, rule: str) -> Finding:
    return next(each for each in report.findings if each.rule == rule)


HELD = (Recognition(level=DISTRICT, on=date(2025, 5, 1), jurisdiction="demo"),)
ELSEWHERE = (Recognition(level=DISTRICT, on=date(2025, 5, 1), jurisdiction="other"),)


# A level that comes after another


@pytest.mark.parametrize(
    ("how", "workers", "recognitions", "outcome"),
    [
        ("same_file", 500, (), MET),
        ("same_file", 499, (), NOT_MET),
        ("same_file", None, (), NO_DATA),
        ("same_file", 499, HELD, MET),
        ("same_file", 500, ELSEWHERE, MET),
        ("held", 500, (), NO_DATA),
        ("held", 500, ELSEWHERE, NOT_MET),
        ("held", 499, HELD, MET),
    ],
)
def test_the_lower_level_is_held_or_can_be_given_first(
    check: Check, how: Any, workers: int | None, recognitions: tuple[Recognition, ...], outcome: Outcome
) -> None:
    facts: dict[str, Any] = {"media_reports": 3} | ({} if workers is None else {"workers": workers})

    report = check(*LADDER, brand=dossier(recognitions=recognitions, **facts), prerequisites=(attrs.evolve(FIRST, how=how),))

    assert [each.rule for each in report.findings] == ["D-2", "C-1", "P-1"]
    assert (finding(report, "P-1").outcome, report.outcome) == (outcome, outcome)
    assert (finding(report, "P-1").observations[0].settled_by is not None) is (how == "held" and outcome is NO_DATA)


APPLY = Stage(id="R-1", stage="apply", kind="apply", levels=(DISTRICT, CITY), actor=same("局"), **HEAD)
PICK = Stage(id="R-2", stage="pick", kind="approve", levels=(DISTRICT,), actor=same("局"), after=("R-1",), **HEAD)


def run(stage: str, began: date, ended: date | None = None, *, passed: bool = True, **more: Any) -> Progress:
    result = ProgressResult.PASSED if passed else ProgressResult.REJECTED
    return Progress(stage=stage, began=began, ended=ended, result=result if ended else None, **more)


REFUSED = (run("apply", date(2026, 3, 2), date(2026, 3, 2)), run("pick", date(2026, 3, 3), date(2026, 3, 9), passed=False))


@pytest.mark.parametrize(
    ("progress", "outcome"),
    [
        (REFUSED, NOT_MET),
        (REFUSED[:1], MET),
        ((*REFUSED, run("apply", date(2026, 6, 1))), MET),
        ((attrs.evolve(REFUSED[1], level=CITY),), MET),
        ((attrs.evolve(REFUSED[1], level=DISTRICT),), NOT_MET),
        ((attrs.evolve(REFUSED[1], jurisdiction="other"),), MET),
        ((attrs.evolve(REFUSED[1], ended=date(2026, 11, 22)),), MET),
    ],
)
def test_a_refusal_of_the_lower_level_settles_it_until_another_application_begins(
    check: Check, progress: tuple[Progress, ...], outcome: Outcome
) -> None:
    brand = dossier(workers=500, media_reports=3, progress=progress)
    procedure = ReviewRules(stages=(APPLY, PICK))

    report = check(*LADDER, brand=brand, prerequisites=(FIRST,), review=procedure)
    held_all_the_same = check(*LADDER, brand=attrs.evolve(brand, recognitions=HELD), prerequisites=(FIRST,), review=procedure)

    assert (finding(report, "P-1").outcome, report.outcome) == (outcome, outcome)
    if outcome is NOT_MET:
        assert finding(report, "P-1").observations[0].seen.en == "the application for it ended on 2026-03-09 without success"
        assert finding(report, "P-1").remarks == ()
    assert finding(held_all_the_same, "P-1").outcome is MET


def test_levels_that_are_independent_ask_nothing_of_each_other(check: Check) -> None:
    alone = attrs.evolve(FIRST, how="independent")

    report = check(*LADDER, brand=dossier(media_reports=3, workers=1), prerequisites=(alone,), readings=("P-1",))

    assert [each.rule for each in report.findings] == ["D-2", "C-1"]
    assert report.outcome is MET
    assert [used.id for used in report.readings] == ["read-P-1"]  # the reading that made them so is still told


def test_what_the_lower_level_hangs_on_is_named(check: Check) -> None:
    short = check(*LADDER, brand=dossier(media_reports=3, workers=499), prerequisites=(FIRST,))
    enough = check(*LADDER, brand=dossier(media_reports=3, workers=500), prerequisites=(FIRST,))

    assert [remark.en for remark in finding(short, "P-1").remarks] == ["it hangs on the district conditions: not met: D-1"]
    assert [remark.en for remark in finding(enough, "P-1").remarks] == [
        "the district conditions are met; that level is given first"
    ]
    assert check(*LADDER, brand=dossier(workers=1), level=DISTRICT, prerequisites=(FIRST,)).findings[-1].rule == "D-2"


def test_conditions_of_place_stay_apart_also_those_of_the_lower_level(check: Check) -> None:
    only_below = (*LADDER[:1], attrs.evolve(LADDER[1], levels=(DISTRICT,)), LADDER[2])
    elsewhere = dossier("210200", media_reports=3, workers=500)

    report = check(*only_below, brand=elsewhere, prerequisites=(FIRST,))

    assert (finding(report, "P-1").outcome, report.substantive) == (MET, MET)
    assert (report.territorial, report.outcome) == (NOT_MET, NOT_MET)


def test_a_level_cannot_come_after_itself_or_a_higher_one() -> None:
    for needs in (CITY, Level.PROVINCIAL):
        with pytest.raises(ValueError, match="lower level"):
            attrs.evolve(FIRST, needs=needs)


# Any class

CLASSES = (BrandClass(code="skill", label=Text("技能类", "skills")), BrandClass(code="service", label=Text("服务类", "services")))
FLOORS = (
    criterion("S-1", condition=floor(5000), classes=("skill",)),
    criterion("V-1", condition=floor(10_000), classes=("service",)),
    criterion("V-2", condition=floor(3, "media_reports"), classes=("service",)),
)


@pytest.mark.parametrize(
    ("facts", "brand_class", "outcome", "remark"),
    [
        ({"workers": 5000, "media_reports": 0}, "skill", MET, "meets the conditions of: skills"),
        ({"workers": 10_000, "media_reports": 3}, "skill", MET, "meets the conditions of: skills, services"),
        ({"workers": 4999, "media_reports": 0}, "skill", NOT_MET, "this is the one it comes nearest to"),
        ({"media_reports": 3}, "skill", NO_DATA, "this is the one it comes nearest to"),
    ],
)
def test_where_any_class_will_do_the_nearest_counts(
    check: Check, facts: dict[str, Any], brand_class: str, outcome: Outcome, remark: str
) -> None:
    report = check(*FLOORS, brand=dossier(**facts), classes=CLASSES, class_choice="any")

    assert (report.target.brand_class, report.outcome) == (brand_class, outcome)
    assert remark in report.remarks[-1].en


def test_a_class_that_is_asked_for_is_the_one_that_is_judged(check: Check) -> None:
    report = check(*FLOORS, brand=dossier(workers=5000), brand_class="service", classes=CLASSES, class_choice="any")

    assert (report.target.brand_class, report.outcome, report.remarks) == ("service", NOT_MET, ())


def test_where_the_declared_class_counts_one_must_be_named(check: Check) -> None:
    report = check(*FLOORS, brand=dossier(workers=5000), classes=CLASSES)

    assert report.outcome is NO_DATA
    assert "a class must be named" in report.remarks[0].en


@given(
    outcomes=st.lists(st.lists(st.sampled_from([MET, NOT_MET, JUDGE, NO_DATA]), min_size=1, max_size=4), min_size=1, max_size=4)
)
def test_the_nearest_class_is_as_good_as_any_of_them(check: Check, outcomes: list[list[Outcome]]) -> None:
    plain = check(*LADDER, brand=dossier())
    found = plain.findings[0]
    reports = [
        attrs.evolve(plain, outcome=all_of(row), findings=tuple(attrs.evolve(found, outcome=each) for each in row))
        for row in outcomes
    ]

    best = nearest(reports)

    assert best.outcome is any_of(all_of(row) for row in outcomes)
    for report, row in zip(reports, outcomes, strict=True):
        if report.outcome is best.outcome:
            assert sum(each.outcome is NOT_MET for each in best.findings) <= row.count(NOT_MET)


# Who goes first among equals

EQUALS = Preference(
    id="F-1",
    levels=(CITY,),
    grounds=(
        PreferenceGround(code="key_area", label=same("key area"), condition=flag("paired_with_key_area")),
        PreferenceGround(code="relieved_area", label=same("relieved area"), condition=flag("paired_with_relieved_area")),
        PreferenceGround(code="merit", label=same("merit"), condition=Judge()),
    ),
    **HEAD,
)


def test_grounds_for_going_first_are_told_and_decide_nothing(check: Check) -> None:
    brand = dossier(media_reports=3, paired_with_relieved_area=True, paired_with_key_area=False)

    report = check(LADDER[2], brand=brand, preferences=(EQUALS,), readings=("F-1",))

    assert [(ground.code, ground.rank, ground.outcome) for ground in report.preferences] == [
        ("key_area", 1, NOT_MET),
        ("relieved_area", 2, MET),
        ("merit", 3, JUDGE),
    ]
    assert (report.outcome, [each.rule for each in report.findings]) == (MET, ["C-1"])
    assert str(report.preferences[0].clause) == "《示例办法》 第五条"
    assert [used.id for used in report.readings] == ["read-F-1"]
    assert check(LADDER[0], brand=brand, level=DISTRICT, preferences=(EQUALS,)).preferences == ()


def test_an_unknown_ground_is_no_data_and_a_judged_one_waits_for_an_office(check: Check) -> None:
    judgement = Judgement(jurisdiction="demo", rule="F-1", outcome=MET, by="某局", on=date(2026, 1, 5))

    report = check(LADDER[2], brand=dossier(judgements=(judgement,)), preferences=(EQUALS,))

    assert [ground.outcome for ground in report.preferences] == [NO_DATA, NO_DATA, MET]
