"""Values and bounds as a reader sees them, in both languages."""

from datetime import date

import pytest

from laowu.decide.wording import bound_wording, unit_of, value_wording
from laowu.model.facts import FactDefinition, FactType, Value
from laowu.model.level import ApplicantKind, Level
from laowu.model.share import Share
from laowu.model.vocabulary import shared_facts
from laowu.rules.predicate import Operator
from laowu.text import Text, same

FACTS = shared_facts()


def of(kind: FactType) -> FactDefinition:
    return FactDefinition(name="x", type=kind, label=same("x"), settled_by=same("x"))


@pytest.mark.parametrize(
    ("definition", "value", "wording"),
    [
        (FACTS["workers"], 34_600, Text("34,600 人", "34,600 persons")),
        (of(FactType.COUNT), 34_600, same("34,600")),
        (of(FactType.YUAN), 80_000, Text("80,000 元", "80,000 yuan")),
        (of(FactType.FLAG), True, Text("是", "yes")),
        (of(FactType.FLAG), False, Text("否", "no")),
        (of(FactType.TEXT), "", Text("（无）", "(none)")),
        (of(FactType.CODES), (), Text("（无）", "(none)")),
        (of(FactType.TEXT), "x", same("x")),
        (of(FactType.CODES), ("a", "b"), Text("a、b", "a, b")),
        (of(FactType.DATE), date(2022, 12, 2), same("2022-12-02")),
        (of(FactType.SHARE), Share.from_percent("80.01%"), same("80.01%")),
        (of(FactType.SHARE), Share(2, 3), Text("2/3（66.6666…%）", "2/3 (66.6666…%)")),
        (of(FactType.DIVISIONS), ("320413", "999999"), Text("金坛区、999999", "金坛区, 999999")),
        (of(FactType.DIVISIONS), ("500105",), same("江北区")),
        (FACTS["levels_held"], ("district",), Level.DISTRICT.label),
        (FACTS["operator_kinds"], ("agency",), ApplicantKind.AGENCY.label),
    ],
)
def test_a_value_is_shown_with_its_unit_or_its_words(definition: FactDefinition, value: Value, wording: Text) -> None:
    assert value_wording(definition, value) == wording


def test_a_code_with_words_of_its_own_is_shown_in_them() -> None:
    definition = FactDefinition(
        name="x", type=FactType.CODE, label=same("x"), settled_by=same("x"), choices={"old": Text("旧", "old one")}
    )

    assert value_wording(definition, "old") == Text("旧", "old one")
    assert bound_wording(definition, Operator.IN, ("old",)) == Text("限于：旧", "one of: old one")


def test_money_has_its_unit_without_saying_so() -> None:
    assert unit_of(of(FactType.YUAN)) == Text("元", "yuan")
    assert unit_of(of(FactType.SHARE)) == same("")


@pytest.mark.parametrize(
    ("operator", "bound", "wording"),
    [
        (Operator.AT_LEAST, 5000, Text("不低于 5,000 人", "at least 5,000 persons")),
        (Operator.MORE_THAN, 5000, Text("超过 5,000 人（不含本数）", "more than 5,000 persons (itself excluded)")),
        (Operator.AT_MOST, 5000, Text("不高于 5,000 人", "at most 5,000 persons")),
        (Operator.LESS_THAN, 5000, Text("小于 5,000 人（不含本数）", "less than 5,000 persons (itself excluded)")),
        (Operator.IS, 5000, Text("5,000 人", "5,000 persons")),
        (Operator.AT_LEAST, Share.from_percent("50.0%"), Text("不低于 50.0%", "at least 50.0%")),
        (Operator.BEFORE, date(2022, 12, 2), Text("2022-12-02 之前（不含当日）", "2022-12-02 excluded, before it")),
        (Operator.ON_OR_BEFORE, date(2022, 12, 2), Text("2022-12-02 之前（含当日）", "2022-12-02 at the latest")),
        (Operator.IN, ("a", "b"), Text("限于：a、b", "one of: a, b")),
        (Operator.INCLUDES, ("a", "b"), Text("含：a、b", "including: a, b")),
        (Operator.WITHIN, "320400", Text("位于 常州市", "within 常州市")),
        (Operator.WITHIN, "999999", Text("位于 999999", "within 999999")),
        (Operator.PRESENT, True, Text("须有", "must be there")),
        (Operator.PRESENT, False, Text("须无", "must not be there")),
    ],
)
def test_a_bound_says_whether_it_is_included(operator: Operator, bound: Value, wording: Text) -> None:
    assert bound_wording(FACTS["workers"], operator, bound) == wording


@pytest.mark.parametrize("operator", Operator)
def test_every_operator_has_words_of_its_own_in_both_languages(operator: Operator) -> None:
    wording = bound_wording(FACTS["workers"], operator, 1)

    assert wording.zh
    assert wording.en
    assert all(bound_wording(FACTS["workers"], other, 1) != wording for other in Operator if other is not operator)
