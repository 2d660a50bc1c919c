"""Names that may be two spellings of one: two brands or building bodies, and so two caps, where there may be only one."""

import re
import unicodedata
from collections.abc import Iterable

import attrs

from laowu_ledger.claims.rows import Pool
from laowu_ledger.store.scanning import distinct
from laowu_ledger.store.store import Store

_NO_LETTERS = re.compile(r"[\W_]+")
_COMPANY = re.compile(r"(股份|有限|责任|集团|公司)+$")
_SHORTEST = 3


@attrs.frozen(kw_only=True, order=True)
class Alike:
    """Two names that may be one.

    Attributes:
        brand: whose building bodies they are; empty for two brands.
        names: the two.
    """

    brand: str
    names: tuple[str, str]


def alike_pools(pools: Iterable[Pool], store: Store | None) -> tuple[Alike, ...]:
    """Brands that may be one and, where each building body has a cap, bodies of a brand that may be.

    Names may be one that differ in spaces, signs or the form of a company, or by one character that one of them has more; and
    bodies under one credit code are one, whatever they are called.

    Args:
        pools: what shares a cap.
        store: the rows, where each building body has a cap; they are looked through for credit codes.
    """
    bodies: dict[str, set[str]] = {}
    for pool in pools:
        bodies.setdefault(pool.brand, set()).add(pool.unit)
    found = {Alike(brand="", names=names) for names in alike_names(bodies)}
    if store is not None:
        names_of = {written: (pool.brand, pool.unit) for pool in pools for written in pool.written}
        coded: dict[tuple[str, str], set[str]] = {}
        for brand_spelling, unit_spelling, code in distinct(store, ("brand", "unit", "unit_code")):
            if code:
                brand, unit = names_of[brand_spelling, unit_spelling]
                coded.setdefault((brand, code), set()).add(unit)
        for (brand, _), units in coded.items():
            first, *others = sorted(units - {""}) or [""]
            found |= {Alike(brand=brand, names=(first, other)) for other in others}
        for brand, units in bodies.items():
            found |= {Alike(brand=brand, names=names) for names in alike_names(units)}
    return tuple(sorted(found))


def alike_names(names: Iterable[str]) -> set[tuple[str, str]]:
    """Pairs of names that may be one."""
    by_key: dict[str, list[str]] = {}
    for name in sorted(set(names) - {""}):
        by_key.setdefault(_key(name), []).append(name)
    found = {(some[0], other) for some in by_key.values() for other in some[1:]}
    for key, some in by_key.items():
        shorter = {key[:place] + key[place + 1 :] for place in range(len(key))} if len(key) > _SHORTEST else set()
        found |= {_pair(some[0], by_key[one][0]) for one in shorter & by_key.keys()}
    return found


def _pair(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one < other else (other, one)


def _key(name: str) -> str:
    plain = _NO_LETTERS.sub("", unicodedata.normalize("NFKC", name)).casefold()
    return _COMPANY.sub("", plain) or plain
