"""Examining a region: every rule of the suite asked, waivers taken off, the tier computed."""

from collections.abc import Callable, Collection, Iterator, Mapping
from functools import cached_property

from laowu.conformance.report import Report, RuleResult
from laowu.conformance.subject import Subject
from laowu.conformance.suite_rule import Fault, SuiteRule
from laowu.conformance.suite_rules import RULES
from laowu.conformance.waivers import FILE, Waivers, read_waivers
from laowu.errors import LaowuError, UnknownJurisdiction
from laowu.jurisdictions.discovery import PluginRecord, discover
from laowu.jurisdictions.loading import read_installed
from laowu.text import Text, same

#: Told before each rule is asked: the rule, and the region's code.
Told = Callable[[SuiteRule, str], None]


class Examination:
    """One region, examined rule by rule; what the rules share is made once."""

    def __init__(
        self,
        code: str,
        *,
        thorough: bool = False,
        seed: int = 0,
        installed: Mapping[str, PluginRecord] | None = None,
    ) -> None:
        """Find the region; nothing of it is loaded yet.

        Args:
            code: its code.
            thorough: more examples, every nudge.
            seed: what the choice of examples and nudges depends on.
            installed: what :func:`discover` found, to save a second look.

        Raises:
            UnknownJurisdiction: nothing installed answers for the code.
        """
        self._installed = discover() if installed is None else installed
        if code not in self._installed:
            raise UnknownJurisdiction(code, self._installed)
        self.code = code
        self.thorough = thorough
        self.seed = seed

    @cached_property
    def _loaded(self) -> Subject | LaowuError:
        """The region, or why it cannot be examined."""
        try:
            rules = read_installed(self.code, installed=self._installed)
            subject = Subject(rules, self._installed, thorough=self.thorough, seed=self.seed)
            subject.jurisdiction.name  # noqa: B018  # loading it is the question
            subject.loosens = self._read_waivers(subject).loosens
        except LaowuError as failure:
            return failure
        return subject

    def _read_waivers(self, subject: Subject) -> Waivers:
        return read_waivers(subject.rules.own.package_folder(), rules=RULES, documents=subject.book.documents)

    def result(self, rule: SuiteRule) -> RuleResult:
        """Ask one rule of the suite."""
        subject = self._loaded
        if isinstance(subject, LaowuError):
            first = rule is next(iter(RULES.values()))
            faults = (Fault(subject=self.code, says=_told(subject)),) if first else ()
            return _result(rule, faults=faults, examined=first)
        waivers = {waiver.subject: waiver.reason for waiver in self._read_waivers(subject).of(rule.id)}
        subject.waived = frozenset(waivers)
        found = tuple(_faults(rule, subject))
        let_off = tuple((fault, waivers[fault.subject]) for fault in found if fault.subject in waivers)
        idle = tuple(_idle(rule, name) for name in waivers if name not in {fault.subject for fault in found})
        return _result(rule, faults=(*(fault for fault in found if fault.subject not in waivers), *idle), waived=let_off)

    def report(self, results: Collection[RuleResult]) -> Report:
        """The report of the results."""
        record = self._installed[self.code]
        profile = None if isinstance(self._loaded, LaowuError) else self._loaded.book.profile
        return Report(
            jurisdiction=self.code,
            name=profile.name if profile else same(""),
            distribution=record.distribution,
            version=record.version,
            edition=profile.edition if profile else "",
            thorough=self.thorough,
            seed=self.seed,
            results=tuple(results),
        )


def examine(
    code: str,
    *,
    thorough: bool = False,
    seed: int = 0,
    rules: Collection[SuiteRule] = tuple(RULES.values()),
    installed: Mapping[str, PluginRecord] | None = None,
    told: Told | None = None,
) -> Report:
    """Examine a region.

    Args:
        code: its code.
        thorough: more examples, every nudge.
        seed: what the choice of examples and nudges depends on.
        rules: the rules asked; all of them when left out.
        installed: what :func:`discover` found, to save a second look.
        told: is told of each rule before it is asked.

    Raises:
        UnknownJurisdiction: nothing installed answers for the code.
    """
    examination = Examination(code, thorough=thorough, seed=seed, installed=installed)
    results = []
    for rule in rules:
        if told is not None:
            told(rule, code)
        results.append(examination.result(rule))
    return examination.report(results)


def _result(rule: SuiteRule, **found: object) -> RuleResult:
    return RuleResult(rule=rule.id, tier=rule.tier, says=rule.says, page=rule.page, **found)  # type: ignore[arg-type]  # by name


def _faults(rule: SuiteRule, subject: Subject) -> Iterator[Fault]:
    """What breaks a rule; a region that fails while it is examined breaks the rule that was asked."""
    try:
        yield from rule.check(subject)
    except LaowuError as failure:
        yield Fault(subject=subject.code, says=Text("无法检查：", "it cannot be examined: ") + _told(failure))


def _idle(rule: SuiteRule, name: str) -> Fault:
    says = Text(f"{FILE} 豁免了 {name}，其实不需要", f"{FILE} waives {name}, which needs no waiver")
    return Fault(subject=name, says=says)


def _told(failure: LaowuError) -> Text:
    told = same(f"{failure.where}: ") + failure.what if failure.where else failure.what
    return told if failure.mend is None else told + Text("；", "; ") + failure.mend
