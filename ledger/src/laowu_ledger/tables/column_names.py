"""The columns a region reads, as a list to choose from; and headings that go by names of their own."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import attrs

from laowu.model.facts import FactType
from laowu.model.level import Level
from laowu.rules.predicate import Judge, Predicate, leaves
from laowu.rules.rulebook import RuleBook
from laowu.text import Text
from laowu.toml_source import read_toml
from laowu_ledger.errors import UnreadableTable

_HOW: Mapping[FactType, Text] = {
    FactType.COUNT: Text("整数", "a whole number"),
    FactType.YUAN: Text("整数，元", "a whole number of yuan"),
    FactType.SHARE: Text("百分比文本，如 80.01%", "a percentage as text, such as 80.01%"),
    FactType.FLAG: Text("是否（true/false、是/否）", "yes or no (true/false)"),
    FactType.TEXT: Text("文本", "text"),
    FactType.DATE: Text("日期，如 2025-12-31", "a day, such as 2025-12-31"),
    FactType.CODE: Text("代码", "a code"),
    FactType.CODES: Text("代码列表，用分号隔开", "a list of codes, or text with semicolons"),
    FactType.DIVISIONS: Text("地区代码或名称", "a code or name of a division"),
}
_YES = Text("符合或不符合", "met or not met")


def read_names(file: str) -> dict[str, str]:
    """Headings of a table by the names they stand for.

    Raises:
        UnreadableTable: the file cannot be read, or holds something else.
    """
    source = read_toml(Path(file), error=UnreadableTable)
    for name, heading in source.data.items():
        if not isinstance(heading, str):
            what = Text(f"“{name}”应写成文本", f"“{name}” must be text")
            mend = Text(f'写成 {name} = "表中的列名"', f'write {name} = "heading in the table"')
            raise UnreadableTable(what, where=source.place((name,)), mend=mend)
    return dict(source.data)


@attrs.frozen(kw_only=True)
class ColumnName:
    """A column that a region reads.

    Attributes:
        name: the heading.
        label: what it holds.
        how: how a cell is written.
        asked_by: ids of the conditions that ask for it.
    """

    name: str
    label: Text
    how: Text
    asked_by: tuple[str, ...]


def column_names(book: RuleBook) -> tuple[ColumnName, ...]:
    """The columns that the conditions of a region read, those of the brand first."""
    asked = _asked(book)
    return (*_of_structure(book, asked), *_of_facts(book, asked), *_of_levels(book), *_of_judgements(book))


def _asked(book: RuleBook) -> dict[str, list[str]]:
    """The facts that conditions ask about, with those they are computed from, by the conditions that do."""
    asked: dict[str, list[str]] = {}
    for rule in book.eligibility.criteria if book.eligibility else ():
        for leaf in leaves(rule.condition) if rule.condition is not None else ():
            for fact in _with_terms(leaf.fact, book):
                if rule.id not in asked.setdefault(fact, []):
                    asked[fact].append(rule.id)
    return asked


def _with_terms(fact: str, book: RuleBook) -> Iterator[str]:
    definition = book.facts[fact]
    yield fact
    for term in filter(None, (definition.part, definition.whole, *definition.sum_of)):
        yield from _with_terms(term, book)


def _of_structure(book: RuleBook, asked: Mapping[str, list[str]]) -> Iterator[ColumnName]:
    def column(name: str, how: Text, fact: str | None = None) -> ColumnName:
        definition = book.facts[fact or name]
        return ColumnName(name=name, label=definition.label, how=how, asked_by=tuple(asked.get(fact or name, ())))

    yield column("brand_name", Text("文本，每行都要有", "text; every row has one"))
    yield column("trademark", Text("文本；空文本表示没有", "text; empty text says that there is none"))
    yield column("brand_place", _HOW[FactType.DIVISIONS])
    if book.eligibility and book.eligibility.classes:
        codes = [item.code for item in book.eligibility.classes]
        how = Text("代码：", "a code: ") + Text("、".join(codes), ", ".join(codes))
        yield ColumnName(name="brand_class", label=Text("类别", "class"), how=how, asked_by=())
    several = Text("；几个单位写成列表，或用分号隔开", "; for several bodies a list, or text with semicolons")
    yield column("operator_names", _HOW[FactType.TEXT] + several)
    yield column("operator_kinds", _HOW[FactType.CODE] + several)
    yield column("operator_places", _HOW[FactType.DIVISIONS] + several)
    yield column("operator_legal_person", _HOW[FactType.FLAG] + several)
    yield column("operator_codes", _HOW[FactType.TEXT] + several, "operator_codes_valid")


def _of_facts(book: RuleBook, asked: Mapping[str, list[str]]) -> Iterator[ColumnName]:
    for name, definition in book.facts.items():
        if name in asked and definition.given_by is None:
            how = _HOW[definition.type]
            if definition.choices:
                how += Text("：", ": ") + Text("、".join(definition.choices), ", ".join(definition.choices))
            yield ColumnName(name=name, label=definition.label, how=how, asked_by=tuple(asked[name]))


def _of_levels(book: RuleBook) -> Iterator[ColumnName]:
    rules = book.eligibility.prerequisites if book.eligibility else ()
    for level in dict.fromkeys(rule.needs for rule in rules):
        asked_by = tuple(rule.id for rule in rules if rule.needs is level)
        label = Text(f"{level.label.zh}认定日期", f"day of recognition at {level.label.en} level")
        yield ColumnName(name=f"levels_held.{Level(level).value}", label=label, how=_HOW[FactType.DATE], asked_by=asked_by)


def _of_judgements(book: RuleBook) -> Iterator[ColumnName]:
    from laowu.model.outcome import Outcome

    for rule in book.eligibility.criteria if book.eligibility else ():
        if rule.condition is None or rule.unmet is Outcome.NEEDS_JUDGEMENT or any(_judges(rule.condition)):
            yield ColumnName(
                name=f"judged.{rule.id}", label=Text("评判：", "judgement: ") + rule.summary, how=_YES, asked_by=(rule.id,)
            )


def _judges(condition: Predicate) -> Iterator[bool]:
    parts = getattr(condition, "parts", None) or filter(None, [getattr(condition, "part", None)])
    yield isinstance(condition, Judge)
    for part in parts:
        yield from _judges(part)
