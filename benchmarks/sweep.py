"""One value moved over many brands: counted by ``simulate --sweep``, and by changing the rules at every value and asking again.

Run as ``python benchmarks/sweep.py`` beside the regions of this repository. Both ways take turns in one process and must agree;
a ratio is the median of the rounds' ratios. Times are processor time.
"""
# ruff: noqa: INP001, T201  # a program run by hand, which prints

import argparse
import time
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

from laowu.evaluate.assess import targets
from laowu.evaluate.sweeping.axis import asked_values
from laowu.evaluate.sweeping.sweep import SECTIONS, sweep, trial_of
from laowu.jurisdictions.loading import load_installed, read_installed
from laowu.model.dossier import Dossier
from laowu.model.dossier_file import read_dossier
from laowu.model.outcome import Outcome
from laowu.rules.variation import variation

ON = date(2026, 11, 22)
MOVED = (
    ("jiangsu", "eligibility.criterion.JS-053.condition.at_least", "3000..8000"),
    ("dalian", "eligibility.criterion.DL-017-pass.condition.more_than", "55%..95%"),
)
EXAMPLES = Path(__file__).resolve().parent.parent / "examples"


def main() -> None:
    """Measure and print a table in Markdown."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--brands", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    known = [read_dossier(path) for path in sorted(EXAMPLES.glob("*.toml"))]
    brands = [known[place % len(known)] for place in range(given.brands)]
    print("| value | values | brands | swept, s | asked anew, s | ratio |\n|---|---|---|---|---|---|")
    for code, path, values in MOVED:
        rounds = [one_round(code, path, values, brands) for _ in range(given.rounds)]
        fast, slow = (median(each[place] for each in rounds) for place in (0, 1))
        ratio = median(slower / faster for faster, slower, _ in rounds)
        print(f"| {code}.{path} | {rounds[0][2]} | {len(brands)} | {fast:.2f} | {slow:.2f} | {ratio:.0f} |")


def one_round(code: str, path: str, values: str, brands: list[Dossier]) -> tuple[float, float, int]:
    """Processor time of both ways, and how many values were tried."""
    begun = time.process_time()
    rules = read_installed(code)
    result = sweep(brands, trial_of(rules, variation(rules.read(), path, sections=SECTIONS), asked_values(values)), on=ON)
    swept = time.process_time() - begun
    begun = time.process_time()
    for place, value in enumerate(result.values):
        region = load_installed(code, changes=changed(path, value.value))
        met = {found.target: 0 for found in result.recognition}
        for brand in brands:
            for target in targets(region.book, brand):
                report = region.check_eligibility(brand, target, ON)
                if target in met and report is not None and report.substantive is Outcome.MET:
                    met[target] += 1
        if any(found.counts[place].substantive["met"] != met[found.target] for found in result.recognition):
            raise SystemExit(f"the two ways differ at {value.value}")
    return swept, time.process_time() - begun, len(result.values)


def changed(path: str, value: str) -> dict[str, Any]:
    """A change of one value, as a tree of sections."""
    tree: Any = int(value) if value.isdigit() else value
    for step in reversed(path.split(".")):
        tree = {step: tree}
    return dict(tree)


if __name__ == "__main__":
    main()
