"""The one strict edge where tables become values; dossiers, rule files and stored results all come in through it.

cattrs picks the hook for a type; what the hooks accept, and what they say when they do not, is decided here, because
cattrs by itself turns ``"false"`` into ``True`` and ``3.9`` into ``3`` and loses the sentence of a validator.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from enum import Enum
from functools import cache
from itertools import islice
from typing import Any, Literal, TypeVar, get_args, get_origin

import attrs
import cattrs

from laowu.model import scalars
from laowu.model.failures import REFUSED, of_validator, refusals_in
from laowu.model.refusal import ENOUGH, Path, Refusal, Refusals, SeveralRefused, Source, Step, unknown_key, wrong_kind
from laowu.model.share import Share
from laowu.text import Text
from laowu.toml_source import ErrorClass

T = TypeVar("T")
Read = Callable[[Any], Any]
Hook = Callable[[Any, Any], Any]
Check = Callable[[Mapping[Any, Any]], Iterable[Refusal]]


def converter() -> cattrs.Converter:
    """A new strict converter; further hooks may be registered on it without touching anybody else's."""
    convert = cattrs.Converter(forbid_extra_keys=True)
    convert.register_structure_hook_factory(attrs.has, lambda cls: _table_hook(convert, cls))
    convert.register_structure_hook_factory(_made_of(tuple), lambda kind: _tuple_hook(convert, kind))
    convert.register_structure_hook_factory(_made_of(dict, Mapping), lambda kind: _mapping_hook(convert, kind))
    convert.register_structure_hook_factory(_made_of(Literal), _literal_hook)
    convert.register_structure_hook_factory(_is_enum, lambda kind: lambda value, _: scalars.member(value, kind))
    for kind, read in _SCALARS:
        convert.register_structure_hook(kind, _scalar_hook(read))
    return convert


_SCALARS: tuple[tuple[type, Read], ...] = (
    (bool, scalars.yes_or_no),
    (int, scalars.whole),
    (str, scalars.wording),
    (date, scalars.calendar_date),
    (Text, scalars.bilingual),
    (Share, scalars.share),
)


def structure(
    data: Any,
    cls: type[T],
    *,
    source: Source,
    path: Path = (),
    error: ErrorClass,
    convert: cattrs.Converter | None = None,
) -> T:
    """Turn plain data into an instance of ``cls``, or say everything that is wrong with them.

    Args:
        data: what stands at ``path`` of the file.
        cls: what it is to become.
        source: the file, for the line numbers.
        path: where ``data`` stands in it.
        error: class of the error to raise.
        convert: converter with further hooks; :func:`converter` when left out.

    Raises:
        LaowuError: of the class ``error``; the first mistake in the file, with all others in its ``further``.
    """
    refusals = Refusals(source, error)
    value = collect(data, cls, refusals, path, convert or _unextended())
    refusals.raise_any()
    return value  # type: ignore[return-value]  # None only where something was refused


def collect(data: Any, cls: type[T], refusals: Refusals, path: Path, convert: cattrs.Converter) -> T | None:
    """Like :func:`structure`, but mistakes are added to ``refusals`` and answered with ``None``."""
    try:
        return convert.structure(data, cls)
    except REFUSED as failure:
        refusals.take(path, refusals_in(failure))
        return None


def table_hook(
    convert: cattrs.Converter,
    cls: type[T],
    *,
    keys: Mapping[str, str] | None = None,
    hooks: Mapping[str, Read] | None = None,
    check: Check | None = None,
) -> None:
    """Register how one attrs class is read where its field names and types do not say it all.

    Args:
        convert: converter to register on.
        cls: the class.
        keys: the key in the file for each field that is called differently.
        hooks: how to read a field that is written differently; by field name.
        check: what may be wrong with the table as a whole, once each value is read; gets the values by key and sees
            them before any validator does.
    """
    hook = _table_hook(convert, cls, keys or {}, hooks or {}, check)
    convert.register_structure_hook_func(lambda kind: kind is cls, hook)


def union_hook(convert: cattrs.Converter, union: Any, *, tag: str = "kind") -> None:
    """Register a closed union of attrs classes told apart by a field ``tag`` of type ``Literal["…"]``.

    Raises:
        KeyError: a member has no such field; a mistake of the programmer.
    """
    members = {code: cls for cls in get_args(union) for code in get_args(attrs.fields_dict(attrs.resolve_types(cls))[tag].type)}

    def hook(value: Any, _: Any) -> Any:
        entries = scalars.table(value)
        if tag not in entries:
            known = ", ".join(f'"{code}"' for code in members)
            raise scalars.missing(tag, Text(f"补上 {tag}，可写：{known}", f"add {tag}, one of {known}"))
        try:
            code = scalars.one_of(entries[tag], members)
        except Refusal as refusal:
            raise refusal.below(tag) from None
        return convert.structure(entries, members[code])

    convert.register_structure_hook(union, hook)


def _scalar_hook(read: Read) -> Hook:
    return lambda value, _: read(value)


@cache
def _unextended() -> cattrs.Converter:
    # Never handed out, so nobody can register a hook on it.
    return converter()


def _made_of(*origins: Any) -> Callable[[Any], bool]:
    return lambda kind: get_origin(kind) in origins


def _is_enum(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Enum)


def _literal_hook(kind: Any) -> Hook:
    choices = get_args(kind)
    return lambda value, _: scalars.one_of(value, choices)


def _tuple_hook(convert: cattrs.Converter, kind: Any) -> Hook:
    kinds = get_args(kind)
    open_ended = len(kinds) == 2 and kinds[1] is Ellipsis  # noqa: PLR2004  # tuple[X, ...]

    def hook(value: Any, _: Any) -> tuple[Any, ...]:
        items = scalars.array(value)
        if not open_ended and len(items) != len(kinds):
            raise wrong_kind(Text(f"{len(kinds)} 个值的数组", f"an array of {len(kinds)} values"), value)
        reads = [_reader(convert, kinds[0] if open_ended else kinds[place]) for place in range(len(items))]
        values, found = _read_each(zip(range(len(items)), reads, items, strict=True))
        if found:
            raise SeveralRefused(found)
        return tuple(values.values())

    return hook


def _mapping_hook(convert: cattrs.Converter, kind: Any) -> Hook:
    read_key, read_value = (_reader(convert, part) for part in get_args(kind))

    def hook(value: Any, _: Any) -> dict[Any, Any]:
        entries = scalars.table(value)
        keys, found = _read_each((key, read_key, key) for key in entries)
        values, more = _read_each((key, read_value, item) for key, item in entries.items())
        if found or more:
            raise SeveralRefused((*found, *more))
        return {keys[key]: item for key, item in values.items()}

    return hook


def _reader(convert: cattrs.Converter, kind: Any) -> Read:
    # The hook is looked up when a value is read, not now: a class may hold itself.
    return lambda value: convert.structure(value, kind)


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


def _table_hook(
    convert: cattrs.Converter,
    cls: Any,
    keys: Mapping[str, str] | None = None,
    hooks: Mapping[str, Read] | None = None,
    check: Check | None = None,
) -> Hook:
    """How an attrs class is read from a table; every wrong key is reported, not only the first."""
    fields = [field for field in attrs.fields(attrs.resolve_types(get_origin(cls) or cls)) if field.init]
    key_of = {field.name: (keys or {}).get(field.name, field.name) for field in fields}
    reads = {
        key_of[field.name]: (hooks or {}).get(field.name) or _reader(convert, _filled_in(field.type, cls)) for field in fields
    }
    required = [key_of[field.name] for field in fields if field.default is attrs.NOTHING]

    def hook(value: Any, _: Any) -> Any:
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

    return hook


def _filled_in(kind: Any, owner: Any) -> Any:
    """A field's type with the type variables of a generic class filled in: ``T`` of ``Dated[int]`` is ``int``."""
    given = dict(zip(getattr(get_origin(owner), "__parameters__", ()), get_args(owner), strict=False))
    if isinstance(kind, TypeVar):
        return given.get(kind, kind)
    open_names = getattr(kind, "__parameters__", ())
    return kind[tuple(given.get(name, name) for name in open_names)] if open_names and given else kind
