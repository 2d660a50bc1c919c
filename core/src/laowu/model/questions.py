"""What the hooks are asked besides a whole dossier. Each hook also takes ``on``, the date judged."""

from datetime import date

from laowu.model.dossier import Dossier
from laowu.model.level import ApplicantKind, Level, Target
from laowu.values import frozen


@frozen(kw_only=True)
class NameProposal:
    """A brand name to be judged.

    Attributes:
        name: the name as written.
        level: level the name is meant for; ``None`` tries all.
        applicant: kind of body that applies; ``None`` tries all.
        enterprises: enterprise names (企业名号) that may stand inside the name, from the form.
        place: division of the brand's home; ``None`` when unknown.
        existing: the name was in use before the rule.
    """

    name: str
    level: Level | None = None
    applicant: ApplicantKind | None = None
    enterprises: tuple[str, ...] = ()
    place: str | None = None
    existing: bool = False


@frozen(kw_only=True)
class Application:
    """An application whose course is to be planned.

    Attributes:
        dossier: what is known about the brand.
        target: what it applies for.
        start: first day of the plan.
    """

    dossier: Dossier
    target: Target
    start: date


@frozen(kw_only=True)
class SubsidyClaim:
    """A brand's claim to money.

    Attributes:
        dossier: what is known about the brand, with its recognitions and claim lines.
        target: level and class the money is asked for.
    """

    dossier: Dossier
    target: Target


@frozen(kw_only=True)
class BrandRecord:
    """A recognised brand and what the checks found.

    Attributes:
        dossier: what is known about the brand, with its recognitions and checks.
        level: level whose upkeep is asked about.
    """

    dossier: Dossier
    level: Level
