"""What somebody types as an answer, as the value that a dossier holds."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from laowu.model.facts import FactDefinition, FactType
from laowu.model.refusal import Refusal
from laowu.text import Text, joined, same

YES = frozenset({"y", "yes", "true", "是", "有"})
NO = frozenset({"n", "no", "false", "否", "无", "没有"})

_WIDE_DIGITS = str.maketrans("０１２３４５６７８９／％，、　", "0123456789/%,, ")
_COUNTED = re.compile(r"(\d+)\s*/\s*(\d+)")


def typed(wording: str, definition: FactDefinition) -> Any:
    """The TOML value that an answer stands for.

    Args:
        wording: what was typed; full-width digits and signs will do, as will thousands separators.
        definition: the fact asked about.

    Raises:
        Refusal: it is no answer to such a question.
    """
    plain = wording.strip()
    return _TYPED[definition.type](plain.translate(_WIDE_DIGITS) if definition.type is not FactType.TEXT else plain)


def how_to_type(definition: FactDefinition) -> Text:
    """How an answer is typed, for a prompt."""
    choices = joined([label + same(f" {code}") for code, label in definition.choices.items()], zh="、", en=", ")
    return choices if definition.choices else _HOW[definition.type]


def yes_or_no(wording: str) -> bool:
    """Yes or no, in either language.

    Raises:
        Refusal: it is neither.
    """
    if wording.strip().lower() in YES | NO:
        return wording.strip().lower() in YES
    raise Refusal(Text(f"“{wording}”不是是或否", f"“{wording}” is neither yes nor no"))


def _number(wording: str) -> int:
    digits = wording.replace(",", "").replace(" ", "")
    if not (digits.isascii() and digits.isdigit()):
        raise Refusal(
            Text(f"“{wording}”不是整数", f"“{wording}” is no whole number"), Text("写数字，如 1200", "type digits, such as 1200")
        )
    return int(digits)


def _share(wording: str) -> Any:
    counted = _COUNTED.fullmatch(wording)
    return {"part": int(counted[1]), "whole": int(counted[2])} if counted else wording


def _day(wording: str) -> date:
    try:
        return date.fromisoformat(wording)
    except ValueError:
        says = Text(f"“{wording}”不是日期", f"“{wording}” is no date")
        raise Refusal(says, Text("写成 2026-12-31 的样子", "type it like 2026-12-31")) from None


def _codes(wording: str) -> list[str]:
    return [code.strip() for code in wording.split(",") if code.strip() and code.strip() != "-"]


_TYPED: Mapping[FactType, Callable[[str], Any]] = {
    FactType.COUNT: _number,
    FactType.YUAN: _number,
    FactType.SHARE: _share,
    FactType.FLAG: yes_or_no,
    FactType.TEXT: str,
    FactType.DATE: _day,
    FactType.CODE: str,
    FactType.CODES: _codes,
    FactType.DIVISIONS: _codes,
}

_HOW: Mapping[FactType, Text] = {
    FactType.COUNT: Text("整数", "a whole number"),
    FactType.YUAN: Text("整数，单位元", "whole yuan"),
    FactType.SHARE: Text("百分比如 80.01%，或 401/500", "a percentage such as 80.01%, or 401/500"),
    FactType.FLAG: Text("是 y，否 n", "y or n"),
    FactType.TEXT: Text("文字", "text"),
    FactType.DATE: Text("日期，如 2026-12-31", "a date such as 2026-12-31"),
    FactType.CODE: Text("代码", "a code"),
    FactType.CODES: Text("代码，用逗号分隔；一个也没有写 -", "codes with commas between; - for none"),
    FactType.DIVISIONS: Text("区划代码或名称", "division codes or names"),
}
