"""Credit codes, phones and bank cards: long numbers that spreadsheets like to spoil."""

import re
from collections.abc import Callable

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from laowu.model.credit_code import is_credit_code
from laowu_ledger.judging.by_unique import Parsed, Reader
from laowu_ledger.judging.findings import Findings
from laowu_ledger.judging.regular import compact
from laowu_ledger.reading.cells import BROKEN, NUMBER, shown

_PHONE = re.compile(r"(?:\+?86)?(1\d{10})|0\d{2,3}-?\d{7,8}(?:-\d{1,6})?|\d{7,8}")
_PLAIN_PHONE = r"^(1[0-9]{10})?$"
_PLAIN_CARD = r"^[0-9]*$"
_EXACT_DIGITS = 15
_MOBILE_DIGITS = 11


def parse_credit_code(cell: str) -> Parsed:
    """A unified social credit code."""
    text = compact(shown(cell)).upper()
    if not text:
        return Parsed(None)
    if cell.startswith(NUMBER) and (len(text) > _EXACT_DIGITS or not text.isdigit()):
        return Parsed(None, ("code_number_cell",))
    return Parsed(text) if is_credit_code(text) else Parsed(None, ("credit_code_wrong",))


CREDIT_CODES = Reader(parse_credit_code, pa.string())


def judge_phones(column: pa.Array, findings: Findings) -> None:
    """Judge phone numbers, which are not kept."""
    _judge_odd(column, _PLAIN_PHONE, _phone, "phone", findings)


def judge_bank_cards(column: pa.Array, findings: Findings) -> None:
    """Judge bank cards, which are not kept."""
    _judge_odd(column, _PLAIN_CARD, _bank_card, "bank_card", findings)


def _judge_odd(column: pa.Array, plain: str, judged: Callable[[str], str | None], field: str, findings: Findings) -> None:
    """Look at the cells that are not plainly right."""
    odd = np.nonzero(~pc.match_substring_regex(column, plain).to_numpy(zero_copy_only=False))[0]
    found: dict[str, list[int]] = {}
    for row, cell in zip(odd.tolist(), column.take(pa.array(odd)).to_pylist(), strict=True):
        code = "cell_error" if cell.startswith(BROKEN) else judged(cell)
        if code is not None:
            found.setdefault(code, []).append(row)
    for code, rows in found.items():
        findings.add(code, field, np.asarray(rows, np.intp))


def _phone(cell: str) -> str | None:
    text = compact(shown(cell))
    if cell.startswith(NUMBER):
        return "phone_restored" if len(text) == _MOBILE_DIGITS and text.isdigit() else "phone_wrong"
    return None if not text or _PHONE.fullmatch(text) else "phone_wrong"


def _bank_card(cell: str) -> str | None:
    text = shown(cell)
    lost = cell.startswith(NUMBER) and (len(text) > _EXACT_DIGITS or not text.isdigit())
    return "bank_card_number_cell" if lost else None
