"""Rule data before they become rules: plain trees of tables, laid over one another.

One mechanism serves four needs: a city that extends a province, a reading chosen, a parameter changed in a
simulation, and a value nudged to see whether it matters. Each is a tree laid over the rule book.
"""

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from typing import Any

Tree = Mapping[str, Any]


def laid_over(base: Tree, patch: Tree) -> dict[str, Any]:
    """``base`` with ``patch`` on top: tables merge key by key, everything else is replaced."""
    merged = dict(base)
    for key, value in patch.items():
        below = merged.get(key)
        merged[key] = laid_over(below, value) if isinstance(below, Mapping) and isinstance(value, Mapping) else value
    return merged


def digest(tree: Any) -> str:
    """SHA-256 of the canonical bytes of a tree: sorted keys, ISO dates, UTF-8, no spaces."""
    canonical = json.dumps(tree, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=_iso)
    return hashlib.sha256(canonical.encode()).hexdigest()


def _iso(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"a rule tree holds no {type(value).__name__}")
