"""Everything in which the regions of a comparison differ, with what makes it; what is equal is told once."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import combinations

import attrs

from laowu.evaluate.comparing import naming, recognition, stated
from laowu.evaluate.comparing.asked import Asked
from laowu.evaluate.comparing.difference import Alike, Aspect, Difference, Differences, EqualAspect, PairExplanation
from laowu.evaluate.comparing.recognition import View
from laowu.model.answers import Scope
from laowu.model.level import Level
from laowu.text import Text
from laowu.values import frozen

Result = Callable[[Asked], Alike | None]
Explain = Callable[[Asked, Asked], PairExplanation]


@frozen(kw_only=True)
class _Question:
    """One aspect: what a region says in it, and why two of them differ.

    Attributes:
        aspect, label: what is compared.
        result: what a region says; ``None`` where it has no such question.
        explained: why two regions differ.
        by_outcome: regions are alike when the outcome is, whatever else is said.
        level: the one level of recognition asked about; ``None`` for what is no matter of levels, or the nearest of each region.
    """

    aspect: Aspect
    label: Text
    result: Result
    explained: Explain
    by_outcome: bool = False
    level: Level | None = None


def _recognition(aspect: Aspect, label: Text, view: View) -> _Question:
    return _Question(
        aspect=aspect,
        label=label,
        result=partial(recognition.result, view=view),
        explained=partial(recognition.explained, view=view),
        by_outcome=True,
        level=view.level,
    )


def _stated(aspect: Aspect, label: Text) -> _Question:
    return _Question(
        aspect=aspect,
        label=label,
        result=partial(stated.result, aspect=aspect),
        explained=partial(stated.explained, aspect=aspect),
    )


_VIEWS: tuple[tuple[Aspect, Text, Scope | None], ...] = (
    ("eligibility", Text("认定", "recognition"), None),
    ("conditions", Text("实质条件（视同本地）", "substantive conditions (as if local)"), Scope.SUBSTANTIVE),
    ("territory", Text("属地条件", "territorial conditions"), Scope.TERRITORIAL),
)
_OTHERS = (
    _Question(aspect="name", label=Text("名称", "name"), result=naming.result, explained=naming.explained, by_outcome=True),
    _stated("procedure", Text("程序", "procedure")),
    _stated("money", Text("奖补", "money")),
    _stated("after", Text("认定之后", "after recognition")),
)


def _questions(regions: Sequence[Asked]) -> Iterator[_Question]:
    """Recognition at the level that comes nearest, then at each level that several regions have beside another one."""
    for aspect, label, scope in _VIEWS:
        yield _recognition(aspect, label, View(scope=scope))
        for level in _shared_levels(regions):
            yield _recognition(aspect, label + Text("：", ": ") + level.label, View(scope=scope, level=level))
    yield from _OTHERS


def _shared_levels(regions: Sequence[Asked]) -> list[Level]:
    """Levels that two regions or more have, one of which has others too: elsewhere the nearest level is that one."""
    own = [{report.target.level for report in region.answer.eligibility} for region in regions]
    shared = {level: [levels for levels in own if level in levels] for level in Level}
    return [level for level, having in shared.items() if len(having) > 1 and any(len(levels) > 1 for levels in having)]


def differences(asked: Iterable[Asked]) -> Differences:
    """What differs between regions about one brand, and what is equal.

    Args:
        asked: the regions with what they said; their order does not matter.
    """
    regions = sorted(asked, key=lambda region: region.code)
    answered = [aspect for question in _questions(regions) for aspect in _answered(question, regions)]
    nearest = {aspect.aspect: aspect for aspect in answered if aspect.level is None}
    found = [aspect for aspect in answered if aspect.level is None or not _repeats(aspect, nearest[aspect.aspect])]
    return Differences(
        differing=tuple(aspect for aspect in found if isinstance(aspect, Difference)),
        equal=tuple(aspect for aspect in found if isinstance(aspect, EqualAspect)),
    )


def _repeats(at_level: Difference | EqualAspect, nearest: Difference | EqualAspect) -> bool:
    """Whether one level says nothing that the nearest level of each region has not said, of the same regions."""
    known = _outcomes(nearest)
    return all(known[code] == said for code, said in _outcomes(at_level).items()) and _reasons(at_level) <= _reasons(nearest)


def _outcomes(aspect: Difference | EqualAspect) -> dict[str, str | None]:
    groups = aspect.groups if isinstance(aspect, Difference) else (aspect.same,)
    return {code: group.outcome for group in groups for code in group.jurisdictions}


def _reasons(aspect: Difference | EqualAspect) -> set[object]:
    return {
        (why.first.jurisdiction, why.second.jurisdiction, why.made_by, why.kept_by)
        for why in (aspect.explanations if isinstance(aspect, Difference) else ())
    }


def _answered(question: _Question, regions: Sequence[Asked]) -> Iterator[Difference | EqualAspect]:
    spoken = [(region, said) for region in regions if (said := question.result(region)) is not None]
    if len(spoken) < 2:  # noqa: PLR2004  # one region alone differs from nobody
        return
    groups: dict[object, list[tuple[Asked, Alike]]] = {}
    for region, said in spoken:
        groups.setdefault(said.outcome if question.by_outcome else (said.outcome, said.says), []).append((region, said))
    alike = tuple(attrs.evolve(group[0][1], jurisdictions=tuple(region.code for region, _ in group)) for group in groups.values())
    if len(alike) == 1:
        yield EqualAspect(aspect=question.aspect, label=question.label, level=question.level, same=alike[0])
        return
    key = {region.code: place for place, group in enumerate(groups.values()) for region, _ in group}
    pairs = combinations([region for region, _ in spoken], 2)
    yield Difference(
        aspect=question.aspect,
        label=question.label,
        level=question.level,
        groups=alike,
        explanations=tuple(question.explained(one, other) for one, other in pairs if key[one.code] != key[other.code]),
    )
