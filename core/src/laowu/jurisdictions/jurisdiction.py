"""The typed façade: the only way the rest of the program asks a jurisdiction anything."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any, TypeVar, cast

import pluggy

from laowu.calendar import WorkCalendar
from laowu.decide.decision import Decision, Reported
from laowu.decide.eligibility import decide_eligibility
from laowu.errors import InputError, UnusableJurisdiction
from laowu.jurisdictions.discovery import PluginRecord
from laowu.model.answers import EligibilityReport, ManagementDecision, NameReport, ReviewPlan, SubsidyStatement
from laowu.model.dossier import Dossier
from laowu.model.level import Target
from laowu.model.questions import Application, BrandRecord, NameProposal, SubsidyClaim
from laowu.rules.rulebook import RuleBook
from laowu.text import Text

A = TypeVar("A")


class Jurisdiction:
    """One loaded jurisdiction.

    Every method answers ``None`` when no layer of the jurisdiction states anything about the question, and raises
    :class:`~laowu.errors.UnusableJurisdiction` when a hook raises or answers with something else than it promises.

    Attributes:
        record: the installed plugin.
        book: the rule book in use.
        calendar: the working days in use.
        accepts_draft: whether the deployment takes decisions by a draft of this jurisdiction (setting ``accept_draft``).
        derived: what is worked out from the jurisdiction alone and kept with it, by the class of whoever works it out.
    """

    def __init__(
        self,
        *,
        record: PluginRecord,
        book: RuleBook,
        manager: pluggy.PluginManager,
        calendar: WorkCalendar,
        strict: bool = False,
        accepts_draft: bool = False,
    ) -> None:
        self.record = record
        self.book = book
        self.calendar = calendar
        self.accepts_draft = accepts_draft
        self.derived: dict[type, Any] = {}
        self._manager = manager
        self._strict = strict

    def accepting_draft(self) -> "Jurisdiction":
        """The same jurisdiction in a deployment that takes decisions by its draft; the answers are the same."""
        return Jurisdiction(
            record=self.record,
            book=self.book,
            manager=self._manager,
            calendar=self.calendar,
            strict=self._strict,
            accepts_draft=True,
        )

    @property
    def code(self) -> str:
        """The jurisdiction's code."""
        return self.book.profile.code

    @property
    def name(self) -> Text:
        """The locality's official name."""
        return self.book.profile.name

    def answers_in_python(self, hook: str) -> bool:
        """Whether a layer answers a hook in Python of its own, so that the rule book alone does not tell the answer."""
        return len(getattr(self._manager.hook, hook).get_hookimpls()) > 1

    def check_eligibility(self, dossier: Dossier, target: Target, on: date) -> EligibilityReport | None:
        """Does this brand meet one level and class?"""
        return self._ask("laowu_check_eligibility", EligibilityReport, dossier=dossier, target=target, on=on)

    def decide_eligibility(self, dossier: Dossier, target: Target, on: date) -> Decision | None:
        """What :meth:`check_eligibility` comes to, at once; the decision makes its report when somebody asks for it.

        By the rule book alone, the outcomes come from rules compiled once for the level, class and day. Where the region's own
        Python answers the hook, the hook is asked.
        """
        if self._overrides("laowu_check_eligibility"):
            report = self.check_eligibility(dossier, target, on)
            return None if report is None else Reported(report)
        with self._failing("laowu_check_eligibility"):
            return decide_eligibility(self.book, dossier, target, on)

    def decider(self, target: Target, on: date) -> Callable[[Dossier], Decision | None]:
        """:meth:`decide_eligibility` for many dossiers: whatever depends on the level, class and day alone is done once."""
        from laowu.decide.decider import Decider  # a single brand is judged without

        hook = "laowu_check_eligibility"
        if self.book.eligibility is None or self._overrides(hook):
            return lambda dossier: self.decide_eligibility(dossier, target, on)
        with self._failing(hook):
            judge = Decider(self.book, target, on=on).eligibility

        def decide(dossier: Dossier) -> Decision | None:
            try:
                return judge(dossier)
            except Exception:
                with self._failing(hook):
                    raise

        return decide

    def _overrides(self, hook: str) -> bool:
        return len(getattr(self._manager.hook, hook).get_hookimpls()) > 1

    def validate_name(self, proposal: NameProposal, on: date) -> NameReport | None:
        """Is this name well-formed here?"""
        return self._ask("laowu_validate_name", NameReport, proposal=proposal, on=on)

    def plan_review(self, application: Application, on: date) -> ReviewPlan | None:
        """Who does what, with which papers, by when?"""
        return self._ask("laowu_plan_review", ReviewPlan, application=application, on=on)

    def calculate_subsidy(self, claim: SubsidyClaim, on: date) -> SubsidyStatement | None:
        """What money, from whom, under which cap?"""
        return self._ask("laowu_calculate_subsidy", SubsidyStatement, claim=claim, on=on)

    def manage_brand(self, record: BrandRecord, on: date) -> ManagementDecision | None:
        """What follows from the checks so far?"""
        return self._ask("laowu_manage_brand", ManagementDecision, record=record, on=on)

    def _ask(self, hook: str, promised: type[A], **question: Any) -> A | None:
        with self._failing(hook):
            answer = getattr(self._manager.hook, hook)(**question)
        if answer is None or not self._overrides(hook):  # core's own answers need no looking over
            return cast("A | None", answer)
        from laowu.jurisdictions.promise import broken_promises

        wrong = next(broken_promises(answer, promised), None)
        if wrong is not None:
            name = promised.__name__
            raise self._broken(
                Text(f"{hook} 应返回 {name}，返回的不是（{wrong}）", f"{hook} must return {name}; it did not ({wrong})")
            )
        return cast("A", answer)

    @contextmanager
    def _failing(self, hook: str) -> Iterator[None]:
        """Whatever goes wrong in a hook is the plugin's fault, told in a line."""
        try:
            yield
        except (InputError, UnusableJurisdiction):
            raise
        except (Exception, SystemExit) as failure:
            if self._strict:
                raise
            cause = one_line(failure)
            raise self._broken(Text(f"{hook} 出错（{cause}）", f"{hook} failed ({cause})")) from failure

    def _broken(self, what: Text) -> UnusableJurisdiction:
        return UnusableJurisdiction(self.code, "broken", what, where=self.record.place)


def one_line(failure: BaseException) -> str:
    """An exception in one line, its kind first, with the notes on what it is about."""
    says = f"{type(failure).__name__}: {failure}".splitlines()[0]
    return "; ".join((says, *getattr(failure, "__notes__", ())))
