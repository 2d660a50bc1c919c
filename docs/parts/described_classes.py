"""The classes whose docstrings explain tables of files and objects of JSON results."""

import re
from inspect import cleandoc

from laowu.contract import Profile
from laowu.evaluate.assess import Assessment, ChangedOutcome, Verification
from laowu.evaluate.comparing.cells import Cell
from laowu.evaluate.comparing.compare import Column, Comparison, Row
from laowu.evaluate.comparing.difference import (
    Alike,
    ClausePair,
    DecidingClause,
    DecidingValue,
    Difference,
    Differences,
    EqualAspect,
    PairExplanation,
    Side,
)
from laowu.evaluate.comparing.portfolio import OutcomeCount, Portfolio, PortfolioCell, PortfolioLine, PortfolioRegion, Shortcoming
from laowu.evaluate.comparing.rules_across import AcrossPart, AcrossRegion, AcrossRow, RuleEntry, RulesAcross
from laowu.evaluate.explaining.coverage import ClauseStatement, Coverage
from laowu.evaluate.explaining.explain import Explanation
from laowu.evaluate.gaps.dossier_change import Change
from laowu.evaluate.gaps.gap import Alternatives, BrandGaps, Distance, Gap, GapReport, Lack
from laowu.evaluate.gaps.prerequisites import EarlierLevel
from laowu.evaluate.identity import DecisionIdentity
from laowu.evaluate.simulating.answer_changes import (
    ActionChange,
    CriterionChange,
    MoneyChange,
    NameChange,
    PaperChange,
    RecognitionChange,
    StepChange,
    SumChange,
    UpkeepChange,
)
from laowu.evaluate.simulating.change_file import AlteredReading, AlteredValue
from laowu.evaluate.simulating.simulate import BrandEffect, MoneySum, RegionEffect, Simulation, Tally
from laowu.evaluate.sweeping.result import StatedValue, Sweep, SweptCounts, SweptMoney, SweptSum, SweptTarget, SweptValue, Turn
from laowu.evaluate.verified import FactCheck
from laowu.model.answers import (
    AwardLine,
    DutyStanding,
    EligibilityReport,
    Finding,
    FormCell,
    ManagementAction,
    Observation,
    OutlookLine,
    PlannedStep,
    PreferenceGrounds,
    ReviewPlan,
    SubsidyOutlook,
)
from laowu.model.citation import Document
from laowu.model.dossier import Brand, Check, ClaimLine, Judgement, Material, Operator, Payment, Progress, Recognition
from laowu.model.facts import FactDefinition
from laowu.model.place import Alias
from laowu.rules.coverage import ClauseEntry
from laowu.rules.eligibility import BrandClass, Criterion, Preference, PreferenceGround, Prerequisite, Selection
from laowu.rules.management import Consequence, Ground, Upkeep
from laowu.rules.naming import Form, Titles
from laowu.rules.programme import Definition, Duty, Entitlement, FormField, FundUse, NumericTarget, Responsibility, Term
from laowu.rules.readings import Choice, Reading
from laowu.rules.review import Due, Length, Paper, Stage
from laowu.rules.rule import Rule
from laowu.rules.subsidy import Award, Ceiling, KeyGroup, LumpSum, PerHead, Unstated
from laowu_ledger.claims.recognitions import ListedRecognition, ListedUnit

CLASSES: dict[str, type] = {
    cls.__name__: cls
    for cls in (
        *(Brand, Operator, Material, Judgement, Progress, Recognition, Check, ClaimLine, Payment),
        *(Profile, Document, FactDefinition, Reading, Choice, Rule),
        *(
            Criterion,
            BrandClass,
            Prerequisite,
            Preference,
            PreferenceGround,
            Selection,
            Form,
            Titles,
            Alias,
            Stage,
            Length,
            Due,
            Paper,
        ),
        *(Award, LumpSum, Ceiling, Unstated, PerHead, KeyGroup, Upkeep, Consequence, Ground),
        *(Duty, Responsibility, NumericTarget, Entitlement, Definition, Term, FormField, FundUse, ClauseEntry),
        *(Assessment, DecisionIdentity, Comparison, Column, Row, Cell, EligibilityReport, Finding, Observation),
        *(Verification, FactCheck, ChangedOutcome, ListedRecognition, ListedUnit),
        *(Differences, Difference, EqualAspect, Alike, PairExplanation, Side, ClausePair, DecidingClause, DecidingValue),
        *(Portfolio, PortfolioRegion, PortfolioLine, PortfolioCell, Shortcoming, OutcomeCount),
        *(RulesAcross, AcrossRegion, AcrossPart, AcrossRow, RuleEntry),
        *(GapReport, BrandGaps, Gap, Lack, Distance, Alternatives, Change, EarlierLevel),
        *(Simulation, RegionEffect, AlteredValue, AlteredReading, Tally, MoneySum, BrandEffect, RecognitionChange),
        *(CriterionChange, MoneyChange, SumChange, NameChange, StepChange, PaperChange, UpkeepChange, ActionChange),
        *(Sweep, StatedValue, SweptValue, SweptTarget, SweptCounts, Turn, SweptMoney, SweptSum),
        *(PreferenceGrounds, ReviewPlan, PlannedStep, AwardLine, SubsidyOutlook, OutlookLine, ManagementAction),
        *(Coverage, ClauseStatement, Explanation, DutyStanding, FormCell),
    )
}


def described(cls: type) -> dict[str, str]:
    """What the docstring of a class says of each attribute; several may share a line (``since, until: …``)."""
    section = cleandoc(cls.__doc__ or "").partition("Attributes:\n")[2].partition("\n\n")[0]
    said: dict[str, str] = {}
    for entry in re.split(r"\n(?= {4}\S)", section):
        names, _, means = " ".join(entry.split()).partition(": ")
        said |= dict.fromkeys(names.split(", "), means)
    return said
