"""Parameters changed for a what-if: a tree that must fit what it is laid over, with the file it was written in.

A change may replace any value of the rule data. It reaches into an array by the place of an element (``all.0.at_least``); the
place after the last adds one. It may add a rule only as a whole: a misspelt id would otherwise be a rule that nobody asked for.
"""

from collections.abc import Mapping, Sequence
from datetime import time
from decimal import Decimal
from typing import Any

from laowu.errors import SettingsError, did_you_mean
from laowu.model.refusal import Path, Refusal, Step, listing, where, wrong_kind
from laowu.rules.tree import Tree, laid_over
from laowu.text import Text
from laowu.toml_source import TomlSource, toml_path
from laowu.values import frozen


@frozen(kw_only=True, eq=False)
class Changes:
    """Parameters changed.

    Attributes:
        tree: the new values, as a tree of sections.
        source: the file they were written in; ``None`` for changes that a program made.
        root: where the tree stands in the file.
    """

    tree: Tree
    source: TomlSource | None = None
    root: Path = ()

    @classmethod
    def of(cls, changes: "Tree | Changes | None") -> "Changes":
        """Changes, whoever made them."""
        return changes if isinstance(changes, Changes) else cls(tree=changes or {})

    def refuse(self, path: Path, what: Text, mend: Text | None = None) -> SettingsError:
        """An error that points at a change, in its file when there is one."""
        return SettingsError(what, where=self.where(path), mend=mend)

    def where(self, path: Path) -> str:
        """The place of a change: in its file, or in the rule data when it was made by a program."""
        return where(self.source, self._written(path)) if self.source else toml_path(path)

    def part(self, section: str) -> "ChangedSection":
        """The changes of one section."""
        return ChangedSection(changes=self, section=section)

    def _written(self, path: Path) -> Path:
        """The path as it stands in the file, where the place of an array's element may be the key of a table."""
        data: Any = self.source.data if self.source else {}
        steps: list[Step] = []
        for step in (*self.root, *path):
            steps.append(str(step) if isinstance(step, int) and isinstance(data, Mapping) else step)
            data = _below(data, steps[-1])
        return tuple(steps)


@frozen(kw_only=True, eq=False)
class ChangedSection:
    """The changes of one section, as a source of places beside the files of the plugins."""

    changes: Changes
    section: str

    @property
    def name(self) -> str:
        """The file."""
        return self.changes.source.name if self.changes.source else ""

    def touches(self, path: Path) -> bool:
        """Whether a rule, or what is no rule, was changed at all: what is wrong with it then came by the change."""
        data: Any = self.changes.tree.get(self.section)
        for step in path[: _ID_AT.get(self.section, _RULE)]:
            data = _below(data, step)
        return data is not None and bool(path)

    def line_of(self, path: Path) -> int | None:
        """The line of the change, or of the nearest table around it."""
        written = self.changes._written((self.section, *path))  # noqa: SLF001  # of one piece
        return self.changes.source.line_of(written) if self.changes.source else None

    def place(self, path: Path) -> str:
        """File and line."""
        line = self.line_of(path)
        return self.name if line is None else f"{self.name}:{line}"


_RULE = 2
"""Steps from a section to one of its rules: its kind and its id."""
_ID_AT = {"facts": 1}


def _below(data: Any, step: Step) -> Any:
    try:
        return data[step]
    except (LookupError, TypeError):
        return None


def fitted(patch: Any, base: Any, path: Path = ()) -> Any:
    """What a change or a reading sets, as it can be laid over ``base``: what is said of single elements becomes the whole array.

    Raises:
        Refusal: it names an element that is not there, or holds what no rule holds.
    """
    if isinstance(patch, (Decimal, time)):
        raise _at(path, wrong_kind(Text("整数、文本或日期", "a whole number, text or a date"), patch))
    if isinstance(patch, list):
        return [fitted(item, None, (*path, place)) for place, item in enumerate(patch)]
    if not isinstance(patch, Mapping):
        return patch
    if isinstance(base, list) and all(key.isdigit() for key in patch):
        return _elements(patch, base, path)
    below = base if isinstance(base, Mapping) else {}
    return {key: fitted(value, below.get(key), (*path, key)) for key, value in patch.items()}


def _elements(patch: Mapping[str, Any], base: list[Any], path: Path) -> list[Any]:
    items = list(base)
    for key, value in sorted(patch.items(), key=lambda entry: int(entry[0])):
        place = int(key)
        if place > len(items):
            count = len(items)
            says = Text(f"这里只有 {count} 项，从 0 数起", f"there are {count} elements here, counted from 0")
            raise _at((*path, key), Refusal(says))
        if place == len(items):
            items.append(fitted(value, None, (*path, place)))
            continue
        item = fitted(value, items[place], (*path, place))
        merge = isinstance(items[place], Mapping) and isinstance(item, Mapping)
        items[place] = laid_over(items[place], item) if merge else item
    return items


def _at(path: Path, refusal: Refusal) -> Refusal:
    return refusal.below(*path)


def check_names(section: str, part: Mapping[str, Any], base: Mapping[str, Any]) -> None:
    """Refuse the change of a rule, a class, a document or a fact that is not there, unless it is stated as a whole.

    Raises:
        Refusal: the first of them.
    """
    if section == "facts":
        _check_ids(part, base, (), "fact", _WHOLE_FACT)
        return
    for kind, tables in part.items():
        there = base.get(kind)
        # Tables under ids, and not one table of its own such as [silent].
        by_id = isinstance(there, Mapping) and all(isinstance(table, Mapping) for table in there.values())
        if isinstance(tables, Mapping) and isinstance(there, Mapping) and by_id:
            _check_ids(tables, there, (kind,), kind, _WHOLE)


def _check_ids(tables: Mapping[str, Any], there: Mapping[str, Any], path: Path, kind: str, whole: Sequence[set[str]]) -> None:
    for name, table in tables.items():
        if name in there or (isinstance(table, Mapping) and any(needed <= set(table) for needed in whole)):
            continue
        says = Text(f"没有“{name}”（{kind}）", f"there is no {kind} “{name}”")
        near = did_you_mean(name, there) or Text("可写：", "known here: ") + listing(list(there)) + Text("。", ".")
        keys = "、".join(sorted(whole[0]))
        add = Text(
            f"要新增一条，须完整写出（{keys} 等）", f" To add one, state it as a whole ({keys.replace('、', ', ')} and the rest)"
        )
        raise Refusal(says, near + add, at=(*path, name))


#: What a rule, a document, a class or a department cannot do without; the rest is asked for when they are read.
_WHOLE: Sequence[set[str]] = ({"summary", "clause"}, {"title"}, {"label"}, {"zh", "en"})
_WHOLE_FACT: Sequence[set[str]] = ({"label", "type"},)
