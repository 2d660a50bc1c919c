"""What the commands that give one answer share: asking, the head of the page, the identity in the data."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from laowu.cli.exit_codes import ExitCode
from laowu.cli.render.assessment import closing, opening
from laowu.cli.render.page import Page
from laowu.cli.render.wording import Citing
from laowu.cli.session import Session
from laowu.evaluate.assess import document_heads
from laowu.evaluate.identity import identity_of
from laowu.jurisdictions.jurisdiction import Jurisdiction
from laowu.model.answers import EligibilityReport, ManagementDecision, ReadingUsed, ReviewPlan, SubsidyStatement
from laowu.model.dossier import Dossier
from laowu.model.outcome import Outcome
from laowu.text import Text
from laowu.values import frozen

Dated = EligibilityReport | ReviewPlan | SubsidyStatement | ManagementDecision


@frozen(kw_only=True)
class Case:
    """A dossier before a jurisdiction.

    Attributes:
        session: the command at work.
        jurisdiction: who is asked.
        dossier: what is known about the brand.
    """

    session: Session
    jurisdiction: Jurisdiction
    dossier: Dossier

    @property
    def classes(self) -> dict[str, Text]:
        """The region's labels of its classes, by code."""
        return class_labels(self.jurisdiction)

    @classmethod
    def opened(cls, file: str) -> "Case":
        """The dossier of a file before the jurisdiction that the settings or ``-j`` choose."""
        session = Session()
        jurisdiction = session.jurisdiction()
        return cls(session=session, jurisdiction=jurisdiction, dossier=session.dossier(file, jurisdiction))


def class_labels(jurisdiction: Jurisdiction) -> dict[str, Text]:
    """A region's labels of its classes, by code."""
    rules = jurisdiction.book.eligibility
    return {item.code: item.label for item in rules.classes} if rules else {}


def show_answers(
    case: Case,
    question: str,
    answers: Sequence[Dated],
    page: Callable[..., Page],
    *,
    further: Mapping[str, Any] | None = None,
    **asked: Any,
) -> None:
    """Print the answers to one question, with the identity of the decision.

    Args:
        case: dossier and jurisdiction.
        question: the question, as the key of the answers in an assessment.
        answers: one per level, or per level and class.
        page: makes their part of the page, from the answers and how clauses are cited.
        further: what else stands in the data, by key.
        asked: what else belongs to the identity (``start``).
    """
    session, jurisdiction, dossier = case.session, case.jurisdiction, case.dossier
    identity = identity_of(jurisdiction, dossier, on=session.on, start=asked.get("start") or session.on)

    def whole() -> Page:
        heads = document_heads(jurisdiction, session.on)
        start = opening(dossier.brand, jurisdiction.name, session.on, heads)
        return (*start, *page(answers, Citing.of(heads)), *closing(_readings(answers), identity))

    def data() -> dict[str, Any]:
        from laowu.evaluate.result_data import result_data

        more = {key: result_data(value) for key, value in (further or {}).items()}
        return {"schema": f"laowu/{question}/1", "identity": result_data(identity), question: result_data(answers), **more}

    session.show(whole, data)


def _readings(answers: Sequence[Dated]) -> tuple[ReadingUsed, ...]:
    return tuple(dict.fromkeys(reading for answer in answers for reading in answer.readings))


def code_of(reports: Sequence[EligibilityReport]) -> ExitCode:
    """Unfavourable only when there are reports and every one of them says *not met*."""
    unmet = bool(reports) and all(report.outcome is Outcome.NOT_MET for report in reports)
    return ExitCode.UNFAVOURABLE if unmet else ExitCode.DONE
