"""Conditions turned into one Python function: what a brand comes to, without the record of why.

The same tree that :mod:`laowu.decide.conditions` weighs, with every comparison behind it, is written here as straight Python
in which the bounds of the day are constants, and compiled once. Usual figures are compared on the spot; whatever is unusual
(several years, shares of other facts, bounds of another kind) is asked of :class:`~laowu.decide.evidence.Evidence` and
:func:`~laowu.decide.comparison.compare`, which define what it means.

Outcomes are numbers while they are combined: *met* 0, *needs judgement* 1, *no data* 2, *not met* 4. So *all* is the highest
bit of the numbers or-ed together, and *any* is the least number.
"""

import linecache
import weakref
from collections.abc import Callable, Sequence
from datetime import date
from itertools import count
from typing import Any

from laowu.decide.comparison import compare
from laowu.decide.evidence import STRUCTURE, Evidence
from laowu.model.answers import Scope
from laowu.model.dossier import Dossier, Judgement
from laowu.model.facts import FactCatalogue, FactDefinition, Figure, Value
from laowu.model.outcome import Outcome, at_least_k_of
from laowu.model.share import Share
from laowu.rules.eligibility import Criterion
from laowu.rules.predicate import AllOf, AnyOf, AtLeastK, Judge, Leaf, Not, Operator, Predicate

MET, NEEDS_JUDGEMENT, NO_DATA, NOT_MET = 0, 1, 2, 4
#: The outcome of each number; 3 is none.
OUTCOMES = (Outcome.MET, Outcome.NEEDS_JUDGEMENT, Outcome.NO_DATA, Outcome.NO_DATA, Outcome.NOT_MET)
#: What numbers or-ed together come to when every part must hold.
ALL = (MET, NEEDS_JUDGEMENT, NO_DATA, NO_DATA, NOT_MET, NOT_MET, NOT_MET, NOT_MET)
_NEGATION = (NOT_MET, NEEDS_JUDGEMENT, NO_DATA, NO_DATA, MET)
_NUMBER = {outcome: number for number, outcome in enumerate(OUTCOMES) if number != 3}  # noqa: PLR2004  # 3 is none
_TOGETHER = (Scope.SUBSTANTIVE, Scope.TERRITORIAL)
_PLACES_KEPT = 4096
#: The dossier as the region asks about it; made when a figure first needs it, since most are stated plainly.
_ASKED = "(asked := asked or evidence(dossier))"

_numbered = count(1)


def number_of(outcome: Outcome) -> int:
    """The number that stands for an outcome."""
    return _NUMBER[outcome]


def verdict_of(criteria: Sequence[Criterion], facts: FactCatalogue, jurisdiction: str, on: date) -> "Verdict":
    """Compile criteria as they stand on a day.

    Args:
        criteria: the criteria.
        facts: the facts they may ask about.
        jurisdiction: code of the region that asks.
        on: date judged.

    Returns:
        The criteria as one function of a dossier. The traceback of what goes wrong in it shows the lines that were written.
    """
    return _Writer(facts, jurisdiction, on).function(criteria)


class Verdict:
    """Criteria as one function.

    Attributes:
        of: of a dossier, what the hard substantive criteria come to, what the hard territorial ones come to, and each criterion.
    """

    __slots__ = ("__weakref__", "_file", "_rules", "of")

    of: Callable[[Dossier], tuple[int, ...]]

    def __init__(self, of: Callable[[Dossier], tuple[int, ...]], file: str, rules: Sequence[str]) -> None:
        """What :func:`verdict_of` made.

        Args:
            of: the function.
            file: what tracebacks call the text it was compiled from.
            rules: the criterion of each line of it.
        """
        self.of = of
        self._file = file
        self._rules = rules
        weakref.finalize(self, linecache.cache.pop, file, None)

    def note_rule(self, failure: Exception) -> None:
        """Note on a failure inside the function which criterion it is about."""
        trace = failure.__traceback__
        while trace is not None:
            if trace.tb_frame.f_code.co_filename == self._file and self._rules[trace.tb_lineno - 1]:
                failure.add_note(f"rule {self._rules[trace.tb_lineno - 1]}")
            trace = trace.tb_next


class _Writer:
    """Writes the function, line by line."""

    def __init__(self, facts: FactCatalogue, jurisdiction: str, on: date) -> None:
        self._facts = facts
        self._jurisdiction = jurisdiction
        self._on = on
        self._lines: list[str] = []
        self._rules: list[str] = []
        self._rule = ""
        self._names = count()
        self._loaded: dict[tuple[str, int | None], _Loaded] = {}
        self._globals: dict[str, Any] = {
            "ALL": ALL,
            "NOT": _NEGATION,
            "least": _at_least,
            "both": _both,
            "Figure": Figure,
            "EMPTY": ("", ()),
        }
        self._asks_evidence = False
        self._asks_judgements = False

    def function(self, criteria: Sequence[Criterion]) -> "Verdict":
        numbers = [self._criterion(criterion) for criterion in criteria]
        self._rule = ""
        hard = [(criterion.scope, number) for criterion, number in zip(criteria, numbers, strict=True) if not criterion.soft]
        together = [self._all([number for where, number in hard if where is scope]) for scope in _TOGETHER]
        self._line(f"return ({', '.join((*together, *numbers))})")
        evidence = _evidence_maker(self._facts, self._jurisdiction, self._on)
        latest = _judgements(self._jurisdiction, self._on)
        self._globals |= {"evidence": evidence, "latest": latest, "region": self._jurisdiction}
        head = [
            "def verdict(dossier):",
            "    known = dossier.facts.get",
            "    if dossier.local_facts: known = both(dossier.local_facts.get(region), known)",
            *(["    asked = None"] if self._asks_evidence else []),
            *(["    judged = latest(dossier.judgements) if dossier.judgements else None"] if self._asks_judgements else []),
        ]
        source = "\n".join((*head, *self._lines)) + "\n"
        name = f"<criteria of {self._jurisdiction} on {self._on.isoformat()}, {next(_numbered)}>"
        linecache.cache[name] = (len(source), None, source.splitlines(keepends=True), name)  # as attrs does for its own
        scope = self._globals
        exec(compile(source, name, "exec"), scope)  # noqa: S102  # written above, from rules that were checked
        return Verdict(scope["verdict"], name, [""] * len(head) + self._rules)

    def _criterion(self, criterion: Criterion) -> str:
        self._rule = criterion.id
        self._line(f"# {criterion.id}".replace("\n", " "))
        if criterion.condition is None:
            return self._judged()
        number = self._weighed(criterion.condition)
        if criterion.unmet is Outcome.NEEDS_JUDGEMENT:
            judged = self._judged()
            number = self._named(f"{judged} if {number} == {NOT_MET} else {number}")
        return number

    def _weighed(self, condition: Predicate) -> str:
        match condition:
            case Leaf():
                years: Sequence[int | None] = [self._on.year - back for back in condition.years_back] or [None]
                return self._all([self._leaf(condition, year) for year in years])
            case Judge():
                return self._judged()
            case Not(part=part):
                return self._named(f"NOT[{self._weighed(part)}]")
            case AllOf(parts=parts):
                return self._all([self._weighed(part) for part in parts])
            case AnyOf(parts=parts):
                numbers = [self._weighed(part) for part in parts]
                return self._named(f"min({', '.join(numbers)})" if len(numbers) > 1 else (numbers or [str(NOT_MET)])[0])
            case AtLeastK(k=k, parts=parts):
                return self._named(f"least({k}, ({''.join(f'{self._weighed(part)}, ' for part in parts)}))")

    def _all(self, numbers: Sequence[str]) -> str:
        if len(numbers) == 1:
            return numbers[0]
        return self._named(f"ALL[{' | '.join(numbers)}]") if numbers else str(MET)

    def _judged(self) -> str:
        self._asks_judgements = True
        return self._named(f"judged.get({self._rule!r}, {NEEDS_JUDGEMENT}) if judged else {NEEDS_JUDGEMENT}")

    def _leaf(self, leaf: Leaf, year: int | None) -> str:
        figure, known = self._figure(leaf.fact, year)
        bound = leaf.bound.on(self._on)
        number = f"n{next(self._names)}"
        self._line(f"if {known}:")
        for line in self._compared(leaf.operator, bound, figure, number):
            self._line(f"    {line}")
        self._line(f"else: {figure.value}, {number} = None, {NO_DATA}")
        return number

    def _figure(self, fact: str, year: int | None) -> tuple["_Loaded", str]:
        """How the lines speak of a figure, and a test that there is one; looked up once for every criterion that asks for it."""
        if (fact, year) in self._loaded:
            loaded = self._loaded[fact, year]
            return loaded, f"{loaded.value} is not None"
        definition = self._facts[fact]
        name = f"f{next(self._names)}"
        loaded = self._loaded[fact, year] = _Loaded(name, whole=definition.given_by is not None)
        if definition.given_by is not None:
            self._asks_evidence = True
            self._line(f"{name} = {self._constant(STRUCTURE[definition.given_by])}({_ASKED})")
        elif year is not None:
            self._asks_evidence = True
            self._line(f"{name} = {_ASKED}.figure({fact!r}, {year}) if {self._traces(fact)} else None")
        else:
            pick = self._constant(_stated(self._on.year))
            self._line(f"{name} = known({fact!r})")
            if not _terms(definition):
                # In one test, since nearly every figure is looked up once.
                return loaded, f"{name} and (({name} := {name}[0]).year is None or ({name} := {pick}(known({fact!r}))))"
            self._asks_evidence = True
            self._line(f"if {name}: {name} = {name}[0] if {name}[0].year is None else {pick}({name})")
            self._line(f"if not {name}: {name} = {_ASKED}.figure({fact!r}) if {self._traces(fact)} else None")
        return loaded, f"{name} is not None"

    def _traces(self, fact: str) -> str:
        """A test that is false only when nothing was stated that a figure could come from."""
        terms = _terms(self._facts[fact])
        stated = f"known({fact!r})"
        return f"({stated} or {' and '.join(map(self._traces, terms))})" if terms else stated

    def _compared(  # noqa: PLR0911  # one way for each kind of comparison
        self, operator: Operator, bound: Value, figure: "_Loaded", number: str
    ) -> list[str]:
        if operator in _ORDERED:
            return _ordered(operator, bound, self._constant(bound), figure, number)
        general = f"{self._constant(_generally(operator, bound, self._on))}({figure.whole})"
        low = figure.low
        match operator:
            case Operator.IS:
                if figure.value == low:
                    return [f"{number} = {MET} if {low} == {self._constant(bound)} else {NOT_MET}"]
                if isinstance(bound, bool):
                    same, other = (f"low is {value} is {figure.high}" for value in (bound, not bound))
                    return [f"low = {low}", f"{number} = {MET} if {same} else {NOT_MET} if {other} else {general}"]
                test = f"low is {figure.high} and low is not None"
                fast = f"{MET} if low == {self._constant(bound)} else {NOT_MET}"
            case Operator.PRESENT:
                return [f"{number} = {MET} if ({low} not in EMPTY) is {bool(bound)} else {NOT_MET}"]
            case Operator.INCLUDES if isinstance(bound, tuple):
                test = "low.__class__ is tuple"
                fast = f"{MET} if {self._constant(frozenset(bound))}.issubset(low) else {NOT_MET}"
            case Operator.IN if isinstance(bound, tuple):
                test = "low.__class__ is str"
                fast = f"{MET} if low in {self._constant(frozenset(bound))} else {NOT_MET}"
            case Operator.WITHIN:
                return [f"{number} = {self._constant(_within(bound, self._on))}({low})"]
            case _:
                return [f"{number} = {general}"]
        return [f"low = {low}", f"{number} = ({fast}) if {test} else {general}"]

    def _named(self, expression: str) -> str:
        name = f"n{next(self._names)}"
        self._line(f"{name} = {expression}")
        return name

    def _constant(self, value: object) -> str:
        if isinstance(value, (bool, int, str)):
            return repr(value)
        name = f"c{next(self._names)}"
        self._globals[name] = value
        return name

    def _line(self, text: str) -> None:
        self._lines.append(f"    {text}")
        self._rules.append(self._rule)


class _Loaded:
    """How the lines speak of a figure, or of a value that is known as it stands."""

    def __init__(self, name: str, *, whole: bool = False) -> None:
        self.value = name
        self.low = name if whole else f"{name}.low"
        self.high = name if whole else f"{name}.high"
        self.whole = f"Figure(low={name}, high={name})" if whole else name


def _terms(definition: FactDefinition) -> tuple[str, ...]:
    """The facts that a fact is computed from where nobody stated it; all of them are needed."""
    if definition.part and definition.whole:
        return (definition.part, definition.whole)
    return definition.sum_of


_ORDERED = {
    # which end decides that it holds and how, which that it fails
    Operator.AT_LEAST: ("low", ">=", "high", "<"),
    Operator.MORE_THAN: ("low", ">", "high", "<="),
    Operator.AT_MOST: ("high", "<=", "low", ">"),
    Operator.ON_OR_BEFORE: ("high", "<=", "low", ">"),
    Operator.LESS_THAN: ("high", "<", "low", ">="),
    Operator.BEFORE: ("high", "<", "low", ">="),
}


def _ordered(operator: Operator, bound: Value, constant: str, figure: _Loaded, number: str) -> list[str]:
    end, holds, other, fails = _ORDERED[operator]
    ends = {"low": figure.low, "high": figure.high}

    def stands(sign: str) -> str:
        if isinstance(bound, Share):  # cross-multiplied: a fraction would have to be made first
            return f"end.part * {bound.whole} {sign} {bound.part} * end.whole"
        return f"end {sign} {constant}"

    return [
        f"end = {ends[end]}",
        f"if end is not None and {stands(holds)}: {number} = {MET}",
        "else:",
        f"    end = {ends[other]}",
        f"    {number} = {NOT_MET} if end is not None and {stands(fails)} else {NO_DATA}",
    ]


def _evidence_maker(facts: FactCatalogue, jurisdiction: str, on: date) -> Callable[[Dossier], Evidence]:
    return lambda dossier: Evidence(dossier=dossier, jurisdiction=jurisdiction, facts=facts, on=on)


def _both(local: Any, shared: Callable[[str], tuple[Figure, ...] | None]) -> Callable[[str], tuple[Figure, ...] | None]:
    """Figures under the region's own name go before the shared ones."""
    return (lambda fact: local.get(fact) or shared(fact)) if local else shared


def _stated(year: int) -> Callable[[Sequence[Figure]], Figure | None]:
    """Of several years: an undated figure, else the latest not after the year judged."""

    def pick(figures: Sequence[Figure]) -> Figure | None:
        found: Figure | None = None
        latest = 0
        for figure in figures:
            if figure.year is None:
                return figure
            if figure.year <= year and (found is None or figure.year > latest):
                found, latest = figure, figure.year
        return found

    return pick


def _judgements(jurisdiction: str, on: date) -> Callable[[Sequence[Judgement]], dict[str, int]]:
    """What the region's offices had last decided about each rule by the date judged."""

    def latest(judgements: Sequence[Judgement]) -> dict[str, int]:
        made: dict[str, Judgement] = {}
        for item in judgements:
            if item.jurisdiction == jurisdiction and item.on <= on:
                before = made.get(item.rule)
                if before is None or item.on > before.on:
                    made[item.rule] = item
        return {rule: _NUMBER[item.outcome] for rule, item in made.items()}

    return latest


def _generally(operator: Operator, bound: Value, on: date) -> Callable[[Figure], int]:
    return lambda figure: _NUMBER[compare(figure, operator, bound, on=on)]


def _within(bound: Value, on: date) -> Callable[[Value], int]:
    """Whether divisions lie within another; the same few are asked about again and again."""
    known: dict[Value, int] = {}

    def within(codes: Value) -> int:
        number = known.get(codes)
        if number is None:
            number = _NUMBER[compare(Figure(low=codes, high=codes), Operator.WITHIN, bound, on=on)]
            if len(known) < _PLACES_KEPT:
                known[codes] = number
        return number

    return within


def _at_least(k: int, numbers: Sequence[int]) -> int:
    return _NUMBER[at_least_k_of(k, [OUTCOMES[number] for number in numbers])]
