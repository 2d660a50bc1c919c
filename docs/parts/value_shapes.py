"""What may stand at a key, read off the type of the attribute."""

from datetime import date
from enum import Enum
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

from laowu.model.level import ApplicantKind, Level
from laowu.rules.dated import Dated
from laowu.rules.predicate import Predicate
from laowu.text import Text

_SCALARS = {str: "text", int: "whole number", bool: "yes or no", date: "date", Text: "`{ zh, en }`", Any: "any", Level: "level"}
_SCALARS |= {ApplicantKind: "kind of applicant"}


def shape_of(kind: Any) -> str:  # noqa: PLR0911  # one case per kind of annotation
    """What is written for a value of this type."""
    origin, parts = get_origin(kind), [part for part in get_args(kind) if part not in (type(None), ...)]
    if set(get_args(Predicate)) <= set(parts):
        return "condition"
    if origin in (Union, UnionType):
        return " or ".join(map(shape_of, parts))
    if origin is Literal:
        return ", ".join(f"`{code}`" for code in parts)
    if origin is tuple:
        return f"array: {shape_of(parts[0])}"
    if origin is Dated:
        return f"{shape_of(parts[0])}; may change over time"
    if origin is not None:
        return f"table by {shape_of(parts[0])}: {shape_of(parts[1])}"
    if kind in _SCALARS:
        return _SCALARS[kind]
    return ", ".join(f"`{member.value}`" for member in kind) if issubclass(kind, Enum) else f"`{kind.__name__}`"


def nullable(kind: Any) -> str:
    """The same, where a result may hold nothing."""
    return shape_of(kind) + (" or `null`" if type(None) in get_args(kind) else "")
