"""How a set of brands comes out as one value of the rules moves: the shape of the answer."""

from datetime import date

from laowu.model.citation import Citation, Standing
from laowu.model.level import Level, Target
from laowu.model.money import Amount
from laowu.model.outcome import Outcome
from laowu.text import Text
from laowu.values import frozen


@frozen(kw_only=True)
class StatedValue:
    """A value that the rule data state.

    Attributes:
        value: as the rule data write it.
        label: with its unit.
        since: first day it applies.
        clause: where it stands.
        applies: whether it is the one of the date judged.
        standing: what its document is worth on that date.
    """

    value: str
    label: Text
    since: date
    clause: Citation
    applies: bool
    standing: Standing


@frozen(kw_only=True)
class SweptValue:
    """A value that was tried.

    Attributes:
        value: as rule data would write it.
        label: with its unit.
    """

    value: str
    label: Text


@frozen(kw_only=True)
class SweptCounts:
    """How many brands come out how at one value.

    Attributes:
        outcomes: brands by code of the outcome.
        substantive: the same as if every brand were at home.
    """

    outcomes: dict[str, int]
    substantive: dict[str, int]


@frozen(kw_only=True)
class SweptTarget:
    """One level and class.

    Attributes:
        target: level and class.
        class_label: the class as the document names it; ``None`` without one.
        brands: how many brands are judged for it.
        counts: one per value tried.
    """

    target: Target
    class_label: Text | None
    brands: int
    counts: tuple[SweptCounts, ...]


@frozen(kw_only=True)
class Turn:
    """A value at which a brand comes out otherwise than at the one before.

    Attributes:
        brand: its name.
        dossier: SHA-256 of the dossier's canonical data.
        target: level and class.
        below, at: the last value with the former outcome, and the first with the new one.
        before, after: outcome of all hard conditions.
        substantive_before, substantive_after: the same as if the brand were at home.
    """

    brand: str
    dossier: str
    target: Target
    below: str
    at: str
    before: Outcome
    after: Outcome
    substantive_before: Outcome
    substantive_after: Outcome


@frozen(kw_only=True)
class SweptSum:
    """The money of all brands at one value.

    Attributes:
        total: the sums that are stated, added up.
        not_stated: brands whose sum is not stated.
        beyond_cap: brands of which people stay unpaid because a cap is reached.
    """

    total: Amount
    not_stated: int
    beyond_cap: int


@frozen(kw_only=True)
class SweptMoney:
    """The money of one level.

    Attributes:
        level: the level.
        sums: one per value tried.
    """

    level: Level
    sums: tuple[SweptSum, ...]


@frozen(kw_only=True)
class Sweep:
    """How a set of brands comes out as one value of the rules moves.

    Attributes:
        schema: name and version of this shape.
        on: date judged.
        dossiers: number of brands.
        jurisdiction: code of the region.
        region: its official name.
        rules: SHA-256 of the rule data in use.
        path: where the value stands in the rule data.
        rule: id of the rule.
        summary: what it says, in our own words.
        what: what the value is.
        included: whether a figure that is exactly the value counts; ``None`` where nothing is compared with it.
        floor: whether the figure is to reach the value; ``False`` where it is not to go beyond it.
        stated: what the rule data state, oldest first.
        values: the values tried, smallest first; the stated one is among them where it lies between.
        recognition: the levels and classes whose outcome can depend on it.
        turns: where brands come out otherwise, by brand, level and value.
        money: the money of all brands, by level; empty where it cannot depend on the value.
        remarks: anything the reader must know.
    """

    schema: str = "laowu/sweep/1"
    on: date
    dossiers: int
    jurisdiction: str
    region: Text
    rules: str
    path: str
    rule: str
    summary: Text
    what: Text
    included: bool | None
    floor: bool | None
    stated: tuple[StatedValue, ...]
    values: tuple[SweptValue, ...]
    recognition: tuple[SweptTarget, ...]
    turns: tuple[Turn, ...]
    money: tuple[SweptMoney, ...]
    remarks: tuple[Text, ...] = ()
