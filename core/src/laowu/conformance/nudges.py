"""A nudge: one leaf of the rule data set to the nearest other value, as a slip of the pen would."""

import random
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import timedelta
from enum import Enum
from typing import Any

import attrs

from laowu.conformance.leaves import RULE_SECTIONS, Kind, Leaf, leaves
from laowu.rules.layer import Layer, Section
from laowu.rules.rulebook import RuleBook
from laowu.toml_source import TomlPath, shortened, toml_path
from laowu.values import frozen

_LARGE = 1000
_NOTHING = "—"
"""What a reader sees where there is no value."""
#: Which of its keys tells a table from its neighbours.
_TELLING = ("code", "name", "fact", "since")
_PERCENT = re.compile(r"(?P<whole>\d+)(?:\.(?P<digits>\d+))?(?P<sign>\s*[%％])")
_SWAPPED = {
    "at_least": "more_than", "more_than": "at_least", "at_most": "less_than", "less_than": "at_most",
    "before": "on_or_before", "on_or_before": "before",
}  # fmt: skip


class _Gone(Enum):
    GONE = "nothing"


#: What a nudge sets a key or an element to that it takes away.
GONE = _Gone.GONE


@frozen(kw_only=True)
class Nudge:
    """One leaf set to another value.

    Attributes:
        section: section of the file.
        leaf: where the leaf stands in the file.
        before, after: what was written and what is written instead, as a reader sees them.
        at: where the data are changed.
        value: what they are set to there; :data:`GONE` for what is taken away.
    """

    section: Section
    leaf: TomlPath
    before: str
    after: str
    at: TomlPath = attrs.field(repr=False)
    value: Any = attrs.field(repr=False)

    @property
    def path(self) -> str:
        """The leaf as a dotted path into the rule data: ``subsidy.award.DEMO-30.rate_yuan``."""
        return f"{self.section}.{toml_path(self.leaf)}"

    @property
    def taken_away(self) -> bool:
        """Whether nothing stands there afterwards."""
        return self.after == _NOTHING

    @property
    def added(self) -> bool:
        """Whether nothing stood there before."""
        return self.before == _NOTHING

    def __str__(self) -> str:
        return f"{self.path}: {self.before} → {self.after}"

    def applied(self, layer: Layer) -> Layer:
        """A layer with the leaf changed; line numbers stay those of the file as it is."""
        source = layer.files[self.section]
        changed = attrs.evolve(source, data=_set(source.data, self.at, self.value))
        return attrs.evolve(layer, files={**layer.files, self.section: changed})


def nudges(
    layer: Layer, book: RuleBook, *, sections: tuple[Section, ...] = RULE_SECTIONS, words: bool = False
) -> tuple[Nudge, ...]:
    """Every nudge of a layer's own rule data, in the order of the files.

    Args:
        layer: the files.
        book: the rule book built from them.
        sections: the sections nudged; ``readings`` for what the choices of readings set.
        words: also facts that are told in words (who pays, who acts), which no slip of one digit or code can change.
    """
    found = (leaf for leaf in leaves(layer, book, sections=sections) if words or leaf.kind is not Kind.WORDS)
    return tuple(nudge for leaf in found for nudge in _NUDGES[leaf.kind](leaf))


def sample(found: Iterable[Nudge], number: int, *, seed: int) -> tuple[Nudge, ...]:
    """Some of the nudges, in their order, the same for the same seed.

    Args:
        found: the nudges.
        number: how many; all, when there are no more.
        seed: decides which.
    """
    every = tuple(found)
    picked = random.Random(seed).sample(range(len(every)), min(number, len(every)))  # noqa: S311  # no secret
    return tuple(every[place] for place in sorted(picked))


def _set(tree: Any, path: TomlPath, value: Any) -> Any:
    """A tree with another value at ``path``; what lies on the way is copied, the rest shared."""
    step, *rest = path
    copied = tree.copy()
    if rest:
        copied[step] = _set(tree[step], tuple(rest), value)
    elif value is GONE:
        del copied[step]
    else:
        copied[step] = value
    return copied


def _to(leaf: Leaf, value: Any) -> Nudge:
    return Nudge(section=leaf.section, leaf=leaf.path, before=_shown(leaf.value), after=_shown(value), at=leaf.path, value=value)


def _whole(leaf: Leaf) -> Iterator[Nudge]:
    step = leaf.value // 100 if abs(leaf.value) >= _LARGE else 0
    for change in dict.fromkeys((1, -1, step, -step)):
        if change:
            yield _to(leaf, leaf.value + change)


def _yes_no(leaf: Leaf) -> Iterator[Nudge]:
    yield _to(leaf, not leaf.value)


def _day(leaf: Leaf) -> Iterator[Nudge]:
    for days in (1, -1):
        with suppress(OverflowError):  # there is no day after the last that a date can be
            yield _to(leaf, leaf.value + timedelta(days=days))


def _share(leaf: Leaf) -> Iterator[Nudge]:
    """One more and one less in the last digit of a percentage as it is quoted."""
    match = _PERCENT.fullmatch(leaf.value.strip())
    if match is None:
        return
    digits = match["digits"] or ""
    number = int(match["whole"] + digits)
    for changed in (number + 1, number - 1):
        if changed >= 0:
            wording = str(changed).zfill(len(digits) + 1)
            cut = len(wording) - len(digits)
            yield _to(leaf, wording[:cut] + ("." + wording[cut:] if digits else "") + match["sign"])


def _choice(leaf: Leaf) -> Iterator[Nudge]:
    """The next of the closed list."""
    others = [code for code in leaf.choices if code != leaf.value]
    if others:
        place = leaf.choices.index(leaf.value) if leaf.value in leaf.choices else -1
        yield _to(leaf, leaf.choices[(place + 1) % len(leaf.choices)])


def _code(leaf: Leaf) -> Iterator[Nudge]:
    """Another number for a number, a longer word for a word."""
    last = leaf.value[-1:]
    yield _to(leaf, leaf.value[:-1] + str((int(last) + 1) % 10) if last.isdecimal() else leaf.value + "x")


def _words(leaf: Leaf) -> Iterator[Nudge]:
    """Words that name something else, in both languages."""
    yield _to(leaf, {"zh": "别的", "en": "something else"})


def _operator(leaf: Leaf) -> Iterator[Nudge]:
    """The limit itself in or out."""
    *above, operator = leaf.path
    other = _SWAPPED.get(str(operator))
    if other is not None:
        table = {other if key == operator else key: item for key, item in leaf.value.items()}
        yield Nudge(section=leaf.section, leaf=leaf.path, before=str(operator), after=other, at=tuple(above), value=table)


def _list(leaf: Leaf) -> Iterator[Nudge]:
    """Each member taken out, and of a closed list the next that is missing put in."""
    for place, item in enumerate(leaf.value):
        yield _gone(leaf, place, item)
    last = max((leaf.choices.index(code) for code in leaf.value if code in leaf.choices), default=-1)
    missing = [code for code in (*leaf.choices[last + 1 :], *leaf.choices) if code not in leaf.value]
    if missing:
        longer = [*leaf.value, missing[0]]
        yield Nudge(
            section=leaf.section, leaf=leaf.path, before=_shown(GONE), after=_shown(missing[0]), at=leaf.path, value=longer
        )


def _keyed(leaf: Leaf) -> Iterator[Nudge]:
    for key, item in leaf.value.items():
        yield _gone(leaf, key, item)


def _gone(leaf: Leaf, step: str | int, item: Any) -> Nudge:
    path = (*leaf.path, step)
    return Nudge(section=leaf.section, leaf=path, before=_shown(item), after=_shown(GONE), at=path, value=GONE)


def _condition(leaf: Leaf) -> Iterator[Nudge]:
    yield _to(leaf, GONE)


_NUDGES: Mapping[Kind, Callable[[Leaf], Iterator[Nudge]]] = {
    Kind.WHOLE: _whole,
    Kind.YES_NO: _yes_no,
    Kind.DAY: _day,
    Kind.SHARE: _share,
    Kind.CHOICE: _choice,
    Kind.CODE: _code,
    Kind.WORDS: _words,
    Kind.OPERATOR: _operator,
    Kind.LIST: _list,
    Kind.KEYED: _keyed,
    Kind.CONDITION: _condition,
}


def _shown(value: Any) -> str:
    match value:
        case _Gone():
            return _NOTHING
        case bool():
            return "true" if value else "false"
        case {"zh": str() as wording, "en": str()}:
            return wording
        case dict():
            return "{" + next((f"{key} = {value[key]}, " for key in _TELLING if key in value), "") + "…}"
    return shortened(str(value))
