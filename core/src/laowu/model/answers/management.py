"""What follows from the checks so far?"""

from datetime import date
from enum import Enum

from laowu.model.answers.programme import DutyStanding
from laowu.model.answers.reading import ReadingUsed
from laowu.model.citation import Citation, Standing
from laowu.model.level import Level
from laowu.model.outcome import Outcome
from laowu.text import Text
from laowu.values import frozen


class BrandStatus(Enum):
    """What follows for a brand from the checks so far."""

    KEEP = "keep"
    RECTIFY = "rectify"
    REVOKE = "revoke"
    EXIT_PROPOSED = "exit proposed"
    NEEDS_JUDGEMENT = "needs judgement"
    NOT_RECOGNISED = "not recognised"

    @property
    def label(self) -> Text:
        """The status as a reader sees it."""
        return _STATUSES[self]


_STATUSES = {
    BrandStatus.KEEP: Text("保持", "keep"),
    BrandStatus.RECTIFY: Text("限期整改", "rectify"),
    BrandStatus.REVOKE: Text("取消称号", "revoke"),
    BrandStatus.EXIT_PROPOSED: Text("建议退出", "exit proposed"),
    BrandStatus.NEEDS_JUDGEMENT: Text("待评判", "needs judgement"),
    BrandStatus.NOT_RECOGNISED: Text("未认定", "not recognised"),
}


@frozen(kw_only=True)
class ManagementAction:
    """Something to be done after a check, or as a matter of course.

    Attributes:
        rule, clause: where it stands.
        says: what is to be done, in our own words.
        actor: who does it.
        kind: ``review``, ``call_back``, ``spot_check``, ``evaluation``, ``rectify``, ``warn``, ``propose_exit``,
            ``revoke``, ``recall_plaque``.
        outcome: met when it is due now, not met when it is not, open while judgement or data are missing.
        due: day by which it is to be done; ``None`` when the document or the record names none.
        days_late: calendar days by which that day has passed; ``None`` when it has not.
        last: day on which a check of this kind was last made; ``None`` when none is on record, and for what follows a check.
        methods: codes of the methods the document names for a check.
        optional: the office may do it, and may not.
        remarks: anything the reader must know.
    """

    rule: str
    clause: Citation
    says: Text
    actor: Text
    kind: str
    outcome: Outcome
    due: date | None = None
    days_late: int | None = None
    last: date | None = None
    methods: tuple[str, ...] = ()
    optional: bool = False
    remarks: tuple[Text, ...] = ()


@frozen(kw_only=True)
class ManagementDecision:
    """What follows from the checks so far?

    Attributes:
        jurisdiction: code of the region.
        level: level whose upkeep is asked about.
        on: date judged.
        standing: what the answer is worth.
        status: what follows for the brand.
        actions: what is to be done, and by whom.
        consecutive_failures: regular reviews failed in a row up to ``on``.
        duties: what the bodies of the brand owe once it is recognised, and whether the dossier shows it.
        readings: readings that bear on the decision.
        remarks: anything the reader must know.
    """

    jurisdiction: str
    level: Level
    on: date
    standing: Standing
    status: BrandStatus
    actions: tuple[ManagementAction, ...]
    consecutive_failures: int = 0
    duties: tuple[DutyStanding, ...] = ()
    readings: tuple[ReadingUsed, ...] = ()
    remarks: tuple[Text, ...] = ()
