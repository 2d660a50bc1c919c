"""What an unknown fact might turn out to be, and the dossier as it would then be.

The answers tried are those that lie just on either side of what regions ask: any other answer decides what one of these decides.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import attrs

from laowu.model.dossier import Dossier, Material, Operator, Recognition
from laowu.model.facts import FactDefinition, FactType, Figure, Value
from laowu.model.level import ApplicantKind, Level
from laowu.model.share import Share
from laowu.values import frozen

_SMALLEST = Fraction(1, 10_000)
_ELSEWHERE = "460105"  # a district far from every region that asks
_VALID_CODE = "51210211MJ0000002B"
_UNNAMED = "?"


@frozen(kw_only=True)
class Unknown:
    """One thing nobody has said yet.

    Attributes:
        fact: name of the fact; empty for a paper.
        year: calendar year asked about, or ``None``.
        paper: code of the paper; empty for a fact.
        jurisdiction: code of the region whose own vocabulary the fact belongs to; ``None`` for a shared one.
    """

    fact: str = ""
    year: int | None = None
    paper: str = ""
    jurisdiction: str | None = None


def possible_answers(definition: FactDefinition, required: Iterable[tuple[str, str]]) -> tuple[Value, ...]:
    """Answers on either side of every bound.

    Args:
        definition: the fact.
        required: operator and bound of each comparison, as an observation gives them.
    """
    bounds = list(required)
    texts = [bound for operator, bound in bounds if operator != "present"]
    answers = _ANSWERS[definition.type](definition, texts) if texts else []
    if len(texts) < len(bounds):  # asked only to be there at all: something, and nothing where the type has a nothing
        answers += _THERE.get(definition.type, [])
    return tuple(dict.fromkeys(answers))


def answered(dossier: Dossier, unknown: Unknown, definition: FactDefinition | None, answer: Value, on: date) -> Dossier:
    """The dossier as it would be with one answer more."""
    if unknown.paper:
        return attrs.evolve(dossier, materials={**dossier.materials, unknown.paper: Material(held=answer is True)})
    if definition is not None and definition.given_by is not None:
        return _STRUCTURE[definition.given_by](dossier, answer, on)
    figure = Figure(low=answer, high=answer, year=unknown.year)
    code = unknown.jurisdiction
    known = dossier.local_facts.get(code, {}) if code else dossier.facts
    series = tuple(item for item in known.get(unknown.fact, ()) if item.year not in (unknown.year, None))
    stated = {**known, unknown.fact: (*series, figure)}
    if code:
        return attrs.evolve(dossier, local_facts={**dossier.local_facts, code: stated})
    return attrs.evolve(dossier, facts=stated)


def _numbers(definition: FactDefinition, texts: list[str]) -> list[Value]:
    return [number for text in texts for number in range(max(0, int(text) - 1), int(text) + 2)]


def _shares(definition: FactDefinition, texts: list[str]) -> list[Value]:
    exact = [Share.from_percent(text).value if "%" in text else Fraction(text) for text in texts]
    around = [share for value in exact for share in (value - _SMALLEST, value, value + _SMALLEST)]
    return [Share(share.numerator, share.denominator) for share in around if share >= 0 and (share <= 1 or max(exact) > 1)]


def _days(definition: FactDefinition, texts: list[str]) -> list[Value]:
    days = [date.fromisoformat(text) for text in texts]
    return [day + timedelta(days=step) for day in days for step in (-1, 0, 1)]


def _one_code(definition: FactDefinition, texts: list[str]) -> list[Value]:
    asked = [code for text in texts for code in text.split(",")]
    others = [code for code in definition.choices if code not in asked] or [_UNNAMED]
    return [*asked, others[0]]


def _several_codes(definition: FactDefinition, texts: list[str]) -> list[Value]:
    asked = [tuple(text.split(",")) for text in texts]
    return [*asked, tuple(dict.fromkeys(code for codes in asked for code in codes)), *_outside(definition, asked)]


def _outside(definition: FactDefinition, asked: list[tuple[str, ...]]) -> list[Value]:
    if definition.given_by == "operators.kind":
        others = (kind.value for kind in ApplicantKind)
        return [(code,) for code in others if not any(code in codes for codes in asked)]
    return [()]


_ANSWERS: Mapping[FactType, Callable[[FactDefinition, list[str]], list[Value]]] = {
    FactType.COUNT: _numbers,
    FactType.YUAN: _numbers,
    FactType.SHARE: _shares,
    FactType.FLAG: lambda *_: [True, False],
    FactType.TEXT: lambda _, texts: [*texts, _UNNAMED],
    FactType.DATE: _days,
    FactType.CODE: _one_code,
    FactType.CODES: _several_codes,
    FactType.DIVISIONS: lambda _, texts: [*((text,) for text in texts), (_ELSEWHERE,)],
}


_THERE: Mapping[FactType, list[Value]] = {
    FactType.COUNT: [0, 1],
    FactType.YUAN: [0, 1],
    FactType.SHARE: [Share(0, 1), Share(1, 1)],
    FactType.FLAG: [True, False],
    FactType.TEXT: [_UNNAMED, ""],
    FactType.CODE: [_UNNAMED],
    FactType.CODES: [(_UNNAMED,), ()],
    FactType.DIVISIONS: [(_ELSEWHERE,), ()],
}


def _first_code(answer: Value) -> str:
    return str(answer[0]) if isinstance(answer, tuple) and answer else _ELSEWHERE


def _of_operators(field: str, value: Callable[[Value], Any]) -> Callable[[Dossier, Value, date], Dossier]:
    """Fill one field of every building body of which it is not known; where none is named, of one."""

    def fill(dossier: Dossier, answer: Value, on: date) -> Dossier:
        operators = dossier.operators or (Operator(name=_UNNAMED),)
        known: Any = {field: value(answer)}
        filled = (attrs.evolve(item, **known) if getattr(item, field) is None else item for item in operators)
        return attrs.evolve(dossier, operators=tuple(filled))

    return fill


def _recognised(dossier: Dossier, answer: Value, on: date) -> Dossier:
    """Recognitions of all levels asked; one of another region where the answer is that none is held."""
    levels = answer if isinstance(answer, tuple) else ()
    held = [Recognition(level=Level(level), on=on) for level in levels]
    return attrs.evolve(dossier, recognitions=tuple(held) or (Recognition(level=Level.DISTRICT, on=on, jurisdiction=_UNNAMED),))


def _counted(dossier: Dossier, answer: Value, on: date) -> Dossier:
    number = answer if isinstance(answer, int) else 1
    return attrs.evolve(dossier, operators=tuple(Operator(name=f"{_UNNAMED}{place}") for place in range(number)))


_STRUCTURE: Mapping[str, Callable[[Dossier, Value, date], Dossier]] = {
    "brand.name": lambda dossier, *_: dossier,
    "brand.trademark": lambda dossier, answer, _: attrs.evolve(
        dossier, brand=attrs.evolve(dossier.brand, trademark=str(answer or ""))
    ),
    "brand.place": lambda dossier, answer, _: attrs.evolve(dossier, brand=attrs.evolve(dossier.brand, place=_first_code(answer))),
    "operators.count": _counted,
    "operators.kind": _of_operators("kind", lambda answer: ApplicantKind(_first_code(answer))),
    "operators.place": _of_operators("place", _first_code),
    "operators.legal_person": _of_operators("legal_person", lambda answer: answer is True),
    "operators.code": _of_operators("code", lambda answer: _VALID_CODE if answer is True else "0" * 18),
    "recognitions.level": _recognised,
}
