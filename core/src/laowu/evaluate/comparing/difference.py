"""What differs between regions about one brand, and the clauses that make each difference: the data of it.

It is worked out in ``comparing``. Whatever stands here is in the order of the regions' codes and not of the columns, so that
the order in which regions are asked changes nothing.
"""

from typing import Literal

from laowu.model.citation import Citation
from laowu.model.level import Level, Target
from laowu.text import Text
from laowu.values import frozen

Aspect = Literal["eligibility", "conditions", "territory", "name", "procedure", "money", "after"]


@frozen(kw_only=True)
class DecidingValue:
    """One value that a clause asks for or sets, with what the brand has.

    Attributes:
        name: fact (``workers``), part of a name (``suffix``) or field of the rule (``days``, ``cap_yuan``); empty for a
            question that only an official can answer.
        label: the same as a reader sees it.
        year: calendar year asked about; ``None`` without one.
        operator: operator code (``at_least``, ``more_than``, …; ``judge``); ``sets`` where the clause states a value itself.
        strict: the bound itself is excluded.
        asked: the value asked or set, exact, as text.
        found: the brand's value as text; ``None`` where there is none, or none is asked.
        asked_says, found_says: the same two as sentences; ``found_says`` is ``None`` where the clause only sets a value.
        outcome: code of the outcome of this comparison alone; ``None`` where the clause only sets a value.
    """

    name: str
    label: Text
    year: int | None = None
    operator: str
    strict: bool = False
    asked: str
    found: str | None = None
    asked_says: Text
    found_says: Text | None = None
    outcome: str | None = None


@frozen(kw_only=True)
class DecidingClause:
    """A clause of one region that makes a difference.

    Attributes:
        jurisdiction: code of the region.
        rule: id of the rule, as ``laowu explain`` takes it.
        clause: where it stands.
        summary: what it says, in our own words.
        scope: ``territorial`` or ``substantive`` for a condition of recognition; ``None`` for other rules.
        outcome: code of the outcome of the whole rule; ``None`` where the rule has none.
        values: its values that decide, in its order.
    """

    jurisdiction: str
    rule: str
    clause: Citation
    summary: Text
    scope: str | None = None
    outcome: str | None = None
    values: tuple[DecidingValue, ...] = ()


@frozen(kw_only=True)
class ClausePair:
    """Two clauses that face each other: the same fact, part, stage or kind of award in both regions.

    Attributes:
        first, second: the clause of either region of the explanation; ``None`` where that region states nothing of the kind.
    """

    first: DecidingClause | None
    second: DecidingClause | None


@frozen(kw_only=True)
class Side:
    """One region of an explanation.

    Attributes:
        jurisdiction: code of the region.
        target: level and class looked at; ``None`` where no level matters.
        class_label: the class as the document names it.
        outcome: code of the outcome, verdict or status; ``None`` where there is none.
        says: what comes out there.
        swapped: outcome with the clauses of ``made_by`` as they are in the other region; ``None`` where that is not said.
    """

    jurisdiction: str
    target: Target | None = None
    class_label: Text | None = None
    outcome: str | None = None
    says: Text
    swapped: str | None = None


@frozen(kw_only=True)
class PairExplanation:
    """Why two regions differ in one aspect.

    For recognition the difference is *made by* the clauses of the region that fares worse which come out worse than anything
    the other region asks: none of them can be left out, and with all of them as in the other region it fares no worse than
    that one, while the other region, with these clauses, fares as badly as this one did. It may then fare better: what still
    keeps the other region where it is, is *kept by* its own clauses.

    Attributes:
        first, second: the two regions, by code.
        worse: code of the region that fares worse; ``None`` where the two merely differ.
        made_by: the clauses that make the difference, those of the region that fares worse each with its counterpart, in that
            region's order.
        kept_by: clauses of the other region that keep it from what the first would be.
        remarks: what makes a difference without a clause, such as a class that one region asks for.
    """

    first: Side
    second: Side
    worse: str | None = None
    made_by: tuple[ClausePair, ...] = ()
    kept_by: tuple[DecidingClause, ...] = ()
    remarks: tuple[Text, ...] = ()


@frozen(kw_only=True)
class Alike:
    """Regions of which the same is true.

    Attributes:
        jurisdictions: their codes.
        outcome: code of the outcome, verdict or status; ``None`` where there is none.
        says: what is true of them.
    """

    jurisdictions: tuple[str, ...]
    outcome: str | None = None
    says: tuple[Text, ...]


@frozen(kw_only=True)
class Difference:
    """One aspect in which regions differ.

    Attributes:
        aspect: ``eligibility`` (the literal view), ``conditions`` (as if local), ``territory``, ``name``, ``procedure``,
            ``money`` or ``after``.
        label: heading.
        level: the one level of recognition looked at; ``None`` for the level that comes nearest in each region, and for aspects
            that are no matter of levels.
        groups: the regions by what is true of them; one group per result.
        explanations: one for each two regions of different groups.
    """

    aspect: Aspect
    label: Text
    level: Level | None = None
    groups: tuple[Alike, ...]
    explanations: tuple[PairExplanation, ...]


@frozen(kw_only=True)
class EqualAspect:
    """One aspect in which all regions that could be asked say the same.

    Attributes:
        aspect: as in a difference.
        label: heading.
        level: as in a difference.
        same: the regions and what they say.
    """

    aspect: Aspect
    label: Text
    level: Level | None = None
    same: Alike


@frozen(kw_only=True)
class Differences:
    """What differs between the regions of a comparison, and what is equal.

    Attributes:
        differing: the aspects in which they differ, in a fixed order.
        equal: the aspects in which they do not; an aspect of which only one region speaks stands in neither.
    """

    differing: tuple[Difference, ...]
    equal: tuple[EqualAspect, ...]
