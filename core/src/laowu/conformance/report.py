"""What an examination found: rule by rule, and the tier that follows."""

from collections.abc import Sequence
from typing import Any

from laowu import __version__
from laowu.conformance.suite_rule import Fault
from laowu.conformance.tiers import TIERS, Tier
from laowu.evaluate.result_data import result_data
from laowu.text import Text
from laowu.values import frozen

#: Version of the suite: rises when a rule is added, or asks more than before.
SUITE = 1


@frozen(kw_only=True)
class RuleResult:
    """What became of one rule of the suite.

    Attributes:
        rule: id of the rule.
        tier: the tier it belongs to.
        says: what it asks.
        page: where the documentation tells about it.
        faults: what breaks it.
        waived: what breaks it and is let off, with the reason.
        examined: whether it was asked at all: nothing is asked of a region that does not load.
    """

    rule: str
    tier: Tier
    says: Text
    page: str
    faults: tuple[Fault, ...] = ()
    waived: tuple[tuple[Fault, Text], ...] = ()
    examined: bool = True

    @property
    def passed(self) -> bool:
        """Whether it was asked and nothing breaks it but what is let off."""
        return self.examined and not self.faults


@frozen(kw_only=True)
class Report:
    """What the examination of one region found.

    Attributes:
        jurisdiction: code of the region.
        name: its official name; empty where it does not load.
        distribution, version: what was examined.
        edition: edition of its rule data.
        thorough: whether everything was asked.
        seed: what repeats the run.
        results: rule by rule.
    """

    jurisdiction: str
    name: Text
    distribution: str
    version: str
    edition: str
    thorough: bool
    seed: int
    results: tuple[RuleResult, ...]

    @property
    def tier(self) -> Tier:
        """The highest tier whose rules, and those of all tiers before it, are kept."""
        reached = Tier.NONE
        for tier in TIERS:
            asked = [result for result in self.results if result.tier is tier]
            if not asked or not all(result.passed for result in asked):
                break
            reached = tier
        return reached

    @property
    def waivers(self) -> int:
        """How many faults are let off."""
        return sum(len(result.waived) for result in self.results)

    @property
    def badge(self) -> str:
        """The result in one line."""
        waived = f", {self.waivers} waived" if self.waivers else ""
        return f"laowu conformance: {self.jurisdiction} {self.version} {self.tier.code}{waived} (suite {SUITE})"


def told(result: RuleResult, *, most: int = 40) -> str:
    """A rule that is broken, for a person who develops a region: what it asks, what breaks it, where to read about it."""
    lines = [f"{result.rule} {result.says.en}"]
    for fault in result.faults[:most]:
        lines.append(f"  - {fault.says.en}")
        if fault.example:
            lines.append(f"    smallest example: {fault.example}")
    if len(result.faults) > most:
        lines.append(f"  … and {len(result.faults) - most} more")
    return "\n".join([*lines, f"  see {result.page}"])


def matrix_table(reports: Sequence[Report]) -> str:
    """Which region keeps which rule, as a table of Markdown: results only, no numbers that differ from run to run."""
    heads = ["rule", "tier", *(report.jurisdiction for report in reports)]
    rows = [
        [f"[{rule}](conformance.md#{rule.lower()})", tier.code, *(_mark(report, rule) for report in reports)]
        for rule, tier in dict.fromkeys((result.rule, result.tier) for report in reports for result in report.results)
    ]
    rows.append(["**tier reached**", "", *(f"**{report.tier.code}**" for report in reports)])
    rows.append(["waivers", "", *(str(report.waivers) for report in reports)])
    return "\n".join(f"| {' | '.join(row)} |" for row in (heads, ["---"] * len(heads), *rows))


def _mark(report: Report, rule: str) -> str:
    result = next(result for result in report.results if result.rule == rule)
    return "waived" if result.passed and result.waived else "✓" if result.passed else "✗"


def report_data(reports: Sequence[Report]) -> dict[str, Any]:
    """Reports as plain data."""
    return {"schema": "laowu/conformance/1", "suite": SUITE, "core": __version__, "regions": [_region(item) for item in reports]}


def _region(report: Report) -> dict[str, Any]:
    return {
        "jurisdiction": report.jurisdiction,
        "name": result_data(report.name),
        "distribution": report.distribution,
        "version": report.version,
        "edition": report.edition,
        "tier": report.tier.code,
        "waivers": report.waivers,
        "thorough": report.thorough,
        "seed": report.seed,
        "rules": [_rule(result) for result in report.results],
    }


def _rule(result: RuleResult) -> dict[str, Any]:
    return {
        "rule": result.rule,
        "tier": result.tier.code,
        "says": result_data(result.says),
        "page": result.page,
        "result": "passed" if result.passed else "failed" if result.examined else "not examined",
        "faults": [result_data(fault) for fault in result.faults],
        "waived": [{**result_data(fault), "reason": result_data(reason)} for fault, reason in result.waived],
    }
