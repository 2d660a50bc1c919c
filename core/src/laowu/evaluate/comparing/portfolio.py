"""Many brands under many regions: one line per brand, one outcome per region, and how near the brand comes there.

Of each brand nothing is kept but that line, so that thousands of dossiers take no more room than their results.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import cast

import attrs

from laowu.decide.decision import Decision
from laowu.decide.eligibility import NEARNESS, nearest
from laowu.errors import UnknownJurisdiction, UnusableJurisdiction
from laowu.evaluate.assess import targets
from laowu.evaluate.comparing.compare import State, unusable
from laowu.evaluate.identity import dossier_digest
from laowu.jurisdictions.jurisdiction import Jurisdiction
from laowu.jurisdictions.loading import load_installed
from laowu.model.dossier import Dossier
from laowu.model.level import Target
from laowu.model.outcome import Outcome
from laowu.text import Text
from laowu.values import frozen

_DAYS_KEPT = 16


@frozen(kw_only=True)
class PortfolioRegion:
    """One region of a portfolio.

    Attributes:
        code: jurisdiction code.
        name: official name; the code where the plugin could not be loaded.
        state: ``judged``, or what is wrong with the plugin.
        problem: what is wrong, in a sentence.
    """

    code: str
    name: Text
    state: State
    problem: Text | None = None


@frozen(kw_only=True)
class Shortcoming:
    """A condition that is not met.

    Attributes:
        rule: id of the criterion.
        summary: what it asks, in our own words.
        shortfall: how far the brand falls short; ``None`` where that has no measure.
    """

    rule: str
    summary: Text
    shortfall: Text | None


@frozen(kw_only=True)
class PortfolioCell:
    """What one region makes of one brand at the level and class that come nearest as if the brand were at home.

    Attributes:
        target: level and class.
        class_label: the class as the document names it; ``None`` without one.
        outcome: all hard conditions together.
        substantive: the conditions that ask what the brand is (the as-if-local view).
        territorial: those that ask where it is.
        not_met: substantive conditions not met.
        unknown: substantive conditions that wait for a fact or a judgement.
        lacks: the substantive conditions not met, in the document's order.
    """

    target: Target
    class_label: Text | None
    outcome: Outcome
    substantive: Outcome
    territorial: Outcome
    not_met: int
    unknown: int
    lacks: tuple[Shortcoming, ...]


@frozen(kw_only=True)
class PortfolioLine:
    """One brand.

    Attributes:
        brand: its name.
        invented: whether the dossier describes no real brand.
        dossier: SHA-256 of the dossier's canonical data.
        cells: one per region, in their order; ``None`` where a region cannot answer or states no conditions.
    """

    brand: str
    invented: bool
    dossier: str
    cells: tuple[PortfolioCell | None, ...]


@frozen(kw_only=True)
class OutcomeCount:
    """How a region's answers are spread over the brands.

    Attributes:
        code: jurisdiction code.
        outcomes: brands by code of the outcome.
        substantive: the same as if every brand were at home.
    """

    code: str
    outcomes: dict[str, int]
    substantive: dict[str, int]


@frozen(kw_only=True)
class Portfolio:
    """Many brands under many regions.

    Attributes:
        schema: name and version of this shape.
        on: date judged.
        regions: in the order asked.
        brands: in the order of the dossiers.
        counts: one per region that could be asked.
    """

    schema: str = "laowu/portfolio/1"
    on: date
    regions: tuple[PortfolioRegion, ...]
    brands: tuple[PortfolioLine, ...]
    counts: tuple[OutcomeCount, ...]


def portfolio(
    dossiers: Iterable[Dossier],
    codes: Sequence[str],
    *,
    on: date,
    load: Callable[[str], Jurisdiction] = load_installed,
) -> Portfolio:
    """Judge many brands under several regions. A region that cannot answer is a column that says why.

    Args:
        dossiers: the brands, read one after another.
        codes: regions asked, in the order of the columns.
        on: date judged.
        load: gives the region of a code, or raises why it cannot; asked once for each code.

    Raises:
        InputError: a dossier or a reading is wrong.
    """
    loaded: dict[str, _Region] = {}
    problems: dict[str, PortfolioRegion] = {}

    def fail(code: str, failure: UnusableJurisdiction | UnknownJurisdiction) -> None:
        column = unusable(code, failure)
        problems[code] = PortfolioRegion(code=code, name=column.name, state=column.state, problem=column.problem)

    for code in codes:
        try:
            loaded[code] = _region(load(code), on)
        except (UnusableJurisdiction, UnknownJurisdiction) as failure:
            fail(code, failure)
    brands: list[PortfolioLine] = []
    for dossier in dossiers:
        cells: dict[str, PortfolioCell | None] = {}
        for code, region in loaded.items():
            if code in problems:
                continue
            try:
                cells[code] = region.cell(dossier)
            except UnusableJurisdiction as failure:  # a hook of the plugin failed
                fail(code, failure)
        brands.append(
            PortfolioLine(
                brand=dossier.brand.name,
                invented=dossier.brand.invented,
                dossier=dossier_digest(dossier),
                cells=tuple([cells.get(code) for code in codes]),
            )
        )
    answering = [code not in problems for code in codes]
    if problems:
        # A region that failed at one brand is left out of all: what it said before depends on the order of the dossiers.
        brands = [
            attrs.evolve(brand, cells=tuple(cell if asked else None for cell, asked in zip(brand.cells, answering, strict=True)))
            for brand in brands
        ]
    return Portfolio(
        on=on,
        regions=tuple(problems.get(code) or PortfolioRegion(code=code, name=loaded[code].name, state="judged") for code in codes),
        brands=tuple(brands),
        counts=tuple(
            _count(code, [brand.cells[place] for brand in brands]) for place, code in enumerate(codes) if answering[place]
        ),
    )


class _Region:
    """A region that can be asked, with what it asks of brands of each class: the same for all of them."""

    def __init__(self, jurisdiction: Jurisdiction, on: date) -> None:
        self.name = jurisdiction.name
        self._jurisdiction = jurisdiction
        self._on = on
        self._deciders: dict[str | None, list[Callable[[Dossier], Decision | None]]] = {}

    def cell(self, dossier: Dossier) -> PortfolioCell | None:
        """What the region makes of a brand."""
        decisions = [decision for decide in self._asked(dossier) if (decision := decide(dossier)) is not None]
        if not decisions:
            return None
        decision = decisions[0] if len(decisions) == 1 else _nearest(decisions)
        found = decision.in_substance
        outcomes = [outcome for _, outcome in found]
        not_met = outcomes.count(Outcome.NOT_MET)
        return PortfolioCell(
            target=decision.target,
            class_label=decision.class_label,
            outcome=decision.outcome,
            substantive=decision.substantive,
            territorial=decision.territorial,
            not_met=not_met,
            unknown=len(outcomes) - not_met - outcomes.count(Outcome.MET),
            lacks=_lacks(decision, found) if not_met else (),
        )

    def _asked(self, dossier: Dossier) -> list[Callable[[Dossier], Decision | None]]:
        declared = dossier.brand.brand_class
        found = self._deciders.get(declared)
        if found is None:
            jurisdiction = self._jurisdiction
            found = [jurisdiction.decider(target, self._on) for target in targets(jurisdiction.book, dossier)]
            self._deciders[declared] = found
        return found


def _region(jurisdiction: Jurisdiction, on: date) -> _Region:
    """The region on a day, made once for as long as the jurisdiction is kept."""
    kept = cast("dict[date, _Region]", jurisdiction.derived.setdefault(_Region, {}))
    found = kept.get(on)
    if found is None:
        if len(kept) >= _DAYS_KEPT:
            kept.clear()
        found = kept[on] = _Region(jurisdiction, on)
    return found


def _nearest(decisions: Sequence[Decision]) -> Decision:
    """The level and class that come nearest as if the brand were at home."""
    ranks = [NEARNESS[decision.substantive] for decision in decisions]
    best = min(ranks)
    return nearest([decision for decision, rank in zip(decisions, ranks, strict=True) if rank == best])


def _lacks(decision: Decision, found: Sequence[tuple[int, Outcome]]) -> tuple[Shortcoming, ...]:
    lacks = [decision.lack(place) for place, outcome in found if outcome is Outcome.NOT_MET]
    return tuple([Shortcoming(rule=rule, summary=summary, shortfall=shortfall) for rule, summary, shortfall in lacks])


def _count(code: str, cells: Sequence[PortfolioCell | None]) -> OutcomeCount:
    said = [cell for cell in cells if cell is not None]
    outcomes, substantive = [cell.outcome for cell in said], [cell.substantive for cell in said]
    return OutcomeCount(
        code=code,
        outcomes={word: outcomes.count(outcome) for word, outcome in _WORDS},
        substantive={word: substantive.count(outcome) for word, outcome in _WORDS},
    )


_WORDS = tuple((outcome.value, outcome) for outcome in Outcome)
