"""The contract with a locality: five hooks as annotated methods of one base class.

Authors subclass :class:`LocalityPlugin`, so mypy checks their signatures, and override a hook only where the rule
vocabulary cannot say what the document says; an override is marked with ``@hookimpl``.
"""

import copy
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Self

from laowu.calendar.workdays import WorkCalendar
from laowu.contract.markers import hookspec
from laowu.model.answers import EligibilityReport, ManagementDecision, NameReport, ReviewPlan, SubsidyStatement
from laowu.model.dossier import Dossier
from laowu.model.level import Target
from laowu.model.questions import Application, BrandRecord, NameProposal, SubsidyClaim
from laowu.rules.rulebook import RuleBook

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


class LocalityPlugin:
    """Base class of every locality; a region that is pure data needs nothing but a subclass and an instance.

    The hooks are answered from the rule data in the ``rules`` folder beside the subclass's module. ``None`` means only
    one thing: this layer is silent, ask the layer below. A hook takes its date as ``on`` and never reads the clock.
    """

    _book: RuleBook | None = None
    _calendar: WorkCalendar | None = None

    def package_folder(self) -> "Traversable":
        """The folder of the locality's package: the one that the module of its class stands in."""
        package = type(self).__module__.rpartition(".")[0]
        folders = list(getattr(sys.modules.get(package), "__path__", ()))
        if len(folders) == 1 and Path(folders[0]).is_dir():
            return Path(folders[0])
        from importlib.resources import files  # takes longer to import than the plugin: only for one in an archive

        return files(package)

    def rules_folder(self) -> "Traversable":
        """The folder that holds the locality's ``*.toml`` rule files."""
        return self.package_folder() / "rules"

    @property
    def book(self) -> RuleBook:
        """The rule book in use: this locality's rules over those it extends, with the readings chosen.

        Raises:
            RuntimeError: the plugin object was used without being loaded as a jurisdiction.
        """
        if self._book is None:
            raise RuntimeError("a locality answers only after it was loaded as a jurisdiction")
        return self._book

    @property
    def calendar(self) -> WorkCalendar:
        """The calendar of working days in use."""
        return self._calendar or WorkCalendar()

    def bound(self, book: RuleBook, calendar: WorkCalendar) -> Self:
        """A copy of this plugin that answers from ``book``; the shared instance stays untouched."""
        copied = copy.copy(self)
        vars(copied).update(_book=book, _calendar=calendar)  # past the guard of a frozen class: the copy is ours
        return copied

    @hookspec(firstresult=True)
    def laowu_check_eligibility(self, dossier: Dossier, target: Target, on: date) -> EligibilityReport | None:
        """Does this brand meet one level and class?

        Args:
            dossier: what is known about the brand.
            target: level and class asked about.
            on: date judged; the rules in force that day apply.
        """
        from laowu.decide.eligibility import check_eligibility

        return check_eligibility(self.book, dossier, target, on)

    @hookspec(firstresult=True)
    def laowu_validate_name(self, proposal: NameProposal, on: date) -> NameReport | None:
        """Is this name well-formed here?

        Args:
            proposal: the name with what is known about its applicant.
            on: date judged; divisions and rules of that day apply.
        """
        from laowu.decide.naming import validate_name

        return validate_name(self.book, proposal, on)

    @hookspec(firstresult=True)
    def laowu_plan_review(self, application: Application, on: date) -> ReviewPlan | None:
        """Who does what, with which papers, by when?

        Args:
            application: the brand, what it applies for, and the first day of the plan.
            on: date judged; the procedure in force that day applies.
        """
        from laowu.decide.review import plan_review

        return plan_review(self.book, application, on, self.calendar)

    @hookspec(firstresult=True)
    def laowu_calculate_subsidy(self, claim: SubsidyClaim, on: date) -> SubsidyStatement | None:
        """What money, from whom, under which cap?

        Args:
            claim: the brand with its recognitions and claim lines.
            on: date judged; claim lines after it are not looked at.
        """
        from laowu.decide.subsidy import calculate_subsidy

        return calculate_subsidy(self.book, claim, on)

    @hookspec(firstresult=True)
    def laowu_manage_brand(self, record: BrandRecord, on: date) -> ManagementDecision | None:
        """What follows from the checks so far?

        Args:
            record: the recognised brand and its checks.
            on: date judged; checks after it are not looked at.
        """
        from laowu.decide.management import manage_brand

        return manage_brand(self.book, record, on)
