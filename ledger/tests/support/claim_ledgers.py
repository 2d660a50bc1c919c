"""Ledgers of claims, invented: few people, brands, employers and days, so that ties and full caps are the rule."""

import os
import random
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import chdir, contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import strategies as st
from ledger_files import Row, id_number, imported, write_csv

from laowu.model.level import Level
from laowu.rules.dated import Dated, DatedValue
from laowu.rules.subsidy import KeyGroup, PerHead
from laowu.text import same
from laowu_ledger.claims.recognitions import BrandStanding
from laowu_ledger.claims.settlement import Committed, Means, settling
from laowu_ledger.claims.terms import Terms
from laowu_ledger.claims.verdicts import Verdict
from laowu_ledger.store.lock import writing
from laowu_ledger.store.store import Store

BRANDS = ("甲品牌", "乙品牌", "丙品牌", "丁品牌")
RECOGNISED = {"甲品牌": date(2023, 5, 10), "乙品牌": date(2024, 2, 29), "丙品牌": None}
"""Days of recognition; the third brand has none, and of the fourth nothing is known."""
GROUPS = {"migrant_workers": "migrant", "veterans": "veteran"}
LAST = date(2025, 12, 31)

AWARD = PerHead(
    id="S-1",
    document="d1",
    clause="第七条",
    since=date(2020, 1, 1),
    levels=(Level.MUNICIPAL,),
    summary=same("award"),
    payer=same("district"),
    payee=same("body"),
    fund=same("fund"),
    rate_yuan=Dated.always(1000),
    groups=(KeyGroup(code="migrant", label=same("农民工")), KeyGroup(code="veteran", label=same("退役军人"))),
    months_at_least=Dated.always(3),
    cap_yuan=Dated.always(30_000),
    years_at_most=Dated.always(5),
)
"""A plain award."""


def dated(values: Sequence[int]) -> st.SearchStrategy[Dated[int]]:
    """A number that changes in the year, or does not."""
    one = st.sampled_from(values)
    changes = st.sampled_from([date(2025, 3, 1), date(2025, 3, 31), date(2025, 6, 15)])
    changing = st.builds(
        lambda first, since, then: Dated((DatedValue(value=first), DatedValue(since=since, value=then))), one, changes, one
    )
    return st.one_of(one.map(Dated.always), one.map(Dated.always), changing)


@st.composite
def awards(draw: st.DrawFn) -> PerHead:
    """An award of any kind."""
    treatments = st.sampled_from(["judgement", "counts", "refused"])
    fields: dict[str, Any] = {
        "rate_yuan": draw(dated([1000, 1000, 1500, 400, 0])),
        "months_at_least": draw(dated([3, 2, 1, 0])),
        "contract_days_at_least": draw(st.one_of(st.none(), st.none(), st.none(), dated([30, 90]))),
        "cap_yuan": draw(dated([4000, 10_000, 3500, 100_000])),
        "years_at_most": Dated.always(draw(st.sampled_from([3, 2, 1]))),
        "groups_open": draw(st.booleans()),
        "self_paid": draw(treatments),
        "resumed": draw(st.sampled_from(["counts", "counts", "counts", "refused", "judgement"])),
        "sent_out": draw(treatments),
        "cap_scope": draw(st.sampled_from(["brand", "operator"])),
        "years_from": draw(st.sampled_from(["recognition_year", "year_after"])),
        "years_run": draw(st.sampled_from(["consecutive", "any"])),
        "year_basis": draw(st.sampled_from(["calendar", "award"])),
        "person_scope": draw(st.sampled_from(["region", "brand"])),
        "on_cap": draw(st.sampled_from(["next", "forfeit"])),
    }
    return PerHead(**{name: fields.get(name, getattr(AWARD, name)) for name in _NAMES})


_NAMES = [field.name for field in PerHead.__attrs_attrs__ if field.name != "kind"]


def ledger_of(rng: random.Random, size: int, *, people: int, good: bool) -> list[Row]:
    """A ledger.

    Args:
        rng: chooses.
        size: how many rows.
        people: among how many people.
        good: whether nearly nothing is to be said against the rows, so that caps bind.
    """
    found = [_row(rng, rng.randint(1, people), good=good) for _ in range(size)]
    # Some rows say again what another one says, or nearly.
    again = [{**rng.choice(found), **({} if rng.random() < 0.5 else {"岗位": "厨师"})} for _ in range(size // 8)]
    return found + again


def _row(rng: random.Random, number: int, *, good: bool) -> Row:
    def one(*choices: str, plain: str) -> str:
        return plain if rng.random() < (0.97 if good else 0.75) else rng.choice(choices)

    return {
        "品牌名称": one("丙品牌", "丁品牌", plain=rng.choice(["甲品牌", "甲品牌", "乙品牌"])),
        "姓名": f"例{chr(0x4E00 + number)}" if rng.random() < 0.99 else "另一人",
        "证件号码": id_number(number),
        "创建单位": rng.choice(["甲单位", "乙单位", ""]),
        "用人单位": rng.choice(["甲厂", "乙厂", "丙厂", ""]),
        "人员类别": one("退役军人、农民工", "残疾人", "无", "", plain=rng.choice(["农民工", "退役军人"])),
        "用工形式": one("有组织输出", "劳务派遣", plain=rng.choice(["", "直接用工"])),
        "养老保险缴费主体": one("个人", "城乡居民", plain=rng.choice(["", "用人单位"])),
        "首次参保或续保": one("续保", "", plain="首次参保"),
        "养老保险缴费月份": one(
            "2025.02", "3个月", "", "2025.01、2025.03-2025.05", "2025.01、2025.03、2025.05",
            plain=rng.choice(["2025.01-2025.06", "2025.01-2025.03", "2024.12-2025.02", "2024.11-2025.12"]),
        ),
        "申领日期": rng.choice(["", "", _day(rng, good=good)]),
        "入职日期": one("2024-10-08", "", plain="2025-01-01"),
        "合同起始日期": one("", plain=rng.choice(["2025-01-01", "2025-02-15"])),
        "合同终止日期": one("2025-03-10", "", plain="2025-12-31"),
        "岗位": "",
        "合同类型": rng.choice(["固定期限", "无固定期限"]),
    }  # fmt: skip


def _day(rng: random.Random, *, good: bool) -> str:
    """Days in and about the year, most of them the same few."""
    if rng.random() < 0.7:
        return rng.choice(["2025-01-31", "2025-02-28", "2025-03-01", "2025-05-10", "2025-05-09", "2025-06-15"])
    first, last = (date(2025, 1, 1), 365) if good else (date(2024, 1, 1), 900)
    return (first + timedelta(days=rng.randrange(last))).isoformat()


@attrs.frozen
class Recipe:
    """What makes a ledger, the same one each time."""

    seed: int
    size: int
    people: int
    good: bool

    def rows(self) -> list[Row]:
        """The ledger."""
        return ledger_of(random.Random(self.seed), self.size, people=self.people, good=self.good)  # no secret


def ledgers(*, most: int = 120) -> st.SearchStrategy[Recipe]:
    """Ledgers."""
    people = st.sampled_from([40, 90, 10])
    return st.builds(Recipe, st.integers(0, 9_999), st.sampled_from([most, most // 2, 12]), people, st.booleans())


def terms_of(award: PerHead, through: date) -> Terms:
    """An award as asked up to a day."""
    return Terms(jurisdiction="demo", award=award, groups=GROUPS, year=through.year, through=through)


def standings_of(recognised: Mapping[str, date | None]) -> dict[str, BrandStanding]:
    """Brands recognised on some days, or not."""
    return {
        brand: BrandStanding(verdict=Verdict.COMPLETE if day else Verdict.NOT_RECOGNISED, recognised=day)
        for brand, day in recognised.items()
    }


def committed(
    folder: str | Path, award: PerHead, recognised: Mapping[str, date | None], through: date, means: Means | None = None
) -> Committed:
    """Settle the claims of a year up to a day and write what is paid, as the command does."""
    with (
        writing(Path(folder)),
        settling(Store.open(folder), terms_of(award, through), standings_of(recognised), means or Means(threads=1)) as settlement,
    ):
        return settlement.commit(through)


@contextmanager
def place(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An empty folder to work in, for one example."""
    with tempfile.TemporaryDirectory() as folder, chdir(folder), monkeypatch.context() as patch:
        patch.setattr(os, "fsync", lambda _: None)
        yield


def stored(*parts: Sequence[Row], folder: str = "store") -> Store:
    """A store of one file after the other."""
    for part in parts:
        if part:
            name = f"{len(list(Path().iterdir()))}.csv"
            imported(write_csv(name, part), store=folder)
    return Store.open(folder)
