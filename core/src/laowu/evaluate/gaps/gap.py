"""What a brand lacks, region by region, level by level and class by class, nearest first; and what would change it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from fractions import Fraction

import attrs

from laowu.errors import UnknownJurisdiction, UnusableJurisdiction
from laowu.evaluate.assess import proposal_of, targets
from laowu.evaluate.comparing.compare import Column, unusable
from laowu.evaluate.gaps.dossier_change import Change, applied
from laowu.evaluate.gaps.prerequisites import EarlierLevel, earlier_levels
from laowu.evaluate.gaps.proposal import Proposal, Proposer
from laowu.evaluate.gaps.ways import Fork, forks
from laowu.jurisdictions.jurisdiction import Jurisdiction
from laowu.jurisdictions.loading import load_installed
from laowu.model.answers import EligibilityReport, Finding, MaterialNeed, NameVerdict, ReadingUsed, Scope
from laowu.model.citation import Citation, Standing
from laowu.model.dossier import Dossier
from laowu.model.dossier_data import dossier_data
from laowu.model.level import Level, Target
from laowu.model.outcome import Outcome
from laowu.model.questions import Application
from laowu.rules.tree import digest
from laowu.text import Text
from laowu.values import frozen


@frozen(kw_only=True)
class Alternatives:
    """A part of a criterion of which some alternatives are enough.

    Attributes:
        more: how many more of them are needed.
        ways: what each of them would take, nearest first.
    """

    more: int
    ways: tuple[tuple[Change, ...], ...]


@frozen(kw_only=True)
class Lack:
    """One criterion that is not met, or open.

    Attributes:
        finding: the criterion with what was asked and found.
        distance: how far away it is, as an exact fraction: the figures to be moved, each as a part of the larger of its two
            values; ``"0"`` for one that is only open, ``None`` where no way is known.
        changes: the nearest way by itself.
        alternatives: where one of several parts would do, or some of them.
    """

    finding: Finding
    distance: str | None
    changes: tuple[Change, ...]
    alternatives: tuple[Alternatives, ...]


@frozen(kw_only=True)
class Distance:
    """How near a brand is to one level and class, by its substantive criteria alone.

    Attributes:
        not_met: criteria not met.
        shortfall: how far away these are in all, as an exact fraction; one without a known way counts as 1.
        unknown: criteria that wait for a fact or a judgement.
    """

    not_met: int
    shortfall: str
    unknown: int


@frozen(kw_only=True)
class NameGap:
    """What is wrong with the name for this level.

    Attributes:
        verdict: whether it is well-formed.
        missing: codes of the parts it lacks.
        suggestions: names that would be valid.
        clauses: where the rule stands.
    """

    verdict: NameVerdict
    missing: tuple[str, ...]
    suggestions: tuple[str, ...]
    clauses: tuple[Citation, ...]


@frozen(kw_only=True)
class Gap:
    """What a brand lacks for one level and class of one region.

    Attributes:
        jurisdiction: code of the region.
        region: its official name.
        target: level and class.
        class_label: the class as the document names it; ``None`` without one.
        standing: what the answer is worth.
        outcome, substantive, territorial: as the region finds them.
        distance: how near the brand is; ``None`` where nothing can be asked, for which the remarks say why.
        lacks: the criteria not met or open, in the document's order.
        name: what is wrong with the name; ``None`` when nothing is.
        papers: papers that are needed, or may be, and not held.
        earlier: levels that come first.
        changes: what would have to be otherwise for all criteria to be met; none of it can be left out.
        reached: outcome of all criteria with those changes made, as the region finds it.
        competitive: how the text selects among those who qualify; ``None`` where it does not.
        readings: readings that bear on it.
        remarks: anything the reader must know.
    """

    jurisdiction: str
    region: Text
    target: Target
    class_label: Text | None
    standing: Standing
    outcome: Outcome
    substantive: Outcome
    territorial: Outcome
    distance: Distance | None
    lacks: tuple[Lack, ...]
    name: NameGap | None
    papers: tuple[MaterialNeed, ...]
    earlier: tuple[EarlierLevel, ...]
    changes: tuple[Change, ...]
    reached: Outcome
    competitive: Text | None
    readings: tuple[ReadingUsed, ...]
    remarks: tuple[Text, ...]


@frozen(kw_only=True)
class BrandGaps:
    """What one brand lacks everywhere.

    Attributes:
        brand: its name.
        invented: whether the dossier describes no real brand.
        dossier: SHA-256 of the dossier's canonical data.
        gaps: nearest first.
    """

    brand: str
    invented: bool
    dossier: str
    gaps: tuple[Gap, ...]


@frozen(kw_only=True)
class GapReport:
    """What brands lack.

    Attributes:
        schema: name and version of this shape.
        on: date judged.
        brands: in the order of the dossiers.
        problems: regions that could not be asked.
    """

    schema: str = "laowu/gap/1"
    on: date
    brands: tuple[BrandGaps, ...]
    problems: tuple[Column, ...]


def gaps(
    dossiers: Iterable[Dossier],
    codes: Sequence[str],
    *,
    on: date,
    level: Level | None = None,
    brand_class: str | None = None,
    load: Callable[[str], Jurisdiction] = load_installed,
) -> GapReport:
    """What brands lack under several regions.

    Args:
        dossiers: the brands, read one after another.
        codes: regions asked.
        on: date judged.
        level: only this level.
        brand_class: only this class, instead of the declared one.
        load: gives the region of a code, or raises why it cannot; asked once for each code.

    Raises:
        InputError: a dossier or a reading is wrong.
    """
    loaded: dict[str, Jurisdiction] = {}
    problems: dict[str, Column] = {}
    for code in codes:
        try:
            loaded[code] = load(code)
        except (UnusableJurisdiction, UnknownJurisdiction) as failure:
            problems[code] = unusable(code, failure)
    brands = []
    for dossier in dossiers:
        found: list[Gap] = []
        for code in [code for code in loaded if code not in problems]:
            try:
                found += _of_region(loaded[code], dossier, on=on, level=level, brand_class=brand_class)
            except UnusableJurisdiction as failure:  # a hook of the plugin failed
                problems[code] = unusable(code, failure)
        brands.append((dossier, found))
    return GapReport(
        on=on,
        brands=tuple(
            BrandGaps(
                brand=dossier.brand.name,
                invented=dossier.brand.invented,
                dossier=f"sha256:{digest(dossier_data(dossier))}",
                gaps=tuple(sorted((gap for gap in found if gap.jurisdiction not in problems), key=_nearness)),
            )
            for dossier, found in brands
        ),
        problems=tuple(problems.values()),
    )


_LEVELS = list(Level)


def _nearness(gap: Gap) -> tuple[bool, int, Fraction, int, str, int, str]:
    """Fewest criteria not met, then the shortest way, then the fewest unknown; then by code, level and class."""
    distance = gap.distance or Distance(not_met=0, shortfall="0", unknown=0)
    by = (gap.jurisdiction, _LEVELS.index(gap.target.level), gap.target.brand_class or "")
    return (gap.distance is None, distance.not_met, Fraction(distance.shortfall), distance.unknown, *by)


def _of_region(
    jurisdiction: Jurisdiction, dossier: Dossier, *, on: date, level: Level | None, brand_class: str | None
) -> Iterator[Gap]:
    for target in targets(jurisdiction.book, dossier, level=level, brand_class=brand_class):
        report = jurisdiction.check_eligibility(dossier, target, on)
        if report is not None:
            yield _gap(jurisdiction, dossier, report, on)


def _gap(jurisdiction: Jurisdiction, dossier: Dossier, report: EligibilityReport, on: date) -> Gap:
    target = report.target
    proposer = Proposer(jurisdiction=jurisdiction, dossier=dossier, on=on)
    judged = _judged(jurisdiction, report, on)
    open_ = [finding for finding in report.findings if not finding.soft and finding.outcome is not Outcome.MET]
    lacks = tuple(_lack(finding, report, proposer) for finding in open_)
    proposal = proposer.whole(report) if judged else Proposal(changes=(), reached=report.outcome)
    changed = applied(dossier, proposal.changes, jurisdiction.book.facts, on)
    return Gap(
        jurisdiction=jurisdiction.code,
        region=jurisdiction.name,
        target=target,
        class_label=report.class_label,
        standing=report.standing,
        outcome=report.outcome,
        substantive=report.substantive,
        territorial=report.territorial,
        distance=_distance(lacks) if judged else None,
        lacks=lacks,
        name=_name(jurisdiction, dossier, target, on) if judged else None,
        papers=_papers(jurisdiction, dossier, target, on) if judged else (),
        earlier=earlier_levels(jurisdiction, dossier, target, on) if judged else (),
        changes=(*proposal.changes, *_papers_to_come(jurisdiction, changed, target, on)) if judged else (),
        reached=proposal.reached,
        competitive=report.competitive,
        readings=report.readings,
        remarks=report.remarks,
    )


def _judged(jurisdiction: Jurisdiction, report: EligibilityReport, on: date) -> bool:
    """Whether the region has this level and class, with conditions in force; else the report's remarks say what is wrong."""
    rules = jurisdiction.book.eligibility
    if not any(not finding.soft for finding in report.findings):
        return False
    classes = [item.code for item in rules.classes] if rules else []
    return rules is None or (report.target.level in rules.levels and (not classes or report.target.brand_class in classes))


def _lack(finding: Finding, report: EligibilityReport, proposer: Proposer) -> Lack:
    way = proposer.way(finding.rule, report)
    rules = proposer.jurisdiction.book.eligibility
    rule = next((rule for rule in (rules.criteria if rules else ()) if rule.id == finding.rule), None)
    return Lack(
        finding=finding,
        distance=None if way is None or not way.changes else str(way.distance),
        changes=way.changes if way else (),
        alternatives=tuple(_alternatives(fork) for fork in forks(proposer.asking(rule))) if rule else (),
    )


def _alternatives(fork: Fork) -> Alternatives:
    return Alternatives(more=fork.more, ways=tuple(way.changes for way in fork.ways))


def _distance(lacks: Sequence[Lack]) -> Distance:
    substantive = [lack for lack in lacks if lack.finding.scope is Scope.SUBSTANTIVE]
    unmet = [lack for lack in substantive if lack.finding.outcome is Outcome.NOT_MET]
    shortfall = sum((Fraction(1) if lack.distance is None else Fraction(lack.distance) for lack in unmet), Fraction(0))
    return Distance(not_met=len(unmet), shortfall=str(shortfall), unknown=len(substantive) - len(unmet))


def _name(jurisdiction: Jurisdiction, dossier: Dossier, target: Target, on: date) -> NameGap | None:
    report = jurisdiction.validate_name(attrs.evolve(proposal_of(dossier), level=target.level), on)
    if report is None or report.verdict is NameVerdict.VALID:
        return None
    return NameGap(verdict=report.verdict, missing=report.missing, suggestions=report.suggestions, clauses=report.clauses)


def _papers(jurisdiction: Jurisdiction, dossier: Dossier, target: Target, on: date) -> tuple[MaterialNeed, ...]:
    plan = jurisdiction.plan_review(Application(dossier=dossier, target=target, start=on), on)
    needs = plan.materials if plan else ()
    return tuple(need for need in needs if need.needed is not Outcome.NOT_MET and not need.held)


def _papers_to_come(jurisdiction: Jurisdiction, dossier: Dossier, target: Target, on: date) -> Iterator[Change]:
    """The papers that the changed dossier needs and does not hold."""
    for need in _papers(jurisdiction, dossier, target, on):
        if need.needed is Outcome.MET:
            yield Change(
                kind="paper",
                key=need.code,
                value="held",
                label=need.label,
                asked=Text("备齐", "to be handed in"),
                seen=Text("没有", "not held") if need.held is False else Text("未提供", "not stated"),
                was=Outcome.NO_DATA if need.held is None else Outcome.NOT_MET,
                rules=(need.rule,),
            )
