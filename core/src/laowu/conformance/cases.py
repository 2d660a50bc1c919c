"""Worked cases of an installed plugin, put to it one by one."""

from collections.abc import Collection, Mapping
from functools import cached_property
from typing import Any

import attrs

from laowu.calendar import WorkCalendar
from laowu.conformance.case import Case
from laowu.conformance.case_files import read_cases
from laowu.conformance.expectations import Mismatch, mismatches
from laowu.conformance.questions import answer
from laowu.errors import LaowuError
from laowu.jurisdictions.discovery import PluginRecord, discover
from laowu.jurisdictions.jurisdiction import Jurisdiction
from laowu.jurisdictions.loading import InstalledRules, read_installed
from laowu.text import Text, same
from laowu.values import frozen


@frozen(kw_only=True, eq=False)
class CaseResult:
    """What became of one case.

    Attributes:
        case: the case.
        answer: the answer as plain data; ``None`` where there was none.
        mismatches: where the answer is not as expected.
    """

    case: Case
    answer: Any = attrs.field(repr=False)
    mismatches: tuple[Mismatch, ...]

    @property
    def passed(self) -> bool:
        """Whether everything is as expected."""
        return not self.mismatches

    def told(self) -> tuple[Text, ...]:
        """Each mismatch as one line with its place in the case's file."""
        return tuple(
            same(f"{self.case.source.place(('case', self.case.id, 'expect', *mismatch.path))} {self.case.id}: ") + mismatch.says
            for mismatch in self.mismatches
        )


def run(case: Case, jurisdiction: Jurisdiction) -> CaseResult:
    """Put a case to its jurisdiction.

    Args:
        case: the case.
        jurisdiction: the jurisdiction, loaded with the readings of the case.

    Returns:
        The result; a question that cannot be answered at all is a mismatch too.
    """
    try:
        found = answer(case.ask, jurisdiction, case.dossier, case.on)
    except LaowuError as failure:
        reason = failure.what if failure.mend is None else failure.what + Text("；", "; ") + failure.mend
        says = Text("不能回答：", "it cannot be answered: ") + reason
        return CaseResult(case=case, answer=None, mismatches=(Mismatch(path=(), expected=case.expect, found=None, says=says),))
    return CaseResult(case=case, answer=found, mismatches=tuple(mismatches(case.expect, found)))


class CaseBook:
    """The worked cases of a plugin with the jurisdictions they are put to, each loaded once."""

    def __init__(self, rules: InstalledRules, known_codes: Collection[str] = ()) -> None:
        """Start with nothing read.

        Args:
            rules: the plugin with its rule files.
            known_codes: codes of all installed regions, whose facts a dossier may state.
        """
        self.rules = rules
        self._known_codes = known_codes
        self._calendar = WorkCalendar()
        self._loaded: dict[tuple[tuple[str, str], ...], Jurisdiction] = {}

    @cached_property
    def cases(self) -> tuple[Case, ...]:
        """The cases.

        Raises:
            UnusableJurisdiction: the plugin, or one of its files, is broken.
        """
        return read_cases(self.rules.own.package_folder(), self.jurisdiction({}), known_codes=self._known_codes)

    def jurisdiction(self, readings: Mapping[str, str]) -> Jurisdiction:
        """The jurisdiction under these readings."""
        key = tuple(sorted(readings.items()))
        if key not in self._loaded:
            self._loaded[key] = self.rules.jurisdiction(choices=readings, calendar=self._calendar)
        return self._loaded[key]

    def run(self, case: Case) -> CaseResult:
        """Put one case to the jurisdiction under its readings."""
        return run(case, self.jurisdiction(case.readings))


def case_book(code: str, *, installed: Mapping[str, PluginRecord] | None = None) -> CaseBook:
    """The worked cases of an installed plugin.

    Args:
        code: its jurisdiction code.
        installed: what :func:`discover` found, to save a second look.

    Raises:
        UnknownJurisdiction: nothing installed answers for the code.
        UnusableJurisdiction: the plugin is incompatible, broken, or blocked by another one it extends.
    """
    records = discover() if installed is None else installed
    return CaseBook(read_installed(code, installed=records), known_codes=records)


__all__ = ["Case", "CaseBook", "CaseResult", "case_book", "read_cases", "run"]
