"""One thing about a brand that would have to be otherwise, and the dossier in which it is.

A change is told in plain text, so that whoever has the printed result can make the change as well as the program can.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from typing import Any, Literal

import attrs

from laowu.model.dossier import Dossier, Judgement, Material, Operator, Recognition
from laowu.model.facts import FactDefinition, FactType, Figure, Value
from laowu.model.level import ApplicantKind, Level
from laowu.model.outcome import Outcome
from laowu.model.share import Share
from laowu.text import Text
from laowu.values import frozen

Kind = Literal["fact", "brand", "operator", "recognition", "judgement", "paper"]

OPEN = "…"
"""Stands for a text that only the applicant can state."""
_OLD_CODE = "000000000"  # the shape of a valid old organisation code, for a code that only the applicant can state
_OFFICE = "…"


@frozen(kw_only=True)
class Change:
    """One thing about a brand that would have to be otherwise.

    Attributes:
        kind: ``fact``, ``brand``, ``operator``, ``recognition``, ``judgement`` or ``paper``: where in a dossier it stands.
        key: name of the fact, key of the brand or of the building body, level of the recognition, id of the rule judged, or
            code of the paper.
        jurisdiction: code of the region, for a fact of its own vocabulary, a recognition or a judgement.
        position: which building body, counted from 0; one more than there are stands for a further one.
        year: calendar year of the figure, or ``None``.
        value: the value named, exact, as text; ``None`` for one that only the applicant can state.
        label: what it is.
        asked: what it must be; a limit that is itself excluded says so.
        seen: what the dossier says.
        shortfall: how far the dossier falls short, where that has a measure.
        was: ``not met`` where the dossier says otherwise, ``no data`` where it says nothing, ``needs judgement`` where an
            official has to.
        settled_by: the paper that would settle it, where it is unknown.
        distance: part of the way that the figure must move, as an exact fraction; ``"1"`` where it has no measure, ``"0"``
            for what is only unknown.
        rules: ids of the criteria that ask for it.
    """

    kind: Kind
    key: str
    jurisdiction: str | None = None
    position: int | None = None
    year: int | None = None
    value: str | None = None
    label: Text
    asked: Text
    seen: Text
    shortfall: Text | None = None
    was: Outcome
    settled_by: Text | None = None
    distance: str = "1"
    rules: tuple[str, ...] = ()

    @property
    def place(self) -> tuple[Any, ...]:
        """What of a dossier it changes; two changes of one place exclude one another."""
        return (self.kind, self.key, self.jurisdiction, self.position, self.year)

    @property
    def part_of_way(self) -> Fraction:
        """:attr:`distance` as a number."""
        return Fraction(self.distance)


def applied(dossier: Dossier, changes: Iterable[Change], facts: Mapping[str, FactDefinition], on: date) -> Dossier:
    """A dossier in which everything named is as the changes say.

    Args:
        dossier: the dossier.
        changes: the changes; a later one of the same place counts.
        facts: the facts of the region that asks.
        on: date judged; new recognitions and judgements carry it.
    """
    for change in changes:
        dossier = _APPLY[change.kind](dossier, change, facts, on)
    return dossier


def _fact(dossier: Dossier, change: Change, facts: Mapping[str, FactDefinition], on: date) -> Dossier:
    value = _read(change.value, facts[change.key].type)
    figure = Figure(low=value, high=value, year=change.year)
    code = change.jurisdiction
    stated = dossier.local_facts.get(code, {}) if code else dossier.facts
    series = [item for item in stated.get(change.key, ()) if item.year != change.year]
    stated = {**stated, change.key: tuple(sorted((*series, figure), key=lambda item: item.year or 0))}
    if code:
        return attrs.evolve(dossier, local_facts={**dossier.local_facts, code: stated})
    return attrs.evolve(dossier, facts=stated)


def _read(text: str | None, kind: FactType) -> Value:  # noqa: PLR0911  # one case per type of fact
    """The value that :func:`laowu.decide.comparison.exact_text` wrote."""
    match kind:
        case FactType.CODES | FactType.DIVISIONS:
            return tuple(filter(None, (text or "").split(",")))
        case FactType.TEXT | FactType.CODE:
            return OPEN if text is None else text
    assert text is not None  # noqa: S101  # only texts are left open
    match kind:
        case FactType.FLAG:
            return text == "true"
        case FactType.DATE:
            return date.fromisoformat(text)
        case FactType.SHARE if text.endswith("%"):
            return Share.from_percent(text)
        case FactType.SHARE:
            part, _, whole = text.partition("/")
            return Share(int(part), int(whole))
        case _:
            return int(text)


def _brand(dossier: Dossier, change: Change, facts: Mapping[str, FactDefinition], on: date) -> Dossier:
    known: Any = {change.key: OPEN if change.value is None else change.value}
    return attrs.evolve(dossier, brand=attrs.evolve(dossier.brand, **known))


_OPERATOR_KEYS: Mapping[str, Any] = {
    "name": lambda value: value or OPEN,
    "kind": ApplicantKind,
    "place": str,
    "legal_person": lambda value: value == "true",
    "code": lambda value: value or _OLD_CODE,
}


def _operator(dossier: Dossier, change: Change, facts: Mapping[str, FactDefinition], on: date) -> Dossier:
    operators = list(dossier.operators)
    place = change.position or 0
    operators += [Operator(name=OPEN) for _ in range(place + 1 - len(operators))]
    operators[place] = attrs.evolve(operators[place], **{change.key: _OPERATOR_KEYS[change.key](change.value)})
    return attrs.evolve(dossier, operators=tuple(operators))


def _recognition(dossier: Dossier, change: Change, facts: Mapping[str, FactDefinition], on: date) -> Dossier:
    held = Recognition(level=Level(change.key), on=on, jurisdiction=change.jurisdiction)
    return attrs.evolve(dossier, recognitions=(*dossier.recognitions, held))


def _judgement(dossier: Dossier, change: Change, facts: Mapping[str, FactDefinition], on: date) -> Dossier:
    outcome = Outcome(change.value)
    made = Judgement(jurisdiction=change.jurisdiction or "", rule=change.key, outcome=outcome, by=_OFFICE, on=on)
    # In front: of two judgements of one day the first counts, and this one is to overrule what was said before.
    return attrs.evolve(dossier, judgements=(made, *dossier.judgements))


def _paper(dossier: Dossier, change: Change, facts: Mapping[str, FactDefinition], on: date) -> Dossier:
    return attrs.evolve(dossier, materials={**dossier.materials, change.key: Material(held=True)})


_APPLY: Mapping[Kind, Any] = {
    "fact": _fact,
    "brand": _brand,
    "operator": _operator,
    "recognition": _recognition,
    "judgement": _judgement,
    "paper": _paper,
}
