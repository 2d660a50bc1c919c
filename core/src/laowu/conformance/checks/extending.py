"""Rules of the tier *proven*, last part: a region asks no less than the one it extends without saying so."""

from collections.abc import Iterator
from typing import Any

from laowu.conformance.conditions import FLOORS, LIMITS
from laowu.conformance.subject import Subject, path_of
from laowu.conformance.suite_rule import Fault, suite_rule
from laowu.model.outcome import Outcome
from laowu.rules.eligibility import Criterion
from laowu.rules.load import build
from laowu.rules.management import Consequence
from laowu.rules.predicate import AllOf, AnyOf, AtLeastK, Leaf, Not, Predicate
from laowu.rules.review import Stage
from laowu.rules.rule import Rule
from laowu.text import Text


@suite_rule(
    "LC-416",
    "不悄悄放宽所依据地区的规则",
    "Nothing is asked less strictly than by the region it extends, unless it is declared",
    example="A city that states `condition.at_least = 3000` under an id for which its province asks 5,000.",
    exceptions="What `conformance.toml` declares under `[[loosens]]`, with the document and the clause that allow it.",
)
def loosens_nothing_silently(subject: Subject) -> Iterator[Fault]:
    """A city may ask more than its province, hardly ever less; and a slip of one digit in a child looks just like a rule.

    Criteria, days of notice and failures that are counted are held against those of the same id in the region above.
    """
    if len(subject.rules.layers) == 1:
        return
    above = build(subject.rules.layers[:-1])
    before = {(part, rule.id): rule for part, rule in above.rules()}
    declared = {item.subject for item in subject.loosens}
    needed = set()
    for part, rule in subject.book.rules():
        if (part, rule.id) in before:
            for field, says in _loosened(before[part, rule.id], rule, subject):
                path = f"{path_of(part, rule)}.{field}"
                needed.add(path)
                if path not in declared:
                    yield Fault(subject=path, says=Text(f"{path}：", f"{path}: ") + says)
    for path in sorted(declared - needed):
        yield Fault(
            subject=path, says=Text(f"声明了放宽 {path}，其实没有放宽", f"{path} is declared to be loosened, and it is not")
        )


def _loosened(before: Rule, after: Rule, subject: Subject) -> Iterator[tuple[str, Text]]:
    match before, after:
        case Criterion(), Criterion():
            yield from _criterion(before, after, subject)
        case Stage(), Stage() if before.length is not None:
            was = before.length.days.on(subject.on)
            now = after.length.days.on(subject.on) if after.length else 0
            if now < was:
                yield "length.days", Text(f"由 {was} 日减为 {now} 日", f"{now} days instead of {was}")
        case Consequence(), Consequence():
            was, now = _count(before, subject), _count(after, subject)
            if now > was:
                yield "consecutive_failures", Text(f"由 {was} 次增为 {now} 次", f"it takes {now} failures instead of {was}")


def _count(rule: Consequence, subject: Subject) -> int:
    return 1 if rule.consecutive_failures is None else rule.consecutive_failures.on(subject.on)


def _criterion(before: Criterion, after: Criterion, subject: Subject) -> Iterator[tuple[str, Text]]:
    gone = [level.value for level in before.levels if level not in after.levels]
    if gone:
        yield "levels", Text(f"不再要求 {'、'.join(gone)}", f"no longer asked of {', '.join(gone)}")
    if after.classes and set(after.classes) < (set(before.classes) or {*after.classes, ""}):
        yield "classes", Text("只要求部分类别", "asked of fewer classes")
    if after.soft and not before.soft:
        yield "soft", Text("改为努力方向", "it has become an aim")
    if before.unmet is Outcome.NOT_MET and after.unmet is Outcome.NEEDS_JUDGEMENT:
        yield "unmet", Text("不符合时改由评判", "a brand that falls short is left to an official")
    if after.until is not None and (before.until is None or after.until < before.until):
        yield "until", Text(f"提前到 {after.until} 止", f"it ends earlier, on {after.until}")
    if before.condition is not None:
        yield from _condition(before.condition, after.condition, "condition", subject, negated=False)


def _condition(
    before: Predicate, after: Predicate | None, path: str, subject: Subject, *, negated: bool
) -> Iterator[tuple[str, Text]]:
    match before, after:
        case Leaf(), Leaf() if (before.fact, before.years_back) == (after.fact, after.years_back):
            yield from _limit(before, after, path, subject, negated=negated)
        case Not(part=was), Not(part=now):
            yield from _condition(was, now, f"{path}.not", subject, negated=not negated)
        case (AllOf(parts=was), AllOf(parts=now)) | (AnyOf(parts=was), AnyOf(parts=now)) if len(was) == len(now):
            key = "all" if isinstance(before, AllOf) else "any"
            for place, pair in enumerate(zip(was, now, strict=True)):
                yield from _condition(*pair, f"{path}.{key}[{place}]", subject, negated=negated)
        case AtLeastK(k=was, parts=parts), AtLeastK(k=now, parts=others) if parts == others:
            if (now < was) is not negated and now != was:
                yield f"{path}.at_least_k", Text(f"由 {was} 项减为 {now} 项", f"{now} of them are enough instead of {was}")
        case AllOf(parts=was), _ if isinstance(after, AllOf) and _holds_all(after, was):
            return
        case _ if before != after:
            yield path, Text("条件换了写法，须声明是否放宽", "the condition is another one: declare whether it asks less")


def _holds_all(after: AllOf, was: tuple[Predicate, ...]) -> bool:
    return all(part in after.parts for part in was)


def _limit(before: Leaf, after: Leaf, path: str, subject: Subject, *, negated: bool) -> Iterator[tuple[str, Text]]:
    was, now = before.bound.on(subject.on), after.bound.on(subject.on)
    at = f"{path}.{after.operator.value}"
    if before.operator not in LIMITS or (before.operator in FLOORS) is not (after.operator in FLOORS):
        if (before.operator, was) != (after.operator, now):
            yield at, Text("条件换了写法，须声明是否放宽", "the condition is another one: declare whether it asks less")
        return
    softer = was == now and before.operator.strict and not after.operator.strict
    harder = was == now and after.operator.strict and not before.operator.strict
    if (harder if negated else softer) or (was != now and _weaker(before, was, now) is not negated):
        yield (
            at,
            Text(
                f"由 {_shown(before, was)} 放宽为 {_shown(after, now)}", f"{_shown(after, now)} instead of {_shown(before, was)}"
            ),
        )


def _weaker(before: Leaf, was: Any, now: Any) -> bool:
    return bool(now < was) if before.operator in FLOORS else bool(now > was)


def _shown(leaf: Leaf, bound: Any) -> str:
    return f"{leaf.operator.value} {bound}"


RULES = (loosens_nothing_silently,)
