"""A level that is given only to brands of a lower one: held already, or applied for in the same file."""

from datetime import date

from laowu.decide.course import applying, course_of
from laowu.decide.evidence import Evidence
from laowu.model.answers import Finding, Observation
from laowu.model.outcome import Outcome
from laowu.rules.eligibility import Prerequisite
from laowu.rules.rulebook import RuleBook
from laowu.text import Text, joined, same
from laowu.values import frozen


@frozen(kw_only=True)
class LowerLevel:
    """How a brand stands with the lower level.

    Attributes:
        held: it holds it.
        known: the dossier tells of recognitions.
        refused: the day on which the application for it ended without success; ``None`` while that does not bear on it.
        same_file: its own conditions decide.
    """

    held: bool
    known: bool
    refused: date | None
    same_file: bool

    def outcome(self, lower: Outcome) -> Outcome:
        """The outcome, where the lower level's conditions of substance come to ``lower``."""
        if self.held:
            return Outcome.MET
        if self.same_file:
            return lower
        return Outcome.NOT_MET if self.known or self.refused is not None else Outcome.NO_DATA

    def place(self, lower: Outcome) -> Outcome:
        """What the conditions of place come to, where those of the lower level come to ``lower``."""
        return lower if self.same_file else Outcome.MET


def stands(rule: Prerequisite, evidence: Evidence, book: RuleBook) -> LowerLevel:
    """How a brand stands with the level that comes first.

    A brand that holds it has it. Else, where both may be applied for in one file, the answer is that of the lower level's
    own conditions: who meets them can be given the lower level first, who fails one of them cannot. An application for the
    lower level that has ended without success settles it, until another one begins. Where it must be held already, nothing
    but the recognition counts.
    """
    held = rule.needs in evidence.held()
    refused = None if held or rule.how != "same_file" else _refused(rule, evidence, book)
    return LowerLevel(
        held=held,
        known=evidence.figure("levels_held") is not None,
        refused=refused,
        same_file=rule.how == "same_file" and not held and refused is None,
    )


@frozen(kw_only=True)
class LowerAnswer:
    """What the lower level's own conditions come to, about the same brand on the same day.

    Attributes:
        outcome, substantive, territorial: as in its report.
        hard: id and outcome of each condition that is no aim.
        remarks: of its report.
    """

    outcome: Outcome
    substantive: Outcome
    territorial: Outcome
    hard: tuple[tuple[str, Outcome], ...]
    remarks: tuple[Text, ...]


def comes_first(rule: Prerequisite, lower: LowerAnswer, evidence: Evidence, book: RuleBook) -> tuple[Finding, Outcome]:
    """Whether the lower level is there, or will be there in time; :func:`stands` says how that is found.

    Args:
        rule: the rule.
        lower: what the lower level's own conditions come to.
        evidence: the dossier as the region asks about it.
        book: the rule book.

    Returns:
        The finding, and what the lower level's conditions of place come to.
    """
    found = stands(rule, evidence, book)
    outcome = found.outcome(lower.substantive)
    finding = Finding(
        rule=rule.id,
        summary=rule.summary,
        clause=book.cite(rule),
        outcome=outcome,
        observations=(_recognition(rule, evidence, outcome, found),),
        remarks=_remarks(rule, lower) if found.same_file else (),
    )
    return finding, found.place(lower.territorial)


def _refused(rule: Prerequisite, evidence: Evidence, book: RuleBook) -> date | None:
    """The day on which the application for the lower level ended without success."""
    if not evidence.dossier.progress:
        return None
    stages = applying(book.review.stages if book.review else (), rule.needs, evidence.on)
    recorded, on = evidence.dossier.progress, evidence.on
    return course_of(stages, recorded, level=rule.needs, jurisdiction=evidence.jurisdiction, on=on).ended


def _recognition(rule: Prerequisite, evidence: Evidence, outcome: Outcome, found: LowerLevel) -> Observation:
    definition = evidence.facts["levels_held"]
    level = rule.needs.label
    if found.held:
        day = evidence.held()[rule.needs].on.isoformat()
        seen = Text(f"{day} 认定", f"recognised on {day}")
    elif found.refused is not None:
        day = found.refused.isoformat()
        seen = Text(f"申报已于 {day} 终止", f"the application for it ended on {day} without success")
    elif rule.how == "same_file":
        seen = Text("尚未认定，可在同一份材料先申报", "not recognised yet; it may be applied for first, in the same file")
    else:
        seen = Text("未认定", "not recognised") if found.known else Text("未提供", "not stated")
    return Observation(
        fact="levels_held",
        label=definition.label,
        operator="includes",
        required=rule.needs.value,
        found=rule.needs.value if found.held else None,
        asked=Text("已认定：", "recognised: ") + level,
        seen=seen,
        outcome=outcome,
        settled_by=definition.settled_by if outcome is Outcome.NO_DATA and rule.how == "held" else None,
    )


_STATES = (
    (Outcome.NOT_MET, Text("不符合：", "not met: ")),
    (Outcome.NO_DATA, Text("缺数据：", "no data: ")),
    (Outcome.NEEDS_JUDGEMENT, Text("待评判：", "needs judgement: ")),
)


def _remarks(rule: Prerequisite, lower: LowerAnswer) -> tuple[Text, ...]:
    level = rule.needs.label
    if lower.outcome is Outcome.MET:
        return (Text(f"符合{level.zh}条件，须先认定{level.zh}", f"the {level.en} conditions are met; that level is given first"),)
    parts = []
    for state, label in _STATES:
        rules = [same(name) for name, outcome in lower.hard if outcome is state]
        if rules:
            parts.append(label + joined(rules, zh="、", en=", "))
    return (Text(f"取决于{level.zh}条件：", f"it hangs on the {level.en} conditions: ") + joined(parts or list(lower.remarks)),)
