"""A store as it stands: what its manifest names, ready to be read."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import attrs
import numpy as np
import numpy.typing as npt
import pyarrow.parquet as pq

from laowu.text import Text
from laowu_ledger.errors import StoreError
from laowu_ledger.schema.columns import PERSON
from laowu_ledger.store.manifest import Manifest, Segment, Source, read_manifest
from laowu_ledger.store.runs import SegmentRun

SEGMENTS = "segments"
STAGING = "staging"


@attrs.frozen(kw_only=True)
class Store:
    """A store.

    Attributes:
        folder: where it is.
        manifest: what it consists of.
    """

    folder: Path
    manifest: Manifest

    @staticmethod
    def open(folder: str | Path) -> "Store":
        """Open a store for reading.

        Raises:
            StoreError: there is none, or it is damaged.
        """
        manifest = read_manifest(Path(folder))
        if manifest is None:
            raise StoreError(
                Text("这里没有台账库", "there is no store here"),
                where=str(folder),
                mend=Text("用 laowu ledger import 建立", "laowu ledger import makes one"),
            )
        return Store(folder=Path(folder), manifest=manifest)

    @property
    def rows(self) -> int:
        """How many rows it holds."""
        return self.manifest.rows

    @property
    def sources(self) -> tuple[Source, ...]:
        """Where its rows come from, by the number in their column ``source``."""
        return self.manifest.sources

    @property
    def segments(self) -> tuple[Path, ...]:
        """Its files of rows, Parquet with the columns of :func:`~laowu_ledger.schema.columns.store_schema`.

        Each is sorted by person and then by content; no row stands in two of them.
        """
        return tuple(self.path_of(segment) for segment in self.manifest.segments)

    @property
    def conflicts(self) -> npt.NDArray[np.int64]:
        """People who stand under several names, sorted; their rows do not count until that is put right."""
        if self.manifest.conflicts is None:
            return np.zeros(0, np.int64)
        return np.asarray(pq.read_table(self.folder / SEGMENTS / self.manifest.conflicts).column(PERSON).to_numpy())

    def path_of(self, segment: Segment) -> Path:
        """The file of a segment."""
        return self.folder / SEGMENTS / segment.name

    @contextmanager
    def runs(self, segments: Sequence[Segment]) -> Iterator[list[SegmentRun]]:
        """Segments, open for reading by spans."""
        opened: list[SegmentRun] = []
        try:
            for segment in segments:
                opened.append(SegmentRun(self.path_of(segment), segment.rows))  # noqa: PERF401  # what is open must be closed
            yield opened
        finally:
            for run in opened:
                run.close()
