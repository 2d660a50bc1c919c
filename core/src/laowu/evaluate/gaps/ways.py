"""The nearest way in which a criterion could come to be met: what would have to be otherwise, and by how much.

Nearest means: as few things as possible that a dossier says otherwise; then the shortest way in all, each figure measured as a
part of the larger of its two values; then as few things as possible that are only unknown.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction

import attrs

from laowu.decide.conditions import weigh
from laowu.decide.evidence import Evidence
from laowu.evaluate.gaps.dossier_change import Change, applied
from laowu.evaluate.gaps.fact_ways import fact_ways
from laowu.model.dossier import Dossier
from laowu.model.outcome import Outcome
from laowu.rules.eligibility import Criterion
from laowu.rules.predicate import AllOf, AnyOf, AtLeastK, Judge, Leaf, Not, Predicate
from laowu.rules.rulebook import RuleBook
from laowu.text import Text, joined
from laowu.values import frozen

_ROUNDS = 4
"""How often parts of one condition may disturb one another, as a floor for the whole of a share does, before it is given up."""


@frozen(kw_only=True)
class Way:
    """One way in which something could come to hold.

    Attributes:
        changes: what would have to be otherwise; empty when it holds already.
    """

    changes: tuple[Change, ...] = ()

    @property
    def cost(self) -> tuple[int, Fraction, int, int]:
        """What is said otherwise, how far away that is, what is unknown, and what of it an official has to judge."""
        denied = sum(1 for change in self.changes if change.was is Outcome.NOT_MET)
        judged = sum(1 for change in self.changes if change.was is Outcome.NEEDS_JUDGEMENT)
        return denied, self.distance, len(self.changes) - denied, judged

    @property
    def distance(self) -> Fraction:
        """The way in all; what is only unknown is no way."""
        return sum((change.part_of_way for change in self.changes if change.was is Outcome.NOT_MET), Fraction(0))


@frozen(kw_only=True)
class Fork:
    """A part of a condition of which some of several alternatives are enough.

    Attributes:
        more: how many more of them are needed.
        ways: a way for each alternative that does not hold, nearest first.
    """

    more: int
    ways: tuple[Way, ...]


@frozen(kw_only=True, eq=False)
class Asking:
    """One criterion of a region, asked of one dossier on one day.

    Attributes:
        book: the rules of the region.
        rule: the criterion.
        dossier: the dossier.
        on: date judged.
    """

    book: RuleBook
    rule: Criterion
    dossier: Dossier
    on: date

    @property
    def evidence(self) -> Evidence:
        """The dossier as the region asks about it."""
        return Evidence(dossier=self.dossier, jurisdiction=self.book.profile.code, facts=self.book.facts, on=self.on)

    def outcome(self, condition: Predicate) -> Outcome:
        """Whether a condition holds, without the observations."""
        evidence = self.evidence
        return weigh(condition, evidence, question=self.rule.summary, judgement=evidence.judgement(self.rule.id))[0]

    def after(self, changes: Sequence[Change]) -> "Asking":
        """The same criterion asked of the changed dossier."""
        return attrs.evolve(self, dossier=applied(self.dossier, changes, self.book.facts, self.on))

    @property
    def met(self) -> bool:
        """Whether the criterion is met, as :func:`laowu.decide.eligibility.check_eligibility` finds."""
        judgement = self.evidence.judgement(self.rule.id)
        judged = judgement is not None and judgement.outcome is Outcome.MET
        if self.rule.condition is None:
            return judged
        outcome = self.outcome(self.rule.condition)
        left_open = self.rule.unmet is Outcome.NEEDS_JUDGEMENT and outcome is Outcome.NOT_MET
        return outcome is Outcome.MET or (left_open and judged)


def way_to(asking: Asking) -> Way | None:
    """The nearest way in which a criterion could be met; ``None`` when none is known."""
    condition = asking.rule.condition
    if asking.met:
        return Way()
    if condition is None:
        return Way(changes=(_judged(asking, asking.rule.summary, Outcome.MET),))
    return _nearest([_way(condition, asking, Outcome.MET), _ruled(asking)])


def _ruled(asking: Asking) -> Way | None:
    """An official's word, where the text leaves the door open and the word alone is enough."""
    way = Way(changes=(_judged(asking, asking.rule.summary, Outcome.MET),))
    return way if asking.after(way.changes).met else None


def forks(asking: Asking) -> tuple[Fork, ...]:
    """Where some of several alternatives would be enough for a criterion, and how far away each of them is."""
    condition = asking.rule.condition
    if condition is None or asking.met:
        return ()
    ruled = _ruled(asking)
    if ruled is not None and asking.rule.unmet is Outcome.NEEDS_JUDGEMENT:
        return (_fork(1, [_way(condition, asking, Outcome.MET), ruled]),)
    return tuple(_forks(condition, asking))


def _forks(condition: Predicate, asking: Asking) -> Iterator[Fork]:
    if asking.outcome(condition) is Outcome.MET:
        return
    match condition:
        case AllOf(parts=parts):
            for part in parts:
                yield from _forks(part, asking)
        case AnyOf(parts=parts) if len(parts) > 1:
            yield _fork(1, [_way(part, asking, Outcome.MET) for part in parts])
        case AnyOf(parts=parts):
            yield from _forks(parts[0], asking)
        case AtLeastK(k=k, parts=parts):
            waiting = [part for part in parts if asking.outcome(part) is not Outcome.MET]
            yield _fork(k - len(parts) + len(waiting), [_way(part, asking, Outcome.MET) for part in waiting])


def _fork(more: int, ways: Sequence[Way | None]) -> Fork:
    return Fork(more=more, ways=tuple(sorted((way for way in ways if way is not None), key=lambda way: way.cost)))


def _way(condition: Predicate, asking: Asking, wanted: Outcome) -> Way | None:  # noqa: PLR0911  # one case per kind of condition
    """The nearest way in which a condition could come to hold or, for the part of a *not*, could come not to."""
    if asking.outcome(condition) is wanted:
        return Way()
    other = Outcome.NOT_MET if wanted is Outcome.MET else Outcome.MET
    match condition:
        case Leaf():
            return _leaf(condition, asking, wanted)
        case Judge(question=question):
            return Way(changes=(_judged(asking, question or asking.rule.summary, wanted),))
        case Not(part=part):
            return _way(part, asking, other)
        case AllOf(parts=parts):
            return _several(condition, parts, len(parts) if wanted is Outcome.MET else 1, asking, wanted)
        case AnyOf(parts=parts):
            return _several(condition, parts, 1 if wanted is Outcome.MET else len(parts), asking, wanted)
        case AtLeastK(k=k, parts=parts):
            return _several(condition, parts, k if wanted is Outcome.MET else len(parts) - k + 1, asking, wanted)


def _several(condition: Predicate, parts: Sequence[Predicate], enough: int, asking: Asking, wanted: Outcome) -> Way | None:
    """A way in which so many of the parts come out as wanted: the nearest of them one by one, each after the ones before."""
    changes: tuple[Change, ...] = ()
    for _ in range(_ROUNDS):
        now = asking.after(changes)
        open_ = [part for part in parts if now.outcome(part) is not wanted]
        missing = enough - (len(parts) - len(open_))
        ways = [(way.cost, place) for place, part in enumerate(open_) if (way := _way(part, now, wanted)) is not None]
        if len(ways) < missing:
            return None
        # Parts of which all are needed keep the order of the document.
        chosen = sorted(place for _, place in sorted(ways)[:missing])
        for place in chosen:
            way = _way(open_[place], asking.after(changes), wanted)
            if way is None:
                return None
            changes = merged((*changes, *way.changes))
        if asking.after(changes).outcome(condition) is wanted:
            return Way(changes=changes)
    return None


def merged(changes: Sequence[Change]) -> tuple[Change, ...]:
    """Changes without those that a later one of the same place replaces; the later one then stands for both."""
    kept: dict[tuple[object, ...], Change] = {}
    for change in changes:
        before = kept.get(change.place)
        kept[change.place] = change if before is None else _after(before, change)
    return tuple(kept.values())


def _after(before: Change, change: Change) -> Change:
    """The later of two changes of one place; from where, and how far, is told from the dossier as it was handed in."""
    same_words = change.asked == before.asked
    return attrs.evolve(
        change,
        asked=change.asked if same_words else joined([before.asked, change.asked]),
        seen=before.seen,
        shortfall=before.shortfall if change.value == before.value else None,
        was=before.was,
        settled_by=before.settled_by,
        distance=str(1 - (1 - before.part_of_way) * (1 - change.part_of_way)),
        rules=tuple(dict.fromkeys((*before.rules, *change.rules))),
    )


def _leaf(leaf: Leaf, asking: Asking, wanted: Outcome) -> Way | None:
    """Every year must hold; where it must not, one year is enough."""
    years: tuple[int | None, ...] = tuple(asking.on.year - back for back in leaf.years_back) or (None,)
    if wanted is Outcome.NOT_MET:
        return _nearest([_one_year(leaf, year, asking, wanted) for year in years])
    changes: tuple[Change, ...] = ()
    for year in years:
        way = _one_year(leaf, year, asking.after(changes), wanted)
        if way is None:
            return None
        changes = merged((*changes, *way.changes))
    return Way(changes=changes)


def _one_year(leaf: Leaf, year: int | None, asking: Asking, wanted: Outcome) -> Way | None:
    """The first way that the comparison itself confirms."""
    back = () if year is None else (asking.on.year - year,)
    alone = attrs.evolve(leaf, years_back=back)
    if asking.outcome(alone) is wanted:
        return Way()
    for changes in fact_ways(leaf, year, asking.evidence, wanted, asking.rule.id):
        if asking.after(changes).outcome(alone) is wanted:
            return Way(changes=changes)
    return None


def _nearest(ways: Sequence[Way | None]) -> Way | None:
    return min((way for way in ways if way is not None), key=lambda way: way.cost, default=None)


def _judged(asking: Asking, question: Text, outcome: Outcome) -> Change:
    judgement = asking.evidence.judgement(asking.rule.id)
    was = Outcome.NEEDS_JUDGEMENT if judgement is None else Outcome.NOT_MET
    seen = Text("尚无评判", "not judged yet") if judgement is None else Text("已评判：", "judged: ") + judgement.outcome.label
    return Change(
        kind="judgement",
        key=asking.rule.id,
        jurisdiction=asking.book.profile.code,
        value=outcome.value,
        label=question,
        asked=Text("由经办机构评判为", "an official judges: ") + outcome.label,
        seen=seen,
        was=was,
        distance="1" if judgement else "0",
        rules=(asking.rule.id,),
    )
