"""Rule perturbation: each leaf of a region's rule data is nudged, and some worked case must break.

A leaf that can be nudged without any case breaking is dead, or nobody has looked at it.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import Enum
from typing import Any

import attrs

from laowu.conformance.cases import Case, CaseBook, CaseResult, case_book, run
from laowu.conformance.leaves import RULE_SECTIONS
from laowu.conformance.nudged import NudgedJurisdictions
from laowu.conformance.nudges import Nudge, nudges
from laowu.conformance.questions import AboutDocument, AboutRule
from laowu.conformance.watched import parts_read
from laowu.errors import LaowuError
from laowu.jurisdictions.jurisdiction import Jurisdiction
from laowu.rules.layer import Section
from laowu.values import frozen

#: A general property: whatever it says about a jurisdiction, as plain data; a nudge that changes it is noticed.
Probe = Callable[[Jurisdiction], Any]
_Choices = tuple[tuple[str, str], ...]


class Bite(Enum):
    """What became of a nudge, from the strongest to none."""

    FAILS = "a case fails"
    PROBED = "a property changes"
    REFUSED = "the rule data are refused"
    CHANGES = "an answer changes, and no case minds"
    NONE = "nothing changes"


@frozen(kw_only=True)
class NudgeResult:
    """What became of one nudge.

    Attributes:
        nudge: the nudge.
        bite: how it was noticed.
        by: id of the case that fails, or whose answer changes; name of the property; for refused data, why.
    """

    nudge: Nudge
    bite: Bite
    by: str = ""

    @property
    def survived(self) -> bool:
        """Whether nothing minded."""
        return self.bite in (Bite.CHANGES, Bite.NONE)

    def __str__(self) -> str:
        return f"{self.nudge}: {self.bite.value}" + (f" ({self.by})" if self.by else "")


class Perturbation:
    """The worked cases of a plugin, ready to be run under one nudge after another.

    Attributes:
        broken: results of the cases that fail without any nudge; they take no part.
    """

    def __init__(self, book: CaseBook, *, probes: Mapping[str, Probe] | None = None) -> None:
        """Run every case once, to know its answer and what it looks at.

        Args:
            book: the cases.
            probes: general properties by name.

        Raises:
            UnusableJurisdiction: the plugin, or one of its files, is broken.
        """
        self._book = book
        self._plain = book.jurisdiction({})
        self._nudged = NudgedJurisdictions(book.rules, self._plain)
        results = {case.id: book.run(case) for case in book.cases}
        self.broken = tuple(result for result in results.values() if not result.passed)
        self._witnesses = tuple(_Witness.of(result, book) for result in results.values() if result.passed)
        self._probes = dict(probes or {})
        self._defaults = {reading.id: reading.default for reading, _ in self._plain.book.readings}
        self._caught: Counter[str] = Counter()
        self._probed = {name: probe(self._plain) for name, probe in self._probes.items()}

    def nudges(self, sections: tuple[Section, ...] = RULE_SECTIONS, *, words: bool = False) -> tuple[Nudge, ...]:
        """Every nudge of the plugin's own rule data, as :func:`~laowu.conformance.nudges.nudges` takes its arguments."""
        return nudges(self._book.rules.layers[-1], self._plain.book, sections=sections, words=words)

    def results(self, found: Iterable[Nudge] | None = None) -> Iterator[NudgeResult]:
        """What becomes of nudges, one by one.

        Args:
            found: the nudges; all of them when left out.
        """
        return map(self.result, self.nudges() if found is None else found)

    def result(self, nudge: Nudge) -> NudgeResult:
        """What becomes of one nudge."""
        loaded: dict[_Choices, Jurisdiction] = {}
        try:
            if nudge.section != "readings" or self._probes:  # a choice plays a part only where it is made
                loaded[()] = self._nudged(nudge, self._plain)
            return self._noticed(nudge, loaded)
        except LaowuError as refusal:
            return NudgeResult(nudge=nudge, bite=Bite.REFUSED, by=str(refusal))

    def _noticed(self, nudge: Nudge, loaded: dict[_Choices, Jurisdiction]) -> NudgeResult:
        changes = ""
        for witness in self._in_order(nudge):
            key = tuple(sorted(witness.case.readings.items()))
            if key not in loaded:
                loaded[key] = self._nudged(nudge, self._book.jurisdiction(witness.case.readings))
            result = run(witness.case, loaded[key])
            if not result.passed:
                self._caught[witness.case.id] += 1
                return NudgeResult(nudge=nudge, bite=Bite.FAILS, by=witness.case.id)
            if not changes and witness.judges and result.answer != witness.answer:
                changes = witness.case.id
        for name, probe in self._probes.items():
            if probe(loaded[()]) != self._probed[name]:
                return NudgeResult(nudge=nudge, bite=Bite.PROBED, by=name)
        if not loaded:
            self._nudged(nudge, self._plain)  # no case makes the choice: at least it may be refused
        return NudgeResult(nudge=nudge, bite=Bite.CHANGES if changes else Bite.NONE, by=changes)

    def _in_order(self, nudge: Nudge) -> "list[_Witness]":
        """The cases that a nudge can reach: first those about its rule, then those that have caught most so far."""
        stands_at = str(nudge.leaf[1]) if len(nudge.leaf) > 1 else ""
        reached = [witness for witness in self._witnesses if witness.reached(nudge, self._defaults)]
        return sorted(reached, key=lambda witness: (*witness.distance(stands_at), -self._caught[witness.case.id]))


@frozen(kw_only=True, eq=False)
class _Witness:
    """A case that passes, with what is known of it.

    Attributes:
        case: the case.
        answer: its answer.
        parts: the parts of the rule book that were read for the answer.
        names: ids it names in its question, in what it expects, and among the clauses it shows: most telling first.
    """

    case: Case
    answer: Any
    parts: frozenset[str]
    names: tuple[frozenset[str], ...]

    @classmethod
    def of(cls, result: CaseResult, book: CaseBook) -> "_Witness":
        case = result.case
        plain = book.jurisdiction(case.readings)
        return cls(
            case=case,
            answer=result.answer,
            parts=parts_read(book.rules, plain, lambda watched: run(case, watched)),
            names=(
                frozenset(word for word in attrs.astuple(case.ask) if isinstance(word, str)),
                frozenset((*_keys(case.expect), *case.readings)),
                frozenset(case.shows),
            ),
        )

    @property
    def judges(self) -> bool:
        """Whether the answer is more than the rule data told again."""
        return not isinstance(self.case.ask, (AboutRule, AboutDocument))

    def reached(self, nudge: Nudge, defaults: Mapping[str, str]) -> bool:
        """Whether a nudge can change the answer."""
        if nudge.section == "readings":
            name, code = str(nudge.leaf[1]), nudge.leaf[3]
            return self.case.readings.get(name, defaults.get(name)) == code
        match self.case.ask:
            case AboutDocument():
                return nudge.section == "documents"
            case AboutRule(rule=rule) if nudge.section in self.parts and len(nudge.leaf) > 1:
                return nudge.leaf[1] == rule
        return nudge.section == "documents" or nudge.section in self.parts

    def distance(self, rule: str) -> tuple[int, bool]:
        """How far the case is from a rule; a case under other readings costs more and comes later."""
        named = next((place for place, words in enumerate(self.names) if rule in words), len(self.names))
        return named, bool(self.case.readings)


def _keys(tree: Any) -> Iterator[str]:
    for key, below in tree.items() if isinstance(tree, Mapping) else ():
        yield from key.split("/")
        yield from _keys(below)


def perturb(
    code: str, *, found: Iterable[Nudge] | None = None, probes: Mapping[str, Probe] | None = None
) -> Iterator[NudgeResult]:
    """Nudge the rule data of an installed plugin, leaf by leaf.

    Args:
        code: its jurisdiction code.
        found: the nudges; all of its own rule data when left out.
        probes: general properties by name.

    Raises:
        UnknownJurisdiction: nothing installed answers for the code.
        UnusableJurisdiction: the plugin is broken, or a case cannot be read.
    """
    return Perturbation(case_book(code), probes=probes).results(found)


def tally(results: Iterable[NudgeResult]) -> Mapping[Bite, int]:
    """How many nudges ended how."""
    counted = Counter(result.bite for result in results)
    return {bite: counted[bite] for bite in Bite}
