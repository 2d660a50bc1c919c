"""Conditions weighed against the evidence: the outcome with every comparison behind it."""

from collections.abc import Iterator
from datetime import date
from functools import lru_cache

import attrs

from laowu.decide.comparison import asked, compare, exact_text, seen, shortfall
from laowu.decide.evidence import Evidence
from laowu.model.answers import Observation, Shortfall
from laowu.model.dossier import Judgement
from laowu.model.facts import FactDefinition, Figure, Value
from laowu.model.outcome import Outcome, all_of, any_of, at_least_k_of, negation
from laowu.rules.predicate import AllOf, AnyOf, AtLeastK, Judge, Leaf, Not, Predicate
from laowu.text import Text, same

Weighed = tuple[Outcome, tuple[Observation, ...]]


def weigh(condition: Predicate, evidence: Evidence, *, question: Text, judgement: Judgement | None = None) -> Weighed:
    """Weigh a condition.

    Args:
        condition: the condition.
        evidence: the dossier as the region asks about it.
        question: what to ask an official where a part says only that it needs judgement.
        judgement: what an office has already decided about the criterion, if it has.

    Returns:
        The outcome, and one observation per comparison and per question, left to right.
    """
    match condition:
        case Leaf():
            return _weigh_leaf(condition, evidence)
        case Judge(question=own):
            return judged(own or question, judgement)
        case Not(part=part):
            outcome, observations = weigh(part, evidence, question=question, judgement=judgement)
            return negation(outcome), tuple(negated(observation) for observation in observations)
        case AllOf(parts=parts):
            weighed = [weigh(part, evidence, question=question, judgement=judgement) for part in parts]
            return all_of(outcome for outcome, _ in weighed), _flat(weighed)
        case AnyOf(parts=parts):
            weighed = [weigh(part, evidence, question=question, judgement=judgement) for part in parts]
            return any_of(outcome for outcome, _ in weighed), _flat(weighed)
        case AtLeastK(k=k, parts=parts):
            weighed = [weigh(part, evidence, question=question, judgement=judgement) for part in parts]
            return at_least_k_of(k, [outcome for outcome, _ in weighed]), _flat(weighed)


def negated(observation: Observation) -> Observation:
    """A comparison inside a *not*: asked the other way round, and nothing falls short of what must not be."""
    asked_ = Text("不得：", "must not be: ") + observation.asked
    return attrs.evolve(observation, asked=asked_, outcome=negation(observation.outcome), shortfall=None)


def judged(question: Text, judgement: Judgement | None) -> Weighed:
    """A part that only an official can settle: open until an office has said so."""
    if judgement is None:
        outcome, found, seen_ = Outcome.NEEDS_JUDGEMENT, None, Text("尚无评判", "not judged yet")
    else:
        reason = f"：{judgement.reason}" if judgement.reason else ""
        outcome, found = judgement.outcome, judgement.outcome.value
        seen_ = Text(
            f"{judgement.on.isoformat()} {judgement.by}评判{reason}",
            f"judged by {judgement.by} on {judgement.on.isoformat()}{reason.replace('：', ': ')}",
        )
    observation = Observation(
        fact="",
        label=question,
        operator="judge",
        required="judgement",
        found=found,
        asked=Text("由经办机构评判", "an official judges"),
        seen=seen_,
        outcome=outcome,
    )
    return outcome, (observation,)


def _flat(weighed: list[Weighed]) -> tuple[Observation, ...]:
    return tuple(observation for _, observations in weighed for observation in observations)


def _weigh_leaf(leaf: Leaf, evidence: Evidence) -> Weighed:
    if not leaf.years_back:
        told = _observe(leaf, evidence, None)
        return told.outcome, (told,)
    observations = tuple([_observe(leaf, evidence, evidence.on.year - back) for back in leaf.years_back])
    return all_of([observation.outcome for observation in observations]), observations


def shortfalls(condition: Predicate, evidence: Evidence) -> Iterator[Shortfall]:
    """How far figures fall short, of the comparisons that :func:`weigh` would tell of, left to right."""
    match condition:
        case Leaf(fact=fact, operator=operator):
            bound = condition.bound.on(evidence.on)
            years = tuple(evidence.on.year - back for back in condition.years_back)
            for year in years or (None,):
                figure = evidence.figure(fact, year)
                if figure is not None and compare(figure, operator, bound, on=evidence.on) is Outcome.NOT_MET:
                    short = shortfall(figure, evidence.facts[fact], operator, bound)
                    if short is not None:
                        yield short
        case AllOf(parts=parts) | AnyOf(parts=parts) | AtLeastK(parts=parts):
            for part in parts:
                yield from shortfalls(part, evidence)
        case Not() | Judge():  # nothing falls short of what must not be
            return


@lru_cache(maxsize=8192)
def _terms(leaf: Leaf, definition: FactDefinition, bound: Value) -> tuple[str, Text]:
    """What a comparison requires, as text and as a sentence: the same for every brand."""
    return exact_text(definition, bound) or "", asked(definition, leaf.operator, bound)


def _observe(leaf: Leaf, evidence: Evidence, year: int | None) -> Observation:
    figure = evidence.figure(leaf.fact, year)
    bound = leaf.bound.on(evidence.on)
    outcome = Outcome.NO_DATA if figure is None else compare(figure, leaf.operator, bound, on=evidence.on)
    return observation(leaf, evidence.facts[leaf.fact], figure, outcome, on=evidence.on, year=year)


def observation(
    leaf: Leaf, definition: FactDefinition, figure: Figure | None, outcome: Outcome, *, on: date, year: int | None
) -> Observation:
    """What is told of one comparison.

    Args:
        leaf: the comparison.
        definition: the fact it asks about.
        figure: the figure found; ``None`` when nobody stated one.
        outcome: what the comparison comes to.
        on: date judged.
        year: calendar year asked about, or ``None``.
    """
    bound = leaf.bound.on(on)
    required, asks = _terms(leaf, definition, bound)
    if figure is None:
        return Observation(
            fact=leaf.fact,
            label=definition.label,
            year=year,
            operator=leaf.operator.value,
            required=required,
            asked=asks,
            seen=_NOT_STATED,
            outcome=Outcome.NO_DATA,
            settled_by=definition.settled_by,
        )
    undecided = outcome is Outcome.NO_DATA
    return Observation(
        fact=leaf.fact,
        label=definition.label,
        year=year,
        operator=leaf.operator.value,
        required=required,
        found=exact_text(definition, figure.low) if figure.exact else None,
        asked=asks,
        seen=seen(definition, figure),
        outcome=outcome,
        shortfall=shortfall(figure, definition, leaf.operator, bound) if outcome is Outcome.NOT_MET else None,
        grade=None if definition.given_by else figure.grade,
        source=figure.source,
        settled_by=definition.settled_by if undecided else None,
        remarks=_remarks(figure, year, on, undecided=undecided),
    )


_NOT_STATED = Text("未提供", "not stated")


_NOTHING: tuple[Text, ...] = ()


def _remarks(figure: Figure, year: int | None, on: date, *, undecided: bool) -> tuple[Text, ...]:
    if year is None and not undecided and not figure.about and not figure.note:
        return _NOTHING
    remarks = []
    if undecided:
        remarks.append(Text("已知范围跨越界值，尚不能判定", "what is known lies on both sides of the bound"))
    if figure.about:
        remarks.append(
            Text("公开数据为约数，按上下各一成理解", "the published figure is approximate; read as one tenth either way")
        )
    if year is not None and figure.year is None:
        remarks.append(Text(f"数据未注明年份，按 {year} 年计", f"the figure carries no year and stands for {year}"))
    if year is not None and year >= on.year:
        remarks.append(Text(f"{year} 年尚未结束，数据为部分年度", f"{year} is not over: a part-year figure"))
    if figure.note:
        remarks.append(same(figure.note))
    return tuple(remarks)
