"""What can go wrong with files, keys and stores.

::

    InputError (core)
    ├── UnreadableLedger     a file that is no ledger, cannot be read or is damaged
    ├── UnreadableTable      a table of dossiers that cannot be read, or a column of it that means nothing
    ├── TokenKeyError        the key of the tokens is missing where it must not be, or is no key
    ├── EngineError          an engine that cannot be used
    │   ├── EngineMissing    it, or what it needs, is not installed or not reached
    │   └── EngineFailed     it gave up: for want of memory or room, or because it was lost
    └── StoreError           a store that cannot be used
        ├── StoreBusy        somebody else is writing to it
        ├── WrongKey         it was filled with another key
        ├── DamagedStore     it is not as it was left
        └── NoRoom           the disk is full, or a file may not grow further
"""

import errno

from laowu.errors import InputError
from laowu.text import Text

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class UnreadableLedger(InputError):
    """A file that is no ledger, cannot be read, or is damaged."""


class UnreadableTable(InputError):
    """A table of dossiers that cannot be read, or a column of it that means nothing."""


class TokenKeyError(InputError):
    """The key of the tokens is missing or is no key."""


class EngineError(InputError):
    """An engine that cannot be used."""


class EngineMissing(EngineError):
    """An engine, or what it needs, is not installed or not reached."""


class EngineFailed(EngineError):
    """An engine gave up."""


class StoreError(InputError):
    """A store that cannot be used."""


class StoreBusy(StoreError):
    """Somebody else is writing to the store."""


class WrongKey(StoreError):
    """The store was filled with another key."""


class DamagedStore(StoreError):
    """The store is not as it was left."""


class NoRoom(StoreError):
    """What was to be written does not fit."""


def unwritable(failure: OSError, place: str) -> InputError:
    """What to tell when a file of ours could not be written."""
    if failure.errno in _FULL:
        return NoRoom(
            Text("磁盘已满，没有写入任何半成品", "there is no room on the disk; nothing half-written is left in use"),
            where=place,
            mend=Text("腾出空间后重新运行同一命令", "make room and run the same command again"),
        )
    reason = failure.strerror or str(failure)
    return StoreError(Text(f"写不了（{reason}）", f"this cannot be written ({reason})"), where=place)


def unreadable(failure: OSError, place: str) -> UnreadableLedger:
    """What to tell when a file cannot be opened."""
    reason = failure.strerror or type(failure).__name__
    return UnreadableLedger(Text(f"读不了文件（{reason}）", f"the file cannot be read ({reason})"), where=place)
