"""What money, from whom, under which cap? Awards applied to a brand."""

from collections.abc import Sequence
from datetime import date

import attrs

from laowu.decide.conditions import weigh
from laowu.decide.evidence import Evidence
from laowu.decide.one_off import one_off_lines, perhaps
from laowu.decide.per_head import settle
from laowu.model.answers import AwardLine, Observation, SubsidyStatement
from laowu.model.dossier import Recognition
from laowu.model.level import Level
from laowu.model.money import NOT_STATED, NOTHING, ZERO, Amount
from laowu.model.outcome import Outcome, all_of, any_of
from laowu.model.questions import SubsidyClaim
from laowu.rules.rule import in_force
from laowu.rules.rulebook import RuleBook
from laowu.rules.subsidy import AnyAward, Award, Ceiling, LumpSum, PerHead
from laowu.text import Text

Settled = tuple[AwardLine, Outcome]


def calculate_subsidy(book: RuleBook, claim: SubsidyClaim, on: date) -> SubsidyStatement | None:
    """Apply the awards in force on ``on``.

    A sum whose conditions are open counts from nothing up to the sum in the total; awards whose sum the document
    does not state are listed and left out of the total, which then says so.

    Returns:
        The statement, or ``None`` when the rule book says nothing about money.
    """
    rules = book.subsidy
    if rules is None:
        return None
    level = claim.target.level
    evidence = Evidence(dossier=claim.dossier, jurisdiction=book.profile.code, facts=book.facts, on=on)
    held = evidence.held()
    asked = {level, *held}
    awards = [award for award in in_force(rules.awards, on) if asked.intersection(award.levels)]
    each = [pair for award in awards for pair in _lines(award, level, held, evidence, book)]
    lines = tuple(line for line, _ in _without_replaced(awards, each))
    remarks = [rules.silent] if rules.silent and not awards else []
    stated = [line for line in lines if line.amount != NOT_STATED]
    if len(stated) < len(lines):
        remarks.append(Text("另有未载明金额的奖补，未计入合计", "awards without a stated sum are not in the total"))
    if len(held) > 1 and len(_perhaps_set_off(awards, lines)) > 1:
        remarks.append(
            Text(
                "同时持有多个层级的认定，是否抵扣由经办机构判断",
                "several levels are held: whether one sum is set off against another is for the office to judge",
            )
        )
    return SubsidyStatement(
        jurisdiction=book.profile.code,
        target=claim.target,
        on=on,
        standing=book.standing(awards, on, among=rules.awards or [rule for _, rule in book.rules()]),
        lines=lines,
        total=_total(awards, each) if stated else (NOT_STATED if lines or rules.silent else NOTHING),
        readings=book.readings_on(awards) if awards else book.readings_about(rules.silent_about),
        remarks=tuple(remarks),
    )


def _perhaps_set_off(awards: Sequence[AnyAward], lines: Sequence[AwardLine]) -> set[tuple[str, Level | None]]:
    """The one-off sums that are due to a brand beside one another, where the text does not say itself how they stand."""
    settled_by_text = {award.id for award in awards if isinstance(award, LumpSum) and award.on_upgrade == "difference"}
    return {
        (line.rule, line.level)
        for line in lines
        if line.outcome is Outcome.MET
        and line.year is None
        and line.amount not in (NOTHING, NOT_STATED)
        and line.rule not in settled_by_text
    }


def _total(awards: Sequence[AnyAward], settled: list[Settled]) -> Amount:
    """What all lines come to together.

    While it is open whether an award takes the place of others, the total runs over both cases, and neither adds the two up.
    """
    for place, award in enumerate(awards):
        own = [pair for pair in settled if pair[0].rule == award.id]
        rest = [pair for pair in settled if pair[0].rule not in award.instead_of]
        due = any_of(conditions for _, conditions in own)
        if due is Outcome.MET:
            settled = rest
        elif due is not Outcome.NOT_MET and len(rest) < len(settled):
            taken = [(line, Outcome.MET) if [(line, conditions)] == own else (line, conditions) for line, conditions in rest]
            without = [pair for pair in settled if pair not in own]
            cases = [_total(awards[place + 1 :], pairs) for pairs in (taken, without)]
            lows, highs = [case.low or ZERO for case in cases], [case.high or ZERO for case in cases]
            return Amount.between(min(lows), max(highs))
    return sum((_expected(*pair) for pair in settled if pair[0].amount != NOT_STATED), NOTHING)


def _expected(line: AwardLine, conditions: Outcome) -> Amount:
    """What a line adds to the total: a sum whose conditions are open, and one that need not be paid, may come to nothing.

    What was paid already is certain. People whose claims are open stand in the interval of their line already; what is
    certain for the others stays.
    """
    return line.amount if conditions.decided and not line.discretionary else perhaps(line.amount, line.paid)


def _discretionary(award: Award, on: date) -> bool:
    """Whether the office may still pay or not: who has set the sum has decided."""
    return award.discretionary and not (isinstance(award, Ceiling) and award.set_on(on) is not None)


def _lines(award: AnyAward, level: Level, held: dict[Level, Recognition], evidence: Evidence, book: RuleBook) -> list[Settled]:
    """The lines of an award, each with the outcome of the award's conditions."""
    levels = [candidate for candidate in award.levels if candidate is level or candidate in held]
    one = next((candidate for candidate in levels if candidate in held), levels[0])  # held goes before asked
    outcomes: dict[Level, Outcome] = {}
    templates: dict[Level | None, AwardLine] = {}
    for candidate in levels if isinstance(award, LumpSum) else [one]:
        outcome, observations = _conditions(award, candidate, held.get(candidate), evidence)
        template = AwardLine(
            rule=award.id,
            clause=book.cite(award),
            summary=award.summary,
            payer=award.payer,
            payee=award.payee,
            fund=award.fund,
            amount=NOTHING,
            outcome=outcome,
            observations=observations,
            discretionary=_discretionary(award, evidence.on),
            remarks=(award.conflict,) if award.conflict else (),
        )
        outcomes[candidate] = outcome
        templates[candidate] = template
    if isinstance(award, PerHead):
        return [(line, outcomes[one]) for line in settle(award, templates[one], held.get(one), evidence)]
    if isinstance(award, LumpSum):
        return [(line, outcomes[line.level or one]) for line in one_off_lines(award, templates, evidence)]
    return [(line, outcomes[one]) for line in one_off_lines(award, {None: templates[one]}, evidence)]


def _without_replaced(awards: Sequence[AnyAward], settled: list[Settled]) -> list[Settled]:
    """The lines once an award that stands instead of another has pushed it out; open itself, it leaves the other open."""
    for award in awards:
        if not award.instead_of:
            continue
        due = any_of(conditions for line, conditions in settled if line.rule == award.id)
        says = Text(f"由 {award.id} 代替", f"{award.id} takes its place")
        settled = [
            _replaced(line, conditions, due, says) if line.rule in award.instead_of else (line, conditions)
            for line, conditions in settled
        ]
    return settled


def _replaced(line: AwardLine, conditions: Outcome, due: Outcome, says: Text) -> Settled:
    if due is Outcome.NOT_MET or conditions is Outcome.NOT_MET:
        return line, conditions
    if due is Outcome.MET:
        gone = attrs.evolve(line, outcome=Outcome.NOT_MET, amount=NOTHING, remarks=(*line.remarks, says))
        return gone, Outcome.NOT_MET
    perhaps = Text("，如其成立", ", should it be due")
    return attrs.evolve(line, outcome=due, remarks=(*line.remarks, says + perhaps)), due


def _conditions(
    award: Award, level: Level, recognition: Recognition | None, evidence: Evidence
) -> tuple[Outcome, tuple[Observation, ...]]:
    """Recognition at the level, and whatever else the award asks."""
    outcomes: list[Outcome] = []
    observations: tuple[Observation, ...] = ()
    if award.needs_recognition:
        definition = evidence.facts["levels_held"]
        known = evidence.figure("levels_held") is not None
        outcome = Outcome.MET if recognition else Outcome.NOT_MET if known else Outcome.NO_DATA
        outcomes.append(outcome)
        observations += (
            Observation(
                fact="levels_held",
                label=definition.label,
                operator="includes",
                required=level.value,
                found=level.value if recognition else None,
                asked=Text("已认定：", "recognised: ") + level.label,
                seen=_recognised_on(recognition, known=known),
                outcome=outcome,
                settled_by=definition.settled_by if outcome is Outcome.NO_DATA else None,
            ),
        )
    if award.condition is not None:
        judgement = evidence.judgement(award.id)
        outcome, seen = weigh(award.condition, evidence, question=award.summary, judgement=judgement)
        outcomes.append(outcome)
        observations += seen
    return all_of(outcomes), observations


def _recognised_on(recognition: Recognition | None, *, known: bool) -> Text:
    if recognition is not None:
        return Text(f"{recognition.on.isoformat()} 认定", f"recognised on {recognition.on.isoformat()}")
    return Text("未认定", "not recognised") if known else Text("未提供", "not stated")
