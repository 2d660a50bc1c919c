"""How far is the programme with a target, and what does a recognised brand owe? The programme rules applied."""

from collections.abc import Mapping, Sequence
from datetime import date

import attrs

from laowu.decide.conditions import judged, weigh
from laowu.decide.evidence import Evidence
from laowu.model.answers.programme import DutyStanding, TargetRow, TargetStanding
from laowu.model.dossier import Dossier
from laowu.model.level import Level
from laowu.model.outcome import Outcome, all_of
from laowu.model.place import Alias
from laowu.places.divisions import Division, Divisions
from laowu.rules.programme import Duty, NumericTarget
from laowu.rules.rule import in_force
from laowu.rules.rulebook import RuleBook
from laowu.text import Text, joined, same
from laowu.values import frozen

#: The key under which a count stands for the region as a whole.
WHOLE = "region"

_DIVISION_DIGITS = 6


def target_standing(
    book: RuleBook, target: NumericTarget, counts: Mapping[str, int], on: date, divisions: Divisions
) -> TargetStanding:
    """Hold counts against a target on one day.

    Places that are asked and have no count are *no data*, never nought. Where the number is asked of each district, the
    county-level divisions in force on ``on`` are asked; a count under the code of one that has ended goes to its successor.
    A zone that is none any more on that day is not asked as one; where it has become a division, its count is that division's.

    Args:
        book: the rule book, for the region, its local names and clauses.
        target: the target.
        counts: how many there are, by division code, by code of a town, by name of a zone; ``"region"`` for the whole.
        on: date judged: the target's number and the divisions of that day.
        divisions: the table of divisions.
    """
    places = _Places(book=book, target=target, on=on, divisions=divisions)
    asked = places.asked(counts)
    found, strangers = places.assigned(counts, asked)
    number = target.number.on(on) if target.number else None
    top = target.up_to.on(on) if target.up_to else number
    rows = tuple(_row(target, code, name, found.get(code), (number, top)) for code, name in asked.items())
    region = _row(target, book.profile.division, book.profile.name.zh, _whole(counts, places), (number, top))
    return TargetStanding(
        jurisdiction=book.profile.code,
        rule=target.id,
        clause=book.cite(target),
        summary=target.summary,
        on=on,
        standing=book.standing((target,), on),
        measure=target.measure,
        asked=_asked(target, number, top),
        soft=target.soft,
        due=target.due,
        past_due=target.due is not None and target.due < on,
        rows=rows,
        total=region if target.per == "region" else _together(region, rows, number),
        readings=book.readings_on((target,)),
        remarks=_remarks(target, rows, strangers, on),
    )


def _row(target: NumericTarget, code: str, name: str, found: int | None, bounds: tuple[int | None, int | None]) -> TargetRow:
    number, top = bounds
    gap = None
    if found is not None and number is not None:
        gap = 0 if target.relation == "at_most" else max(number - found, 0)
    return TargetRow(code=code, name=name, asked=number, found=found, gap=gap, outcome=_outcome(target, found, number, top))


def _outcome(target: NumericTarget, found: int | None, number: int | None, top: int | None) -> Outcome | None:
    if target.relation == "about":
        return None
    if number is None or top is None:
        return Outcome.NEEDS_JUDGEMENT
    if found is None:
        return Outcome.NO_DATA
    match target.relation:
        case "at_least":
            holds = found >= number
        case "at_most":
            holds = found <= number
        case "exactly":
            holds = found == number
        case _:
            holds = number <= found <= top
    return Outcome.MET if holds else Outcome.NOT_MET


def _together(region: TargetRow, rows: Sequence[TargetRow], number: int | None) -> TargetRow:
    """All places together: what is missing in any of them is missing, whatever the others have too many."""
    if not rows:
        return attrs.evolve(region, asked=None, gap=None, outcome=None if region.outcome is None else Outcome.NO_DATA)
    found = [row.found for row in rows if row.found is not None]
    gaps = [row.gap for row in rows if row.gap is not None]
    outcomes = [row.outcome for row in rows if row.outcome is not None]
    return attrs.evolve(
        region,
        asked=None if number is None else number * len(rows),
        found=sum(found) if len(found) == len(rows) else None,
        gap=sum(gaps) if len(gaps) == len(rows) else None,
        outcome=all_of(outcomes) if outcomes else None,
    )


def _whole(counts: Mapping[str, int], places: "_Places") -> int | None:
    """The count of the whole region: as given, or the sum of all its districts when none of them is missing."""
    if WHOLE in counts:
        return counts[WHOLE]
    if places.region in counts:
        return counts[places.region]
    districts = places.districts()
    found, _ = places.assigned(counts, districts)
    return sum(found.values()) if districts and set(found) >= set(districts) else None


@frozen(kw_only=True, eq=False)
class _Places:
    """Which places a target is asked of, and whose a count is.

    Attributes:
        book: the rule book.
        target: the target.
        on: date judged.
        divisions: the table of divisions.
    """

    book: RuleBook
    target: NumericTarget
    on: date
    divisions: Divisions

    @property
    def region(self) -> str:
        """Code of the region's division."""
        return self.book.profile.division

    def asked(self, counts: Mapping[str, int]) -> dict[str, str]:
        """The places asked: names by code, or by name for a zone."""
        target = self.target
        if target.per == "region":
            return {}
        if target.per == "zone":
            return self._zones()
        if target.divisions:
            listed = {code: self._name(code) for code in target.divisions}
        elif target.per == "district":
            listed = self.districts()
        else:
            listed = {code: self._name(code) for code in counts if code != WHOLE and self._fits(code)}
        return listed | (self._zones() if target.zones_count else {})

    def districts(self) -> dict[str, str]:
        """The county-level divisions of the region in force on the day, districts, cities and counties alike."""
        rows = (row for row in self.divisions.in_force(self.on) if row.level == "county")
        return {row.code: row.name for row in rows if self.divisions.within(row.code, self.region, self.on)}

    def _zones(self) -> dict[str, str]:
        """The zones asked: those the target names or, where it names none, one for each place they lie in.

        A zone goes by several names, and the data do not say which of them are the same zone.
        """
        by_place: dict[str, str] = {}
        names = self._zone_names()
        if self.target.zones:
            still = {alias.name for alias in names}
            return {name: name for name in self.target.zones if name in still}
        for alias in names:
            by_place.setdefault(alias.division, alias.name)
        return {name: name for name in by_place.values()}

    def _zone_names(self) -> list[Alias]:
        """The names of zones that are zones on the day, and no divisions."""
        aliases = self.book.naming.aliases if self.book.naming else ()
        divisions = set(self.districts().values())
        return [alias for alias in aliases if alias.kind == "zone" and alias.valid(self.on) and alias.name not in divisions]

    def _fits(self, code: str) -> bool:
        """Whether a count is about a place of the kind asked: a town has more digits than a county."""
        digits = len(code) if code.isdigit() else 0
        return digits > _DIVISION_DIGITS if self.target.per == "key_town" else digits == _DIVISION_DIGITS

    def _name(self, code: str) -> str:
        found = self.divisions.nearest(code, self.on)
        return found.name if found else code

    def assigned(self, counts: Mapping[str, int], asked: Mapping[str, str]) -> tuple[dict[str, int], list[str]]:
        """The counts by the place asked that they belong to, and the keys that belong to none."""
        found: dict[str, int] = {}
        strangers = []
        for key, number in counts.items():
            if key in (WHOLE, self.region):
                continue
            place = self._place_of(key, asked)
            if place is None:
                strangers.append(key)
            else:
                found[place] = found.get(place, 0) + number
        return found, strangers

    def _place_of(self, key: str, asked: Mapping[str, str]) -> str | None:
        if key in asked:
            return key
        if not key.isdigit():
            return self._zone_asked(key, asked) or next((code for code, name in asked.items() if name == key), None)
        county = key[:_DIVISION_DIGITS]
        if len(key) > _DIVISION_DIGITS:
            return county if self.target.shared and county in asked else None
        return self._successor(county, asked)

    def _zone_asked(self, name: str, asked: Mapping[str, str]) -> str | None:
        """The zone asked that goes by another name here; none where two zones lie in the same place."""
        lies = {alias.name: alias.division for alias in self._zone_names()}
        alike = [zone for zone in asked if zone in lies and lies[zone] == lies.get(name)]
        return alike[0] if len(alike) == 1 else None

    def _successor(self, code: str, asked: Mapping[str, str]) -> str | None:
        """The one division asked that took over from one that has ended."""
        row = self.divisions.nearest(code, self.on)
        heirs: Sequence[Division] = () if row is None else self.divisions.successors(row, self.on)
        return heirs[0].code if len(heirs) == 1 and heirs[0].code in asked else None


_RELATIONS = {
    "exactly": Text("恰为 ", "exactly "),
    "at_least": Text("不少于 ", "at least "),
    "at_most": Text("不超过 ", "at most "),
    "about": Text("约 ", "about "),
}
_PER = {
    "region": same(""),
    "district": Text("每个区县", " in each district or county"),
    "key_town": Text("每个重点乡镇", " in each key town"),
    "key_county": Text("每个重点县", " in each key county"),
    "zone": Text("每个功能区", " in each functional zone"),
}


def _asked(target: NumericTarget, number: int | None, top: int | None) -> Text:
    if number is None:
        how_many = Text("未载明数量", "no number is stated")
    elif target.relation == "between":
        how_many = Text(f"{number} 至 {top}", f"{number} to {top}")
    else:
        how_many = _RELATIONS[target.relation] + same(str(number))
    place = _PER[target.per]
    return Text(place.zh + how_many.zh, how_many.en + place.en)


def _remarks(target: NumericTarget, rows: Sequence[TargetRow], strangers: list[str], on: date) -> tuple[Text, ...]:
    remarks = []
    if target.soft:
        remarks.append(Text("努力方向，不作硬性要求", "an aim to strive for, not a requirement"))
    if target.relation == "about":
        remarks.append(Text("约数：只列差额，不作结论", "an approximate number: the gap is shown, and no verdict"))
    unlisted = target.per in ("key_town", "key_county") and not target.divisions
    if unlisted:
        remarks.append(Text("文件未附名单，按所报的地方计", "the text does not list them: those that were counted are asked"))
    silent = sum(1 for row in rows if row.found is None)
    if silent:
        remarks.append(Text(f"{silent} 个地方没有数据", f"no data for {silent} of {len(rows)} places"))
    if strangers:
        listed = joined([same(key) for key in strangers], zh="、", en=", ")
        remarks.append(Text("未计入（不在所问之列）：", "not counted, for they are not asked: ") + listed)
    if target.due is not None and target.due < on:
        remarks.append(Text(f"期限 {target.due.isoformat()} 已过", f"was due by {target.due.isoformat()}"))
    return tuple(remarks)


def duties_after_recognition(book: RuleBook, level: Level, dossier: Dossier, on: date) -> tuple[DutyStanding, ...]:
    """What the bodies of a brand recognised at ``level`` owe on ``on``, and whether the dossier shows it.

    A duty that no fact shows waits for an official, unless an office has judged it already.
    """
    evidence = Evidence(dossier=dossier, jurisdiction=book.profile.code, facts=book.facts, on=on)
    return tuple(_duty(duty, evidence, book) for duty in duties_of(book, level, on))


def holders_duties(book: RuleBook) -> tuple[Duty, ...]:
    """The duties, of any day, that bind the bodies of recognised brands."""
    stated = book.programme.duties if book.programme else ()
    return tuple(duty for duty in stated if duty.of == "operator" and duty.levels)


def duties_of(book: RuleBook, level: Level, on: date) -> tuple[Duty, ...]:
    """The duties in force that bind the bodies of brands recognised at ``level``."""
    return tuple(duty for duty in in_force(holders_duties(book), on) if level in duty.levels)


def _duty(duty: Duty, evidence: Evidence, book: RuleBook) -> DutyStanding:
    judgement = evidence.judgement(duty.id)
    if duty.condition is None:
        outcome, observations = judged(duty.summary, judgement)
    else:
        outcome, observations = weigh(duty.condition, evidence, question=duty.summary, judgement=judgement)
    return DutyStanding(
        rule=duty.id,
        clause=book.cite(duty),
        says=duty.summary,
        modality=duty.modality,
        every=duty.every,
        due=duty.due,
        outcome=outcome,
        observations=observations,
    )
