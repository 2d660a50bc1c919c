"""A jurisdiction with one nudge in its rule data, made anew only where the nudge can reach."""

from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

import attrs

from laowu.conformance.nudges import Nudge
from laowu.jurisdictions.jurisdiction import Jurisdiction
from laowu.jurisdictions.loading import InstalledRules
from laowu.rules.layer import Layer, Sections
from laowu.rules.rule import Rule
from laowu.rules.rule_tables import RuleTables
from laowu.rules.rulebook import PARTS, RuleBook

R = TypeVar("R", bound=Rule)


class NudgedJurisdictions:
    """Makes a jurisdiction for one nudge and one set of readings after another; files are not read again."""

    def __init__(self, rules: InstalledRules, plain: Jurisdiction) -> None:
        """Nudge the rule files of a plugin's own layer.

        Args:
            rules: the plugin with its rule files.
            plain: the jurisdiction as it is.
        """
        self._rules = rules
        self._looks_at = {part: _sections_read(part, rules.layers, plain) for part in PARTS}
        self._tables: dict[tuple[str, ...], _KeptRules] = {}

    def __call__(self, nudge: Nudge, plain: Jurisdiction) -> Jurisdiction:
        """The jurisdiction under a nudge.

        Args:
            nudge: the nudge.
            plain: the jurisdiction as it is, under the readings wanted.

        Raises:
            UnusableJurisdiction: the rule data are refused with the nudge in them.
        """
        *below, own = self._rules.layers
        layers = (*below, nudge.applied(own))
        if nudge.section not in PARTS:
            choices = {reading.id: code for reading, code in plain.book.readings}
            return attrs.evolve(self._rules, layers=layers).jurisdiction(choices=choices, calendar=plain.calendar)
        tables = self._over(_sections(layers, plain), plain.book)
        anew = {part: getattr(tables, part)() for part, sections in self._looks_at.items() if nudge.section in sections}
        return self._rules.answering_from(attrs.evolve(plain.book, **anew), plain.calendar)

    def _over(self, sections: Sections, book: RuleBook) -> "_KeptRules":
        """Reads the sections; under each choice of readings, what one nudge leaves alone is read once for all of them."""
        choices = tuple(code for _, code in book.readings)
        if choices not in self._tables:
            self._tables[choices] = _KeptRules(sections, book.documents, book.facts)
        self._tables[choices].sections = sections
        return self._tables[choices]


def _sections(layers: Sequence[Layer], plain: Jurisdiction) -> Sections:
    """The rule data as a rule book is built from them: layers over one another, then the readings in use."""
    sections = Sections(layers)
    for reading, code in plain.book.readings:
        sections.read_as(reading, code)
    return sections


def _sections_read(part: str, layers: Sequence[Layer], plain: Jurisdiction) -> frozenset[str]:
    """The sections that are looked at while one part of the rule book is made; none for a part that is not stated."""
    sections = _sections(layers, plain)
    if part not in sections:
        return frozenset()
    noted = _Noted(sections.tree)
    sections.tree = noted
    getattr(RuleTables(sections, plain.book.documents, plain.book.facts), part)()
    return frozenset(noted.read)


class _KeptRules(RuleTables):
    """Reads rules, and keeps each until its table is another one."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self._kept: dict[tuple[str, str, str], tuple[dict[str, Any], Any]] = {}

    @property
    def sections(self) -> Sections:
        """What the rules are read from."""
        return self._sections

    @sections.setter
    def sections(self, sections: Sections) -> None:
        self._sections = sections

    def rule(self, section: str, key: str, name: str, table: dict[str, Any], cls: type[R]) -> R:
        """One rule; one that leaves its document to the head of its file is read anew each time, for the head may be nudged."""
        at = (section, key, name)
        before = self._kept.get(at)
        if before is None or before[0] != table or "document" not in table:
            before = self._kept[at] = (table, super().rule(section, key, name, table, cls))
        rule: R = before[1]
        return rule


class _Noted(dict[str, Any]):
    """Trees by section, with a note of those that were looked at."""

    def __init__(self, trees: dict[str, Any]) -> None:
        super().__init__(trees)
        self.read: set[str] = set()

    def __getitem__(self, section: str) -> Any:
        self.read.add(section)
        return super().__getitem__(section)

    def get(self, section: str, default: Any = None) -> Any:
        self.read.add(section)
        return super().get(section, default)

    def __iter__(self) -> Iterator[str]:
        self.read.update(self.keys())
        return super().__iter__()
