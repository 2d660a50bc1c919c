"""Payments compared with one another, with what was paid already, and with the ledgers: which are new, and what is odd."""

from collections.abc import Mapping, Sequence

import attrs
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from laowu.rules.subsidy import PerHead
from laowu_ledger.claims.recognitions import BrandStanding
from laowu_ledger.claims.settled import as_known
from laowu_ledger.store.scanning import distinct, scanned
from laowu_ledger.store.store import Store

Numbers = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


@attrs.frozen(kw_only=True, eq=False)
class Compared:
    """What came of the comparison; all masks are over the payments given.

    Attributes:
        fresh: the payments that are to be loaded.
        said: masks by the code of what is said.
    """

    fresh: Mask
    said: Mapping[str, Mask]


def compare(payments: pa.Table, paid: pa.Table, award: PerHead, standings: Mapping[str, BrandStanding], store: Store) -> Compared:
    """Compare payments.

    Args:
        payments: all that are to be loaded, with the columns of :data:`~laowu_ledger.payments.reading.COLUMNS`.
        paid: what was paid under the award already.
        award: what was paid.
        standings: how the brands stand, where that is told; it knows their spellings.
        store: the ledgers.
    """
    ours = as_known(payments, award, standings)
    theirs = as_known(paid.filter(pa.array(~paid.column("forfeited").to_numpy())), award, standings)
    by_load = theirs.column("source_row").is_valid().to_numpy()
    said: dict[str, Mask] = {}
    exact = _words(payments, ("person", "content"))
    said["paid_same_row"] = _again(exact)
    loaded = set(_words(theirs.filter(pa.array(by_load)), ("person", "content")))
    run = set(_words(theirs.filter(pa.array(~by_load)), ("person", "brand", "year", "fen")))
    of_run = _among(_words(ours, ("person", "brand", "year", "fen")), run)
    said["paid_known"] = (_among(exact, loaded) | of_run) & ~said["paid_same_row"]
    fresh = ~said["paid_same_row"] & ~said["paid_known"]
    whose = ("person", "brand") if award.person_scope == "brand" else ("person",)
    who = np.asarray(_numbered(_words(ours, whose)), np.int64)
    had = _among(_words(ours, whose), set(_words(theirs, whose)))
    several = np.bincount(who[fresh], minlength=int(who.max(initial=-1)) + 1)[who] > 1
    said["paid_again"] = fresh & (had | several)
    known = {brand for (brand,) in distinct(store, ("brand",)) if brand} | set(theirs.column("brand").unique().to_pylist())
    known |= {standing.name or spelling for spelling, standing in standings.items()}
    known |= {standings[brand].name or brand for brand in known if brand in standings}
    said["paid_brand_unknown"] = fresh & ~_among(ours.column("brand").to_pylist(), known)
    said["paid_name_differs"] = fresh & _other_names(payments, store)
    return Compared(fresh=fresh, said=said)


def _words(table: pa.Table, names: Sequence[str]) -> list[tuple[object, ...]]:
    return list(zip(*(table.column(name).to_pylist() for name in names), strict=True))


def _numbered(keys: Sequence[object]) -> list[int]:
    numbers: dict[object, int] = {}
    return [numbers.setdefault(key, len(numbers)) for key in keys]


def _again(keys: Sequence[object]) -> Mask:
    """Which of them stood before."""
    seen: set[object] = set()
    found = []
    for key in keys:
        found.append(key in seen)
        seen.add(key)
    return np.asarray(found, np.bool_)


def _among(keys: Sequence[object], others: "set[tuple[object, ...]] | set[str]") -> Mask:
    return np.asarray([key in others for key in keys], np.bool_)


def _other_names(payments: pa.Table, store: Store) -> Mask:
    """Payments to a number that stands under another name, in the ledgers or in the payments themselves."""
    person, named = (payments.column(name).to_numpy() for name in ("person", "named"))
    if not len(person):
        return np.zeros(0, np.bool_)
    people = np.unique(person)
    parts: list[tuple[Numbers, Numbers]] = [(person, named)]
    for table in scanned(store, ("person", "named")):
        whose, names = (table.column(name).to_numpy() for name in ("person", "named"))
        ours = people[np.minimum(np.searchsorted(people, whose), len(people) - 1)] == whose
        parts.append((whose[ours], names[ours]))
    pairs = np.stack([np.concatenate([part[side] for part in parts]) for side in (0, 1)], axis=1)
    distinct_pairs = np.unique(pairs, axis=0)
    whose, counts = np.unique(distinct_pairs[:, 0], return_counts=True)
    return np.asarray(np.isin(person, whose[counts > 1]))
