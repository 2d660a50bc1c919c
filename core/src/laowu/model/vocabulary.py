"""The vocabulary of facts: core's own, read once from ``facts.toml``, and what a region adds to it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from laowu.errors import LaowuError
from laowu.model.facts import FactCatalogue, FactDefinition, FactType
from laowu.model.refusal import Path, Refusal, Refusals, Source, listing, not_among, shown, unknown_key
from laowu.model.tables import Tables, collect
from laowu.text import Text
from laowu.toml_source import ErrorClass, read_toml

_NAME = re.compile(r"[a-z][a-z0-9_]*")
_SUMS = (FactType.COUNT, FactType.YUAN)
_CODED = (FactType.CODE, FactType.CODES)


@cache
def shared_facts() -> FactCatalogue:
    """The facts that mean the same in every region.

    Source: ``facts.toml`` beside this file.
    """
    from importlib.resources import files

    source = read_toml(files("laowu.model") / "facts.toml", error=LaowuError)
    return FactCatalogue(fact_definitions(source, source.data, (), LaowuError, shared=FactCatalogue(())))


def fact_definitions(
    source: Source,
    data: Any,
    path: Path,
    error: ErrorClass,
    *,
    shared: FactCatalogue | None = None,
) -> tuple[FactDefinition, ...]:
    """A region's own facts, from tables keyed by their names.

    Args:
        source: the file.
        data: the tables.
        path: where they stand in the file.
        error: class of the error to raise.
        shared: facts that the new ones may refer to and may not redefine; core's own when left out.

    Raises:
        LaowuError: of the class ``error``, when a definition is malformed, redefines a shared fact, or refers to a
            fact that does not exist or cannot be divided or added.
    """
    known = shared_facts() if shared is None else shared
    refusals = Refusals(source, error)
    tables_of_facts = Tables()
    tables = collect(data, dict[str, dict[str, Any]], refusals, path, tables_of_facts) or {}
    own: list[FactDefinition] = []
    for name, table in tables.items():
        refusals.take((*path, name), _misnamed(name, table, known))
        # The name is the key of the table; a "name" inside it has been refused already.
        definition = collect({**table, "name": name}, FactDefinition, refusals, (*path, name), tables_of_facts)
        if definition is not None:
            own.append(definition)
    if not refusals:
        everything = {**known, **{definition.name: definition for definition in own}}
        for definition in own:
            refusals.take((*path, definition.name), _inconsistent(definition, everything))
    refusals.raise_any()
    return tuple(own)


_SHARED_ONLY = Text("只有共用事实可以取自材料结构", "only shared facts are read off a dossier's structure")


def _misnamed(name: str, table: Mapping[str, Any], known: FactCatalogue) -> Iterator[Refusal]:
    if not _NAME.fullmatch(name):
        says = Text(f"{shown(name)} 不能作事实名", f"{shown(name)} cannot name a fact")
        yield Refusal(
            says, Text("用小写字母、数字和下划线，以字母开头", "use lower-case letters, digits and underscores, a letter first")
        )
    if name in known:
        says = Text(f"“{name}”已是共用事实", f"“{name}” is a shared fact already")
        yield Refusal(says, Text("直接使用，或另取名字", "use that one, or take another name"))
    if "name" in table:
        yield unknown_key("name", (), Text("事实名就是表名，删去 name", "the table's key is the name: delete this one"))
    if "given_by" in table and known:  # the shared vocabulary itself is read over an empty one
        yield unknown_key("given_by", (), _SHARED_ONLY)


def _inconsistent(definition: FactDefinition, known: Mapping[str, FactDefinition]) -> Iterator[Refusal]:
    yield from _share_wrong(definition, known)
    yield from _sum_wrong(definition, known)
    if definition.choices and definition.type not in _CODED:
        yield _misplaced("choices", _CODED)
    if definition.type is FactType.COUNT and definition.unit is None:
        mend = Text('补上 unit = { zh = "人", en = "persons" }', 'add unit = { zh = "人", en = "persons" }')
        yield Refusal(Text("数量没有单位", "a count needs a unit"), mend, at=("unit",))


def _share_wrong(definition: FactDefinition, known: Mapping[str, FactDefinition]) -> Iterator[Refusal]:
    named = {key: name for key, name in (("part", definition.part), ("whole", definition.whole)) if name is not None}
    if named and definition.type is not FactType.SHARE:
        for key in named:
            yield _misplaced(key, (FactType.SHARE,))
        return
    if len(named) == 1:
        (given,) = named
        other = "whole" if given == "part" else "part"
        says = Text(f"有 {given} 而无 {other}", f"there is a {given} but no {other}")
        yield Refusal(says, Text("两个都写，或都不写", "name both or neither"), at=(given,))
    terms = [known[name] for name in named.values() if name in known]
    yield from (not_among(name, known).below(key) for key, name in named.items() if name not in known)
    if len({term.type for term in terms}) > 1 or any(term.type not in _SUMS for term in terms):
        says = Text("分子和分母不能相比", "part and whole cannot be compared")
        yield Refusal(says, Text("两者应同为 count 或同为 yuan", "both must be counts, or both yuan"), at=("part",))


def _sum_wrong(definition: FactDefinition, known: Mapping[str, FactDefinition]) -> Iterator[Refusal]:
    if definition.sum_of and definition.type not in _SUMS:
        yield _misplaced("sum_of", _SUMS)
        return
    for place, name in enumerate(definition.sum_of):
        if name not in known:
            yield not_among(name, known).below("sum_of", place)
        # A sum of sums could come round to itself.
        elif known[name].type is not definition.type or known[name].sum_of:
            says = Text(f"“{name}”不能计入此和", f"“{name}” cannot be added here")
            mend = Text("只加同类型、直接填报的事实", "add facts of the same type that are stated directly")
            yield Refusal(says, mend, at=("sum_of", place))


def _misplaced(key: str, types: Iterable[FactType]) -> Refusal:
    row = listing([fact_type.value for fact_type in types])
    says = Text(f"这一类型没有 {key}", f"a fact of this type has no {key}")
    return Refusal(says, Text(f"{key} 只用于 ", f"{key} is only for ") + row, at=(key,))
