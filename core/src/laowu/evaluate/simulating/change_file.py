"""A file of changed parameters, and the regions it changes, before and after.

Every table begins with the code of its region; ``[readings]`` chooses readings as a settings file does::

    [dalian.eligibility.criterion.DL-017.condition]
    at_least = 800

    [readings]
    DL-over-80 = "reached"
"""

import json
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from laowu.calendar.workdays import WorkCalendar
from laowu.errors import RuleDataError, SettingsError, did_you_mean
from laowu.evaluate.replay import differences
from laowu.jurisdictions.jurisdiction import Jurisdiction
from laowu.jurisdictions.loading import InstalledRules
from laowu.model.citation import Citation
from laowu.model.refusal import suggestion, where
from laowu.rules.changes import Changes
from laowu.rules.layer import SECTIONS
from laowu.rules.load import rule_tree
from laowu.rules.rule import Rule
from laowu.rules.rulebook import RuleBook
from laowu.rules.tree import Tree
from laowu.text import Text
from laowu.toml_source import TomlSource, read_toml
from laowu.values import frozen

_READINGS = "readings"


@frozen(kw_only=True)
class AlteredValue:
    """One value of the rule data that a change alters.

    Attributes:
        path: where it stands in the rule data.
        rule: id of the rule it belongs to; ``None`` for what is no rule.
        clause: where the rule stands; ``None`` for what is no rule.
        before, after: the value as TOML writes it; ``None`` where there is none.
    """

    path: str
    rule: str | None
    clause: Citation | None
    before: str | None
    after: str | None


@frozen(kw_only=True)
class AlteredReading:
    """A reading of which another choice is used.

    Attributes:
        id: id of the reading.
        question: what the text leaves open.
        before, after: codes of the choices.
        says: what the new choice says.
    """

    id: str
    question: Text
    before: str
    after: str
    says: Text


@frozen(kw_only=True, eq=False)
class RegionChange:
    """A region before and after a change.

    Attributes:
        before, after: the region with each form of its rules.
        values: the values that differ, in the order of the data.
        readings: the readings that differ.
    """

    before: Jurisdiction
    after: Jurisdiction
    values: tuple[AlteredValue, ...]
    readings: tuple[AlteredReading, ...]


@frozen(kw_only=True, eq=False)
class ChangeFile:
    """A file of changed parameters.

    Attributes:
        source: the file.
        regions: the changes of each region, by code.
        readings: the choices made, by id of the reading.
    """

    source: TomlSource
    regions: Mapping[str, Tree]
    readings: Mapping[str, str]

    def changes(self, code: str) -> Changes:
        """The changes of one region."""
        return Changes(tree=self.regions.get(code, {}), source=self.source, root=(code,))

    def check_readings(self, known: Collection[str]) -> None:
        """Refuse a reading that none of the regions asked has.

        Raises:
            SettingsError: there is one.
        """
        for reading in self.readings:
            if reading not in known:
                what = Text(f"所问地区没有“{reading}”这个读法", f"none of the regions asked has a reading “{reading}”")
                raise SettingsError(what, where=where(self.source, (_READINGS, reading)), mend=suggestion(reading, known))


def read_changes(file: Path, known_codes: Collection[str]) -> ChangeFile:
    """Read a file of changed parameters; an empty one changes nothing.

    Args:
        file: the file.
        known_codes: codes of the installed regions.

    Raises:
        SettingsError: the file cannot be read, or a table belongs to no installed region.
    """
    source = read_toml(file, error=SettingsError, allow_empty=True)
    for key, part in source.data.items():
        if key != _READINGS and key not in known_codes:
            what = Text(f"没有安装代码为“{key}”的地区", f"no region “{key}” is installed")
            raise SettingsError(what, where=where(source, (key,)), mend=_first_key(key, known_codes))
        if not isinstance(part, dict):
            raise SettingsError(Text("应为表", "expected a table"), where=where(source, (key,)))
    readings = source.data.get(_READINGS, {})
    for reading, choice in readings.items():
        if not isinstance(choice, str):
            what = Text("应为选项的代码", "expected the code of a choice")
            raise SettingsError(what, where=where(source, (_READINGS, reading)))
    regions = {key: part for key, part in source.data.items() if key != _READINGS}
    return ChangeFile(source=source, regions=regions, readings=readings)


def _first_key(key: str, known_codes: Collection[str]) -> Text:
    if key in SECTIONS and known_codes:
        example = f"[{next(iter(known_codes))}.{key}.…]"
        return Text(f"表名以地区代码开头，如 {example}", f"tables begin with the code of a region, such as {example}")
    near = did_you_mean(key, [*known_codes, _READINGS])
    codes = Text("、".join(known_codes), ", ".join(known_codes))
    return near or Text("已安装：", "installed: ") + codes


def region_change(
    rules: InstalledRules,
    changes: Tree | Changes,
    *,
    readings: Mapping[str, str] | None = None,
    choices: Mapping[str, str] | None = None,
    calendar: WorkCalendar | None = None,
) -> RegionChange:
    """A region before and after a change.

    Args:
        rules: the region as installed.
        changes: the parameters changed.
        readings: readings chosen by the change; those that this region does not have are somebody else's.
        choices: readings chosen before and after.
        calendar: working days.

    Raises:
        SettingsError: the change does not fit the rules of the region, or names what is not there.
        UnusableJurisdiction: the region cannot be used as it is.
    """
    made = Changes.of(changes)
    before = rules.jurisdiction(choices=choices, calendar=calendar)
    chosen = {**(choices or {}), **_own_readings(before.book, readings or {}, made)}
    try:
        after = rules.jurisdiction(choices=chosen, changes=made, calendar=calendar)
    except RuleDataError as failure:
        raise _by_change(failure, made) from None
    old, new = rule_tree(rules.layers, choices=choices), rule_tree(rules.layers, choices=chosen, changes=made)
    return RegionChange(
        before=before, after=after, values=tuple(_values(old, new, before.book, after.book)), readings=_readings(before, after)
    )


def _own_readings(book: RuleBook, readings: Mapping[str, str], changes: Changes) -> dict[str, str]:
    own: dict[str, str] = {}
    for reading, _ in book.readings:
        code = readings.get(reading.id)
        if code is None:
            continue
        codes = [choice.code for choice in reading.choices]
        if code not in codes:
            what = Text(f"读法 {reading.id} 没有选项“{code}”", f"reading {reading.id} has no choice “{code}”")
            place = where(changes.source, (_READINGS, reading.id))
            raise SettingsError(what, where=place, mend=suggestion(code, codes))
        own[reading.id] = code
    return own


def _by_change(failure: RuleDataError, changes: Changes) -> SettingsError:
    """The rules were sound before, so whatever is wrong with them now came by the change."""
    file = changes.source.name if changes.source else ""
    found = [SettingsError(item.what, where=item.where, mend=item.mend) for item in (failure, *failure.further)]
    # A rule that was not touched no longer fits one that was: the place alone would not tell why.
    elsewhere = Text(f"改动后，{failure.where} 不再成立", f"with the change, {failure.where} no longer holds")
    if file and not failure.where.startswith(file):
        found[0] = SettingsError(failure.what, where=file, mend=elsewhere)
    found[0].further = tuple(found[1:])
    return found[0]


def _values(old: Tree, new: Tree, before: RuleBook, after: RuleBook) -> Iterator[AlteredValue]:
    rules: dict[str, tuple[Rule, RuleBook]] = {}
    for book in (before, after):  # a rule that is changed is cited as it then reads
        rules |= {rule.id: (rule, book) for _, rule in book.rules()}
    for path, was, is_now in differences(old, new):
        steps = path.split(".")
        found = rules.get(steps[_ID].partition("[")[0]) if len(steps) > _ID else None
        yield AlteredValue(
            path=path,
            rule=found[0].id if found else None,
            clause=found[1].cite(found[0]) if found else None,
            before=_written(was),
            after=_written(is_now),
        )


_ID = 2
"""Where in a path the id of a rule stands: after the section and the kind."""


def _written(value: Any) -> str | None:
    if value is None:
        return None
    if isinstance(value, date):
        return value.isoformat()
    return json.dumps(value, ensure_ascii=False, default=str)


def _readings(before: Jurisdiction, after: Jurisdiction) -> tuple[AlteredReading, ...]:
    return tuple(
        AlteredReading(id=reading.id, question=reading.question, before=old, after=new, says=reading.choice(new).label)
        for (reading, old), (_, new) in zip(before.book.readings, after.book.readings, strict=True)
        if old != new
    )
