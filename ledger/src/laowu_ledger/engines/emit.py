"""Core's conditions as SQL over rows: the same tree that core weighs for one case, for all rows at once.

What no column states is null, and null is *no data*. ``and``, ``or`` and ``not`` of SQL treat null just as core treats what is
not known, so a tree becomes one expression: true where it is met, false where it is not, null where that is open. Only which kind
of open it is, no data or an official's judgement, takes a second expression, and only for trees that ask for a judgement.
``tests/engines/test_emit.py`` holds both to core's own evaluation on generated rows, on every engine.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from functools import cache
from math import ceil, floor

import attrs

from laowu.model.facts import FactType, Value
from laowu.model.outcome import Outcome
from laowu.model.share import Share
from laowu.places.divisions import Divisions, canonical
from laowu.rules.predicate import AllOf, AnyOf, AtLeastK, Judge, Leaf, Not, Operator, Predicate
from laowu_ledger.engines.dialect import SEPARATOR, Dialect


@attrs.frozen(kw_only=True)
class Column:
    """Where the rows state a fact.

    Attributes:
        sql: the column, or an expression; null where nothing is stated. Several codes stand in one text, separated by ``;``.
        type: kind of the fact.
        units: how many of the column's units make one of the fact's: 100 where yuan are held in fen, 10,000 where a share is
            held in hundredths of a percent.
    """

    sql: str
    type: FactType
    units: int = 1


@attrs.frozen(kw_only=True)
class Condition:
    """A condition as SQL.

    Attributes:
        truth: true where it is met, false where it is not, null where that is open.
        judged: where ``truth`` is null: whether a judgement would settle it. ``None`` for a condition that asks for none.
    """

    truth: str
    judged: str | None

    @property
    def met(self) -> str:
        """Whether it is met; never null."""
        return f"(({self.truth}) is true)"

    @property
    def not_met(self) -> str:
        """Whether it is not met; never null."""
        return f"(({self.truth}) is false)"

    @property
    def needs_judgement(self) -> str:
        """Whether an official has to judge; never null."""
        return "false" if self.judged is None else f"(({self.truth}) is null and {self.judged})"

    @property
    def no_data(self) -> str:
        """Whether data are missing; never null."""
        return f"(({self.truth}) is null{'' if self.judged is None else f' and not {self.judged}'})"

    @property
    def outcome(self) -> str:
        """The words of :class:`~laowu.model.outcome.Outcome`, but null for no data."""
        met, not_met, judge = (f"'{outcome.value}'" for outcome in (Outcome.MET, Outcome.NOT_MET, Outcome.NEEDS_JUDGEMENT))
        decided = f"when ({self.truth}) is true then {met} when ({self.truth}) is false then {not_met}"
        return f"(case {decided}{'' if self.judged is None else f' when {self.judged} then {judge}'} end)"


def emit(
    predicate: Predicate,
    columns: Mapping[str, Column],
    dialect: Dialect,
    *,
    on: date,
    judged: Outcome = Outcome.NEEDS_JUDGEMENT,
) -> Condition:
    """Write a condition as SQL.

    Args:
        predicate: the condition. Years that its comparisons ask for are passed over: a row is of one time.
        columns: where the rows state the facts that it asks about.
        dialect: how the engine writes things.
        on: the day of whose values are in force.
        judged: what an office has decided about its parts that only an official can settle.

    Raises:
        KeyError: it asks about a fact that has no column.
    """
    writer = _Writer(columns, dialect, on, judged)
    return Condition(truth=writer.truth(predicate), judged=writer.judged(predicate) if asks_judgement(predicate) else None)


def asks_judgement(predicate: Predicate) -> bool:
    """Whether some part can be settled by an official alone."""
    match predicate:
        case Judge():
            return True
        case AllOf(parts=parts) | AnyOf(parts=parts) | AtLeastK(parts=parts):
            return any(map(asks_judgement, parts))
        case Not(part=part):
            return asks_judgement(part)
        case Leaf():
            return False


class _Writer:
    def __init__(self, columns: Mapping[str, Column], dialect: Dialect, on: date, judged: Outcome) -> None:
        self.columns = columns
        self.dialect = dialect
        self.on = on
        self.outcome_of_judge = judged

    def truth(self, predicate: Predicate) -> str:
        """True, false, or null where it is open."""
        match predicate:
            case Leaf():
                return self.leaf(predicate)
            case Judge():
                return _JUDGED.get(self.outcome_of_judge, "cast(null as boolean)")
            case Not(part=part):
                return f"(not {self.truth(part)})"
            case AllOf(parts=parts):
                return _joined("and", map(self.truth, parts), "true")
            case AnyOf(parts=parts):
                return _joined("or", map(self.truth, parts), "false")
            case AtLeastK(k=k, parts=parts):
                return _at_least(k, [self.truth(part) for part in parts])

    def judged(self, predicate: Predicate) -> str:
        """Whether the outcome is met or needs judgement; never null.

        Core's outcomes stand in one order, not met < no data < needs judgement < met: ``all`` is the least of its parts, ``any``
        the greatest, ``at_least_k`` the k-th greatest. So each asks of its parts what is asked of itself, but for ``not``.
        """
        match predicate:
            case Leaf():
                return f"({self.leaf(predicate)} is true)"
            case Judge():
                return "true" if self.outcome_of_judge in (Outcome.MET, Outcome.NEEDS_JUDGEMENT) else "false"
            case Not(part=part):
                truth = self.truth(part)
                return f"(({truth}) is false or (({truth}) is null and {self.judged(part)}))"
            case AllOf(parts=parts):
                return _joined("and", map(self.judged, parts), "true")
            case AnyOf(parts=parts):
                return _joined("or", map(self.judged, parts), "false")
            case AtLeastK(k=k, parts=parts):
                return f"({_count(self.judged(part) for part in parts)} >= {k})"

    def leaf(self, leaf: Leaf) -> str:
        column = self.columns[leaf.fact]
        bound = leaf.bound.on(self.on)
        match leaf.operator:
            case Operator.IS:
                return f"({column.sql} = {self.literal(bound, column)})"
            case Operator.IN:
                return self._among(column, _codes(bound))
            case Operator.INCLUDES:
                wanted = [self.dialect.has_code(column.sql, code) for code in _codes(bound)]
                return _joined("and", wanted, "true") if wanted else _where_stated(column, "true")
            case Operator.WITHIN:
                inside = codes_within(str(bound), self.on)
                return f"({column.sql} in ({', '.join(map(str, inside))}))" if inside else _where_stated(column, "false")
            case Operator.PRESENT:
                yes = "true" if bound else "false"
                texts = (FactType.TEXT, FactType.CODE, FactType.CODES)
                return f"(({column.sql} <> '') = {yes})" if column.type in texts else _where_stated(column, yes)
            case _:
                return f"({column.sql} {_SIGNS[leaf.operator]} {self.threshold(bound, leaf.operator, column)})"

    def literal(self, value: Value, column: Column) -> str:
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, str):
            return self.dialect.text(value)
        return self.threshold(value, Operator.IS, column)

    def threshold(self, bound: Value, operator: Operator, column: Column) -> str:
        """The bound in the column's units. A share falls between two whole numbers; the comparison says which of them tells."""
        if isinstance(bound, date):
            return self.dialect.day(bound)
        if isinstance(bound, Share):
            exact = Fraction(bound.part * column.units, bound.whole)
            return str(ceil(exact) if operator in (Operator.AT_LEAST, Operator.LESS_THAN) else floor(exact))
        if isinstance(bound, int):
            return str(bound * column.units)
        raise TypeError(f"nothing is compared with a {type(bound).__name__}")

    def _among(self, column: Column, codes: Sequence[str]) -> str:
        if column.type is not FactType.CODES:
            words = ", ".join(map(self.dialect.text, codes))
            return f"({column.sql} in ({words}))" if codes else _where_stated(column, "false")
        # What is left when every code that may be there is taken out; each stands between separators of its own.
        rest = f"'{SEPARATOR}' || replace({column.sql}, '{SEPARATOR}', '{SEPARATOR * 2}') || '{SEPARATOR}'"
        for code in filter(None, codes):
            rest = f"replace({rest}, {self.dialect.text(SEPARATOR + code + SEPARATOR)}, '')"
        return f"({column.sql} <> '' and {rest} = '')"


_JUDGED = {Outcome.MET: "true", Outcome.NOT_MET: "false"}
_SIGNS = {
    Operator.AT_LEAST: ">=",
    Operator.MORE_THAN: ">",
    Operator.AT_MOST: "<=",
    Operator.LESS_THAN: "<",
    Operator.BEFORE: "<",
    Operator.ON_OR_BEFORE: "<=",
}


def _joined(word: str, parts: Iterable[str], none: str) -> str:
    listed = list(parts)
    return f"({f' {word} '.join(listed)})" if listed else none


def _where_stated(column: Column, answer: str) -> str:
    """The answer where something is stated, else null."""
    return f"(case when {column.sql} is not null then {answer} end)"


def _count(conditions: Iterable[str]) -> str:
    return " + ".join(f"case when {condition} then 1 else 0 end" for condition in conditions)


def _at_least(k: int, parts: Sequence[str]) -> str:
    if k == 1:
        return _joined("or", parts, "false")
    if k == len(parts):
        return _joined("and", parts, "true")
    possible = _count(f"{part} is not false" for part in parts)
    return f"(case when {_count(parts)} >= {k} then true when {possible} < {k} then false end)"


def _codes(bound: Value) -> tuple[str, ...]:
    return bound if isinstance(bound, tuple) else (str(bound),)


@cache
def codes_within(ancestor: str, on: date) -> tuple[int, ...]:
    """Every code of whatever time that lies in a division on a day, in order."""
    divisions = Divisions.load()
    known = {row.code for name in divisions.names() for row in divisions.named(name)}
    # Codes that group others are written for the division above them.
    layers = {code[:2] + end for code in known if code.endswith("0000") for end in ("0100", "0200", "9000")}
    codes = known | {code for code in layers if canonical(code) in known}
    return tuple(sorted(int(code) for code in codes if divisions.within(code, ancestor, on)))
