"""The vocabulary of facts: core's own holds together, and a region's is checked against it."""

import pytest

from laowu.errors import RuleDataError
from laowu.model.facts import FactDefinition, FactType
from laowu.model.vocabulary import fact_definitions, shared_facts
from laowu.text import Text
from laowu.toml_source import parse_toml

REST = 'label = { zh = "甲", en = "a" }\nsettled_by = { zh = "表", en = "list" }\n'
UNIT = 'unit = { zh = "人", en = "persons" }\n'
COUNT = 'type = "count"\n' + REST + UNIT


def defined(text: str) -> tuple[FactDefinition, ...]:
    source = parse_toml(text.encode(), "facts.toml", error=RuleDataError)
    return fact_definitions(source, source.data, (), RuleDataError)


def test_the_shared_vocabulary_loads_once_and_holds_together() -> None:
    facts = shared_facts()
    assert facts is shared_facts()
    assert facts["pass_rate"].part == "trained_passed"
    assert facts["workers"].type is FactType.COUNT
    for definition in facts.values():
        assert definition.unit is not None or definition.type not in (FactType.COUNT, FactType.YUAN)
        for name in (*definition.sum_of, *(filter(None, (definition.part, definition.whole)))):
            assert facts[name].type in (FactType.COUNT, FactType.YUAN)


def test_a_region_defines_facts_that_build_on_shared_ones() -> None:
    own = defined(
        f'[boats]\n{COUNT}\n[boat_share]\ntype = "share"\n{REST}part = "boats"\nwhole = "workers"\n'
        f'[sailors]\n{COUNT}sum_of = ["boats", "hired"]\n[port]\ntype = "code"\n{REST}choices.old = {{ zh = "旧", en = "old" }}\n'
        f'choices.new = {{ zh = "新", en = "new" }}\n'
    )
    assert [definition.name for definition in own] == ["boats", "boat_share", "sailors", "port"]
    assert own[0] == FactDefinition(
        name="boats", type=FactType.COUNT, label=Text("甲", "a"), unit=Text("人", "persons"), settled_by=Text("表", "list")
    )
    assert shared_facts().extended(own)["boat_share"].whole == "workers"


@pytest.mark.parametrize(
    ("text", "place", "says"),
    [
        (f"[Boats]\n{COUNT}", ":1 Boats", "cannot name a fact"),
        (f"[workers]\n{COUNT}", ":1 workers", "shared fact already"),
        (f'[boats]\n{COUNT}name = "ships"\n', ":6 boats.name", "no key “name”"),
        (f'[boats]\ntype = "cuont"\n{REST}{UNIT}', ":2 boats.type", "none of the choices"),
        (f"[boats]\n{REST}", ":1 boats.type", "missing"),
        (f'[boats]\ntype = "count"\n{REST}', ":1 boats.unit", "needs a unit"),
        ("boats = 3\n", ":1 boats", "expected a table"),
        (f'[x]\ntype = "share"\n{REST}part = "workers"\n', ":5 x.part", "no whole"),
        (f'[x]\ntype = "share"\n{REST}whole = "workers"\n', ":5 x.whole", "no part"),
        (f'[x]\ntype = "share"\n{REST}part = "wokers"\nwhole = "hired"\n', ":5 x.part", "none of the choices"),
        (f'[x]\ntype = "share"\n{REST}part = "workers"\nwhole = "average_wage_yuan"\n', ":5 x.part", "cannot be compared"),
        (f'[x]\ntype = "share"\n{REST}part = "local_plan"\nwhole = "local_plan"\n', ":5 x.part", "cannot be compared"),
        (f'[x]\n{COUNT}part = "workers"\nwhole = "hired"\n', ":6 x.part", "has no part"),
        (f'[x]\n{COUNT}sum_of = ["hired", "sent"]\n', ":6 x.sum_of[1]", "none of the choices"),
        (f'[x]\n{COUNT}sum_of = ["placed"]\n', ":6 x.sum_of[0]", "cannot be added"),
        (f'[x]\n{COUNT}sum_of = ["x"]\n', ":6 x.sum_of[0]", "cannot be added"),
        (f'[x]\n{COUNT}sum_of = ["average_wage_yuan"]\n', ":6 x.sum_of[0]", "cannot be added"),
        (f'[x]\ntype = "flag"\n{REST}sum_of = ["hired"]\n', ":5 x.sum_of", "has no sum_of"),
        (f'[x]\ntype = "flag"\n{REST}choices.a = {{ zh = "甲", en = "a" }}\n', ":5 x.choices", "has no choices"),
        (f'[x]\ntype = "flag"\n{REST}given_by = "brand.name"\n', ":5 x.given_by", "no key “given_by”"),
        (f'[x]\ntype = "code"\n{REST}choices = ["a"]\n', ":5 x.choices", "expected a table"),
    ],
)
def test_a_definition_that_does_not_hold_together_is_refused(text: str, place: str, says: str) -> None:
    with pytest.raises(RuleDataError) as caught:
        defined(text)
    assert caught.value.where == f"facts.toml{place}"
    assert says in caught.value.what.en
    assert caught.value.mend is not None
