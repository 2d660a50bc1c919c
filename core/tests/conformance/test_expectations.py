"""What a case may expect, and how an answer that is otherwise is told."""

from datetime import date
from typing import Any

import pytest

from laowu.conformance.expectations import mismatches

ANSWER: dict[str, Any] = {
    "outcome": "not met",
    "total": {"kind": "exact", "low": {"fen": 100, "yuan": "1"}},
    "due": "2026-10-31",
    "optional": False,
    "persons": 1,
    "competitive": None,
    "summary": {"zh": "下限五千人", "en": "a floor of 5,000"},
    "missing": ["region", "person"],
    "remarks": [{"zh": "约数", "en": "approximate"}, {"zh": "部分年度", "en": "part of a year"}],
    "findings": [
        {"rule": "D-1", "outcome": "met", "observations": [{"fact": "workers", "year": None, "found": "5000"}]},
        {
            "rule": "D-2",
            "outcome": "not met",
            "observations": [{"fact": "trained", "year": 2025, "found": "1"}, {"fact": "trained", "year": 2026, "found": "2"}],
        },
    ],
    "lines": [{"rule": "D-30", "level": "district", "persons": 4}, {"rule": "D-30", "level": "municipal", "persons": 5}],
    "refused": [{"line": 3, "persons": 1}, {"line": 0, "persons": 2}],
}


def told(expected: Any) -> list[str]:
    return [str(mismatch) for mismatch in mismatches(expected, ANSWER)]


AS_EXPECTED: dict[str, Any] = {
    "a text": {"outcome": "not met"},
    "a number": {"total": {"low": {"fen": 100}}},
    "a date as TOML writes it": {"due": date(2026, 10, 31)},
    "a date as text": {"due": "2026-10-31"},
    "a no": {"optional": False},
    "nothing": {"competitive": {"absent": True}},
    "no such thing": {"penalty": {"absent": True}},
    "no such element": {"findings": {"D-9": {"absent": True}}},
    "something": {"summary": {"absent": False}},
    "Chinese words in a text": {"summary": {"has": "五千"}},
    "English words in a text": {"summary": {"has": "floor"}},
    "words in one language only": {"outcome": {"has": "not"}},
    "words in one of several texts": {"remarks": {"has": "part of"}},
    "an element by its level": {"lines": {"municipal": {"persons": 5}}},
    "an element by its rule and level": {"lines": {"D-30/district": {"persons": 4}}},
    "a list": {"missing": ["region", "person"]},
    "the length of a list": {"missing": {"count": 2}},
    "the length of a list and an element": {"findings": {"count": 2, "D-1": {"outcome": "met"}}},
    "an element by its rule": {"findings": {"D-2": {"outcome": "not met"}}},
    "an element by its fact": {"findings": {"D-1": {"observations": {"workers": {"found": "5000"}}}}},
    "an element by its year": {"findings": {"D-2": {"observations": {"2026": {"found": "2"}}}}},
    "an element by fact and year": {"findings": {"D-2": {"observations": {"trained/2025": {"found": "1"}}}}},
    "an element by its index": {"findings": {"D-2": {"observations": {"1": {"found": "2"}}}}},
    "an element by its line rather than its index": {"refused": {"0": {"persons": 2}}},
    "tables of a list one by one": {"refused": [{"line": 3}, {"persons": 2}]},
}


@pytest.mark.parametrize("what", AS_EXPECTED)
def test_what_is_as_expected_is_no_mismatch(what: str) -> None:
    assert told(AS_EXPECTED[what]) == []


OTHERWISE: dict[str, tuple[Any, str]] = {
    "another text": ({"outcome": "met"}, 'outcome: expected "met", found "not met"'),
    "another number": ({"total": {"low": {"fen": 101}}}, "total.low.fen: expected 101, found 100"),
    "a number for a yes": ({"persons": True}, "persons: expected true, found 1"),
    "a number for a no": ({"optional": 0}, "optional: expected 0, found false"),
    "another day": ({"due": date(2026, 11, 1)}, 'due: expected "2026-11-01", found "2026-10-31"'),
    "a misspelt key": ({"outcom": "met"}, "outcom: there is no “outcom”; there is: outcome, total, due"),
    "a rule that is not there": ({"findings": {"D-9": {"outcome": "met"}}}, "there is no “D-9”; there is: D-1, D-2"),
    "a key below a value": ({"outcome": {"rule": "D-1"}}, 'there is no “rule”; what stands here is "not met"'),
    "a key below nothing": ({"competitive": {"zh": "x"}}, "the region states nothing about it"),
    "an address that two have": (
        {"findings": {"D-2": {"observations": {"trained": {"found": "1"}}}}},
        '.trained: “trained” stands for 2 of them; write one of: "0", "1", "trained/2025", "trained/2026"',
    ),
    "a shorter list": ({"missing": ["region"]}, "missing: expected 1 entries, found 2: ['region', 'person']"),
    "another member": ({"missing": ["region", "suffix"]}, 'missing[1]: expected "suffix", found "person"'),
    "another length": ({"missing": {"count": 3}}, "missing: expected 3 entries, found 2"),
    "words that are not there": ({"summary": {"has": "6,000"}}, "summary: expected a text with “6,000”, found"),
    "something where nothing should be": ({"outcome": {"absent": True}}, 'outcome: expected nothing, found "not met"'),
    "nothing where something should be": ({"competitive": {"absent": False}}, "competitive: expected something, null"),
    "a text in two languages held against one": ({"summary": "下限五千人"}, 'write { has = "…" }'),
}


@pytest.mark.parametrize("what", OTHERWISE)
def test_what_is_otherwise_is_told_with_its_place(what: str) -> None:
    expected, says = OTHERWISE[what]

    (line,) = told(expected)

    assert says in line
    assert "\n" not in line


def test_every_mismatch_is_told_not_only_the_first() -> None:
    assert len(told({"outcome": "met", "persons": 2, "findings": {"D-1": {"outcome": "not met"}}})) == 3


def test_a_region_that_is_silent_can_be_expected_to_be() -> None:
    assert list(mismatches({"absent": True}, None)) == []
    (silent,) = mismatches({"outcome": "met"}, None)
    assert "the region states nothing" in str(silent)
