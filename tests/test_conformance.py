"""Every region of this repository is proven, with no waiver, and the page that says so tells the truth.

The suite changes one value after another (LC-403, LC-404): what `tests/test_perturbation.py` asks beyond that is about clauses.
"""

import re
from pathlib import Path

import pytest

from laowu.conformance.examine import examine
from laowu.conformance.report import matrix_table, told
from laowu.conformance.tiers import Tier

REGIONS = tuple(sorted(path.parent.name for path in Path(__file__).parent.parent.glob("plugins/*/pyproject.toml")))


@pytest.mark.parametrize("code", REGIONS)
def test_a_region_is_proven_without_a_waiver_and_the_matrix_says_so(code: str, repository: Path) -> None:
    report = examine(code)

    assert not [result for result in report.results if not result.passed], "\n\n".join(
        told(result) for result in report.results if not result.passed
    )
    assert (report.tier, report.waivers) == (Tier.PROVEN, 0)
    page = (repository / "docs" / "reference" / "conformance-matrix.md").read_text(encoding="utf-8")
    assert column(page, code) == column(matrix_table([report]), code), "run `nox -s conformance -- --write`"


def column(table: str, code: str) -> dict[str, str]:
    """What a matrix says of one region, by rule."""
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines() if line.startswith("|")]
    place = rows[0].index(code)
    return {re.sub(r"\]\(.*", "", row[0]): row[place] for row in rows[2:]}
