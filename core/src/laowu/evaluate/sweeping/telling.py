"""What every way of telling a sweep needs: labels, and values that come to the same taken together."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from laowu.evaluate.sweeping.result import Sweep
from laowu.model.level import Target
from laowu.text import Text, same

COUNTS = {
    True: Text("恰为此数算达到", "the figure itself counts"),
    False: Text("恰为此数不算", "the figure itself does not count"),
}
"""Whether a figure that is exactly the value counts."""


def runs(items: Sequence[object], apart: frozenset[int]) -> Iterator[tuple[int, int]]:
    """First and last place of each stretch of equal items.

    Args:
        items: what is told at each value.
        apart: places that stand by themselves.
    """
    first = 0
    for place in range(1, len(items) + 1):
        if place == len(items) or items[place] != items[first] or place in apart or first in apart:
            yield first, place - 1
            first = place


def places_applying(result: Sweep) -> frozenset[int]:
    """Where the value that applies stands among those tried; nowhere when it lies outside."""
    current = {entry.value for entry in result.stated if entry.applies}
    return frozenset(place for place, value in enumerate(result.values) if value.value in current)


def brand_names(brands: Iterable[tuple[str, str]]) -> Mapping[str, Text]:
    """What to call each dossier: the brand, with digits of its digest where several dossiers are about one brand.

    Args:
        brands: name and digest of each, as often as one likes.
    """
    found: dict[str, set[str]] = {}
    for brand, dossier in brands:
        found.setdefault(brand, set()).add(dossier)
    return {
        dossier: same(brand if len(dossiers) == 1 else f"{brand} {dossier.removeprefix('sha256:')[:8]}")
        for brand, dossiers in found.items()
        for dossier in dossiers
    }


def class_labels(result: Sweep) -> Mapping[Target, Text | None]:
    """The classes as the document names them."""
    return {found.target: found.class_label for found in result.recognition}


def value_labels(result: Sweep) -> Mapping[str, Text]:
    """The values tried, with their unit."""
    return {value.value: value.label for value in result.values}


APPLIES = Text("当日所载", "as stated now")
"""Marks the value that the rule data state for the date judged."""


def target_label(target: Target, class_label: Text | None) -> Text:
    """Level, and class where there is one."""
    return target.level.label + same(" · ") + class_label if class_label else target.level.label
