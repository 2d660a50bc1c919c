"""Conditions as small closed trees over facts: no expression language, no float, no division.

In TOML a condition is a table: ``{ fact = "workers", at_least = 5000 }``, combined by ``all``, ``any``, ``not`` and
``at_least_k`` with ``of``; ``{ judge = { zh = "…", en = "…" } }`` marks a part that only an official can settle.
``inclusive`` beside a comparison says whether the bound itself counts, so that a reading can switch it and leave the rest.
"""

from collections.abc import Iterator
from enum import Enum

from laowu.model.facts import FactType, Value
from laowu.rules.dated import Dated
from laowu.text import Text
from laowu.values import frozen


class Operator(Enum):
    """How a figure is compared with its bound. 不低于/以上 is ``at_least``, 超过 is ``more_than``."""

    IS = "is"
    IN = "in"
    INCLUDES = "includes"
    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    AT_MOST = "at_most"
    LESS_THAN = "less_than"
    BEFORE = "before"
    ON_OR_BEFORE = "on_or_before"
    WITHIN = "within"
    PRESENT = "present"

    __hash__ = object.__hash__  # looked up for every comparison

    @property
    def strict(self) -> bool:
        """Whether the bound itself is excluded."""
        return self in (Operator.MORE_THAN, Operator.LESS_THAN, Operator.BEFORE)

    def with_bound(self, *, included: bool) -> "Operator | None":
        """The same comparison with the bound itself included or excluded; ``None`` for one that has no such bound."""
        for inclusive, strict in _TWINS:
            if self in (inclusive, strict):
                return inclusive if included else strict
        return None


_TWINS = (
    (Operator.AT_LEAST, Operator.MORE_THAN),
    (Operator.AT_MOST, Operator.LESS_THAN),
    (Operator.ON_OR_BEFORE, Operator.BEFORE),
)


_NUMBERS = frozenset({FactType.COUNT, FactType.YUAN, FactType.SHARE})

#: Which kinds of fact an operator can be asked of.
APPLIES_TO: dict[Operator, frozenset[FactType]] = {
    Operator.IS: frozenset({FactType.FLAG, FactType.TEXT, FactType.CODE, FactType.COUNT}),
    Operator.IN: frozenset({FactType.CODE, FactType.CODES, FactType.TEXT}),
    Operator.INCLUDES: frozenset({FactType.CODES}),
    Operator.AT_LEAST: _NUMBERS,
    Operator.MORE_THAN: _NUMBERS,
    Operator.AT_MOST: _NUMBERS,
    Operator.LESS_THAN: _NUMBERS,
    Operator.BEFORE: frozenset({FactType.DATE}),
    Operator.ON_OR_BEFORE: frozenset({FactType.DATE}),
    Operator.WITHIN: frozenset({FactType.DIVISIONS}),
    Operator.PRESENT: frozenset(FactType),
}


@frozen(kw_only=True, cache_hash=True)
class Leaf:
    """One comparison.

    Attributes:
        fact: name of the fact.
        operator: how it is compared.
        bound: with what; a share for share facts, a tuple of codes for ``in`` and ``includes``, a division code for
            ``within``, yes or no for ``present``.
        years_back: calendar years asked about, counted back from the year judged (``(1, 0)``: last year and this
            year), each of which must hold; empty for a fact that has no years.
    """

    fact: str
    operator: Operator
    bound: Dated[Value]
    years_back: tuple[int, ...] = ()


@frozen(kw_only=True)
class Judge:
    """A part that only an official can settle.

    Attributes:
        question: what is to be judged; ``None`` when the rule's summary says it.
    """

    question: Text | None = None


@frozen(kw_only=True)
class AllOf:
    """Every part must hold."""

    parts: "tuple[Predicate, ...]"


@frozen(kw_only=True)
class AnyOf:
    """One part is enough."""

    parts: "tuple[Predicate, ...]"


@frozen(kw_only=True)
class Not:
    """The part must not hold."""

    part: "Predicate"


@frozen(kw_only=True)
class AtLeastK:
    """At least ``k`` of the parts must hold."""

    k: int
    parts: "tuple[Predicate, ...]"


Predicate = AllOf | AnyOf | Not | AtLeastK | Leaf | Judge


def leaves(predicate: Predicate) -> Iterator[Leaf]:
    """Every comparison in the tree, left to right."""
    match predicate:
        case Leaf():
            yield predicate
        case AllOf(parts=parts) | AnyOf(parts=parts) | AtLeastK(parts=parts):
            for part in parts:
                yield from leaves(part)
        case Not(part=part):
            yield from leaves(part)
        case Judge():
            return
