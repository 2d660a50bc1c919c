"""The data of the schema is consistent with itself, with the code and with core."""

import re
from pathlib import Path

import pyarrow as pa
import pytest

from laowu.jurisdictions.discovery import discover
from laowu.jurisdictions.loading import load_installed
from laowu.model.vocabulary import shared_facts
from laowu_ledger.identity.kernel import read_ids
from laowu_ledger.schema.columns import columns_of, store_schema
from laowu_ledger.schema.fields import ENROLMENT, PER_HEAD, by_heading, fields
from laowu_ledger.schema.reasons import reasons
from laowu_ledger.schema.spelling import heading_key, word_key
from laowu_ledger.schema.tables import table
from laowu_ledger.schema.words import codes

SOURCE = Path(__file__).parents[2] / "src" / "laowu_ledger"
RESERVED = {"end", "group", "order", "row", "rows", "select", "table", "user", "where", "start", "offset", "limit"}


def test_no_heading_means_two_fields() -> None:
    for field in fields().values():
        for wording in (field.name, field.label.zh, field.label.en, *field.also):
            assert by_heading()[heading_key(wording)] is field, wording


@pytest.mark.parametrize("vocabulary", [name for name in table("words") if name not in {"no_person", "old_group"}])
def test_no_word_means_two_codes(vocabulary: str) -> None:
    for code, words in table("words")[vocabulary].items():
        for word in words:
            assert codes(vocabulary)[word_key(word)] == code, word


def test_old_words_of_groups_lead_to_groups_of_today() -> None:
    assert set(table("words")["old_group"]) <= set(table("words")["group"])
    assert not set(codes("old_group")) - set(table("words")["old_group"]) & set(codes("group"))


def test_fields_serve_shared_facts() -> None:
    served = {fact for field in fields().values() for fact in field.serves}

    assert served - {PER_HEAD, ENROLMENT} <= set(shared_facts())


def test_every_vocabulary_of_a_field_exists() -> None:
    assert {field.vocabulary for field in fields().values()} - {None} <= set(table("words"))


def test_every_reason_is_used_and_every_reason_used_exists() -> None:
    used = {
        word
        for path in SOURCE.rglob("*.py")
        for word in re.findall(r'"([a-z]+(?:_[a-z0-9]+)*)"', path.read_text(encoding="utf-8"))
        if word in reasons()
    }

    assert set(reasons()) == used


def test_personal_data_have_no_column() -> None:
    assert not {name for field in fields().values() if field.personal for name, _ in columns_of(field)}
    assert {"name", "id_number", "birth", "sex", "phone", "bank_card"} == {
        field.name for field in fields().values() if field.personal and not field.name.startswith("pension")
    }
    assert not {"name", "id_number", "birth", "phone", "bank_card"} & set(store_schema().names)


def test_no_column_of_the_store_is_a_word_of_sql() -> None:
    assert not RESERVED & set(store_schema().names)
    assert not [field for field in store_schema() if pa.types.is_floating(field.type) or pa.types.is_nested(field.type)]


def test_the_invented_people_of_the_example_have_good_numbers() -> None:
    numbers = fields()["id_number"].example

    assert not read_ids(pa.array(numbers, pa.string())).bad.any()
    assert {number[6:10] for number in numbers} == {"1900"}


@pytest.mark.parametrize(
    "heading", ["身份证号码", "身份证号码（必填）", " 身份证 号码*", "*身份证号码：", "ID_NUMBER", "document number"]
)
def test_headings_are_known_in_any_dress(heading: str) -> None:
    assert by_heading()[heading_key(heading)].name == "id_number"


def test_no_locality_is_named() -> None:
    words = [word for code in discover() for word in (code, load_installed(code).name.zh[:2])]
    texts = {path: path.read_text(encoding="utf-8") for path in SOURCE.rglob("*") if path.suffix in {".py", ".toml"}}

    assert words
    assert [(path.name, word) for path, text in texts.items() for word in words if word in text] == []
