"""Levels of recognition that come before another one, and whether the brand has them."""

from collections.abc import Iterator
from datetime import date

import attrs

from laowu.decide.evidence import Evidence
from laowu.evaluate.gaps.dossier_change import Change
from laowu.jurisdictions.jurisdiction import Jurisdiction
from laowu.model.answers import EligibilityReport
from laowu.model.citation import Citation
from laowu.model.dossier import Dossier
from laowu.model.level import Level, Target
from laowu.model.outcome import Outcome
from laowu.rules.eligibility import Prerequisite
from laowu.rules.rule import in_force
from laowu.text import Text
from laowu.values import frozen


@frozen(kw_only=True)
class EarlierLevel:
    """A level that comes before the one asked for.

    Attributes:
        level: the level.
        rule, clause: where it stands.
        summary: what is asked, in our own words.
        same_file: it may be applied for in the same file; else it must be held already.
        held: whether the brand holds it on the date judged; ``None`` when the dossier tells of no recognition.
        outcome: whether it meets the conditions of that level.
    """

    level: Level
    rule: str
    clause: Citation
    summary: Text
    same_file: bool
    held: bool | None
    outcome: Outcome | None


def earlier_levels(jurisdiction: Jurisdiction, dossier: Dossier, target: Target, on: date) -> tuple[EarlierLevel, ...]:
    """The levels that come before ``target``, in the document's order."""
    book = jurisdiction.book
    evidence = Evidence(dossier=dossier, jurisdiction=book.profile.code, facts=book.facts, on=on)
    found = []
    for rule in earlier_rules(jurisdiction, target, on):
        report = lower_report(jurisdiction, dossier, target, rule, on)
        found.append(
            EarlierLevel(
                level=rule.needs,
                rule=rule.id,
                clause=book.cite(rule),
                summary=rule.summary,
                same_file=rule.how == "same_file",
                held=rule.needs in evidence.held() if dossier.recognitions else None,
                outcome=report.outcome if report else None,
            )
        )
    return tuple(found)


def earlier_rules(jurisdiction: Jurisdiction, target: Target, on: date) -> Iterator[Prerequisite]:
    """The rules in force that ask for an earlier level."""
    rules = jurisdiction.book.eligibility
    for rule in in_force(rules.prerequisites, on) if rules else ():
        if target.level in rule.levels and rule.how != "independent":
            yield rule


def lower_report(
    jurisdiction: Jurisdiction, dossier: Dossier, target: Target, rule: Prerequisite, on: date
) -> EligibilityReport | None:
    """The report on the level that a rule asks for first."""
    return jurisdiction.check_eligibility(dossier, attrs.evolve(target, level=rule.needs), on)


def recognised(jurisdiction: Jurisdiction, rule: Prerequisite, on: date, *, known: bool) -> Change:
    """The earlier level held.

    Args:
        jurisdiction: the region.
        rule: the rule that asks for it.
        on: date judged.
        known: whether the dossier tells of recognitions, so that it says this one is not held.
    """
    definition = jurisdiction.book.facts["levels_held"]
    return Change(
        kind="recognition",
        key=rule.needs.value,
        jurisdiction=jurisdiction.code,
        value=on.isoformat(),
        label=definition.label,
        asked=rule.needs.label,
        seen=Text("未认定", "not recognised") if known else Text("未提供", "not stated"),
        was=Outcome.NOT_MET if known else Outcome.NO_DATA,
        settled_by=None if known else definition.settled_by,
        distance="1" if known else "0",
        rules=(rule.id,),
    )
