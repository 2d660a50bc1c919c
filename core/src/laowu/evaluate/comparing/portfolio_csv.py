"""A portfolio as CSV: a line per brand and region, with codes instead of words."""

import csv
from collections.abc import Iterator
from io import StringIO

from laowu.evaluate.comparing.portfolio import Portfolio, PortfolioCell, PortfolioLine, PortfolioRegion

COLUMNS = (
    *("brand", "invented", "dossier", "jurisdiction", "state", "level", "class", "outcome", "substantive", "territorial"),
    *("not_met", "unknown", "lacks"),
)
_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def portfolio_csv(result: Portfolio) -> Iterator[str]:
    """The lines of a portfolio, the heads first; what looks like a formula gets a mark that makes it a text.

    The first line begins with a byte order mark, without which spreadsheets take Chinese for something else.
    """
    yield "\ufeff" + _line(COLUMNS)
    for brand in result.brands:
        for region, cell in zip(result.regions, brand.cells, strict=True):
            yield _line(_values(brand, region, cell))


def _values(brand: PortfolioLine, region: PortfolioRegion, cell: PortfolioCell | None) -> tuple[str, ...]:
    about = (brand.brand, "yes" if brand.invented else "no", brand.dossier, region.code, region.state)
    if cell is None:
        return (*about, *[""] * (len(COLUMNS) - len(about)))
    outcomes = (cell.outcome.value, cell.substantive.value, cell.territorial.value)
    lacks = " ".join(lack.rule for lack in cell.lacks)
    target = (cell.target.level.value, cell.target.brand_class or "")
    return (*about, *target, *outcomes, str(cell.not_met), str(cell.unknown), lacks)


def _line(values: tuple[str, ...]) -> str:
    line = StringIO()
    csv.writer(line).writerow(f"'{value}" if value.startswith(_STARTS_FORMULA) else value for value in values)
    return line.getvalue()
