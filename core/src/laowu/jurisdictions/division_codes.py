"""Codes of divisions in rule data: one that no division ever had would match no place, and nobody would be told."""

import re
from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any

from laowu.errors import RuleDataError
from laowu.model.refusal import Path
from laowu.places.divisions import Divisions
from laowu.rules.layer import Sections
from laowu.text import Text

_KEYS = frozenset({"division", "divisions", "within"})
"""What holds codes: the region's own and those of its aliases, the divisions of a target, the bound of a condition."""


_SHAPE = re.compile("[0-9]{6}").fullmatch
_MOST_NEAR = 3


def check_division_codes(sections: Sections) -> None:
    """Refuse a code that no division has had at any time of the table.

    Raises:
        RuleDataError: with file, TOML path and codes that are near; further such codes are in its ``further``.
    """
    divisions = Divisions.load()
    found = [
        _unknown(sections, section, path, code, divisions)
        for section, tree in sections.tree.items()
        for path, code in _codes(tree, ())
        if not divisions.history(code)
    ]
    if found:
        found[0].further = tuple(found[1:])
        raise found[0]


def _codes(tree: Any, path: Path) -> Iterator[tuple[Path, str]]:
    """Every code in rule data, with its place; what has not the shape of one is refused elsewhere."""
    items = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list | tuple) else ()
    for key, value in items:
        if key in _KEYS:
            several = isinstance(value, list | tuple)
            for place, code in enumerate(value if several else [value]):
                if isinstance(code, str) and _SHAPE(code):
                    yield (*path, key, *([place] if several else [])), code
        else:
            yield from _codes(value, (*path, key))


def _unknown(sections: Sections, section: str, path: Path, code: str, divisions: Divisions) -> RuleDataError:
    what = Text(f"没有代码为“{code}”的行政区划", f"no division has the code “{code}”")
    one_off = [known for known in divisions.codes() if sum(map(str.__ne__, known, code)) == 1]
    near = (one_off + get_close_matches(code, divisions.codes(), n=_MOST_NEAR, cutoff=0.8))[:_MOST_NEAR]
    near = [f"{known} {divisions.history(known)[-1].name}" for known in dict.fromkeys(near)]
    mend = Text(f"是否想写：{'、'.join(near)}？", f"did you mean: {', '.join(near)}?") if near else None
    return sections.refuse(section, path, what, mend)
