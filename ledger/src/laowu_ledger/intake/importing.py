"""Files taken into a store: staged one by one, then added in one change that happens or does not."""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import attrs

from laowu.text import Text
from laowu_ledger.errors import WrongKey, unwritable
from laowu_ledger.identity.token_key import TokenKey
from laowu_ledger.intake.checking import put_refused
from laowu_ledger.intake.conflicting import put_conflicting
from laowu_ledger.intake.judged_files import Reading
from laowu_ledger.intake.reports import RunReport, pairs_of
from laowu_ledger.intake.staging import Staged, stage
from laowu_ledger.reading.files import digest_of
from laowu_ledger.sheets.error_workbook import ErrorWorkbook
from laowu_ledger.store.adding import Added, Addition, Place, add, tidy
from laowu_ledger.store.lock import writing
from laowu_ledger.store.manifest import Manifest, Source, read_manifest
from laowu_ledger.store.people import count_people
from laowu_ledger.store.runs import StagedRun
from laowu_ledger.store.store import STAGING, Store

BYTES_A_ROW = 1_200
"""Memory that a row takes while it is sorted, copies included."""
MOST_AT_ONCE, LEAST_AT_ONCE = 1_000_000, 20_000
MOST_CLASHES = 100_000


@attrs.frozen(kw_only=True)
class Imported:
    """What came of an import.

    Attributes:
        report: what to tell.
        store: the store as it stands now.
        clashes: rows of people under several brands: a number for the person, brand, source and row.
    """

    report: RunReport
    store: Store
    clashes: tuple[tuple[int, str, int, int], ...]


def import_files(
    files: Sequence[str],
    folder: Path,
    reading: Reading,
    key: TokenKey,
    *,
    memory: int,
    errors: ErrorWorkbook | None = None,
) -> Imported:
    """Take files into a store, which is made where there is none.

    Args:
        files: the files.
        folder: the store.
        reading: how to read them.
        key: of the tokens.
        memory: bytes to work in, about.
        errors: where refused rows go; closed at the end.

    Raises:
        UnreadableLedger: a file cannot be read; those before it stay staged.
        WrongKey: the store was filled with another key.
        StoreError: something cannot be written; the store is as it was.
    """
    at_once = max(LEAST_AT_ONCE, min(MOST_AT_ONCE, memory // BYTES_A_ROW))
    try:
        with _held(folder, key) as store:
            tidy(store)
            imported = _import(files, store, reading, key, at_once=at_once, errors=errors)
            _forget_staged(store)
        if errors is not None:
            errors.close()
            imported.report.error_rows = errors.rows
    except BaseException:
        if errors is not None:
            errors.abandon()
        raise
    return imported


@contextmanager
def _held(folder: Path, key: TokenKey) -> Iterator[Store]:
    """The store, held for writing."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as failure:
        raise unwritable(failure, str(folder)) from failure
    with writing(folder):
        manifest = read_manifest(folder) or Manifest(key=key.fingerprint)
        if manifest.key != key.fingerprint:
            raise WrongKey(
                Text(
                    f"台账库用的是另一把密钥（指纹 {manifest.key}，现在的是 {key.fingerprint}）",
                    f"the store was filled with another key (fingerprint {manifest.key}; this one is {key.fingerprint})",
                ),
                where=str(folder),
                mend=Text("用 --key 指明建库时的密钥文件", "name the file of its key with --key"),
            )
        yield Store(folder=folder, manifest=manifest)


def _import(
    files: Sequence[str], store: Store, reading: Reading, key: TokenKey, *, at_once: int, errors: ErrorWorkbook | None
) -> Imported:
    report = RunReport()
    staged: dict[str, tuple[str, Staged]] = {}
    for file in files:
        digest = digest_of(file)
        name = f"{digest} {reading.terms.brand}".strip()
        if name in store.manifest.whole_files or name in staged:
            report.known_files.append(file)
            continue
        refuse = partial(put_refused, errors, digest=digest) if errors is not None else None
        done = stage(file, digest, store.folder / STAGING, reading, key.fingerprint, at_once=at_once, refuse=refuse)
        staged[name] = (file, done)
        report.sheets += done.sheets
    added = _add(store, [done for _, done in staged.values()], at_once, reading)
    report.new, report.known, report.replaced = added.rows, added.known, added.withdrawn
    report.repeats = added.repeats
    report.pairs = pairs_of(added.repeats, added.brands)
    report.total = added.store.rows
    report.people = count_people(added.store)
    report.conflicting = len(added.conflicting)
    if errors is not None and added.conflicting:
        first = len(store.manifest.sources)
        put_conflicting(errors, _places(added, first, [file for file, done in staged.values() for _ in done.sheets]), reading)
    return Imported(report=report, store=added.store, clashes=tuple(added.clashes))


def _add(store: Store, staged: list[Staged], at_once: int, reading: Reading) -> Added:
    """Add what is staged. Rows of a sheet that was taken before say nothing new, and drop out on the way."""
    if not staged:
        return Added(store=store)
    runs: list[tuple[StagedRun, int]] = []
    sources: list[Source] = []
    for done in staged:
        first = len(store.sources) + len(sources)
        sources += done.sources
        runs += [(run, first) for run in done.opened()]
    addition = Addition(
        staged=tuple(runs),
        sources=tuple(sources),
        whole_files=tuple(f"{done.digest} {done.brand}".strip() for done in staged if done.whole),
        withdrawn=_withdrawn(staged, (*store.sources, *sources)),
    )
    reading.watcher.sorting(sum(run.rows for run, _ in runs))
    return add(store, addition, at_once=at_once, most_clashes=MOST_CLASHES, watched=reading.watcher.sorted)


def _withdrawn(staged: list[Staged], sources: Sequence[Source]) -> frozenset[Place]:
    """The rows that repaired ones replace, where their files were taken."""
    wanted = {reference for done in staged for reference in done.references}
    if not wanted:
        return frozenset()
    places: dict[tuple[str, str], list[int]] = {}
    for number, source in enumerate(sources):
        places.setdefault((source.digest[:16], source.sheet), []).append(number)
    return frozenset((number, row) for digest, sheet, row in wanted for number in places.get((digest, sheet), ()))


def _places(added: Added, first: int, files: Sequence[str]) -> dict[tuple[str, str], set[int]]:
    """Rows by file and sheet."""
    found: dict[tuple[str, str], set[int]] = {}
    for source, row in added.conflicting:
        if source >= first:
            sheet = added.store.sources[source].sheet
            found.setdefault((files[source - first], sheet), set()).add(row)
    return found


def _forget_staged(store: Store) -> None:
    """Remove what was staged: the store has it."""
    shutil.rmtree(store.folder / STAGING, ignore_errors=True)
