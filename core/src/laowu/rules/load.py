"""From rule files to a rule book: lay layers over one another, choose readings, apply changes, structure.

Only the finished tree becomes rules, so every combination of layers, readings and changes is checked alike.
"""

from collections.abc import Mapping, Sequence
from datetime import time
from decimal import Decimal
from typing import Any

from laowu.errors import RuleDataError, SettingsError
from laowu.model import scalars
from laowu.model.citation import Document
from laowu.model.facts import FactCatalogue
from laowu.model.refusal import Path, Refusal, suggestion, unknown_key, wrong_kind
from laowu.model.strict import converter
from laowu.model.vocabulary import fact_definitions, shared_facts
from laowu.rules.layer import SECTIONS, Layer, Sections, read_layer
from laowu.rules.readings import Choice, Reading
from laowu.rules.rule_tables import RuleTables
from laowu.rules.rulebook import RuleBook
from laowu.rules.tree import Tree, digest, laid_over
from laowu.text import Text

#: Who a locality is and how its text may be read are no parameters.
_CHANGEABLE = tuple(section for section in SECTIONS if section not in ("profile", "readings"))


def build(layers: Sequence[Layer], *, choices: Mapping[str, str] | None = None, changes: Tree | None = None) -> RuleBook:
    """Build the rule book of a jurisdiction.

    Args:
        layers: rule files, most general first; the last one is the jurisdiction itself.
        choices: readings chosen, by id; ids this jurisdiction does not have are somebody else's and are passed over.
        changes: parameters changed, as a tree of sections laid over the rule data; sections of which this jurisdiction
            has none are passed over.

    Raises:
        RuleDataError: the rule data are malformed.
        SettingsError: a choice that a reading does not offer, or a change of what is no section of rules.
    """
    sections = Sections(layers)
    used = [(reading, (choices or {}).get(reading.id, reading.default)) for reading in _readings(sections)]
    for reading, code in used:
        sections.tree = laid_over(sections.tree, _chosen(reading, code).set)
    sections.tree = laid_over(sections.tree, _own_changes(changes or {}, sections))
    documents = {document.id: document for document in _documents(sections)}
    facts = _facts(sections)
    rules = RuleTables(sections, documents, facts)
    return RuleBook(
        profile=layers[-1].profile,
        documents=documents,
        facts=facts,
        eligibility=rules.eligibility() if "eligibility" in sections else None,
        naming=rules.naming() if "naming" in sections else None,
        review=rules.review() if "review" in sections else None,
        subsidy=rules.subsidy() if "subsidy" in sections else None,
        management=rules.management() if "management" in sections else None,
        programme=rules.programme() if "programme" in sections else None,
        readings=tuple(used),
        digest=digest(sections.tree),
    )


def _own_changes(changes: Tree, sections: Sections) -> Tree:
    for section, part in changes.items():
        if section not in _CHANGEABLE:
            what = Text(f"没有“{section}”这一部分规则", f"there is no section of rules “{section}”")
            raise SettingsError(what, where=section, mend=suggestion(section, _CHANGEABLE))
        if not isinstance(part, Mapping):
            raise SettingsError(Text("应为表", "expected a table"), where=section)
    return {section: part for section, part in changes.items() if section in sections}


def _documents(sections: Sections) -> list[Document]:
    sections.check_keys("documents", ("document",))
    return [
        sections.structured("documents", ("document", name), {**table, "id": name}, Document)
        for name, table in sections.tables("documents", "document").items()
    ]


def _readings(sections: Sections) -> list[Reading]:
    if "readings" not in sections:
        return []
    sections.check_keys("readings", ("reading",))
    return [_reading(sections, name, table) for name, table in sections.tables("readings", "reading").items()]


def _reading(sections: Sections, name: str, table: dict[str, Any]) -> Reading:
    options = table.get("choice", {})
    path: Path = ("reading", name)
    if not isinstance(options, dict) or not options or not all(isinstance(option, dict) for option in options.values()):
        raise sections.refuse("readings", path, Text("缺少 [reading.….choice.…]", "has no [reading.….choice.…]"))
    convert = converter()
    convert.register_structure_hook_func(lambda kind: kind == Mapping[str, Any], lambda value, _: _patch(value, sections))
    found = tuple(
        sections.structured("readings", (*path, "choice", code), {**option, "code": code}, Choice, convert)
        for code, option in options.items()
    )
    rest = {key: value for key, value in table.items() if key != "choice"}
    convert.register_structure_hook_func(lambda kind: kind == tuple[Choice, ...], lambda value, _: value)
    return sections.structured("readings", path, {**rest, "id": name, "choices": found}, Reading, convert)


def _patch(value: object, sections: Sections) -> dict[str, Any]:
    """What a choice sets: tables of sections that have a file, so that a misspelt one cannot be without effect."""
    patch = scalars.table(value)
    for section, part in patch.items():
        if section not in sections or section not in _CHANGEABLE:
            raise unknown_key(section, [known for known in _CHANGEABLE if known in sections])
        try:
            _check_exact(scalars.table(part))
        except Refusal as refusal:
            raise refusal.below(section) from None
    return patch


def _check_exact(value: object) -> None:
    """Refuse what no rule holds, decimals and times of day, also where a choice is not in use and nobody reads it."""
    if isinstance(value, (Decimal, time)):
        raise wrong_kind(Text("整数、文本或日期", "a whole number, text or a date"), value)
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, part in parts:
        try:
            _check_exact(part)
        except Refusal as refusal:
            raise refusal.below(step) from None


def _facts(sections: Sections) -> FactCatalogue:
    shared = shared_facts()
    if "facts" not in sections:
        return shared
    return shared.extended(fact_definitions(sections.source("facts"), sections.tree["facts"], (), RuleDataError))


def _chosen(reading: Reading, code: str) -> Choice:
    try:
        return reading.choice(code)
    except KeyError:
        codes = [choice.code for choice in reading.choices]
        raise SettingsError(
            Text(f"读法 {reading.id} 没有选项“{code}”", f"reading {reading.id} has no choice “{code}”"),
            where=f"readings.{reading.id}",
            mend=Text(f"可选：{'、'.join(codes)}", f"choices: {', '.join(codes)}"),
        ) from None


__all__ = ["Layer", "build", "read_layer"]
