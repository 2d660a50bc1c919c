"""How much money over the years: a statement laid out over them, for a brand that holds the level or as if it did."""

from datetime import date

import attrs

from laowu.decide.outlook import foresee_subsidy
from laowu.errors import InputError
from laowu.jurisdictions.jurisdiction import Jurisdiction
from laowu.model.answers import SubsidyOutlook
from laowu.model.dossier import Dossier, Recognition
from laowu.model.level import Target
from laowu.model.questions import SubsidyClaim
from laowu.text import Text

MOST_YEARS = 50


def outlook(jurisdiction: Jurisdiction, dossier: Dossier, target: Target, on: date, *, years: int) -> SubsidyOutlook | None:
    """How much money a region can pay a brand over so many years.

    A brand that does not hold the level is taken to be recognised on the date judged, and the answer says so.

    Args:
        jurisdiction: who is asked.
        dossier: what is known about the brand.
        target: level and class asked about.
        on: date judged.
        years: how many years to tell, from the first in which anything can be paid.

    Returns:
        The outlook, or ``None`` when the region says nothing about money.

    Raises:
        InputError: the years are too many to be told.
        UnusableJurisdiction: a hook of the plugin failed.
    """
    if not 1 <= years <= MOST_YEARS:
        raise InputError(
            Text(f"不能列 {years} 年", f"{years} years cannot be told"),
            mend=Text(f"写 1 至 {MOST_YEARS}", f"write 1 to {MOST_YEARS}"),
        )
    ours = (None, jurisdiction.code)
    held = any(
        item.level is target.level and item.jurisdiction in ours and item.on <= on and (item.until is None or on < item.until)
        for item in dossier.recognitions
    )
    if not held:
        assumed = Recognition(level=target.level, on=on, jurisdiction=jurisdiction.code)
        dossier = attrs.evolve(dossier, recognitions=(*dossier.recognitions, assumed))
    claim = SubsidyClaim(dossier=dossier, target=target)
    statement = jurisdiction.calculate_subsidy(claim, on)
    if statement is None:
        return None
    return foresee_subsidy(jurisdiction.book, claim, statement, on, years=years, assumed=not held)
