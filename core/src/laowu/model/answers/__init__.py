"""What the five hooks answer: frozen values, each line with the clause behind it; one file per question."""

from laowu.model.answers.eligibility import EligibilityReport, PreferenceGrounds
from laowu.model.answers.finding import Finding, Observation, Scope, Shortfall
from laowu.model.answers.management import BrandStatus, ManagementAction, ManagementDecision
from laowu.model.answers.naming import NameForm, NameNote, NameReport, NameSegments, NameVerdict
from laowu.model.answers.outlook import Headcount, OutlookLine, SubsidyOutlook
from laowu.model.answers.programme import (
    CellState,
    DutyStanding,
    FormCell,
    FormState,
    TargetRow,
    TargetStanding,
    WantedFact,
)
from laowu.model.answers.reading import ReadingUsed
from laowu.model.answers.review import MaterialNeed, PlannedStep, ReviewPlan, StepState
from laowu.model.answers.subsidy import AwardLine, RefusedClaim, SubsidyStatement

Answer = EligibilityReport | NameReport | ReviewPlan | SubsidyStatement | ManagementDecision

__all__ = [
    "Answer",
    "AwardLine",
    "BrandStatus",
    "CellState",
    "DutyStanding",
    "EligibilityReport",
    "Finding",
    "FormCell",
    "FormState",
    "Headcount",
    "ManagementAction",
    "ManagementDecision",
    "MaterialNeed",
    "NameForm",
    "NameNote",
    "NameReport",
    "NameSegments",
    "NameVerdict",
    "Observation",
    "OutlookLine",
    "PlannedStep",
    "PreferenceGrounds",
    "ReadingUsed",
    "RefusedClaim",
    "ReviewPlan",
    "Scope",
    "Shortfall",
    "StepState",
    "SubsidyOutlook",
    "SubsidyStatement",
    "TargetRow",
    "TargetStanding",
    "WantedFact",
]
