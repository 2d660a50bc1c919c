"""The published schemas describe exactly what the program reads and prints."""

import json
from collections.abc import Callable
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import attrs
import pytest
import tomli
from jsonschema import Draft202012Validator, FormatChecker

from laowu.errors import DossierError, InputError
from laowu.evaluate.assess import assess
from laowu.evaluate.comparing.compare import compare
from laowu.evaluate.gaps.gap import gaps
from laowu.evaluate.json_schema import schema
from laowu.evaluate.result_data import assessment_data, result_data, result_json
from laowu.evaluate.simulating.change_file import region_change
from laowu.evaluate.simulating.simulate import simulate
from laowu.jurisdictions.loading import load_installed, read_installed
from laowu.model.dossier import Dossier
from laowu.model.dossier_file import dossier_from
from laowu.toml_source import parse_toml

Demo = Callable[..., dict[str, str]]
Region = Callable[..., Path]

ON = date(2026, 11, 21)
NAMES = ("dossier", "assessment", "comparison", "gap", "simulation")


def mistakes(data: Any, name: str) -> list[str]:
    """What the schema says against the data, as their JSON text."""
    plain = json.loads(json.dumps(data, default=str))
    return [error.message for error in Draft202012Validator(schema(name), format_checker=FormatChecker()).iter_errors(plain)]


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_is_one(name: str) -> None:
    found = schema(name)

    Draft202012Validator.check_schema(found)
    assert found["$schema"].endswith("2020-12/schema")
    assert json.loads(result_json(found)) == found


def test_a_schema_that_does_not_exist_is_refused_with_a_suggestion() -> None:
    with pytest.raises(InputError, match="did you mean: dossier"):
        schema("dosier")
    with pytest.raises(InputError, match="one of: dossier, assessment, comparison"):
        schema("qqqqqq")


@pytest.fixture
def assessment(region: Region, demo: Demo, dossier: Dossier) -> Any:
    region("demo", demo())
    return assessment_data(assess(load_installed("demo"), dossier, on=ON), dossier)


def test_an_assessment_is_as_its_schema_says(assessment: Any) -> None:
    assert mistakes(assessment, "assessment") == []
    assert assessment["eligibility"]
    assert assessment["naming"]
    assert assessment["review"]
    assert assessment["subsidy"]
    assert assessment["management"]


def test_a_region_that_is_silent_still_gives_an_assessment_as_the_schema_says(
    region: Region, demo: Demo, dossier: Dossier
) -> None:
    files = demo()
    region("demo", {name: files[name] for name in ("profile.toml", "documents.toml")})

    silent = assessment_data(assess(load_installed("demo"), dossier, on=ON), dossier)

    assert mistakes(silent, "assessment") == []
    assert silent["naming"] is None


def test_a_comparison_is_as_its_schema_says(region: Region, demo: Demo, dossier: Dossier) -> None:
    region("demo", demo())
    region("wrecked", {}, plugin="raise ValueError")

    compared = result_data(compare(dossier, ["demo", "wrecked", "nowhere-at-all"], on=ON))

    assert mistakes(compared, "comparison") == []
    assert [column["state"] for column in compared["columns"]] == ["judged", "broken", "missing"]


def test_a_gap_report_is_as_its_schema_says(region: Region, demo: Demo, dossier: Dossier) -> None:
    region("demo", demo())

    report = result_data(gaps([dossier, attrs.evolve(dossier, facts={})], ["demo", "nowhere-at-all"], on=ON))

    assert mistakes(report, "gap") == []
    assert report["brands"][0]["gaps"]
    assert report["problems"]


def test_a_simulation_is_as_its_schema_says(region: Region, demo: Demo, dossier: Dossier) -> None:
    region("demo", demo())
    change = {
        "eligibility": {"criterion": {"D-1": {"condition": {"at_least": 4000}}}},
        "subsidy": {"award": {"D-30": {"amount_yuan": {"municipal": 60_000}}}},
        "review": {"stage": {"D-21": {"length": {"days": 9}}}},
        "naming": {"form": {"D-10": {"parts": ["suffix"], "suffix": "劳务品牌"}}},
        "management": {"consequence": {"D-42": {"consecutive_failures": 1}}},
    }

    result = result_data(simulate([dossier], [region_change(read_installed("demo"), change)], on=ON))

    assert mistakes(result, "simulation") == []
    (brand,) = result["brands"]
    assert all(brand[key] for key in ("recognition", "name", "steps", "money", "upkeep"))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("schema",), "laowu/assessment/2"),
        (("name",), {"zh": "x"}),
        (("naming", "verdict"), "fine"),
        (("naming", "surprise"), 1),
        (("eligibility", 0, "outcome"), True),
        (("eligibility", 0, "findings"), {}),
        (("identity", "on"), "2026-02-30"),
        (("identity", "rules"), ...),
        (("subsidy", 0, "total", "kind"), "roughly"),
        (("subsidy", 0, "total", "low"), 5),
        (("dossier",), ...),
        (("extra",), None),
    ],
)
def test_what_no_assessment_says_is_refused(path: tuple[Any, ...], value: Any, assessment: Any) -> None:
    damaged = deepcopy(assessment)
    inner = damaged
    for step in path[:-1]:
        inner = inner[step]
    if value is ...:
        del inner[path[-1]]
    else:
        inner[path[-1]] = value

    assert mistakes(damaged, "assessment") != []


def read(text: str) -> tuple[dict[str, Any], Dossier | None]:
    """A dossier's text as plain data, and as the program reads it; ``None`` when it refuses it."""
    source = parse_toml(text.encode(), "dossier.toml", error=DossierError)
    try:
        return tomli.loads(text), dossier_from(source.data, source, known_codes={"demo"})
    except DossierError:
        return tomli.loads(text), None


GOOD = {
    "only a name": "",
    "everything about the brand": (
        'place = "云阳县"\nclass = "skill"\ntrademark = ""\nexisting = true\ninvented = true\nabout = "x"'
    ),
    "operators": ('[[operators]]\nname = "a"\n[[operators]]\nname = "b"\nkind = "school"\nlegal_person = true\ntrade_name = "b"'),
    "count": "[facts]\nworkers = 0",
    "count with source": (
        '[facts]\nworkers = { value = 3, source = "x", grade = "ledger-verified", as_of = 2026-01-01, note = "n" }'
    ),
    "bounds": "[facts]\nworkers = { at_least = 3, less_than = 9 }",
    "round figure": "[facts]\nworkers = { about = 20000 }",
    "percentage": '[facts]\npass_rate = "80.01%"',
    "full-width percentage": '[facts]\npass_rate = "80 ％"',
    "counted share": "[facts]\npass_rate = { part = 4, whole = 5 }",
    "counted share with source": '[facts]\npass_rate = { part = 4, whole = 5, year = 2025, source = "x" }',
    "share within bounds": '[facts]\npass_rate = { at_least = "80%", at_most = "90%" }',
    "series": '[facts]\npass_rate = [{ value = "81%", year = 2024 }, { part = 4, whole = 5, year = 2025 }]',
    "flag": "[facts]\nlocal_plan = false",
    "codes": '[facts]\nafter_services = ["training"]',
    "no codes": "[facts]\nafter_services = []",
    "facts of a region": "[facts.demo]\nstall_count = 3\nkinds = { value = ['market'] }",
    "papers": '[materials]\ncharter = true\nledger = { held = false, source = "x" }',
    "judgement": (
        '[[judgements]]\njurisdiction = "demo"\nrule = "D-6"\noutcome = "not met"\nby = "局"\non = 2026-01-01\nreason = "x"'
    ),
    "recognition": '[[recognitions]]\nlevel = "municipal"\non = 2024-05-01\nuntil = 2027-05-01\njurisdiction = "demo"',
    "check": (
        '[[checks]]\non = 2026-05-01\nresult = "failed"\n'
        'grounds = ["poor"]\nrectify_by = 2026-08-01\nrectified = 2026-07-01\nkind = "review"'
    ),
    "claim": '[[claims]]\non = 2026-05-01\ngroup = "graduates"\npersons = 3\nmonths = 0\npayer = "self"\npaid_yuan = 0',
}


@pytest.mark.parametrize("body", GOOD.values(), ids=GOOD)
def test_a_dossier_that_can_be_read_is_as_the_schema_says(body: str) -> None:
    data, dossier = read(f'[brand]\nname = "云阳面工"\n{body}\n')

    assert dossier is not None
    assert mistakes(data, "dossier") == []


NO_BRAND = {
    "no brand": "[facts]\nworkers = 1",
    "brand without a name": '[brand]\nplace = "云阳县"',
    "name that is a number": "[brand]\nname = 3",
}

BAD = {
    "unknown key of the brand": 'plaice = "y"',
    "unknown table": "[fact]\nworkers = 1",
    "kind of operator that does not exist": '[[operators]]\nname = "y"\nkind = "club"',
    "negative count": "[facts]\nworkers = -1",
    "count as text": '[facts]\nworkers = "34600"',
    "count as a decimal": "[facts]\nworkers = 0.5",
    "count as a flag": "[facts]\nworkers = true",
    "percentage as a number": "[facts]\npass_rate = 80.01",
    "percentage in words": '[facts]\npass_rate = "most"',
    "share without a whole": "[facts]\npass_rate = { part = 3 }",
    "share of nothing": "[facts]\npass_rate = { part = 0, whole = 0 }",
    "figure that says nothing": '[facts]\nworkers = { source = "y" }',
    "unknown key of a figure": '[facts]\nworkers = { value = 3, sauce = "y" }',
    "share above a bound that is excluded": '[facts]\npass_rate = { more_than = "80%" }',
    "flag within bounds": "[facts]\nlocal_plan = { at_least = true }",
    "year that cannot be": "[facts]\nworkers = { value = 3, year = 202 }",
    "unknown grade": '[facts]\nworkers = { value = 3, grade = "sworn" }',
    "misspelt fact": "[facts]\nwrokers = 5",
    "fact that the operators tell": "[facts]\noperator_count = 5",
    "unknown code": '[facts]\nafter_services = ["trainng"]',
    "empty series": "[facts]\nworkers = []",
    "paper in words": '[materials]\ncharter = "yes"',
    "judgement that decides nothing": (
        '[[judgements]]\njurisdiction = "demo"\nrule = "D-6"\noutcome = "no data"\nby = "局"\non = 2026-01-01'
    ),
    "recognition without a day": '[[recognitions]]\nlevel = "municipal"',
    "unknown level": '[[recognitions]]\nlevel = "city"\non = 2024-05-01',
    "unknown result": '[[checks]]\non = 2024-05-01\nresult = "so-so"',
    "claim of nobody": '[[claims]]\non = 2024-05-01\ngroup = "graduates"\npersons = 0',
    "claim with negative months": '[[claims]]\non = 2024-05-01\ngroup = "graduates"\nmonths = -1',
    "claim paid by nobody known": '[[claims]]\non = 2024-05-01\ngroup = "graduates"\npayer = "aunt"',
}


@pytest.mark.parametrize(
    "text",
    [*NO_BRAND.values(), *(f'[brand]\nname = "x"\n{body}' for body in BAD.values())],
    ids=[*NO_BRAND, *BAD],
)
def test_a_dossier_that_is_refused_is_refused_by_the_schema_too(text: str) -> None:
    data, dossier = read(text)

    assert dossier is None
    assert mistakes(data, "dossier") != []


def test_the_schema_knows_every_table_of_a_dossier() -> None:
    tables = {field.name for field in attrs.fields(Dossier)} - {"local_facts"}

    assert set(schema("dossier")["properties"]) == tables
