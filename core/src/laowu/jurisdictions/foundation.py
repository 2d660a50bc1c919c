"""The bottom layer of every jurisdiction: what the rule book says, where no layer answers in Python."""

from datetime import date

from laowu.contract.locality import LocalityPlugin
from laowu.contract.markers import hookimpl
from laowu.model.answers import EligibilityReport, ManagementDecision, NameReport, ReviewPlan, SubsidyStatement
from laowu.model.dossier import Dossier
from laowu.model.level import Target
from laowu.model.questions import Application, BrandRecord, NameProposal, SubsidyClaim


class RuleBookLayer(LocalityPlugin):
    """Offers the base class's answers as hook implementations.

    A locality's own object is registered above it, and only its overrides count as implementations there. So an
    override of a province is asked before the data of the city that extends it, and finds that data in ``self.book``.
    """

    @hookimpl
    def laowu_check_eligibility(self, dossier: Dossier, target: Target, on: date) -> EligibilityReport | None:
        """As the rule book says."""
        return super().laowu_check_eligibility(dossier, target, on)

    @hookimpl
    def laowu_validate_name(self, proposal: NameProposal, on: date) -> NameReport | None:
        """As the rule book says."""
        return super().laowu_validate_name(proposal, on)

    @hookimpl
    def laowu_plan_review(self, application: Application, on: date) -> ReviewPlan | None:
        """As the rule book says."""
        return super().laowu_plan_review(application, on)

    @hookimpl
    def laowu_calculate_subsidy(self, claim: SubsidyClaim, on: date) -> SubsidyStatement | None:
        """As the rule book says."""
        return super().laowu_calculate_subsidy(claim, on)

    @hookimpl
    def laowu_manage_brand(self, record: BrandRecord, on: date) -> ManagementDecision | None:
        """As the rule book says."""
        return super().laowu_manage_brand(record, on)
