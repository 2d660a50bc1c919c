"""Awards paid as one sum: how often, what was paid already, and what a higher level adds to a lower one."""

from collections.abc import Iterable, Mapping
from datetime import date

import attrs

from laowu.decide.evidence import Evidence
from laowu.model.answers import AwardLine
from laowu.model.dossier import Payment
from laowu.model.level import Level
from laowu.model.money import NOT_STATED, NOTHING, ZERO, Amount, Money
from laowu.model.outcome import Outcome
from laowu.rules.subsidy import Ceiling, LumpSum, Unstated
from laowu.text import Text, same

OneOff = LumpSum | Ceiling | Unstated


def one_off_lines(award: OneOff, templates: Mapping[Level | None, AwardLine], evidence: Evidence) -> list[AwardLine]:
    """The lines of an award that is paid as one sum.

    Args:
        award: the rule.
        templates: the line without its sum, by level; of an award that does not tell levels apart the one for ``None``.
        evidence: the dossier as the region asks about it.
    """
    bodies = [operator.name for operator in evidence.dossier.operators] if award.once_per == "operator" else []
    purses = [_Purse(award, evidence, body) for body in bodies or [""]]
    return [purse.line(level, template) for level, template in templates.items() for purse in purses]


class _Purse:
    """One award as one receiver gets it: the brand, or one of its bodies where each may have it."""

    def __init__(self, award: OneOff, evidence: Evidence, body: str) -> None:
        self.award = award
        self.evidence = evidence
        self.body = body
        ours = [item for item in evidence.dossier.payments if self._is_ours(item)]
        # Once for the brand is once whoever pays; else what another payer paid is that payer's own affair.
        self.counted = [item for item in ours if not item.payer or award.once_per == "brand"]
        self.by_others = [item for item in ours if item not in self.counted]
        # Of a level known by its payment alone the day is unknown: it was there before what is asked about.
        paid = {item.level: date.min for item in self.counted if item.level is not None}
        self.since = {**paid, **_recognised(evidence)}

    def _is_ours(self, item: Payment) -> bool:
        evidence, award = self.evidence, self.award
        named = item.operator or len(evidence.dossier.operators) > 1  # a single body need not be named
        return (
            item.award in (award.id, *award.also)
            and item.jurisdiction in (None, evidence.jurisdiction)
            and item.on <= evidence.on
            and (not self.body or not named or item.operator == self.body)
        )

    def paid(self, level: Level | None) -> list[Payment]:
        """What was paid for a level; a payment that names none was for the first."""
        order = self.in_time([level] if level else [])
        first = level is None or order[:1] == [level]
        return [item for item in self.counted if item.level is level or level is None or (first and item.level is None)]

    def in_time(self, further: Iterable[Level]) -> list[Level]:
        """The levels the brand has come to, and those asked about, in the order of their days."""
        levels = list(Level)
        return sorted({*self.since, *further}, key=lambda level: (self.since.get(level, date.max), levels.index(level)))

    def line(self, level: Level | None, template: AwardLine) -> AwardLine:
        """The line of one level."""
        award = self.award
        payee = template.payee + same(f" · {self.body}") if self.body else template.payee
        line = attrs.evolve(template, level=level, operator=self.body, payee=payee)
        if isinstance(award, LumpSum) and level is not None:
            line = attrs.evolve(line, summary=line.summary + Text(f"（{level.label.zh}）", f" ({level.label.en})"))
            if level not in award.amount_yuan:
                remark = Text(f"文件未规定{level.label.zh}金额", f"the document states no sum for {level.label.en} level")
                return attrs.evolve(line, outcome=Outcome.NOT_MET, remarks=(*line.remarks, remark))
            amount, remarks = self._by_level(award, level)
        else:
            amount, remarks = _set_by_others(award, self.evidence.on)
        paid = self.paid(level)
        remarks += (*_times(award, self.evidence), *_paid_remarks(award, amount, paid, self.by_others))
        if paid and amount.kind != "exact":  # whoever sets the sum has set it, where it is paid only once
            amount = Amount.exactly(_sum(paid)) if award.once_per is not None else perhaps(amount, _sum(paid))
        due = NOTHING if line.outcome is Outcome.NOT_MET else amount
        return attrs.evolve(line, amount=due, paid=_sum(paid) if paid else None, remarks=(*line.remarks, *remarks))

    def _by_level(self, award: LumpSum, level: Level) -> tuple[Amount, tuple[Text, ...]]:
        """The sum of a level; on an upgrade, what the levels before it have brought is taken off where the text says so."""
        stated = self._stated(award, level)
        had = self._had_before(award, level) if award.on_upgrade == "difference" else ZERO
        if had == ZERO:
            return Amount.exactly(stated), ()
        says = Text(f"{stated} 元减去此前层级的 {had} 元", f"{stated} yuan less the {had} yuan of the levels before")
        return Amount.exactly(max(ZERO, stated - had)), (says,)

    def _had_before(self, award: LumpSum, level: Level) -> Money:
        """What the levels before this one have brought: what was paid, else what was due."""
        had = ZERO
        for earlier in self.in_time([level]):
            if earlier is level:
                break
            paid = self.paid(earlier)
            had += _sum(paid) if paid else max(ZERO, self._stated(award, earlier) - had)
        return had

    def _stated(self, award: LumpSum, level: Level) -> Money:
        dated = award.amount_yuan.get(level)
        return ZERO if dated is None else Money.yuan(dated.on(self.evidence.on))


def _sum(payments: Iterable[Payment]) -> Money:
    return sum((Money(item.fen) for item in payments), ZERO)


def _recognised(evidence: Evidence) -> dict[Level, date]:
    """The levels the brand has or had here, with the first day of each; what has lapsed has brought its sum as well."""
    found: dict[Level, date] = {}
    for item in evidence.dossier.recognitions:
        if item.jurisdiction in (None, evidence.jurisdiction) and item.on <= evidence.on:
            found[item.level] = min(found.get(item.level, item.on), item.on)
    return found


def perhaps(amount: Amount, paid: Money | None) -> Amount:
    """What a sum comes to that need not be paid: anything up to the sum, but never less than was paid of it already."""
    return amount if amount.high is None else Amount.between(min(paid or ZERO, amount.high), amount.high)


def _set_by_others(award: OneOff, on: date) -> tuple[Amount, tuple[Text, ...]]:
    if isinstance(award, Ceiling):
        most, set_ = Money.yuan(award.at_most_yuan.on(on)), award.set_on(on)
        if set_ is not None:
            says = award.set_by + Text(f"已定为 {Money.yuan(set_)} 元", f" set {Money.yuan(set_)} yuan")
            return Amount.exactly(Money.yuan(set_)), (says + Text(f"（上限 {most} 元）", f" (of {most} yuan at most)"),)
        says = Text("具体金额由", "the sum is set by ") + award.set_by + Text("制定", "")
        return Amount.between(ZERO, most), (says,)
    if isinstance(award, Unstated) and award.set_by:
        return NOT_STATED, (Text("由", "set by ") + award.set_by + Text("制定", ""),)
    return NOT_STATED, (Text("文件未载明金额", "no sum is stated"),)


def _times(award: OneOff, evidence: Evidence) -> tuple[Text, ...]:
    """How often the sum is paid, where a brand of several bodies makes it a question."""
    bodies = len(evidence.dossier.operators)
    if bodies < 2 or award.once_per is None:  # noqa: PLR2004  # one body has no one to share with
        return ()
    if award.once_per == "operator":
        return (Text(f"每个单位一次，共 {bodies} 个单位", f"once for each body, of which there are {bodies}"),)
    if award.once_per == "brand":
        return (Text(f"每个品牌一次，{bodies} 个单位合计", f"once for the brand, its {bodies} bodies together"),)
    says = Text(
        f"同一品牌、同一支付方一次，{bodies} 个单位合计", f"once for the brand from each payer, its {bodies} bodies together"
    )
    return (says,)


def _paid_remarks(award: OneOff, amount: Amount, paid: list[Payment], by_others: list[Payment]) -> list[Text]:
    """What was paid already, and what that leaves."""
    told = []
    if paid:
        total, days = _sum(paid), sorted({item.on.isoformat() for item in paid})
        says = Text(f"已付 {total} 元（{'、'.join(days)}）", f"paid already: {total} yuan ({', '.join(days)})")
        told.append(says + _left(award, amount, total))
    for item in by_others:
        sum_, day = Money(item.fen), item.on.isoformat()
        told.append(Text(f"{item.payer}另付 {sum_} 元（{day}）", f"{item.payer} paid {sum_} yuan besides ({day})"))
    return told


def _left(award: OneOff, amount: Amount, total: Money) -> Text:
    if amount.high is None:
        return Text("，一次付清", "; it is paid once") if award.once_per is not None else same("")
    if total > amount.high:
        return Text(f"，超过文件所定的 {amount.high} 元", f"; more than the {amount.high} yuan of the document")
    exact = amount.kind == "exact"
    if award.once_per is not None and (not exact or total == amount.high):
        return Text("，不再另付", "; nothing more is due")
    if exact:
        rest = amount.high - total
        return Text(f"，尚应付 {rest} 元", f"; {rest} yuan are still due")
    return same("")
