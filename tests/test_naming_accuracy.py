"""How well names are cut: 104 published brand names, cut by hand, which no rule or dictionary was fitted to.

What is missed stands in ``docs/explanation/cutting-names.md`` with why each is hard; the page and the program must agree.
146 more, from memory and made up for every part of the country, were cut by hand before the program saw them.
"""

import csv
import re
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from laowu.places.divisions import Divisions
from laowu.places.resolving import resolve
from laowu.places.segmentation import cut

ON = date(2026, 11, 22)


class Judged(NamedTuple):
    """One name with what the program and what a person made of it."""

    name: str
    region: bool
    person: bool
    whole: bool


@pytest.fixture(scope="module")
def judged(repository: Path) -> list[Judged]:
    return _all_judged(repository / "tests" / "data" / "brand_names.csv")


def _all_judged(file: Path) -> list[Judged]:
    return [_judged(row) for row in csv.DictReader(file.read_text(encoding="utf-8").splitlines())]


def _judged(row: dict[str, str]) -> Judged:
    home = resolve(Divisions.load(), row["province"], ON).code if row["province"] else None
    segments = cut(row["name"], on=ON, home=home)[0].segments
    region = segments.region + segments.enterprise == row["region"]
    person = segments.person == row["person"]
    return Judged(row["name"], region, person, region and person and segments.industry == row["industry"])


@pytest.mark.parametrize(("segment", "at_least"), [("region", 92), ("person", 94), ("whole", 85)])
def test_segments_are_as_a_person_cuts_them(judged: list[Judged], segment: str, at_least: int) -> None:
    right = sum(getattr(item, segment) for item in judged)

    assert len(judged) == 104
    assert right * 100 >= at_least * len(judged)


def test_the_documentation_lists_what_is_missed(judged: list[Judged], repository: Path) -> None:
    page = (repository / "docs" / "explanation" / "cutting-names.md").read_text(encoding="utf-8")

    assert set(re.findall(r"^\| ([^|a-z]+?) \|", page, re.MULTILINE)) == {item.name for item in judged if not item.whole}
    for segment, words in (("region", "region"), ("person", "person"), ("whole", "whole cut")):
        right = sum(getattr(item, segment) for item in judged)
        assert f"{words} {right} of 104" in page


def test_names_that_were_written_down_later_are_cut_as_well(repository: Path) -> None:
    further = _all_judged(repository / "tests" / "data" / "further_names.csv")

    assert len(further) == 146
    assert {item.name for item in further if not item.whole} == {"循化撒拉绣娘", "眉州东坡厨师"}
