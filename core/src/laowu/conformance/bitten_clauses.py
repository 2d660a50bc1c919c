"""From nudges to the clauses of the documents whose rule data they nudge."""

from collections.abc import Iterable
from typing import Any

from laowu.conformance.leaves import RULE_SECTIONS
from laowu.conformance.nudges import Nudge
from laowu.conformance.perturb import Bite, NudgeResult, Perturbation
from laowu.rules.coverage import ClauseEntry
from laowu.rules.data_path import TABLES
from laowu.rules.layer import Layer
from laowu.toml_source import TomlPath

#: By which of its fields a path names an element of an array.
_NAMED_BY = ("id", "code", "name")
_BITTEN = (Bite.FAILS, Bite.PROBED)


class ClauseIndex:
    """Which clauses a nudge is about.

    A clause's rule data are the rule of its id and what stands at the paths that the list of clauses gives for it; where
    the list gives no path, also the rules that name it under ``also``.
    """

    def __init__(self, coverage: Iterable[ClauseEntry], layer: Layer) -> None:
        """Look up the paths.

        Args:
            coverage: the list of clauses.
            layer: the files that are nudged.
        """
        self._layer = layer
        self._paths = {
            entry.id: tuple(path for by in entry.by if (path := _in_file(by, layer)) is not None) for entry in coverage
        }

    @property
    def clauses(self) -> tuple[str, ...]:
        """The ids of all clauses, in the order of the list."""
        return tuple(self._paths)

    def of(self, nudge: Nudge) -> frozenset[str]:
        """The clauses whose rule data a nudge changes."""
        own, also = self._carried(nudge)
        named = {own, *(name for name in also if not self._paths.get(name))}
        below = {name for name, paths in self._paths.items() if any(_below(nudge, path) for path in paths)}
        return frozenset(self._paths.keys() & named | below)

    def _carried(self, nudge: Nudge) -> tuple[str, tuple[str, ...]]:
        """The id of the rule that a nudge is in, and the further clauses it carries; nothing where it is in no rule."""
        if nudge.section in ("documents", "readings") or len(nudge.leaf) <= 1:
            return "", ()
        tables = self._layer.files[nudge.section].data.get(str(nudge.leaf[0]))
        rule = tables.get(nudge.leaf[1]) if isinstance(tables, dict) else None
        return (str(nudge.leaf[1]), tuple(rule.get("also", ()))) if isinstance(rule, dict) else ("", ())


def clauses_bitten(results: Iterable[NudgeResult], index: ClauseIndex) -> dict[str, NudgeResult | None]:
    """For each clause the first nudge of its rule data at which a worked case fails, or a general property changes.

    Args:
        results: what became of nudges.
        index: the clauses.

    Returns:
        By clause id the nudge; ``None`` for a clause that nothing bites.
    """
    found: dict[str, NudgeResult | None] = dict.fromkeys(index.clauses)
    for result in results:
        for name in index.of(result.nudge) if result.bite in _BITTEN else ():
            found[name] = found[name] or result
    return found


def bite_each(perturbation: Perturbation, index: ClauseIndex, clauses: Iterable[str]) -> dict[str, NudgeResult | None]:
    """Nudge the rule data of some clauses until each of them is bitten; faster than nudging everything.

    Readings and facts told in words are nudged too: some clauses are about nothing else.

    Args:
        perturbation: the worked cases.
        index: the clauses.
        clauses: ids of those to be bitten.

    Returns:
        As :func:`clauses_bitten`, for those clauses alone.
    """
    found: dict[str, NudgeResult | None] = dict.fromkeys(clauses)
    for nudge in perturbation.nudges((*RULE_SECTIONS, "readings"), words=True):
        due = [name for name in index.of(nudge) if name in found and found[name] is None]
        if due and (result := perturbation.result(nudge)).bite in _BITTEN:
            found |= dict.fromkeys(due, result)
    return found


def _below(nudge: Nudge, path: tuple[str, TomlPath]) -> bool:
    section, steps = path
    return nudge.section == section and any(place[: len(steps)] == steps for place in (nudge.leaf, nudge.at))


def _in_file(path: str, layer: Layer) -> tuple[str, TomlPath] | None:
    """A dotted path of the list as section and path into the file; ``None`` for what the file does not state itself."""
    section, *steps = path.split(".")
    source = next((file for name, file in layer.files.items() if name == section), None)
    if source is None or not steps:
        return None
    key_of = {field: key for key, field in TABLES.get(section, {}).items()}
    data: Any = source.data
    found: list[str | int] = []
    for step in (key_of.get(steps[0], steps[0]), *steps[1:]):
        at = _step(data, step)
        if at is None:
            return None
        found.append(at)
        data = data[at]
    return section, tuple(found)


def _step(data: Any, step: str) -> str | int | None:
    if isinstance(data, dict):
        return step if step in data else None
    if not isinstance(data, list):
        return None
    named = (place for place, item in enumerate(data) if isinstance(item, dict) and step in [item.get(key) for key in _NAMED_BY])
    return next(named, int(step) if step.isdigit() and int(step) < len(data) else None)
