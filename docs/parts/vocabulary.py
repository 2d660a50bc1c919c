"""The shared facts, and which comparison may be asked of which."""

import re
from collections.abc import Iterator
from importlib.resources import files

from laowu.model.facts import FactDefinition, FactType
from laowu.model.vocabulary import shared_facts
from laowu.rules.predicate import APPLIES_TO
from laowu.rules.predicate import Operator as Comparing
from parts.markdown import table


def facts(about: str, language: str) -> str:
    """The shared vocabulary under the headings of its file."""
    catalogue = shared_facts()
    heads = ("name", "type", "unit", "Chinese", "English", "settled by", "remarks")
    sections = _headings((files("laowu.model") / "facts.toml").read_text(encoding="utf-8"))
    return "\n\n".join(
        f"## {heading.capitalize()}\n\n{table(heads, (_fact(catalogue[name]) for name in names))}" for heading, names in sections
    )


def _headings(text: str) -> Iterator[tuple[str, list[str]]]:
    """The headings of the vocabulary's file, comments in paragraphs of their own, each with the facts below it."""
    for section in re.split(r"^# (?=[^\n]+\n\n\[)", text, flags=re.MULTILINE)[1:]:
        yield section.partition("\n")[0], re.findall(r"^\[(\w+)\]$", section, re.MULTILINE)


def _fact(fact: FactDefinition) -> tuple[str, ...]:
    unit = f"{fact.unit.zh} {fact.unit.en}" if fact.unit else ""
    settled = f"{fact.settled_by.zh}<br>{fact.settled_by.en}"
    return (f"`{fact.name}`", fact.type.value, unit, fact.label.zh, fact.label.en, settled, "; ".join(_fact_remarks(fact)))


def _fact_remarks(fact: FactDefinition) -> Iterator[str]:
    if fact.part and fact.whole:
        yield f"unless stated, `{fact.part}` / `{fact.whole}`"
    if fact.sum_of:
        yield "unless stated, " + " + ".join(f"`{name}`" for name in fact.sum_of)
    if fact.choices:
        yield "codes: " + ", ".join(f"`{code}` {label.zh}" for code, label in fact.choices.items())
    if fact.given_by:
        yield f"read off `{fact.given_by}`"


def comparisons(about: str, language: str) -> str:
    """Which comparison may be asked of which type of fact."""
    asked = {item: ", ".join(kind.value for kind in FactType if kind in APPLIES_TO[item]) for item in Comparing}
    rows = ((f"`{item.value}`", types, _HOLDS[item]) for item, types in asked.items())
    return table(("comparison", "for facts of type", "holds when the fact"), rows)


_HOLDS = {
    Comparing.IS: "is exactly this",
    Comparing.IN: "is one of these codes; of several codes, when each of them is",
    Comparing.INCLUDES: "holds all these codes",
    Comparing.AT_LEAST: "reaches the bound (不低于、以上)",
    Comparing.MORE_THAN: "exceeds the bound, which itself does not count (超过)",
    Comparing.AT_MOST: "does not exceed the bound (不超过、以下)",
    Comparing.LESS_THAN: "stays below the bound, which itself does not count (小于)",
    Comparing.BEFORE: "is an earlier day",
    Comparing.ON_OR_BEFORE: "is that day or an earlier one",
    Comparing.WITHIN: "lies in this division on the date judged",
    Comparing.PRESENT: "is stated and not empty (`true`), or is stated as empty (`false`)",
}
