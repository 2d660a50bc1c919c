"""The keys of tables of files and of objects of JSON results, each with what may stand there and what it is."""

from enum import Enum
from typing import Any

import attrs

from laowu.model.citation import Document
from laowu.model.dossier import Brand, ClaimLine, Judgement, Payment
from laowu.model.facts import FactDefinition
from laowu.rules.coverage import ClauseEntry
from laowu.rules.eligibility import BrandClass, Criterion, Selection
from laowu.rules.readings import Choice, Reading
from laowu.rules.rule import Rule
from laowu.rules.subsidy import Ceiling, LumpSum, PerHead, Unstated
from parts.described_classes import CLASSES, described
from parts.markdown import table
from parts.value_shapes import nullable, shape_of

# What a file writes otherwise than the class that reads it: the key, what may stand there, what happens when it is left out,
# what is said of it. An empty text stands for what the class says.
_TABLE_NAME = "the table's own name"
_REQUIRED = "**required**"
_OTHERWISE: dict[tuple[type, str], tuple[str, str, str, str]] = {
    (Brand, "brand_class"): ("class", "", "", ""),
    (ClaimLine, "paid_fen"): (
        "paid_yuan",
        "",
        "",
        "whole yuan already paid on this line; left out for an open line",
    ),
    (Judgement, "outcome"): ("", "`met`, `not met`", "", ""),
    (Payment, "fen"): ("yuan", "", "", "the sum in whole yuan"),
    (Document, "id"): ("", "", _TABLE_NAME, ""),
    (FactDefinition, "name"): ("", "", _TABLE_NAME, ""),
    (Reading, "id"): ("", "", _TABLE_NAME, ""),
    (Reading, "choices"): ("choice", "tables `[reading.ID.choice.CODE]`", "", ""),
    (Choice, "code"): ("", "", _TABLE_NAME, ""),
    (Choice, "set"): ("", "rule data by section", "", ""),
    (Rule, "id"): ("", "", _TABLE_NAME, ""),
    (Rule, "document"): ("", "", "as at the head of the file", "id of the document"),
    (Rule, "since"): ("", "", "as at the head of the file, else the document's", "first day in force"),
    (Rule, "until"): ("", "", "as at the head of the file, else none", "first day no longer in force"),
    (BrandClass, "code"): ("", "", _TABLE_NAME, ""),
    (Criterion, "unmet"): ("", "`not met`, `needs judgement`", "", ""),
    (Selection, "levels"): ("", "", "", "levels at which the better ones are picked"),
    (LumpSum, "kind"): ("", "", _REQUIRED, ""),
    (Ceiling, "kind"): ("", "", _REQUIRED, ""),
    (Unstated, "kind"): ("", "", _REQUIRED, ""),
    (PerHead, "kind"): ("", "", _REQUIRED, ""),
    (ClauseEntry, "id"): ("", "", _TABLE_NAME, ""),
    (ClauseEntry, "state"): ("as", "", "", ""),
}
#: What only core's own vocabulary can use, and what no file says.
_OURS_ALONE = {(FactDefinition, "given_by"), (ClauseEntry, "region")}


def fields(name: str, language: str) -> str:
    """The keys of a table of a file, without those that several tables share through a base class."""
    cls = CLASSES[name]
    said = described(cls)
    rows = []
    for field in attrs.fields(attrs.resolve_types(cls)):
        if not field.inherited and (cls, field.name) not in _OURS_ALONE:
            key, shape, default, means = _OTHERWISE.get((cls, field.name), ("", "", "", ""))
            words = means or _plain(said[field.name], absent="left out")
            rows.append((f"`{key or field.name}`", shape or shape_of(field.type), default or _default(field), words))
    return table(("key", "value", "when left out", "what it is"), rows)


def results(name: str, language: str) -> str:
    """The keys of an object of a JSON result."""
    cls = CLASSES[name]
    said = described(cls)
    found = attrs.fields(attrs.resolve_types(cls))
    rows = ((f"`{field.name}`", nullable(field.type), _plain(said[field.name], absent="`null`")) for field in found)
    return table(("key", "value", "what it is"), rows)


def _plain(says: str, *, absent: str) -> str:
    """A sentence of a docstring for a reader who knows files, not Python."""
    spelled = says.replace("``None``", absent).replace("``False``", "`false`").replace("``True``", "`true`")
    return spelled.replace("``", "`").rstrip(".")


def _default(field: "attrs.Attribute[Any]") -> str:
    match field.default:
        case attrs.NOTHING:
            return _REQUIRED
        case bool() | int() as value:
            return f"`{str(value).lower()}`"
        case Enum(value=value) | str(value) if value:
            return f'`"{value}"`'
    return ""
