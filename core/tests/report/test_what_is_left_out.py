"""A page has no empty parts: what no region states, what all say alike, and figures that nobody stated."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from xml.etree.ElementTree import Element

import attrs
import html5lib
import pytest

from laowu.calendar import WorkCalendar
from laowu.evaluate.comparing.compare import compare
from laowu.jurisdictions.loading import load_installed
from laowu.model.dossier import Brand, Dossier
from laowu.model.facts import Figure
from laowu.model.share import Share
from laowu.report.brand_report import brand_report
from laowu.report.comparison_page import comparison_page

Region = Callable[..., Path]
Demo = Callable[..., dict[str, str]]
Page = Callable[..., dict[str, str]]


@pytest.fixture
def page(on: date) -> Page:
    """The parts of the page about a brand in some regions: their words, by id."""

    def made(dossier: Dossier, *codes: str) -> dict[str, str]:
        compared = compare(dossier, codes, on=on, load=load_installed)
        text = comparison_page(brand_report(dossier, compared, load=load_installed, calendar=WorkCalendar()), language="en")
        tree = html5lib.parse(text, namespaceHTMLElements=False)
        return {str(part.get("id")): words(part) for part in tree.iter("section")}

    return made


def words(part: Element) -> str:
    return " ".join("".join(part.itertext()).split())


def test_what_all_regions_say_alike_is_folded(page: Page, region: Region, demo: Demo, dossier: Dossier) -> None:
    for code in ("demo", "twin"):
        region(code, demo(code))

    verdicts = page(dossier, "demo", "twin")["verdicts"]

    assert "the same everywhere: " in verdicts


def test_of_one_region_nothing_is_the_same_everywhere(page: Page, region: Region, demo: Demo, dossier: Dossier) -> None:
    region("demo", demo())

    assert "the same everywhere" not in page(dossier, "demo")["verdicts"]


def test_what_no_region_states_is_no_part_of_the_page(page: Page, region: Region, demo: Demo, dossier: Dossier) -> None:
    kept = ("profile.toml", "documents.toml", "naming.toml")
    region("quiet", {name: text for name, text in demo("quiet").items() if name in kept})
    region("demo", demo())

    quiet, beside = page(dossier, "quiet"), page(dossier, "quiet", "demo")

    assert {"distances", "procedure", "papers"}.isdisjoint(part for part, said in quiet.items() if said)
    assert {"verdicts", "distances", "procedure", "papers"} <= set(beside)
    assert "Demo" in beside["procedure"]


def test_thresholds_for_which_no_figure_is_stated_are_a_table_without_a_chart(
    page: Page, region: Region, demo: Demo, dossier: Dossier
) -> None:
    region("demo", demo())

    distances = page(attrs.evolve(dossier, facts={}), "demo")["distances"]

    assert "thresholds as a table" in distances
    assert "more thresholds wait for a figure" in distances
    assert "hatched" not in distances


def test_where_every_figure_is_stated_none_is_waited_for(page: Page, region: Region, demo: Demo) -> None:
    region("demo", demo())
    share = Share.from_percent("55%")
    stated: dict[str, int | Share] = {
        "workers": 5100,
        "skilled_share": share,
        "pass_rate": share,
        "wage_arrears_records": 0,
        "leading_firm_debt_ratio": share,
    }
    facts = {name: (Figure(low=value, high=value),) for name, value in stated.items()}

    distances = page(Dossier(brand=Brand(name="常州面点工", place="320400", brand_class="skill"), facts=facts), "demo")[
        "distances"
    ]

    assert "more thresholds wait" not in distances
    assert "the brand's figure" in distances


def test_a_figure_that_no_region_asks_about_is_told_as_it_was_stated(page: Page, region: Region, demo: Demo) -> None:
    region("demo", demo())
    heads, about = Share(900, 1000), Share.from_percent("41.5%")
    facts = {
        "trained": (Figure(low=1200, high=1200),),
        "contract_share": (Figure(low=heads, high=heads, year=2025), Figure(low=about, high=about, year=2026)),
        "media_reports": (Figure(low=5, high=7),),
        "after_services": (Figure(low=("training", "recommendation"), high=("training", "recommendation")),),
    }

    figures = page(Dossier(brand=Brand(name="常州面点工"), facts=facts), "demo")["figures"]

    for told in ("1200", "900/1000", "41.5%", "5–7", "training, recommendation"):
        assert told in figures
