"""Money by level and condition: lump sums, ceilings, sums nobody states, and what they come to together."""

from collections.abc import Callable
from datetime import date
from itertools import permutations
from typing import Any

import attrs
import pytest

from laowu.decide.subsidy import calculate_subsidy
from laowu.model.answers import SubsidyStatement
from laowu.model.citation import LegalStatus, Standing
from laowu.model.dossier import Brand, ClaimLine, Dossier, Judgement, Recognition
from laowu.model.facts import Figure
from laowu.model.level import Level, Target
from laowu.model.money import NOT_STATED, NOTHING, Amount, Money
from laowu.model.outcome import Outcome
from laowu.model.questions import SubsidyClaim
from laowu.rules.dated import Dated, DatedValue
from laowu.rules.eligibility import Criterion, EligibilityRules
from laowu.rules.predicate import Judge, Leaf, Operator
from laowu.rules.rulebook import RuleBook
from laowu.rules.subsidy import AnyAward, Ceiling, KeyGroup, LumpSum, PerHead, SubsidyRules, Unstated
from laowu.text import Text, same

MakeBook = Callable[..., RuleBook]

MET, NOT_MET, JUDGE, NO_DATA = Outcome.MET, Outcome.NOT_MET, Outcome.NEEDS_JUDGEMENT, Outcome.NO_DATA
DISTRICT, CITY, PROVINCE = Level.DISTRICT, Level.MUNICIPAL, Level.PROVINCIAL
ON = date(2026, 11, 21)
HEAD: dict[str, Any] = {
    "summary": Text("奖", "award"),
    "document": "d1",
    "clause": "第七条",
    "since": date(2022, 2, 1),
    "payer": same("市"),
    "payee": same("单位"),
    "fund": same("资金"),
}
FLOOR = Leaf(fact="workers", operator=Operator.AT_LEAST, bound=Dated.always(500))
LUMP = LumpSum(
    id="S-1", levels=(CITY, PROVINCE), amount_yuan={CITY: Dated.always(50_000), PROVINCE: Dated.always(100_000)}, **HEAD
)
CEILING = Ceiling(id="S-2", levels=(CITY,), at_most_yuan=Dated.always(300_000), set_by=Text("县级", "the county"), **HEAD)
UNSTATED = Unstated(id="S-3", levels=(CITY,), **HEAD)


def yuan(low: int, high: int | None = None) -> Amount:
    return Amount.between(Money.yuan(low), Money.yuan(low if high is None else high))


def held(*levels: Level, on: date = date(2024, 5, 1), **more: Any) -> tuple[Recognition, ...]:
    return tuple(Recognition(**{"level": level, "on": on, "jurisdiction": "demo", **more}) for level in levels)


@pytest.fixture(scope="session")
def stated(book: MakeBook) -> Callable[..., SubsidyStatement]:
    """The statement of a region with these awards, for a brand that holds the municipal level unless told otherwise."""

    def make(*awards: AnyAward, level: Level = CITY, on: date = ON, **more: Any) -> SubsidyStatement:
        made = {key: more.pop(key) for key in ("documents", "readings", "eligibility") if key in more}
        rules = SubsidyRules(awards=awards, silent=more.pop("silent", None), silent_about=more.pop("silent_about", ()))
        workers = more.pop("workers", None)
        facts = {} if workers is None else {"workers": (Figure(low=workers, high=workers),)}
        fields = {"brand": Brand(name="x"), "recognitions": held(CITY), "facts": facts, **more}
        claim = SubsidyClaim(dossier=Dossier(**fields), target=Target(level=level))
        statement = calculate_subsidy(book(subsidy=rules, **made), claim, on)
        assert statement is not None
        return statement

    return make


Stated = Callable[..., SubsidyStatement]


def test_a_region_that_states_nothing_about_money_is_silent(book: MakeBook) -> None:
    claim = SubsidyClaim(dossier=Dossier(brand=Brand(name="x")), target=Target(level=CITY))

    assert calculate_subsidy(book(), claim, ON) is None


@pytest.mark.parametrize(
    ("recognitions", "outcome", "amount", "total"),
    [
        (held(CITY), MET, yuan(50_000), yuan(50_000)),
        ((), NO_DATA, yuan(50_000), yuan(0, 50_000)),
        (held(DISTRICT), NOT_MET, NOTHING, NOTHING),
        (held(CITY, jurisdiction="other"), NOT_MET, NOTHING, NOTHING),
        (held(CITY, jurisdiction=None), MET, yuan(50_000), yuan(50_000)),
        (held(CITY, on=date(2026, 11, 22)), NOT_MET, NOTHING, NOTHING),
        (held(CITY, until=ON), NOT_MET, NOTHING, NOTHING),
        (held(CITY, on=ON), MET, yuan(50_000), yuan(50_000)),
    ],
)
def test_a_lump_sum_is_due_to_who_holds_the_level_on_the_day(
    stated: Stated, recognitions: tuple[Recognition, ...], outcome: Outcome, amount: Amount, total: Amount
) -> None:
    statement = stated(attrs.evolve(LUMP, levels=(CITY,)), recognitions=recognitions)

    (line,) = statement.lines
    assert (line.outcome, line.amount, statement.total) == (outcome, amount, total)
    assert line.observations[0].fact == "levels_held"
    assert (line.observations[0].settled_by is not None) is (outcome is NO_DATA)


def test_recognition_is_told_with_its_day(stated: Stated) -> None:
    def seen(recognitions: tuple[Recognition, ...]) -> Text:
        return stated(LUMP, recognitions=recognitions).lines[0].observations[0].seen

    assert seen(held(CITY)) == Text("2024-05-01 认定", "recognised on 2024-05-01")
    assert seen(held(CITY) + held(CITY, on=date(2023, 1, 1))) == Text("2023-01-01 认定", "recognised on 2023-01-01")
    assert seen(held(DISTRICT)) == Text("未认定", "not recognised")
    assert seen(()) == Text("未提供", "not stated")


def test_each_level_held_or_asked_has_its_own_sum(stated: Stated) -> None:
    statement = stated(LUMP, recognitions=held(CITY, PROVINCE))

    assert [(line.summary.en, line.amount) for line in statement.lines] == [
        ("award (municipal)", yuan(50_000)),
        ("award (provincial)", yuan(100_000)),
    ]
    assert statement.total == yuan(150_000)
    assert "several levels are held" in statement.remarks[-1].en
    assert [line.outcome for line in stated(LUMP, recognitions=held(CITY), level=PROVINCE).lines] == [MET, NOT_MET]


def test_one_level_held_is_nothing_to_set_off(stated: Stated) -> None:
    assert stated(LUMP, recognitions=held(CITY, DISTRICT)).remarks == ()
    assert stated(LUMP, attrs.evolve(CEILING, levels=(PROVINCE,)), recognitions=held(CITY)).remarks == ()


def test_a_level_without_a_sum_gets_none_and_is_told(stated: Stated) -> None:
    (line,) = stated(attrs.evolve(LUMP, levels=(DISTRICT,)), level=DISTRICT, recognitions=held(DISTRICT)).lines

    assert (line.outcome, line.amount) == (NOT_MET, NOTHING)
    assert line.remarks[-1] == Text("文件未规定区县级金额", "the document states no sum for district level")


def test_a_sum_that_changed_is_that_of_the_date_judged(stated: Stated) -> None:
    history = Dated((DatedValue(value=30_000), DatedValue(since=date(2025, 1, 1), value=50_000)))
    award = attrs.evolve(LUMP, amount_yuan={CITY: history})

    assert stated(award, on=date(2024, 12, 31)).total == yuan(30_000)
    assert stated(award, on=date(2025, 1, 1)).total == yuan(50_000)


@pytest.mark.parametrize(
    ("workers", "outcome", "amount", "total"),
    [
        (500, MET, yuan(0, 300_000), yuan(0, 300_000)),
        (499, NOT_MET, NOTHING, NOTHING),
        (None, NO_DATA, yuan(0, 300_000), yuan(0, 300_000)),
    ],
)
def test_a_ceiling_is_an_interval_from_nothing(
    stated: Stated, workers: int | None, outcome: Outcome, amount: Amount, total: Amount
) -> None:
    award = attrs.evolve(CEILING, needs_recognition=False, condition=FLOOR)

    statement = stated(award, workers=workers, recognitions=())

    (line,) = statement.lines
    assert (line.outcome, line.amount, statement.total) == (outcome, amount, total)
    assert line.remarks == (Text("具体金额由县级制定", "the sum is set by the county"),)
    assert [observation.fact for observation in line.observations] == ["workers"]


@pytest.mark.parametrize(
    ("set_by", "remark"),
    [
        (None, Text("文件未载明金额", "no sum is stated")),
        (Text("市级", "the city"), Text("由市级制定", "set by the city")),
    ],
)
def test_a_sum_nobody_states_is_listed_and_left_out_of_the_total(stated: Stated, set_by: Text | None, remark: Text) -> None:
    statement = stated(LUMP, attrs.evolve(UNSTATED, set_by=set_by))

    assert [line.amount for line in statement.lines] == [yuan(50_000), NOT_STATED]
    assert statement.lines[1].remarks == (remark,)
    assert statement.total == yuan(50_000)
    assert statement.remarks[0].en == "awards without a stated sum are not in the total"


def test_only_sums_nobody_states_come_to_no_stated_total(stated: Stated) -> None:
    assert stated(UNSTATED).total == NOT_STATED


def test_what_is_not_due_is_nothing_even_where_no_sum_is_stated(stated: Stated) -> None:
    statement = stated(UNSTATED, recognitions=held(DISTRICT))

    assert (statement.lines[0].amount, statement.total, statement.remarks) == (NOTHING, NOTHING, ())


@pytest.mark.parametrize(("award", "total"), [(LUMP, yuan(0, 50_000)), (CEILING, yuan(0, 300_000)), (UNSTATED, NOT_STATED)])
def test_what_the_office_may_pay_or_not_counts_from_nothing(stated: Stated, award: AnyAward, total: Amount) -> None:
    statement = stated(attrs.evolve(award, discretionary=True))

    assert statement.total == total
    assert statement.lines[0].discretionary
    assert statement.lines[0].outcome is MET


def judgement(outcome: Outcome, on: date) -> Judgement:
    return Judgement(jurisdiction="demo", rule="S-1", outcome=outcome, by="某局", on=on)


@pytest.mark.parametrize(
    ("judgements", "outcome", "total"),
    [
        ((), JUDGE, yuan(0, 50_000)),
        ((judgement(MET, ON),), MET, yuan(50_000)),
        ((judgement(NOT_MET, ON),), NOT_MET, NOTHING),
        ((judgement(MET, date(2026, 11, 22)),), JUDGE, yuan(0, 50_000)),
        ((judgement(NOT_MET, date(2025, 1, 1)), judgement(MET, date(2026, 11, 22))), NOT_MET, NOTHING),
    ],
)
def test_a_condition_that_is_judged_waits_for_a_judgement_made_by_the_day(
    stated: Stated, judgements: tuple[Judgement, ...], outcome: Outcome, total: Amount
) -> None:
    statement = stated(attrs.evolve(LUMP, condition=Judge()), judgements=judgements)

    assert (statement.lines[0].outcome, statement.total) == (outcome, total)
    assert [observation.operator for observation in statement.lines[0].observations] == ["includes", "judge"]
    assert statement.lines[0].observations[1].label == LUMP.summary


def test_what_the_document_says_against_itself_stands_beside_the_sum(stated: Stated) -> None:
    conflict = Text("自相矛盾", "contradicts itself")

    assert stated(attrs.evolve(LUMP, conflict=conflict)).lines[0].remarks == (conflict,)


@pytest.mark.parametrize("levels", [*permutations((CITY, PROVINCE))])
def test_an_award_for_either_level_is_due_once_to_who_holds_one(stated: Stated, levels: tuple[Level, ...]) -> None:
    award = attrs.evolve(CEILING, levels=levels)

    for asked in (CITY, PROVINCE):
        (line,) = stated(award, level=asked, recognitions=held(PROVINCE)).lines
        assert (line.outcome, line.amount) == (MET, yuan(0, 300_000))
    (line,) = stated(award, recognitions=held(DISTRICT)).lines
    assert line.outcome is NOT_MET


def test_an_award_of_another_level_is_not_listed(stated: Stated) -> None:
    statement = stated(CEILING, level=DISTRICT, recognitions=held(DISTRICT))

    assert (statement.lines, statement.total, statement.standing) == ((), NOTHING, Standing.IN_FORCE)


def test_people_whose_claims_are_open_leave_the_certain_part_of_the_total_alone(stated: Stated) -> None:
    heads = PerHead(
        id="S-4",
        levels=(CITY,),
        rate_yuan=Dated.always(1000),
        groups=(KeyGroup(code="migrant", label=same("x")),),
        months_at_least=Dated.always(3),
        cap_yuan=Dated.always(1_000_000),
        years_at_most=Dated.always(5),
        **HEAD,
    )
    claims = (
        ClaimLine(on=date(2025, 5, 1), group="migrant", persons=7, months=3),
        ClaimLine(on=date(2025, 5, 1), group="migrant", persons=2),
    )

    assert stated(heads, LUMP, claims=claims).total == yuan(57_000, 59_000)
    assert stated(attrs.evolve(heads, discretionary=True), claims=claims).total == yuan(0, 9_000)
    assert stated(heads, claims=(claims[0], attrs.evolve(claims[0], on=ON)), recognitions=held(CITY, DISTRICT)).remarks == ()
    assert stated(heads, claims=claims, recognitions=()).total == yuan(0, 5_000_000)


def test_a_document_that_pays_nothing_says_where_to_look(stated: Stated) -> None:
    criterion = Criterion(id="E-1", summary=same("x"), document="d1", clause="一", since=date(2022, 2, 1), levels=(CITY,))
    rules = EligibilityRules(levels=(CITY,), criteria=(criterion,))
    silent = Text("另有规定", "see elsewhere")

    statement = stated(silent=silent, eligibility=rules)

    assert (statement.lines, statement.total, statement.remarks) == ((), NOT_STATED, (silent,))
    assert statement.standing is Standing.IN_FORCE
    assert stated(silent=silent, eligibility=rules, on=date(2022, 1, 31)).standing is Standing.NOT_YET
    assert stated(LUMP, silent=silent).remarks == ()
    assert stated().total == NOTHING


@pytest.mark.parametrize(
    ("document", "on", "standing", "lines"),
    [
        ({}, ON, Standing.IN_FORCE, 1),
        ({}, date(2022, 1, 31), Standing.NOT_YET, 0),
        ({}, date(2030, 1, 1), Standing.SUPERSEDED, 0),
        ({"status": LegalStatus.DRAFT}, ON, Standing.DRAFT, 1),
        ({"round_ends": date(2022, 12, 31)}, ON, Standing.LAST_KNOWN_ROUND, 1),
    ],
)
def test_a_statement_is_worth_what_its_document_is(
    stated: Stated, document: dict[str, Any], on: date, standing: Standing, lines: int
) -> None:
    statement = stated(attrs.evolve(CEILING, until=date(2030, 1, 1)), on=on, documents={"d1": document})

    assert (statement.standing, len(statement.lines)) == (standing, lines)


def test_readings_that_bear_on_the_awards_are_named(stated: Stated) -> None:
    statement = stated(attrs.evolve(LUMP, also=("S-9",)), readings=("S-1", "S-9", "S-2"))

    assert [used.id for used in statement.readings] == ["read-S-1", "read-S-9"]


def test_readings_that_bear_on_the_silence_are_named_with_it(stated: Stated) -> None:
    said = {"silent": same("x"), "silent_about": ("A-1",), "readings": ("A-1", "A-2", "S-1")}

    assert [used.id for used in stated(**said).readings] == ["read-A-1"]
    assert [used.id for used in stated(LUMP, **said).readings] == ["read-S-1"]


def test_a_line_names_who_pays_whom_from_what_by_which_clause(stated: Stated) -> None:
    (line,) = stated(CEILING).lines

    assert (line.rule, str(line.clause)) == ("S-2", "《示例办法》 第七条")
    assert (line.payer, line.payee, line.fund) == (same("市"), same("单位"), same("资金"))
