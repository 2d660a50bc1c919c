"""Files that are either there and whole, or not there, whenever the power goes."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from laowu_ledger.errors import unwritable

PART = ".part"
"""What a file is called beside its name until it is whole."""


@contextmanager
def whole(target: Path) -> Iterator[Path]:
    """Write a file under another name; it takes its own once it is whole and on the disk.

    Raises:
        StoreError: it cannot be written; nothing is left of it.
    """
    part = target.with_name(target.name + PART)
    try:
        yield part
        with part.open("rb+") as written:
            os.fsync(written.fileno())
        part.replace(target)
        sync_folder(target.parent)
    except OSError as failure:
        raise unwritable(failure, str(target)) from failure
    finally:
        part.unlink(missing_ok=True)


def write_json(target: Path, data: Any) -> None:
    """Write data whole; see :func:`whole`."""
    text = json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    with whole(target) as part:
        part.write_text(text, encoding="utf-8")


def sync_folder(folder: Path) -> None:
    """Put what a folder lists on the disk, where the system allows it."""
    if os.name == "nt":
        return
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
