"""Asking all five hooks the same generated situations."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from laowu.conformance.drawing import drawn
from laowu.conformance.region_words import RegionWords
from laowu.conformance.shorter import shortest_fault
from laowu.conformance.situation import ASKED, Situation, situations
from laowu.conformance.subject import Subject
from laowu.conformance.suite_rule import Fault
from laowu.contract.locality import LocalityPlugin
from laowu.errors import LaowuError
from laowu.model.answers import Answer
from laowu.model.vocabulary import shared_facts

#: What is wrong with the answer of a hook, given by its name, to a situation; ``None`` when nothing is.
Judge = Callable[[str, Situation], Fault | None]


def words_of(subject: Subject) -> RegionWords:
    """The words of the region, for generated questions."""
    return subject.once("words", lambda: RegionWords.of(subject.book, frozenset(shared_facts())))


def drawn_situations(subject: Subject) -> list[Situation]:
    """The situations that every rule asks about; drawn once, since drawing takes longer than answering."""
    return subject.once("situations", lambda: drawn(subject, situations(words_of(subject)), subject.examples))


def answer(subject: Subject, hook: str, situation: Situation) -> Answer | None:
    """The region's answer; to one of the situations drawn it is asked once, and every rule looks at the same answer."""
    if not any(situation is one for one in drawn_situations(subject)):
        return ASKED[hook](subject.jurisdiction, situation)
    return subject.once(f"{hook} {id(situation)}", lambda: ASKED[hook](subject.jurisdiction, situation))


def overridden(subject: Subject, hook: str) -> bool:
    """Whether Python of the region, or of one it extends, answers a hook; else core answers from the rule data alone."""
    return any(getattr(type(plugin), hook) is not getattr(LocalityPlugin, hook) for plugin in subject.rules.plugins)


def each_hook(
    subject: Subject,
    judge: Judge,
    hooks: tuple[str, ...] = tuple(ASKED),
    *,
    more: Callable[[str], Iterable[Situation]] = lambda _: (),
) -> Iterator[Fault]:
    """A fault of each hook, told by the shortest question that shows it.

    That a hook fails is the business of one rule alone; for the others it is no answer.

    Args:
        subject: the region.
        judge: what is wrong with an answer.
        hooks: the hooks asked.
        more: further situations to ask a hook about, besides those that were drawn.
    """

    def tolerant(hook: str, situation: Situation) -> Fault | None:
        try:
            return judge(hook, situation)
        except LaowuError:
            return None

    for hook in hooks:
        for situation in (*drawn_situations(subject), *more(hook)):
            fault = tolerant(hook, situation)
            if fault is not None:
                yield shortest_fault(situation, fault, partial(tolerant, hook))
                break
