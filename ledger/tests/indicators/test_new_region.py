"""The ``counting.toml`` that a new region starts with: it explains every key, and its example counts."""

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from click.testing import Result
from ledger_files import person, write_csv

from laowu.scaffold.new_region import new_region
from laowu.scaffold.templates import distribution_files
from laowu_ledger.indicators.definitions import _KEYS, _STEPS

Laowu = Callable[..., Result]
Region = Callable[..., Path]

NEW = new_region("fresh", name="新区", division="江苏省常州市", on=date(2026, 11, 22))
RULES = {path.name: text for path, text in distribution_files(NEW).items() if path.parent.name == "rules"}


@pytest.mark.parametrize("word", ["when", "whole", *_STEPS, *_KEYS])
def test_every_key_is_explained(word: str) -> None:
    explanations = "\n".join(line for line in RULES["counting.toml"].splitlines() if line.startswith("##"))

    assert re.search(rf"(?<![\w-]){word}(?![\w-])", explanations, re.ASCII)


def test_its_example_is_counted_once_its_signs_are_deleted(region: Region, laowu: Laowu) -> None:
    region("fresh", {name: re.sub(r"^# ", "", text, flags=re.MULTILINE) for name, text in RULES.items()})
    work = {"入职日期": "2025-03-01", "户籍地": "江苏省常州市金坛区", "技能等级": "高级工"}
    rows = [
        person(1, **work),
        person(2, **work | {"技能等级": "初级工"}),
        person(3, **work | {"户籍地": "江苏省南京市"}),
        person(4, **work | {"离职日期": "2025-06-30"}),
        person(5, **work | {"技能等级": ""}),
    ]
    taken = laowu("ledger", "import", write_csv("a.csv", rows), "--store", "store")
    assert taken.exit_code == 0, taken.output

    words = ("--store", "store", "-j", "fresh", "--year", "2025", "--on", "2026-11-22", "--indicator", "example_senior_locals")
    result = laowu("ledger", "indicators", *words, "--format", "json")

    assert result.exit_code == 0, result.stderr
    (brand,) = json.loads(result.stdout)["brands"]
    (counted,) = brand["indicators"]
    assert (counted["indicator"], counted["low"], counted["high"]) == ("example_senior_locals", 1, 2)
