"""What a worked case may ask: each kind of question with its arguments, put to a jurisdiction, answered as plain data."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from typing import Any, Literal

import attrs
import cattrs

from laowu.conformance.rule_data import document_data, rule_data
from laowu.decide.programme import target_standing
from laowu.errors import InputError, did_you_mean
from laowu.evaluate.outlook import outlook
from laowu.evaluate.result_data import result_data
from laowu.jurisdictions.jurisdiction import Jurisdiction
from laowu.model.dossier import Dossier
from laowu.model.level import ApplicantKind, Level, Target
from laowu.model.questions import Application, BrandRecord, NameProposal, SubsidyClaim
from laowu.model.strict import converter, table_hook, union_hook
from laowu.places.divisions import Divisions
from laowu.text import Text
from laowu.values import frozen


@frozen(kw_only=True)
class AboutEligibility:
    """Does the brand meet one level and class?"""

    question: Literal["eligibility"] = "eligibility"
    level: Level
    brand_class: str | None = None


@frozen(kw_only=True)
class AboutNaming:
    """Is this name well-formed?"""

    question: Literal["naming"] = "naming"
    name: str
    level: Level | None = None
    applicant: ApplicantKind | None = None
    enterprises: tuple[str, ...] = ()
    place: str | None = None
    existing: bool = False


@frozen(kw_only=True)
class AboutReview:
    """Who does what, with which papers, by when?

    Attributes:
        start: first day of the plan; the day of the case when left out.
    """

    question: Literal["review"] = "review"
    level: Level
    brand_class: str | None = None
    start: date | None = None


@frozen(kw_only=True)
class AboutSubsidy:
    """What money, from whom, under which cap?"""

    question: Literal["subsidy"] = "subsidy"
    level: Level
    brand_class: str | None = None


@frozen(kw_only=True)
class AboutOutlook:
    """What money over the years, and where does a cap bind?

    Attributes:
        years: how many years to tell.
    """

    question: Literal["outlook"] = "outlook"
    level: Level
    brand_class: str | None = None
    years: int = attrs.field(validator=attrs.validators.ge(1))


@frozen(kw_only=True)
class AboutManagement:
    """What follows from the checks so far?"""

    question: Literal["management"] = "management"
    level: Level


@frozen(kw_only=True)
class AboutTarget:
    """How far is the programme with one of its targets?

    Attributes:
        rule: id of the target.
        counts: brands or whatever is counted, by division code, or ``region`` for the whole.
    """

    question: Literal["target"] = "target"
    rule: str
    counts: Mapping[str, int]


@frozen(kw_only=True)
class AboutRule:
    """What does one rule state on the day?

    Attributes:
        rule: id of the rule.
        part: part of the rule book, where rules of several parts have the id.
    """

    question: Literal["rule"] = "rule"
    rule: str
    part: str | None = None


@frozen(kw_only=True)
class AboutDocument:
    """What is one document on the day?"""

    question: Literal["document"] = "document"
    document: str


OfBrand = AboutEligibility | AboutReview | AboutSubsidy | AboutOutlook | AboutManagement
OfRegion = AboutNaming | AboutTarget | AboutRule | AboutDocument
Question = (
    AboutEligibility | AboutNaming | AboutReview | AboutSubsidy | AboutOutlook | AboutManagement
    | AboutTarget | AboutRule | AboutDocument
)  # fmt: skip


@cache
def question_converter() -> cattrs.Converter:
    """How a case's ``ask`` is read; in the file a class is called ``class``."""
    convert = converter()
    for kind in (AboutEligibility, AboutReview, AboutSubsidy, AboutOutlook):
        table_hook(convert, kind, keys={"brand_class": "class"})
    union_hook(convert, Question, tag="question")
    return convert


def answer(question: Question, jurisdiction: Jurisdiction, dossier: Dossier | None, on: date) -> Any:
    """Put a question to a jurisdiction.

    Args:
        question: the question.
        jurisdiction: who is asked.
        dossier: the brand it is about; ``None`` for a question about the region itself.
        on: date judged.

    Returns:
        The answer as ``--format json`` prints it; ``None`` where the region states nothing.

    Raises:
        InputError: the question names what there is not: a rule, a document, a division.
        JurisdictionError: a hook of the plugin failed.
    """
    if isinstance(question, OfRegion):
        return _ABOUT_REGION[type(question)](question, jurisdiction, on)
    if dossier is None:
        raise InputError(Text("此问须有一份材料", "this question needs a dossier"))
    return result_data(_about_brand(question, jurisdiction, dossier, on))


def _about_brand(question: OfBrand, jurisdiction: Jurisdiction, dossier: Dossier, on: date) -> Any:
    match question:
        case AboutEligibility():
            return jurisdiction.check_eligibility(dossier, _target(question), on)
        case AboutReview():
            application = Application(dossier=dossier, target=_target(question), start=question.start or on)
            return jurisdiction.plan_review(application, on)
        case AboutSubsidy():
            return jurisdiction.calculate_subsidy(SubsidyClaim(dossier=dossier, target=_target(question)), on)
        case AboutOutlook():
            return outlook(jurisdiction, dossier, _target(question), on, years=question.years)
        case AboutManagement():
            return jurisdiction.manage_brand(BrandRecord(dossier=dossier, level=question.level), on)


def _target(question: AboutEligibility | AboutReview | AboutSubsidy | AboutOutlook) -> Target:
    return Target(level=question.level, brand_class=question.brand_class)


def _naming(question: AboutNaming, jurisdiction: Jurisdiction, on: date) -> Any:
    proposal = NameProposal(
        name=question.name,
        level=question.level,
        applicant=question.applicant,
        enterprises=question.enterprises,
        place=question.place,
        existing=question.existing,
    )
    return result_data(jurisdiction.validate_name(proposal, on))


def _rule(question: AboutRule, jurisdiction: Jurisdiction, on: date) -> Any:
    book = jurisdiction.book
    found = [(part, rule) for part, rule in book.rules() if rule.id == question.rule and question.part in (None, part)]
    if not found:
        what = Text(f"没有规则“{question.rule}”", f"there is no rule “{question.rule}”")
        raise InputError(what, mend=did_you_mean(question.rule, {rule.id for _, rule in book.rules()}))
    if len(found) > 1:
        parts = [part for part, _ in found]
        what = Text(f"几处都有规则“{question.rule}”", f"several parts have a rule “{question.rule}”")
        raise InputError(what, mend=Text(f"写明 part：{'、'.join(parts)}", f"say which part: {', '.join(parts)}"))
    return rule_data(book, *found[0], on)


def _target_standing(question: AboutTarget, jurisdiction: Jurisdiction, on: date) -> Any:
    book = jurisdiction.book
    targets = {target.id: target for target in (book.programme.targets if book.programme else ())}
    if question.rule not in targets:
        what = Text(f"没有目标“{question.rule}”", f"there is no target “{question.rule}”")
        raise InputError(what, mend=did_you_mean(question.rule, targets))
    return result_data(target_standing(book, targets[question.rule], question.counts, on, Divisions.load()))


def _document(question: AboutDocument, jurisdiction: Jurisdiction, on: date) -> Any:
    documents = jurisdiction.book.documents
    if question.document not in documents:
        what = Text(f"没有文件“{question.document}”", f"there is no document “{question.document}”")
        raise InputError(what, mend=did_you_mean(question.document, documents))
    return document_data(documents[question.document], on)


_ABOUT_REGION: dict[type, Callable[[Any, Jurisdiction, date], Any]] = {
    AboutNaming: _naming,
    AboutTarget: _target_standing,
    AboutRule: _rule,
    AboutDocument: _document,
}
