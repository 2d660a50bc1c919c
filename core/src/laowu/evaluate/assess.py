"""All five answers of one jurisdiction about one brand."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Literal

import attrs

from laowu.decide.eligibility import nearest
from laowu.decide.evidence import Evidence
from laowu.evaluate.decisions import standing_words
from laowu.evaluate.identity import DecisionIdentity, identity_of, readings_in_use
from laowu.evaluate.verified import FactCheck, fact_checks, with_verified
from laowu.jurisdictions.jurisdiction import Jurisdiction
from laowu.model.answers import (
    EligibilityReport,
    ManagementDecision,
    NameReport,
    ReadingUsed,
    ReviewPlan,
    SubsidyStatement,
)
from laowu.model.citation import Standing
from laowu.model.dossier import Dossier
from laowu.model.level import ApplicantKind, Level, Target
from laowu.model.outcome import Outcome
from laowu.model.questions import Application, BrandRecord, NameProposal, SubsidyClaim
from laowu.model.verified_facts import VerifiedFacts
from laowu.rules.rulebook import RuleBook
from laowu.text import Text
from laowu.values import frozen


@frozen(kw_only=True)
class DocumentHead:
    """A document behind an assessment, and what it is worth on the date judged.

    Attributes:
        id: id of the document.
        name: its number, or its title.
        title: its title.
        issued: date of issue; ``None`` when the text leaves it blank.
        standing: what it is worth on the date judged.
        says: the same in words, with what the deployment makes of a draft.
        later_texts: what is known to have come after it.
    """

    id: str
    name: str
    title: str
    issued: date | None
    standing: Standing
    says: Text
    later_texts: tuple[Text, ...]


@frozen(kw_only=True)
class ChangedOutcome:
    """An answer that is another one because a figure of the source counts.

    Attributes:
        question: ``eligibility`` or ``subsidy``.
        target: level and class.
        rule: id of the condition; ``None`` for the answer as a whole.
        label: what it is about.
        declared: the answer with the declared figures alone.
        verified: the answer now.
    """

    question: Literal["eligibility", "subsidy"]
    target: Target
    rule: str | None
    label: Text
    declared: Text
    verified: Text


@frozen(kw_only=True)
class Verification:
    """What a source beside the dossier made of the declared figures.

    Attributes:
        source: what was asked, and in which state.
        brand: the brand as the source calls it.
        facts: every figure of the source beside the declared one.
        changes: answers that are other ones because of it.
    """

    source: str
    brand: str
    facts: tuple[FactCheck, ...]
    changes: tuple[ChangedOutcome, ...]


@frozen(kw_only=True)
class Assessment:
    """Everything one jurisdiction says about one brand on one day.

    Attributes:
        schema: name and version of this shape.
        identity: what the answers depend on.
        name: the jurisdiction's official name.
        documents: documents behind the answers.
        eligibility: one report per level and class.
        nearest: of each level judged in several classes, the class whose conditions are met or come nearest to it.
        naming: the name report; ``None`` where nothing is stated.
        review: one plan per level.
        subsidy: one statement per level that brings money.
        management: one decision per level.
        readings: every reading with the choice in use.
        verification: the declared figures beside those of a source, such as a ledger; ``None`` where none was asked.
    """

    schema: str = "laowu/assessment/1"
    identity: DecisionIdentity
    name: Text
    documents: tuple[DocumentHead, ...]
    eligibility: tuple[EligibilityReport, ...]
    nearest: tuple[Target, ...] = ()
    naming: NameReport | None
    review: tuple[ReviewPlan, ...]
    subsidy: tuple[SubsidyStatement, ...]
    management: tuple[ManagementDecision, ...]
    readings: tuple[ReadingUsed, ...]
    verification: Verification | None = None


def assess(
    jurisdiction: Jurisdiction,
    dossier: Dossier,
    *,
    on: date,
    start: date | None = None,
    verified: VerifiedFacts | None = None,
) -> Assessment:
    """Ask a jurisdiction all five questions.

    Args:
        jurisdiction: who is asked.
        dossier: what is known about the brand.
        on: date judged.
        start: first day of the plan; the date judged when left out.
        verified: facts that a source beside the dossier gives; they count before the declared ones.

    Raises:
        UnusableJurisdiction: a hook of the plugin failed.
        DossierError: the dossier names a place that does not exist on that date.
    """
    start = start or on
    if verified is None:
        return _assess(jurisdiction, dossier, on=on, start=start)
    evidence = Evidence(dossier=dossier, jurisdiction=jurisdiction.code, facts=jurisdiction.book.facts, on=on)
    declared = _assess(jurisdiction, dossier, on=on, start=start)
    found = _assess(jurisdiction, with_verified(dossier, verified, evidence), on=on, start=start)
    return attrs.evolve(
        found,
        identity=identity_of(jurisdiction, dossier, on=on, start=start, verified=verified),
        verification=Verification(
            source=verified.source,
            brand=verified.brand,
            facts=tuple(fact_checks(verified, evidence)),
            changes=(*_changed_conditions(declared, found), *_changed_sums(declared, found)),
        ),
    )


def _changed_conditions(before: Assessment, after: Assessment) -> Iterator[ChangedOutcome]:
    """Levels and classes judged otherwise, each with the conditions that make it so."""
    judged = {report.target: report for report in before.eligibility}
    for report in after.eligibility:
        was = judged[report.target]
        pairs: list[tuple[str | None, Text, Outcome, Outcome]] = [(None, report.target.level.label, was.outcome, report.outcome)]
        answered = {finding.rule: finding.outcome for finding in was.findings}
        pairs += [(item.rule, item.summary, answered.get(item.rule, item.outcome), item.outcome) for item in report.findings]
        for rule, label, old, new in pairs:
            if old is not new:
                yield ChangedOutcome(
                    question="eligibility", target=report.target, rule=rule, label=label, declared=old.label, verified=new.label
                )


def _changed_sums(before: Assessment, after: Assessment) -> Iterator[ChangedOutcome]:
    told = {statement.target: statement for statement in before.subsidy}
    for statement in after.subsidy:
        was = told[statement.target]
        if was.total != statement.total:
            yield ChangedOutcome(
                question="subsidy",
                target=statement.target,
                rule=None,
                label=statement.target.level.label,
                declared=was.total.label,
                verified=statement.total.label,
            )


def _assess(jurisdiction: Jurisdiction, dossier: Dossier, *, on: date, start: date) -> Assessment:
    targets_ = targets(jurisdiction.book, dossier)
    levels = tuple(dict.fromkeys(target.level for target in targets_))
    asked = [jurisdiction.check_eligibility(dossier, target, on) for target in targets_]
    eligibility = tuple(report for report in asked if report is not None)
    first = {level: next(target for target in targets_ if target.level is level) for level in levels}
    plans = [jurisdiction.plan_review(Application(dossier=dossier, target=first[level], start=start), on) for level in levels]
    paid = [
        jurisdiction.calculate_subsidy(SubsidyClaim(dossier=dossier, target=_paid_target(level, dossier)), on)
        for level in paid_levels(jurisdiction.book, levels)
    ]
    decisions = [jurisdiction.manage_brand(BrandRecord(dossier=dossier, level=level), on) for level in levels]
    return Assessment(
        identity=identity_of(jurisdiction, dossier, on=on, start=start),
        name=jurisdiction.name,
        documents=document_heads(jurisdiction, on),
        eligibility=eligibility,
        nearest=nearest_targets(eligibility),
        naming=jurisdiction.validate_name(proposal_of(dossier), on),
        review=tuple(plan for plan in plans if plan is not None),
        subsidy=tuple(statement for statement in paid if statement is not None),
        management=tuple(decision for decision in decisions if decision is not None),
        readings=readings_in_use(jurisdiction),
    )


def document_heads(jurisdiction: Jurisdiction, on: date) -> tuple[DocumentHead, ...]:
    """The documents of a jurisdiction as an assessment names them."""
    return tuple(
        DocumentHead(
            id=document.id,
            name=document.name,
            title=document.title,
            issued=document.issued,
            standing=document.standing(on),
            says=standing_words(document.standing(on), accepts_draft=jurisdiction.accepts_draft),
            later_texts=document.later_texts,
        )
        for document in jurisdiction.book.documents.values()
    )


def targets(
    book: RuleBook, dossier: Dossier, *, level: Level | None = None, brand_class: str | None = None
) -> tuple[Target, ...]:
    """What a brand can be judged for: each level, and the declared class or, where none fits or any will do, every class.

    Args:
        book: the rule book asked.
        dossier: the brand; its declared class narrows the classes where the rules hold it to that one.
        level: only this level.
        brand_class: only this class, instead of the declared one.
    """
    if book.eligibility is None:
        return ()
    levels = (level,) if level else book.eligibility.levels
    known = [item.code for item in book.eligibility.classes]
    asked = brand_class or dossier.brand.brand_class
    if brand_class and not known:
        classes: list[str | None] = [None]
    elif not known:
        classes = [None]
    elif brand_class:
        classes = [brand_class]
    else:
        held_to = asked in known and book.eligibility.class_choice == "declared"
        classes = [asked] if held_to else list(known)
    return tuple(Target(level=each, brand_class=code) for each in levels for code in classes)


def nearest_targets(reports: Sequence[EligibilityReport]) -> tuple[Target, ...]:
    """Of each level judged in several classes, the class that comes nearest to being met."""
    levels = dict.fromkeys(report.target.level for report in reports)
    alike = [[report for report in reports if report.target.level is level] for level in levels]
    return tuple(nearest(group).target for group in alike if len(group) > 1)


def paid_levels(book: RuleBook, levels: tuple[Level, ...]) -> tuple[Level, ...]:
    """Levels about whose money a question makes sense: those recognised here and those an award names."""
    named = {level for award in (book.subsidy.awards if book.subsidy else ()) for level in award.levels}
    return tuple(level for level in Level if level in named or (level in levels and not named))


def _paid_target(level: Level, dossier: Dossier) -> Target:
    return Target(level=level, brand_class=dossier.brand.brand_class)


def proposal_of(dossier: Dossier) -> NameProposal:
    """The brand's name as a naming question; the applicant is known when all operators are of one kind."""
    kinds = {operator.kind for operator in dossier.operators} - {ApplicantKind.OTHER, None}
    return NameProposal(
        name=dossier.brand.name,
        applicant=kinds.pop() if len(kinds) == 1 else None,
        enterprises=tuple(operator.trade_name for operator in dossier.operators if operator.trade_name),
        place=dossier.brand.place,
        existing=dossier.brand.existing,
    )
