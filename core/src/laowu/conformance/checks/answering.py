"""Rules of the tier *complete*, first part: every question gets an answer, of the kind promised."""

from collections.abc import Iterator

import attrs

from laowu.conformance.checks.each_hook import answer, each_hook
from laowu.conformance.situation import Situation
from laowu.conformance.subject import Subject
from laowu.conformance.suite_rule import Fault, suite_rule
from laowu.errors import LaowuError
from laowu.evaluate.result_data import result_data, result_json
from laowu.model.answers import Answer, EligibilityReport, SubsidyStatement
from laowu.model.citation import Standing
from laowu.model.outcome import Outcome
from laowu.text import Text


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

    def judge(hook: str, situation: Situation) -> Fault | None:
        try:
            answer(subject, hook, situation)
        except LaowuError as failure:
            return Fault(subject=hook, says=failure.what, example=situation.told(hook))
        return None

    return each_hook(subject, judge)


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
    spoken: set[str] = set()
    silent: set[str] = set()

    def judge(hook: str, situation: Situation) -> Fault | None:
        (silent if answer(subject, hook, situation) is None else spoken).add(hook)
        if hook not in spoken & silent or answer(subject, hook, situation) is not None:
            return None
        says = Text(f"{hook} 有时答复，有时返回 None", f"{hook} answers some questions and returns None for others")
        return Fault(subject=hook, says=says, example=situation.told(hook))

    return each_hook(subject, judge)


@suite_rule(
    "LC-203",
    "答复都能写成 JSON",
    "Every answer can be written as JSON",
    example="A remark with half a character of UTF-16 in it, which no file can hold.",
)
def printable(subject: Subject) -> Iterator[Fault]:
    """Answers go into files, are replayed years later and compared; what cannot be written cannot be kept.

    Floats are no part of an answer: no money, no share and no count is one.
    """

    def judge(hook: str, situation: Situation) -> Fault | None:
        found = answer(subject, hook, situation)
        try:
            result_json(result_data(found)).encode()
        except (TypeError, ValueError) as failure:
            says = Text(f"{hook} 的答复写不成 JSON（{failure}）", f"an answer of {hook} cannot be written as JSON ({failure})")
            return Fault(subject=hook, says=says, example=situation.told(hook))
        return None

    return each_hook(subject, judge)


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

    def judge(hook: str, situation: Situation) -> Fault | None:
        early = attrs.evolve(situation, on=subject.eve)
        found = answer(subject, hook, early)
        wrong = None if found is None else _premature(found)
        if wrong is None:
            return None
        says = Text(f"{subject.eve} 尚无文件施行，却", f"on {subject.eve}, before any document applies, ") + wrong
        return Fault(subject=hook, says=says, example=early.told(hook))

    return each_hook(subject, judge)


def _premature(found: Answer) -> Text | None:
    if found.standing is not Standing.NOT_YET:
        return Text(f"答“{found.standing.label.zh}”", f"the answer is said to be “{found.standing.value}”")
    if isinstance(found, EligibilityReport) and found.outcome is Outcome.MET:
        return Text("认定符合条件", "a brand meets the conditions")
    if isinstance(found, SubsidyStatement) and found.total.high is not None and found.total.high.fen > 0:
        return Text("有奖补", "money is due")
    return None


RULES = (total, always_or_never, printable, nothing_before_its_time)
