"""Subsidy rules: four kinds of award, and who pays whom from what."""

from typing import Literal

import attrs

from laowu.model.level import Level
from laowu.rules.dated import Dated, each_at_least
from laowu.rules.predicate import Predicate
from laowu.rules.rule import Rule
from laowu.text import Text


@attrs.frozen(kw_only=True)
class Award(Rule):
    """What every award has.

    Attributes:
        levels: levels of recognition it belongs to.
        payer, payee, fund: who pays whom from what.
        condition: what must hold besides recognition; ``None`` for nothing.
        needs_recognition: the brand must hold the level; ``False`` where the text pays for building the brand.
        discretionary: the office may pay, and may not ("可").
        conflict: what the document says against itself or leaves open, printed beside the sum.
    """

    levels: tuple[Level, ...] = attrs.field(validator=attrs.validators.min_len(1))
    payer: Text
    payee: Text
    fund: Text
    condition: Predicate | None = None
    needs_recognition: bool = True
    discretionary: bool = False
    conflict: Text | None = None


@attrs.frozen(kw_only=True)
class LumpSum(Award):
    """One sum, once, by level.

    Attributes:
        kind: tag in the data.
        amount_yuan: the sum in yuan by level code.
    """

    kind: Literal["lump_sum"] = "lump_sum"
    amount_yuan: dict[Level, Dated[int]] = attrs.field(validator=each_at_least(0))


@attrs.frozen(kw_only=True)
class Ceiling(Award):
    """A sum that somebody else sets up to a ceiling: the answer is an interval.

    Attributes:
        kind: tag in the data.
        at_most_yuan: the ceiling in yuan.
        set_by: who sets the sum.
    """

    kind: Literal["ceiling"] = "ceiling"
    at_most_yuan: Dated[int] = attrs.field(validator=each_at_least(0))
    set_by: Text


@attrs.frozen(kw_only=True)
class Unstated(Award):
    """An award whose sum the document does not state.

    Attributes:
        kind: tag in the data.
        set_by: who sets the sum; ``None`` when the document does not say.
    """

    kind: Literal["unstated"] = "unstated"
    set_by: Text | None = None


@attrs.frozen(kw_only=True)
class KeyGroup:
    """A group of people for whom a per-head award is paid.

    Attributes:
        code: code in a claim line.
        label: the group as the document names it.
    """

    code: str
    label: Text


@attrs.frozen(kw_only=True)
class PerHead(Award):
    """So much per person, once per person, under a cap per year, for so many years.

    Attributes:
        kind: tag in the data.
        rate_yuan: yuan per person.
        groups: the groups that count.
        groups_open: the list ends with "and so on": people of another group are for an official to judge.
        months_at_least: consecutive months of pension payment by one employer.
        self_paid: what a pension paid by the worker amounts to: ``refused``, ``counts`` or ``judgement``.
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
    self_paid: Literal["refused", "counts", "judgement"] = "judgement"
    cap_yuan: Dated[int] = attrs.field(validator=each_at_least(0))
    cap_scope: Literal["brand", "operator"] = "brand"
    years_at_most: Dated[int] = attrs.field(validator=each_at_least(1))
    years_from: Literal["recognition_year", "year_after"] = "year_after"
    years_run: Literal["consecutive", "any"] = "consecutive"
    year_basis: Literal["calendar", "award"] = "calendar"
    person_scope: Literal["region", "brand"] = "region"
    on_cap: Literal["next", "forfeit"] = "next"


AnyAward = LumpSum | Ceiling | Unstated | PerHead


@attrs.frozen(kw_only=True)
class SubsidyRules:
    """What money a brand brings.

    Attributes:
        awards: the awards; empty where the document pays nothing.
        silent: what to tell a reader where the document states no award.
    """

    awards: tuple[AnyAward, ...] = ()
    silent: Text | None = None
