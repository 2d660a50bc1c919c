"""Every region of this repository is proven, with no waiver, and the page that says so tells the truth; a new one is complete.

The suite changes one value after another (LC-403, LC-404): what `tests/test_perturbation.py` asks beyond that is about clauses.
"""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from laowu.conformance.examine import examine
from laowu.conformance.report import matrix_table, told
from laowu.conformance.tiers import Tier
from laowu.scaffold.new_region import new_region
from laowu.scaffold.templates import distribution_files

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


PLACEHOLDERS, CASES_THAT_BITE = "LC-303", "LC-403"


def test_a_new_region_lacks_only_a_real_document_and_cases_for_its_rules(region: Callable[..., Path]) -> None:
    new = new_region("fresh", name="新区", division="江苏省常州市", on=date(2026, 11, 22))
    texts = distribution_files(new)
    inside = f"src/{new.package}/"
    package = region("fresh", {}, plugin=next(text for path, text in texts.items() if path.name == "plugin.py"))
    for path, text in texts.items():
        if str(path).startswith(inside):
            file = package / str(path).removeprefix(inside)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")

    fresh = broken("fresh")
    for name in ("facts.toml", "counting.toml"):  # the region's own facts, in use
        file = package / "rules" / name
        file.write_text(re.sub(r"^# ", "", file.read_text(encoding="utf-8"), flags=re.MULTILINE), encoding="utf-8")

    assert {rule for rule, _ in fresh} == {PLACEHOLDERS, CASES_THAT_BITE}
    assert broken("fresh") == fresh


def broken(code: str) -> set[tuple[str, str]]:
    """What of a region that is complete and not yet sourced breaks which rule of the suite."""
    report = examine(code)
    assert report.tier is Tier.COMPLETE
    return {(result.rule, fault.subject) for result in report.results for fault in result.faults}
