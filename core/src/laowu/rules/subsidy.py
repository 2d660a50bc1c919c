"""Subsidy rules: four kinds of award, and who pays whom from what."""

from datetime import date
from typing import Literal

import attrs

from laowu.model.level import Level
from laowu.rules.dated import Dated, each_at_least
from laowu.rules.predicate import Predicate
from laowu.rules.rule import Rule
from laowu.text import Text
from laowu.values import frozen


@frozen(kw_only=True)
class Award(Rule):
    """What every award has.

    Attributes:
        levels: levels of recognition it belongs to.
        payer, payee, fund: who pays whom from what.
        condition: what must hold besides recognition; ``None`` for nothing.
        needs_recognition: the brand must hold the level; ``False`` where the text pays for building the brand.
        discretionary: the office may pay, and may not ("可").
        instead_of: ids of awards that are not due where this one is: it takes their place and does not come on top.
        conflict: what the document says against itself or leaves open, printed beside the sum.
    """

    levels: tuple[Level, ...] = attrs.field(validator=attrs.validators.min_len(1))
    payer: Text
    payee: Text
    fund: Text
    condition: Predicate | None = None
    needs_recognition: bool = True
    discretionary: bool = False
    instead_of: tuple[str, ...] = ()
    conflict: Text | None = None


OncePer = Literal["brand", "brand_and_payer", "operator"]


@frozen(kw_only=True)
class LumpSum(Award):
    """One sum, once, by level.

    Attributes:
        kind: tag in the data.
        once_per: what gets the sum once: the brand whoever pays, the brand from each payer, or each building body.
        on_upgrade: what a higher level brings a brand that has had the sum of a lower one: ``both`` sums (flagged for setting
            off), or the ``difference`` only.
        amount_yuan: the sum in yuan by level code.
    """

    kind: Literal["lump_sum"] = "lump_sum"
    once_per: OncePer = "brand"
    on_upgrade: Literal["both", "difference"] = "both"
    amount_yuan: dict[Level, Dated[int]] = attrs.field(validator=each_at_least(0))


@frozen(kw_only=True)
class Ceiling(Award):
    """A sum that somebody else sets up to a ceiling: the answer is an interval until it is set.

    Attributes:
        kind: tag in the data.
        once_per: what gets the sum once, as for a lump sum; ``None`` where the text does not say that it is paid once.
        at_most_yuan: the ceiling in yuan.
        set_by: who sets the sum.
        set_yuan: the sum in yuan, once it is set, never above the ceiling; ``None`` while it is not. Where it has a first
            day, nothing is set before. Once it is set it is paid: who may pay and may not has decided.
    """

    kind: Literal["ceiling"] = "ceiling"
    once_per: OncePer | None = None
    at_most_yuan: Dated[int] = attrs.field(validator=each_at_least(0))
    set_by: Text
    set_yuan: Dated[int] | None = attrs.field(default=None, validator=each_at_least(0))

    def __attrs_post_init__(self) -> None:
        """Refuse a sum above the ceiling of its day.

        Raises:
            ValueError: the sum is above it.
        """
        changes = (*self.at_most_yuan.values, *(self.set_yuan.values if self.set_yuan else ()))
        for day in (entry.since or date.min for entry in changes):
            sum_, most = self.set_on(day), self.at_most_yuan.on(day)
            if sum_ is not None and sum_ > most:
                raise ValueError(f"'set_yuan' must be <= {most}: {sum_}")

    def set_on(self, day: date) -> int | None:
        """The sum in yuan on a day; ``None`` while nobody has set it."""
        if self.set_yuan is None or day < (self.set_yuan.values[0].since or date.min):
            return None
        return self.set_yuan.on(day)


@frozen(kw_only=True)
class Unstated(Award):
    """An award whose sum the document does not state.

    Attributes:
        kind: tag in the data.
        once_per: what gets the sum once, as for a lump sum; ``None`` where the text does not say that it is paid once.
        set_by: who sets the sum; ``None`` when the document does not say.
    """

    kind: Literal["unstated"] = "unstated"
    once_per: OncePer | None = None
    set_by: Text | None = None


@frozen(kw_only=True)
class KeyGroup:
    """A group of people for whom a per-head award is paid.

    Attributes:
        code: code in a claim line.
        label: the group as the document names it.
    """

    code: str
    label: Text


#: What people of one kind amount to.
Treatment = Literal["refused", "counts", "judgement"]


@frozen(kw_only=True)
class PerHead(Award):
    """So much per person, once per person, under a cap per year, for so many years.

    Attributes:
        kind: tag in the data.
        rate_yuan: yuan per person.
        groups: the groups that count.
        groups_open: the list ends with "and so on": people of another group are for an official to judge.
        months_at_least: consecutive months of pension payment by one employer.
        contract_days_at_least: days of labour contract that are asked instead of months of pension payment; ``None`` where
            the months are asked.
        self_paid: what a pension paid by the worker amounts to: ``refused``, ``counts`` or ``judgement``.
        resumed: what an enrolment resumed after a gap amounts to, in the same words.
        sent_out: what people amount to whom the body sent to work elsewhere, in the same words.
        cap_yuan: most that is paid per cap scope and year.
        cap_scope: whether building bodies of one brand share the cap.
        years_at_most: number of years in which it is paid.
        years_from: first paid year: the year of recognition, or the year after.
        years_run: years in a row from the first, or any years with a payment.
        year_basis: calendar year, or twelve months from recognition.
        person_scope: once per person in the whole region, or once per brand.
        on_cap: what becomes of people beyond the cap: they may be claimed ``next`` year, or the claim is a ``forfeit``.
    """

    kind: Literal["per_head"] = "per_head"
    rate_yuan: Dated[int] = attrs.field(validator=each_at_least(0))
    groups: tuple[KeyGroup, ...] = attrs.field(validator=attrs.validators.min_len(1))
    groups_open: bool = False
    months_at_least: Dated[int] = attrs.field(validator=each_at_least(0))
    contract_days_at_least: Dated[int] | None = attrs.field(default=None, validator=each_at_least(1))
    self_paid: Treatment = "judgement"
    resumed: Treatment = "counts"
    sent_out: Treatment = "refused"
    cap_yuan: Dated[int] = attrs.field(validator=each_at_least(0))
    cap_scope: Literal["brand", "operator"] = "brand"
    years_at_most: Dated[int] = attrs.field(validator=each_at_least(1))
    years_from: Literal["recognition_year", "year_after"] = "year_after"
    years_run: Literal["consecutive", "any"] = "consecutive"
    year_basis: Literal["calendar", "award"] = "calendar"
    person_scope: Literal["region", "brand"] = "region"
    on_cap: Literal["next", "forfeit"] = "next"


AnyAward = LumpSum | Ceiling | Unstated | PerHead


@frozen(kw_only=True)
class SubsidyRules:
    """What money a brand brings.

    Attributes:
        awards: the awards; empty where the document pays nothing.
        silent: what to tell a reader where the document states no award.
        silent_about: ids of the clauses in which an award would be looked for: the readings that bear on them are told with
            the silence.
    """

    awards: tuple[AnyAward, ...] = attrs.field(default=())
    silent: Text | None = None
    silent_about: tuple[str, ...] = ()

    @awards.validator
    def _replaces_known_awards(self, attribute: "attrs.Attribute[tuple[AnyAward, ...]]", value: tuple[AnyAward, ...]) -> None:
        known = {award.id for award in value}
        for award in value:
            unknown = [other for other in award.instead_of if other not in known or other == award.id]
            if unknown:
                raise ValueError(f"award {award.id} stands instead of {', '.join(unknown)}, which is no other award")
