"""From rule files to a rule book: read, lay layers over one another, fill in what the head of a file says, structure.

A locality's files are ``rules/<section>.toml``. A rule is a table keyed by its id; document and days in force come
from the rule, else from the head of its file, else from the document.
"""

from collections.abc import Mapping, Sequence
from importlib.resources.abc import Traversable
from typing import Any, Literal, TypeVar, cast

import attrs
import cattrs

from laowu.errors import RuleDataError, SettingsError, did_you_mean
from laowu.model import scalars
from laowu.model.citation import Document
from laowu.model.facts import FactCatalogue
from laowu.model.refusal import Path, where
from laowu.model.strict import converter, structure, union_hook
from laowu.model.vocabulary import fact_definitions, shared_facts
from laowu.places.aliases import Alias
from laowu.rules import condition_table
from laowu.rules.dated import Dated
from laowu.rules.eligibility import BrandClass, Criterion, EligibilityRules, Selection
from laowu.rules.management import Consequence, ManagementRules, Upkeep
from laowu.rules.naming import Form, NamingRules, Titles
from laowu.rules.profile import Profile
from laowu.rules.readings import Choice, Reading
from laowu.rules.review import Paper, ReviewRules, Stage
from laowu.rules.rule import Rule
from laowu.rules.rulebook import RuleBook
from laowu.rules.subsidy import AnyAward, SubsidyRules
from laowu.rules.tree import Tree, digest, laid_over
from laowu.text import Text
from laowu.toml_source import TomlSource, read_toml

Section = Literal["profile", "documents", "facts", "readings", "eligibility", "naming", "review", "subsidy", "management"]
SECTIONS: tuple[Section, ...] = (
    "profile", "documents", "facts", "readings", "eligibility", "naming", "review", "subsidy", "management",
)  # fmt: skip
_REQUIRED: tuple[Section, ...] = ("profile", "documents")
_HEAD = ("document", "since", "until")

T = TypeVar("T")
R = TypeVar("R", bound=Rule)


@attrs.frozen(kw_only=True, eq=False)
class Layer:
    """The rule files of one plugin.

    Attributes:
        files: the files by section.
    """

    files: Mapping[Section, TomlSource]

    @property
    def profile(self) -> Profile:
        """Who the locality is.

        Raises:
            RuleDataError: ``profile.toml`` is malformed.
        """
        source = self.files["profile"]
        return structure(source.data, Profile, source=source, error=RuleDataError)


@attrs.frozen(kw_only=True, eq=False)
class _Layers:
    """One section's files, most special first, as one source of line numbers."""

    name: str
    sources: tuple[TomlSource, ...]

    def line_of(self, path: Path) -> int | None:
        for source in self.sources:
            line = source.line_of(path)
            if line is not None:
                return line
        return None


def read_layer(folder: Traversable) -> Layer:
    """Read the rule files of a plugin.

    Args:
        folder: the plugin's ``rules`` folder.

    Raises:
        RuleDataError: a required file is missing, a file cannot be parsed, or a file's name is none of the sections.
    """
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".toml")) if folder.is_dir() else []
    known = {f"{section}.toml": section for section in SECTIONS}
    for name in names:
        if name not in known:
            raise RuleDataError(
                Text(f"不认识的规则文件 {name}", f"{name} is not a rule file"), mend=did_you_mean(name, known), where=f"rules/{name}"
            )
    for section in _REQUIRED:
        if f"{section}.toml" not in names:
            raise RuleDataError(Text(f"缺少规则文件 {section}.toml", f"the rule file {section}.toml is missing"), where="rules/")
    files = {known[name]: read_toml(folder / name, error=RuleDataError, allow_empty=True) for name in names}
    return Layer(files=files)


def build(layers: Sequence[Layer], *, choices: Mapping[str, str] | None = None, changes: Tree | None = None) -> RuleBook:
    """Build the rule book of a jurisdiction.

    Args:
        layers: rule files, most general first; the last one is the jurisdiction itself.
        choices: readings chosen, by id; ids this jurisdiction does not have are somebody else's and are passed over.
        changes: parameters changed, as a tree of sections laid over the rule data.

    Raises:
        RuleDataError: the rule data are malformed.
        SettingsError: a choice that a reading does not offer.
    """
    return _Build(layers).book(choices or {}, changes or {})


class _Build:
    """One run of :func:`build`."""

    def __init__(self, layers: Sequence[Layer]) -> None:
        self.profile = layers[-1].profile
        self.sources: dict[str, _Layers] = {}
        self.tree: dict[str, Any] = {}
        for section in SECTIONS:
            files = [layer.files[section] for layer in layers if section in layer.files]
            if section == "profile":
                files = files[-1:]
            merged: dict[str, Any] = {}
            for file in files:
                merged = laid_over(merged, file.data)
            if files:
                self.tree[section] = merged
                self.sources[section] = _Layers(name=files[-1].name, sources=tuple(reversed(files)))

    def book(self, choices: Mapping[str, str], changes: Tree) -> RuleBook:
        readings = self._keyed("readings", "reading", self._reading)
        used: list[tuple[Reading, str]] = []
        for reading in readings:
            code = choices.get(reading.id, reading.default)
            used.append((reading, code))
            self.tree = laid_over(self.tree, _chosen(reading, code).set)
        self.tree = laid_over(self.tree, changes)
        documents = {document.id: document for document in self._keyed("documents", "document", self._document)}
        facts = self._facts()
        rules = _RuleReader(self, documents, _rule_converter(facts))
        return RuleBook(
            profile=self.profile,
            documents=documents,
            facts=facts,
            eligibility=rules.eligibility() if "eligibility" in self.tree else None,
            naming=rules.naming() if "naming" in self.tree else None,
            review=rules.review() if "review" in self.tree else None,
            subsidy=rules.subsidy() if "subsidy" in self.tree else None,
            management=rules.management() if "management" in self.tree else None,
            readings=tuple(used),
            digest=digest(self.tree),
        )

    def refuse(self, section: str, path: Path, what: Text, mend: Text | None = None) -> RuleDataError:
        """An error that points into a section's files."""
        return RuleDataError(what, where=where(self.sources[section], path), mend=mend)

    def check_keys(self, section: str, allowed: Sequence[str]) -> None:
        """Refuse a key that means nothing at the head of a section's file."""
        for key in self.tree.get(section, {}):
            if key not in allowed:
                what = Text(f"没有“{key}”这个键", f"there is no key “{key}” here")
                raise self.refuse(section, (key,), what, did_you_mean(key, allowed))

    def _keyed(self, section: str, key: str, read: Any) -> list[Any]:
        self.check_keys(section, (key,))
        return [read(name, table) for name, table in self.tables(section, key).items()]

    def tables(self, section: str, key: str) -> dict[str, dict[str, Any]]:
        """The tables ``[key.<id>]`` of a section."""
        tables = self.tree.get(section, {}).get(key, {})
        if not isinstance(tables, dict) or not all(isinstance(table, dict) for table in tables.values()):
            what = Text(f"应写成 [{key}.<编号>] 形式的表", f"must be tables of the form [{key}.<id>]")
            raise self.refuse(section, (key,), what)
        return tables

    def structured(self, section: str, path: Path, table: Mapping[str, Any], cls: type[T], convert: cattrs.Converter | None = None) -> T:
        """One table as a value of ``cls``."""
        return structure(table, cls, source=self.sources[section], path=path, error=RuleDataError, convert=convert)

    def _document(self, name: str, table: dict[str, Any]) -> Document:
        return self.structured("documents", ("document", name), {**table, "id": name}, Document)

    def _reading(self, name: str, table: dict[str, Any]) -> Reading:
        options = table.get("choice", {})
        path: Path = ("reading", name)
        if not isinstance(options, dict) or not options:
            what = Text("缺少 [reading.….choice.…]", "has no [reading.….choice.…]")
            raise self.refuse("readings", path, what)
        convert = converter()
        convert.register_structure_hook_func(lambda kind: kind == Mapping[str, Any], lambda value, _: dict(value))
        found = tuple(
            self.structured("readings", (*path, "choice", code), {**option, "code": code}, Choice, convert)
            for code, option in options.items()
        )
        rest = {key: value for key, value in table.items() if key != "choice"}
        convert.register_structure_hook_func(lambda kind: kind == tuple[Choice, ...], lambda value, _: value)
        return self.structured("readings", path, {**rest, "id": name, "choices": found}, Reading, convert)

    def _facts(self) -> FactCatalogue:
        shared = shared_facts()
        if "facts" not in self.tree:
            return shared
        own = fact_definitions(self.sources["facts"], self.tree["facts"], (), RuleDataError)
        try:
            return shared.extended(own)
        except ValueError as failure:
            raise self.refuse("facts", (), Text(f"与共用事实重名（{failure}）", f"shared facts redefined ({failure})")) from None


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


def _rule_converter(facts: FactCatalogue) -> cattrs.Converter:
    convert = converter()
    condition_table.register(convert, facts)
    is_dated_int = lambda kind: kind == Dated[int]  # noqa: E731  # cattrs asks for a predicate
    convert.register_structure_hook_func(is_dated_int, lambda value, _: condition_table.dated(value, _whole))
    union_hook(convert, AnyAward)
    return convert


def _whole(value: object) -> int:
    return scalars.whole(value)


class _RuleReader:
    """The five kinds of rules, read from a tree whose layers, readings and changes are in place."""

    def __init__(self, run: _Build, documents: Mapping[str, Document], convert: cattrs.Converter) -> None:
        self._run = run
        self._documents = documents
        self._convert = convert

    def eligibility(self) -> EligibilityRules:
        """``eligibility.toml``."""
        self._run.check_keys("eligibility", (*_HEAD, "levels", "class", "criterion", "selection"))
        classes = tuple(
            self._run.structured("eligibility", ("class", code), {**table, "code": code}, BrandClass)
            for code, table in self._run.tables("eligibility", "class").items()
        )
        criteria = self._rules("eligibility", "criterion", Criterion)
        known = {brand_class.code for brand_class in classes}
        for rule in criteria:
            for code in rule.classes:
                if code not in known:
                    what = Text(f"没有类别“{code}”", f"there is no class “{code}”")
                    raise self._run.refuse("eligibility", ("criterion", rule.id, "classes"), what, did_you_mean(code, known))
        levels = self._run.tree["eligibility"].get("levels", [])
        head = self._run.structured("eligibility", (), {"levels": levels}, EligibilityRules, self._convert)
        selections = self._rules("eligibility", "selection", Selection)
        return attrs.evolve(head, classes=classes, criteria=criteria, selections=selections)

    def naming(self) -> NamingRules:
        """``naming.toml``."""
        self._run.check_keys("naming", (*_HEAD, "form", "titles", "alias"))
        aliases = self._run.tree["naming"].get("alias", [])
        read = self._run.structured("naming", (), {"alias": aliases}, _Aliases, self._convert)
        return self._whole("naming", NamingRules, forms=self._rules("naming", "form", Form),
                           titles=self._rules("naming", "titles", Titles), aliases=read.alias)  # fmt: skip

    def review(self) -> ReviewRules:
        """``review.toml``."""
        self._run.check_keys("review", (*_HEAD, "stage", "paper"))
        return self._whole("review", ReviewRules, stages=self._rules("review", "stage", Stage), papers=self._rules("review", "paper", Paper))

    def subsidy(self) -> SubsidyRules:
        """``subsidy.toml``."""
        self._run.check_keys("subsidy", (*_HEAD, "award", "silent"))
        silent = self._run.tree["subsidy"].get("silent")
        text = None if silent is None else self._run.structured("subsidy", ("silent",), silent, Text)
        awards = self._rules("subsidy", "award", cast("type[Rule]", AnyAward))
        return self._whole("subsidy", SubsidyRules, awards=awards, silent=text)

    def management(self) -> ManagementRules:
        """``management.toml``."""
        self._run.check_keys("management", (*_HEAD, "upkeep", "consequence"))
        return self._whole("management", ManagementRules, upkeep=self._rules("management", "upkeep", Upkeep),
                           consequences=self._rules("management", "consequence", Consequence))  # fmt: skip

    def _whole(self, section: str, cls: type[T], **parts: Any) -> T:
        try:
            return cls(**parts)
        except ValueError as failure:
            raise self._run.refuse(section, (), Text(f"规则不成整体（{failure}）", f"the rules do not fit together: {failure}")) from None

    def _rules(self, section: str, key: str, cls: type[R]) -> tuple[R, ...]:
        return tuple(self._rule(section, key, name, table, cls) for name, table in self._run.tables(section, key).items())

    def _rule(self, section: str, key: str, name: str, table: dict[str, Any], cls: type[R]) -> R:
        head = {field: self._run.tree[section][field] for field in _HEAD if field in self._run.tree[section]}
        filled = {**head, **table}
        document = self._documents.get(str(filled.get("document", "")))
        if document is None:
            what = Text("没有指明文件，或指明的文件不在 documents.toml", "names no document, or one that documents.toml does not have")
            mend = Text(f"可写：{'、'.join(self._documents)}", f"one of: {', '.join(self._documents)}")
            raise self._run.refuse(section, (key, name, "document"), what, mend)
        filled.setdefault("since", document.since)
        return self._run.structured(section, (key, name), {**filled, "id": name}, cls, self._convert)


@attrs.frozen(kw_only=True)
class _Aliases:
    """The local names of ``naming.toml``, which stand in an array."""

    alias: tuple[Alias, ...] = ()


__all__ = ["SECTIONS", "Layer", "build", "read_layer"]
