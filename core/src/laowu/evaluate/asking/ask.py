"""Which fact or paper to get next: the one that decides most across regions, then the next."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Literal

from laowu.evaluate.asking.open_conditions import Asked, Condition, Part, State, asked_of, conditions
from laowu.evaluate.asking.what_if import Unknown, answered, possible_answers
from laowu.jurisdictions.jurisdiction import Jurisdiction
from laowu.model.answers import Observation
from laowu.model.dossier import Dossier
from laowu.model.facts import FactDefinition, Value
from laowu.model.level import Target
from laowu.model.outcome import Outcome
from laowu.model.vocabulary import shared_facts
from laowu.text import Text
from laowu.values import frozen

Known = Mapping[Condition, Outcome]


@frozen(kw_only=True)
class Bearing:
    """One condition that a question bears on.

    Attributes:
        jurisdiction: code of the region.
        target: level and class.
        part: which of the region's questions it belongs to.
        rule: id of the rule.
        summary: what the rule asks, in our own words.
        asked: what it asks of the fact; ``None`` for a paper.
        settled: every answer to the question decides it.
    """

    jurisdiction: str
    target: Target
    part: Part
    rule: str
    summary: Text
    asked: Text | None = None
    settled: bool = False


@frozen(kw_only=True)
class Question:
    """One fact or paper to get.

    Attributes:
        kind: ``fact`` or ``paper``.
        key: name of the fact or code of the paper.
        year: calendar year asked about, or ``None``.
        jurisdiction: region whose own vocabulary the fact belongs to; ``None`` for a shared one.
        written_as: where a dossier holds it, as a TOML path.
        label: what it is called.
        unit: unit of the value, where it has one.
        settled_by: the paper that settles the fact; ``None`` for a paper.
        settles: number of open conditions that every answer decides.
        may_settle: number of open conditions that the most telling answer decides.
        closes: number of regions, levels and classes whose eligibility the most telling answer decides.
        bears_on: the open conditions it touches, in the order of the regions.
    """

    kind: Literal["fact", "paper"]
    key: str
    year: int | None = None
    jurisdiction: str | None = None
    written_as: str
    label: Text
    unit: Text | None = None
    settled_by: Text | None = None
    settles: int
    may_settle: int
    closes: int
    bears_on: tuple[Bearing, ...]


@frozen(kw_only=True)
class JudgementOpen:
    """A question that only an official can answer, once."""

    jurisdiction: str
    target: Target
    rule: str
    summary: Text
    asks: tuple[Text, ...]


@frozen(kw_only=True)
class QuestionList:
    """What to get next for one brand.

    Attributes:
        schema: name and version of this shape.
        on: date judged.
        brand: name of the brand.
        jurisdictions: codes of the regions asked.
        conditions: number of conditions the regions ask.
        open: number of them that are undecided.
        questions: what to get, the one that decides most first.
        judgements: what is left to officials.
    """

    schema: str = "laowu/questions/1"
    on: date
    brand: str
    jurisdictions: tuple[str, ...]
    conditions: int
    open: int
    questions: tuple[Question, ...]
    judgements: tuple[JudgementOpen, ...]


@frozen(kw_only=True, eq=False)
class _Weighed:
    """A question with the conditions it settles, for the choice of what comes first."""

    question: Question
    settled: frozenset[Condition]
    may_settle: frozenset[Condition]


def ask(jurisdictions: Sequence[Jurisdiction], dossier: Dossier, *, on: date) -> QuestionList:
    """What to get next.

    Every unknown fact is tried with answers on either side of each bound that a region sets, and the regions are asked
    again. First comes what settles most criteria of recognition whatever the answer is, then most conditions of any kind,
    then what may settle most. What follows is counted over the conditions that are still open once those before it are
    answered; ties go by name.

    Args:
        jurisdictions: the regions asked.
        dossier: what is known.
        on: date judged.

    Raises:
        UnusableJurisdiction: a hook of a plugin failed.
        DossierError: the dossier names a place that does not exist on that date.
    """
    questions = asked_of(jurisdictions, dossier)
    states = conditions(questions, dossier, on)
    still_open = {state.condition: state for state in states if state.outcome is Outcome.NO_DATA and state.condition.rule}
    weighing = _Weighing(questions=questions, dossier=dossier, states=states, on=on)
    weighed = [
        weighing.of(unknown, [still_open[condition] for condition in touched])
        for unknown, touched in _unknowns(still_open.values()).items()
    ]
    judgements = (state for state in states if state.outcome is Outcome.NEEDS_JUDGEMENT and state.condition.rule)
    own = [state for state in states if state.condition.rule]
    return QuestionList(
        on=on,
        brand=dossier.brand.name,
        jurisdictions=tuple(jurisdiction.code for jurisdiction in jurisdictions),
        conditions=len(own),
        open=sum(not state.outcome.decided for state in own),
        questions=tuple(item.question for item in _in_order(weighed)),
        judgements=tuple(_judgement(state) for state in judgements),
    )


def _unknowns(still_open: Iterable[State]) -> dict[Unknown, list[Condition]]:
    """Everything unknown with the conditions it is missing from, in the order of the data."""
    found: dict[Unknown, list[Condition]] = {}
    shared = shared_facts()
    for state in still_open:
        code = state.condition.jurisdiction
        if state.paper:
            found.setdefault(Unknown(paper=state.paper), []).append(state.condition)
        for item in _missing(state):
            unknown = Unknown(fact=item.fact, year=item.year, jurisdiction=None if item.fact in shared else code)
            touched = found.setdefault(unknown, [])
            if state.condition not in touched:
                touched.append(state.condition)
    return found


def _missing(state: State) -> list[Observation]:
    return [item for item in state.observations if item.outcome is Outcome.NO_DATA and item.fact]


@frozen(kw_only=True, eq=False)
class _Weighing:
    """Tries the answers to a question on the regions it concerns.

    Attributes:
        questions: what the regions are asked.
        dossier: what is known.
        states: how everything stands without an answer.
        on: date judged.
    """

    questions: Sequence[Asked]
    dossier: Dossier
    states: Sequence[State]
    on: date

    def of(self, unknown: Unknown, touched: Sequence[State]) -> _Weighed:
        """A question with what its answers decide."""
        places = {(item.condition.jurisdiction, item.condition.part, item.condition.target) for item in touched}
        concerned = [item for item in self.questions if (item.jurisdiction.code, item.part, item.target) in places]
        definition = concerned[0].jurisdiction.book.facts[unknown.fact] if unknown.fact else None
        before = {state.condition: state.outcome for state in self.states}
        decided: list[frozenset[Condition]] = []
        closed: list[int] = []
        for answer in _answers(unknown, definition, self.states):
            after = conditions(concerned, answered(self.dossier, unknown, definition, answer, self.on), self.on)
            newly = frozenset(state.condition for state in after if _newly(state, before))
            decided.append(frozenset(condition for condition in newly if condition.rule))
            closed.append(sum(not condition.rule for condition in newly))
        settled = frozenset.intersection(*decided) if decided else frozenset()
        question = Question(
            kind="paper" if unknown.paper else "fact",
            key=unknown.paper or unknown.fact,
            year=unknown.year,
            jurisdiction=unknown.jurisdiction,
            written_as=_written_as(unknown, definition),
            label=definition.label if definition else touched[0].summary,
            unit=definition.unit if definition else None,
            settled_by=definition.settled_by if definition else None,
            settles=len(settled),
            may_settle=max((len(newly) for newly in decided), default=0),
            closes=max(closed, default=0),
            bears_on=tuple(_bearing(state, unknown, settled) for state in touched),
        )
        return _Weighed(question=question, settled=settled, may_settle=frozenset().union(*decided))


def _written_as(unknown: Unknown, definition: FactDefinition | None) -> str:
    if definition is None:
        return f"materials.{unknown.paper}"
    if definition.given_by is not None:
        return definition.given_by
    return ".".join(filter(None, ("facts", unknown.jurisdiction, unknown.fact)))


def _answers(unknown: Unknown, definition: FactDefinition | None, states: Sequence[State]) -> tuple[Value, ...]:
    if definition is None:
        return (True, False)
    compared = [
        (item.operator, item.required)
        for state in states
        for item in state.observations
        if (item.fact, item.year) == (unknown.fact, unknown.year)
    ]
    return possible_answers(definition, compared)


def _newly(state: State, before: Known) -> bool:
    """Whether a condition is decided now that was undecided before."""
    paper_known = state.condition.part == "papers" and state.outcome is Outcome.MET
    was = before.get(state.condition)
    return (state.outcome.decided or paper_known) and was is not None and not was.decided


def _bearing(state: State, unknown: Unknown, settled: frozenset[Condition]) -> Bearing:
    asked = [item.asked for item in _missing(state) if (item.fact, item.year) == (unknown.fact, unknown.year)]
    return Bearing(
        jurisdiction=state.condition.jurisdiction,
        target=state.condition.target,
        part=state.condition.part,
        rule=state.condition.rule,
        summary=state.summary,
        asked=asked[0] if asked else None,
        settled=state.condition in settled,
    )


def _judgement(state: State) -> JudgementOpen:
    questions = [item.label for item in state.observations if not item.fact and item.outcome is Outcome.NEEDS_JUDGEMENT]
    return JudgementOpen(
        jurisdiction=state.condition.jurisdiction,
        target=state.condition.target,
        rule=state.condition.rule,
        summary=state.summary,
        asks=tuple(dict.fromkeys(questions)),
    )


def _in_order(weighed: list[_Weighed]) -> list[_Weighed]:
    """Each time the question that settles most of what is still open."""
    waiting = sorted(weighed, key=lambda item: (item.question.kind, item.question.key, -(item.question.year or 0)))
    done: frozenset[Condition] = frozenset()
    ordered: list[_Weighed] = []
    while waiting:
        best = max(waiting, key=lambda item: _gain(item, done))
        waiting.remove(best)
        ordered.append(best)
        done |= best.settled
    return ordered


def _gain(item: _Weighed, done: frozenset[Condition]) -> tuple[int, ...]:
    settled = item.settled - done
    criteria = sum(condition.part == "eligibility" for condition in settled)
    return criteria, len(settled), len(item.may_settle - done), item.question.closes
