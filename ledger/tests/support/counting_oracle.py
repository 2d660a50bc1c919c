"""Counting in plain Python, one person after the other: no dataframe, no SQL, no condition trees. ``None`` is not known."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

Row = Mapping[str, Any]
Answer = bool | None
Tallies = dict[tuple[str, int], dict[str, dict[str, Any]]]

HARD = {"hard_to_employ", "older_unemployed", "zero_employment_family", "low_income", "disabled", "land_lost", "long_unemployed"}
SKILLS = {"special_ability", "level_5", "level_4", "level_3", "level_2", "level_1", "special", "chief"}
LABOUR = {"fixed", "open_ended", "task"}


def every(*answers: Answer) -> Answer:
    """Yes when all are; no when one is not."""
    return False if False in answers else None if None in answers else True


def some(answers: Iterable[Answer]) -> Answer:
    """Yes when one is; no when none is."""
    found = list(answers)
    return True if True in found else None if None in found else False


def is_not(answer: Answer) -> Answer:
    """The other way round."""
    return None if answer is None else not answer


def among(value: Any, codes: Iterable[str]) -> Answer:
    """Whether a code is one of some."""
    return None if value is None else value in set(codes)


def has(groups: str | None, codes: Iterable[str]) -> Answer:
    """Whether one of several codes is one of some."""
    return None if groups is None else bool(set(groups.split(";")) & set(codes))


class Oracle:
    """What a region asks, and what it comes to."""

    def __init__(
        self,
        on: date,
        *,
        here: Callable[[int], bool] | None = None,
        province: Callable[[int], bool] | None = None,
        key_groups: Mapping[str, str] | None = None,
        months: int = 0,
    ) -> None:
        self.on = on
        self.here = here
        self.province = province
        self.key_groups = key_groups
        self.months = months

    def tallies(self, rows: Sequence[Row], conflicts: Iterable[int], years: Iterable[int]) -> Tallies:
        """Codes of people by brand, year and indicator."""
        two_names = set(conflicts)
        by_person: dict[int, dict[str, dict[tuple[Any, Any], list[Row]]]] = defaultdict(
            lambda: defaultdict(lambda: defaultdict(list))
        )
        for row in rows:
            by_person[row["person"]][row["brand"]][row["employer"], row["started"]].append(row)
        found: Tallies = {}
        for year in years:
            for person, brands in by_person.items():
                of_brands = {brand: self.person(list(jobs.values()), year, person in two_names) for brand, jobs in brands.items()}
                may = [brand for brand, codes in of_brands.items() if codes["placed"][0] in ("open", "counted")]
                for brand, codes in of_brands.items():
                    once = "open" if len(may) > 1 and codes["placed"][0] == "counted" else codes["placed"][0]
                    self.add(found, brand, year, codes | {"placed_once": (once, 0, 0, 0)})
        return {place: named for place, named in found.items() if any(any_told(tally) for tally in named.values())}

    def add(self, found: Tallies, brand: str, year: int, codes: Mapping[str, Any]) -> None:
        """Add one person."""
        named = found.setdefault((brand, year), {})
        for name, told in codes.items():
            for code, low, high, months in told if isinstance(told, list) else [told]:
                tally = named.setdefault(name, {"open": 0, "counted": 0, "left_out": {}, "low": 0, "high": 0, "months": 0})
                if code in ("open", "counted"):
                    tally[code] += 1
                elif code != "outside":
                    tally["left_out"][code] = tally["left_out"].get(code, 0) + 1
                if code == "counted":
                    tally["low"], tally["high"], tally["months"] = (
                        tally["low"] + low,
                        tally["high"] + high,
                        tally["months"] + months,
                    )

    def person(self, jobs: list[list[Row]], year: int, two_names: bool) -> dict[str, Any]:
        """The codes of one person under one brand."""
        told = [self.job(rows, year) for rows in jobs]
        is_ = {name: some(job[name] for job in told) for name in told[0] if name not in ("paid", "pay")}
        managing = is_["managing"]
        paid = set().union(*(job["paid"] for job in told))

        def code(who: Answer, *, managers: bool) -> tuple[str, int, int, int]:
            if who is False:
                return "outside", 0, 0, 0
            if two_names:
                return "two_names", 0, 0, 0
            if managers and managing:
                return "managing", 0, 0, 0
            open_ = who is None or (managers and managing is None)
            return ("open" if open_ else "counted"), 0, 0, 0

        plain = {
            "workers": "at_end", "workers_under_agreement": "agreement", "rural_workers_under_agreement": "rural_agreement",
            "migrant_workers": "migrant", "hard_group_workers": "hard", "skilled_workers": "skilled",
            "certified_workers": "certified",
            "sent_outside_province": "outside_province", "sent_outside_city": "outside_here", "new_key_group_hires": "key_hire",
            "contracts_due": "due", "contracts_signed": "signed", "workers_filed": "filed", "insured": "insured",
            "employed_in_year": "in_year",
        }  # fmt: skip
        without_managers = {
            "trained": "trained", "trained_examined": "examined", "trained_passed": "passed", "hired": "hired",
            "sent_out": "sent",
            "placed": "placed", "placed_for_local_need": "placed_locally", "placed_local_and_registered": "placed_both",
            "direct_hiring": "hired",
        }  # fmt: skip
        codes: dict[str, Any] = {name: code(is_[asked], managers=False) for name, asked in plain.items() if asked in is_}
        codes |= {name: code(is_[asked], managers=True) for name, asked in without_managers.items() if asked in is_}
        codes["placed_trained"] = code(every(is_["placed"], is_["trained_before"]), managers=True)
        codes["managers_counted"] = code(every(is_["placed"], managing), managers=True)
        months = sum(1 for month in paid if month // 12 == year)
        who = some([is_["insured"], every(is_["in_year"], is_not(is_["insured"]))])
        codes["insured_months"] = (code(who, managers=False)[0], months, months, 0)
        for name in self.key_groups or ():
            codes[f"group:{name}"] = code(is_[f"group:{name}"], managers=False)
        pay = [self.pay(job, two_names) for job in told]
        return codes | {"annual_labour_income_yuan": pay, "average_wage_yuan": pay}

    def pay(self, job: Mapping[str, Any], two_names: bool) -> tuple[str, int, int, int]:
        """The code of a job, what it earned in the year, and its months."""
        if job["in_year"] is False:
            return "outside", 0, 0, 0
        if two_names:
            return "two_names", 0, 0, 0
        if job["in_year"] is None or job["pay"] is None:
            return "open", 0, 0, 0
        least, most, months = job["pay"]
        return "counted", least * months, most * months, months

    def job(self, rows: list[Row], year: int) -> dict[str, Any]:
        """What one job is."""
        first, last = date(year, 1, 1), min(date(year, 12, 31), self.on)
        started = rows[0]["started"]
        ended = max((row["ended"] for row in rows if row["ended"] is not None), default=None)
        tells = ("started", "ended", "employer", "using_unit", "relation", "contract_kind")
        works = any(row[column] is not None for row in rows for column in tells)
        begun = None if started is None else started <= last
        at_end = every(works, begun, ended is None or ended >= last)
        in_year = every(works, begun, ended is None or ended >= first)
        started_in_year = every(works, None if started is None else first <= started <= last)
        said = [self.row(row, first, last) for row in rows]
        is_ = {name: some(answers[name] for answers in said) for name in said[0]}
        paid, dated = set(), False
        for row in rows:
            months = self.months_of(row)
            dated = dated or months is not None
            paid |= months or set()
        in_time = {
            month for month in paid if year * 12 <= month < year * 12 + 24 and month <= self.on.year * 12 + self.on.month - 1
        }
        insured = True if any(month // 12 == year for month in in_time) else False if dated else None
        placed = every(started_in_year, some([is_["own"], is_["sent"]]))
        found: dict[str, Any] = {
            "at_end": at_end,
            "in_year": in_year,
            "insured": every(in_year, insured),
            "agreement": every(at_end, is_["agreement"]),
            "rural_agreement": every(at_end, is_["agreement"], is_["rural"]),
            "migrant": every(at_end, is_["rural"]),
            "hard": every(at_end, is_["hard"]),
            "skilled": every(at_end, is_["skilled"]),
            "certified": every(at_end, is_["certified"]),
            "due": every(at_end, is_["employee"]),
            "signed": every(at_end, is_["employee"], is_["labour"]),
            "filed": every(at_end, is_["employee"], is_["filed"]),
            "hired": every(started_in_year, is_["own"]),
            "sent": every(started_in_year, is_["sent"]),
            "placed": placed,
            "managing": every(in_year, is_["manages"]),
            **{name: is_[name] for name in ("trained", "examined", "passed", "trained_before")},
            "paid": in_time,
            "pay": None,
        }
        if self.here is not None:
            found["placed_locally"] = every(placed, some([is_["local_employer"], is_["registered"]]))
            found["placed_both"] = every(placed, is_["local_employer"], is_["registered"])
            found["outside_here"] = every(in_year, is_["sent"], is_["outside_here"])
            found["outside_province"] = every(in_year, is_["sent"], is_["outside_province"])
        if self.key_groups is not None:
            found["key_hire"] = every(
                started_in_year, is_["own"], is_["key"], is_["payer"], self.in_a_row(in_time, started, dated)
            )
            found |= {f"group:{name}": every(at_end, is_[f"group:{name}"]) for name in self.key_groups}
        pays = [row["pay_fen"] for row in rows if row["pay_fen"] is not None]
        if pays and in_year and started is not None:
            until = last if ended is None else min(ended, last)
            found["pay"] = (min(pays), max(pays), until.month - max(started, first).month + 1)
        return found

    def in_a_row(self, paid: set[int], started: date | None, dated: bool) -> Answer:
        """Enough months in a row from the month of the start on."""
        if started is None:
            return None
        since = started.year * 12 + started.month - 1
        runs = any(all(begin + step in paid for step in range(self.months)) for begin in paid if begin >= since)
        return True if runs else False if dated else None

    def months_of(self, row: Row) -> set[int] | None:
        """The months of pension of a row, from 0 for January of the year 0; ``None`` where they are not told."""
        first, last = row["pension_first"], row["pension_last"]
        if first is None or last is None:
            return set() if row["pension_count"] == 0 else None
        begin, end = (day.year * 12 + day.month - 1 for day in (first, last))
        gaps = row["pension_gaps"]
        return {month for month in range(begin, end + 1) if gaps is None or gaps >> (month - begin) & 1}

    def row(self, row: Row, first: date, last: date) -> dict[str, Answer]:
        """What one row says."""
        training = (row["training_date"], row["training_course"], row["training_passed"])
        day = row["training_date"]
        nothing = all(cell is None for cell in training)
        trained = False if nothing else None if day is None else first <= day <= last
        certificate = row["certificate"]
        if certificate is None and row["skill_level"] is not None:
            certificate = False
        manager = row["manager"]
        if manager is None and row["post"] is not None:
            manager = False
        begun = row["contract_start"] is None or row["contract_start"] <= last
        in_force = begun and (row["contract_end"] is None or row["contract_end"] >= last)
        found: dict[str, Answer] = {
            "own": among(row["relation"], ["own"]),
            "sent": among(row["relation"], ["output"]),
            "employee": among(row["relation"], ["own", "dispatch", "output"]),
            "labour": every(among(row["contract_kind"], LABOUR), in_force),
            "agreement": every(among(row["contract_kind"], LABOUR | {"service"}), in_force),
            "filed": row["contract_filed"],
            "rural": row["rural"],
            "manages": manager,
            "hard": has(row["groups"], HARD),
            "skilled": some([among(row["skill_level"], SKILLS), certificate]),
            "certified": certificate,
            "trained": trained,
            "trained_before": False if nothing else None if day is None else day <= last,
            "examined": every(trained, row["training_passed"] is not None),
            "passed": every(trained, row["training_passed"] is True),
            "payer": among(row["pension_payer"], ["employer"]) if row["pension_payer"] != "self" else None,
        }
        if self.here is not None and self.province is not None:
            at = {
                name: None if row[name] is None else self.here(row[name])
                for name in ("employer_place", "household", "work_place")
            }
            found["local_employer"], found["registered"] = at["employer_place"], at["household"]
            found["outside_here"] = every(is_not(at["work_place"]), is_not(at["employer_place"]))
            beyond = [None if row[name] is None else not self.province(row[name]) for name in ("work_place", "employer_place")]
            found["outside_province"] = every(*beyond)
        if self.key_groups is not None:
            found["key"] = has(row["groups"], self.key_groups)
            found |= {f"group:{name}": has(row["groups"], [name]) for name in self.key_groups}
        return found


def any_told(tally: Mapping[str, Any]) -> bool:
    """Whether anybody is asked about."""
    return bool(tally["open"] or tally["counted"] or tally["left_out"])
