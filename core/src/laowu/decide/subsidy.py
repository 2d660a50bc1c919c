"""What money, from whom, under which cap? Awards applied to a brand."""

from datetime import date

import attrs

from laowu.decide.conditions import weigh
from laowu.decide.evidence import Evidence
from laowu.decide.per_head import settle
from laowu.model.answers import AwardLine, Observation, SubsidyStatement
from laowu.model.dossier import Recognition
from laowu.model.level import Level
from laowu.model.money import NOT_STATED, NOTHING, ZERO, Amount, Money
from laowu.model.outcome import Outcome, all_of
from laowu.model.questions import SubsidyClaim
from laowu.rules.rule import in_force
from laowu.rules.rulebook import RuleBook
from laowu.rules.subsidy import AnyAward, Award, Ceiling, LumpSum, PerHead, Unstated
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
    settled = [pair for award in awards for pair in _lines(award, level, held, evidence, book)]
    lines = tuple(line for line, _ in settled)
    remarks = [rules.silent] if rules.silent and not awards else []
    stated = [_expected(line, conditions) for line, conditions in settled if line.amount != NOT_STATED]
    if len(stated) < len(lines):
        remarks.append(Text("另有未载明金额的奖补，未计入合计", "awards without a stated sum are not in the total"))
    once = [line for line in lines if line.outcome is Outcome.MET and line.year is None]
    if len(held) > 1 and sum(1 for line in once if line.amount not in (NOTHING, NOT_STATED)) > 1:
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
        total=sum(stated, NOTHING) if stated else (NOT_STATED if lines or rules.silent else NOTHING),
        readings=book.readings_on(awards),
        remarks=tuple(remarks),
    )


def _expected(line: AwardLine, conditions: Outcome) -> Amount:
    """What a line adds to the total: a sum whose conditions are open, and one that need not be paid, may come to nothing.

    People whose claims are open stand in the interval of their line already; what is certain for the others stays.
    """
    if (conditions.decided and not line.discretionary) or line.amount.high is None:
        return line.amount
    return Amount.between(ZERO, line.amount.high)


def _lines(award: AnyAward, level: Level, held: dict[Level, Recognition], evidence: Evidence, book: RuleBook) -> list[Settled]:
    """The lines of an award, each with the outcome of the award's conditions."""
    levels = [candidate for candidate in award.levels if candidate is level or candidate in held]
    lines: list[Settled] = []
    one = next((candidate for candidate in levels if candidate in held), levels[0])  # held goes before asked
    for candidate in levels if isinstance(award, LumpSum) else [one]:
        recognition = held.get(candidate)
        outcome, observations = _conditions(award, candidate, recognition, evidence)
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
            discretionary=award.discretionary,
            remarks=(award.conflict,) if award.conflict else (),
        )
        match award:
            case LumpSum():
                found = [_lump_sum(award, candidate, template, evidence.on)]
            case Ceiling():
                ceiling = Amount.between(ZERO, Money.yuan(award.at_most_yuan.on(evidence.on)))
                found = [
                    _with_amount(template, ceiling, Text("具体金额由", "the sum is set by ") + award.set_by + Text("制定", ""))
                ]
            case Unstated():
                setter = (
                    Text("由", "set by ") + award.set_by + Text("制定", "")
                    if award.set_by
                    else Text("文件未载明金额", "no sum is stated")
                )
                found = [_with_amount(template, NOT_STATED, setter)]
            case PerHead():
                found = settle(award, template, recognition, evidence)
        lines += [(line, outcome) for line in found]
    return lines


def _with_amount(template: AwardLine, amount: Amount, remark: Text) -> AwardLine:
    due = NOTHING if template.outcome is Outcome.NOT_MET else amount
    return attrs.evolve(template, amount=due, remarks=(*template.remarks, remark))


def _lump_sum(award: LumpSum, level: Level, template: AwardLine, on: date) -> AwardLine:
    label = level.label
    summary = template.summary + Text(f"（{label.zh}）", f" ({label.en})")
    dated = award.amount_yuan.get(level)
    if dated is None:
        remark = Text(f"文件未规定{label.zh}金额", f"the document states no sum for {label.en} level")
        return attrs.evolve(template, summary=summary, outcome=Outcome.NOT_MET, remarks=(*template.remarks, remark))
    amount = NOTHING if template.outcome is Outcome.NOT_MET else Amount.exactly(Money.yuan(dated.on(on)))
    return attrs.evolve(template, summary=summary, amount=amount)


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
