"""What an applicant or a desk officer hands in about one brand."""

from collections.abc import Mapping
from datetime import date
from enum import Enum

import attrs

from laowu.model.facts import Figure
from laowu.model.level import ApplicantKind, Level
from laowu.model.outcome import Outcome


@attrs.frozen(kw_only=True)
class Brand:
    """The brand itself.

    Attributes:
        name: the brand's name as proposed or used.
        place: division of the brand's home: a six-digit code or a path of names; ``None`` when unknown.
        brand_class: declared class code, or ``None``.
        trademark: registration number of a mark, or ``None`` when unknown; empty text means there is none.
        existing: whether the brand was in use before the naming rule; such names are exempt and flagged.
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


@attrs.frozen(kw_only=True)
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


@attrs.frozen(kw_only=True)
class Material:
    """Whether a paper is at hand.

    Attributes:
        held: the paper is there.
        source: file reference or remark.
    """

    held: bool
    source: str = ""


@attrs.frozen(kw_only=True)
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


@attrs.frozen(kw_only=True)
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


@attrs.frozen(kw_only=True)
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


@attrs.frozen(kw_only=True)
class ClaimLine:
    """People, or one person, for whom a per-head award is claimed.

    Attributes:
        on: day the claim arises.
        operator: the body that hired.
        group: code of the key group.
        persons: how many people the line stands for, each of them once.
        person: token of the one person meant; ``None`` for a line of several.
        months: consecutive months of pension payment by the hiring body; ``None`` when unknown.
        payer: ``"employer"`` or ``"self"`` for pension paid as a flexible worker; ``None`` when unknown.
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
    payer: str | None = attrs.field(default=None, validator=attrs.validators.optional(attrs.validators.in_(("employer", "self"))))
    brand: str = ""
    paid_fen: int | None = attrs.field(default=None, validator=attrs.validators.optional(attrs.validators.ge(0)))
    jurisdiction: str | None = None

    @person.validator
    def _one_person_one_line(self, attribute: "attrs.Attribute[str | None]", value: str | None) -> None:
        if value is not None and self.persons != 1:
            raise ValueError("a line that names a person stands for that one person")


@attrs.frozen(kw_only=True)
class Dossier:
    """Everything known about one brand.

    Attributes:
        brand: the brand itself.
        operators: the bodies that build it.
        facts: shared facts by name; several figures per fact are years of a series.
        local_facts: facts of one region's own vocabulary, by jurisdiction code and name.
        materials: papers by code; a code that is absent is unknown.
        judgements: what offices have decided.
        recognitions, checks, claims: what came after recognition.
    """

    brand: Brand
    operators: tuple[Operator, ...] = ()
    facts: Mapping[str, tuple[Figure, ...]] = attrs.field(factory=dict)
    local_facts: Mapping[str, Mapping[str, tuple[Figure, ...]]] = attrs.field(factory=dict)
    materials: Mapping[str, Material] = attrs.field(factory=dict)
    judgements: tuple[Judgement, ...] = ()
    recognitions: tuple[Recognition, ...] = ()
    checks: tuple[Check, ...] = ()
    claims: tuple[ClaimLine, ...] = ()


__all__ = [
    "Brand", "Check", "CheckResult", "ClaimLine", "Dossier", "Judgement", "Material", "Operator", "Recognition",
]  # fmt: skip
