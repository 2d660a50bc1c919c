"""An invented brand that meets Dalian's city standard in both years of the form, and ways to change one thing about it."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import attrs
import pytest

from laowu.jurisdictions.jurisdiction import Jurisdiction
from laowu.jurisdictions.loading import load_installed
from laowu.model.answers import EligibilityReport
from laowu.model.dossier import Brand, Dossier, Judgement, Operator
from laowu.model.figures import figures
from laowu.model.level import ApplicantKind, Level, Target
from laowu.model.outcome import Outcome
from laowu.model.vocabulary import shared_facts

ROUND = date(2022, 11, 15)
"""A day between the notice and the last day to apply."""


def both_years(value: object) -> list[dict[str, object]]:
    return [{"value": value, "year": 2021}, {"value": value, "year": 2022}]


FACTS: Mapping[str, Any] = {
    "illegal_operation_records": 0,
    "wage_arrears_records": 0,
    "missing_contract_records": 0,
    "unpaid_insurance_records": 0,
    "trained": both_years(1000),
    "trained_passed": both_years(801),
    "hired": both_years(400),
    "sent_out": both_years(600),
    "placed_trained": both_years(500),
    "placed_for_local_need": both_years(1000),
    "managers_counted": 0,
    "contracts_signed": 300,
    "contracts_due": 300,
    "workers_filed": 300,
    "labour_rules": True,
    "collective_bargaining": True,
    "collective_contract": True,
    "coordination_body": True,
    "labour_coordinators": 1,
    "dispute_events": 0,
    "lost_dispute_cases": both_years(0),
    "open_orders": both_years(0),
}
BODY = Operator(
    name="大连海风家政服务有限公司",
    kind=ApplicantKind.ENTERPRISE,
    code="91350100M000100Y43",
    place="大连市甘井子区",
    legal_person=True,
)
JUDGED = tuple(
    Judgement(jurisdiction="dalian", rule=rule, outcome=Outcome.MET, by="大连市人社局", on=ROUND) for rule in ("DL-007", "DL-013")
)
BRAND = Dossier(
    brand=Brand(name="大连海风家政师劳务品牌", place="大连市甘井子区", invented=True), operators=(BODY,), judgements=JUDGED
)

DossierOf = Callable[..., Dossier]
Checked = Callable[..., EligibilityReport]
Outcomes = Callable[..., dict[str, Outcome]]


@pytest.fixture(scope="session")
def dalian() -> Jurisdiction:
    return load_installed("dalian")


@pytest.fixture(scope="session")
def dossier() -> DossierOf:
    """Builds the brand; keywords change facts (``None`` leaves one out), ``but`` changes other parts."""

    def build(but: Mapping[str, Any] | None = None, **facts: Any) -> Dossier:
        catalogue = shared_facts()
        stated = {name: value for name, value in {**FACTS, **facts}.items() if value is not None}
        return attrs.evolve(
            BRAND, facts={name: figures(value, catalogue[name], catalogue) for name, value in stated.items()}, **(but or {})
        )

    return build


@pytest.fixture(scope="session")
def check(dalian: Jurisdiction, dossier: DossierOf) -> Checked:
    """Judges the brand, changed as given, at a level."""

    def report(level: Level, *, on: date = ROUND, choices: dict[str, str] | None = None, **changes: Any) -> EligibilityReport:
        jurisdiction = load_installed("dalian", choices=choices) if choices else dalian
        found = jurisdiction.check_eligibility(dossier(**changes), Target(level=level), on)
        assert found is not None
        return found

    return report


@pytest.fixture(scope="session")
def outcomes(check: Checked) -> Outcomes:
    """The outcome of each criterion."""

    def found(level: Level, **changes: Any) -> dict[str, Outcome]:
        return {finding.rule: finding.outcome for finding in check(level, **changes).findings}

    return found
