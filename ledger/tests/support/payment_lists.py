"""Lists of payments made before, invented, and short ways to load them and to say what they come to."""

import random
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
from claim_ledgers import BRANDS, RECOGNISED, standings_of
from claims_oracle import Payment, year_number
from ledger_files import KEY, ON, Row, id_number

from laowu.rules.subsidy import PerHead
from laowu_ledger.claims.recognitions import BrandStanding
from laowu_ledger.identity.kernel import read_ids
from laowu_ledger.identity.person_token import token_of_numbers
from laowu_ledger.payments.loading import Asked, load_payments
from laowu_ledger.payments.report import PaymentsReport
from laowu_ledger.store.lock import writing
from laowu_ledger.store.store import Store


def payment(number: int = 1, **cells: Any) -> dict[str, Any]:
    """A good row of a list of payments."""
    who = {"品牌名称": "甲品牌", "姓名": f"例{chr(0x4E00 + number)}", "身份证号": id_number(number)}
    return {**who, "奖补年度": "2024", "发放金额": "1000", **cells}


def loaded(
    *files: str,
    award: PerHead,
    store: str | Path = "store",
    standings: Mapping[str, BrandStanding] | None = None,
    on: date = ON,
    **asked: Any,
) -> PaymentsReport:
    """What comes of loading files, as the command does it."""
    told = standings_of(RECOGNISED) if standings is None else standings
    with writing(Path(store)):
        terms = Asked(jurisdiction="demo", award=award, standings=told, on=on, **asked)
        return load_payments(files, Store.open(store), KEY, terms)


def list_of(rng: random.Random, size: int, *, people: int, dated: bool) -> list[Row]:
    """A list of payments of the years 2023 to 2025, in which some people and some rows come again.

    Args:
        rng: chooses.
        size: how many rows.
        people: among how many people.
        dated: whether every payment has a day.
    """
    found = [_row(rng, rng.randint(1, people), dated=dated) for _ in range(size)]
    return found + rng.choices(found, k=size // 6) if found else []


def _row(rng: random.Random, number: int, *, dated: bool) -> Row:
    day = date(2023, 1, 1) + timedelta(days=rng.randrange(1000))
    stated = dated or rng.random() < 0.5
    return payment(
        number,
        品牌名称=rng.choice(BRANDS),
        创建单位=rng.choice(["甲单位", "乙单位", ""]),
        用人单位=rng.choice(["甲厂", ""]),
        发放日期=day.isoformat() if stated else "",
        奖补年度="" if stated and rng.random() < 0.7 else str(rng.choice([2023, 2024, 2025])),
        发放金额=rng.choice(["1000", "1000", "1,000元", "400", "333.33", "0.15万"]),
    )


FEN = {"1000": 100_000, "1,000元": 100_000, "400": 40_000, "333.33": 33_333, "0.15万": 150_000}
COUNTED = ("身份证号", "品牌名称", "创建单位", "用人单位", "发放日期", "奖补年度")


def truth(rows: Sequence[Row], award: PerHead) -> list[Payment]:
    """What a list comes to, row by row in plain Python: rows that say the same count once."""
    found: dict[tuple[Any, ...], Payment] = {}
    tokens = tokens_of({row["身份证号"] for row in rows})
    for row in rows:
        day = date.fromisoformat(row["发放日期"]) if row["发放日期"] else None
        year = int(row["奖补年度"]) if row["奖补年度"] else day.year if day else 0
        fen = FEN[row["发放金额"]]
        said = (row["身份证号"], row["品牌名称"], row["创建单位"], row["用人单位"], day, year, fen)
        start = RECOGNISED.get(row["品牌名称"])
        if award.year_basis == "award":
            year = year_number(day, start, award) if day and start else -1
        found[said] = Payment(
            person=tokens[row["身份证号"]], brand=row["品牌名称"], unit=row["创建单位"], year=year, fen=fen, content=-1
        )
    return list(found.values())


def tokens_of(numbers: set[str]) -> dict[str, int]:
    """The token of each number."""
    ordered = sorted(numbers)
    keys = read_ids(pa.array(ordered, pa.string())).key
    return dict(zip(ordered, token_of_numbers(keys, KEY.secret).tolist(), strict=True))
