"""Rule files of one plugin, and the files of several laid over one another."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import attrs
import pytest

from laowu.errors import RuleDataError
from laowu.rules.layer import SECTIONS, Layer, read_layer
from laowu.rules.load import build
from laowu.rules.predicate import Leaf
from laowu.rules.rulebook import RuleBook

MakeLayer = Callable[..., Layer]

PROVINCE = """
document = "d1"
since = 2022-06-01
until = 2030-01-01
levels = ["district", "municipal"]

[criterion.P-1]
levels = ["municipal"]
summary = { zh = "人数", en = "heads" }
clause = "一"
condition = { fact = "workers", at_least = 5000 }

[criterion.P-2]
levels = ["municipal"]
summary = { zh = "名称", en = "name" }
clause = "二"
since = 2023-01-01
condition = { fact = "brand_name", present = true }

[selection.P-3]
levels = ["municipal"]
summary = { zh = "择优", en = "the better ones" }
clause = "三"
"""
CITY_DOCUMENT = """
[document.d2]
title = "某市办法"
issuers = ["某局"]
since = 2025-01-01
status = "draft"
"""


def merged(layer: MakeLayer, *, documents: str = "", **city: str) -> tuple[RuleBook, RuleBook]:
    """The province by itself, and the city over it."""
    province = layer(eligibility=PROVINCE)
    return build([province]), build([province, layer(documents=documents, **city)])


def test_an_overlay_changes_only_what_it_names(layer: MakeLayer) -> None:
    before, after = merged(layer, eligibility="criterion.P-1.condition.at_least = 4000\n")

    assert before.eligibility is not None
    assert after.eligibility is not None
    first, second = after.eligibility.criteria
    assert isinstance(first.condition, Leaf)
    assert first.condition.bound.on(date(2026, 1, 1)) == 4000
    assert attrs.evolve(first, condition=before.eligibility.criteria[0].condition) == before.eligibility.criteria[0]
    assert second == before.eligibility.criteria[1]
    assert after.eligibility.selections == before.eligibility.selections
    assert after.digest != before.digest


def test_the_head_of_a_file_speaks_for_the_rules_of_that_file_only(layer: MakeLayer) -> None:
    own = """
document = "d2"
[criterion.C-1]
levels = ["municipal"]
summary = { zh = "其他", en = "other" }
clause = "1"
"""
    before, after = merged(layer, documents=CITY_DOCUMENT, eligibility=own)

    assert before.eligibility is not None
    assert after.eligibility is not None
    assert after.eligibility.criteria[:2] == before.eligibility.criteria
    added = after.eligibility.criteria[2]
    assert (added.document, added.since, added.until) == ("d2", date(2025, 1, 1), None)


def test_a_rule_that_is_restated_stands_in_the_document_that_restates_it(layer: MakeLayer) -> None:
    own = 'document = "d2"\n[criterion.P-1]\nclause = "八"\ncondition.at_least = 4000\n'
    _, after = merged(layer, documents=CITY_DOCUMENT, eligibility=own)

    assert after.eligibility is not None
    assert [(rule.document, rule.clause) for rule in after.eligibility.criteria] == [("d2", "八"), ("d1", "二")]


def test_days_in_force_come_from_the_rule_then_the_head_then_the_document(layer: MakeLayer) -> None:
    before, _ = merged(layer)
    bare = build([layer(eligibility=PROVINCE.replace("since = 2022-06-01\nuntil = 2030-01-01\n", ""))])

    assert before.eligibility is not None
    assert bare.eligibility is not None
    assert [rule.since for rule in before.eligibility.criteria] == [date(2022, 6, 1), date(2023, 1, 1)]
    assert {rule.until for rule in before.eligibility.criteria} == {date(2030, 1, 1)}
    assert [rule.since for rule in bare.eligibility.criteria] == [date(2022, 2, 1), date(2023, 1, 1)]
    assert {rule.until for rule in bare.eligibility.criteria} == {None}


def test_a_section_that_nobody_states_is_not_there(layer: MakeLayer) -> None:
    book = build([layer()])

    assert (book.eligibility, book.naming, book.review, book.subsidy, book.management) == (None,) * 5
    assert list(book.rules()) == []


def test_the_profile_is_that_of_the_last_layer(layer: MakeLayer) -> None:
    lines = ['code = "city"', 'name = { zh = "某市", en = "City" }', 'division = "320400"', 'tier = "city"']
    city = layer(profile="\n".join([*lines, "api = 1", 'edition = "2"', "read_on = 2026-11-02"]))

    assert build([layer(), city]).profile.code == "city"


def test_a_mistake_is_pointed_at_in_the_file_that_makes_it(layer: MakeLayer) -> None:
    province = layer(eligibility=PROVINCE.replace('clause = "二"', "clause = 2"))
    city = layer(eligibility="\n\ncriterion.P-1.condition.at_least = 4000\n")

    with pytest.raises(RuleDataError) as caught:
        build([province, city])

    assert caught.value.where == f"{province.files['eligibility'].name}:16 criterion.P-2.clause"


def test_a_mistake_of_the_overlay_is_pointed_at_there(layer: MakeLayer) -> None:
    province = layer(eligibility=PROVINCE)
    city = layer(eligibility='\n\ncriterion.P-1.condition.at_least = "4000"\n')

    with pytest.raises(RuleDataError) as caught:
        build([province, city])

    assert caught.value.where == f"{city.files['eligibility'].name}:3 criterion.P-1.condition.at_least"


def test_a_mistake_inside_an_array_has_its_line(layer: MakeLayer) -> None:
    aliases = '[[alias]]\nname = "某区"\nkind = "zone"\ndivision = "320400"\nsource = "x"\n[[alias]]\nname = 5\n'

    with pytest.raises(RuleDataError, match=r"naming\.toml:6 alias\[1\]\.kind"):
        build([layer(naming=aliases), layer(naming="")])


@pytest.mark.parametrize("section", ["profile", "documents"])
def test_two_files_are_required(layer: MakeLayer, section: str) -> None:
    with pytest.raises(RuleDataError, match=f"rules/: the rule file {section}.toml is missing"):
        layer(**{section: None})


def test_a_plugin_without_a_rules_folder_lacks_its_files(tmp_path: Path) -> None:
    with pytest.raises(RuleDataError, match=r"profile\.toml is missing"):
        read_layer(tmp_path / "rules")


def test_a_file_of_no_section_is_refused_with_a_suggestion(layer: MakeLayer) -> None:
    with pytest.raises(RuleDataError, match=r"rules/eligibilty\.toml: eligibilty\.toml is not a rule file: did you mean: elig"):
        layer(eligibilty="")


def test_other_files_may_lie_beside_the_rules(layer: MakeLayer, tmp_path: Path) -> None:
    layer()
    folder = next(tmp_path.glob("*/rules"))
    (folder / "NOTICE.md").write_text("x", encoding="utf-8")

    assert set(read_layer(folder).files) == {"profile", "documents"}


@pytest.mark.parametrize("section", SECTIONS)
def test_a_file_that_is_no_toml_is_refused_with_its_line(layer: MakeLayer, section: str) -> None:
    with pytest.raises(RuleDataError, match=rf"{section}\.toml:2"):
        layer(**{section: "\nx =\n"})


@pytest.mark.parametrize(
    ("line", "path", "says"),
    [
        ("edition = 1", "edition", "expected text"),
        ('code = "Demo"', "code", '"Demo" has the wrong form'),
        ('division = "32040"', "division", "wrong form"),
        ('tier = "town"', "tier", "none of the choices"),
        ("api = true", "api", "whole number"),
        ('editoin = "1"', "editoin", "no key “editoin”"),
    ],
)
def test_a_wrong_profile_is_pointed_at(layer: MakeLayer, line: str, path: str, says: str) -> None:
    text = {key.partition(" ")[0]: key for key in (
        'code = "demo"', 'name = { zh = "示例市", en = "Demo" }', 'division = "320400"', 'tier = "city"', "api = 1",
        'edition = "1"', "read_on = 2026-11-01", line,
    )}  # fmt: skip
    wrong = layer(profile="\n".join(text.values()))

    with pytest.raises(RuleDataError, match=says) as caught:
        _ = wrong.profile
    assert caught.value.where.endswith(f":{list(text).index(path) + 1} {path}")
