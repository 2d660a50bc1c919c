"""From rule files to a rule book: lay layers over one another, choose readings, apply changes, structure.

Only the finished tree becomes rules, so every combination of layers, readings and changes is checked alike.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import cattrs

from laowu.errors import RuleDataError, SettingsError
from laowu.model import scalars
from laowu.model.citation import Document
from laowu.model.facts import FactCatalogue
from laowu.model.refusal import Path, Refusal, suggestion, unknown_key
from laowu.model.strict import converter
from laowu.model.vocabulary import fact_definitions, shared_facts
from laowu.rules.changes import Changes, check_names, fitted
from laowu.rules.coverage import ClauseEntry, check_ids, read_coverage
from laowu.rules.layer import SECTIONS, Layer, Sections, read_layer
from laowu.rules.readings import Choice, Reading
from laowu.rules.rule_tables import RuleTables
from laowu.rules.rulebook import RuleBook
from laowu.rules.tree import Tree, digest
from laowu.text import Text
from laowu.toml_source import toml_path
from laowu.values import frozen

#: Who a locality is and how its text may be read are no parameters.
_CHANGEABLE = tuple(section for section in SECTIONS if section not in ("profile", "readings"))


def build(
    layers: Sequence[Layer], *, choices: Mapping[str, str] | None = None, changes: Tree | Changes | None = None
) -> RuleBook:
    """Build the rule book of a jurisdiction.

    Args:
        layers: rule files, most general first; the last one is the jurisdiction itself.
        choices: readings chosen, by id; ids this jurisdiction does not have are somebody else's and are passed over.
        changes: parameters changed, as a tree of sections laid over the rule data; sections of which this jurisdiction
            has none are passed over, unless a file names them.

    Raises:
        RuleDataError: the rule data are malformed; where a change from a file made them so, the error points into that file.
        SettingsError: a choice that a reading does not offer, or a change of what is not there.
    """
    return read_book(layers, choices=choices, changes=changes).book


@frozen(kw_only=True, eq=False)
class ReadBook:
    """A rule book with what it was made of, for whoever reads a part of it anew.

    Attributes:
        book: the rule book.
        sections: its data.
        tables: reads rules out of them.
    """

    book: RuleBook
    sections: Sections
    tables: RuleTables


def read_book(
    layers: Sequence[Layer], *, choices: Mapping[str, str] | None = None, changes: Tree | Changes | None = None
) -> ReadBook:
    """A rule book with what it was made of; arguments and errors are those of :func:`build`."""
    sections, used = _finished(layers, choices, changes)
    documents = {document.id: document for document in _documents(sections)}
    facts = _facts(sections)
    rules = RuleTables(sections, documents, facts)
    book = RuleBook(
        profile=layers[-1].profile,
        documents=documents,
        facts=facts,
        eligibility=rules.eligibility() if "eligibility" in sections else None,
        naming=rules.naming() if "naming" in sections else None,
        review=rules.review() if "review" in sections else None,
        subsidy=rules.subsidy() if "subsidy" in sections else None,
        management=rules.management() if "management" in sections else None,
        programme=rules.programme() if "programme" in sections else None,
        counting=_counting(sections, facts),
        readings=tuple(used),
        coverage=_coverage(layers, documents),
        digest=digest(sections.tree),
    )
    _check_readings(book, sections)
    return ReadBook(book=book, sections=sections, tables=rules)


def rule_tree(
    layers: Sequence[Layer], *, choices: Mapping[str, str] | None = None, changes: Tree | Changes | None = None
) -> Tree:
    """The finished rule data before they become rules, section by section; arguments and errors are those of :func:`build`."""
    return _finished(layers, choices, changes)[0].tree


def _finished(
    layers: Sequence[Layer], choices: Mapping[str, str] | None, changes: Tree | Changes | None
) -> tuple[Sections, list[tuple[Reading, str]]]:
    sections = Sections(layers)
    used = [(reading, (choices or {}).get(reading.id, reading.default)) for reading in _readings(sections)]
    _check_choices(used, sections)
    for reading, code in used:
        sections.read_as(reading, code)
    made = Changes.of(changes)
    sections.change(_own_changes(made, sections), made)
    return sections, used


def _coverage(layers: Sequence[Layer], documents: Mapping[str, Document]) -> tuple[ClauseEntry, ...]:
    """The clauses of the region's own list, then those of the regions it extends; an id is the nearest region's."""
    entries: dict[str, ClauseEntry] = {}
    for layer in reversed(layers):
        if layer.coverage is not None:
            for entry in read_coverage(layer.coverage, layer.profile.code, documents):
                entries.setdefault(entry.id, entry)
    return tuple(entries.values())


def _check_readings(book: RuleBook, sections: Sections) -> None:
    """Refuse a reading that bears on what does not exist, or a silence about it: nobody would ever be told of it."""
    known = dict.fromkeys(name for _, rule in book.rules() for name in (rule.id, *rule.also))
    known |= dict.fromkeys(entry.id for entry in book.coverage)
    refusal = check_ids(book.subsidy.silent_about, known) if book.subsidy else None
    if refusal is not None:
        raise sections.refuse("subsidy", ("silent_about", *refusal.at), refusal.says, refusal.mend)
    for reading, _ in book.readings:
        refusal = check_ids(reading.rules, known)
        if refusal is not None:
            raise sections.refuse("readings", ("reading", reading.id, "rules", *refusal.at), refusal.says, refusal.mend)


def _own_changes(changes: Changes, sections: Sections) -> Tree:
    own: dict[str, Any] = {}
    for section, part in changes.tree.items():
        if section not in _CHANGEABLE:
            what = Text(f"没有“{section}”这一部分规则", f"there is no section of rules “{section}”")
            raise changes.refuse((section,), what, suggestion(section, _CHANGEABLE))
        if not isinstance(part, Mapping):
            raise changes.refuse((section,), Text("应为表", "expected a table"))
        if section not in sections:
            if changes.source is None:
                continue
            there = [known for known in _CHANGEABLE if known in sections]
            what = Text(f"本地区没有“{section}”这一部分规则", f"this region has no section “{section}”")
            raise changes.refuse((section,), what, suggestion(section, there))
        try:
            check_names(section, part, sections.tree[section])
            own[section] = fitted(part, sections.tree[section])
        except Refusal as refusal:
            raise changes.refuse((section, *refusal.at), refusal.says, refusal.mend) from None
    return own


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
    convert = converter()
    convert.register_structure_hook_func(lambda kind: kind == Mapping[str, Any], lambda value, _: _patch(value, sections))
    convert.register_structure_hook_func(lambda kind: kind == tuple[Choice, ...], lambda value, _: value)  # read already
    return [_reading(sections, name, table, convert) for name, table in sections.tables("readings", "reading").items()]


def _reading(sections: Sections, name: str, table: dict[str, Any], convert: cattrs.Converter) -> Reading:
    options = table.get("choice", {})
    path: Path = ("reading", name)
    if not isinstance(options, dict) or not options or not all(isinstance(option, dict) for option in options.values()):
        raise sections.refuse("readings", path, Text("缺少 [reading.….choice.…]", "has no [reading.….choice.…]"))
    found = tuple(
        sections.structured("readings", (*path, "choice", code), {**option, "code": code}, Choice, convert)
        for code, option in options.items()
    )
    rest = {key: value for key, value in table.items() if key != "choice"}
    return sections.structured("readings", path, {**rest, "id": name, "choices": found}, Reading, convert)


def _patch(value: object, sections: Sections) -> dict[str, Any]:
    """What a choice sets: tables of sections that have a file, so that a misspelt one cannot be without effect."""
    patch = scalars.table(value)
    for section, part in patch.items():
        if section not in sections or section not in _CHANGEABLE:
            raise unknown_key(section, [known for known in _CHANGEABLE if known in sections])
        try:  # also where the choice is not in use and nobody reads it
            fitted(scalars.table(part), sections.tree[section])
        except Refusal as refusal:
            raise refusal.below(section) from None
    return patch


def _facts(sections: Sections) -> FactCatalogue:
    shared = shared_facts()
    if "facts" not in sections:
        return shared
    return shared.extended(fact_definitions(sections.source("facts"), sections.tree["facts"], (), RuleDataError))


def _counting(sections: Sections, facts: FactCatalogue) -> dict[str, Any]:
    """How a ledger is counted; its conditions are over rows of the ledger, of which core knows nothing."""
    sections.check_keys("counting", ("row", "job", "but_not", "indicator", "ratio"))
    for name in sections.tables("counting", "indicator"):
        if name not in facts:
            what = Text(f"没有名为“{name}”的事实", f"there is no fact “{name}”")
            raise sections.refuse("counting", ("indicator", name), what, suggestion(name, facts))
    return dict(sections.tree.get("counting", {}))


def _check_choices(used: Sequence[tuple[Reading, str]], sections: Sections) -> None:
    """Refuse choices that set one place to different values: whichever came last would win without a word."""
    said: list[tuple[Reading, Choice, Path, Any]] = []
    for reading, code in used:
        choice = _chosen(reading, code)
        for path, value in _leaves(choice.set):
            for other, chosen, at, before in said:
                if (path != at or value != before) and all(mine == theirs for mine, theirs in zip(path, at, strict=False)):
                    raise _contradiction((other, chosen), (reading, choice), path, sections)
        said += [(reading, choice, path, value) for path, value in _leaves(choice.set)]


def _leaves(tree: Mapping[str, Any], path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """What a tree sets, each with its place; an array is one value."""
    for key, value in tree.items():
        if isinstance(value, Mapping):
            yield from _leaves(value, (*path, key))
        else:
            yield (*path, key), value


def _contradiction(
    one: tuple[Reading, Choice], other: tuple[Reading, Choice], path: Path, sections: Sections
) -> SettingsError | RuleDataError:
    (first, this), (second, that) = one, other
    place = toml_path(path)
    pair = f"{first.id}={this.code}", f"{second.id}={that.code}"
    what = Text(f"{pair[0]} 与 {pair[1]} 对 {place} 作了不同规定", f"{pair[0]} and {pair[1]} say different things about {place}")
    if (this.code, that.code) == (first.default, second.default):
        return sections.refuse("readings", ("reading", second.id), what)
    return SettingsError(what, where=f"readings.{second.id}", mend=Text("两者只能选一个", "choose one of the two"))


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
