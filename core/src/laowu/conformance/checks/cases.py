"""Rules of the tier *proven*, first part: worked cases, and rule data nudged to see whether any of them notices."""

import random
from collections.abc import Iterable, Iterator, Mapping

from laowu.conformance.leaves import RULE_SECTIONS
from laowu.conformance.nudges import Nudge
from laowu.conformance.subject import Subject, path_of
from laowu.conformance.suite_rule import Fault, suite_rule
from laowu.rules.eligibility import Criterion
from laowu.rules.layer import Section
from laowu.rules.management import Consequence
from laowu.rules.naming import Form
from laowu.rules.subsidy import Award
from laowu.text import Text, same

_SHOWN_BY_CASES = (Criterion, Award, Consequence, Form)


@suite_rule(
    "LC-401",
    "算例全部相符",
    "Every worked case comes out as its document says",
    example="A case that expects *not met* at 4,999 people where the rule data say 4,900.",
)
def cases_pass(subject: Subject) -> Iterator[Fault]:
    """A worked case is written down from the document, not from the program's output.

    It is the only place at which the suite knows a right answer.
    """
    for case in subject.cases.cases:
        told = subject.cases.run(case).told()
        if told:
            yield Fault(subject=case.id, says=told[0])


@suite_rule(
    "LC-402",
    "每个条件、每项奖补、每种后果、每种命名形式至少有一个算例",
    "Every criterion, award, consequence and form of name has a worked case",
    example="A new criterion, and no case whose `shows` names it.",
)
def cases_for_every_rule(subject: Subject) -> Iterator[Fault]:
    """What no case shows was never held against the document."""
    shown = {clause for case in subject.cases.cases for clause in case.shows}
    shown |= {key for case in subject.cases.cases for key in _keys(case.expect)}
    for part, rule in subject.own_rules():
        if isinstance(rule, _SHOWN_BY_CASES) and shown.isdisjoint((rule.id, *rule.also)):
            path = path_of(part, rule)
            yield Fault(subject=path, says=Text(f"{path} 没有算例", f"no worked case shows {path}"))


def _keys(tree: object) -> Iterator[str]:
    for key, below in tree.items() if isinstance(tree, Mapping) else ():
        yield from key.split("/")
        yield from _keys(below)


@suite_rule(
    "LC-403",
    "规则数据的每个值稍有变动就有算例不符",
    "Every value in the rule data bites: changed a little, a worked case fails or the data are refused",
    example="`at_least = 5000`, and cases with 9,000 and with 100 people only: 5,001 would do as well.",
    exceptions="Texts for a reader, ids and locators. By default each value is changed in one of its ways, which the seed picks; "
    "`--thorough` tries them all.",
)
def every_value_bites(subject: Subject) -> Iterator[Fault]:
    """A value that can be changed without any case failing is dead, or nobody has ever looked at it.

    Numbers become one more or less, limits inclusive or strict, codes the next of their list, days the next or the one before,
    and members of lists are left out. An answer that changes without a case minding does not count: nobody said what is right.

    [When something fails](../tutorial/when-something-fails.md#values-that-seem-impossible-to-show) says for each kind of value
    which case minds it.
    """
    return _survivors(subject, RULE_SECTIONS)


@suite_rule(
    "LC-404",
    "读法的每个选项里的每个值也是如此",
    "Every value that a choice of a reading sets bites as well",
    example="A reading that lowers a floor to 4,500, and no case under it.",
    exceptions="As for LC-403. A region without readings.",
)
def every_reading_bites(subject: Subject) -> Iterator[Fault]:
    """An office may choose any reading; what stands under one is as much of a rule as what stands in the data."""
    return _survivors(subject, ("readings",))


def _survivors(subject: Subject, sections: tuple[Section, ...]) -> Iterator[Fault]:
    if subject.perturbation.broken:
        return  # cases that fail as it is say nothing about a nudge; they are faults of a rule of their own
    for nudge in _chosen(subject.perturbation.nudges(sections), subject):
        result = subject.perturbation.result(nudge)
        if result.survived:
            yield Fault(subject=nudge.path, says=same(f"{nudge.path}: ") + _unnoticed(nudge))


def _unnoticed(nudge: Nudge) -> Text:
    """What can be done to a value without any case minding."""
    if nudge.taken_away:
        how = Text(f"去掉 {nudge.before}", f"without {nudge.before}")
    elif nudge.added:
        how = Text(f"补上 {nudge.after}", f"with {nudge.after} as well")
    else:
        how = Text(f"把 {nudge.before} 改为 {nudge.after}", f"with {nudge.after} instead of {nudge.before}")
    return how + Text("，没有算例不符", " no worked case fails")


def _chosen(found: Iterable[Nudge], subject: Subject) -> Iterator[Nudge]:
    """All nudges, or one of each leaf; of a leaf that is waived all, so that the waiver is found to be needed."""
    if subject.thorough:
        yield from found
        return
    ways: dict[str, list[Nudge]] = {}
    for nudge in found:
        ways.setdefault(nudge.path, []).append(nudge)
    dice = random.Random(subject.seed)  # noqa: S311  # no secret
    for path, several in ways.items():
        yield from several if path in subject.waived else (dice.choice(several),)


@suite_rule(
    "LC-405",
    "读法的每个选项都有作用",
    "Every choice of a reading but the default changes the rule data",
    example="A second choice with a label and no `set`.",
    exceptions="A region without readings.",
)
def every_choice_does_something(subject: Subject) -> Iterator[Fault]:
    """A choice that sets nothing tells an office that it reads the document differently, and judges as before."""
    plain = subject.book.digest
    for reading, _ in subject.book.readings:
        for choice in reading.choices:
            if choice.code != reading.default and subject.cases.jurisdiction({reading.id: choice.code}).book.digest == plain:
                path = f"readings.reading.{reading.id}.choice.{choice.code}"
                yield Fault(subject=path, says=Text(f"{path} 什么也不改", f"{path} changes nothing"))


RULES = (cases_pass, cases_for_every_rule, every_value_bites, every_reading_bites, every_choice_does_something)
