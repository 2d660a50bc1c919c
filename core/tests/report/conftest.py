"""Two regions, and a brand whose name and figures are as hostile as a file can make them."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import attrs
import pytest

from laowu.calendar import WorkCalendar
from laowu.evaluate.comparing.compare import Comparison, compare
from laowu.jurisdictions.jurisdiction import Jurisdiction
from laowu.jurisdictions.loading import load_installed
from laowu.model.dossier import Brand, Dossier
from laowu.model.facts import Figure, Grade
from laowu.model.share import Share
from laowu.report.brand_report import BrandReport, brand_report

HOSTILE = "=<script>alert('x')</script>&\"金坛茶匠"


@pytest.fixture
def on() -> date:
    """The day judged."""
    return date(2026, 11, 21)


@pytest.fixture
def load(region: Callable[..., Path], demo: Callable[..., dict[str, str]]) -> Callable[[str], Jurisdiction]:
    """The regions ``demo`` and ``second``, of which the second asks for fewer people."""
    region("demo", demo())
    region("second", demo("second", ("eligibility.toml", "at_least = 5000", "at_least = 4000")))
    return load_installed


@pytest.fixture
def dossier() -> Dossier:
    """A brand between the two thresholds."""
    share = Share.from_percent("49.99%")
    return Dossier(
        brand=Brand(name=HOSTILE, place="江苏省常州市金坛区", brand_class="skill", about="+<b>bold</b>"),
        facts={
            "workers": (Figure(low=4500, high=4999, source="https://example.org/a?b=1&c=2", grade=Grade.DOCUMENTED, note="@x"),),
            "skilled_share": (Figure(low=share, high=share, source='javascript:alert("x")'),),
            "wage_arrears_records": (Figure(low=0, high=0),),
        },
    )


@pytest.fixture
def compared(dossier: Dossier, load: Callable[[str], Jurisdiction], on: date) -> Comparison:
    """The brand under both regions and one that is not installed."""
    return compare(dossier, ("demo", "second", "nowhere"), on=on, load=load)


@pytest.fixture
def report(dossier: Dossier, compared: Comparison, load: Callable[[str], Jurisdiction]) -> BrandReport:
    """The same with what a page needs besides."""
    return brand_report(dossier, compared, load=load, calendar=WorkCalendar())


@pytest.fixture
def other(dossier: Dossier) -> Dossier:
    """Another brand."""
    return attrs.evolve(dossier, brand=Brand(name="常州面点工", place="320400", brand_class="skill"))
