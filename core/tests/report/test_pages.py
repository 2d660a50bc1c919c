import re
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib
import pytest

from laowu.evaluate.comparing.compare import Comparison, compare
from laowu.evaluate.comparing.portfolio import portfolio
from laowu.evaluate.comparing.rules_across import rules_across
from laowu.evaluate.gaps.gap import gaps
from laowu.evaluate.simulating.change_file import read_changes, region_change
from laowu.evaluate.simulating.simulate import simulate
from laowu.evaluate.sweeping.axis import asked_values
from laowu.evaluate.sweeping.sweep import SECTIONS, sweep, trial_of
from laowu.jurisdictions.jurisdiction import Jurisdiction
from laowu.jurisdictions.loading import read_installed
from laowu.model.dossier import Dossier
from laowu.report.brand_report import BrandReport
from laowu.report.comparison_page import comparison_page
from laowu.report.gap_report import gap_page
from laowu.report.portfolio_report import portfolio_report_page
from laowu.report.rules_report import rules_page
from laowu.report.simulation_report import simulation_page
from laowu.report.sweep_report import sweep_report_page
from laowu.rules.variation import variation

Load = Callable[[str], Jurisdiction]


@pytest.fixture
def pages(report: BrandReport, dossier: Dossier, other: Dossier, load: Load, on: date) -> dict[str, Callable[[], str]]:
    """How to make a page of each kind."""

    def simulated() -> str:
        Path("change.toml").write_text("[demo.eligibility.criterion.D-1.condition]\nat_least = 4000\n", encoding="utf-8")
        file = read_changes(Path("change.toml"), ("demo", "second"))
        change = region_change(read_installed("demo"), file.changes("demo"), readings={}, choices={})
        return simulation_page(simulate((dossier, other), (change,), on=on), language="zh")

    def swept() -> str:
        rules = read_installed("demo")
        moved = variation(rules.read(), "eligibility.criterion.D-1.condition.at_least", sections=SECTIONS)
        made = trial_of(rules, moved, asked_values("3000..8000/500"))
        return sweep_report_page(sweep((dossier, other), made, on=on), language="zh")

    codes = ("demo", "nowhere")
    return {
        "comparison": lambda: comparison_page(report, language="zh"),
        "gap": lambda: gap_page(gaps((dossier, other), codes, on=on, load=load), language="zh"),
        "portfolio": lambda: portfolio_report_page(portfolio((dossier, other), codes, on=on, load=load), language="zh"),
        "simulation": simulated,
        "sweep": swept,
        "rules": lambda: rules_page(rules_across(codes, on=on, load=load), language="zh"),
    }


@pytest.fixture(params=["comparison", "gap", "portfolio", "simulation", "sweep", "rules"])
def page(
    request: pytest.FixtureRequest, pages: dict[str, Callable[[], str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> str:
    """A page of each kind."""
    monkeypatch.chdir(tmp_path)
    return pages[request.param]()


def parsed(page: str) -> Element:
    """The tree of a page that has no fault in it."""
    tree: Element = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page)
    return tree


def test_it_is_well_formed_and_every_id_is_unique(page: str) -> None:
    ids = Counter(item.get("id") for item in parsed(page).iter() if item.get("id"))

    assert [name for name, count in ids.items() if count > 1] == []


def test_every_reference_inside_the_page_leads_somewhere(page: str) -> None:
    tree = parsed(page)
    ids = {item.get("id") for item in tree.iter()}
    named = [item.get(key) for item in tree.iter() for key in ("aria-labelledby", "for") if item.get(key)]
    named += [str(item.get("href"))[1:] for item in tree.iter("a") if str(item.get("href")).startswith("#")]

    assert [name for name in named if name not in ids] == []


def test_it_loads_and_runs_nothing(page: str) -> None:
    tree = parsed(page)
    tags = {item.tag.rpartition("}")[2] for item in tree.iter()}
    handlers = [key for item in tree.iter() for key in item.attrib if key.startswith("on") or key in ("src", "style", "srcset")]
    outward = [item for item in tree.iter("a") if not str(item.get("href")).startswith("#")]

    assert not tags & {"script", "link", "img", "iframe", "object", "form", "image", "use", "foreignObject"}
    assert handlers == []
    assert all(item.get("rel") == "noreferrer" and str(item.get("href")).startswith("https://") for item in outward)
    assert "url(http" not in page
    assert "@import" not in page


def test_the_policy_allows_nothing_but_its_own_style(page: str) -> None:
    (policy,) = [item for item in parsed(page).iter("meta") if item.get("http-equiv") == "Content-Security-Policy"]

    assert re.fullmatch(
        r"default-src 'none'; style-src 'sha256-[A-Za-z0-9+/=]+'; base-uri 'none'; form-action 'none'",
        str(policy.get("content")),
    )


def test_every_chart_has_a_caption_and_the_table_of_what_it_draws(page: str) -> None:
    tree = parsed(page)
    parents = {child: parent for parent in tree.iter() for child in parent}
    charts = [item for item in tree.iter() if str(item.tag).endswith("svg") and item.get("role") == "img"]

    assert bool(charts) == ("<figure>" in page)
    for chart in charts:
        figure = parents[chart]
        assert figure.tag == "figure"
        assert [item.get("id") for item in figure.iter("figcaption")] == [chart.get("aria-labelledby")]
        section = parents[parents[figure]]
        assert section.tag == "section"
        assert list(section.iter("table"))


def test_both_languages_stand_side_by_side_and_each_says_so(page: str) -> None:
    tree = parsed(page)
    spans = Counter(item.get("lang") for item in tree.iter("span") if item.get("lang"))

    assert tree.get("lang") == "zh-Hans"
    assert spans["zh-Hans"] == spans["en"] > 0
    assert {item.get("id"): item.get("checked") for item in tree.iter("input")} == {"in-zh": "", "in-en": None}


def test_no_outcome_is_told_by_colour_alone(page: str) -> None:
    tree = parsed(page)
    coloured = [item for item in tree.iter("span") if item.get("class") in {"good", "bad", "ask", "gap"}]

    assert all(item[0].get("class") == "sign" and item[0].text for item in coloured)


def test_a_comparison_draws_thresholds_and_steps_and_tells_outcomes(report: BrandReport) -> None:
    page = comparison_page(report, language="zh")

    assert {'id="distance-1"', 'id="procedure-demo"', 'class="good"', 'class="bad"'} <= set(
        re.findall(r'(?:id|class)="[^"]+"', page)
    )


def test_the_name_of_a_brand_is_text_and_nothing_else(report: BrandReport) -> None:
    page = comparison_page(report, language="en")

    assert "<script" not in page
    assert "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;" in page
    assert "<b>bold" not in page


def test_a_source_is_a_link_only_when_it_is_an_address_of_the_web(report: BrandReport) -> None:
    links = [item.get("href") for item in parsed(comparison_page(report, language="zh")).iter("a")]

    assert "https://example.org/a?b=1&c=2" in links
    assert not [link for link in links if str(link).startswith("javascript")]


def test_the_same_comparison_gives_the_same_bytes(report: BrandReport) -> None:
    assert comparison_page(report, language="zh") == comparison_page(report, language="zh")


def test_a_region_that_cannot_answer_is_a_column_that_says_why(report: BrandReport) -> None:
    (first, *_) = parsed(comparison_page(report, language="zh")).iter("table")
    heads = ["".join(item.itertext()) for item in first.iter("th") if item.get("scope") == "col"]

    assert heads[-1] == "nowhere"
    assert "missing" in "".join(first.itertext())


def test_what_differs_names_the_clauses_of_both_regions(report: BrandReport) -> None:
    (section,) = [
        item for item in parsed(comparison_page(report, language="zh")).iter("section") if item.get("id") == "differences"
    ]

    assert "5,000" in "".join(section.itertext())
    assert "4,000" in "".join(section.itertext())


def test_the_order_of_the_regions_changes_only_the_order(dossier: Dossier, load: Load, on: date, compared: Comparison) -> None:
    turned = compare(dossier, ("second", "demo", "nowhere"), on=on, load=load)
    pages = [
        comparison_page(BrandReport(comparison=item, outlooks=((),) * 3, days_off=frozenset()), language="zh")
        for item in (compared, turned)
    ]

    words = [sorted(parsed(page).itertext()) for page in pages]

    assert words[0] == words[1]
    assert pages[0] != pages[1]


def luminance(colour: str) -> float:
    """Relative luminance as WCAG defines it."""
    full = colour if len(colour) == 7 else "#" + "".join(letter * 2 for letter in colour[1:])
    parts = [int(full[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("name", ["ink", "soft", "good", "bad", "ask", "gap"])
@pytest.mark.parametrize("ground", ["paper", "ground"])
def test_every_colour_of_text_can_be_read(name: str, ground: str, report: BrandReport) -> None:
    colours = dict(re.findall(r"--(\w+):(#[0-9a-f]+)", comparison_page(report, language="zh")))
    dark, light = sorted((luminance(colours[name]), luminance(colours[ground])))

    assert (light + 0.05) / (dark + 0.05) >= 4.5
