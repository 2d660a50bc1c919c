"""Files, or rows of them, taken out of a store again: one change of the manifest, which happens or does not."""

from collections import Counter
from collections.abc import Collection

import attrs
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from laowu.errors import InputError
from laowu.text import Text, joined, same
from laowu_ledger.schema.columns import CONTENT, PERSON, ROW, SOURCE
from laowu_ledger.store.adding import Addition, add, tidy
from laowu_ledger.store.manifest import Source
from laowu_ledger.store.scanning import scanned
from laowu_ledger.store.store import Store

_LEAST_DIGITS = 8
_MOST_NAMED = 5


class NoSuchFile(InputError):
    """A file that the store holds nothing from, or several of one name."""


@attrs.frozen(kw_only=True)
class Withdrawn:
    """What was taken out.

    Attributes:
        store: the store as it stands now.
        rows: rows that were taken out.
        again: files that stated some of these rows too, or others that were kept once, and can be imported again to have them.
    """

    store: Store
    rows: int
    again: tuple[str, ...]


def sources_of(store: Store, written: str) -> tuple[int, ...]:
    """The sources that somebody means by ``FILE``, ``FILE!SHEET``, ``#SOURCE``, or the beginning of the file's SHA-256.

    Raises:
        NoSuchFile: the store holds nothing from it, or several files of that name.
    """
    there = {place: source for place, source in enumerate(store.sources) if not source.withdrawn}
    if written.startswith("#") and written[1:].isdigit() and int(written[1:]) in there:
        return (int(written[1:]),)
    found = [place for place, one in there.items() if written in (one.file, f"{one.file}!{one.sheet}")]
    if not found and len(written) >= _LEAST_DIGITS:
        found = [place for place, one in there.items() if one.digest.startswith(written.lower())]
    if len({(there[place].digest, there[place].brand) for place in found}) == 1:
        return tuple(found)
    if found:
        listed = [same(f"#{place} ({there[place].digest[:_LEAST_DIGITS]} {there[place].sheet})") for place in found]
        raise NoSuchFile(
            Text(f"“{written}”导入过不止一个", f"several files “{written}” were imported"),
            mend=Text("可写：", "write one of: ") + joined(listed, zh="、", en=", "),
        )
    files = list(dict.fromkeys(one.file for one in there.values()))
    listed = [same(file) for file in files[:_MOST_NAMED]]
    raise NoSuchFile(
        Text(f"库中没有来自“{written}”的行", f"the store holds nothing from “{written}”"),
        mend=Text("库中有：", "it holds: ") + joined(listed, zh="、", en=", ") if files else None,
    )


def rows_from(store: Store, sources: Collection[int], rows: Collection[int] = ()) -> pa.Table:
    """The rows of some sources, or those of them with some numbers: source, row, person and content.

    Raises:
        NoSuchFile: one of the numbers is not among them.
    """
    names = (SOURCE, ROW, PERSON, CONTENT)
    wanted = pa.array(sorted(sources), pa.int32())
    parts = []
    for table in scanned(store, names):
        mine = pc.is_in(table.column(SOURCE), wanted)
        if rows:
            mine = pc.and_(mine, pc.is_in(table.column(ROW), pa.array(sorted(rows), pa.int32())))
        parts.append(table.filter(mine))
    found = pa.concat_tables(parts) if parts else pa.table({name: pa.array([], pa.int64()) for name in names})
    missing = sorted(set(rows) - set(found.column(ROW).to_pylist()))
    if missing:
        listed = ", ".join(map(str, missing[:_MOST_NAMED]))
        raise NoSuchFile(
            Text(f"库中没有第 {listed} 行", f"row {listed} is not in the store"),
            where=store.sources[min(sources)].file,
            mend=Text(
                "它可能未通过检查，或与先导入的另一行内容相同", "it may have been refused, or say what a row says that came first"
            ),
        )
    return found


def withdraw(store: Store, sources: Collection[int], rows: pa.Table, *, whole: bool, at_once: int) -> Withdrawn:
    """Take rows out of a store that is held for writing.

    A row that several files state is kept once, by the one that came first; when that is withdrawn as a whole, the others are
    no longer known as taken, so that importing them again brings such rows back.

    Args:
        store: the store.
        sources: whose rows they are.
        rows: the rows, as :func:`rows_from` gives them.
        whole: whether these are all rows of the sources.
        at_once: rows held in memory at a time, about.

    Raises:
        StoreError: something cannot be written; the store remains as it was.
    """
    tidy(store)
    places = frozenset(zip(rows.column(SOURCE).to_pylist(), rows.column(ROW).to_pylist(), strict=True))
    manifest, again = store.manifest, dict[str, str]()
    if whole:
        gone = {store.sources[place].digest for place in sources}
        again = {one.digest: one.file for one in _sharing(store) if one.digest not in gone}
        flagged = (attrs.evolve(one, withdrawn=one.withdrawn or place in sources) for place, one in enumerate(store.sources))
        kept = (name for name in manifest.whole_files if name.partition(" ")[0] not in gone | again.keys())
        manifest = attrs.evolve(manifest, sources=tuple(flagged), whole_files=tuple(kept))
    addition = Addition(staged=(), sources=(), whole_files=(), withdrawn=places)
    added = add(attrs.evolve(store, manifest=manifest), addition, at_once=at_once)
    return Withdrawn(store=added.store, rows=added.withdrawn, again=tuple(dict.fromkeys(again.values())))


def _sharing(store: Store) -> list[Source]:
    """The sources some of whose rows are in the store by another one, or stand twice in their own file."""
    there: Counter[int] = Counter()
    for table in scanned(store, (SOURCE,)):
        counted = np.unique(table.column(SOURCE).to_numpy(), return_counts=True)
        there.update(dict(zip(*(part.tolist() for part in counted), strict=True)))
    return [one for place, one in enumerate(store.sources) if not one.withdrawn and there[place] < one.taken]
