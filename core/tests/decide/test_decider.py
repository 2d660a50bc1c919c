"""Many brands judged by rules picked and compiled once come to what each alone comes to."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import attrs
import pytest

from laowu.decide.decider import Decider
from laowu.decide.eligibility import check_eligibility
from laowu.jurisdictions.loading import load_installed
from laowu.model.dossier import Brand, Dossier
from laowu.model.facts import Figure
from laowu.model.level import Level, Target
from laowu.rules.rulebook import RuleBook

Demo = Callable[..., dict[str, str]]
Region = Callable[..., Path]

ON = date(2026, 11, 21)
CITY = Level.MUNICIPAL


def stating(**figures: int) -> Dossier:
    return Dossier(brand=Brand(name="常州面点工"), facts={name: (Figure(low=at, high=at),) for name, at in figures.items()})


DOSSIERS = (stating(), *(stating(workers=heads, wage_arrears_records=0) for heads in (0, 3000, 3001, 4999, 5000)))
PREREQUISITE = """
[prerequisite.D-70]
levels = ["municipal"]
needs = "district"
how = "same_file"
summary = { zh = "先合区县条件", en = "the conditions of the district first" }
clause = "七"
"""


def book(region: Region, files: dict[str, str]) -> RuleBook:
    region("demo", files)
    return load_installed("demo").book


@pytest.mark.parametrize("brand_class", ["skill", "service", "nonsense", None])
@pytest.mark.parametrize("level", [Level.DISTRICT, CITY, Level.PROVINCIAL])
@pytest.mark.parametrize("more", ["plain", "any class", "district first"])
def test_it_says_what_one_brand_alone_is_told(
    region: Region, demo: Demo, more: str, level: Level, brand_class: str | None
) -> None:
    files = demo()
    rules = files["eligibility.toml"]
    if more == "any class":
        rules = rules.replace('document = "measures"\n', 'document = "measures"\nclass_choice = "any"\n', 1)
    elif more == "district first":
        rules += PREREQUISITE
    rule_book = book(region, files | {"eligibility.toml": rules})
    target = Target(level=level, brand_class=brand_class)
    decider = Decider(rule_book, target, on=ON)

    for dossier in DOSSIERS:
        report = check_eligibility(rule_book, dossier, target, ON)
        decision = decider.eligibility(dossier)
        assert report is not None
        assert (decision.outcome, decision.substantive, decision.territorial, decision.report) == (
            report.outcome, report.substantive, report.territorial, report,
        )  # fmt: skip
        assert decider.outcome(dossier) is report.outcome
        assert [stand.outcome for stand in decision.stands] == [finding.outcome for finding in report.findings]


def test_a_book_without_rules_of_recognition_judges_nobody(region: Region, demo: Demo) -> None:
    silent = attrs.evolve(book(region, demo()), eligibility=None)

    with pytest.raises(LookupError, match="demo states no eligibility rules"):
        Decider(silent, Target(level=CITY, brand_class="skill"), on=ON)
