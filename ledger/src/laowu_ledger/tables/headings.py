"""What the headings of a table of dossiers mean.

A column is named for what it holds: ``workers``, ``workers.2025``, ``workers.at_least``, ``workers.2025.grade``,
``plan_areas.industry``, ``brand_place``, ``operator_kinds``, ``levels_held.district``, ``judged.JS-036``. A fact may also go by
its label, in either language.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Literal

import attrs

from laowu.errors import did_you_mean
from laowu.model.facts import FactDefinition, FactType
from laowu.model.figures import FIRST_YEAR, LAST_YEAR
from laowu.model.level import Level
from laowu.model.refusal import suggestion
from laowu.rules.rulebook import RuleBook
from laowu.text import Text
from laowu_ledger.errors import UnreadableTable

Part = Literal["brand", "operators", "fact", "choice", "held", "judged"]

VALUE = "value"
#: Ways to state a figure; the others say something about it.
FORMS = ("value", "about", "at_least", "more_than", "at_most", "less_than", "part", "whole")
ABOUT_FIGURES = ("as_of", "grade", "source", "note")
_ABOUT_JUDGEMENTS = ("on", "by", "reason")

#: Columns for what a dossier says in ``[brand]`` and ``[[operators]]``, with the key there.
BRAND = {
    "brand_name": "name",
    "trademark": "trademark",
    "brand_place": "place",
    "brand_class": "class",
    "brand_existing": "existing",
}
OPERATORS = {
    "operator_names": "name",
    "operator_kinds": "kind",
    "operator_places": "place",
    "operator_legal_person": "legal_person",
    "operator_codes": "code",
}
NAME = "brand_name"
#: Facts that follow from other columns, and the column to write instead.
_GIVEN = {"operator_count": "operator_names", "operator_codes_valid": "operator_codes", "levels_held": "levels_held.municipal"}
_SLIP = 0.8
ROW, REFUSED = "row", "refused"
"""Columns of the result."""


@attrs.frozen
class Meaning:
    """What a column holds.

    Attributes:
        part: where in a dossier it stands; ``choice`` is one code of a fact that lists several.
        name: key under ``[brand]`` or of operators, name of the fact, level, or id of the criterion.
        key: of a fact the form, or what it says about the figure; of a judgement ``outcome`` or what it says about it;
            the code of a choice.
        year: year of the figure.
    """

    part: Part
    name: str
    key: str = VALUE
    year: int | None = None


class Vocabulary:
    """The columns that a region can read."""

    def __init__(self, book: RuleBook) -> None:
        self.book = book
        self._code = book.profile.code
        self._facts = {name: fact for name, fact in book.facts.items() if fact.given_by is None}
        self._judged = {rule.id for _, rule in book.rules()}
        self._labels = _labels(book.facts.values())

    def fact(self, name: str) -> FactDefinition:
        """The definition of a fact."""
        return self.book.facts[name]

    def meaning(self, heading: str) -> Meaning | None:
        """What a heading means; ``None`` when it means nothing here."""
        words = heading.strip().removeprefix(f"{self._code}.")
        if words in self._labels:
            words = self._labels[words]
        if words in BRAND:
            return Meaning("brand", BRAND[words])
        if words in OPERATORS:
            return Meaning("operators", OPERATORS[words])
        first, _, rest = words.partition(".")
        first = self._labels.get(first, first)
        if first == "levels_held":
            return Meaning("held", rest) if rest in {level.value for level in Level} else None
        if first == "judged":
            return self._judgement(rest)
        return self._figure(self._facts[first], rest) if first in self._facts else None

    def _judgement(self, rest: str) -> Meaning | None:
        rule, _, key = rest.rpartition(".")
        if key in _ABOUT_JUDGEMENTS and rule in self._judged:
            return Meaning("judged", rule, key)
        return Meaning("judged", rest, "outcome") if rest in self._judged else None

    def _figure(self, fact: FactDefinition, rest: str) -> Meaning | None:
        first, _, more = rest.partition(".")
        year = int(first) if first.isdecimal() and FIRST_YEAR <= int(first) <= LAST_YEAR else None
        key = (more if year is not None else rest) or VALUE
        if key in fact.choices and fact.type is FactType.CODES:
            return Meaning("choice", fact.name, key, year)
        return Meaning("fact", fact.name, key, year) if key in (*FORMS, *ABOUT_FIGURES) else None

    def near(self, heading: str) -> Text | None:
        """Headings that one which means nothing here may be a slip of; ``None`` where it looks like none."""
        first, dot, rest = heading.partition(".")
        if first in self._facts and dot:
            fact = self._facts[first]
            keys = (*fact.choices, *FORMS, *ABOUT_FIGURES) if fact.type is FactType.CODES else (*FORMS, *ABOUT_FIGURES)
            return suggestion(rest, keys)
        if first == "judged":
            return suggestion(rest, sorted(self._judged))
        if heading in _GIVEN:
            return Text(f"应写 {_GIVEN[heading]}", f"write {_GIVEN[heading]} instead")
        slips = get_close_matches(heading, list(self.headings()), n=3, cutoff=_SLIP)
        return did_you_mean(heading, slips) if slips else None

    def headings(self) -> Iterator[str]:
        """Every plain heading there is."""
        yield from (*BRAND, *OPERATORS, *self._facts)
        yield from (f"judged.{rule}" for rule in sorted(self._judged))
        yield from (f"levels_held.{level.value}" for level in Level)


def _labels(facts: Iterable[FactDefinition]) -> dict[str, str]:
    """Names of facts by their labels, where a label belongs to one fact alone."""
    found: dict[str, set[str]] = {}
    for fact in facts:
        for label in (fact.label.zh, fact.label.en):
            found.setdefault(label, set()).add(fact.name)
    return {label: names.pop() for label, names in found.items() if len(names) == 1}


@attrs.frozen(kw_only=True)
class Layout:
    """The columns of one table.

    Attributes:
        headings: the headings in use, by what they mean.
        unknown: headings that mean nothing and are no near misses.
    """

    headings: Mapping[Meaning, str]
    unknown: tuple[str, ...]

    def has(self, part: Part, name: str | None = None) -> bool:
        """Whether there is a column for something."""
        return any(meaning.part == part and name in (None, meaning.name) for meaning in self.headings)


def layout(columns: Sequence[str], vocabulary: Vocabulary, *, file: str, names: Mapping[str, str], kept: Sequence[str]) -> Layout:
    """What the columns of a table mean.

    Args:
        columns: its headings.
        vocabulary: what a region can read.
        file: the table.
        names: headings of the table by the names they stand for, where these differ.
        kept: headings that are the table's own and are not to be read.

    Raises:
        UnreadableTable: a heading is a near miss, two mean the same, one that was named is not there, or there is no name.
    """
    wrong: list[UnreadableTable] = []
    wrong += [_missing(heading, columns, file) for heading in (*names.values(), *kept) if heading not in columns]
    wrong += [_taken(heading, file) for heading in kept if heading in (ROW, REFUSED)]
    wrong += [_no_column(name, vocabulary, file) for name in names if vocabulary.meaning(name) is None]
    stands_for = {heading: name for name, heading in names.items()}
    found: dict[Meaning, str] = {}
    unknown: list[str] = []
    for heading in columns:
        if heading in kept and heading not in stands_for:
            continue
        meaning = vocabulary.meaning(stands_for.get(heading, heading))
        if meaning is None:
            near = vocabulary.near(heading)
            unknown.append(heading)
            if near is not None and heading not in stands_for:
                wrong.append(_near_miss(heading, near, file))
        elif meaning in found:
            wrong.append(_twice(heading, found[meaning], file))
        else:
            found[meaning] = heading
    for meaning, heading in found.items():
        whole = Meaning("fact", meaning.name, VALUE, meaning.year)
        if meaning.part == "choice" and whole in found:
            wrong.append(_twice(heading, found[whole], file))
    if not wrong and Meaning("brand", "name") not in found:
        wrong.append(_nameless(file))
    if wrong:
        wrong[0].further = tuple(wrong[1:])
        raise wrong[0]
    return Layout(headings=found, unknown=tuple(unknown))


def _near_miss(heading: str, near: Text, file: str) -> UnreadableTable:
    own = Text(f"若是自有的列，加 --keep {heading}", f"if the column is your own, add --keep {heading}")
    what = Text(f"没有“{heading}”这样的列", f"there is no column “{heading}”")
    return UnreadableTable(what, where=file, mend=near + Text("；", "; ") + own)


def _missing(heading: str, columns: Sequence[str], file: str) -> UnreadableTable:
    what = Text(f"表里没有“{heading}”列", f"the table has no column “{heading}”")
    return UnreadableTable(what, where=file, mend=did_you_mean(heading, columns))


def _taken(heading: str, file: str) -> UnreadableTable:
    what = Text(f"结果里已有“{heading}”列", f"the result has a column “{heading}” of its own")
    return UnreadableTable(what, where=file, mend=Text("在表里改个列名", "give the column another name in the table"))


def _no_column(name: str, vocabulary: Vocabulary, file: str) -> UnreadableTable:
    what = Text(f"“{name}”不是列名", f"“{name}” names no column")
    return UnreadableTable(what, where=file, mend=vocabulary.near(name))


def _twice(heading: str, other: str, file: str) -> UnreadableTable:
    what = Text(f"“{other}”和“{heading}”是同一项", f"“{other}” and “{heading}” mean the same")
    mend = Text(f"只留一列，或加 --keep {heading}", f"leave one of them, or add --keep {heading}")
    return UnreadableTable(what, where=file, mend=mend)


def _nameless(file: str) -> UnreadableTable:
    what = Text(f"表里没有品牌名称（{NAME}）", f"the table has no names of brands ({NAME})")
    mend = Text(
        "补上这一列；列名不同的，用 --columns 指明；laowu ledger columns 列出全部列名",
        "add the column, or say with --columns which one it is; laowu ledger columns lists every name",
    )
    return UnreadableTable(what, where=file, mend=mend)
