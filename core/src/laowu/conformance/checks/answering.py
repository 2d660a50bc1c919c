"""Rules of the tier *complete*, first part: every question gets an answer, of the kind promised."""

from collections.abc import Iterator

from laowu.conformance.region_words import RegionWords
from laowu.conformance.situation import ASKED, Situation, situations
from laowu.conformance.smallest import smallest_fault
from laowu.conformance.subject import Subject
from laowu.conformance.suite_rule import Fault, suite_rule
from laowu.errors import LaowuError
from laowu.evaluate.result_data import result_data, result_json
from laowu.model.answers import EligibilityReport, SubsidyStatement
from laowu.model.citation import Standing
from laowu.model.outcome import Outcome
from laowu.model.vocabulary import shared_facts
from laowu.text import Text


def words_of(subject: Subject) -> RegionWords:
    """The words of the region, for generated questions."""
    return RegionWords.of(subject.book, frozenset(shared_facts()))


@suite_rule(
    "LC-201",
    "任何材料、名称、记录、申请都有答复，不出错",
    "Every hook answers every dossier, name, record and claim, of any day, without failing",
    example="A hook that reads `dossier.operators[0]`, and a dossier without operators.",
)
def total(subject: Subject) -> Iterator[Fault]:
    """Desks hand in half-filled dossiers, odd names and records of years long past; none of them may end in an error.

    Questions are generated from the region's own facts, levels, classes, papers, stages, awards and days, with some words it does
    not know mixed in. The one reported is the smallest that fails.
    """
    questions = situations(words_of(subject))
    for hook, ask in ASKED.items():

        def judge(situation: Situation) -> Fault | None:
            try:
                ask(subject.jurisdiction, situation)  # noqa: B023  # asked before the loop goes on
            except LaowuError as failure:
                return Fault(subject=hook, says=failure.what, example=situation.told(hook))  # noqa: B023
            return None

        fault = smallest_fault(subject, questions, judge)
        if fault is not None:
            yield fault


@suite_rule(
    "LC-202",
    "一个问题要么总有答复，要么总没有",
    "A question is answered for every brand or for none",
    example="A hook in Python that forgets its last `return` and so answers some brands with nothing.",
    exceptions="A question about which the documents say nothing: it is never answered, and the region is silent about it.",
)
def always_or_never(subject: Subject) -> Iterator[Fault]:
    """*Nothing* means that the region states nothing about the question.

    It is told to a reader as silence of the documents, so it must not stand for “I did not know what to say about this brand”.
    """
    questions = situations(words_of(subject))
    for hook, ask in ASKED.items():
        seen: dict[bool, Situation] = {}

        def judge(situation: Situation) -> Fault | None:
            silent = ask(subject.jurisdiction, situation) is None  # noqa: B023  # asked before the loop goes on
            seen.setdefault(silent, situation)  # noqa: B023
            if not silent or False not in seen:  # noqa: B023
                return None
            says = Text(f"{hook} 有时答复，有时返回 None", f"{hook} answers some questions and returns None for others")  # noqa: B023
            return Fault(subject=hook, says=says, example=situation.told(hook))  # noqa: B023

        fault = smallest_fault(subject, questions, judge)
        if fault is not None:
            yield fault


@suite_rule(
    "LC-203",
    "答复都能写成 JSON",
    "Every answer can be printed, as a page and as JSON",
    example="A share kept as a `Fraction` in an answer, or a set where a tuple is promised.",
)
def printable(subject: Subject) -> Iterator[Fault]:
    """Answers go into files, are replayed years later and compared; what cannot be written cannot be kept.

    Floats are no part of an answer: no money, no share and no count is one.
    """
    questions = situations(words_of(subject))
    for hook, ask in ASKED.items():

        def judge(situation: Situation) -> Fault | None:
            answer = ask(subject.jurisdiction, situation)  # noqa: B023  # asked before the loop goes on
            try:
                result_json(result_data(answer))
            except (TypeError, ValueError) as failure:
                says = Text(f"{hook} 的答复写不成 JSON（{failure}）", f"an answer of {hook} cannot be written as JSON ({failure})")  # noqa: B023
                return Fault(subject=hook, says=says, example=situation.told(hook))  # noqa: B023
            return None

        fault = smallest_fault(subject, questions, judge)
        if fault is not None:
            yield fault


@suite_rule(
    "LC-204",
    "文件施行之前什么也不认定、不支付",
    "Before any document applies nothing is met and no money is due",
    example="A hook that grants its sum whatever the day.",
)
def nothing_before_its_time(subject: Subject) -> Iterator[Fault]:
    """Every rule has a first day.

    On the eve of the first of them the answers say *not yet in force*; a brand that is found to meet something on that day was
    judged by rules that did not exist.
    """
    questions = situations(words_of(subject))
    for hook, ask in ASKED.items():

        def judge(situation: Situation) -> Fault | None:
            early = Situation(
                dossier=situation.dossier, target=situation.target, on=subject.eve, proposal=situation.proposal
            )
            answer = ask(subject.jurisdiction, early)  # noqa: B023  # asked before the loop goes on
            if answer is None:
                return None
            says = None
            if answer.standing is not Standing.NOT_YET:
                worth = answer.standing.value
                says = Text(f"{subject.eve} 尚无文件施行，却答“{worth}”", f"on {subject.eve}, before any document, it says “{worth}”")
            elif isinstance(answer, EligibilityReport) and answer.outcome is Outcome.MET:
                says = Text(f"{subject.eve} 尚无文件施行，却认定符合", f"on {subject.eve}, before any document, a brand meets the conditions")
            elif isinstance(answer, SubsidyStatement) and answer.total.high is not None and answer.total.high.fen > 0:
                says = Text(f"{subject.eve} 尚无文件施行，却有奖补", f"on {subject.eve}, before any document, money is due")
            return None if says is None else Fault(subject=hook, says=says, example=early.told(hook))  # noqa: B023

        fault = smallest_fault(subject, questions, judge)
        if fault is not None:
            yield fault


RULES = (total, always_or_never, printable, nothing_before_its_time)
