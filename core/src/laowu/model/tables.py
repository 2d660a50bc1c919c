"""How tables become values: what each kind of value is read from, and what is said when it is something else.

Nothing is converted on a guess, every mistake of a table is told and not only the first, and each below the key it stands at.
Who picks the reader for a type is another matter: :class:`Tables` for the closed shapes of dossiers, vocabularies and lists of
clauses, and cattrs (:mod:`laowu.model.strict`) for rules, whose types hold unions, conditions and types left open. Both have
the readers of this module.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from enum import Enum
from itertools import islice
from types import UnionType
from typing import Any, Literal, Protocol, TypeVar, Union, get_args, get_origin

import attrs

from laowu.model import scalars
from laowu.model.failures import REFUSED, of_validator, refusals_in
from laowu.model.refusal import ENOUGH, Path, Refusal, Refusals, SeveralRefused, Step, unknown_key, wrong_kind
from laowu.model.share import Share
from laowu.text import Text
from laowu.values import is_value_class

T = TypeVar("T")
Read = Callable[[Any], Any]
Check = Callable[[Mapping[Any, Any]], Iterable[Refusal]]

SCALARS: Mapping[type, Read] = {
    bool: scalars.yes_or_no,
    int: scalars.whole,
    str: scalars.wording,
    date: scalars.calendar_date,
    Text: scalars.bilingual,
    Share: scalars.share,
}


class Structuring(Protocol):
    """Who picks the reader for a type: :class:`Tables`, or a converter of cattrs."""

    def structure(self, obj: Any, cl: Any, /) -> Any:
        """Read a value as one of a type."""


class Tables:
    """Readers for attrs classes that hold plain values, one another, and tuples, tables and closed lists of them.

    The reader of a class is made when the first value of it is read.
    """

    def __init__(self, readers: Mapping[Any, Read] | None = None) -> None:
        """Start with a reader for each kind of plain value.

        Args:
            readers: how some types are read otherwise, or at all.
        """
        self._readers: dict[Any, Read] = {**SCALARS, Any: lambda value: value, **(readers or {})}
        self._told: dict[type, Mapping[str, Any]] = {}

    def tell(
        self,
        cls: type,
        *,
        keys: Mapping[str, str] | None = None,
        hooks: Mapping[str, Read] | None = None,
        check: Check | None = None,
    ) -> None:
        """Tell how one attrs class is read where its field names and types do not say it all; see :func:`table_reader`."""
        self._told[cls] = {"keys": keys, "hooks": hooks, "check": check}

    def structure(self, obj: Any, cl: Any, /) -> Any:
        """Read a value as one of a type.

        Raises:
            Refusal: it is something else.
            LookupError: nothing is known about the type: a mistake of ours.
        """
        read = self._readers.get(cl)
        if read is None:
            read = self._readers[cl] = self._reader(cl)
        return read(obj)

    def _reader(self, kind: Any) -> Read:
        origin, parts = get_origin(kind), get_args(kind)
        if origin in (Union, UnionType) and len(parts) == 2 and parts[1] is type(None):  # noqa: PLR2004  # X | None
            read = reader(self, parts[0])
            return lambda value: None if value is None else read(value)
        if origin is tuple:
            return tuple_reader(self, kind)
        if origin in (dict, Mapping):
            return mapping_reader(self, kind)
        if origin is Literal:
            return lambda value: scalars.one_of(value, parts)
        if isinstance(kind, type) and issubclass(kind, Enum):
            return lambda value: scalars.member(value, kind)
        if isinstance(kind, type) and is_value_class(kind):
            return table_reader(self, kind, **self._told.get(kind, {}))
        raise LookupError(f"nothing tells how {kind} is read")


def collect(data: Any, cls: type[T], refusals: Refusals, path: Path, convert: Structuring) -> T | None:
    """Turn plain data into an instance of a class; mistakes are added to a list and answered with ``None``.

    Args:
        data: what stands at ``path`` of the file.
        cls: what it is to become.
        refusals: where mistakes go.
        path: where ``data`` stands in the file.
        convert: who picks the readers.
    """
    try:
        read: T = convert.structure(data, cls)
    except REFUSED as failure:
        refusals.take(path, refusals_in(failure))
        return None
    return read


def reader(convert: Structuring, kind: Any) -> Read:
    """How a value of a type is read by whoever picks the readers; looked up when it is read, since a class may hold itself."""
    return lambda value: convert.structure(value, kind)


def tuple_reader(convert: Structuring, kind: Any) -> Read:
    """How a tuple is read from an array."""
    kinds = get_args(kind)
    open_ended = len(kinds) == 2 and kinds[1] is Ellipsis  # noqa: PLR2004  # tuple[X, ...]

    def read(value: Any) -> tuple[Any, ...]:
        items = scalars.array(value)
        if not open_ended and len(items) != len(kinds):
            raise wrong_kind(Text(f"{len(kinds)} 个值的数组", f"an array of {len(kinds)} values"), value)
        reads = [reader(convert, kinds[0] if open_ended else kinds[place]) for place in range(len(items))]
        values, found = _read_each(zip(range(len(items)), reads, items, strict=True))
        if found:
            raise SeveralRefused(found)
        return tuple(values.values())

    return read


def mapping_reader(convert: Structuring, kind: Any) -> Read:
    """How a mapping is read from a table."""
    read_key, read_value = (reader(convert, part) for part in get_args(kind))

    def read(value: Any) -> dict[Any, Any]:
        entries = scalars.table(value)
        keys, found = _read_each((key, read_key, key) for key in entries)
        values, more = _read_each((key, read_value, item) for key, item in entries.items())
        if found or more:
            raise SeveralRefused((*found, *more))
        return {keys[key]: item for key, item in values.items()}

    return read


def table_reader(
    convert: Structuring,
    cls: Any,
    keys: Mapping[str, str] | None = None,
    hooks: Mapping[str, Read] | None = None,
    check: Check | None = None,
) -> Read:
    """How an attrs class is read from a table; every wrong key is reported, not only the first.

    Args:
        convert: who picks the readers of its fields.
        cls: the class.
        keys: the key in the file for each field that is called differently.
        hooks: how to read a field that is written differently; by field name.
        check: what may be wrong with the table as a whole, once each value is read; gets the values by key and sees
            them before any validator does.
    """
    fields = [field for field in attrs.fields(attrs.resolve_types(get_origin(cls) or cls)) if field.init]
    key_of = {field.name: (keys or {}).get(field.name, field.name) for field in fields}
    reads = {
        key_of[field.name]: (hooks or {}).get(field.name) or reader(convert, _filled_in(field.type, cls)) for field in fields
    }
    required = [key_of[field.name] for field in fields if field.default is attrs.NOTHING]

    def read(value: Any) -> Any:
        entries = scalars.table(value)
        values, found = _read_each((key, reads[key], entries[key]) for key in reads if key in entries)
        found += islice((unknown_key(key, reads) for key in entries if key not in reads), ENOUGH)
        found += [scalars.missing(key) for key in required if key not in entries]
        if check is not None and not found:
            found += check(values)
        if found:
            raise SeveralRefused(found)
        try:
            return cls(**{field.alias: values[key_of[field.name]] for field in fields if key_of[field.name] in values})
        except (ValueError, TypeError) as failure:
            raise of_validator(failure, key_of) from None

    return read


def _read_each(items: Iterable[tuple[Step, Read, Any]]) -> tuple[dict[Step, Any], list[Refusal]]:
    """Read values one by one: those that could be read, and what is wrong with the others, each below its step."""
    values: dict[Step, Any] = {}
    found: list[Refusal] = []
    for step, read, value in items:
        if len(found) >= ENOUGH:
            break
        try:
            values[step] = read(value)
        except REFUSED as failure:
            found.extend(refusal.below(step) for refusal in refusals_in(failure))
    return values, found


def _filled_in(kind: Any, owner: Any) -> Any:
    """A field's type with the type variables of a generic class filled in: ``T`` of ``Dated[int]`` is ``int``."""
    given = dict(zip(getattr(get_origin(owner), "__parameters__", ()), get_args(owner), strict=False))
    if isinstance(kind, TypeVar):
        return given.get(kind, kind)
    open_names = getattr(kind, "__parameters__", ())
    return kind[tuple(given.get(name, name) for name in open_names)] if open_names and given else kind
