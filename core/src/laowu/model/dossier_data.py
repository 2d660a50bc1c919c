"""A dossier as plain data that any JSON writer takes, and back again, exactly.

Results carry it, so that an old decision can be replayed. Empty things are left out, dates are ISO text, and a share
keeps its part, its whole and the percentage as its source wrote it.
"""

from collections.abc import Mapping
from datetime import date
from enum import Enum
from functools import cache
from typing import Any

import attrs

from laowu.errors import ReplayError
from laowu.model import scalars
from laowu.model.dossier import Dossier
from laowu.model.facts import Figure, Grade, Value
from laowu.model.refusal import Refusal, Refusals, shown, wrong_kind
from laowu.model.share import Share
from laowu.model.tables import Tables, collect
from laowu.text import Text
from laowu.values import frozen


def dossier_data(dossier: Dossier) -> dict[str, Any]:
    """The dossier as tables of text, whole numbers, yes-or-no values, arrays and tables."""
    data: dict[str, Any] = field_data(dossier)
    return data


def dossier_from_data(data: object) -> Dossier:
    """The dossier that :func:`dossier_data` wrote.

    Raises:
        ReplayError: the data are none; the first mistake with its path, all others in its ``further``.
    """
    refusals = Refusals(None, ReplayError)
    dossier = collect(data, Dossier, refusals, (), _reader())
    refusals.raise_any()
    assert dossier is not None  # noqa: S101  # None only where something was refused
    return dossier


def field_data(value: Any) -> Any:  # noqa: PLR0911  # one case per kind of value
    """What stands in a field of a dossier, as plain data."""
    kind = type(value)
    if kind is str or kind is int or kind is bool or value is None:
        return value
    if kind is Figure:
        return figure_data(value)
    if kind is tuple:
        return [field_data(item) for item in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {key: field_data(value[key]) for key in sorted(value)}
    return {name: field_data(item) for name, item in _filled_fields(value)} if attrs.has(kind) else value


def _filled_fields(value: Any) -> list[tuple[str, Any]]:
    """The fields of a dossier, or of a part of one, that are written; what is empty is left out."""
    fields = [(name, default, getattr(value, name)) for name, default in _defaults(value.__class__)]
    return [(name, item) for name, default, item in fields if not _left_out(item, default)]


@cache
def _defaults(cls: Any) -> tuple[tuple[str, Any], ...]:
    return tuple((field.name, field.default) for field in attrs.fields(cls))


def _left_out(item: object, default: object) -> bool:
    """Whether something is empty and comes back as it was without being written."""
    return ((item is None or item is False or item in ("", ())) and item == default) or item == {}


def figure_data(figure: Figure) -> dict[str, Any]:
    """A figure as plain data."""
    low, high = _plain_value(figure.low), _plain_value(figure.high)
    # To Python 1 equals True, and shares are equal however they were written: compare what will be read back.
    same = type(figure.low) is type(figure.high) and low == high
    bounds = {"value": low} if same else {"low": low, "high": high}
    rest = (
        ("year", figure.year),
        ("as_of", figure.as_of and figure.as_of.isoformat()),
        ("grade", figure.grade.value),
        ("source", figure.source or None),
        ("note", figure.note or None),
        ("about", figure.about or None),
    )
    data = {key: bound for key, bound in bounds.items() if bound is not None}
    data.update((key, item) for key, item in rest if item is not None)
    return data


def _plain_value(value: Value | None) -> Any:
    kind = type(value)
    if kind is int or kind is bool or kind is str or value is None:
        return value
    match value:
        case Share(part=part, whole=whole, quoted=quoted):
            return {"part": part, "whole": whole} | ({"quoted": quoted} if quoted else {})
        case date():
            # Tagged, because a text may look like a date.
            return {"date": value.isoformat()}
        case tuple():
            return list(value)
    return value


@frozen(kw_only=True)
class _FigureData:
    """A figure as data: one value, or bounds."""

    value: Any = None
    low: Any = None
    high: Any = None
    year: int | None = None
    as_of: date | None = None
    grade: Grade = attrs.field()
    source: str = ""
    note: str = ""
    about: bool = False


_REMARKS = ("year", "as_of", "grade", "source", "note", "about")


@cache
def _reader() -> Tables:
    tables = Tables({date: _iso_date, str: _any_text, Figure: _figure})
    tables.tell(_FigureData, hooks=dict.fromkeys(("value", "low", "high"), _value))
    return tables


def _figure(raw: object) -> Figure:
    data: _FigureData = _reader().structure(raw, _FigureData)
    remarks = {name: getattr(data, name) for name in _REMARKS}
    if data.value is not None:
        return Figure(low=data.value, high=data.value, **remarks)
    return Figure(low=data.low, high=data.high, **remarks)


def _iso_date(raw: object) -> date:
    wording = _any_text(raw)
    try:
        day = date.fromisoformat(wording)
    except ValueError:
        day = None
    if day is None or day.isoformat() != wording:
        says = Text(f"{shown(wording)} 不是日期", f"{shown(wording)} is not a date")
        raise Refusal(says, Text("写成 2025-12-31 的样子", "write it like 2025-12-31"))
    return day


def _any_text(raw: object) -> str:
    if not isinstance(raw, str):
        raise wrong_kind(Text("文本", "text"), raw)
    return raw


def _value(raw: object) -> Value:
    match raw:
        case bool() | int() | str():
            return raw
        case list():
            return _texts(raw)
        case {"date": day, **rest} if not rest:
            return _iso_date(day)
    counted = scalars.table(raw)
    quoted = _any_text(counted.get("quoted", ""))
    share = scalars.share({key: item for key, item in counted.items() if key != "quoted"})
    return Share(share.part, share.whole, quoted)


def _texts(raw: list[Any]) -> tuple[str, ...]:
    return tuple(_any_text(item) for item in raw)
