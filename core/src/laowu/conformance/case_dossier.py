"""The dossier of a case: one that several cases start from, with this case's changes laid over it."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from laowu.errors import DossierError, RuleDataError
from laowu.model.dossier import Dossier
from laowu.model.dossier_file import dossier_from
from laowu.model.facts import FactCatalogue
from laowu.model.refusal import Path, Refusal
from laowu.rules.tree import Tree, laid_over
from laowu.text import Text
from laowu.toml_source import TomlSource
from laowu.values import frozen


@frozen(kw_only=True)
class StartingDossiers:
    """The dossiers that cases start from, and how their facts are read.

    Attributes:
        files: the dossier files by name.
        local: vocabularies of regions, by jurisdiction code.
        known_codes: codes of all installed regions.
    """

    files: Mapping[str, TomlSource]
    local: Mapping[str, FactCatalogue]
    known_codes: Collection[str]


def case_dossier(
    starting: StartingDossiers, base: str | None, changes: Tree, without: tuple[str, ...], at: "CasePlace"
) -> Dossier:
    """The dossier of a case.

    Args:
        starting: the dossiers at hand.
        base: name of the one it starts from; ``None`` for none, when ``changes`` state it all.
        changes: tables laid over it.
        without: dotted paths of what is taken out of it.
        at: where the case stands.

    Raises:
        Refusal: a path of ``without`` leads nowhere.
        RuleDataError: the dossier that comes out says something impossible; the place is in the case, or in the file
            it starts from, whichever states the value.
    """
    source = starting.files[base] if base is not None else None
    tree = laid_over(source.data if source else {}, changes)
    for place, path in enumerate(without):
        try:
            tree = _without(tree, path.split("."))
        except LookupError:
            says = Text(f"起始材料里没有“{path}”", f"the dossier it starts from has no “{path}”")
            raise Refusal(says, Text("只列要去掉的键", "list only keys to take out"), at=("without", place)) from None
    stated = _StatedBy(case=at, changes=changes, base=source)
    try:
        return dossier_from(tree, stated, local=starting.local, known_codes=starting.known_codes)
    except DossierError as failure:
        raise _of_the_plugin(failure) from None


def _of_the_plugin(failure: DossierError) -> RuleDataError:
    """The same mistakes, told as the plugin's: nobody handed this dossier in."""
    error = RuleDataError(failure.what, where=failure.where, mend=failure.mend)
    error.further = tuple(RuleDataError(one.what, where=one.where, mend=one.mend) for one in failure.further)
    return error


def _without(tree: Any, steps: Sequence[str]) -> Any:
    """The tree without what stands at ``steps``; an element of a list is named by its index.

    Raises:
        LookupError: nothing stands there.
    """
    step: Any = steps[0]
    if isinstance(tree, list):
        step = int(step) if step.isdigit() else len(tree)
    elif not isinstance(tree, dict):
        tree = {}
    below = tree[step]
    copied: Any = tree.copy()
    if len(steps) > 1:
        copied[step] = _without(below, steps[1:])
    else:
        del copied[step]
    return copied


@frozen(kw_only=True)
class CasePlace:
    """Where a case stands.

    Attributes:
        source: its file.
        id: its key.
    """

    source: TomlSource
    id: str


@frozen(kw_only=True)
class _StatedBy:
    """The places of a dossier's values: in the case where the case states them, else in the file it starts from."""

    case: CasePlace
    changes: Tree
    base: TomlSource | None

    @property
    def name(self) -> str:
        return self.case.source.name

    def line_of(self, path: Path) -> int | None:
        source, there = self._origin(path)
        return source.line_of(there)

    def place(self, path: Path) -> str:
        source, there = self._origin(path)
        return source.place(there)

    def _origin(self, path: Path) -> tuple[TomlSource, Path]:
        own: Path = ("case", self.case.id, "with", *path)
        if self.base is None or _steps_stated(self.changes, path) >= max(1, _steps_stated(self.base.data, path)):
            return self.case.source, own
        return self.base, path


def _steps_stated(data: Any, path: Path) -> int:
    for steps, step in enumerate(path):
        try:
            data = data[step]
        except (LookupError, TypeError):
            return steps
    return len(path)
