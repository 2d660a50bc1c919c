"""The JSON Schema of a dossier file, from the dossier's classes and the shared facts."""

from collections.abc import Mapping
from datetime import date
from enum import Enum
from typing import Any, get_args, get_origin

import attrs

from laowu.model.dossier import Brand, Check, ClaimLine, Judgement, Operator, Payment, Progress, Recognition
from laowu.model.facts import FactDefinition, FactType, Grade
from laowu.model.figures import FIRST_YEAR, LAST_YEAR
from laowu.model.outcome import Outcome
from laowu.model.vocabulary import shared_facts

Schema = dict[str, Any]

_DATE: Schema = {"type": "string", "format": "date"}
_PERCENT: Schema = {"type": "string", "pattern": r"^\d{1,4}(\.\d{1,6})?\s*[%％]$"}
_COUNTED: Schema = {
    "type": "object",
    "properties": {"part": {"type": "integer", "minimum": 0}, "whole": {"type": "integer", "minimum": 1}},
    "required": ["part", "whole"],
    "additionalProperties": False,
}
_CODE = "^[a-z][a-z0-9_]*$"

#: Keys a file writes differently from the field of the class.
_KEYS: Mapping[tuple[type, str], str] = {
    (Brand, "brand_class"): "class",
    (ClaimLine, "paid_fen"): "paid_yuan",
    (Payment, "fen"): "yuan",
}

#: What a class checks by itself, beyond the type of a field.
_LIMITS: Mapping[tuple[type, str], Schema] = {
    (ClaimLine, "persons"): {"minimum": 1},
    (ClaimLine, "months"): {"minimum": 0},
    (ClaimLine, "contract_days"): {"minimum": 0},
    (ClaimLine, "payer"): {"enum": ["employer", "self"]},
    (ClaimLine, "enrolment"): {"enum": ["new", "resumed"]},
    (ClaimLine, "relation"): {"enum": ["own", "sent_out"]},
    (ClaimLine, "paid_fen"): {"minimum": 0},
    (Payment, "fen"): {"minimum": 0},
}


def dossier_schema() -> Schema:
    """What may stand in a dossier, as JSON Schema; TOML dates count as ISO date text."""
    facts = {definition.name: _fact(definition) for definition in shared_facts().values() if definition.given_by is None}
    properties: Schema = {
        "brand": _table(Brand),
        "operators": _rows(Operator),
        "facts": {"type": "object", "properties": facts, "additionalProperties": {"type": "object"}},
        "materials": {"type": "object", "patternProperties": {_CODE: _MATERIAL}, "additionalProperties": False},
        "judgements": _rows(Judgement),
        "progress": _rows(Progress),
        "recognitions": _rows(Recognition),
        "checks": _rows(Check),
        "claims": _rows(ClaimLine),
        "payments": _rows(Payment),
    }
    return {"type": "object", "properties": properties, "required": ["brand"], "additionalProperties": False}


_MATERIAL: Schema = {
    "anyOf": [
        {"type": "boolean"},
        {
            "type": "object",
            "properties": {"held": {"type": "boolean"}, "source": {"type": "string"}},
            "required": ["held"],
            "additionalProperties": False,
        },
    ]
}


def _rows(cls: type) -> Schema:
    return {"type": "array", "items": _table(cls)}


def _table(cls: type) -> Schema:
    fields = attrs.fields(attrs.resolve_types(cls))
    keys = {field: _KEYS.get((cls, field.name), field.name) for field in fields}
    return {
        "type": "object",
        "properties": {keys[field]: _plain(field.type) | _LIMITS.get((cls, field.name), {}) for field in fields},
        "required": [keys[field] for field in fields if field.default is attrs.NOTHING],
        "additionalProperties": False,
    }


def _plain(kind: Any) -> Schema:
    parts = [part for part in get_args(kind) if part is not type(None)]
    if get_origin(kind) is tuple:
        return {"type": "array", "items": _plain(parts[0])}
    if parts:
        return _plain(parts[0])
    if kind is Outcome:
        return {"enum": [outcome.value for outcome in Outcome if outcome.decided]}
    if isinstance(kind, type) and issubclass(kind, Enum):
        return {"enum": [member.value for member in kind]}
    if kind is date:
        return _DATE
    return {bool: {"type": "boolean"}, int: {"type": "integer"}, str: {"type": "string"}}[kind]


def _fact(definition: FactDefinition) -> Schema:
    value = _value(definition)
    entry = _entry(definition, value)
    return {
        "title": definition.label.zh,
        "description": definition.label.en,
        "anyOf": [value, entry, {"type": "array", "items": entry, "minItems": 1}],
    }


def _value(definition: FactDefinition) -> Schema:
    code: Schema = {"enum": list(definition.choices)} if definition.choices else {"type": "string"}
    match definition.type:
        case FactType.COUNT | FactType.YUAN:
            return {"type": "integer", "minimum": 0}
        case FactType.SHARE:
            return {"anyOf": [_PERCENT, _COUNTED]}
        case FactType.FLAG:
            return {"type": "boolean"}
        case FactType.DATE:
            return _DATE
        case FactType.CODES | FactType.DIVISIONS:
            return {"type": "array", "items": code}
        case FactType.TEXT | FactType.CODE:
            return code


def _entry(definition: FactDefinition, value: Schema) -> Schema:
    kind = definition.type
    forms = {"value": value}
    if kind.ordered:
        forms |= dict.fromkeys(("at_least", "at_most"), value)
    if kind in (FactType.COUNT, FactType.YUAN):
        forms |= dict.fromkeys(("more_than", "less_than", "about"), value)
    if kind is FactType.SHARE:
        forms |= _COUNTED["properties"]
    properties: Schema = forms | {
        "year": {"type": "integer", "minimum": FIRST_YEAR, "maximum": LAST_YEAR},
        "as_of": _DATE,
        "grade": {"enum": [grade.value for grade in Grade]},
        "source": {"type": "string"},
        "note": {"type": "string"},
    }
    return {
        "type": "object",
        "properties": properties,
        "anyOf": [{"required": [key]} for key in forms],
        "dependentRequired": {"part": ["whole"], "whole": ["part"]},
        "additionalProperties": False,
    }
