"""What an applicant or a desk officer hands in about one brand."""

from collections.abc import Callable, Mapping
from datetime import date
from enum import Enum
from typing import Any

import attrs

from laowu.model.facts import Figure
from laowu.model.level import ApplicantKind, Level
from laowu.model.outcome import Outcome
from laowu.values import frozen


@frozen(kw_only=True)
class Brand:
    """The brand itself.

    Attributes:
        name: the brand's name as proposed or used.
        place: division of the brand's home: a six-digit code or a path of names; ``None`` when unknown.
        brand_class: declared class code, or ``None``.
        trademark: registration number of a mark, or ``None`` when unknown; empty text means there is none.
        existing: whether the brand was in use before the naming rule; such names are exempt and flagged, unless the form binds
            existing brands too.
        invented: whether the dossier describes no real brand.
        about: remark on where the dossier comes from.
    """

    name: str
    place: str | None = None
    brand_class: str | None = None
    trademark: str | None = None
    existing: bool = False
    invented: bool = False
    about: str = ""


@frozen(kw_only=True)
class Operator:
    """A body that builds the brand (创建承办单位/建设单位); one brand may have several.

    Attributes:
        name: full name of the body.
        kind: what kind of body it is; ``None`` when unknown.
        code: unified social credit code (18 characters) or old organisation code (9); ``None`` when unknown.
        place: division where it is registered; ``None`` when unknown.
        legal_person: whether it is an independent legal person; ``None`` when unknown.
        trade_name: the enterprise name (企业名号) that may stand inside the brand name.
    """

    name: str
    kind: ApplicantKind | None = None
    code: str | None = None
    place: str | None = None
    legal_person: bool | None = None
    trade_name: str | None = None


@frozen(kw_only=True)
class Material:
    """Whether a paper is at hand.

    Attributes:
        held: the paper is there.
        source: file reference or remark.
    """

    held: bool
    source: str = ""


@frozen(kw_only=True)
class Judgement:
    """What an office has decided about a criterion that only an official can judge.

    Attributes:
        jurisdiction: code of the region whose criterion it is.
        rule: id of the criterion.
        outcome: met or not met.
        by: the office (never a person's name).
        on: day of the decision.
        reason: in a sentence.
    """

    jurisdiction: str
    rule: str
    outcome: Outcome = attrs.field()
    by: str
    on: date
    reason: str = ""

    @outcome.validator
    def _decides(self, attribute: "attrs.Attribute[Outcome]", value: Outcome) -> None:
        if not value.decided:
            raise ValueError("a judgement says met or not met")


class ProgressResult(Enum):
    """What came of something that happened to an application."""

    PASSED = "passed"
    REJECTED = "rejected"
    RETURNED = "returned"
    BROKEN_OFF = "broken off"
    OBJECTION = "objection"
    OBJECTION_DISMISSED = "objection dismissed"
    OBJECTION_UPHELD = "objection upheld"

    @property
    def objects(self) -> bool:
        """Whether it is about an objection and not about the stage itself."""
        return self in (ProgressResult.OBJECTION, ProgressResult.OBJECTION_DISMISSED, ProgressResult.OBJECTION_UPHELD)

    @property
    def runs(self) -> bool:
        """Whether what it is about goes on, so that no last day can be stated."""
        return self is ProgressResult.OBJECTION


@frozen(kw_only=True)
class Progress:
    """What has happened to an application: a stage that began, or an objection raised while it ran.

    Attributes:
        stage: code of the stage in the region's rules.
        began: first day of the stage, for a notice the day it was posted; the day an objection was raised.
        ended: last day of the stage, or the day an objection was decided; ``None`` while it goes on.
        result: what came of it; ``None`` while the stage goes on. ``returned`` is sent back for supplement: the stage is open
            again. ``broken off`` is a notice taken down before its time: it must be posted anew. An ``objection`` stands until
            it is dismissed or upheld.
        level: level applied for; ``None`` when it is one file for every level.
        jurisdiction: code of the region whose procedure it is; ``None`` when there is only one.
    """

    stage: str
    began: date
    ended: date | None = None
    result: ProgressResult | None = attrs.field(default=None)
    level: Level | None = None
    jurisdiction: str | None = None

    @result.validator
    def _ends_with_a_result(self, attribute: "attrs.Attribute[ProgressResult | None]", value: ProgressResult | None) -> None:
        runs = value is None or value.runs
        if runs != (self.ended is None):
            raise ValueError("what has ended has a result, and what has a result has ended; a standing objection has not")
        if self.ended is not None and self.ended < self.began:
            raise ValueError("'ended' must not be before 'began'")


@frozen(kw_only=True)
class Recognition:
    """A recognition the brand holds or held.

    Attributes:
        jurisdiction: code of the region whose programme it is; ``None`` for a national one.
        level: level of recognition.
        on: day of the recognition notice.
        until: first day it no longer holds, or ``None``.
    """

    level: Level
    on: date
    jurisdiction: str | None = None
    until: date | None = None


class CheckResult(Enum):
    """Result of a review after recognition."""

    PASSED = "passed"
    FAILED = "failed"
    MISSED = "missed"


@frozen(kw_only=True)
class Check:
    """One review, spot check or call-back after recognition.

    Attributes:
        on: day of the check, or the day it was due when it was missed.
        result: passed, failed or missed.
        grounds: codes of the failings found, as the region's rules name them.
        rectify_by: day by which failings must be corrected, if one was set.
        rectified: day they were corrected; ``None`` while open.
        kind: code of the check in the region's rules; empty for the region's regular review.
        jurisdiction: code of the region whose check it is; ``None`` when there is only one.
    """

    on: date
    result: CheckResult
    grounds: tuple[str, ...] = ()
    rectify_by: date | None = None
    rectified: date | None = None
    kind: str = ""
    jurisdiction: str | None = None


def _one_of(*codes: str) -> "Callable[[Any, attrs.Attribute[str | None], str | None], None]":
    """A validator for one of a few codes, or none."""
    return attrs.validators.optional(attrs.validators.in_(codes))


@frozen(kw_only=True)
class ClaimLine:
    """People, or one person, for whom a per-head award is claimed.

    Attributes:
        on: day the claim arises.
        operator: the body that hired.
        group: code of the key group.
        persons: how many people the line stands for, each of them once.
        person: token of the one person meant; ``None`` for a line of several.
        months: consecutive months of pension payment by the hiring body; ``None`` when unknown.
        contract_days: days of labour contract with the hiring body; ``None`` when unknown.
        payer: ``"employer"`` or ``"self"`` for pension paid as a flexible worker; ``None`` when unknown.
        enrolment: ``"new"`` for a first pension enrolment, ``"resumed"`` for one after a gap; ``None`` when unknown.
        relation: ``"own"`` for the body's own staff, ``"sent_out"`` for people it sent to work elsewhere; ``None`` is read as
            own staff, since the line names the body that hired.
        brand: name of the brand under which the claim was made, when it was another one.
        paid_fen: what was already paid on this line, in fen; ``None`` for an open line.
        jurisdiction: code of the region whose award it is; ``None`` when there is only one.
    """

    on: date
    group: str
    operator: str = ""
    persons: int = attrs.field(default=1, validator=attrs.validators.ge(1))
    person: str | None = attrs.field(default=None)
    months: int | None = attrs.field(default=None, validator=attrs.validators.optional(attrs.validators.ge(0)))
    contract_days: int | None = attrs.field(default=None, validator=attrs.validators.optional(attrs.validators.ge(0)))
    payer: str | None = attrs.field(default=None, validator=_one_of("employer", "self"))
    enrolment: str | None = attrs.field(default=None, validator=_one_of("new", "resumed"))
    relation: str | None = attrs.field(default=None, validator=_one_of("own", "sent_out"))
    brand: str = ""
    paid_fen: int | None = attrs.field(default=None, validator=attrs.validators.optional(attrs.validators.ge(0)))
    jurisdiction: str | None = None

    @person.validator
    def _one_person_one_line(self, attribute: "attrs.Attribute[str | None]", value: str | None) -> None:
        if value is not None and self.persons != 1:
            raise ValueError("a line that names a person stands for that one person")


@frozen(kw_only=True)
class Payment:
    """An award paid as one sum; what was paid per head stands on the claim lines.

    Attributes:
        on: day it was paid.
        award: id of the award in the region's rules.
        fen: the sum in fen.
        level: level of recognition it was paid for; ``None`` when the award does not tell levels apart.
        operator: the body that got it, where each body may have it; empty for the brand as a whole.
        payer: who paid, when it was another than the one who pays here.
        jurisdiction: code of the region whose award it is; ``None`` when there is only one.
    """

    on: date
    award: str
    fen: int = attrs.field(validator=attrs.validators.ge(0))
    level: Level | None = None
    operator: str = ""
    payer: str = ""
    jurisdiction: str | None = None


@frozen(kw_only=True)
class Dossier:
    """Everything known about one brand.

    Attributes:
        brand: the brand itself.
        operators: the bodies that build it.
        facts: shared facts by name; several figures per fact are years of a series.
        local_facts: facts of one region's own vocabulary, by jurisdiction code and name.
        materials: papers by code; a code that is absent is unknown.
        judgements: what offices have decided.
        progress: what has happened to its applications.
        recognitions, checks, claims, payments: what came after recognition.
    """

    brand: Brand
    operators: tuple[Operator, ...] = ()
    facts: Mapping[str, tuple[Figure, ...]] = attrs.field(factory=dict)
    local_facts: Mapping[str, Mapping[str, tuple[Figure, ...]]] = attrs.field(factory=dict)
    materials: Mapping[str, Material] = attrs.field(factory=dict)
    judgements: tuple[Judgement, ...] = ()
    progress: tuple[Progress, ...] = ()
    recognitions: tuple[Recognition, ...] = ()
    checks: tuple[Check, ...] = ()
    claims: tuple[ClaimLine, ...] = ()
    payments: tuple[Payment, ...] = ()


__all__ = [
    "Brand", "Check", "CheckResult", "ClaimLine", "Dossier", "Judgement", "Material", "Operator", "Payment", "Progress",
    "ProgressResult", "Recognition",
]  # fmt: skip
