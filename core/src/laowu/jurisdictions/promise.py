"""Whether an answer is what its class promises, down to the last field.

A plugin's author may do without a type checker, and a wrong value deep inside an answer would fail far from its cause:
in a cell, in a table, in somebody else's comparison.
"""

import types
from collections.abc import Iterator
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

import attrs


def broken_promises(value: object, kind: Any, path: str = "") -> Iterator[str]:
    """Where ``value`` is not of ``kind``, as ``findings[0].outcome: str instead of Outcome``.

    Args:
        value: an answer, or a part of one.
        kind: its class, or the annotation of its field.
        path: where the part stands in the answer.
    """
    origin, parts = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        # `X | None`: neither, so what is wrong with it as an X?
        if all(any(broken_promises(value, part)) for part in parts):
            yield from broken_promises(value, parts[0], path)
    elif origin is tuple and isinstance(value, tuple):
        for place, item in enumerate(value):
            yield from broken_promises(item, parts[0], f"{path}[{place}]")
    elif not isinstance(value, origin or kind) or (kind is int and isinstance(value, bool)):
        yield f"{path}: {type(value).__name__} instead of {(origin or kind).__name__}".removeprefix(": ")
    else:
        for name, promised in _fields(kind):
            yield from broken_promises(getattr(value, name), promised, f"{path}.{name}" if path else name)


@cache
def _fields(cls: type) -> tuple[tuple[str, Any], ...]:
    if attrs.has(cls):
        return tuple((field.name, field.type) for field in attrs.fields(attrs.resolve_types(cls)))
    return tuple(get_type_hints(cls).items()) if issubclass(cls, tuple) else ()
