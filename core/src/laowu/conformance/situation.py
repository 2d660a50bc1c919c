"""A generated situation, all five questions about it, and what the answers decide."""

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from laowu.conformance.region_words import RegionWords
from laowu.conformance.strategies import days, dossiers, proposals, targets
from laowu.jurisdictions.jurisdiction import Jurisdiction
from laowu.model.answers import (
    Answer,
    EligibilityReport,
    ManagementDecision,
    NameReport,
    ReviewPlan,
    SubsidyStatement,
)
from laowu.model.dossier import Dossier
from laowu.model.dossier_data import dossier_data
from laowu.model.level import Target
from laowu.model.outcome import Outcome
from laowu.model.questions import Application, BrandRecord, NameProposal, SubsidyClaim
from laowu.values import frozen

_LONGEST = 600


@frozen(kw_only=True)
class Situation:
    """A brand, what is asked about it, and the day.

    Attributes:
        dossier: what is known about the brand.
        target: level and class asked about.
        on: date judged.
        proposal: a name to be judged; the dossier plays no part in that question.
    """

    dossier: Dossier
    target: Target
    on: date
    proposal: NameProposal

    def told(self, hook: str) -> str:
        """The question to one hook, as short as it can be written."""
        asked: dict[str, Any] = {"on": self.on.isoformat()}
        if hook == "laowu_validate_name":
            given = {field.name: getattr(self.proposal, field.name) for field in attrs.fields(NameProposal)}
            asked |= {key: getattr(value, "value", value) for key, value in given.items() if value}
        else:
            asked |= {"level": self.target.level.value, "class": self.target.brand_class}
            asked["dossier"] = dossier_data(self.dossier)
        written = json.dumps(asked, ensure_ascii=False, default=str)
        return written if len(written) <= _LONGEST else written[:_LONGEST] + "…"


def situations(words: RegionWords) -> SearchStrategy[Situation]:
    """Situations of every kind."""
    return st.builds(Situation, dossier=dossiers(words), target=targets(words), on=days(words), proposal=proposals(words))


#: How each hook is asked about a situation.
ASKED: Mapping[str, Callable[[Jurisdiction, Situation], Answer | None]] = {
    "laowu_check_eligibility": lambda region, case: region.check_eligibility(case.dossier, case.target, case.on),
    "laowu_validate_name": lambda region, case: region.validate_name(case.proposal, case.on),
    "laowu_plan_review": lambda region, case: region.plan_review(
        Application(dossier=case.dossier, target=case.target, start=case.on), case.on
    ),
    "laowu_calculate_subsidy": lambda region, case: region.calculate_subsidy(
        SubsidyClaim(dossier=case.dossier, target=case.target), case.on
    ),
    "laowu_manage_brand": lambda region, case: region.manage_brand(
        BrandRecord(dossier=case.dossier, level=case.target.level), case.on
    ),
}


def decided(answer: Answer | None) -> Iterator[tuple[str, Outcome]]:
    """What an answer decides, each under the name of the rule and of what is decided."""
    match answer:
        case EligibilityReport():
            yield "outcome", answer.outcome
            yield "substantive", answer.substantive
            yield "territorial", answer.territorial
            yield from ((finding.rule, finding.outcome) for finding in answer.findings)
            yield from ((f"{ground.rule}.{ground.code}", ground.outcome) for ground in answer.preferences)
        case ReviewPlan():
            yield from ((f"{need.rule}.{need.code}", need.needed) for need in answer.materials)
        case SubsidyStatement():
            for line in answer.lines:
                level = f".{line.level.value}" if line.level else ""
                yield f"{line.rule}{level}.{line.operator}.{line.year or ''}".rstrip("."), line.outcome
        case ManagementDecision():
            yield from ((f"{action.rule}.{action.kind}", action.outcome) for action in answer.actions)
            yield from ((duty.rule, duty.outcome) for duty in answer.duties)
        case NameReport() | None:
            return
