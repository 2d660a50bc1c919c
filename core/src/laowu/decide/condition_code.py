"""Conditions turned into lines of Python: what a brand comes to, without the record of why.

The same tree that :mod:`laowu.decide.conditions` weighs, with every comparison behind it, is written here as straight Python
in which the bounds of the day are constants. Usual figures are compared on the spot; whatever is unusual (several years, shares
of other facts, bounds of another kind) is asked of :class:`~laowu.decide.evidence.Evidence` and
:func:`~laowu.decide.comparison.compare`, which define what it means.

Outcomes are numbers while they are combined (:mod:`laowu.decide.outcome_numbers`).
"""

import linecache
import weakref
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from itertools import count
from typing import Any, Generic, TypeVar

from laowu.decide.condition_calls import at_least, both, evidence_maker, generally, judgements, latest_stated, within
from laowu.decide.evidence import STRUCTURE
from laowu.decide.outcome_numbers import ALL, MET, NEEDS_JUDGEMENT, NEGATION, NO_DATA, NOT_MET, NUMBERS
from laowu.model.answers import Scope
from laowu.model.facts import FactCatalogue, FactDefinition, Figure, Value
from laowu.model.outcome import Outcome
from laowu.model.share import Share
from laowu.rules.eligibility import Criterion
from laowu.rules.predicate import AllOf, AnyOf, AtLeastK, Judge, Leaf, Not, Operator, Predicate
from laowu.text import Text

_TOGETHER = (Scope.SUBSTANTIVE, Scope.TERRITORIAL)
#: The dossier as the region asks about it; made when a figure first needs it, since most are stated plainly.
_ASKED = "(asked := asked or evidence(dossier))"

_numbered = count(1)

T = TypeVar("T")


class Compiled(Generic[T]):
    """One function that was written and compiled.

    Attributes:
        of: the function; a dossier comes first.
    """

    __slots__ = ("_file", "_rules", "of")

    of: Callable[..., T]

    def __init__(self, source: str, rules: Sequence[str], scope: dict[str, Any], about: str) -> None:
        """Compile.

        Args:
            source: the text of a function of a dossier, called ``of``.
            rules: the criterion of each line of it; empty for lines about none.
            scope: what its names mean.
            about: what it is, in a word or two for tracebacks, which show its lines.
        """
        self._file = f"<{about}, {next(_numbered)}>"
        self._rules = rules
        linecache.cache[self._file] = (len(source), None, source.splitlines(keepends=True), self._file)  # as attrs does
        exec(compile(source, self._file, "exec"), scope)  # noqa: S102  # written from rules that were checked
        self.of = scope["of"]
        weakref.finalize(self.of, linecache.cache.pop, self._file, None)

    def note_rule(self, failure: Exception) -> None:
        """Note on a failure inside the function which criterion it is about."""
        trace = failure.__traceback__
        while trace is not None:
            if trace.tb_frame.f_code.co_filename == self._file and self._rules[trace.tb_lineno - 1]:
                failure.add_note(f"rule {self._rules[trace.tb_lineno - 1]}")
            trace = trace.tb_next


class ConditionCode:
    """Writes conditions, line by line, in the order in which they are weighed.

    Whoever wants more than numbers overrides what is told of a comparison and of a question to an official.

    Attributes:
        lines: what is written.
        scope: what the names of the lines mean.
        nots: how many *not* the condition stands in that is being written.
    """

    def __init__(self, facts: FactCatalogue, jurisdiction: str, on: date) -> None:
        """Begin.

        Args:
            facts: the facts that conditions may ask about.
            jurisdiction: code of the region that asks.
            on: date judged.
        """
        self.facts = facts
        self.jurisdiction = jurisdiction
        self.on = on
        self.rule = ""
        self.nots = 0
        self.lines: list[str] = []
        self._rules: list[str] = []
        self._names = count()
        self._loaded: dict[tuple[str, int | None], Loaded] = {}
        self.scope: dict[str, Any] = {
            "ALL": ALL,
            "NOT": NEGATION,
            "least": at_least,
            "both": both,
            "Figure": Figure,
            "EMPTY": ("", ()),
            "NUMBER": NUMBERS,
            "region": jurisdiction,
            "evidence": evidence_maker(facts, jurisdiction, on),
            "latest": judgements(jurisdiction, on),
        }
        self._asks_evidence = False
        self._asks_judgements = False

    def told_of(self, leaf: Leaf, year: int | None, figure: "Loaded", number: str) -> tuple[list[str], list[str]]:
        """Further lines for a comparison: where there is a figure, and where there is none."""
        return [], []

    def told_of_question(self, question: Text | None) -> None:
        """Whatever further is written about a question to an official; ``None`` where the rule itself is the question."""

    def compiled(self, also: Iterable[str] = ()) -> Compiled[Any]:
        """The lines as a function of a dossier, and of what else they speak of by these names."""
        begin = [
            f"def of({', '.join(('dossier', *also))}):",
            "    known = dossier.facts.get",
            "    if dossier.local_facts: known = both(dossier.local_facts.get(region), known)",
            *(["    asked = None"] if self._asks_evidence else []),
            *(["    judged = latest(dossier.judgements) if dossier.judgements else None"] if self._asks_judgements else []),
        ]
        source = "\n".join((*begin, *self.lines)) + "\n"
        about = f"criteria of {self.jurisdiction} on {self.on.isoformat()}"
        return Compiled(source, [""] * len(begin) + self._rules, self.scope, about)

    def together(self, criteria: Sequence[Criterion], numbers: Sequence[str]) -> list[str]:
        """Write what the hard substantive criteria come to and what the hard territorial ones come to; the names of the two."""
        hard = [(criterion.scope, number) for criterion, number in zip(criteria, numbers, strict=True) if not criterion.soft]
        return [self._all([number for where, number in hard if where is scope]) for scope in _TOGETHER]

    def criterion(self, criterion: Criterion) -> str:
        """Write one criterion; the name of its number."""
        self.about(criterion.id)
        number = self.judged(None) if criterion.condition is None else self.weighed(criterion.condition)
        if criterion.unmet is Outcome.NEEDS_JUDGEMENT:
            number = self.judged_unless_met(number)
        return number

    def about(self, rule: str) -> None:
        """What follows is about a rule, or about none."""
        self.rule = rule
        if rule:
            self.line(f"# {rule}".replace("\n", " "))

    def weighed(self, condition: Predicate) -> str:
        """Write a condition; the name of its number."""
        match condition:
            case Leaf():
                years: Sequence[int | None] = [self.on.year - back for back in condition.years_back] or [None]
                return self._all([self._leaf(condition, year) for year in years])
            case Judge(question=question):
                return self.judged(question)
            case Not(part=part):
                self.nots += 1
                number = self.named(f"NOT[{self.weighed(part)}]")
                self.nots -= 1
                return number
            case AllOf(parts=parts):
                return self._all([self.weighed(part) for part in parts])
            case AnyOf(parts=parts):
                numbers = [self.weighed(part) for part in parts]
                return self.named(f"min({', '.join(numbers)})" if len(numbers) > 1 else (numbers or [str(NOT_MET)])[0])
            case AtLeastK(k=k, parts=parts):
                return self.named(f"least({k}, ({''.join(f'{self.weighed(part)}, ' for part in parts)}))")

    def judged(self, question: Text | None) -> str:
        """Write a question that only an official can answer; the name of its number."""
        number = self._judged()
        self.told_of_question(question)
        return number

    def judged_unless_met(self, number: str) -> str:
        """Write that an official is asked where a criterion is not met; the name of its number then."""
        return self.named(f"{self._judged()} if {number} == {NOT_MET} else {number}")

    def _judged(self) -> str:
        self._asks_judgements = True
        made = f"NUMBER[judged[{self.rule!r}].outcome]"
        return self.named(f"{made} if judged and {self.rule!r} in judged else {NEEDS_JUDGEMENT}")

    def _all(self, numbers: Sequence[str]) -> str:
        if len(numbers) == 1:
            return numbers[0]
        return self.named(f"ALL[{' | '.join(numbers)}]") if numbers else str(MET)

    def _leaf(self, leaf: Leaf, year: int | None) -> str:
        figure, known = self._figure(leaf.fact, year)
        bound = leaf.bound.on(self.on)
        number = self.name("n")
        there, lacking = self.told_of(leaf, year, figure, number)
        self.line(f"if {known}:")
        for line in (*self._compared(leaf.operator, bound, figure, number), *there):
            self.line(f"    {line}")
        if lacking:
            self.line("else:")
            for line in (f"{figure.value}, {number} = None, {NO_DATA}", *lacking):
                self.line(f"    {line}")
        else:
            self.line(f"else: {figure.value}, {number} = None, {NO_DATA}")
        return number

    def _figure(self, fact: str, year: int | None) -> tuple["Loaded", str]:
        """How the lines speak of a figure, and a test that there is one; looked up once for every criterion that asks for it."""
        if (fact, year) in self._loaded:
            loaded = self._loaded[fact, year]
            return loaded, f"{loaded.value} is not None"
        definition = self.facts[fact]
        name = self.name("f")
        loaded = self._loaded[fact, year] = Loaded(name, whole=definition.given_by is not None)
        if definition.given_by is not None:
            self._asks_evidence = True
            self.line(f"{name} = {self.constant(STRUCTURE[definition.given_by])}({_ASKED})")
        elif year is not None:
            self._asks_evidence = True
            self.line(f"{name} = {_ASKED}.figure({fact!r}, {year}) if {self._traces(fact)} else None")
        else:
            pick = self.constant(latest_stated(self.on.year))
            self.line(f"{name} = known({fact!r})")
            if not terms(definition):
                # In one test, since nearly every figure is looked up once.
                return loaded, f"{name} and (({name} := {name}[0]).year is None or ({name} := {pick}(known({fact!r}))))"
            self._asks_evidence = True
            self.line(f"if {name}: {name} = {name}[0] if {name}[0].year is None else {pick}({name})")
            self.line(f"if not {name}: {name} = {_ASKED}.figure({fact!r}) if {self._traces(fact)} else None")
        return loaded, f"{name} is not None"

    def _traces(self, fact: str) -> str:
        """A test that is false only when nothing was stated that a figure could come from."""
        parts = terms(self.facts[fact])
        stated = f"known({fact!r})"
        return f"({stated} or {' and '.join(map(self._traces, parts))})" if parts else stated

    def _compared(  # noqa: PLR0911  # one way for each kind of comparison
        self, operator: Operator, bound: Value, figure: "Loaded", number: str
    ) -> list[str]:
        if operator in ORDERED:
            return _ordered(operator, bound, self.constant(bound), figure, number)
        general = f"{self.constant(generally(operator, bound, self.on))}({figure.whole})"
        low = figure.low
        match operator:
            case Operator.IS:
                if figure.value == low:
                    return [f"{number} = {MET} if {low} == {self.constant(bound)} else {NOT_MET}"]
                if isinstance(bound, bool):
                    same, other = (f"low is {value} is {figure.high}" for value in (bound, not bound))
                    return [f"low = {low}", f"{number} = {MET} if {same} else {NOT_MET} if {other} else {general}"]
                test = f"low is {figure.high} and low is not None"
                fast = f"{MET} if low == {self.constant(bound)} else {NOT_MET}"
            case Operator.PRESENT:
                return [f"{number} = {MET} if ({low} not in EMPTY) is {bool(bound)} else {NOT_MET}"]
            case Operator.INCLUDES if isinstance(bound, tuple):
                test = "low.__class__ is tuple"
                fast = f"{MET} if {self.constant(frozenset(bound))}.issubset(low) else {NOT_MET}"
            case Operator.IN if isinstance(bound, tuple):
                test = "low.__class__ is str"
                fast = f"{MET} if low in {self.constant(frozenset(bound))} else {NOT_MET}"
            case Operator.WITHIN:
                return [f"{number} = {self.constant(within(bound, self.on))}({low})"]
            case _:
                return [f"{number} = {general}"]
        return [f"low = {low}", f"{number} = ({fast}) if {test} else {general}"]

    def named(self, expression: str) -> str:
        """Write a line that gives a name to an expression; the name."""
        name = self.name("n")
        self.line(f"{name} = {expression}")
        return name

    def name(self, kind: str) -> str:
        """A name that no line has used yet."""
        return f"{kind}{next(self._names)}"

    def constant(self, value: object) -> str:
        """How a line speaks of a value."""
        if isinstance(value, (bool, int, str)):
            return repr(value)
        name = self.name("c")
        self.scope[name] = value
        return name

    def line(self, text: str) -> None:
        """Write a line about the rule at hand."""
        self.lines.append(f"    {text}")
        self._rules.append(self.rule)


class Loaded:
    """How the lines speak of a figure, or of a value that is known as it stands."""

    def __init__(self, name: str, *, whole: bool = False) -> None:
        self.value = name
        self.low = name if whole else f"{name}.low"
        self.high = name if whole else f"{name}.high"
        self.whole = f"Figure(low={name}, high={name})" if whole else name


def terms(definition: FactDefinition) -> tuple[str, ...]:
    """The facts that a fact is computed from where nobody stated it; all of them are needed."""
    if definition.part and definition.whole:
        return (definition.part, definition.whole)
    return definition.sum_of


#: Of each ordered comparison: which end decides that it holds and how, which that it fails.
ORDERED = {
    Operator.AT_LEAST: ("low", ">=", "high", "<"),
    Operator.MORE_THAN: ("low", ">", "high", "<="),
    Operator.AT_MOST: ("high", "<=", "low", ">"),
    Operator.ON_OR_BEFORE: ("high", "<=", "low", ">"),
    Operator.LESS_THAN: ("high", "<", "low", ">="),
    Operator.BEFORE: ("high", "<", "low", ">="),
}


def _ordered(operator: Operator, bound: Value, constant: str, figure: Loaded, number: str) -> list[str]:
    end, holds, other, fails = ORDERED[operator]
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
