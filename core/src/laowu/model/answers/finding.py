"""The answer to one criterion: what was asked, what was found, how far it falls short."""

from enum import Enum

from laowu.model.citation import Citation
from laowu.model.facts import Grade
from laowu.model.outcome import Outcome
from laowu.text import Text
from laowu.values import frozen


@frozen(kw_only=True)
class Shortfall:
    """How far a figure falls short.

    Attributes:
        amount: exact decimal or fraction, as text; ``"0"`` for a figure that stands on a strict limit.
        unit: unit of the amount.
        says: the whole statement.
    """

    amount: str
    unit: Text
    says: Text


@frozen(kw_only=True)
class Observation:
    """One comparison inside a criterion: what was asked, what was found.

    Attributes:
        fact: name of the fact; empty for a question that only an official can answer.
        label: the fact as a reader sees it.
        year: year asked about, or ``None``.
        operator: operator code (``at_least``, ``more_than``, …).
        required: the bound as text; exact.
        found: the figure as text; ``None`` when there is none.
        asked, seen: the same two as sentences.
        outcome: outcome of this comparison alone.
        shortfall: how far it falls short, for a figure that does.
        grade: evidence grade of the figure; ``None`` without one.
        source: where the figure comes from.
        settled_by: the paper that would settle it, while it is open.
        remarks: anything the reader must know.
    """

    fact: str
    label: Text
    year: int | None = None
    operator: str
    required: str
    found: str | None = None
    asked: Text
    seen: Text
    outcome: Outcome
    shortfall: Shortfall | None = None
    grade: Grade | None = None
    source: str = ""
    settled_by: Text | None = None
    remarks: tuple[Text, ...] = ()


class Scope(Enum):
    """Whether a criterion asks where the brand is or what it is."""

    TERRITORIAL = "territorial"
    SUBSTANTIVE = "substantive"


@frozen(kw_only=True)
class Finding:
    """The answer to one criterion.

    Attributes:
        rule: id of the criterion.
        summary: what it asks, in our own words.
        clause: where it stands.
        scope: territorial or substantive.
        soft: an aim the text calls on applicants to strive for; advises, never fails.
        outcome: outcome of the criterion.
        observations: the comparisons behind it.
        remarks: anything the reader must know.
    """

    rule: str
    summary: Text
    clause: Citation
    scope: Scope = Scope.SUBSTANTIVE
    soft: bool = False
    outcome: Outcome
    observations: tuple[Observation, ...] = ()
    remarks: tuple[Text, ...] = ()
