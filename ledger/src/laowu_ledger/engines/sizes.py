"""Amounts of memory, as the engines want them told."""

import re

_UNITS = {"": 1, "K": 1 << 10, "M": 1 << 20, "G": 1 << 30}
_SIZE = re.compile(r"(\d+)\s*([KMG]?)i?B?", re.IGNORECASE)


def bytes_of(size: str | int) -> int:
    """The bytes of an amount like ``"2GB"``.

    Raises:
        ValueError: it is no amount.
    """
    if isinstance(size, int):
        return size
    found = _SIZE.fullmatch(size.strip())
    if found is None:
        raise ValueError(f"no amount of memory: {size!r}")
    return int(found[1]) * _UNITS[found[2].upper()]


def mebibytes(size: str | int) -> int:
    """The same in whole mebibytes, at least one."""
    return max(1, bytes_of(size) >> 20)
