"""One writer at a time; the lock ends with the process that holds it, however that ends."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from laowu.text import Text
from laowu_ledger.errors import StoreBusy, unwritable

LOCK = "lock"


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Hold the store for writing.

    Raises:
        StoreBusy: another process writes to it.
        StoreError: the lock cannot be made.
    """
    try:
        opened = (folder / LOCK).open("a+b")
    except OSError as failure:
        raise unwritable(failure, str(folder)) from failure
    with opened:
        if not _taken(opened):
            raise StoreBusy(
                Text("另一个程序正在写这个台账库", "another program is writing to this store"),
                where=str(folder),
                mend=Text("等它结束后再运行", "run this again when it has ended"),
            )
        yield


def _taken(opened: IO[bytes]) -> bool:
    if sys.platform == "win32":
        import msvcrt

        try:
            opened.seek(0)
            msvcrt.locking(opened.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
    import fcntl

    try:
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
