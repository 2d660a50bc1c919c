"""Results as plain data: what ``--format json`` prints, with the same bytes for the same inputs."""

import json
from collections.abc import Callable
from datetime import date
from enum import Enum
from functools import cache
from json.encoder import encode_basestring as quoted
from types import NoneType
from typing import Any

import attrs

from laowu.evaluate.assess import Assessment
from laowu.evaluate.verified import verified_data
from laowu.model.answers import NameReport
from laowu.model.dossier import Dossier
from laowu.model.dossier_data import dossier_data
from laowu.model.money import Amount, Money
from laowu.model.verified_facts import VerifiedFacts
from laowu.text import Text


def result_data(value: Any) -> Any:
    """A result as dictionaries, lists, text, whole numbers and booleans; texts carry both languages.

    Money becomes ``{"fen": …, "yuan": "…"}``, an amount adds its kind, and enums become their codes.

    Raises:
        TypeError: a result holds what has no such form.
    """
    return _form(value.__class__)(value)


@cache
def _form(kind: type) -> Callable[[Any], Any]:  # noqa: C901, PLR0911  # one case per kind of value
    """How values of one class are told; found out once, since a result holds thousands of values of a few classes."""
    if issubclass(kind, NameReport):
        return name_data
    if issubclass(kind, Text):
        return lambda text: {"zh": text.zh, "en": text.en}
    if issubclass(kind, Enum):
        return lambda member: member.value
    if issubclass(kind, date):
        return lambda day: day.isoformat()
    if issubclass(kind, Money):
        return lambda money: {"fen": money.fen, "yuan": str(money).replace(",", "")}
    if issubclass(kind, Amount):
        return lambda amount: {"kind": amount.kind, "low": result_data(amount.low), "high": result_data(amount.high)}
    if attrs.has(kind):
        names = tuple(field.name for field in attrs.fields(kind))
        return lambda result: {name: _form((part := getattr(result, name)).__class__)(part) for name in names}
    if issubclass(kind, (tuple, list)):
        return lambda items: [_form(item.__class__)(item) for item in items]
    if issubclass(kind, dict):
        return lambda table: {str(result_data(key)): result_data(item) for key, item in table.items()}
    if issubclass(kind, (str, int, NoneType)):
        return lambda plain: plain
    raise TypeError(f"a result holds no {kind.__name__}" + (" (write shares as text)" if kind.__name__ == "Fraction" else ""))


def name_data(report: NameReport) -> dict[str, Any]:
    """A name report: notes as codes, with what they say in ``note_details``."""
    data = {field.name: result_data(getattr(report, field.name)) for field in attrs.fields(NameReport)}
    details = data.pop("notes")
    ordered = {key: data.pop(key) for key in ("verdict", "segments", "missing", "matched")}
    ordered["notes"] = [note["code"] for note in details]
    ordered |= {key: data.pop(key) for key in ("suggestions", "readings")}
    return {**ordered, **data, "note_details": details}


def assessment_data(assessment: Assessment, dossier: Dossier, verified: VerifiedFacts | None = None) -> dict[str, Any]:
    """An assessment with what it was made of inside, so that it can be replayed without the file or the ledger it came from.

    Args:
        assessment: the assessment.
        dossier: the dossier as it was handed in.
        verified: what a source beside it gave.
    """
    return {**result_data(assessment), "dossier": dossier_data(dossier), "verified": verified_data(verified)}


def result_json(data: Any) -> str:
    """The canonical text of plain result data, ending in a line break.

    What ``json.dumps`` writes with two spaces of indentation, sooner.
    """
    return json_at(data, 0) + "\n"


def json_at(data: Any, depth: int) -> str:
    """The text of plain data that stand in so many tables and arrays of a result."""
    pieces: list[str] = []
    _write(data, "\n" + "  " * depth, pieces.append)
    return "".join(pieces)


#: Values of which there are few, as JSON has them.
_WORDS: dict[type, dict[Any, str]] = {bool: {True: "true", False: "false"}, NoneType: {None: "null"}}


def _write(value: Any, line: str, add: Callable[[str], None]) -> None:
    """Add the pieces of a value; ``line`` begins a line in the table or array that it stands in."""
    kind = value.__class__
    if kind is str:
        add(quoted(value))
    elif kind is int:
        add(str(value))
    elif kind in _WORDS:
        add(_WORDS[kind][value])
    elif kind is dict and value:
        inner = f"{line}  "
        before = "{" + inner
        for key, item in value.items():
            if item.__class__ is str:
                add(f"{before}{quoted(key)}: {quoted(item)}")
            else:
                add(f"{before}{quoted(key)}: ")
                _write(item, inner, add)
            before = "," + inner
        add(line + "}")
    elif kind is list and value:
        inner = f"{line}  "
        before = "[" + inner
        for item in value:
            add(before)
            _write(item, inner, add)
            before = "," + inner
        add(line + "]")
    else:
        add(json.dumps(value, ensure_ascii=False, indent=2))
