"""Whatever a TOML file may hold, a dossier is read or refused; nothing else happens."""

from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from laowu.errors import DossierError
from laowu.model.dossier import Dossier
from laowu.model.dossier_data import dossier_data, dossier_from_data
from laowu.model.dossier_file import SECTIONS, dossier_from
from laowu.model.vocabulary import shared_facts
from laowu.toml_source import TomlSource

WORDS = [
    *SECTIONS, *shared_facts(), "baoji", "dalian", "name", "class", "place", "kind", "code", "value", "at_least", "at_most",
    "more_than", "less_than", "about", "part", "whole", "year", "as_of", "grade", "held", "source", "level", "on", "until",
    "result", "outcome", "jurisdiction", "rule", "by", "group", "persons", "person", "months", "payer", "paid_yuan", "grounds",
]  # fmt: skip
CODES = ["provincial", "declared", "passed", "met", "school", "training", "self", "80.01%", "120%", "", "云阳面工"]

scalars = st.one_of(
    st.integers(-2, 3), st.integers(2**62, 2**70), st.booleans(), st.sampled_from(CODES), st.text(max_size=5),
    st.just(Decimal("0.5")), st.just(Decimal("NaN")), st.just(Decimal("-Infinity")),
    st.dates(date(2024, 1, 1), date(2025, 1, 1)), st.just(datetime(2025, 1, 1, 10)), st.just(time(10)),  # noqa: DTZ001
)  # fmt: skip
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(WORDS) | st.text(max_size=4), inner, max_size=4),
    max_leaves=12,
)
facts = st.dictionaries(st.sampled_from(WORDS), values, max_size=4)
rows = st.lists(st.dictionaries(st.sampled_from(WORDS), values, max_size=5), max_size=2)
files = st.fixed_dictionaries(
    {"brand": st.just({"name": "云阳面工"}) | facts | values},
    optional={"facts": facts | values, "materials": facts | values} | dict.fromkeys(SECTIONS[4:], rows | values),
)


def read(data: dict[str, Any]) -> Dossier | DossierError:
    try:
        return dossier_from(data, TomlSource(name="brand.toml", data=data, text=""), known_codes={"baoji"})
    except DossierError as error:
        return error


@given(files)
@settings(max_examples=400, deadline=None)
def test_any_file_is_read_or_refused_with_a_sentence(data: dict[str, Any]) -> None:
    answer = read(data)
    if isinstance(answer, DossierError):
        assert answer.where.startswith("brand.toml:")
        assert all(character.isprintable() or character == "\u3000" for character in str(answer) + answer.what.zh)
    else:
        assert dossier_from_data(dossier_data(answer)) == answer


@given(values)
@settings(max_examples=200, deadline=None)
def test_any_statement_about_any_fact_is_read_or_refused(value: object) -> None:
    for name in ("workers", "pass_rate", "local_plan", "after_services", "average_wage_yuan", "baoji"):
        read({"brand": {"name": "x"}, "facts": {name: {"anything": value} if name == "baoji" else value}})
