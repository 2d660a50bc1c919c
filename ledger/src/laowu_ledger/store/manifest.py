"""What a store consists of: one small file that is replaced as a whole with every change."""

import json
from pathlib import Path
from typing import Any

import attrs
import cattrs

from laowu.text import Text
from laowu_ledger.errors import DamagedStore
from laowu_ledger.schema.columns import VERSION
from laowu_ledger.store.durable import write_json

FILE = "manifest.json"
_KIND = "laowu/ledger-store"


@attrs.frozen(kw_only=True)
class Segment:
    """One sorted file of rows.

    Attributes:
        name: its file in the folder of segments.
        rows: how many rows it holds.
    """

    name: str
    rows: int


@attrs.frozen(kw_only=True)
class Source:
    """One sheet of one file that was taken. Its place in the manifest is the ``source`` of its rows.

    Attributes:
        digest: SHA-256 of the file.
        file: name of the file, without its folders.
        sheet: the sheet; empty where the file has none.
        brand: the brand that was given for rows without one.
        taken: rows that were taken, those that another file had already included.
        refused: rows that were refused.
        skipped: rows that are no people.
        withdrawn: whether it was withdrawn as a whole; its number is not given again.
    """

    digest: str
    file: str
    sheet: str
    brand: str
    taken: int
    refused: int
    skipped: int
    withdrawn: bool = False


@attrs.frozen(kw_only=True)
class Manifest:
    """Everything that is in a store.

    Attributes:
        key: fingerprint of the key of its tokens.
        change: counts the changes, from 1; names of new files carry it.
        segments: the files that hold the rows.
        sources: where the rows come from.
        whole_files: digests, with the brand given, of files that were taken with all their sheets.
        conflicts: file of the people who stand under two names, or ``None`` when there are none.
    """

    key: str
    change: int = 0
    segments: tuple[Segment, ...] = ()
    sources: tuple[Source, ...] = ()
    whole_files: tuple[str, ...] = ()
    conflicts: str | None = None

    @property
    def rows(self) -> int:
        """How many rows the store holds."""
        return sum(segment.rows for segment in self.segments)


_CONVERTER = cattrs.Converter(forbid_extra_keys=True)


def read_manifest(folder: Path) -> Manifest | None:
    """The manifest of a store; ``None`` where there is no store yet.

    Raises:
        DamagedStore: it cannot be read, or is of another version.
    """
    path = folder / FILE
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as failure:
        says = Text("台账库的清单读不了", "the manifest of the store cannot be read")
        raise DamagedStore(says, where=str(path)) from failure
    if not isinstance(data, dict) or data.pop("kind", None) != _KIND:
        raise DamagedStore(Text("这不是台账库的清单", "this is no manifest of a store"), where=str(path))
    if data.pop("version", None) != VERSION:
        raise DamagedStore(
            Text("台账库是另一个版本的", "the store is of another version"),
            where=str(path),
            mend=Text("用写入它的版本打开，或重新导入", "open it with the version that wrote it, or import anew"),
        )
    try:
        return _CONVERTER.structure(data, Manifest)
    except cattrs.BaseValidationError as failure:
        raise DamagedStore(Text("台账库的清单不完整", "the manifest of the store is not complete"), where=str(path)) from failure


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Put a manifest in place of the one before; from then on the store is what it says.

    Raises:
        StoreError: it cannot be written; the one before remains.
    """
    data: dict[str, Any] = {"kind": _KIND, "version": VERSION, **_CONVERTER.unstructure(manifest)}
    write_json(folder / FILE, data)
