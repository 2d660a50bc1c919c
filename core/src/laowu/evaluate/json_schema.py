"""JSON Schemas of dossiers and results, derived from the classes so that they cannot drift from the program."""

import types
from collections.abc import Callable, Mapping
from datetime import date
from enum import Enum
from typing import Any, Literal, Union, get_args, get_origin

import attrs

from laowu.errors import InputError, did_you_mean
from laowu.evaluate.assess import Assessment
from laowu.evaluate.comparing.compare import Comparison
from laowu.evaluate.comparing.comparisons import Comparisons
from laowu.evaluate.comparing.portfolio import Portfolio
from laowu.evaluate.comparing.rules_across import RulesAcross
from laowu.evaluate.dossier_schema import dossier_schema
from laowu.evaluate.gaps.gap import GapReport
from laowu.evaluate.simulating.simulate import Simulation
from laowu.evaluate.sweeping.result import Sweep
from laowu.model.answers import NameReport
from laowu.model.money import Amount, Money
from laowu.text import Text

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
Schema = dict[str, Any]


def schema(name: str) -> Schema:
    """The JSON Schema of a dossier, or of a result: ``assessment``, ``comparison``, ``portfolio``, ``rules-across`` and so on.

    Raises:
        InputError: there is no schema of that name.
    """
    makers: dict[str, Callable[[], Schema]] = {
        "dossier": dossier_schema,
        "assessment": lambda: _result_schema(
            Assessment, extra={"dossier": {"type": "object"}, "verified": {"type": ["object", "null"]}}
        ),
        "comparison": lambda: _result_schema(Comparison, extra={}),
        "portfolio": lambda: _result_schema(Portfolio, extra={}),
        "comparisons": lambda: _result_schema(Comparisons, extra={}),
        "gap": lambda: _result_schema(GapReport, extra={}),
        "simulation": lambda: _result_schema(Simulation, extra={}),
        "sweep": lambda: _result_schema(Sweep, extra={}),
        "rules-across": lambda: _result_schema(RulesAcross, extra={}),
    }
    if name not in makers:
        what = Text(f"没有名为“{name}”的模式", f"there is no schema “{name}”")
        listing = "、".join(makers)
        raise InputError(what, mend=did_you_mean(name, makers) or Text(f"可用：{listing}", f"one of: {', '.join(makers)}"))
    return {"$schema": _DIALECT, "title": f"laowu {name}", **makers[name]()}


def _result_schema(cls: type, *, extra: Mapping[str, Schema]) -> Schema:
    definitions: dict[str, Schema] = {}
    body = _table(cls, definitions)
    body["properties"] |= extra
    body["required"] += list(extra)
    return {**body, "$defs": dict(sorted(definitions.items()))}


def _table(cls: type, definitions: dict[str, Schema]) -> Schema:
    fields = attrs.fields(attrs.resolve_types(cls))
    properties = {field.name: _of(field.type, definitions) for field in fields}
    if cls is NameReport:
        properties["note_details"] = properties["notes"]
        properties["notes"] = {"type": "array", "items": {"type": "string"}}
    if "schema" in properties:
        properties["schema"] = {"const": attrs.fields_dict(cls)["schema"].default}
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def _of(kind: Any, definitions: dict[str, Schema]) -> Schema:
    origin, parts = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return {"anyOf": [_of(part, definitions) for part in parts]}
    if origin is tuple:
        if parts[-1] is Ellipsis:
            return {"type": "array", "items": _of(parts[0], definitions)}
        return {"type": "array", "prefixItems": [_of(part, definitions) for part in parts], "items": False}
    if origin is Literal:
        return {"enum": list(parts)}
    if origin in (dict, Mapping) or kind is dict:
        return {"type": "object"}
    return _named(kind, definitions)


_PLAIN: dict[Any, Schema] = {
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    str: {"type": "string"},
    date: {"type": "string", "format": "date"},
    type(None): {"type": "null"},
}


def _named(kind: Any, definitions: dict[str, Schema]) -> Schema:
    if kind in _PLAIN:
        return _PLAIN[kind]
    name = kind.__name__
    if name not in definitions:
        definitions[name] = {}
        definitions[name] = _definition(kind, definitions)
    return {"$ref": f"#/$defs/{name}"}


def _definition(kind: Any, definitions: dict[str, Schema]) -> Schema:
    if kind is Text:
        return _closed({"zh": {"type": "string"}, "en": {"type": "string"}})
    if kind is Money:
        return _closed({"fen": {"type": "integer"}, "yuan": {"type": "string"}})
    if kind is Amount:
        sum_ = _of(Money | None, definitions)
        return _closed({"kind": {"enum": ["exact", "interval", "not stated"]}, "low": sum_, "high": sum_})
    if issubclass(kind, Enum):
        return {"enum": [member.value for member in kind]}
    return _table(kind, definitions)


def _closed(properties: dict[str, Schema]) -> Schema:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}
