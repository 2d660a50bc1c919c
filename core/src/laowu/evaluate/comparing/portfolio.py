"""Many brands under many regions: one line per brand, one outcome per region, and how near the brand comes there.

Of each brand nothing is kept but that line, so that thousands of dossiers take no more room than their results.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date

import attrs

from laowu.decide.decision import Decision
from laowu.decide.eligibility import nearest
from laowu.errors import UnknownJurisdiction, UnusableJurisdiction
from laowu.evaluate.assess import targets
from laowu.evaluate.comparing.compare import State, unusable
from laowu.jurisdictions.jurisdiction import Jurisdiction
from laowu.jurisdictions.loading import load_installed
from laowu.model.answers import Finding, Scope
from laowu.model.dossier import Dossier
from laowu.model.dossier_data import dossier_data
from laowu.model.level import Target
from laowu.model.outcome import Outcome
from laowu.rules.tree import digest
from laowu.text import Text


@attrs.frozen(kw_only=True)
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


@attrs.frozen(kw_only=True)
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


@attrs.frozen(kw_only=True)
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


@attrs.frozen(kw_only=True)
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


@attrs.frozen(kw_only=True)
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


@attrs.frozen(kw_only=True)
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
    loaded: dict[str, Jurisdiction] = {}
    problems: dict[str, PortfolioRegion] = {}

    def fail(code: str, failure: UnusableJurisdiction | UnknownJurisdiction) -> None:
        column = unusable(code, failure)
        problems[code] = PortfolioRegion(code=code, name=column.name, state=column.state, problem=column.problem)

    for code in codes:
        try:
            loaded[code] = load(code)
        except (UnusableJurisdiction, UnknownJurisdiction) as failure:
            fail(code, failure)
    brands: list[PortfolioLine] = []
    for dossier in dossiers:
        cells: dict[str, PortfolioCell | None] = {}
        for code in [code for code in loaded if code not in problems]:
            try:
                cells[code] = _cell(loaded[code], dossier, on)
            except UnusableJurisdiction as failure:  # a hook of the plugin failed
                fail(code, failure)
        brands.append(
            PortfolioLine(
                brand=dossier.brand.name,
                invented=dossier.brand.invented,
                dossier=f"sha256:{digest(dossier_data(dossier))}",
                cells=tuple(cells.get(code) for code in codes),
            )
        )
    answering = [code not in problems for code in codes]
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


def _cell(jurisdiction: Jurisdiction, dossier: Dossier, on: date) -> PortfolioCell | None:
    asked = [jurisdiction.decide_eligibility(dossier, target, on) for target in targets(jurisdiction.book, dossier)]
    decisions = [decision for decision in asked if decision is not None]
    if not decisions:
        return None
    decision = _nearest(decisions)
    substantive = [
        (place, outcome)
        for place, (_, outcome, soft, scope) in enumerate(decision.stands)
        if not soft and scope is Scope.SUBSTANTIVE
    ]
    unmet = [place for place, outcome in substantive if outcome is Outcome.NOT_MET]
    met = [outcome for _, outcome in substantive].count(Outcome.MET)
    return PortfolioCell(
        target=decision.target,
        class_label=decision.class_label,
        outcome=decision.outcome,
        substantive=decision.substantive,
        territorial=decision.territorial,
        not_met=len(unmet),
        unknown=len(substantive) - len(unmet) - met,
        lacks=tuple(_lack(decision.finding(place)) for place in unmet),
    )


def _nearest(decisions: Sequence[Decision]) -> Decision:
    """The level and class that come nearest as if the brand were at home."""
    order = (Outcome.MET, Outcome.NEEDS_JUDGEMENT, Outcome.NO_DATA, Outcome.NOT_MET)
    best = min(order.index(decision.substantive) for decision in decisions)
    return nearest([decision for decision in decisions if order.index(decision.substantive) == best])


def _lack(finding: Finding) -> Shortcoming:
    short = [item.shortfall.says for item in finding.observations if item.shortfall is not None]
    return Shortcoming(rule=finding.rule, summary=finding.summary, shortfall=short[0] if short else None)


def _count(code: str, cells: Sequence[PortfolioCell | None]) -> OutcomeCount:
    said = [cell for cell in cells if cell is not None]
    return OutcomeCount(
        code=code,
        outcomes={outcome.value: sum(1 for cell in said if cell.outcome is outcome) for outcome in Outcome},
        substantive={outcome.value: sum(1 for cell in said if cell.substantive is outcome) for outcome in Outcome},
    )
