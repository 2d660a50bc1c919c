"""How far a figure lies above or below what is asked, on one scale for all: exact, and bounded at both ends.

The distance of a figure from a bound is their difference as a part of the larger of the two, counted upwards where the
condition holds: 0 on the bound, +100 % for a figure beyond all measure, -100 % for none at all. The nearness of ``laowu gap``
is measured in the same way.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

import attrs

from laowu.evaluate.comparing.compare import Column, Comparison
from laowu.model.answers import EligibilityReport, Finding, Observation
from laowu.model.citation import Citation
from laowu.model.outcome import Outcome
from laowu.text import Text, joined, same
from laowu.values import frozen

FLOORS = ("at_least", "more_than")
CEILINGS = ("at_most", "less_than")
STRICT = ("more_than", "less_than")


@frozen(kw_only=True)
class Measured:
    """One threshold of one region with the brand's figure.

    Attributes:
        code: code of the region.
        region: its name.
        targets: levels and classes that ask it.
        rule, clause: where it stands.
        fact: name of the fact.
        label: the fact as a reader sees it.
        year: year asked about; ``None`` without one.
        strict: the bound itself is excluded.
        asked, seen: what is asked and found, as sentences.
        outcome: outcome of this comparison.
        low, high: the least and the most the distance can be; ``None`` without a figure.
        shortfall: how far it falls short, as a sentence.
        grade: evidence grade of the figure.
        source: where the figure comes from.
    """

    code: str
    region: Text
    targets: tuple[Text, ...]
    rule: str
    clause: Citation
    fact: str
    label: Text
    year: int | None
    strict: bool
    asked: Text
    seen: Text
    outcome: Outcome
    low: Fraction | None
    high: Fraction | None
    shortfall: Text | None
    grade: Text | None
    source: str

    @property
    def what(self) -> Text:
        """The fact, with its year where it has one."""
        return self.label + (Text(f"（{self.year} 年）", f" ({self.year})") if self.year is not None else same(""))


def distance(found: Fraction, bound: Fraction, *, floor: bool) -> Fraction:
    """How far ``found`` lies from ``bound``, as a part of the larger of the two; positive on the side that is asked for.

    Args:
        found: the figure, not negative.
        bound: the bound, not negative.
        floor: whether the figure is to reach the bound; else it is not to go beyond it.
    """
    larger = max(found, bound)
    apart = (found - bound) / larger if larger else Fraction(0)
    return apart if floor else -apart


def measured(comparison: Comparison) -> tuple[Measured, ...]:
    """Every numeric threshold of every region, one entry for all levels and classes that ask the same."""
    found: dict[tuple[object, ...], Measured] = {}
    facts = comparison.dossier.get("facts", {})
    for column in comparison.columns:
        for report in column.assessment.eligibility if column.assessment else ():
            for finding, observation in _numeric(report):
                key = (column.code, observation.fact, observation.year, observation.operator, observation.required)
                target = target_label(report)
                if key in found:
                    found[key] = attrs.evolve(found[key], targets=tuple(dict.fromkeys((*found[key].targets, target))))
                else:
                    found[key] = _measured(column, target, finding, observation, facts)
    return tuple(found.values())


def target_label(report: EligibilityReport) -> Text:
    """Level, and class where there is one."""
    level = report.target.level.label
    return level + same(" ") + report.class_label if report.class_label else level


def _numeric(report: EligibilityReport) -> Iterator[tuple[Finding, Observation]]:
    for finding in report.findings:
        for observation in finding.observations:
            if observation.operator in FLOORS + CEILINGS:
                yield finding, observation


def _measured(column: Column, target: Text, finding: Finding, observation: Observation, facts: Mapping[str, Any]) -> Measured:
    bound = number(observation.required)
    low, high, unbounded = _span(observation, facts)
    floor = observation.operator in FLOORS
    ends = [] if bound is None else [distance(end, bound, floor=floor) for end in (low, high) if end is not None]
    if unbounded and ends:
        ends.append(Fraction(1) if floor else Fraction(-1))
    return Measured(
        code=column.code,
        region=column.name,
        targets=(target,),
        rule=finding.rule,
        clause=finding.clause,
        fact=observation.fact,
        label=observation.label,
        year=observation.year,
        strict=observation.operator in STRICT,
        asked=observation.asked,
        seen=observation.seen,
        outcome=observation.outcome,
        low=min(ends, default=None),
        high=max(ends, default=None),
        shortfall=observation.shortfall.says if observation.shortfall else None,
        grade=observation.grade.label if observation.grade else None,
        source=observation.source,
    )


def _span(observation: Observation, facts: Mapping[str, Any]) -> tuple[Fraction | None, Fraction | None, bool]:
    """The least and the most a figure can be, and whether it may be anything above the least."""
    if observation.found is not None:
        exact = number(observation.found)
        return exact, exact, False
    entries = [entry for entry in facts.get(observation.fact, ()) if entry.get("year") in (None, observation.year)]
    if len(entries) != 1 or observation.grade is None:
        return None, None, False
    low, high = (number(entries[0].get(end)) for end in ("low", "high"))
    if low is None and high is not None:
        low = Fraction(0)
    return low, high, low is not None and high is None


_PERCENT = re.compile(r"([0-9]+(?:\.[0-9]+)?)%")
_COUNTED = re.compile(r"([0-9]+)/([1-9][0-9]*)(?:（.*）)?")


def number(stated: Any) -> Fraction | None:
    """A figure or bound as results and dossiers write it, exactly; ``None`` for what is no number."""
    if isinstance(stated, dict):
        return Fraction(stated["part"], stated["whole"]) if stated.get("whole") else None
    if isinstance(stated, int) and not isinstance(stated, bool):
        return Fraction(stated)
    if not isinstance(stated, str):
        return None
    if quoted := _PERCENT.fullmatch(stated):
        return Fraction(quoted[1]) / 100
    if counted := _COUNTED.fullmatch(stated):
        return Fraction(int(counted[1]), int(counted[2]))
    plain = stated.replace(",", "")
    return Fraction(int(plain)) if plain.isdecimal() else None


def by_measure(entries: Sequence[Measured]) -> tuple[tuple[Measured, ...], ...]:
    """The thresholds for which there is a figure, put together by what they measure."""
    groups: dict[tuple[str, int | None], list[Measured]] = {}
    for entry in entries:
        if entry.low is not None:
            groups.setdefault((entry.fact, entry.year), []).append(entry)
    return tuple(map(tuple, groups.values()))


def targets_of(entry: Measured) -> Text:
    """The levels and classes of a threshold, in a row."""
    return joined(entry.targets, zh="、", en=", ")
