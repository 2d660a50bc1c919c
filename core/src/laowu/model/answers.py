"""What the five hooks answer: frozen values, each line with the clause behind it."""

from datetime import date
from enum import Enum

import attrs

from laowu.model.citation import Citation, Standing
from laowu.model.facts import Grade
from laowu.model.level import ApplicantKind, Level, Target
from laowu.model.money import Amount
from laowu.model.outcome import Outcome
from laowu.text import Text


@attrs.frozen(kw_only=True)
class ReadingUsed:
    """How an ambiguous text was read for this answer.

    Attributes:
        id: reading id, as ``--reading ID=CHOICE`` takes it.
        choice: the choice in use.
        default: whether it is the default.
        question: what the text leaves open.
        says: what the choice in use says.
        alternatives: the other choices' codes.
    """

    id: str
    choice: str
    default: bool
    question: Text
    says: Text
    alternatives: tuple[str, ...]


@attrs.frozen(kw_only=True)
class Shortfall:
    """How far a figure falls short.

    Attributes:
        amount: exact decimal or fraction, as text; ``"0"`` for a figure that stands on a strict limit.
        unit: unit of the amount.
        says: the whole statement.
    """

    amount: str
    unit: Text
    says: Text


@attrs.frozen(kw_only=True)
class Observation:
    """One comparison inside a criterion: what was asked, what was found.

    Attributes:
        fact: name of the fact; empty for a question that only an official can answer.
        label: the fact as a reader sees it.
        year: year asked about, or ``None``.
        operator: operator code (``at_least``, ``more_than``, …).
        required: the bound as text; exact.
        found: the figure as text; ``None`` when there is none.
        asked, seen: the same two as sentences.
        outcome: outcome of this comparison alone.
        shortfall: how far it falls short, for a figure that does.
        grade: evidence grade of the figure; ``None`` without one.
        source: where the figure comes from.
        settled_by: the paper that would settle it, while it is open.
        remarks: anything the reader must know.
    """

    fact: str
    label: Text
    year: int | None = None
    operator: str
    required: str
    found: str | None = None
    asked: Text
    seen: Text
    outcome: Outcome
    shortfall: Shortfall | None = None
    grade: Grade | None = None
    source: str = ""
    settled_by: Text | None = None
    remarks: tuple[Text, ...] = ()


class Scope(Enum):
    """Whether a criterion asks where the brand is or what it is."""

    TERRITORIAL = "territorial"
    SUBSTANTIVE = "substantive"


@attrs.frozen(kw_only=True)
class Finding:
    """The answer to one criterion.

    Attributes:
        rule: id of the criterion.
        summary: what it asks, in our own words.
        clause: where it stands.
        scope: territorial or substantive.
        soft: an aim the text calls on applicants to strive for; advises, never fails.
        outcome: outcome of the criterion.
        observations: the comparisons behind it.
        remarks: anything the reader must know.
    """

    rule: str
    summary: Text
    clause: Citation
    scope: Scope = Scope.SUBSTANTIVE
    soft: bool = False
    outcome: Outcome
    observations: tuple[Observation, ...] = ()
    remarks: tuple[Text, ...] = ()


@attrs.frozen(kw_only=True)
class EligibilityReport:
    """Does this brand meet one level and class?

    Attributes:
        jurisdiction: code of the region.
        target: level and class judged.
        on: date judged.
        standing: what the answer is worth.
        outcome: all hard criteria together.
        substantive: hard criteria that ask what the brand is (the as-if-local view).
        territorial: hard criteria that ask where it is.
        findings: one per criterion, in the document's order.
        competitive: how the text selects among those who qualify; ``None`` where it does not.
        readings: readings that bear on the findings.
        remarks: anything the reader must know.
    """

    jurisdiction: str
    target: Target
    on: date
    standing: Standing
    outcome: Outcome
    substantive: Outcome
    territorial: Outcome
    findings: tuple[Finding, ...]
    competitive: Text | None = None
    readings: tuple[ReadingUsed, ...] = ()
    remarks: tuple[Text, ...] = ()


class NameVerdict(Enum):
    """Whether a name is well-formed."""

    VALID = "valid"
    INVALID = "invalid"
    AMBIGUOUS = "ambiguous"

    @property
    def label(self) -> Text:
        """The verdict as a reader sees it."""
        return _VERDICTS[self]


_VERDICTS = {
    NameVerdict.VALID: Text("合乎形式", "valid"),
    NameVerdict.INVALID: Text("不合形式", "invalid"),
    NameVerdict.AMBIGUOUS: Text("需人工判断", "ambiguous"),
}


@attrs.frozen(kw_only=True)
class NameSegments:
    """A brand name cut into its parts; an absent part is empty text."""

    region: str = ""
    enterprise: str = ""
    industry: str = ""
    person: str = ""
    suffix: str = ""


@attrs.frozen(kw_only=True)
class NameForm:
    """A form of name that fits: level and kind of applicant it is meant for."""

    level: Level
    applicant: ApplicantKind
    rule: str


@attrs.frozen(kw_only=True)
class NameNote:
    """Something an official should know about a name."""

    code: str
    says: Text
    clause: Citation | None = None


@attrs.frozen(kw_only=True)
class NameReport:
    """Is this name well-formed here?

    Attributes:
        jurisdiction: code of the region.
        name: the name judged.
        on: date judged.
        standing: what the answer is worth.
        verdict: valid, invalid or ambiguous.
        segments: the best cut.
        missing: parts that the nearest form asks for and the name lacks: ``region``, ``city_prefix``, ``district``,
            ``enterprise``, ``industry``, ``person``, ``suffix``.
        matched: forms that fit.
        notes: what an official should know, in a fixed order.
        suggestions: up to three names that would be valid.
        rules: ids of the forms it was held against.
        clauses: where the naming rule stands.
        readings: readings that bear on the verdict.
    """

    jurisdiction: str
    name: str
    on: date
    standing: Standing
    verdict: NameVerdict
    segments: NameSegments
    missing: tuple[str, ...] = ()
    matched: tuple[NameForm, ...] = ()
    notes: tuple[NameNote, ...] = ()
    suggestions: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    clauses: tuple[Citation, ...] = ()
    readings: tuple[ReadingUsed, ...] = ()


@attrs.frozen(kw_only=True)
class MaterialNeed:
    """A paper the application must hold.

    Attributes:
        code: code of the paper in a dossier.
        label: its name.
        rule, clause: where it is asked for.
        needed: met when it is needed, not met when it is not, open while the facts that decide it are missing.
        held: whether it is at hand; ``None`` when unknown.
    """

    code: str
    label: Text
    rule: str
    clause: Citation
    needed: Outcome
    held: bool | None = None


@attrs.frozen(kw_only=True)
class PlannedStep:
    """One step of a procedure on the calendar.

    Attributes:
        stage: code of the stage.
        rule, clause: where it stands.
        summary: what happens, in our own words.
        actor: who does it.
        kind: ``apply``, ``review``, ``site_check``, ``notice``, ``submit``, ``approve``, ``publish``.
        optional: done only when the office sees need.
        length: the stated length, as text; ``None`` when the document states none.
        begins: earliest first day; for a notice the posting day.
        ends: earliest last day.
        due: the last day the document sets, or ``None``.
        latest: the latest first day that still keeps the next fixed date, or ``None``.
        provisional: a year without an official calendar lies on the way.
        remarks: anything the reader must know.
    """

    stage: str
    rule: str
    clause: Citation
    summary: Text
    actor: Text
    kind: str
    optional: bool = False
    length: Text | None = None
    begins: date
    ends: date
    due: date | None = None
    latest: date | None = None
    provisional: bool = False
    remarks: tuple[Text, ...] = ()


@attrs.frozen(kw_only=True)
class ReviewPlan:
    """Who does what, with which papers, by when?

    Attributes:
        jurisdiction: code of the region.
        target: level and class applied for.
        on: date judged.
        start: first day of the plan.
        standing: what the answer is worth.
        steps: the steps in order.
        materials: the papers.
        provisional: some date rests on a year without an official calendar.
        readings: readings that bear on the plan.
        remarks: anything the reader must know.
    """

    jurisdiction: str
    target: Target
    on: date
    start: date
    standing: Standing
    steps: tuple[PlannedStep, ...]
    materials: tuple[MaterialNeed, ...] = ()
    provisional: bool = False
    readings: tuple[ReadingUsed, ...] = ()
    remarks: tuple[Text, ...] = ()


@attrs.frozen(kw_only=True)
class RefusedClaim:
    """People on a claim line who are not paid, and why.

    Attributes:
        line: index of the claim line in the dossier, from 0.
        persons: how many people.
        reason: code: ``group``, ``months``, ``payer``, ``already_paid``, ``cap``, ``year``, ``before_recognition``.
        outcome: not met when refused for good, open while a fact or judgement is missing.
        says: the reason as a sentence.
    """

    line: int
    persons: int
    reason: str
    outcome: Outcome
    says: Text


@attrs.frozen(kw_only=True)
class AwardLine:
    """One sum of money.

    Attributes:
        rule, clause: where it stands.
        summary: what is paid, in our own words.
        payer, payee, fund: who pays whom from what.
        amount: exact, interval or not stated; nothing when the conditions are not met.
        outcome: whether its conditions are met.
        observations: the comparisons behind the outcome.
        year: calendar or award year the sum belongs to; ``None`` for a one-off sum.
        persons: people paid for; ``None`` when it is not paid per head.
        refused: people not paid.
        discretionary: the office may pay, and may not.
        remarks: anything the reader must know.
    """

    rule: str
    clause: Citation
    summary: Text
    payer: Text
    payee: Text
    fund: Text
    amount: Amount
    outcome: Outcome
    observations: tuple[Observation, ...] = ()
    year: int | None = None
    persons: int | None = None
    refused: tuple[RefusedClaim, ...] = ()
    discretionary: bool = False
    remarks: tuple[Text, ...] = ()


@attrs.frozen(kw_only=True)
class SubsidyStatement:
    """What money, from whom, under which cap?

    Attributes:
        jurisdiction: code of the region.
        target: level and class asked about.
        on: date judged.
        standing: what the answer is worth.
        lines: one per award and year.
        total: all lines together.
        readings: readings that bear on the sum.
        remarks: anything the reader must know (conflicts inside the document stand here).
    """

    jurisdiction: str
    target: Target
    on: date
    standing: Standing
    lines: tuple[AwardLine, ...]
    total: Amount
    readings: tuple[ReadingUsed, ...] = ()
    remarks: tuple[Text, ...] = ()


class BrandStatus(Enum):
    """What follows for a brand from the checks so far."""

    KEEP = "keep"
    RECTIFY = "rectify"
    REVOKE = "revoke"
    EXIT_PROPOSED = "exit proposed"
    NEEDS_JUDGEMENT = "needs judgement"
    NOT_RECOGNISED = "not recognised"

    @property
    def label(self) -> Text:
        """The status as a reader sees it."""
        return _STATUSES[self]


_STATUSES = {
    BrandStatus.KEEP: Text("保持", "keep"),
    BrandStatus.RECTIFY: Text("限期整改", "rectify"),
    BrandStatus.REVOKE: Text("取消称号", "revoke"),
    BrandStatus.EXIT_PROPOSED: Text("建议退出", "exit proposed"),
    BrandStatus.NEEDS_JUDGEMENT: Text("待评判", "needs judgement"),
    BrandStatus.NOT_RECOGNISED: Text("未认定", "not recognised"),
}


@attrs.frozen(kw_only=True)
class ManagementAction:
    """Something to be done after a check, or as a matter of course.

    Attributes:
        rule, clause: where it stands.
        says: what is to be done, in our own words.
        actor: who does it.
        kind: ``review``, ``call_back``, ``spot_check``, ``evaluation``, ``rectify``, ``warn``, ``propose_exit``,
            ``revoke``, ``recall_plaque``.
        outcome: met when it is due now, not met when it is not, open while judgement or data are missing.
        due: day by which it is to be done; ``None`` when the document or the record names none.
        optional: the office may do it, and may not.
        remarks: anything the reader must know.
    """

    rule: str
    clause: Citation
    says: Text
    actor: Text
    kind: str
    outcome: Outcome
    due: date | None = None
    optional: bool = False
    remarks: tuple[Text, ...] = ()


@attrs.frozen(kw_only=True)
class ManagementDecision:
    """What follows from the checks so far?

    Attributes:
        jurisdiction: code of the region.
        level: level whose upkeep is asked about.
        on: date judged.
        standing: what the answer is worth.
        status: what follows for the brand.
        actions: what is to be done, and by whom.
        consecutive_failures: regular reviews failed in a row up to ``on``.
        readings: readings that bear on the decision.
        remarks: anything the reader must know.
    """

    jurisdiction: str
    level: Level
    on: date
    standing: Standing
    status: BrandStatus
    actions: tuple[ManagementAction, ...]
    consecutive_failures: int = 0
    readings: tuple[ReadingUsed, ...] = ()
    remarks: tuple[Text, ...] = ()


Answer = EligibilityReport | NameReport | ReviewPlan | SubsidyStatement | ManagementDecision
