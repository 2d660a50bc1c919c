"""All five answers of one jurisdiction on one page."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from laowu.cli.render import management as management_page
from laowu.cli.render import naming as naming_page
from laowu.cli.render import review as review_page
from laowu.cli.render import subsidy as subsidy_page
from laowu.cli.render.eligibility import Classes, eligibility, target_label
from laowu.cli.render.management import management
from laowu.cli.render.naming import naming
from laowu.cli.render.page import Fields, Line, Page, heading, line, paragraph, section
from laowu.cli.render.review import review
from laowu.cli.render.subsidy import subsidy
from laowu.cli.render.wording import READINGS, Citing, bracketed, documents, outcome, readings
from laowu.evaluate.assess import Assessment, DocumentHead
from laowu.evaluate.identity import DecisionIdentity
from laowu.model.answers import ReadingUsed
from laowu.model.dossier import Brand
from laowu.text import Text, same

_DIGITS = 12


def assessment(result: Assessment, brand: Brand, classes: Classes) -> Page:
    """An assessment.

    Args:
        result: the assessment.
        brand: the brand.
        classes: the region's labels of its classes, by code.
    """
    citing = Citing.of(result.documents)
    return (
        *opening(brand, result.name, result.identity.on, result.documents),
        Fields(tuple(_once(_overview(result, classes)))),
        *_verified(result, classes),
        *naming(result.naming, citing),
        *eligibility(result.eligibility, citing, classes),
        *review(result.review, citing),
        *subsidy(result.subsidy, citing),
        *management(result.management, citing),
        *closing(result.readings, result.identity),
    )


def _verified(result: Assessment, classes: Classes) -> Page:
    if result.verification is None:
        return ()
    from laowu.cli.render.verification import verification

    return verification(result.verification, _asked(result), classes)


def _asked(result: Assessment) -> set[str]:
    """The facts that the answers rest on."""
    observed = [item for report in result.eligibility for finding in report.findings for item in finding.observations]
    observed += [item for statement in result.subsidy for sum_ in statement.lines for item in sum_.observations]
    return {item.fact for item in observed}


def _overview(result: Assessment, classes: Classes) -> Iterator[tuple[Text, Line]]:
    """The five answers in a few words each, before the details."""
    if result.naming is not None:
        yield naming_page.TITLE, line(outcome(result.naming.verdict))
    for report in result.eligibility:
        yield RECOGNITION, line(outcome(report.outcome), bracketed(target_label(report, classes)))
    for plan in (plan for plan in result.review if plan.steps):
        yield review_page.TITLE, line(review_page.span_of(plan), bracketed(plan.target.level.label))
    for statement in result.subsidy:
        yield subsidy_page.TITLE, line(statement.total.label, bracketed(statement.target.level.label))
    for decision in result.management:
        yield management_page.TITLE, line(outcome(decision.status), bracketed(decision.level.label))


def _once(fields: Iterable[tuple[Text, Line]]) -> Iterator[tuple[Text, Line]]:
    """The same fields, a name that repeats the one before left empty."""
    before = None
    for name, words in fields:
        yield (same("") if name == before else name), words
        before = name


RECOGNITION = Text("认定", "Recognition")


def opening(brand: Brand, region: Text, on: date, heads: Sequence[DocumentHead]) -> Page:
    """Who is judged by whom, on which date, from which documents."""
    day = on.isoformat()
    invented = Text("（虚构示例）", " (invented)") if brand.invented else same("")
    return (
        heading(same(brand.name) + invented + same(" · ") + region, level=1),
        paragraph(Text(f"以 {day} 为准，依据：", f"Judged as of {day}, from:")),
        documents(heads),
    )


def closing(used: Sequence[ReadingUsed], identity: DecisionIdentity) -> Page:
    """How ambiguous clauses were read, and what the answers depend on."""
    return (*section(heading(READINGS), readings(used)), *_identity(identity))


def _identity(identity: DecisionIdentity) -> Page:
    edition = Text(f"，版次 {identity.edition}", f", edition {identity.edition}")
    fields = (
        (
            Text("规则", "rules"),
            line(_digest(identity.rules), edition),
        ),
        (Text("材料", "dossier"), line(_digest(identity.dossier))),
        (Text("程序", "program"), line(f"laowu {identity.core}, {identity.plugin}")),
    )
    return section(heading(Text("本结果取决于", "What this result depends on")), Fields(fields))


def _digest(digest: str) -> str:
    """The kind of digest and as many of its digits as a person compares."""
    return digest[: digest.index(":") + 1 + _DIGITS]
