"""A rule by its id, with everything a reader needs to check it."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import attrs
import pytest

from laowu.errors import InputError
from laowu.evaluate.explaining.explain import RuleExplanation, explain, rules_of
from laowu.evaluate.explaining.rule_terms import FIELDS
from laowu.evaluate.explaining.rule_wording import condition_wording
from laowu.jurisdictions.jurisdiction import Jurisdiction
from laowu.jurisdictions.loading import load_installed
from laowu.model.citation import Standing
from laowu.model.vocabulary import shared_facts
from laowu.rules.eligibility import Criterion, Selection
from laowu.rules.management import Consequence, Upkeep
from laowu.rules.naming import Form, Titles
from laowu.rules.predicate import AllOf, AnyOf, Judge, Not
from laowu.rules.review import Paper, Stage
from laowu.rules.rule import Rule
from laowu.rules.subsidy import Ceiling, LumpSum, PerHead, Unstated
from laowu.text import Text

Demo = Callable[..., dict[str, str]]
Region = Callable[..., Path]

ON = date(2026, 11, 21)


@pytest.fixture
def jurisdiction(region: Region, demo: Demo) -> Jurisdiction:
    region("demo", demo())
    return load_installed("demo")


def the(jurisdiction: Jurisdiction, rule: str, on: date = ON) -> RuleExplanation:
    (found,) = explain(jurisdiction, rule, on).rules
    return found


def english(rule: RuleExplanation) -> dict[str, str]:
    return {label.en: value.en for label, value in rule.values}


def test_a_rule_comes_with_its_clause_its_standing_and_its_days(jurisdiction: Jurisdiction) -> None:
    rule = the(jurisdiction, "D-1")

    assert (rule.id, rule.question, rule.summary.en) == ("D-1", "eligibility", "people in a skills brand")
    assert str(rule.clause) == "示人社〔2022〕1号 一（一）"
    assert rule.standing is Standing.IN_FORCE
    assert (rule.in_force, rule.since, rule.until) == (True, date(2022, 2, 1), None)
    assert [(used.id, used.choice) for used in rule.readings] == [("D-floor", "with")]


def test_a_rule_of_a_draft_says_so(jurisdiction: Jurisdiction) -> None:
    assert the(jurisdiction, "D-5").standing is Standing.DRAFT


def test_a_day_before_the_document_is_before_the_rule(jurisdiction: Jurisdiction) -> None:
    rule = the(jurisdiction, "D-1", date(2020, 1, 1))

    assert not rule.in_force
    assert rule.standing is Standing.NOT_YET


def test_the_value_in_force_on_the_day_is_shown(jurisdiction: Jurisdiction) -> None:
    before, after = (english(the(jurisdiction, "D-2", day))["condition"] for day in (date(2024, 12, 31), date(2025, 1, 1)))

    assert "2,000" in before
    assert "3,000" in after
    assert "40,000" in english(the(jurisdiction, "D-30", date(2023, 12, 31)))["amount (yuan)"]
    assert "50,000" in english(the(jurisdiction, "D-30"))["amount (yuan)"]


def test_a_clause_that_feeds_several_rules_brings_all_of_them(jurisdiction: Jurisdiction) -> None:
    assert [rule.id for rule in explain(jurisdiction, "D-2-history", ON).rules] == ["D-2"]
    assert the(jurisdiction, "D-2").also == ("D-2-history",)


def test_a_condition_reads_as_a_sentence(jurisdiction: Jurisdiction) -> None:
    facts = jurisdiction.book.facts
    skilled, passed, arrears, plan, stalls = (
        re.escape(facts[name].label.en)
        for name in ("skilled_share", "pass_rate", "wage_arrears_records", "local_plan", "stall_kinds")
    )
    parts = [
        rf"\({skilled}: at least 50%; or {passed} \(each year asked\): more than 80%.*?\)",
        rf"not \({arrears}: at least 1.*?\)",
        rf"\(at least 1 of: {plan}: yes; {stalls}: .*market\)",
    ]

    assert re.fullmatch("; and ".join(parts), english(the(jurisdiction, "D-3"))["condition"])


def test_a_judgement_reads_with_its_question_or_without() -> None:
    plain, asked = (
        condition_wording(node, ON, shared_facts()).en
        for node in (Judge(), AllOf(parts=(Not(part=Judge()), AnyOf(parts=(Judge(),)))))
    )

    assert plain == "an official judges"
    assert asked == "not (an official judges); and (an official judges)"


def test_a_code_reads_as_words(jurisdiction: Jurisdiction) -> None:
    scope, kind = (dict(the(jurisdiction, rule).values) for rule in ("D-4", "D-21"))

    assert scope[Text("性质", "scope")] == Text("属地条件", "territorial")
    assert kind[Text("类型", "kind")] == Text("公示", "public notice")
    assert kind[Text("时长", "length")] == Text("5 个工作日", "5 working days")


def test_a_due_day_says_whether_it_counts_itself(region: Region, demo: Demo) -> None:
    fixed = ("review.toml", "due = { month = 10, day = 31 }", "due = { on = 2022-10-31, included = false }")
    yearly = the(load_installed_with(region, demo()), "D-20")
    once = the(load_installed_with(region, demo("demo", fixed)), "D-20")

    assert english(yearly)["due"] == "every year by 10-31 (that day included)"
    assert english(once)["due"] == "by 2022-10-31 (that day excluded)"


def test_values_that_are_tables_read_as_their_parts(region: Region, demo: Demo) -> None:
    award = """
[award.D-32]
kind = "per_head"
levels = ["municipal"]
summary = { zh = "按人数", en = "per head" }
clause = "七"
payer = { zh = "市", en = "city" }
payee = { zh = "单位", en = "body" }
fund = { zh = "资金", en = "fund" }
rate_yuan = 1000
months_at_least = 3
cap_yuan = 1000000
years_at_most = 5
on_cap = "forfeit"
groups = [{ code = "graduates", label = { zh = "高校毕业生", en = "college graduates" } }]
"""
    files = demo()
    rule = the(load_installed_with(region, {**files, "subsidy.toml": files["subsidy.toml"] + award}), "D-32")

    values = english(rule)
    assert values["key groups"] == "college graduates"
    assert values["cap a year (yuan)"] == "1,000,000"
    assert values["on reaching the cap"] == "lost"


def load_installed_with(region: Region, files: dict[str, str]) -> Jurisdiction:
    region("demo", files)
    return load_installed("demo")


RULES = (Criterion, Selection, Form, Titles, Stage, Paper, LumpSum, Ceiling, Unstated, PerHead, Upkeep, Consequence)


@pytest.mark.parametrize("kind", RULES)
def test_every_field_of_a_rule_has_a_name_for_readers(kind: type[Rule]) -> None:
    own = {field.name for field in attrs.fields(kind)} - {field.name for field in attrs.fields(Rule)}

    assert own <= set(FIELDS)


def test_what_a_rule_leaves_at_its_default_is_not_listed(jurisdiction: Jurisdiction) -> None:
    assert set(english(the(jurisdiction, "D-6"))) == {"levels", "condition", "remark"}


def test_every_rule_can_be_explained_in_both_languages(jurisdiction: Jurisdiction) -> None:
    rules = rules_of(jurisdiction, ON)

    assert [rule.id for rule in rules] == [rule.id for _, rule in jurisdiction.book.rules()]
    for rule in rules:
        assert rule in explain(jurisdiction, rule.id, ON).rules
        assert all(text.zh and text.en for pair in rule.values for text in pair)
        assert all(label.zh != label.en for label, _ in rule.values)


def test_an_unknown_id_suggests_near_ones(jurisdiction: Jurisdiction) -> None:
    with pytest.raises(InputError, match="Demo has no rule “D-2-hist”: did you mean: D-2-history"):
        explain(jurisdiction, "D-2-hist", ON)


def test_an_id_near_nothing_is_told_where_all_of_them_are(jurisdiction: Jurisdiction) -> None:
    with pytest.raises(InputError, match="laowu explain demo lists every rule"):
        explain(jurisdiction, "完全不同", ON)
