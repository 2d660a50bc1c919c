"""Facts: the shared vocabulary of what can be known about a brand, and figures with their grade and source.

A fact that nobody stated is *no data*; an explicit ``false``, ``0`` or empty list is an answer.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from enum import Enum

import attrs

from laowu.model.share import Share
from laowu.text import Text
from laowu.values import frozen

Value = int | bool | str | date | Share | tuple[str, ...]


class FactType(Enum):
    """What kind of value a fact holds. There is no float among them."""

    COUNT = "count"
    YUAN = "yuan"
    SHARE = "share"
    FLAG = "flag"
    TEXT = "text"
    DATE = "date"
    CODE = "code"
    CODES = "codes"
    DIVISIONS = "divisions"

    @property
    def ordered(self) -> bool:
        """Whether values can be larger or smaller than a threshold."""
        return self in (FactType.COUNT, FactType.YUAN, FactType.SHARE, FactType.DATE)


class Grade(Enum):
    """How well a figure is evidenced, weakest first."""

    DECLARED = "declared"
    DOCUMENTED = "documented"
    LEDGER_VERIFIED = "ledger-verified"

    __hash__ = object.__hash__  # looked up for every figure that a record tells of

    @property
    def label(self) -> Text:
        """The grade as a reader sees it."""
        return _GRADES[self]


_GRADES = {
    Grade.DECLARED: Text("自报", "declared"),
    Grade.DOCUMENTED: Text("有材料", "documented"),
    Grade.LEDGER_VERIFIED: Text("台账核实", "ledger-verified"),
}


@frozen(kw_only=True, cache_hash=True)
class FactDefinition:
    """What a fact is called, measured in and settled by.

    Attributes:
        name: key in a dossier.
        type: kind of value.
        label: the term as a reader sees it.
        unit: unit of the value; ``None`` where the type says it all.
        settled_by: the paper that would settle an unknown value.
        part: for a share, the fact that is its numerator, if it can be counted.
        whole: for a share, the fact that is its denominator.
        sum_of: facts whose sum this is, when nobody stated it directly.
        choices: allowed codes with what they mean; empty means any code.
        given_by: for facts read off the structure of the dossier (``"operators.kind"``); such facts are never
            written under ``[facts]``.
    """

    name: str
    type: FactType
    label: Text
    unit: Text | None = None
    settled_by: Text
    part: str | None = None
    whole: str | None = None
    sum_of: tuple[str, ...] = ()
    choices: Mapping[str, Text] = attrs.field(factory=dict, hash=False)
    given_by: str | None = None


@frozen(kw_only=True)
class Figure:
    """One statement about a fact.

    A published figure is often only a bound ("more than 20,000") or round ("about 200,000"); ``low`` and ``high``
    keep exactly what is known, both ends included, and are equal when the value is exact.

    Attributes:
        low: least possible value; ``None`` when the source gives no lower bound.
        high: greatest possible value; ``None`` when the source gives no upper bound.
        year: calendar year the figure belongs to, or ``None``.
        as_of: day the figure was taken, or ``None``.
        grade: how well it is evidenced.
        source: where it comes from: an address, a paper, a ledger.
        note: remark of whoever wrote the dossier.
        about: the source calls the figure approximate; the bounds lie one tenth to either side.
    """

    low: Value | None
    high: Value | None
    year: int | None = None
    as_of: date | None = None
    grade: Grade = Grade.DECLARED
    source: str = ""
    note: str = ""
    about: bool = False

    @property
    def exact(self) -> bool:
        """Whether one value is known."""
        return self.low is not None and type(self.low) is type(self.high) and self.low == self.high


class FactCatalogue(Mapping[str, FactDefinition]):
    """The facts that may be used: core's shared vocabulary, and what one locality adds.

    Attributes:
        base: the vocabulary that this one adds to; ``None`` for one that stands by itself.
    """

    def __init__(self, definitions: tuple[FactDefinition, ...], base: "FactCatalogue | None" = None) -> None:
        self._by_name = {definition.name: definition for definition in definitions}
        self.base = base

    def __getitem__(self, name: str) -> FactDefinition:
        return self._by_name[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_name)

    def __len__(self) -> int:
        return len(self._by_name)

    def extended(self, definitions: tuple[FactDefinition, ...]) -> "FactCatalogue":
        """This catalogue and further definitions; a locality may not redefine a shared fact.

        Raises:
            ValueError: a name is taken already.
        """
        taken = sorted({definition.name for definition in definitions} & set(self))
        if taken:
            raise ValueError(f"already defined: {', '.join(taken)}")
        return FactCatalogue((*self.values(), *definitions), self)
