import re
from collections.abc import Callable, Sequence
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import attrs
import openpyxl
import pytest

from laowu.evaluate.sweeping.axis import asked_values
from laowu.evaluate.sweeping.result import Sweep
from laowu.evaluate.sweeping.sweep import SECTIONS, sweep, trial_of
from laowu.jurisdictions.loading import read_installed
from laowu.model.dossier import Brand, Dossier
from laowu.model.facts import Figure
from laowu.report.canvas import WIDTH
from laowu.report.sweep_chart import Axis, money_chart, recognition_chart
from laowu.report.sweep_report import TITLE, sweep_report_page, sweep_sheets
from laowu.report.workbook import workbook
from laowu.rules.variation import variation
from laowu.text import Text

ON = date(2026, 11, 21)
FLOOR = "eligibility.criterion.D-1.condition.at_least"
STRICT = "eligibility.criterion.D-2.condition.more_than"


@pytest.fixture
def swept(region: Callable[..., Path], demo: Callable[..., dict[str, str]], dossier: Dossier) -> Callable[..., Sweep]:
    """Sweeps a value of the region ``demo`` over brands of so many workers."""
    region("demo", demo())

    def made(path: str, values: str, workers: Sequence[int] = (2500, 4000, 5000)) -> Sweep:
        brand_class = "service" if path == STRICT else "skill"
        brands = [
            attrs.evolve(
                dossier,
                brand=Brand(name=str(number), place="320400", brand_class=brand_class),
                facts={**dossier.facts, "workers": (Figure(low=number, high=number),)},
            )
            for number in workers
        ]
        rules = read_installed("demo")
        return sweep(brands, trial_of(rules, variation(rules.read(), path, sections=SECTIONS), asked_values(values)), on=ON)

    return made


def drawn(result: Sweep) -> str:
    return str(recognition_chart(result, result.recognition[0], described_by="x"))


def test_the_stated_value_is_full_where_it_counts_itself_and_hollow_where_it_does_not(swept: Callable[..., Sweep]) -> None:
    assert 'class="inclusive"' in drawn(swept(FLOOR, "3000..8000/1000"))
    assert 'class="strict"' in drawn(swept(STRICT, "1000..5000/1000"))


def test_the_stated_value_is_dated_even_where_it_is_not_among_those_tried(swept: Callable[..., Sweep]) -> None:
    inside, outside = drawn(swept(FLOOR, "3000..8000/1000")), drawn(swept(FLOOR, "1000..2000/500"))

    assert "as stated now: 5,000 persons (since 2022-02-01)" in inside
    assert "as stated now: 5,000 persons (since 2022-02-01)" in outside
    assert 'class="inclusive"' not in outside


@pytest.mark.parametrize("values", ["3000,8000", "3000,3001,9000,90000", "4000", "3000..8000"])
def test_the_columns_fill_the_axis_and_every_value_stands_in_its_own(swept: Callable[..., Sweep], values: str) -> None:
    axis = Axis.of(swept(FLOOR, values))

    assert list(axis.ends) == sorted(set(axis.ends))
    assert 0 <= axis.ends[0] < axis.ends[-1] <= WIDTH
    for place in range(len(axis.values)):
        assert axis.ends[place] <= axis.middle(place) <= axis.ends[place + 1]


def test_nothing_is_drawn_outside_the_chart(swept: Callable[..., Sweep]) -> None:
    result = swept(FLOOR, "2000..9000/100")
    paths = re.findall(r'd="([^"]+)"', drawn(result))
    places = [float(number) for path in paths for number in re.findall(r"-?\d+(?:\.\d+)?", path)]

    assert places
    assert min(places) >= 0
    assert max(places) <= WIDTH


def test_money_is_drawn_for_every_level_and_nothing_at_all_where_nothing_is_paid(swept: Callable[..., Sweep]) -> None:
    result = swept("subsidy.award.D-31.at_most_yuan", "0..600000/100000")

    for found in result.money:
        assert str(money_chart(result, found, described_by="x")).startswith("<svg")
    nothing = attrs.evolve(result.money[0], sums=tuple(result.money[0].sums[:1] * len(result.values)))
    assert "<svg" in str(money_chart(result, nothing, described_by="x"))


def test_the_workbook_charts_what_it_lists(swept: Callable[..., Sweep]) -> None:
    result = swept(FLOOR, "3000..8000/1000")
    book = workbook(TITLE, sweep_sheets(result), on=ON, language="en")

    page: Any = openpyxl.load_workbook(BytesIO(book))["How many brands qualify"]
    (chart,) = page._charts
    assert [series.val.numRef.f.partition("!")[2] for series in chart.series] == [
        f"${column}$2:${column}${len(result.values) + 1}" for column in "HJKI"
    ]
    assert book == workbook(TITLE, sweep_sheets(result), on=ON, language="en")


@pytest.mark.parametrize(
    ("path", "says"),
    [
        (FLOOR, "● the value stated; a figure that is exactly it counts"),
        (STRICT, "○ the value stated; a figure that is exactly it does not count"),
        ("subsidy.award.D-31.at_most_yuan", "● the value that the document states"),
    ],
)
def test_the_page_says_what_the_mark_on_the_axis_means(swept: Callable[..., Sweep], path: str, says: str) -> None:
    page = sweep_report_page(swept(path, "1000..400000/100000"), language="en")

    assert says in page
    assert "<svg" in page


def test_a_value_that_moves_nothing_is_told_without_a_chart(swept: Callable[..., Sweep]) -> None:
    nobody = sweep_report_page(swept(FLOOR, "3000..8000/1000", ()), language="en")
    other = attrs.evolve(swept(FLOOR, "3000..8000/1000"), remarks=(Text("不施行", "not in force"),))

    assert "<figure" not in nobody
    assert "not in force" in sweep_report_page(other, language="en")
