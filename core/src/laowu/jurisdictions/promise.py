"""Whether an answer is what its class promises, down to the last field.

A plugin's author may do without a type checker, and a wrong value deep inside an answer would fail far from its cause:
in a cell, in a table, in somebody else's comparison.
"""

import types
from collections.abc import Callable, Iterator
from functools import cache
from operator import attrgetter
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import attrs


def broken_promises(value: object, kind: Any, path: str = "") -> Iterator[str]:
    """Where ``value`` is not of ``kind``, as ``findings[0].outcome: str instead of Outcome``.

    Args:
        value: an answer, or a part of one.
        kind: its class, or the annotation of its field.
        path: where the part stands in the answer.
    """
    if _kept(kind)(value):
        return
    origin, parts = _made_of(kind)
    if origin in (Union, types.UnionType):
        # `X | None`: neither, so what is wrong with it as an X?
        if all(any(broken_promises(value, part)) for part in parts):
            yield from broken_promises(value, parts[0], path)
    elif origin is tuple and isinstance(value, tuple):
        for place, item in enumerate(value):
            yield from broken_promises(item, parts[0], f"{path}[{place}]")
    elif origin is Literal:
        if value not in parts:
            yield f"{path}: {value!r} instead of one of {', '.join(map(repr, parts))}".removeprefix(": ")
    elif not isinstance(value, origin or kind) or (kind is int and isinstance(value, bool)):
        yield f"{path}: {type(value).__name__} instead of {(origin or kind).__name__}".removeprefix(": ")
    else:
        for name, promised in _fields(kind):
            yield from broken_promises(getattr(value, name), promised, f"{path}.{name}" if path else name)


@cache
def _made_of(kind: Any) -> tuple[Any, tuple[Any, ...]]:
    # An answer holds thousands of values of a few kinds, and typing takes its time over each.
    return get_origin(kind), get_args(kind)


@cache
def _fields(cls: type) -> tuple[tuple[str, Any], ...]:
    if attrs.has(cls):
        return tuple((field.name, field.type) for field in attrs.fields(attrs.resolve_types(cls)))
    return tuple(get_type_hints(cls).items()) if issubclass(cls, tuple) else ()


@cache
def _kept(kind: Any) -> Callable[[Any], bool]:
    """Whether a value is of ``kind``, in the quickest way: nearly every answer is, and then nobody asks where it is not."""
    origin, parts = _made_of(kind)
    if origin in (Union, types.UnionType):
        checks = tuple(map(_kept, parts))
        return lambda value: any(check(value) for check in checks)
    if origin is Literal:
        return lambda value: value in parts
    if origin is tuple:
        each = _kept(parts[0])
        return lambda value: isinstance(value, tuple) and all(map(each, value))
    cls = origin or kind
    if cls is int:
        return lambda value: isinstance(value, int) and not isinstance(value, bool)
    fields = tuple((attrgetter(name), _kept(promised)) for name, promised in _fields(cls))
    return lambda value: isinstance(value, cls) and all(check(get(value)) for get, check in fields)
