"""A region under examination: loaded once, with everything the rules of the suite ask about it."""

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date, timedelta
from functools import cached_property
from importlib.resources.abc import Traversable
from typing import Any, TypeVar

from laowu.conformance.cases import CaseBook
from laowu.conformance.perturb import Perturbation
from laowu.conformance.waivers import Loosening
from laowu.jurisdictions.discovery import PluginRecord
from laowu.jurisdictions.jurisdiction import Jurisdiction
from laowu.jurisdictions.loading import InstalledRules
from laowu.rules.layer import SECTIONS, Layer
from laowu.rules.programme import PARTS
from laowu.rules.rule import Rule
from laowu.rules.rulebook import RuleBook
from laowu.rules.subsidy import Award

T = TypeVar("T")

_EXAMPLES = 100
_THOROUGH_EXAMPLES = 1000


class Subject:
    """One region under examination.

    Attributes:
        rules: its plugin with its rule files.
        installed: every installed plugin, by code.
        thorough: fresh seeds, more examples, every nudge.
        seed: what the choice of examples and nudges depends on.
        waived: what the region is let off, by what is at fault.
        loosens: where it declares to ask less than the region it extends.
    """

    def __init__(
        self, rules: InstalledRules, installed: Mapping[str, PluginRecord], *, thorough: bool = False, seed: int = 0
    ) -> None:
        self.rules = rules
        self.installed = installed
        self.thorough = thorough
        self.seed = seed
        self.waived: frozenset[str] = frozenset()
        self._made: dict[str, Any] = {}
        self.loosens: tuple[Loosening, ...] = ()

    @property
    def code(self) -> str:
        """The region's code."""
        return self.rules.record.code

    @cached_property
    def jurisdiction(self) -> Jurisdiction:
        """The region under its default readings."""
        return self.cases.jurisdiction({})

    @property
    def book(self) -> RuleBook:
        """Its rule book under its default readings."""
        return self.jurisdiction.book

    @cached_property
    def cases(self) -> CaseBook:
        """Its worked cases."""
        return CaseBook(self.rules, known_codes=self.installed)

    @cached_property
    def perturbation(self) -> Perturbation:
        """Its worked cases, ready to be run under nudges."""
        return Perturbation(self.cases)

    @property
    def layer(self) -> Layer:
        """Its own rule files, without those of a region it extends."""
        return self.rules.layers[-1]

    def once(self, name: str, make: Callable[[], T]) -> T:
        """Something that several rules need, made by whichever comes first."""
        if name not in self._made:
            self._made[name] = make()
        made: T = self._made[name]
        return made

    @property
    def on(self) -> date:
        """The day on which its documents were last read: what is asked without a day of its own is asked on that day."""
        return self.book.profile.read_on

    @property
    def eve(self) -> date:
        """The day before the first of its documents applies."""
        return min(document.since for document in self.book.documents.values()) - timedelta(days=1)

    @property
    def examples(self) -> int:
        """How many generated questions a rule asks."""
        return _THOROUGH_EXAMPLES if self.thorough else _EXAMPLES

    @property
    def python_files(self) -> Collection[Traversable]:
        """The Python of its package."""
        return tuple(_python(self.rules.own.package_folder()))

    def own_rules(self) -> Iterator[tuple[str, Rule]]:
        """The rules that its own files state or change, each with its part."""
        stated = {
            (section, str(name))
            for section in SECTIONS
            if section in self.layer.files
            for tables in self.layer.files[section].data.values()
            if isinstance(tables, dict)
            for name in tables
        }
        return ((part, rule) for part, rule in self.book.rules() if (part, rule.id) in stated)


def _python(folder: Traversable) -> Iterator[Traversable]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir() and entry.name != "__pycache__":
            yield from _python(entry)
        elif entry.name.endswith(".py"):
            yield entry


def path_of(part: str, rule: Rule) -> str:
    """Where a rule stands in the rule data: ``eligibility.criterion.DEMO-1``."""
    kind = next((key for cls, key in _CALLED if isinstance(rule, cls)), type(rule).__name__.lower())
    return f"{part}.{kind}.{rule.id}"


#: What a file calls the rules whose class has another name.
_CALLED: tuple[tuple[type[Rule], str], ...] = ((Award, "award"), *((cls, key) for key, cls in PARTS.values()))
