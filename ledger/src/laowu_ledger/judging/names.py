"""Names of people, made comparable: no spaces in Chinese names, one middle dot."""

import re
import unicodedata

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from laowu_ledger.judging.findings import Findings, Mask
from laowu_ledger.judging.plain import chinese
from laowu_ledger.judging.regular import APOSTROPHES, FORMULA_STARTS, SPACES
from laowu_ledger.reading.cells import BROKEN, shown
from laowu_ledger.schema.spelling import word_key
from laowu_ledger.schema.words import codes

_SHORTEST, _LONGEST = 2, 12
_LATIN = re.compile(r"[A-Za-z]")
_DOTS = str.maketrans(dict.fromkeys("•・･‧∙⋅●•．.", "·"))
_PRIVATE = re.compile(r"[\ue000-\uf8ff\U000f0000-\U0010fffd]")


def read_names(column: pa.Array, findings: Findings) -> pa.Array:
    """The names of a column made comparable, empty where there is none."""
    (odd,) = np.nonzero(~chinese(column, _SHORTEST, _LONGEST))
    if not len(odd):
        return column
    cells = column.to_pylist()
    respelled, private, formulas, errors = [], [], [], []
    for row in odd.tolist():
        cell = cells[row]
        name = regular_name(cell)
        cells[row] = name
        if cell.startswith(BROKEN):
            errors.append(row)
        elif name.casefold() != shown(cell).casefold() and name:
            respelled.append(row)
        if _PRIVATE.search(name):
            private.append(row)
        if name.startswith(FORMULA_STARTS):
            formulas.append(row)
    for code, rows in (
        ("name_respelled", respelled),
        ("name_private_use", private),
        ("formula_like", formulas),
        ("cell_error", errors),
    ):
        findings.add(code, "name", np.asarray(rows, np.intp))
    return pa.array(cells, pa.string())


def regular_name(cell: str) -> str:
    """A name as names are compared: one dot, no spaces but between Latin words, capitals."""
    if cell.startswith(BROKEN):
        return ""
    text = SPACES.sub(" ", unicodedata.normalize("NFKC", shown(cell).translate(_DOTS))).strip().lstrip(APOSTROPHES)
    if not _LATIN.search(text):
        text = text.replace(" ", "")
    return text.translate(_DOTS).upper()


def no_people(column: pa.Array) -> Mask:
    """Rows in whose names a word such as 合计 or 制表人: stands: a total or a signature."""
    first = pc.utf8_slice_codeunits(column, 0, 2)
    heads = pa.array(sorted({word[:2] for word in codes("no_person")}), pa.string())
    likely = np.nonzero(pc.is_in(first, value_set=heads).to_numpy(zero_copy_only=False))[0]
    found = np.zeros(len(column), np.bool_)
    spaced = np.nonzero(pc.match_substring_regex(column, r"\s").to_numpy(zero_copy_only=False))[0]
    for row in {*likely.tolist(), *spaced.tolist()}:
        found[row] = is_no_person(column[row].as_py())
    return found


def is_no_person(cell: str) -> bool:
    """Whether a word such as 合计 or 备注 stands there."""
    return word_key(cell.partition("：")[0].partition(":")[0]).partition("(")[0] in codes("no_person")
