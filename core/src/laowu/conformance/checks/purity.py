"""Rules of the tier *complete*, second part: the same question always has the same answer, and nothing else plays a part."""

from collections.abc import Iterator

from laowu.conformance.checks.each_hook import drawn_situations, each_hook
from laowu.conformance.elsewhere import answers, answers_elsewhere
from laowu.conformance.looking_around import LookingAround
from laowu.conformance.situation import ASKED, Situation
from laowu.conformance.subject import Subject
from laowu.conformance.suite_rule import Fault, suite_rule
from laowu.model.dossier_data import dossier_data
from laowu.text import Text

_ASKED_ELSEWHERE = 15


@suite_rule(
    "LC-205",
    "同一问题答复相同：问两次、换一个进程、换时区和环境都一样",
    "The same question has the same answer: asked twice, and in other processes with another time zone, folder and environment",
    example="An answer that lists the members of a `set` in whatever order they come, or counts how often it was asked.",
)
def deterministic(subject: Subject) -> Iterator[Fault]:
    """An answer is a decision's basis; it must come out the same on the applicant's machine, on the desk's and in ten years.

    The same questions are answered twice here, and once each in two other processes whose hash seed, time zone, folder and
    environment differ.
    """
    cases = drawn_situations(subject)[:_ASKED_ELSEWHERE]
    here = answers(subject.jurisdiction, cases)
    others = [(answers(subject.jurisdiction, cases), Text("再问一次", "asked again"))]
    in_other_process = Text("换一个进程", "asked in another process")
    others += [(found, in_other_process) for found in answers_elsewhere(subject.code, cases)]
    for hook in ASKED:
        for found, how in others:
            place = next((place for place, one in enumerate(here) if one[hook] != found[place][hook]), None)
            if place is not None:
                says = Text(f"{hook}：", f"{hook}: ") + how + Text("，答复不同", ", it gives another answer")
                yield Fault(subject=hook, says=says, example=cases[place].told(hook))
                break


@suite_rule(
    "LC-206",
    "答复只看问题：不看时钟、环境、文件、网络，不用随机数",
    "An answer looks at nothing but the question: no clock, chance, environment, file or network",
    example="`date.today()` in a hook, or a table that is opened while a brand is judged.",
    exceptions="What is read once while the plugin is imported, such as a table beside it.",
)
def looks_at_nothing_else(subject: Subject) -> Iterator[Fault]:
    """Every hook is given the day it judges by.

    What the clock, a file or the network says today is not what it will say when somebody asks whether the decision was right.
    Calls made by the plugin's own Python are watched while it answers; what core does for itself is not the plugin's affair.
    """
    package = subject.rules.record.target.partition(":")[0].partition(".")[0]

    def judge(hook: str, situation: Situation) -> Fault | None:
        with LookingAround(package) as around:
            ASKED[hook](subject.jurisdiction, situation)
        if not around.seen:
            return None
        place, what = around.seen[0]
        says = Text(f"{hook} 在 {place} 看了", f"{hook} looks at ") + what + Text("", f" in {place}")
        return Fault(subject=hook, says=says, example=situation.told(hook))

    return each_hook(subject, judge)


@suite_rule(
    "LC-207",
    "答复不改动所问的材料",
    "A hook leaves the dossier as it was",
    example='`dossier.facts.pop("workers")` in a hook.',
)
def leaves_its_question_alone(subject: Subject) -> Iterator[Fault]:
    """Five hooks of several regions answer from one and the same dossier; one that changes it changes the others' answers."""

    def judge(hook: str, situation: Situation) -> Fault | None:
        before = dossier_data(situation.dossier)
        ASKED[hook](subject.jurisdiction, situation)
        if dossier_data(situation.dossier) == before:
            return None
        says = Text(f"{hook} 改动了材料", f"{hook} changes the dossier it is asked about")
        return Fault(subject=hook, says=says, example=situation.told(hook))

    return each_hook(subject, judge)


RULES = (deterministic, looks_at_nothing_else, leaves_its_question_alone)
