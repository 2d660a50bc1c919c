"""Cutting a brand name: traps that were named, days, homonyms, and names composed from the dictionaries."""

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from laowu.model.answers import NameSegments
from laowu.model.place import Alias
from laowu.places.divisions import Division, Divisions
from laowu.places.industries import Industries
from laowu.places.normalising import normalise
from laowu.places.segmentation import Cut, cut
from laowu.places.titles import Titles

TODAY = date(2026, 11, 21)
BEFORE = date(2025, 11, 5)
CHONGQING, JIANGSU, NANJING, DALIAN = "500000", "320000", "320100", "210200"

DIVISIONS = Divisions.load()
INDUSTRIES = Industries.load()


def parts(found: Cut) -> tuple[str, str, str]:
    segments = found.segments
    return segments.region, segments.industry, segments.person


def codes(found: Cut) -> list[str]:
    return [division.code for division in found.region_path]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("云阳面工", ("云阳", "面", "工")),
        ("金坛茶匠", ("金坛", "茶", "匠")),
        ("忠县面点师", ("忠县", "面点", "师")),
        ("丰县果农", ("丰县", "果", "农")),
        ("眉县猕猴桃工", ("眉县", "猕猴桃", "工")),
        ("凤县花椒匠", ("凤县", "花椒", "匠")),
        ("魏县厨师", ("魏县", "", "厨师")),
        ("重庆市云阳县面工", ("重庆市云阳县", "面", "工")),
        ("重庆云阳面工", ("重庆云阳", "面", "工")),
        ("大连甘井子保洁员", ("大连甘井子", "保洁", "员")),
        ("连云港焊工", ("连云港", "焊", "工")),
        ("连云焊工", ("连云", "焊", "工")),
        ("凤翔县泥塑师", ("凤翔县", "泥塑", "师")),
        ("凤翔泥塑师", ("凤翔", "泥塑", "师")),
        ("大连市场营销师", ("大连", "市场营销", "师")),
        ("重庆市政工", ("重庆", "市政", "工")),
        ("大连市工匠", ("大连市", "", "工匠")),
        ("宜兴手工", ("宜兴", "手工", "")),
        ("宜兴手工匠人", ("宜兴", "手工", "匠人")),
        ("沙县小吃", ("沙县", "小吃", "")),
        ("石柱辣椒工", ("石柱", "辣椒", "工")),
        ("铜梁龙灯匠", ("铜梁", "龙灯", "匠")),
        ("日照岚山茶农", ("日照岚山", "茶", "农")),
    ],
)
def test_a_name_with_one_plausible_reading_is_cut_in_one_way(name: str, expected: tuple[str, str, str]) -> None:
    found = cut(name, on=TODAY)
    assert [parts(reading) for reading in found] == [expected]


def test_a_child_is_read_only_below_its_own_parent() -> None:
    assert codes(cut("大连甘井子保洁员", on=TODAY)[0]) == ["210200", "210211"]
    assert cut("重庆甘井子保洁员", on=TODAY)[0].segments.region == "重庆"


@pytest.mark.parametrize(
    ("name", "on", "kind", "path"),
    [
        ("渝北焊工", BEFORE, "division", ["500112"]),
        ("渝北焊工", TODAY, "abolished", ["500112"]),
        ("重庆渝北焊工", TODAY, "abolished", ["500000", "500112"]),
        ("两江新区焊工", BEFORE, "future", ["500157"]),
        ("两江新区焊工", TODAY, "division", ["500157"]),
        ("凤翔县泥塑师", date(2021, 1, 28), "division", ["610322"]),
        ("凤翔县泥塑师", date(2021, 1, 29), "abolished", ["610322"]),
        ("凤翔区泥塑师", date(2021, 1, 28), "future", ["610305"]),
        ("海门市家纺工", TODAY, "abolished", ["320684"]),
        ("沙县小吃", date(2021, 2, 1), "division", ["350427"]),
        ("沙县小吃", TODAY, "division", ["350405"]),
    ],
)
def test_the_day_decides_what_a_region_is(name: str, on: date, kind: str, path: list[str]) -> None:
    found = cut(name, on=on)[0]
    assert (found.region_kind, codes(found)) == (kind, path)
    assert (kind == "division") == (not found.notes)


def test_a_zone_of_the_plugin_is_read_until_it_becomes_a_district() -> None:
    zone = Alias(name="两江新区", kind="zone", division=CHONGQING, until=date(2025, 11, 6), source="a locality's list")
    before = cut("两江新区焊工", on=BEFORE, home=CHONGQING, aliases=(zone,))
    after = cut("两江新区焊工", on=TODAY, home=CHONGQING, aliases=(zone,))
    assert [(found.region_kind, codes(found), found.aliases) for found in before] == [("zone", [CHONGQING], (zone,))]
    assert [(found.region_kind, codes(found), found.aliases) for found in after] == [("division", ["500157"], ())]


@pytest.mark.parametrize(
    ("name", "everywhere", "home", "at_home"),
    [
        ("鼓楼家政员", ["320106", "320302", "350102", "410204"], JIANGSU, ["320106", "320302"]),
        ("鼓楼家政员", ["320106", "320302", "350102", "410204"], NANJING, ["320106"]),
        ("通州月嫂", ["110112", "320612"], JIANGSU, ["320612"]),
        ("中山裁缝", ["210202", "442000"], DALIAN, ["210202"]),
    ],
)
def test_the_jurisdiction_settles_homonyms(name: str, everywhere: list[str], home: str, at_home: list[str]) -> None:
    unsettled = cut(name, on=TODAY)
    assert [codes(found)[-1] for found in unsettled] == everywhere
    assert all("homonym" in found.notes for found in unsettled)
    settled = cut(name, on=TODAY, home=home)
    assert [codes(found)[-1] for found in settled] == at_home
    note = "homonym" if len(at_home) > 1 else "homonym_settled"
    assert all(found.notes == (note,) for found in settled)


def test_the_parent_settles_a_homonym_without_a_note() -> None:
    found = cut("徐州鼓楼家政员", on=TODAY)
    assert [codes(reading) for reading in found] == [["320300", "320302"]]
    assert found[0].notes == ()


def test_a_province_is_meant_before_the_places_that_share_its_name() -> None:
    for name, code in [("吉林厨师", "220000"), ("海南厨师", "460000"), ("河南厨师", "410000"), ("河北福嫂", "130000")]:
        assert [codes(found) for found in cut(name, on=TODAY)] == [[code]]


def test_the_jurisdictions_own_old_district_goes_before_a_strangers_present_one() -> None:
    found = cut("江北火锅师", on=TODAY, home=CHONGQING)
    assert [(reading.region_kind, codes(reading)) for reading in found] == [("abolished", ["500105"]), ("division", ["330205"])]
    assert [codes(reading) for reading in cut("江北火锅师", on=BEFORE, home=CHONGQING)] == [["500105"]]


@pytest.mark.parametrize(
    ("name", "region", "kind", "note"),
    [
        ("日照开发区浆纸能工", "日照开发区", "zone", "zone"),
        ("重庆高新区保洁员", "重庆高新区", "zone", "zone"),
        ("八桂米粉师傅", "八桂", "alias", "alias"),
        ("易州石油工", "易州", "alias", "alias"),
        ("川厨师", "川", "alias", "alias"),
        ("京津冀保安", "京津冀", "alias", "joint_region"),
        ("川东厨师", "川东", "informal", "informal_region"),
        ("吕梁山护工", "吕梁山", "informal", "informal_region"),
        ("太白山导游员", "太白山", "informal", "informal_region"),
        ("秦岭护工", "秦岭", "informal", "informal_region"),
        ("大丰港装卸工", "大丰港", "informal", "informal_region"),
        ("云阳镇面工", "云阳镇", "township", "township"),
        ("苏式糕点师", "苏式", "unknown", "unknown_region"),
        ("千岛湖渔工", "千岛湖", "unknown", "unknown_region"),
        ("云阳区面工", "云阳区", "informal", "wrong_suffix"),
        ("常店村铺砖工匠", "常店村", "township", "township"),
        ("云阳江口镇面工", "云阳江口镇", "township", "township"),
        ("大冶殷祖古建师", "大冶殷祖", "township", "township"),
        ("丹霞月嫂", "丹霞", "unknown", "unknown_region"),
        ("桃花江保姆", "桃花江", "unknown", "unknown_region"),
    ],
)
def test_a_region_that_is_no_division_in_force_says_what_it_is(name: str, region: str, kind: str, note: str) -> None:
    found = cut(name, on=TODAY)[0]
    assert (found.segments.region, found.region_kind) == (region, kind)
    assert note in found.notes


def test_a_trade_of_two_characters_is_not_torn_for_the_sake_of_a_lake() -> None:
    segments = cut("湖州湖笔师", on=TODAY)[0].segments
    assert (segments.region, segments.industry, segments.person) == ("湖州", "湖笔", "师")


def test_the_jurisdictions_own_abolished_district_is_the_only_reading_when_nobody_else_bears_its_name() -> None:
    assert [(found.region_kind, codes(found)) for found in cut("渝北焊工", on=TODAY, home=CHONGQING)] == [
        ("abolished", ["500112"])
    ]


@pytest.mark.parametrize(
    ("name", "alias", "region", "kind", "path"),
    [
        ("宝鸡高新区焊工", Alias(name="高新区", kind="zone", division="610300", source="list"), "宝鸡高新区", "zone", ["610300"]),
        (
            "大连旅顺樱桃农",
            Alias(name="旅顺", kind="short", division="210212", source="list"),
            "大连旅顺",
            "alias",
            ["210200", "210212"],
        ),
        ("旅顺樱桃农", Alias(name="旅顺", kind="short", division="210212", source="list"), "旅顺", "alias", ["210212"]),
        ("耀瓷工匠", Alias(name="耀", kind="short", division="610204", source="list"), "耀", "alias", ["610204"]),
        ("滨城厨师", Alias(name="滨城", kind="nickname", division=DALIAN, source="list"), "滨城", "alias", [DALIAN]),
    ],
)
def test_a_localitys_own_names_are_read_at_the_head_and_behind_the_division_they_lie_in(
    name: str, alias: Alias, region: str, kind: str, path: list[str]
) -> None:
    found = cut(name, on=TODAY, home=alias.division, aliases=(alias,))[0]
    assert (found.segments.region, found.region_kind, codes(found)) == (region, kind, path)
    assert alias in found.aliases


def test_an_alias_elsewhere_or_out_of_its_days_is_not_read() -> None:
    elsewhere = Alias(name="旅顺", kind="short", division="210212", source="list")
    assert cut("重庆旅顺樱桃农", on=TODAY, aliases=(elsewhere,))[0].segments.region == "重庆"
    past = Alias(name="旅顺", kind="short", division="210212", until=date(2020, 1, 1), source="list")
    assert cut("旅顺樱桃农", on=TODAY, aliases=(past,))[0].region_kind == "unknown"
    nowhere = Alias(name="旅顺", kind="short", division="999999", source="list")
    assert cut("旅顺樱桃农", on=TODAY, aliases=(nowhere,))[0].region_kind == "unknown"


@pytest.mark.parametrize(
    ("name", "region", "path"),
    [("八桂南宁米粉师傅", "八桂南宁", ["450000", "450100"]), ("关中水城面点师", "关中水城", ["610000"])],
)
def test_a_nickname_may_go_on(name: str, region: str, path: list[str]) -> None:
    found = cut(name, on=TODAY)[0]
    assert (found.segments.region, found.region_kind, codes(found)) == (region, "alias", path)


def test_an_everyday_character_is_no_province_by_itself() -> None:
    assert cut("京剧演员", on=TODAY)[0].segments.region == ""
    assert cut("新厨师", on=TODAY)[0].segments == NameSegments(person="新厨师")


def test_a_district_that_any_city_could_have_is_read_only_at_home_or_below_its_city() -> None:
    assert codes(cut("阳泉城区保洁员", on=TODAY)[0]) == ["140300", "140302"]
    assert codes(cut("城区保洁员", on=TODAY, home="140300")[0]) == ["140302"]
    assert cut("城区保洁员", on=TODAY)[0].region_kind == "unknown"


def test_a_town_stands_in_the_regions_place_only_inside_the_jurisdiction_and_before_a_known_trade() -> None:
    found = cut("石宝建筑工", on=TODAY, home=CHONGQING)[0]
    assert (found.segments.region, found.region_kind, codes(found)) == ("石宝", "township", ["500233"])
    assert cut("石宝建筑工", on=TODAY, home=JIANGSU)[0].region_kind == "unknown"
    assert cut("水晶工匠", on=TODAY, home=JIANGSU)[0].segments.industry == "水晶"


@pytest.mark.parametrize(
    ("name", "codes_meant"),
    [("忠州缝纫工", ["500233"]), ("祁州药工", ["130683"]), ("眉州厨师", ["511400"]), ("宾州米粉师", ["230125", "450126"])],
)
def test_an_old_prefecture_stands_for_where_its_seat_lies_and_not_for_a_county_of_that_character(
    name: str, codes_meant: list[str]
) -> None:
    assert [codes(found)[-1] for found in cut(name, on=TODAY)] == codes_meant
    assert cut("沛州厨师", on=TODAY)[0].region_kind == "unknown"


def test_an_everyday_word_is_no_strangers_district() -> None:
    assert cut("江南绣娘", on=TODAY, home=JIANGSU)[0].region_kind == "unknown"
    assert codes(cut("江南绣娘", on=TODAY, home="450100")[0]) == ["450105"]


def test_a_village_is_not_made_of_the_enterprise_that_the_form_gives() -> None:
    for name in ("大连中山鑫泰村医工", "鑫泰村医工"):
        found = cut(name, on=TODAY, home=DALIAN, enterprises=("鑫泰",))[0]
        assert parts(found)[1:] == ("村医", "工")
        assert found.enterprise == "鑫泰"


def test_an_unknown_head_is_given_with_the_other_reading_beside_it() -> None:
    assert [parts(found) for found in cut("恒丰造纸工", on=TODAY)] == [("恒丰", "造纸", "工"), ("", "恒丰造纸", "工")]


def test_a_district_that_could_be_a_trade_has_both_readings() -> None:
    assert {parts(found) for found in cut("台州路桥铁大爷", on=TODAY)} >= {("台州路桥", "", "铁大爷"), ("台州", "路桥铁", "大爷")}


def test_a_product_named_after_a_place_has_both_readings() -> None:
    assert [parts(found) for found in cut("大理石雕师", on=TODAY)] == [("大理", "石雕", "师"), ("", "大理石雕", "师")]


@pytest.mark.parametrize(
    ("name", "enterprise", "expected"),
    [
        ("颐而康保健按摩师", "颐而康", NameSegments(enterprise="颐而康", industry="保健按摩", person="师")),
        (
            "大连好月嫂家政员",
            "大连好月嫂家政服务有限公司",
            NameSegments(region="大连", enterprise="好月嫂", industry="家政", person="员"),
        ),
        ("云阳面馆厨师", "云阳面馆", NameSegments(enterprise="云阳面馆", person="厨师")),
    ],
)
def test_the_enterprise_comes_from_the_form(name: str, enterprise: str, expected: NameSegments) -> None:
    assert cut(name, on=TODAY, enterprises=(enterprise,))[0].segments == expected
    assert not cut(name, on=TODAY)[0].segments.enterprise


def test_suffixes_and_titles_come_from_the_locality() -> None:
    found = cut("魏县挂面实打实劳务品牌", on=TODAY, titles=("实打实",), suffixes=("品牌", "劳务品牌"))
    assert found[0].segments == NameSegments(region="魏县", industry="挂面", person="实打实", suffix="劳务品牌")
    assert found[0].title_listed


def test_an_unlisted_word_for_people_behind_a_known_trade_is_noted_and_doubted() -> None:
    first, second = cut("汇川就业帮", on=TODAY)
    assert (parts(first), first.title_listed, first.notes) == (("汇川", "就业", "帮"), False, ("unlisted_title",))
    assert parts(second) == ("汇川", "就业帮", "")


def test_marks_and_traditional_characters_are_noted_before_the_region() -> None:
    found = cut("「渝北・電焊工」", on=TODAY)[0]
    assert parts(found) == ("渝北", "电焊", "工")
    assert found.notes == ("punctuation_stripped", "traditional_characters", "abolished_region")


@pytest.mark.parametrize("name", ["", " ", "·", "工", "机器人", "云阳", "川"])
def test_names_with_hardly_anything_in_them_are_cut_too(name: str) -> None:
    (found,) = cut(name, on=TODAY)
    assert "".join(vars_of(found.segments)) == normalise(name).text


def vars_of(segments: NameSegments) -> tuple[str, ...]:
    return segments.region, segments.enterprise, segments.industry, segments.person, segments.suffix


@given(
    st.text(alphabet=st.sampled_from("重庆市云阳县江北渝两新区大连甘井子川东工师匠农面茶厨·a 　石山村"), max_size=12),
    st.sampled_from([None, CHONGQING]),
)
def test_every_cut_puts_the_normalised_name_together_again_and_is_repeatable(name: str, home: str | None) -> None:
    found = cut(name, on=TODAY, home=home)
    assert found == cut(name, on=TODAY, home=home)
    assert len(set(found)) == len(found)
    for reading in found:
        assert "".join(vars_of(reading.segments)) == normalise(name).text
        assert (reading.region_kind == "none") == (not reading.segments.region)


regions = st.sampled_from(DIVISIONS.in_force(TODAY))
trades = st.sampled_from(sorted(INDUSTRIES.words()))
titles = st.sampled_from(sorted(Titles.load().listed))


@given(regions, st.booleans(), st.booleans(), trades, titles)
def test_every_composed_name_has_its_own_parts_among_the_readings(
    division: Division, full: bool, below_parent: bool, trade: str, title: str
) -> None:
    region = division.name if full else division.short
    if below_parent and division.parent is not None:
        parent = DIVISIONS.get(division.parent, TODAY)
        assert parent is not None
        region = (parent.name if full else parent.short) + region
    assume(division.short not in {"城区", "郊区", "矿区", "东区", "西区", "新区"} or below_parent)
    found = cut(region + trade + title, on=TODAY, home=division.code)
    assert (region, trade, title) in [parts(reading) for reading in found]
    # Where a city and a place below it share a name (吉林, 淮安), the outer one stands for both.
    assert any(reading.region_path and reading.region_path[-1].code in DIVISIONS.lineage(division) for reading in found)
