"""May decisions be taken, and what a deployment that accepts a draft prints and records."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from laowu.evaluate.assess import assess, document_heads
from laowu.evaluate.decisions import may_decide
from laowu.evaluate.replay import replay
from laowu.evaluate.result_data import assessment_data
from laowu.jurisdictions.jurisdiction import Jurisdiction
from laowu.jurisdictions.loading import load_installed
from laowu.model.citation import Standing
from laowu.model.dossier import Dossier

ON = date(2026, 11, 21)
Demo = Callable[..., dict[str, str]]
Region = Callable[..., Path]
Made = Callable[..., Jurisdiction]


@pytest.fixture
def made(region: Region, demo: Demo) -> Made:
    """The demo region with its first document changed; its plan, a draft, is used by one condition of recognition."""

    def load(more: str = "", status: str = "in_force") -> Jurisdiction:
        change = ("documents.toml", 'status = "in_force"', f'status = "{status}"\n{more}')
        region("demo", demo("demo", change))
        return load_installed("demo")

    return load


@pytest.mark.parametrize("question", ["naming", "review", "subsidy", "management"])
def test_a_document_in_force_may_be_decided_by(question: str, made: Made) -> None:
    permission = may_decide(made(), question, ON)

    assert (permission.allowed, permission.standing) == (True, Standing.IN_FORCE)


def test_a_draft_may_be_decided_by_only_where_the_deployment_accepts_it(made: Made) -> None:
    plain = made()
    refused, allowed = may_decide(plain, "eligibility", ON), may_decide(plain.accepting_draft(), "eligibility", ON)

    assert (refused.allowed, refused.standing) == (False, Standing.DRAFT)
    assert "accept_draft" in refused.because.en
    assert (allowed.allowed, allowed.standing) == (True, Standing.DRAFT)
    assert "this deployment" in allowed.because.en


@pytest.mark.parametrize(
    ("question", "allowed"),
    [("eligibility", False), ("naming", False), ("review", False), ("subsidy", True), ("management", True)],
)
def test_after_a_round_only_those_recognised_are_still_decided_about(question: str, allowed: bool, made: Made) -> None:
    over = made("round_ends = 2022-12-31").accepting_draft()

    assert may_decide(over, question, ON).allowed is allowed
    assert may_decide(over, question, date(2022, 12, 31)).allowed


@pytest.mark.parametrize(
    ("more", "status", "on"), [("", "superseded", ON), ("until = 2025-01-01", "in_force", ON), ("", "in_force", date(2021, 6, 1))]
)
def test_what_is_superseded_ended_or_to_come_is_never_decided_by(more: str, status: str, on: date, made: Made) -> None:
    permission = may_decide(made(more, status).accepting_draft(), "subsidy", on)

    assert not permission.allowed
    assert permission.because.zh


def test_the_standing_that_every_result_prints_says_whether_the_draft_is_accepted(made: Made) -> None:
    plain = made()

    estimates, decisions = ([head.says.en for head in document_heads(item, ON)] for item in (plain, plain.accepting_draft()))

    assert estimates == ["in force", "draft for comment: results are estimates, not decisions"]
    assert decisions == ["in force", "draft for comment: this deployment takes decisions by it (accept_draft)"]


def test_a_replay_names_a_change_of_the_setting(made: Made, dossier: Dossier) -> None:
    plain = made()
    stored = assessment_data(assess(plain, dossier, on=ON), dossier)

    assert replay(stored).same
    changes = [change.en for change in replay(stored, accept_draft=("demo",)).changes]
    assert changes[0] == "decisions by a draft changed: False → True"
    assert all("draft" in change or "documents" in change for change in changes)


def test_a_result_from_before_the_setting_was_recorded_can_be_replayed(made: Made, dossier: Dossier) -> None:
    stored = assessment_data(assess(made(), dossier, on=ON), dossier)
    del stored["identity"]["accepts_draft"]

    assert replay(stored).same


def test_where_nothing_is_a_draft_the_setting_changes_nothing(region: Region, demo: Demo, dossier: Dossier) -> None:
    region("demo", demo("demo", ("documents.toml", 'status = "draft"', 'status = "in_force"')))
    plain = load_installed("demo")

    assert assess(plain, dossier, on=ON) == assess(plain.accepting_draft(), dossier, on=ON)
