"""What the suite makes up about a region's facts: values of every type that a file could hold, and those the rules turn on."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import find, given, settings
from hypothesis import strategies as st

from laowu.conformance.region_words import RegionWords
from laowu.conformance.strategies import values
from laowu.model.fact_value import value
from laowu.model.facts import FactDefinition, FactType
from laowu.model.share import Share
from laowu.model.vocabulary import shared_facts
from laowu.rules.load import build, read_layer
from laowu.rules.rulebook import RuleBook

ROWS = {
    "count": "unit = { zh = '个', en = 'items' }",
    "yuan": "unit = { zh = '元', en = 'yuan' }",
    "share": "part = 'the_yuan'\nwhole = 'the_total'",
    "flag": "",
    "text": "",
    "date": "",
    "code": "choices.a = { zh = '甲', en = 'a' }\nchoices.b = { zh = '乙', en = 'b' }",
    "codes": "choices.a = { zh = '甲', en = 'a' }\nchoices.b = { zh = '乙', en = 'b' }",
    "divisions": "",
}
ASKED = {
    "count": "at_least = 41",
    "yuan": "at_most = 4100",
    "share": 'more_than = "41%"',
    "flag": "is = true",
    "text": 'is = "某园"',
    "date": "before = 2023-04-01",
    "code": 'in = ["a"]',
    "codes": 'includes = ["a"]',
    "divisions": 'within = "320400"',
}
TURNING: dict[str, Any] = {
    "count": 40,
    "yuan": 4101,
    "share": Share.from_percent("41%"),
    "flag": True,
    "text": "某园",
    "date": date(2023, 3, 31),
    "code": "a",
    "codes": ("a",),
    "divisions": ("320400",),
}
FACTS = "\n".join(
    f"[the_{name}]\ntype = '{kind}'\nlabel = {{ zh = '例', en = 'example' }}\nsettled_by = {{ zh = '表', en = 'list' }}\n{more}\n"
    for name, kind, more in (("total", "yuan", ROWS["yuan"]), *((kind, kind, more) for kind, more in ROWS.items()))
)
CRITERIA = 'document = "measures"\nlevels = ["municipal"]\n' + "\n".join(
    f"[criterion.D-{place}]\nlevels = ['municipal']\nclause = '一'\nsummary = {{ zh = '例', en = 'example' }}\n"
    f"condition = {{ fact = 'the_{kind}', {limit} }}\n"
    for place, (kind, limit) in enumerate(ASKED.items(), 1)
)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> RuleBook:
    """A region with a fact of its own of every type, each of which a criterion asks about."""
    rules = Path(__file__).parents[1] / "demo" / "rules"
    folder = tmp_path_factory.mktemp("rules")
    for name in ("profile.toml", "documents.toml"):
        (folder / name).write_text((rules / name).read_text(encoding="utf-8"), encoding="utf-8")
    (folder / "facts.toml").write_text(FACTS, encoding="utf-8")
    (folder / "eligibility.toml").write_text(CRITERIA, encoding="utf-8")
    return build([read_layer(folder)])


Drawn = Callable[[str], tuple[FactDefinition, st.SearchStrategy[Any]]]


@pytest.fixture(scope="module")
def drawn(book: RuleBook) -> Drawn:
    words = RegionWords.of(book, frozenset(shared_facts()))
    return lambda kind: (book.facts[f"the_{kind}"], values(book.facts[f"the_{kind}"], words))


def written(drawn: Any) -> Any:
    """A value as TOML holds it."""
    if isinstance(drawn, Share):
        return {"part": drawn.part, "whole": drawn.whole}
    return list(drawn) if isinstance(drawn, tuple) else drawn


@pytest.mark.parametrize("kind", [kind.value for kind in FactType])
def test_whatever_is_drawn_could_stand_in_a_file(kind: str, drawn: Drawn, book: RuleBook) -> None:
    fact, strategy = drawn(kind)

    @settings(max_examples=40, database=None)
    @given(strategy)
    def accepted(made: Any) -> None:
        assert value(written(made), fact, book.facts) == made

    accepted()


@pytest.mark.parametrize("kind", TURNING)
def test_what_a_rule_turns_on_is_drawn(kind: str, drawn: Drawn) -> None:
    _, strategy = drawn(kind)

    assert (
        find(strategy, lambda made: made == TURNING[kind], settings=settings(database=None, max_examples=1000)) == TURNING[kind]
    )
