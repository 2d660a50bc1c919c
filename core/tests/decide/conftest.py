"""A rule book made of attrs literals, and what it answers about a brand made for the test."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

import pytest
from applications import STAGES, Told
from review_stages import Planned

from laowu.calendar.workdays import WorkCalendar
from laowu.decide.management import manage_brand
from laowu.decide.review import plan_review
from laowu.decide.subsidy import calculate_subsidy
from laowu.model.answers import ManagementDecision, ReviewPlan, SubsidyStatement
from laowu.model.citation import Document, LegalStatus
from laowu.model.dossier import Brand, ClaimLine, Dossier, Progress, Recognition
from laowu.model.facts import FactDefinition
from laowu.model.level import Level, Target
from laowu.model.questions import Application, BrandRecord, SubsidyClaim
from laowu.model.vocabulary import shared_facts
from laowu.rules.management import Consequence, ManagementRules, Upkeep
from laowu.rules.profile import Profile
from laowu.rules.readings import Choice, Reading
from laowu.rules.review import ReviewRules, Stage
from laowu.rules.rulebook import RuleBook
from laowu.rules.subsidy import PerHead, SubsidyRules
from laowu.text import Text, same

MakeBook = Callable[..., RuleBook]

SINCE_2020 = {"since": date(2020, 1, 1)}


@pytest.fixture(scope="session")
def book() -> Callable[..., RuleBook]:
    """A rule book; ``documents`` by id are the fields in which each differs from a plain one, ``readings`` ids of rules."""

    def make(
        *,
        documents: dict[str, dict[str, Any]] | None = None,
        facts: tuple[FactDefinition, ...] = (),
        division: str = "320400",
        readings: tuple[str, ...] = (),
        **parts: Any,
    ) -> RuleBook:
        profile = Profile(
            code="demo",
            name=Text("示例市", "Demo"),
            division=division,
            tier="city",
            api=1,
            edition="1",
            read_on=date(2026, 11, 1),
        )
        return RuleBook(
            profile=profile,
            documents={name: _document(name, fields) for name, fields in (documents or {"d1": {}}).items()},
            facts=shared_facts().extended(facts),
            readings=tuple((_reading(rule), "a") for rule in readings),
            digest="0" * 64,
            **parts,
        )

    return make


@pytest.fixture(scope="session")
def planned(book: MakeBook) -> Callable[..., ReviewPlan]:
    """The plan of a region with these stages."""

    def make(
        *stages: Stage, start: date, on: date | None = None, calendar: WorkCalendar | None = None, **more: Any
    ) -> ReviewPlan:
        documents = more.pop("documents", {"d1": SINCE_2020})
        brand = more.pop("brand", Dossier(brand=Brand(name="x")))
        made = book(review=ReviewRules(stages=stages, papers=more.pop("papers", ())), documents=documents, **more)
        application = Application(dossier=brand, target=Target(level=Level.MUNICIPAL), start=start)
        plan = plan_review(made, application, on or start, calendar or WorkCalendar())
        assert plan is not None
        return plan

    return make


@pytest.fixture(scope="session")
def told(planned: Planned) -> Told:
    """The plan of an application with this progress."""

    def make(*progress: Progress, on: date, stages: tuple[Stage, ...] = STAGES, **more: Any) -> ReviewPlan:
        brand = Dossier(brand=Brand(name="x"), progress=progress)
        return planned(*stages, start=more.pop("start", on), on=on, brand=brand, **more)

    return make


@pytest.fixture(scope="session")
def claimed(book: MakeBook) -> Callable[..., SubsidyStatement]:
    """The statement of a region with one per-head award, for a brand recognised on 15 March 2023."""

    def make(award: PerHead, claims: Iterable[ClaimLine], *, on: date = date(2032, 12, 31), **more: Any) -> SubsidyStatement:
        held = Recognition(level=Level.MUNICIPAL, on=date(2023, 3, 15), jurisdiction="demo")
        fields = {"brand": Brand(name="金坛茶匠"), "recognitions": (held,), "claims": tuple(claims), **more}
        rules = book(subsidy=SubsidyRules(awards=(award,)), documents={"d1": SINCE_2020})
        claim = SubsidyClaim(dossier=Dossier(**fields), target=Target(level=Level.MUNICIPAL))
        statement = calculate_subsidy(rules, claim, on)
        assert statement is not None
        return statement

    return make


@pytest.fixture(scope="session")
def managed(book: MakeBook) -> Callable[..., ManagementDecision]:
    """The decision of a region with these rules about a brand it recognised on 1 May 2020."""

    def make(
        *rules: Upkeep | Consequence, on: date = date(2026, 11, 21), level: Level = Level.MUNICIPAL, **more: Any
    ) -> ManagementDecision:
        made = {key: more.pop(key) for key in ("readings",) if key in more}
        documents = {"d1": {**SINCE_2020, **more.pop("document", {})}}
        stated = ManagementRules(
            upkeep=tuple(rule for rule in rules if isinstance(rule, Upkeep)),
            consequences=tuple(rule for rule in rules if isinstance(rule, Consequence)),
        )
        held = Recognition(level=Level.MUNICIPAL, on=date(2020, 5, 1), jurisdiction="demo")
        dossier = Dossier(**{"brand": Brand(name="x"), "recognitions": (held,), **more})
        decision = manage_brand(
            book(management=stated, documents=documents, **made), BrandRecord(dossier=dossier, level=level), on
        )
        assert decision is not None
        return decision

    return make


def _document(name: str, fields: dict[str, Any]) -> Document:
    plain = {"title": "示例办法", "issuers": ("示例局",), "since": date(2022, 2, 1), "status": LegalStatus.IN_FORCE}
    return Document(id=name, **{**plain, **fields})


def _reading(rule: str) -> Reading:
    choices = (Choice(code="a", label=same("a")), Choice(code="b", label=same("b")))
    return Reading(id=f"read-{rule}", question=same("?"), rules=(rule,), default="a", choices=choices)
