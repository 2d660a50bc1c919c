"""A locality's rule files, and the files of several localities laid over one another.

A locality's files are ``rules/<section>.toml``; every error knows which file, line and TOML path it is about.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, TypeVar, get_args

import attrs
import cattrs

from laowu.errors import RuleDataError, did_you_mean
from laowu.model.refusal import Path, Refusal, where
from laowu.model.strict import structure
from laowu.rules.changes import ChangedSection, Changes, fitted
from laowu.rules.profile import Profile
from laowu.rules.readings import Reading
from laowu.rules.tree import Tree, laid_over
from laowu.text import Text
from laowu.toml_source import TomlSource, read_toml
from laowu.values import frozen

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

Section = Literal[
    "profile", "documents", "facts", "readings", "eligibility", "naming", "review", "subsidy", "management", "programme",
    "counting",
]  # fmt: skip
SECTIONS: tuple[Section, ...] = get_args(Section)
#: The list of the documents' clauses; it stands beside the folder of the rule files, since nothing in it decides anything.
COVERAGE_FILE = "coverage.toml"
#: What the head of a section's file says for every rule in it.
HEAD = ("document", "since", "until")
_REQUIRED: tuple[Section, ...] = ("profile", "documents")
_RULES: Mapping[Section, tuple[str, ...]] = {
    "eligibility": ("criterion", "prerequisite", "preference", "selection"),
    "naming": ("form", "titles"),
    "review": ("stage", "paper"),
    "subsidy": ("award",),
    "management": ("upkeep", "consequence"),
    "programme": ("duty", "responsibility", "target", "entitlement", "definition", "field", "fund_use"),
}

T = TypeVar("T")


@frozen(kw_only=True, eq=False)
class Layer:
    """The rule files of one plugin.

    Attributes:
        files: the files by section.
        coverage: the list of its documents' clauses; ``None`` where it states none.
    """

    files: Mapping[Section, TomlSource]
    coverage: TomlSource | None = None

    @property
    def profile(self) -> Profile:
        """Who the locality is.

        Raises:
            RuleDataError: ``profile.toml`` is malformed.
        """
        source = self.files["profile"]
        return structure(source.data, Profile, source=source, error=RuleDataError)


@frozen(kw_only=True, eq=False)
class _Layers:
    """One section's files, most special first, as one source of places."""

    sources: tuple[TomlSource, ...]
    changed: ChangedSection | None = None

    @property
    def name(self) -> str:
        return self.sources[0].name

    def line_of(self, path: Path) -> int | None:
        return self._origin(path).line_of(path)

    def place(self, path: Path) -> str:
        return self._origin(path).place(path)

    def _origin(self, path: Path) -> TomlSource | ChangedSection:
        """The change of what is wrong, else the file that states most of it: an inherited rule is wrong where it was written."""
        if self.changed is not None and self.changed.touches(path):
            return self.changed
        return max(self.sources, key=lambda source: _steps_stated(source.data, path))


def _steps_stated(data: Any, path: Path) -> int:
    for steps, step in enumerate(path):
        try:
            data = data[step]
        except (LookupError, TypeError):
            return steps
    return len(path)


def _with_head(section: Section, data: Tree) -> Tree:
    """A file's data with its head filled in at each rule, so that the head of no other layer speaks for them."""
    head = {key: data[key] for key in HEAD if key in data}
    filled = dict(data)
    for kind in _RULES.get(section, ()):
        rules = data.get(kind)
        if isinstance(rules, Mapping):
            filled[kind] = {name: {**head, **rule} if isinstance(rule, Mapping) else rule for name, rule in rules.items()}
    return filled


def read_layer(folder: "Traversable", *, coverage: "Traversable | None" = None) -> Layer:
    """Read the rule files of a plugin.

    Args:
        folder: the plugin's ``rules`` folder.
        coverage: the plugin's ``coverage.toml``, which need not exist.

    Raises:
        RuleDataError: a required file is missing, a file cannot be parsed, or a file's name is none of the sections.
    """
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".toml")) if folder.is_dir() else []
    known = {f"{section}.toml": section for section in SECTIONS}
    for name in names:
        if name not in known:
            raise RuleDataError(
                Text(f"不认识的规则文件 {name}", f"{name} is not a rule file"),
                mend=did_you_mean(name, known),
                where=f"{folder / name}",
            )
    listed = ", ".join(f"{section}.toml" for section in _REQUIRED)
    for section in _REQUIRED:
        if f"{section}.toml" not in names:
            raise RuleDataError(
                Text(f"缺少规则文件 {section}.toml", f"the rule file {section}.toml is missing"),
                where=f"{folder}/",
                mend=Text(
                    f"补上它；每个地区都须有 {listed}，且随包安装",
                    f"add it: every region has {listed}, and its package is installed with them",
                ),
            )
    files = {known[name]: read_toml(folder / name, error=RuleDataError, allow_empty=True) for name in names}
    if coverage is None or not coverage.is_file():
        return Layer(files=files)
    return Layer(files=files, coverage=read_toml(coverage, error=RuleDataError, allow_empty=True))


class Sections:
    """The rule data of a chain of layers, section by section, with the files they came from.

    Attributes:
        tree: the data by section; trees may still be laid over it.
    """

    def __init__(self, layers: Sequence[Layer]) -> None:
        """Lay the layers over one another, most general first; the profile is the last one's own."""
        self.tree: dict[str, Any] = {}
        self._sources: dict[str, _Layers] = {}
        for section in SECTIONS:
            files = [layer.files[section] for layer in layers if section in layer.files]
            if section == "profile":
                files = files[-1:]
            merged: dict[str, Any] = {}
            for file in files:
                merged = laid_over(merged, _with_head(section, file.data))
            if files:
                self.tree[section] = merged
                self._sources[section] = _Layers(sources=tuple(reversed(files)))

    def read_as(self, reading: Reading, code: str) -> None:
        """Lay a choice of a reading over the data.

        Raises:
            RuleDataError: it reaches for an element of an array that is not there.
        """
        try:
            self.tree = laid_over(self.tree, fitted(reading.choice(code).set, self.tree))
        except Refusal as refusal:
            path = ("reading", reading.id, "choice", code, "set", *refusal.at)
            raise self.refuse("readings", path, refusal.says, refusal.mend) from None

    def change(self, tree: Tree, changes: Changes) -> None:
        """Lay changed parameters over the data; what is wrong with them is told at their own place, when they have one."""
        self.tree = laid_over(self.tree, tree)
        for section in tree if changes.source else ():
            self._sources[section] = attrs.evolve(self._sources[section], changed=changes.part(section))

    def __contains__(self, section: str) -> bool:
        return section in self.tree

    def source(self, section: str) -> _Layers:
        """Where the section's data stand."""
        return self._sources[section]

    def refuse(self, section: str, path: Path, what: Text, mend: Text | None = None) -> RuleDataError:
        """An error that points into a section's files."""
        return RuleDataError(what, where=where(self._sources[section], path), mend=mend)

    def check_keys(self, section: str, allowed: Sequence[str]) -> None:
        """Refuse a key that means nothing at the head of a section's file."""
        for key in self.tree.get(section, {}):
            if key not in allowed:
                what = Text(f"没有“{key}”这个键", f"there is no key “{key}” here")
                raise self.refuse(section, (key,), what, did_you_mean(key, allowed))

    def tables(self, section: str, key: str, *, named: str = "id") -> dict[str, dict[str, Any]]:
        """The tables ``[key.<id>]`` of a section; ``named`` is the field that their keys fill."""
        tables = self.tree.get(section, {}).get(key, {})
        if not isinstance(tables, dict) or not all(isinstance(table, dict) for table in tables.values()):
            what = Text(f"应写成 [{key}.<编号>] 形式的表", f"must be tables of the form [{key}.<id>]")
            raise self.refuse(section, (key,), what)
        for name, table in tables.items():
            if named in table:
                what = Text(f"{named} 就是表名", f"the table's own key is its {named}")
                raise self.refuse(section, (key, name, named), what, Text(f"删去 {named}", f"delete {named}"))
        return tables

    def structured(
        self, section: str, path: Path, table: Mapping[str, Any], cls: type[T], convert: cattrs.Converter | None = None
    ) -> T:
        """One table as a value of ``cls``."""
        return structure(table, cls, source=self._sources[section], path=path, error=RuleDataError, convert=convert)
