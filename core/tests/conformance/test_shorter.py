"""A situation that shows a fault is told as short as it can be."""

from collections.abc import Callable
from datetime import date

from laowu.conformance.shorter import shortest_fault
from laowu.conformance.situation import Situation
from laowu.conformance.suite_rule import Fault
from laowu.model.dossier import Brand, Check, CheckResult, ClaimLine, Dossier, Progress, ProgressResult, Recognition
from laowu.model.facts import Figure, Grade
from laowu.model.level import Level, Target
from laowu.model.questions import NameProposal
from laowu.text import same

DAY = date(2026, 11, 21)
LONG = Situation(
    dossier=Dossier(
        brand=Brand(name="某品牌", place="320413", trademark="12345678", existing=True),
        facts={
            "workers": (Figure(low=10, high=20, year=2025, grade=Grade.LEDGER_VERIFIED), Figure(low=5, high=5)),
            "trained": (Figure(low=1, high=1),),
            "wage_arrears_records": (Figure(low=0, high=0),),
        },
        local_facts={"demo": {"stalls": (Figure(low=3, high=3),)}},
        progress=(Progress(stage="notice", began=DAY, ended=DAY, result=ProgressResult.PASSED),),
        recognitions=tuple(Recognition(level=level, on=DAY) for level in Level),
        checks=tuple(Check(on=DAY, result=result) for result in CheckResult),
        claims=tuple(ClaimLine(on=DAY, group=group, persons=3) for group in "abcde"),
    ),
    target=Target(level=Level.MUNICIPAL, brand_class="skill"),
    on=DAY,
    proposal=NameProposal(name="某品牌"),
)


def shortest(wrong: Callable[[Situation], bool]) -> Situation:
    """What is left when a situation is wrong exactly in this case."""
    asked: list[Situation] = []

    def judge(situation: Situation) -> Fault | None:
        if not wrong(situation):
            return None
        asked.append(situation)
        return Fault(subject="hook", says=same("wrong"), example=str(len(asked)))

    first = judge(LONG)
    assert first is not None
    found = shortest_fault(LONG, first, judge)
    assert found.example == str(len(asked))
    return asked[-1]


def test_only_what_plays_a_part_is_left() -> None:
    left = shortest(lambda situation: "workers" in situation.dossier.facts and len(situation.dossier.claims) > 1)

    assert left.dossier.facts == {"workers": (Figure(low=5, high=5),)}
    assert [claim.group for claim in left.dossier.claims] == ["d", "e"]
    assert left.dossier == Dossier(brand=Brand(name="某品牌"), facts=left.dossier.facts, claims=left.dossier.claims)
    assert left.target == Target(level=Level.MUNICIPAL)


def test_a_figure_becomes_exact_and_plain_where_that_does_not_matter() -> None:
    left = shortest(lambda situation: any(figure.low == 10 for figure in situation.dossier.facts.get("workers", ())))

    assert left.dossier.facts == {"workers": (Figure(low=10, high=10),)}


def test_what_has_happened_is_left_out_whole_or_not_at_all() -> None:
    left = shortest(lambda situation: bool(situation.dossier.progress))

    assert left.dossier.progress == LONG.dossier.progress


def test_a_fault_of_something_else_is_another_fault() -> None:
    def judge(situation: Situation) -> Fault:
        return Fault(subject="hook" if situation.dossier.checks else "another", says=same("wrong"))

    assert shortest_fault(LONG, judge(LONG), judge).subject == "hook"
