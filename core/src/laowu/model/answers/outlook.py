"""How much money over the years, and where does a cap bind?"""

from datetime import date

from laowu.model.answers.reading import ReadingUsed
from laowu.model.citation import Citation, Standing
from laowu.model.level import Target
from laowu.model.money import Amount, Money
from laowu.model.outcome import Outcome
from laowu.text import Text
from laowu.values import frozen


@frozen(kw_only=True)
class Headcount:
    """A number of people, as far as it is known.

    Attributes:
        low: the least it can be.
        high: the most it can be; ``None`` when nobody has said.
    """

    low: int
    high: int | None


@frozen(kw_only=True)
class OutlookLine:
    """What one award can pay in one year.

    Attributes:
        rule, clause: where it stands.
        summary: what is paid, in our own words.
        year: calendar or award year, as in a statement; ``None`` for a sum that is paid once, nobody knows when.
        number: which of the years of the award it is, from 1; ``None`` for a sum paid once and outside those years.
        of: how many years the award is paid for; ``None`` for a sum paid once.
        settled: it rests on claims made in that year; else on what is declared, or on nothing but the cap.
        available: people who can be claimed: declared for the year, and carried over from the year before.
        persons: people paid for; ``None`` when it is not paid per head.
        amount: what is or can be paid.
        cap: most that is paid in the year; ``None`` without a cap.
        headroom: what is left below the cap; ``None`` without one.
        cap_binds: met when people go unpaid because of the cap, not met when none do, no data while that is open; ``None``
            without a cap.
        unpaid: people beyond the cap; ``None`` without one.
        remarks: anything the reader must know.
    """

    rule: str
    clause: Citation
    summary: Text
    year: int | None = None
    number: int | None = None
    of: int | None = None
    settled: bool = False
    available: Headcount | None = None
    persons: Headcount | None = None
    amount: Amount
    cap: Money | None = None
    headroom: Amount | None = None
    cap_binds: Outcome | None = None
    unpaid: Headcount | None = None
    remarks: tuple[Text, ...] = ()


@frozen(kw_only=True)
class SubsidyOutlook:
    """How much money over the years, and where does a cap bind?

    Attributes:
        jurisdiction: code of the region.
        target: level and class asked about.
        on: date judged.
        standing: what the answer is worth.
        recognised: day of the recognition it counts from.
        assumed: the brand does not hold the level: it is taken to be recognised on the date judged.
        last_year: the last year in which an award per head is paid; ``None`` when there is none, or no last one.
        lines: one per award and year, in the order of the years.
        total: all lines together; a sum nobody states is left out.
        readings: readings that bear on it.
        remarks: anything the reader must know.
    """

    jurisdiction: str
    target: Target
    on: date
    standing: Standing
    recognised: date
    assumed: bool
    last_year: int | None = None
    lines: tuple[OutlookLine, ...]
    total: Amount
    readings: tuple[ReadingUsed, ...] = ()
    remarks: tuple[Text, ...] = ()
