"""Names composed by a region's own form from its own dictionaries: valid, and cut back into what they were made of.

The oracle is the composition itself: which division, trade and title went in is known before the name is judged.
"""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from laowu.jurisdictions.loading import load_installed
from laowu.model.answers import NameVerdict
from laowu.model.questions import NameProposal
from laowu.places.divisions import Divisions
from laowu.places.industries import Industries
from laowu.places.segmentation import cut
from laowu.places.titles import Titles

ON = date(2026, 11, 22)
REGIONS = {code: load_installed(code) for code in ("baoji", "chongqing", "dalian", "jiangsu")}
DIVISIONS = Divisions.load()
TRADES = sorted(word for word in Industries.load().words() if len(word) > 1)


def places(code: str) -> list[str]:
    """Short names of the divisions in force below a region that no other place of the region shares."""
    home = REGIONS[code].book.profile.division
    inside = [item for item in DIVISIONS.in_force(ON) if item.code != home and DIVISIONS.within(item.code, home, ON)]
    names = [item.short for item in inside]
    return sorted(name for name in set(names) if names.count(name) == 1)


PLACES = {code: places(code) for code in REGIONS}


@settings(max_examples=300)
@given(data=st.data(), code=st.sampled_from(sorted(REGIONS)))
def test_a_composed_name_is_valid_or_ambiguous_with_its_own_cut_among_the_readings(data: st.DataObject, code: str) -> None:
    region = REGIONS[code]
    rules = region.book.naming
    assert rules is not None
    form = data.draw(st.sampled_from(rules.forms), label="form")
    titles = [title for rule in rules.titles for title in rule.listed] or ["工", "师", "匠", "员"]
    place = data.draw(st.sampled_from(PLACES[code]), label="place")
    own = DIVISIONS.nearest(region.book.profile.division, ON)
    assert own is not None
    prefix = own.short if "city_prefix" in form.parts else ""
    where = prefix if prefix and "district" not in form.parts else prefix + place
    enterprise = "鑫泰" if "enterprise" in form.parts else ""
    trade = data.draw(st.sampled_from(TRADES), label="trade")
    person = data.draw(st.sampled_from(titles), label="person") if "person" in (*form.parts, *sum(form.either, ())) else ""
    name = where + enterprise + trade + person + form.suffix

    report = region.validate_name(
        NameProposal(name=name, level=form.levels[0], applicant=next(iter(form.applicants), None),
                     enterprises=(enterprise,) if enterprise else ()), ON)  # fmt: skip

    assert report is not None
    assert report.verdict is not NameVerdict.INVALID
    readings = cut(
        name, on=ON, home=region.book.profile.division, aliases=rules.aliases, titles=tuple(titles),
        enterprises=(enterprise,) if enterprise else (), suffixes=(form.suffix,) if form.suffix else ())  # fmt: skip
    made_of = (where, enterprise, trade, person, form.suffix)
    cuts = [
        (c.segments.region, c.segments.enterprise, c.segments.industry, c.segments.person, c.segments.suffix) for c in readings
    ]
    assert made_of in cuts or _person_took_part_of_the_trade(made_of, cuts[0])


def _person_took_part_of_the_trade(made_of: tuple[str, ...], found: tuple[str, ...]) -> bool:
    """Trade and title may together hold a longer title (茶艺 + 师, 厨 + 师): only the place between the two differs."""
    same = made_of[:2] == found[:2] and made_of[4] == found[4] and made_of[2] + made_of[3] == found[2] + found[3]
    listed = Titles.load()
    return same and any(listed.get(found[3][start:]) for start in range(len(found[3])))


@pytest.mark.parametrize(
    ("code", "name", "region", "industry", "person"),
    [
        ("chongqing", "云阳面工", "云阳", "面", "工"),
        ("chongqing", "重庆市云阳县面工", "重庆市云阳县", "面", "工"),
        ("chongqing", "忠县豆腐乳工", "忠县", "豆腐乳", "工"),
        ("jiangsu", "金坛茶匠", "金坛", "茶", "匠"),
        ("jiangsu", "丰县果农", "丰县", "果", "农"),
        ("jiangsu", "连云港海产工", "连云港", "海产", "工"),
        ("jiangsu", "连云海产工", "连云", "海产", "工"),
        ("jiangsu", "“盱眙” 龙虾·厨师", "盱眙", "龙虾", "厨师"),
        ("baoji", "眉县猕猴桃工", "眉县", "猕猴桃", "工"),
        ("baoji", "凤县花椒工", "凤县", "花椒", "工"),
        ("baoji", "凤翔县泥塑师", "凤翔县", "泥塑", "师"),
        ("baoji", "凤翔泥塑师", "凤翔", "泥塑", "师"),
    ],
)
def test_names_that_trip_a_prefix_search(code: str, name: str, region: str, industry: str, person: str) -> None:
    report = REGIONS[code].validate_name(NameProposal(name=name), ON)

    assert report is not None
    assert (report.segments.region, report.segments.industry, report.segments.person) == (region, industry, person)


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [("渝北家政员", "valid", "ambiguous"), ("江北面点师", "valid", "ambiguous"), ("两江新区汽车工", "valid", "valid")],
)
def test_the_change_of_districts_of_2025_11_06_changes_names(name: str, before: str, after: str) -> None:
    verdicts = []
    notes = []
    for day in (date(2025, 11, 5), date(2025, 11, 6)):
        report = REGIONS["chongqing"].validate_name(NameProposal(name=name), day)
        assert report is not None
        verdicts.append(report.verdict.value)
        notes.append({note.code for note in report.notes})

    assert verdicts == [before, after]
    assert notes[0] != notes[1]
