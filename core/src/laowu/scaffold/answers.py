"""The answers of an author, checked one kind each: a code, a text for readers, a place, a day."""

import re
import unicodedata
from datetime import date

from laowu.errors import DossierError, InputError
from laowu.places.divisions import MUNICIPALITIES, Division, Divisions
from laowu.places.resolving import resolve
from laowu.text import Text, same

LONGEST = 200
_TAKEN = ("ledger", "registry")
"""Distributions of the program itself are called so; a region of this name could not be installed beside them."""
_UNPRINTABLE = ("Cc", "Cs", "Zl", "Zp")
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Signs that turn the order of what follows on the screen; letters that run from right to left need none of them."""


def checked_code(code: str) -> str:
    """A code for a new region: what the contract allows, and what a distribution may be called.

    Raises:
        InputError: it is none.
    """
    where = "CODE"
    if code in _TAKEN:
        raise InputError(
            Text(f"laowu-{code} 是程序自己的分发包", f"laowu-{code} is a distribution of the program itself"),
            where=where,
            mend=Text("换一个代码", "take another code"),
        )
    if not (_allowed(code) and re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", code)):
        near = _near(code)
        raise InputError(
            Text(f"“{code}”不能作地区代码", f"“{code}” is no code of a region"),
            where=where,
            mend=Text(
                "用 2 至 31 个小写字母、数字和单个连字符，字母开头",
                "write 2 to 31 lower-case letters, digits and single hyphens, beginning with a letter",
            )
            + (Text(f"，如 {near}", f", such as {near}") if _allowed(near) else same("")),
        )
    return code


def _near(code: str) -> str:
    """The code that somebody may have meant."""
    plain = unicodedata.normalize("NFKD", code).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def _allowed(code: str) -> bool:
    return re.fullmatch(r"[a-z][a-z0-9-]{1,30}", code) is not None


def checked_text(text: str, where: str) -> str:
    """A text for readers, without blanks around it.

    Raises:
        InputError: it is empty, has several lines, or holds signs that nobody sees.
    """
    found = text.strip()
    if not found:
        raise InputError(Text("没有写内容", "nothing is written"), where=where)
    if len(found) > LONGEST:
        raise InputError(Text(f"超过 {LONGEST} 个字", f"longer than {LONGEST} characters"), where=where)
    for sign in found:
        if unicodedata.category(sign) in _UNPRINTABLE or sign in _TURNING:
            name = f"U+{ord(sign):04X}"
            what = Text(f"含有不可见或换行的字符 {name}", f"it holds {name}, a line break or a sign that nobody sees")
            raise InputError(what, where=where, mend=Text("写成一行文字，去掉这个字符", "write one line of text without it"))
    return found


def checked_division(names: str, on: date) -> Division:
    """The division that somebody means by a code or by names.

    Raises:
        InputError: there is none, it has ended, or it may be several; it tells which were meant perhaps.
    """
    try:
        return resolve(Divisions.load(), names, on)
    except DossierError as failure:
        raise InputError(failure.what, where="--division", mend=failure.mend) from None


def checked_issued(issued: date, on: date) -> date:
    """A day of issue, which lies in the past.

    Raises:
        InputError: it lies in the future.
    """
    if issued > on:
        raise InputError(
            Text(f"印发日期 {issued} 晚于 {on}", f"the day of issue, {issued}, lies after {on}"),
            where="--issued",
            mend=Text("核对年份", "check the year"),
        )
    return issued


def tier(division: Division) -> str:
    """What kind of place a division is, as the profile calls it."""
    if division.level == "province":
        return "municipality" if division.code[:2] in MUNICIPALITIES else "province"
    return "city" if division.level == "prefecture" else "county"
