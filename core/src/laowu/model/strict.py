"""The one strict edge where tables become values; dossiers, rule files and stored results all come in through it.

cattrs picks the hook for a type; what the hooks accept, and what they say when they do not, is decided here, because
cattrs by itself turns ``"false"`` into ``True`` and ``3.9`` into ``3`` and loses the sentence of a validator.
"""

from collections.abc import Callable, Mapping
from enum import Enum
from functools import cache
from typing import Any, Literal, TypeVar, get_args, get_origin

import attrs
import cattrs

from laowu.model import scalars
from laowu.model.refusal import Path, Refusal, Refusals, Source
from laowu.model.tables import SCALARS, Check, Read, collect, mapping_reader, table_reader, tuple_reader
from laowu.text import Text
from laowu.toml_source import ErrorClass

T = TypeVar("T")
Hook = Callable[[Any, Any], Any]


def converter() -> cattrs.Converter:
    """A new strict converter; further hooks may be registered on it without touching anybody else's."""
    convert = cattrs.Converter(forbid_extra_keys=True)
    convert.register_structure_hook_factory(attrs.has, lambda cls: _hook(table_reader(convert, cls)))
    convert.register_structure_hook_factory(_made_of(tuple), lambda kind: _hook(tuple_reader(convert, kind)))
    convert.register_structure_hook_factory(_made_of(dict, Mapping), lambda kind: _hook(mapping_reader(convert, kind)))
    convert.register_structure_hook_factory(_made_of(Literal), _literal_hook)
    convert.register_structure_hook_factory(_is_enum, lambda kind: lambda value, _: scalars.member(value, kind))
    for kind, read in SCALARS.items():
        convert.register_structure_hook(kind, _hook(read))
    return convert


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
    hook = _hook(table_reader(convert, cls, keys, hooks, check))
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


def _hook(read: Read) -> Hook:
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
