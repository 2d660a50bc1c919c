"""The short way to cut a plain name gives what weighing every reading gives, for names of every kind."""

from datetime import date
from functools import cache

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from laowu.model.place import Alias
from laowu.places.aliases import InformalRegions
from laowu.places.divisions import Division, Divisions
from laowu.places.enterprises import NO_ENTERPRISES, Enterprises
from laowu.places.industries import Industries
from laowu.places.plain_names import PlainNames
from laowu.places.regions import Reader
from laowu.places.segmentation import A_FEW, MOST_READINGS, Cutter
from laowu.places.titles import Titles
from laowu.places.vocabulary import Vocabulary

DAYS = (date(2021, 1, 28), date(2025, 11, 5), date(2026, 11, 22))
TODAY = DAYS[-1]
HOMES = (None, "500000", "320000", "210200", "610300")
OWN_ALIASES = (
    Alias(name="云阳北部", kind="zone", division="500235", source="a test's own"),
    Alias(name="两江新区", kind="zone", division="500000", until=date(2025, 11, 6), source="a test's own"),
    Alias(name="渝北", kind="historical", division="500157", source="a test's own"),
    Alias(name="面香", kind="nickname", division="500235", source="a test's own"),
)
OWN_TITLES = ("工程师", "面工", "县工")
OWN_SUFFIXES = ("劳务品牌", "工")

DIVISIONS = Divisions.load()
NAMES = sorted(DIVISIONS.names())
TRADES = sorted(Industries.load().words())
TITLES = sorted(Titles.load().listed)
HONORIFICS = sorted(Titles.load().honorifics)
ALIASES = sorted(InformalRegions.load().named.names())
PRODUCTS = sorted(Industries.load().place_products)


@cache
def both_ways(on: date, home: str | None, *, own: bool) -> tuple[Cutter, PlainNames, Vocabulary]:
    reader = Reader.of(on, home)
    words = Vocabulary.of(OWN_ALIASES, OWN_TITLES, OWN_SUFFIXES) if own else Vocabulary.of((), (), ())
    return Cutter(reader, words), PlainNames(reader, words, MOST_READINGS), words


def assert_same(name: str, on: date, home: str | None, enterprises: tuple[str, ...], *, own: bool) -> None:
    """Twice each: what is remembered from the first time, and from other names, must not change the second."""
    cutter, short_way, words = both_ways(on, home, own=own)
    behind = Enterprises.of(enterprises, words.titles)
    weighed = cutter.weigh(name, behind)
    assert short_way.cut(name, behind) in (None, weighed)
    assert short_way.cut(name, behind) in (None, weighed)
    assert PlainNames(Reader.of(on, home), words, MOST_READINGS).cut(name, behind) in (None, weighed)
    assert cutter.cut(name, enterprises) == weighed


SETTINGS = settings(max_examples=400, deadline=None)
days, homes = st.sampled_from(DAYS), st.sampled_from(HOMES)
regions = st.sampled_from(NAMES)
trades, titles = st.sampled_from(TRADES), st.sampled_from(TITLES)
odds = [*HONORIFICS, *ALIASES, *PRODUCTS, *OWN_SUFFIXES, "甲", "市", "县", "麵", "·", "a", "村"]
anything = st.one_of(regions, trades, titles, st.sampled_from(odds))
present = st.sampled_from(DIVISIONS.in_force(TODAY))


@SETTINGS
@given(region=regions, trade=trades, title=titles, on=days, home=homes, own=st.booleans())
def test_names_composed_of_a_division_a_trade_and_a_title(
    region: str, trade: str, title: str, on: date, home: str | None, *, own: bool
) -> None:
    assert_same(region + trade + title, on, home, (), own=own)


@SETTINGS
@given(lowest=present, full=st.tuples(*[st.booleans()] * 3), trade=trades, title=titles, home=homes)
def test_names_with_the_divisions_above(
    lowest: Division, full: tuple[bool, ...], trade: str, title: str, home: str | None
) -> None:
    line = (lowest, *DIVISIONS.ancestors(lowest.code, TODAY))
    parts = [row.name if whole else row.short for row, whole in zip(line, full, strict=False)]
    assert_same("".join(reversed(parts)) + trade + title, TODAY, home, (), own=False)


@SETTINGS
@given(pieces=st.lists(anything, max_size=5), cut_short=st.integers(0, 3), on=days, home=homes, own=st.booleans())
@example(pieces=["枣庄市", "中", "光伏", "工"], cut_short=0, on=TODAY, home=None, own=False)
@example(pieces=["大连市", "政工"], cut_short=0, on=TODAY, home="210200", own=False)
@example(pieces=["大理", "石雕", "师"], cut_short=0, on=TODAY, home=None, own=False)
@example(pieces=["云阳", "北部", "面", "工"], cut_short=0, on=TODAY, home="500000", own=True)
@example(pieces=["齐齐哈尔市", "铁锋区", "烤鱼", "小哥"], cut_short=0, on=TODAY, home=None, own=False)
def test_names_of_arbitrary_pieces(pieces: list[str], cut_short: int, on: date, home: str | None, *, own: bool) -> None:
    name = "".join(pieces)
    assert_same(name[: len(name) - cut_short], on, home, (), own=own)


@SETTINGS
@given(region=regions, trade=trades, title=titles, start=st.integers(0, 6), length=st.integers(1, 4), own=st.booleans())
def test_names_with_an_enterprise_in_them(region: str, trade: str, title: str, start: int, length: int, *, own: bool) -> None:
    name = region + trade + title
    assert_same(name, TODAY, None, (name[start : start + length] or "鑫泰",), own=own)


@pytest.mark.parametrize("home", [None, "320000"])
def test_every_division_with_and_without_the_one_above_it(home: str | None) -> None:
    cutter, short_way, _ = both_ways(TODAY, home, own=False)
    taken = 0
    for row in DIVISIONS.in_force(TODAY):
        above = DIVISIONS.ancestors(row.code, TODAY)[:1]
        for region in {start + end for start in ("", *[up.short for up in above]) for end in (row.name, row.short)}:
            found = short_way.cut(region + "海参工", NO_ENTERPRISES)
            taken += found is not None
            assert found in (None, cutter.weigh(region + "海参工", NO_ENTERPRISES))
    assert taken > 9_000


USUAL = "云阳面工 忠县豆腐乳工 重庆市云阳县面工 大连甘井子海参加工员 鼓楼家政员 渝北焊工 江苏省徐州市鼓楼区家政员"
TRICKY = "八桂米粉师傅 大连市政工 枣庄市中光伏工 大理石雕师 日照开发区浆纸能工 大冶殷祖古建师 云阳"


@pytest.mark.parametrize(("names", "plain"), [(USUAL, True), (TRICKY, False)])
def test_usual_names_take_the_short_way_and_tricky_ones_do_not(names: str, plain: bool) -> None:
    _, short_way, _ = both_ways(TODAY, None, own=False)
    assert [(short_way.cut(name, NO_ENTERPRISES) is not None) for name in names.split()] == [plain] * len(names.split())


def test_the_length_of_a_list_changes_no_answer() -> None:
    names = [*USUAL.split(), *TRICKY.split()] * 12
    assert len(names) > A_FEW
    _, _, words = both_ways(TODAY, None, own=False)
    at_once = Cutter(Reader.of(TODAY, None), words)
    one_by_one = [Cutter(Reader.of(TODAY, None), words).cut(name) for name in names]
    assert [at_once.cut(name) for name in names] == one_by_one
    assert list(Cutter(Reader.of(TODAY, None), words).cut_all(iter(names))) == one_by_one


def test_more_names_than_are_remembered_change_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("laowu.places.segmentation.MOST_REMEMBERED", 3)
    monkeypatch.setattr("laowu.places.vocabulary.MOST_REMEMBERED", 3)
    names = [*USUAL.split(), *TRICKY.split()] * 12
    cutter, _, words = both_ways(TODAY, None, own=False)
    assert list(Cutter(Reader.of(TODAY, None), words).cut_all(names)) == [cutter.weigh(name, NO_ENTERPRISES) for name in names]
