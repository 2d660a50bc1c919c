"""An invented brand that meets Jiangsu's standard in all four classes at once, and ways to change one thing about it."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import attrs
import pytest

from laowu.jurisdictions.jurisdiction import Jurisdiction
from laowu.jurisdictions.loading import load_installed
from laowu.model.answers import EligibilityReport
from laowu.model.dossier import Brand, Dossier, Judgement
from laowu.model.figures import figures
from laowu.model.level import Level, Target
from laowu.model.outcome import Outcome

ON = date(2026, 11, 23)

FACTS: Mapping[str, Any] = {
    "local_plan": True,
    "plan_areas": ["industry", "employment", "startup", "training", "culture"],
    "development_plan": True,
    "product_or_service": True,
    "credit_commitment": True,
    "worker_management_rules": True,
    "leading_firms": 1,
    "industrial_parks": 1,
    "service_line": ["initial_cultivation", "recommendation", "on_job_training", "rights_protection"],
    "training_system": True,
    "training_plan": True,
    "subsidised_training": True,
    "workers": 50_000,
    "average_wage_yuan": 110_000,
    "trade_average_wage_yuan": 100_000,
    "skilled_workers": 25_000,
    "above_scale_firms": 3,
    "little_giant_firms": 1,
    "special_training_project": True,
    "offline_casual_market": True,
    "online_flexible_area": True,
    "customer_satisfaction": "95%",
    "third_party_survey": True,
    "product_recognition": ["provincial"],
    "culture_carriers": ["heritage_workshop"],
    "migrant_workers": 35_000,
    "hard_group_workers": 5_000,
    "annual_labour_income_yuan": 3_000_000_000,
    "ability_training": True,
    "support_carriers": ["help_workshop", "rural_base"],
}
JUDGED = (
    *("JS-032", "JS-035", "JS-036", "JS-037", "JS-040", "JS-041", "JS-042"),
    *("JS-046", "JS-047", "JS-049", "JS-051", "JS-054", "JS-056", "JS-061"),
)
"""What an official must judge, in the basic conditions and in the four classes."""

DossierOf = Callable[..., Dossier]
Checked = Callable[..., EligibilityReport]
Outcomes = Callable[..., dict[str, Outcome]]


@pytest.fixture(scope="session")
def jiangsu() -> Jurisdiction:
    return load_installed("jiangsu")


@pytest.fixture(scope="session")
def dossier(jiangsu: Jurisdiction) -> DossierOf:
    """Builds the brand; keywords change facts (``None`` leaves one out), ``but`` changes other parts."""
    catalogue = jiangsu.book.facts
    own = ("plan_areas", "service_line")
    judged = tuple(Judgement(jurisdiction="jiangsu", rule=rule, outcome=Outcome.MET, by="江苏省人社厅", on=ON) for rule in JUDGED)
    brand = Dossier(brand=Brand(name="东海水晶工匠", place="江苏省连云港市东海县", invented=True), judgements=judged)

    def build(but: Mapping[str, Any] | None = None, **facts: Any) -> Dossier:
        stated = {
            name: figures(value, catalogue[name], catalogue)
            for name, value in {**FACTS, **facts}.items()
            if value is not None
        }  # fmt: skip
        local = {"jiangsu": {name: stated.pop(name) for name in own if name in stated}}
        return attrs.evolve(brand, facts=stated, local_facts=local, **(but or {}))

    return build


@pytest.fixture(scope="session")
def check(jiangsu: Jurisdiction, dossier: DossierOf) -> Checked:
    """Judges the brand, changed as given, in a class."""

    def report(brand_class: str | None, *, choices: dict[str, str] | None = None, **changes: Any) -> EligibilityReport:
        jurisdiction = load_installed("jiangsu", choices=choices) if choices else jiangsu
        target = Target(level=Level.PROVINCIAL, brand_class=brand_class)
        found = jurisdiction.check_eligibility(dossier(**changes), target, ON)
        assert found is not None
        return found

    return report


@pytest.fixture(scope="session")
def outcomes(check: Checked) -> Outcomes:
    """The outcome of each criterion."""

    def found(brand_class: str, **changes: Any) -> dict[str, Outcome]:
        return {finding.rule: finding.outcome for finding in check(brand_class, **changes).findings}

    return found
