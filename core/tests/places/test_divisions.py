"""The dated table of divisions: what there was on a day, what lies within what, what a person means."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from laowu.errors import DossierError
from laowu.places.divisions import Division, Divisions
from laowu.places.resolving import resolve

TODAY = date(2026, 11, 21)
BEFORE = date(2025, 11, 5)
CHANGE = date(2025, 11, 6)

DIVISIONS = Divisions.load()
days = st.dates(date(2000, 1, 1), date(2027, 1, 1))
in_force_today = st.sampled_from(DIVISIONS.in_force(TODAY))


def names(found: tuple[Division, ...]) -> list[str]:
    return [row.name for row in found]


def test_whatever_ended_since_2020_has_a_successor_in_force() -> None:
    then = {row for row in DIVISIONS.in_force(date(2019, 12, 31)) if row.until is not None}
    assert then
    assert [row.name for row in then if not DIVISIONS.successors(row, TODAY)] == []


def test_the_table_is_read_once() -> None:
    assert Divisions.load() is Divisions.load()


def test_chongqing_has_twenty_six_districts_and_twelve_counties_until_the_change_and_one_district_fewer_after_it() -> None:
    def below(on: date) -> list[str]:
        return [row.name for row in DIVISIONS.in_force(on) if row.parent == "500000"]

    assert len(below(BEFORE)) == 38
    assert len(below(CHANGE)) == 37
    assert set(below(BEFORE)) - set(below(CHANGE)) == {"江北区", "渝北区"}
    assert set(below(CHANGE)) - set(below(BEFORE)) == {"两江新区"}


@pytest.mark.parametrize(
    ("before", "after", "day"),
    [
        ("610322", "610305", date(2021, 1, 29)),
        ("320684", "320614", date(2020, 7, 3)),
        ("350427", "350405", date(2021, 2, 2)),
        ("500112", "500157", CHANGE),
        ("500105", "500157", CHANGE),
    ],
)
def test_a_change_takes_effect_on_its_day(before: str, after: str, day: date) -> None:
    eve = day - timedelta(days=1)
    assert DIVISIONS.get(before, eve)
    assert DIVISIONS.get(before, day) is None
    assert DIVISIONS.get(after, day)
    assert DIVISIONS.get(after, eve) is None
    old = DIVISIONS.history(before)[-1]
    assert after in [row.code for row in DIVISIONS.successors(old, day)]
    assert before in [row.code for row in DIVISIONS.predecessors(after)]


def test_a_district_that_kept_its_code_and_changed_its_name_succeeds_itself() -> None:
    old, new = DIVISIONS.history("130502")
    assert (old.name, new.name) == ("桥东区", "襄都区")
    assert DIVISIONS.successors(old, TODAY) == (new,)
    assert old in DIVISIONS.predecessors("130502")
    assert DIVISIONS.successors(new, TODAY) == (new,)


def test_a_district_that_was_recoded_once_more_is_followed_to_the_present_one() -> None:
    nanhui = DIVISIONS.history("310225")[0]
    assert names(DIVISIONS.successors(nanhui, date(2005, 1, 1))) == ["南汇区"]
    assert names(DIVISIONS.successors(nanhui, TODAY)) == ["浦东新区"]
    assert DIVISIONS.successors(nanhui, date(2000, 1, 1)) == (nanhui,)


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("重庆市", "重庆"),
        ("石柱土家族自治县", "石柱"),
        ("化隆回族自治县", "化隆"),
        ("隆林各族自治县", "隆林"),
        ("巴里坤哈萨克自治县", "巴里坤"),
        ("海西蒙古族藏族自治州", "海西"),
        ("新疆维吾尔自治区", "新疆"),
        ("内蒙古自治区", "内蒙古"),
        ("鄂温克族自治旗", "鄂温克"),
        ("东乡族自治县", "东乡"),
        ("神农架林区", "神农架"),
        ("碑林区", "碑林"),
        ("浦东新区", "浦东"),
        ("清新区", "清新"),
        ("阿拉善盟", "阿拉善"),
        ("大兴安岭地区", "大兴安岭"),
        ("沙县区", "沙县"),
        ("忠县", "忠县"),
        ("丰县", "丰县"),
        ("眉县", "眉县"),
        ("凤县", "凤县"),
        ("魏县", "魏县"),
        ("芒市", "芒市"),
        ("井陉矿区", "井陉矿区"),
        ("峰峰矿区", "峰峰"),
    ],
)
def test_short_names_drop_the_kind_and_the_peoples_but_never_shrink_to_one_character(name: str, short: str) -> None:
    assert {row.short for row in DIVISIONS.named(name) if row.name == name} == {short}


@given(in_force_today)
def test_every_division_hangs_below_a_province_in_force(division: Division) -> None:
    above = DIVISIONS.ancestors(division.code, TODAY)
    assert (above[-1] if above else division).level == "province"
    assert all(row.in_force(TODAY) for row in above)


@given(st.sampled_from([row for row in DIVISIONS.in_force(BEFORE) if row.level == "county"]), days)
def test_a_division_stays_within_its_province_on_every_day(division: Division, on: date) -> None:
    assert DIVISIONS.within(division.code, division.code[:2] + "0000", on)


@given(days, st.sampled_from(sorted({row.code for row in DIVISIONS.in_force(TODAY)})))
def test_a_code_names_at_most_one_division_on_a_day(on: date, code: str) -> None:
    assert sum(row.in_force(on) for row in DIVISIONS.history(code)) <= 1


def test_counties_of_a_municipality_stand_directly_below_it_and_its_layer_codes_mean_the_municipality() -> None:
    assert [row.code for row in DIVISIONS.ancestors("500235", TODAY)] == ["500000"]
    assert DIVISIONS.within("500235", "500100", TODAY)
    assert DIVISIONS.within("500235", "500200", TODAY)
    assert resolve(DIVISIONS, "500100", TODAY).name == "重庆市"
    assert resolve(DIVISIONS, "320401", TODAY).name == "常州市"


def test_an_abolished_code_stays_within_the_ancestor_it_had() -> None:
    assert DIVISIONS.within("500112", "500000", TODAY)
    assert DIVISIONS.within("320611", "320600", TODAY)
    assert not DIVISIONS.within("500112", "500157", TODAY)


def test_a_city_that_changed_hands_lies_within_each_holder_under_its_code_of_the_time() -> None:
    assert DIVISIONS.within("220381", "220300", TODAY)
    assert DIVISIONS.within("220184", "220100", TODAY)
    assert not DIVISIONS.within("220184", "220300", TODAY)


def test_an_unknown_code_lies_within_nothing() -> None:
    assert not DIVISIONS.within("999999", "990000", TODAY)
    assert DIVISIONS.nearest("999999", TODAY) is None


def test_lookup_is_exact_and_dated() -> None:
    assert [row.code for row in DIVISIONS.lookup("渝北", BEFORE)] == ["500112"]
    assert DIVISIONS.lookup("渝北", TODAY) == ()
    assert [row.code for row in DIVISIONS.lookup("渝北", None)] == ["500112"]
    assert [row.code for row in DIVISIONS.lookup("鼓楼", TODAY)] == ["320106", "320302", "350102", "410204"]


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("500235", "500235"),
        ("重庆市云阳县", "500235"),
        ("重庆 云阳", "500235"),
        ("重庆市/县/云阳县", "500235"),
        ("重庆市市辖区渝中区", "500103"),
        ("江苏省常州市金坛区", "320413"),
        ("江苏金坛", "320413"),
        ("金坛区", "320413"),
        ("金坛", "320413"),
        ("南京市鼓楼区", "320106"),
        ("江苏-徐州-鼓楼", "320302"),
        ("吉林", "220000"),
        ("吉林市", "220200"),
        ("河南", "410000"),
        ("河南蒙古族自治县", "632324"),
        ("北京市北京市朝阳区", "110105"),
        ("济源市", "419001"),
    ],
)
def test_resolve_finds_the_one_division_meant(written: str, code: str) -> None:
    assert resolve(DIVISIONS, written, TODAY).code == code


@given(in_force_today)
def test_the_full_path_of_a_division_resolves_to_it(division: Division) -> None:
    above = "".join(row.name for row in reversed(DIVISIONS.ancestors(division.code, TODAY)))
    assert resolve(DIVISIONS, above + division.name, TODAY) == division
    assert resolve(DIVISIONS, division.code, TODAY) == division


def test_an_ambiguous_name_lists_its_candidates() -> None:
    with pytest.raises(DossierError) as caught:
        resolve(DIVISIONS, "鼓楼区", TODAY)
    for path in (
        "江苏省南京市鼓楼区 320106",
        "江苏省徐州市鼓楼区 320302",
        "福建省福州市鼓楼区 350102",
        "河南省开封市鼓楼区 410204",
    ):
        assert path in caught.value.what.zh
        assert path in caught.value.what.en


@pytest.mark.parametrize(
    ("written", "suggested"),
    [("重庆市云阳区", "重庆市云阳县"), ("江苏常州金潭区", "江苏常州金坛区"), ("云杨县", "云阳县"), ("500236x", "")],
)
def test_an_unknown_name_suggests_near_ones(written: str, suggested: str) -> None:
    with pytest.raises(DossierError) as caught:
        resolve(DIVISIONS, written, TODAY)
    assert written in caught.value.what.zh
    assert suggested in (caught.value.mend.zh if caught.value.mend else "")


def test_a_name_that_has_ended_says_when_and_what_it_is_now() -> None:
    with pytest.raises(DossierError) as caught:
        resolve(DIVISIONS, "渝北区", TODAY)
    assert "2025-11-06" in caught.value.what.en
    assert caught.value.mend
    assert "两江新区 500157" in caught.value.mend.en


def test_a_code_that_has_ended_says_so_too() -> None:
    with pytest.raises(DossierError, match="ended on 2021-01-29"):
        resolve(DIVISIONS, "610322", TODAY)


def test_a_name_that_is_not_yet_in_force_says_from_when_it_is() -> None:
    with pytest.raises(DossierError, match="begins on 2025-11-06"):
        resolve(DIVISIONS, "两江新区", BEFORE)


@pytest.mark.parametrize("written", ["", "  ", "市辖区"])
def test_nothing_written_is_refused(written: str) -> None:
    with pytest.raises(DossierError, match="no division is given"):
        resolve(DIVISIONS, written, TODAY)


def test_a_wrong_code_suggests_near_ones() -> None:
    with pytest.raises(DossierError) as caught:
        resolve(DIVISIONS, "500299", TODAY)
    assert caught.value.mend
    assert "500229" in caught.value.mend.zh
