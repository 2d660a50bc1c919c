"""Results as plain data: exact, in a fixed order, the same bytes every time."""

import json
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from laowu.evaluate.assess import assess
from laowu.evaluate.result_data import assessment_data, result_data, result_json
from laowu.jurisdictions.loading import load_installed
from laowu.model.dossier import Dossier
from laowu.model.dossier_data import dossier_from_data
from laowu.model.level import Level, Target
from laowu.model.money import NOT_STATED, Amount, Money
from laowu.model.outcome import Outcome
from laowu.text import Text

Demo = Callable[..., dict[str, str]]
Region = Callable[..., Path]

ON = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("value", "data"),
    [
        (Text("中", "en"), {"zh": "中", "en": "en"}),
        (Outcome.NOT_MET, "not met"),
        (ON, "2026-11-21"),
        (Money.yuan(1234567), {"fen": 123456700, "yuan": "1234567"}),
        (Money(1050), {"fen": 1050, "yuan": "10.50"}),
        (Amount.exactly(Money(1)), {"kind": "exact", "low": {"fen": 1, "yuan": "0.01"}, "high": {"fen": 1, "yuan": "0.01"}}),
        (NOT_STATED, {"kind": "not stated", "low": None, "high": None}),
        (Target(level=Level.DISTRICT), {"level": "district", "brand_class": None}),
        (((1, True), [None, "x"]), [[1, True], [None, "x"]]),
        ({Level.DISTRICT: (ON,), "b": 2}, {"district": ["2026-11-21"], "b": 2}),
    ],
)
def test_a_value_becomes_plain_data(value: Any, data: Any) -> None:
    assert result_data(value) == data


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
)


@given(data=PLAIN)
def test_the_text_of_a_result_is_what_the_json_module_writes(data: Any) -> None:
    assert result_json(data) == json.dumps(data, ensure_ascii=False, indent=2) + "\n"


@pytest.mark.parametrize(("value", "said"), [(1.5, "float"), (Fraction(1, 3), "write shares as text"), (object(), "object")])
def test_what_is_not_exact_or_not_known_is_no_result(value: object, said: str) -> None:
    with pytest.raises(TypeError, match=said):
        result_data((value,))


def test_the_text_of_a_result_is_canonical() -> None:
    assert result_json({"b": "中", "a": [1]}) == '{\n  "b": "中",\n  "a": [\n    1\n  ]\n}\n'


def test_a_name_report_begins_with_what_scripts_read(region: Region, demo: Demo, dossier: Dossier) -> None:
    region("demo", demo())
    existing = attrs.evolve(dossier, brand=attrs.evolve(dossier.brand, name="木匠", existing=True))

    naming = result_data(assess(load_installed("demo"), existing, on=ON))["naming"]

    assert list(naming)[:7] == ["verdict", "segments", "missing", "matched", "notes", "suggestions", "readings"]
    assert naming["notes"] == [note["code"] for note in naming["note_details"]]
    assert "exempt" in naming["notes"]


def test_an_assessment_carries_its_dossier(region: Region, demo: Demo, dossier: Dossier) -> None:
    region("demo", demo())

    data = json.loads(result_json(assessment_data(assess(load_installed("demo"), dossier, on=ON), dossier)))

    assert dossier_from_data(data["dossier"]) == dossier


def test_the_same_inputs_give_the_same_bytes(region: Region, demo: Demo, dossier: Dossier) -> None:
    region("demo", demo())

    texts = {result_json(assessment_data(assess(load_installed("demo"), dossier, on=ON), dossier)) for _ in range(3)}

    assert len(texts) == 1
