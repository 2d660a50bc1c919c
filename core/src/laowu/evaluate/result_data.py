"""Results as plain data: what ``--format json`` prints, with the same bytes for the same inputs."""

import json
from datetime import date
from enum import Enum
from fractions import Fraction
from typing import Any

import attrs

from laowu.evaluate.assess import Assessment
from laowu.model.answers import NameReport
from laowu.model.dossier import Dossier
from laowu.model.dossier_data import dossier_data
from laowu.model.money import Amount, Money
from laowu.text import Text


def result_data(value: Any) -> Any:  # noqa: C901, PLR0911  # one case per kind of value
    """A result as dictionaries, lists, text, whole numbers and booleans; texts carry both languages.

    Money becomes ``{"fen": …, "yuan": "…"}``, an amount adds its kind, and enums become their codes.
    """
    if isinstance(value, NameReport):
        return name_data(value)
    if isinstance(value, Text):
        return {"zh": value.zh, "en": value.en}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Money):
        return {"fen": value.fen, "yuan": str(value).replace(",", "")}
    if isinstance(value, Amount):
        return {"kind": value.kind, "low": result_data(value.low), "high": result_data(value.high)}
    if attrs.has(type(value)):
        return {field.name: result_data(getattr(value, field.name)) for field in attrs.fields(type(value))}
    if isinstance(value, (tuple, list)):
        return [result_data(item) for item in value]
    if isinstance(value, dict):
        return {str(result_data(key)): result_data(item) for key, item in value.items()}
    if value is None or isinstance(value, (str, int)):
        return value
    raise TypeError(
        f"a result holds no {type(value).__name__}" + (" (write shares as text)" if isinstance(value, Fraction) else "")
    )


def name_data(report: NameReport) -> dict[str, Any]:
    """A name report: notes as codes, with what they say in ``note_details``."""
    data = {field.name: result_data(getattr(report, field.name)) for field in attrs.fields(NameReport)}
    details = data.pop("notes")
    ordered = {key: data.pop(key) for key in ("verdict", "segments", "missing", "matched")}
    ordered["notes"] = [note["code"] for note in details]
    ordered |= {key: data.pop(key) for key in ("suggestions", "readings")}
    return {**ordered, **data, "note_details": details}


def assessment_data(assessment: Assessment, dossier: Dossier) -> dict[str, Any]:
    """An assessment with the dossier inside, so that it can be replayed without the file it came from."""
    return {**result_data(assessment), "dossier": dossier_data(dossier)}


def result_json(data: Any) -> str:
    """The canonical text of plain result data, ending in a line break."""
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
