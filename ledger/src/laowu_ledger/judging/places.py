"""Places as six-digit codes, found with core's table of divisions."""

import re
from datetime import date
from functools import cache

import pyarrow as pa

from laowu.errors import DossierError
from laowu.places.divisions import Divisions
from laowu.places.resolving import resolve
from laowu_ledger.judging.by_unique import Parsed, Reader
from laowu_ledger.judging.regular import compact
from laowu_ledger.reading.cells import shown

_CODE = re.compile(r"(\d{6})(?:\d{3}|\d{6})?")
# The end of a name of a division inside an address: 某某市某某县|某某街道….
_ENDS = re.compile(r"[省市区县旗州盟]")


@cache
def places(on: date) -> Reader:
    """The reader of places as they were named on a day."""
    return Reader(lambda cell: _place(cell, on), pa.int32())


def _place(cell: str, on: date) -> Parsed:
    text = compact(shown(cell))
    if not text:
        return Parsed(None)
    divisions = Divisions.load()
    if found := _CODE.fullmatch(text):
        known = divisions.history(found[1])
        return Parsed(int(found[1])) if known else Parsed(None, ("division_unknown",))
    # The longest beginning that names a division; addresses go on below it.
    ends = sorted({len(text), *(match.end() for match in _ENDS.finditer(text))}, reverse=True)
    for end in ends:
        try:
            return Parsed(int(resolve(divisions, text[:end], on).code))
        except DossierError:
            continue
    return Parsed(None, ("division_unknown",))
