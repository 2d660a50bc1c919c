"""How single values are read: each kind of value from exactly the kind of TOML value that means it.

Nothing is converted on a guess: ``"false"`` is no ``true``, ``3.9`` no ``3``, ``true`` no ``1`` and ``5`` no ``"5"``.
"""

import re
from collections.abc import Collection
from datetime import date, datetime
from enum import Enum
from typing import Any

from laowu.model.refusal import (
    Refusal,
    SeveralRefused,
    not_among,
    shown,
    unknown_key,
    unprintable,
    wrong_kind,
)
from laowu.model.share import Share
from laowu.text import Text, same
from laowu.toml_source import is_decimal

WHOLE_MAX = 2**63 - 1

_DIGITS = re.compile(r"[+-]?\d[\d_]*")
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_SHARE_KEYS = ("part", "whole")
_QUOTE_IT = Text(
    '百分比要加引号，如 "80.01%"；或写成 { part = 401, whole = 500 }',
    'quote the percentage, as in "80.01%", or write { part = 401, whole = 500 }',
)


def whole(value: object) -> int:
    """A whole number of at most 64 bits.

    Raises:
        Refusal: it is something else.
    """
    if type(value) is not int:
        mend = Text("写整数，如 1200", "write a whole number such as 1200")
        if isinstance(value, str) and _DIGITS.fullmatch(value):
            mend = Text(f"去掉引号：{value}", f"leave out the quotes: {value}")
        elif is_decimal(value):
            mend = Text("写整数，不带小数点", "write a whole number without a decimal point")
        raise wrong_kind(Text("整数", "a whole number"), value, mend)
    if not -WHOLE_MAX <= value <= WHOLE_MAX:
        raise Refusal(Text("数太大", "the number is too large"), Text(f"最大 {WHOLE_MAX}", f"at most {WHOLE_MAX}"))
    return value


def yes_or_no(value: object) -> bool:
    """``true`` or ``false``.

    Raises:
        Refusal: it is something else.
    """
    if type(value) is not bool:
        quoted = isinstance(value, str) and value in ("true", "false")
        mend = Text(f"去掉引号：{value}", f"leave out the quotes: {value}") if quoted else _TRUE_OR_FALSE
        raise wrong_kind(Text("是非值", "a yes-or-no value"), value, mend)
    return value


_TRUE_OR_FALSE = Text("写 true 或 false", "write true or false")


def wording(value: object) -> str:
    """Text without control characters; line breaks and tabs may stand in it.

    Raises:
        Refusal: it is something else.
    """
    if type(value) is not str:
        quoted = f'"{shown(value) or "…"}"'
        raise wrong_kind(Text("文本", "text"), value, Text(f"写成加引号的文本：{quoted}", f"write text in quotes: {quoted}"))
    hidden = next((character for character in value if unprintable(character) and character not in "\n\t"), None)
    if hidden is not None:
        code = f"U+{ord(hidden):04X}"
        raise Refusal(
            Text(f"文本里有控制字符 {code}", f"the text holds the control character {code}"),
            Text("删去这个看不见的字符", "delete that invisible character"),
        )
    return value


def calendar_date(value: object) -> date:
    """A date, written as TOML writes dates.

    Raises:
        Refusal: it is something else, also a date with a time or a date in quotes.
    """
    if type(value) is not date:
        mend = Text("写成 2025-12-31 的样子，不加引号", "write it like 2025-12-31, without quotes")
        if isinstance(value, str) and _ISO_DATE.fullmatch(value):
            mend = Text(f"去掉引号：{value}", f"leave out the quotes: {value}")
        elif isinstance(value, datetime):
            mend = Text(f"只写日期：{value.date()}", f"write the date alone: {value.date()}")
        raise wrong_kind(Text("日期", "a date"), value, mend)
    return value


def table(value: object, form: Text | None = None) -> dict[str, Any]:
    """A table.

    Args:
        value: what stands in the file.
        form: how such a table is written, for the message.

    Raises:
        Refusal: it is something else.
    """
    if not isinstance(value, dict):
        raise wrong_kind(Text("表", "a table"), value, form or Text("写成 { 键 = 值 } 的样子", "write it like { key = value }"))
    return value


def array(value: object) -> list[Any]:
    """An array.

    Raises:
        Refusal: it is something else.
    """
    if not isinstance(value, list):
        row = f"[{shown(value) or '…'}]"
        raise wrong_kind(Text("数组", "an array"), value, Text(f"加上方括号：{row}", f"put it in brackets: {row}"))
    return value


def bilingual(value: object) -> Text:
    """A text in both languages from ``{ zh = "…", en = "…" }``; neither may be empty.

    Raises:
        Refusal: it is something else.
        SeveralRefused: several of its keys are wrong.
    """
    form = Text('写成 { zh = "…", en = "…" }', 'write { zh = "…", en = "…" }')
    entries = table(value, form)
    found = [unknown_key(key, ("zh", "en")) for key in entries if key not in ("zh", "en")]
    said: dict[str, str] = {}
    for language in ("zh", "en"):
        if language not in entries:
            found.append(missing(language, form))
            continue
        try:
            said[language] = wording(entries[language])
        except Refusal as refusal:
            found.append(refusal.below(language))
            continue
        if not said[language].strip():
            found.append(Refusal(Text("文本是空的", "the text is empty"), form, at=(language,)))
    if found:
        raise SeveralRefused(found)
    return Text(**said)


def missing(key: str, mend: Text | None = None) -> Refusal:
    """The refusal of a table that lacks a key; seen from the table."""
    return Refusal(
        Text(f"缺少“{key}”", f"“{key}” is missing"),
        mend or Text(f"补上 {key} = …", f"add {key} = …"),
        at=(key,),
    )


def share(value: object) -> Share:
    """A share from a quoted percentage or from ``{ part = …, whole = … }``.

    Raises:
        Refusal: it is something else: a bare number has lost the digits its source printed.
        SeveralRefused: several of its keys are wrong.
    """
    if isinstance(value, dict):
        return _counted(value)
    if type(value) is str:
        try:
            return Share.from_percent(value)
        except ValueError:
            says = Text(f"{shown(value)} 不是百分比", f"{shown(value)} is not a percentage")
            raise Refusal(says, _QUOTE_IT) from None
    raise wrong_kind(Text("百分比", "a percentage"), value, _QUOTE_IT)


def _counted(value: dict[str, Any]) -> Share:
    found = [unknown_key(key, _SHARE_KEYS) for key in value if key not in _SHARE_KEYS]
    numbers: dict[str, int] = {}
    for key in _SHARE_KEYS:
        if key not in value:
            found.append(missing(key, _QUOTE_IT))
            continue
        try:
            numbers[key] = whole(value[key])
        except Refusal as refusal:
            found.append(refusal.below(key))
    if numbers.get("part", 0) < 0:
        found.append(Refusal(Text("分子不能是负数", "the part cannot be negative"), _QUOTE_IT, at=("part",)))
    if numbers.get("whole", 1) < 1:
        found.append(Refusal(Text("分母至少是 1", "the whole is at least 1"), _QUOTE_IT, at=("whole",)))
    if found:
        raise SeveralRefused(found)
    return Share(numbers["part"], numbers["whole"])


def member(value: object, choices: type[Enum]) -> Enum:
    """A member of a closed list, by the value its enum gives it.

    Raises:
        Refusal: none of them.
    """
    known = {str(item.value): item for item in choices}
    return known[one_of(value, known)]


def one_of(value: object, known: Collection[str]) -> str:
    """One of a few codes.

    Raises:
        Refusal: none of them.
    """
    if type(value) is not str:
        row = ", ".join(f'"{code}"' for code in known)
        raise wrong_kind(Text("文本", "text"), value, Text("可写：", "choices: ") + same(row))
    if value not in known:
        raise not_among(value, known)
    return value
