"""Good dossiers: every form the format offers, and what it becomes."""

from datetime import date
from pathlib import Path

import pytest

from laowu.errors import DossierError
from laowu.model.dossier import (
    Brand,
    Check,
    CheckResult,
    ClaimLine,
    Dossier,
    Judgement,
    Material,
    Operator,
    Payment,
    Progress,
    ProgressResult,
    Recognition,
)
from laowu.model.dossier_file import dossier_from, read_dossier
from laowu.model.facts import FactCatalogue, FactDefinition, FactType, Figure, Grade, Value
from laowu.model.level import ApplicantKind, Level
from laowu.model.outcome import Outcome
from laowu.model.share import Share
from laowu.text import same
from laowu.toml_source import parse_toml

PORTS = {"old": same("x"), "new": same("y")}
LOCAL = {
    "dalian": FactCatalogue(
        (
            FactDefinition(name="boats", type=FactType.COUNT, label=same("x"), unit=same("x"), settled_by=same("x")),
            FactDefinition(name="founded", type=FactType.DATE, label=same("x"), settled_by=same("x")),
            FactDefinition(name="grounds", type=FactType.DIVISIONS, label=same("x"), settled_by=same("x")),
            FactDefinition(name="port", type=FactType.CODE, label=same("x"), settled_by=same("x"), choices=PORTS),
            FactDefinition(name="motto", type=FactType.TEXT, label=same("x"), settled_by=same("x")),
        )
    )
}


def loaded(body: str) -> Dossier:
    source = parse_toml(('[brand]\nname = "云阳面工"\n' + body).encode(), "brand.toml", error=DossierError)
    return dossier_from(source.data, source, local=LOCAL, known_codes={"baoji"})


def figure(entry: str, fact: str = "workers") -> Figure:
    (only,) = loaded(f"[facts]\n{fact} = {entry}\n").facts[fact]
    return only


def test_the_smallest_dossier_is_a_name(tmp_path: Path) -> None:
    file = tmp_path / "brand.toml"
    file.write_text('[brand]\nname = "云阳面工"\n', encoding="utf-8")
    assert read_dossier(file) == read_dossier(str(file)) == Dossier(brand=Brand(name="云阳面工"))


def test_every_table_is_read_into_its_class() -> None:
    assert loaded(
        """
place = "重庆市 云阳县"
class = "skill"
trademark = ""
existing = true
[[operators]]
name = "云阳县面业协会"
kind = "association"
code = "51500235"
legal_person = false
[materials]
charter = true
trademark_certificate = { held = false, source = "尚在申请" }
[[judgements]]
jurisdiction = "dalian"
rule = "DL-03"
outcome = "not met"
by = "市人社局"
on = 2025-01-01
[[recognitions]]
level = "provincial"
on = 2024-01-01
until = 2025-01-01
[[checks]]
on = 2025-03-01
result = "failed"
grounds = ["fraud"]
rectified = 2025-03-01
[[claims]]
on = 2025-01-01
group = "graduate"
paid_yuan = 1500
payer = "self"
"""
    ) == Dossier(
        brand=Brand(name="云阳面工", place="重庆市 云阳县", brand_class="skill", trademark="", existing=True),
        operators=(Operator(name="云阳县面业协会", kind=ApplicantKind.ASSOCIATION, code="51500235", legal_person=False),),
        materials={"charter": Material(held=True), "trademark_certificate": Material(held=False, source="尚在申请")},
        judgements=(
            Judgement(jurisdiction="dalian", rule="DL-03", outcome=Outcome.NOT_MET, by="市人社局", on=date(2025, 1, 1)),
        ),
        recognitions=(Recognition(level=Level.PROVINCIAL, on=date(2024, 1, 1), until=date(2025, 1, 1)),),
        checks=(
            Check(on=date(2025, 3, 1), result=CheckResult.FAILED, grounds=("fraud",), rectified=date(2025, 3, 1)),
        ),
        claims=(ClaimLine(on=date(2025, 1, 1), group="graduate", paid_fen=150_000, payer="self"),),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("fact", "entry", "low", "high"),
    [
        ("workers", "34_600", 34600, 34600),
        ("workers", "0", 0, 0),
        ("workers", "{ value = 5 }", 5, 5),
        ("workers", "{ at_least = 20 }", 20, None),
        ("workers", "{ at_most = 20 }", None, 20),
        ("workers", "{ more_than = 20 }", 21, None),
        ("workers", "{ less_than = 20 }", None, 19),
        ("workers", "{ at_least = 20, less_than = 31 }", 20, 30),
        ("workers", "{ more_than = 5, at_most = 6 }", 6, 6),
        ("annual_labour_income_yuan", "20_000_000_000", 20_000_000_000, 20_000_000_000),
        ("local_plan", "false", False, False),
        ("after_services", "[]", (), ()),
        ("after_services", '["training", "recommendation"]', ("training", "recommendation"), ("training", "recommendation")),
        ("after_services", '{ value = ["training"] }', ("training",), ("training",)),
        ("pass_rate", '"80.01%"', Share(8001, 10000), Share(8001, 10000)),
        ("pass_rate", "{ part = 401, whole = 500 }", Share(401, 500), Share(401, 500)),
        ("pass_rate", "{ value = { part = 401, whole = 500 } }", Share(401, 500), Share(401, 500)),
        ("pass_rate", '{ at_least = "80%" }', Share(4, 5), None),
        ("pass_rate", '"100%"', Share(1, 1), Share(1, 1)),
        ("wage_ratio", '"120%"', Share(6, 5), Share(6, 5)),
    ],
)
def test_each_form_of_a_figure_gives_its_bounds(fact: str, entry: str, low: Value | None, high: Value | None) -> None:
    stated = figure(entry, fact)
    assert (stated.low, stated.high) == (low, high)
    assert [type(stated.low), type(stated.high)] == [type(low), type(high)]


@pytest.mark.parametrize(
    ("number", "low", "high"), [(200_000, 180_000, 220_000), (10, 9, 11), (11, 9, 13), (99, 89, 109), (1, 0, 2), (0, 0, 0)]
)
def test_a_round_figure_lies_one_tenth_either_side_rounded_outwards(number: int, low: int, high: int) -> None:
    stated = figure(f"{{ about = {number} }}")
    assert (stated.low, stated.high, stated.about) == (low, high, True)


def test_a_figure_keeps_where_it_comes_from() -> None:
    stated = figure(
        '{ value = 3, year = 2022, as_of = 2022-12-31, grade = "documented", source = "https://a.example", note = "口径：全县" }'
    )
    assert stated == Figure(
        low=3,
        high=3,
        year=2022,
        as_of=date(2022, 12, 31),
        grade=Grade.DOCUMENTED,
        source="https://a.example",
        note="口径：全县",
    )


def test_a_counted_share_takes_year_and_source_beside_its_counts() -> None:
    assert figure("{ part = 401, whole = 500, year = 2022 }", "pass_rate").year == 2022
    assert figure("{ part = 401, whole = 500, year = 2022 }", "pass_rate").low == Share(401, 500)


def test_a_quoted_percentage_stays_as_its_source_wrote_it() -> None:
    stated = figure('"80.010%"', "pass_rate").low
    assert isinstance(stated, Share)
    assert (stated.quoted, stated.counted) == ("80.010%", False)


def test_a_series_is_kept_oldest_year_first() -> None:
    series = loaded("[facts]\ntrained = [{ value = 2, year = 2024 }, { about = 10, year = 2023 }]\n").facts["trained"]
    assert [(stated.year, stated.high) for stated in series] == [(2023, 11), (2024, 2)]


def test_a_series_of_code_lists_is_no_list_of_codes() -> None:
    series = loaded('[facts]\nafter_services = [{ value = ["training"], year = 2024 }]\n').facts["after_services"]
    assert [(stated.year, stated.low) for stated in series] == [(2024, ("training",))]


def test_what_is_not_written_is_unknown_and_an_explicit_nothing_is_an_answer() -> None:
    stated = loaded("[facts]\nworkers = 0\nlocal_plan = false\nafter_services = []\n").facts
    assert set(stated) == {"workers", "local_plan", "after_services"}


def test_facts_of_a_region_at_hand_are_read_by_its_vocabulary() -> None:
    dossier = loaded('[facts.dalian]\nboats = 3\nfounded = 2001-02-03\ngrounds = ["210212"]\nport = "old"\nmotto = "80%"\n')
    assert {name: stated[0].low for name, stated in dossier.local_facts["dalian"].items()} == {
        "boats": 3,
        "founded": date(2001, 2, 3),
        "grounds": ("210212",),
        "port": "old",
        "motto": "80%",
    }
    assert dossier.facts == {}


def test_bounds_of_a_date_are_dates() -> None:
    (stated,) = loaded("[facts.dalian]\nfounded = { at_most = 2001-02-03 }\n").local_facts["dalian"]["founded"]
    assert (stated.low, stated.high) == (None, date(2001, 2, 3))


def test_facts_of_a_region_that_is_not_at_hand_are_kept_for_what_they_look_like() -> None:
    kept = loaded(
        '[facts.baoji]\na = 3\nb = true\nc = "80.5%"\nd = "text"\ne = ["x", "y"]\nf = 2001-02-03\n'
        "g = { part = 1, whole = 2 }\nh = { at_least = 3, year = 2023 }\n"
        "i = [{ value = 1, year = 2023 }, { about = 9, year = 2024 }]\n"
    ).local_facts["baoji"]
    assert {name: stated[0].low for name, stated in kept.items()} == {
        "a": 3,
        "b": True,
        "c": Share(805, 1000),
        "d": "text",
        "e": ("x", "y"),
        "f": date(2001, 2, 3),
        "g": Share(1, 2),
        "h": 3,
        "i": 1,
    }
    assert len(kept["i"]) == 2


def test_any_paper_is_taken_where_no_region_names_its_papers() -> None:
    assert loaded("[materials]\nanything_2 = false\n").materials == {"anything_2": Material(held=False)}
    with pytest.raises(DossierError, match="not the code of a paper"):
        loaded('[materials]\n"Any Thing" = false\n')
    source = parse_toml(b'[brand]\nname = "x"\n[materials]\na = true\n', "brand.toml", error=DossierError)
    with pytest.raises(DossierError, match="no region asks"):
        dossier_from(source.data, source, material_codes=frozenset())


def test_line_breaks_may_stand_in_remarks() -> None:
    assert loaded('about = """one\n\ttwo"""\n').brand.about == "one\n\ttwo"


def test_the_facts_of_a_region_that_is_not_installed_are_kept() -> None:
    """Taking a plugin away must not make a dossier unreadable for the regions that stay."""
    dossier = loaded("[facts.yunnan]\nflower_fields = 3\n")

    assert dossier.local_facts["yunnan"]["flower_fields"][0].low == 3


def test_a_misspelt_fact_written_as_a_table_is_no_region() -> None:
    with pytest.raises(DossierError, match="no fact “wokers”"):
        loaded("[facts.wokers]\nvalue = 3\n")


def test_progress_and_payments_are_read_into_their_classes() -> None:
    dossier = loaded(
        """
[[progress]]
stage = "public_notice"
began = 2025-03-03
[[progress]]
stage = "public_notice"
began = 2025-03-04
ended = 2025-03-06
result = "objection dismissed"
level = "district"
jurisdiction = "dalian"
[[payments]]
on = 2025-05-01
award = "DL-049"
yuan = 50000
level = "municipal"
"""
    )

    assert dossier.progress == (
        Progress(stage="public_notice", began=date(2025, 3, 3)),
        Progress(
            stage="public_notice",
            began=date(2025, 3, 4),
            ended=date(2025, 3, 6),
            result=ProgressResult.OBJECTION_DISMISSED,
            level=Level.DISTRICT,
            jurisdiction="dalian",
        ),
    )
    assert dossier.payments == (Payment(on=date(2025, 5, 1), award="DL-049", fen=5_000_000, level=Level.MUNICIPAL),)


@pytest.mark.parametrize(
    "fields",
    [
        {"ended": date(2025, 3, 9)},
        {"result": ProgressResult.PASSED},
        {"ended": date(2025, 3, 9), "result": ProgressResult.OBJECTION},
        {"ended": date(2025, 3, 1), "result": ProgressResult.PASSED},
    ],
)
def test_progress_that_says_two_things_at_once_is_refused(fields: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"ended"):
        Progress(stage="notice", began=date(2025, 3, 2), **fields)  # type: ignore[arg-type]
