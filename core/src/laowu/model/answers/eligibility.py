"""Does this brand meet one level and class?"""

from datetime import date

from laowu.model.answers.finding import Finding, Observation
from laowu.model.answers.reading import ReadingUsed
from laowu.model.citation import Citation, Standing
from laowu.model.level import Target
from laowu.model.outcome import Outcome
from laowu.text import Text
from laowu.values import frozen


@frozen(kw_only=True)
class PreferenceGrounds:
    """A ground on which a brand goes first among equals. It decides nothing by itself.

    Attributes:
        rule, clause: where it stands.
        code: code of the ground in the rule.
        label: the ground, in our own words.
        rank: its place among the grounds of its rule: 1 is the strongest.
        outcome: met when the brand has it, not met when it has not, open while facts or judgement are missing.
        observations: the comparisons behind it.
    """

    rule: str
    clause: Citation
    code: str
    label: Text
    rank: int
    outcome: Outcome
    observations: tuple[Observation, ...] = ()


@frozen(kw_only=True)
class EligibilityReport:
    """Does this brand meet one level and class?

    Attributes:
        jurisdiction: code of the region.
        target: level and class judged.
        class_label: the class as the document names it; ``None`` without one.
        on: date judged.
        standing: what the answer is worth.
        outcome: all hard criteria together.
        substantive: hard criteria that ask what the brand is (the as-if-local view).
        territorial: hard criteria that ask where it is.
        findings: one per criterion, in the document's order; what must come before the level stands last.
        preferences: grounds on which brands go first among equals, the strongest first, each with whether this brand has it.
        competitive: how the text selects among those who qualify; ``None`` where it does not.
        readings: readings that bear on the findings.
        remarks: anything the reader must know.
    """

    jurisdiction: str
    target: Target
    class_label: Text | None = None
    on: date
    standing: Standing
    outcome: Outcome
    substantive: Outcome
    territorial: Outcome
    findings: tuple[Finding, ...]
    preferences: tuple[PreferenceGrounds, ...] = ()
    competitive: Text | None = None
    readings: tuple[ReadingUsed, ...] = ()
    remarks: tuple[Text, ...] = ()
