"""An award per head as one run asks about it: its words and numbers, its period, the years of each brand."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

import attrs

from laowu.rules.dated import Dated
from laowu.rules.subsidy import PerHead, Treatment
from laowu_ledger.claims.recognitions import BrandStanding
from laowu_ledger.claims.verdicts import Verdict

FEN = 100
"""Fen to the yuan."""
NO_GROUP = "none"
"""The store's code for people who are said to be of no group."""
SEPARATOR = ";"
_SENT_OUT, _OWN = "output", "own"
_SELF = ("self", "resident_scheme")
_NEW = "new"


@attrs.frozen(kw_only=True)
class Step:
    """Days on which one sum and one cap are in force.

    Attributes:
        since: the first of them.
        rate_fen: what is paid per person.
        cap_fen: the most that is paid per pool and year.
    """

    since: date
    rate_fen: int
    cap_fen: int


@attrs.frozen(kw_only=True)
class BrandYears:
    """The paid years of a brand, as days.

    Attributes:
        recognised: day of recognition; before it, whether a claim counts is for an official to judge.
        first_day: first day of the first paid year; before it, likewise.
        over_from: first day after the last paid year; ``None`` where any years count.
        turn: the day in the year of the run on which a year of the award begins; ``None`` where years are calendar years.
        year: number of the year before that day.
    """

    recognised: date
    first_day: date
    over_from: date | None
    turn: date | None
    year: int


@attrs.frozen(kw_only=True)
class Terms:
    """What is settled.

    Attributes:
        jurisdiction: code of the region.
        award: the rule.
        groups: the store's words of the key groups with the region's codes, in the order of the rule.
        year: calendar year of the claims.
        through: last day of the claims.
        units: what spellings of building bodies stand for, where that is told.
    """

    jurisdiction: str
    award: PerHead
    groups: Mapping[str, str]
    year: int
    through: date
    units: Mapping[str, str] = attrs.field(factory=dict)

    @property
    def first(self) -> date:
        """First day of the claims."""
        return date(self.year, 1, 1)

    @property
    def by_operator(self) -> bool:
        """Whether each building body has a cap of its own."""
        return self.award.cap_scope == "operator"

    @property
    def steps(self) -> tuple[Step, ...]:
        """The sums and caps in force in the period, oldest first."""
        changes = (*self.award.rate_yuan.values, *self.award.cap_yuan.values)
        days = {entry.since for entry in changes if entry.since is not None and self.first < entry.since <= self.through}
        return tuple(self._step(day) for day in sorted({self.first, *days}))

    def _step(self, day: date) -> Step:
        return Step(since=day, rate_fen=self.award.rate_yuan.on(day) * FEN, cap_fen=self.award.cap_yuan.on(day) * FEN)

    def cap_fen(self) -> int:
        """The highest cap of the period, which is what a report shows."""
        return max(step.cap_fen for step in self.steps)

    def years_of(self, standing: BrandStanding) -> BrandYears | None:
        """The paid years of a brand; ``None`` where it is not known when it was recognised."""
        start = standing.recognised
        if start is None:
            return None
        award = self.award
        most = award.years_at_most.on(start)
        consecutive = award.years_run == "consecutive"
        if award.year_basis == "award":
            turn = turned(start, self.year)
            over = turned(start, start.year + most) if consecutive else None
            return BrandYears(recognised=start, first_day=start, over_from=over, turn=turn, year=self.year - start.year)
        first = start.year + (1 if award.years_from == "year_after" else 0)
        over = date(first + most, 1, 1) if consecutive else None
        return BrandYears(recognised=start, first_day=date(first, 1, 1), over_from=over, turn=None, year=self.year)

    def group(self, cell: str | None) -> tuple[Verdict, str]:
        """What is said of the groups of a row, and the region's code of the group it counts by."""
        if cell is None:
            return Verdict.GROUP_UNKNOWN, ""
        stated = cell.split(SEPARATOR)
        for word, code in self.groups.items():
            if word in stated:
                return Verdict.COMPLETE, code
        if self.award.groups_open and set(stated) != {NO_GROUP}:
            return Verdict.GROUP_JUDGED, ""
        return Verdict.GROUP, ""

    def relation(self, code: str | None) -> Verdict:
        """What is said of how somebody is employed; where nothing is stated, by the body that hired."""
        if code in (None, _OWN):
            return Verdict.COMPLETE
        treatment: Treatment = self.award.sent_out
        if code != _SENT_OUT and treatment == "refused":
            # Who is lent out, or works under another's contract, was perhaps hired and perhaps not.
            treatment = "judgement"
        return _treated(treatment, Verdict.RELATION, Verdict.RELATION_JUDGED)

    def payer(self, code: str | None) -> Verdict:
        """What is said of who pays the pension."""
        if code not in _SELF:
            return Verdict.COMPLETE
        return _treated(self.award.self_paid, Verdict.PAYER, Verdict.PAYER_JUDGED)

    @property
    def asks_enrolment(self) -> bool:
        """Whether anything hangs on the enrolment in the pension being the first or a resumed one."""
        return self.award.resumed != "counts"

    def enrolled(self, code: str | None) -> Verdict:
        """What is said of how somebody came into the pension: for the first time, or again after a gap."""
        if not self.asks_enrolment or code == _NEW:
            return Verdict.COMPLETE
        if code is None:
            return Verdict.ENROLMENT_UNKNOWN
        return _treated(self.award.resumed, Verdict.ENROLMENT, Verdict.ENROLMENT_JUDGED)


def _treated(treatment: Treatment, refused: Verdict, judged: Verdict) -> Verdict:
    return {"counts": Verdict.COMPLETE, "refused": refused, "judgement": judged}[treatment]


def turned(start: date, year: int) -> date:
    """The day in a year on which the years counted from ``start`` turn: 1 March for 29 February."""
    try:
        return start.replace(year=year)
    except ValueError:
        return date(year, 3, 1)


def spells(values: Dated[int]) -> Iterator[tuple[date, date, int]]:
    """Each value with its first day and the first day of the next one."""
    entries = values.values
    for place, entry in enumerate(entries):
        since = date.min if place == 0 else entry.since or date.min
        end = entries[place + 1].since or date.max if place + 1 < len(entries) else date.max
        yield since, end, entry.value


def day_before(day: date) -> date:
    """The day before."""
    return day - timedelta(days=1)
