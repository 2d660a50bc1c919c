"""What money, from whom, under which cap?"""

from datetime import date

from laowu.model.answers.finding import Observation
from laowu.model.answers.reading import ReadingUsed
from laowu.model.citation import Citation, Standing
from laowu.model.level import Level, Target
from laowu.model.money import Amount, Money
from laowu.model.outcome import Outcome
from laowu.text import Text
from laowu.values import frozen


@frozen(kw_only=True)
class RefusedClaim:
    """People on a claim line who are not paid, and why.

    Attributes:
        line: index of the claim line in the dossier, from 0.
        persons: how many people.
        reason: code: ``group``, ``months``, ``contract_days``, ``enrolment``, ``relation``, ``payer``, ``already_paid``, ``cap``,
            ``year``, ``before_recognition``.
        outcome: not met when refused for good, open while a fact or judgement is missing.
        says: the reason as a sentence.
    """

    line: int
    persons: int
    reason: str
    outcome: Outcome
    says: Text


@frozen(kw_only=True)
class AwardLine:
    """One sum of money.

    Attributes:
        rule, clause: where it stands.
        summary: what is paid, in our own words.
        payer, payee, fund: who pays whom from what.
        amount: exact, interval or not stated, with what was paid of it already; nothing when the conditions are not met.
        outcome: whether its conditions are met.
        observations: the comparisons behind the outcome.
        level: level of recognition a sum by level is for; ``None`` for the others.
        operator: the body it is for, where each body may have it; empty for the brand as a whole.
        paid: what is recorded as paid of it already; ``None`` when nothing is.
        year: calendar or award year the sum belongs to; ``None`` for a one-off sum.
        persons: people paid for; ``None`` when it is not paid per head.
        refused: people not paid.
        discretionary: the office may pay, and may not.
        remarks: anything the reader must know.
    """

    rule: str
    clause: Citation
    summary: Text
    payer: Text
    payee: Text
    fund: Text
    amount: Amount
    outcome: Outcome
    observations: tuple[Observation, ...] = ()
    level: Level | None = None
    operator: str = ""
    paid: Money | None = None
    year: int | None = None
    persons: int | None = None
    refused: tuple[RefusedClaim, ...] = ()
    discretionary: bool = False
    remarks: tuple[Text, ...] = ()


@frozen(kw_only=True)
class SubsidyStatement:
    """What money, from whom, under which cap?

    Attributes:
        jurisdiction: code of the region.
        target: level and class asked about.
        on: date judged.
        standing: what the answer is worth.
        lines: one per award and year.
        total: all lines together.
        readings: readings that bear on the sum.
        remarks: anything the reader must know (conflicts inside the document stand here).
    """

    jurisdiction: str
    target: Target
    on: date
    standing: Standing
    lines: tuple[AwardLine, ...]
    total: Amount
    readings: tuple[ReadingUsed, ...] = ()
    remarks: tuple[Text, ...] = ()
