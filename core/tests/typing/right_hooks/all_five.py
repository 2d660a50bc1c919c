"""A plugin with every hook as it should be."""

from datetime import date

from laowu.contract import LocalityPlugin, hookimpl
from laowu.model.answers import EligibilityReport, ManagementDecision, NameReport, ReviewPlan, SubsidyStatement
from laowu.model.dossier import Dossier
from laowu.model.level import Target
from laowu.model.questions import Application, BrandRecord, NameProposal, SubsidyClaim


class AllFive(LocalityPlugin):
    """Every hook, passed on."""

    @hookimpl
    def laowu_check_eligibility(self, dossier: Dossier, target: Target, on: date) -> EligibilityReport | None:
        """As the rule data say."""
        return super().laowu_check_eligibility(dossier, target, on)

    @hookimpl
    def laowu_validate_name(self, proposal: NameProposal, on: date) -> NameReport | None:
        """As the rule data say."""
        return super().laowu_validate_name(proposal, on)

    @hookimpl
    def laowu_plan_review(self, application: Application, on: date) -> ReviewPlan | None:
        """As the rule data say."""
        return super().laowu_plan_review(application, on)

    @hookimpl
    def laowu_calculate_subsidy(self, claim: SubsidyClaim, on: date) -> SubsidyStatement | None:
        """As the rule data say."""
        return super().laowu_calculate_subsidy(claim, on)

    @hookimpl
    def laowu_manage_brand(self, record: BrandRecord, on: date) -> ManagementDecision | None:
        """As the rule data say."""
        return super().laowu_manage_brand(record, on)


plugin = AllFive()
