"""The record of a decision as one Python function of a dossier that gives the text of its JSON.

Conditions are written by the code that writes verdicts (:class:`laowu.decide.condition_code.ConditionCode`); beside the number of
each comparison stands what is told of it. The rest of a report is the same for every brand, or for all with the same outcomes.
"""

from collections.abc import Callable, Iterable, Sequence

from laowu.decide.checklist import Checklist, checklist
from laowu.decide.condition_code import Compiled, ConditionCode, Loaded
from laowu.decide.decision import Judged
from laowu.decide.eligibility import judge
from laowu.decide.outcome_numbers import ALL, NOT_MET, NUMBERS, OUTCOMES
from laowu.decide.prerequisite import LowerAnswer, comes_first
from laowu.decide.record import evidence_of, finding_of, ground_of, report_of
from laowu.evaluate.records.cut_text import cut_open, listed
from laowu.evaluate.records.observed import DEPTH, Comparison, question
from laowu.evaluate.result_data import json_at, result_data
from laowu.model.dossier import Dossier
from laowu.model.level import Target
from laowu.model.outcome import Outcome
from laowu.rules.eligibility import Criterion, Preference
from laowu.rules.predicate import Leaf
from laowu.text import Text

_OPEN_OF_REPORT = ("outcome", "substantive", "territorial", "findings", "preferences", "remarks")
#: Before, between and behind the observations of a finding, and the findings of a report.
_OBSERVATIONS = listed(DEPTH - 1)
_FINDINGS = listed(1)


class NotCompiledError(Exception):
    """A criterion without anything to compare, of which an official is asked when it is not met: nobody writes such a thing."""


def record_of(asked: Checklist) -> Compiled[str]:
    """Compile the record of decisions by a checklist.

    Returns:
        A function of a dossier and of how the text ends, which :func:`ending` gives.

    Raises:
        NotCompiledError: a criterion is of a shape that is left to the interpreter.
    """
    return _RecordCode(asked).function()


def ending(asked: Checklist, says: Text | None) -> str:
    """How the text of a report ends, with a remark of a decision."""
    remarks = asked.remarks if says is None else (*asked.remarks, says)
    before, after = cut_open(result_data(report_of(asked)), 0, _OPEN_OF_REPORT)[-2:]
    return f"{before}{json_at(result_data(remarks), 1)}{after}\n"


class _RecordCode(ConditionCode):
    def __init__(self, asked: Checklist) -> None:
        super().__init__(asked.book.facts, asked.book.profile.code, asked.on)
        self._asked = asked
        self._question = Text("", "")
        #: Of the finding at hand, expressions of its observations, each with what stands before it.
        self._observations: list[str] = []
        self._pieces: list[str] = []

    def function(self) -> Compiled[str]:
        asked = self._asked
        told: list[tuple[str, list[str]]] = []
        numbers = []
        for rule in asked.criteria:
            self._question, self._observations = rule.summary, []
            numbers.append(self.criterion(rule))
            told.append((numbers[-1], self._observations))
        self.about("")
        substantive, territorial = self.together(asked.criteria, numbers)
        self._begin(substantive, territorial)
        self._list(
            [(_cut_finding(rule, asked), number, seen) for rule, (number, seen) in zip(asked.criteria, told, strict=True)],
            behind="first" if asked.prerequisites else None,
        )
        self._pieces.append(self._kept(self._parts[4]))
        self._list(list(self._grounds()))
        self.line(f"return ''.join(({', '.join(self._pieces)}, ending))")
        return self.compiled(also=("ending",))

    def _begin(self, substantive: str, territorial: str) -> None:
        asked = self._asked
        self._parts = cut_open(result_data(report_of(asked)), 0, _OPEN_OF_REPORT)
        if asked.prerequisites:
            self.scope["before"] = _before(asked)
            self.line("first, first_substantive, first_territorial = before(dossier)")
            substantive = self.named(f"ALL[{substantive} | first_substantive]")
            territorial = self.named(f"ALL[{territorial} | first_territorial]")
        opening = tuple(tuple(self._opened(one, other) for other in range(len(OUTCOMES))) for one in range(len(OUTCOMES)))
        self._pieces.append(f"{self.constant(opening)}[{substantive}][{territorial}]")

    def _opened(self, substantive: int, territorial: int) -> str:
        numbers = (ALL[substantive | territorial], substantive, territorial)
        outcomes = [json_at((Outcome.NO_DATA if self._asked.remarks else OUTCOMES[number]).value, 0) for number in numbers]
        begin, second, third, findings, *_ = self._parts
        return f"{begin}{outcomes[0]}{second}{outcomes[1]}{third}{outcomes[2]}{findings}"

    def _list(self, items: Sequence[tuple[tuple[str, ...], str, list[str]]], *, behind: str | None = None) -> None:
        """Add the pieces of an array of findings or grounds; ``behind`` names one that holds the text of further ones."""
        before, between, after = _FINDINGS
        lead = before
        for (head, middle, tail), number, seen in items:
            begins = tuple(
                f"{lead}{head}{json_at(outcome.value, 0)}{middle}{_OBSERVATIONS[0] if seen else '[]'}" for outcome in OUTCOMES
            )
            self._pieces += [f"{self.constant(begins)}[{number}]", *seen]
            lead = f"{_OBSERVATIONS[2] if seen else ''}{tail}{between}"
        if behind is not None:
            self._pieces += [self._kept(lead), behind, self._kept(after)]
        else:
            self._pieces.append(self._kept(lead.removesuffix(between) + after if items else "[]"))

    def _grounds(self) -> Iterable[tuple[tuple[str, ...], str, list[str]]]:
        for rule in self._asked.preferences:
            for rank, ground in enumerate(rule.grounds, start=1):
                self._question, self._observations = ground.label, []
                self.about(rule.id)
                number = self.weighed(ground.condition)
                yield _cut_ground(rule, rank, self._asked), number, self._observations
        self.about("")

    def told_of(self, leaf: Leaf, year: int | None, figure: Loaded, number: str) -> tuple[list[str], list[str]]:
        definition = self.facts[leaf.fact]
        comparison = Comparison(leaf, definition, on=self.on, year=year, nots=self.nots)
        tell = comparison.of_figures() if definition.given_by is None else comparison.of_values()
        name = self._observed()
        return [f"{name} = {self.constant(tell)}({figure.value}, {number})"], [f"{name} = {self._kept(comparison.lacking)}"]

    def told_of_question(self, asks: Text | None) -> None:
        self._asked_official(self._observed(), asks or self._question)

    def judged_unless_met(self, number: str) -> str:
        if not self._observations:
            raise NotCompiledError
        name = self.name("t")
        lead = self._kept(_OBSERVATIONS[1])
        self._asked_official(name, self._question)
        self._observations.append(f"{lead} + {name} if {number} == {NOT_MET} else ''")
        return super().judged_unless_met(number)

    def _asked_official(self, name: str, asks: Text) -> None:
        tell = question(asks, self.nots)
        made = f"{self.constant(tell)}(judged.get({self.rule!r}))"
        self.line(f"{name} = {made} if judged else {self._kept(tell(None))}")

    def _observed(self) -> str:
        """The name of a further observation."""
        name = self.name("t")
        if self._observations:
            self._observations.append(self._kept(_OBSERVATIONS[1]))
        self._observations.append(name)
        return name

    def _kept(self, text: str) -> str:
        """A text as a global: written out, it would fill the lines that tracebacks show."""
        name = self.name("c")
        self.scope[name] = text
        return name


def _cut_finding(rule: Criterion, asked: Checklist) -> tuple[str, ...]:
    return cut_open(result_data(finding_of(rule, asked.book.cite(rule), Outcome.MET, ())), 2, ("outcome", "observations"))


def _cut_ground(rule: Preference, rank: int, asked: Checklist) -> tuple[str, ...]:
    return cut_open(result_data(ground_of(rule, rank, asked.book, Outcome.MET, ())), 2, ("outcome", "observations"))


def _before(asked: Checklist) -> Callable[[Dossier], tuple[str, int, int]]:
    """The findings about levels that come first, as text, and what they come to together in substance and in place."""
    between = _FINDINGS[1]
    lower = [
        (rule, checklist(asked.book, asked.rules, Target(level=rule.needs, brand_class=asked.target.brand_class), asked.on))
        for rule in asked.prerequisites
    ]

    def before(dossier: Dossier) -> tuple[str, int, int]:
        evidence = evidence_of(asked, dossier)
        substantive = territorial = 0
        told = []
        for rule, below in lower:
            finding, place = comes_first(rule, _answer(judge(below, dossier)), evidence, asked.book)
            told.append(json_at(result_data(finding), 2))
            substantive |= NUMBERS[finding.outcome]
            territorial |= NUMBERS[place]
        return between.join(told), ALL[substantive], ALL[territorial]

    return before


def _answer(decision: Judged) -> LowerAnswer:
    return LowerAnswer(
        outcome=decision.outcome,
        substantive=decision.substantive,
        territorial=decision.territorial,
        hard=tuple((stand.rule, stand.outcome) for stand in decision.stands if not stand.soft),
        remarks=decision.asked.remarks,
    )
