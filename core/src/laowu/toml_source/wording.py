"""How paths, kinds of value and foreign text read in a message."""

import re
from datetime import date, datetime, time
from decimal import Decimal

from laowu.text import Text

TomlPath = tuple[str | int, ...]

BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")

_SHOWN = 80


def toml_path(path: TomlPath) -> str:
    """A path as TOML writes it, with the position inside an array in brackets, counted from 0: ``checks[1].result``."""
    wording = ""
    for step in path:
        if isinstance(step, int):
            wording += f"[{step}]"
        else:
            key = step if BARE_KEY.fullmatch(step) and len(step) <= _SHOWN else f'"{shortened(step)}"'
            wording += f".{key}" if wording else key
    return wording


def kind_of(value: object) -> Text:
    """What kind of TOML value something is, as a noun with its article."""
    return next((kind for python_type, kind in _KINDS if isinstance(value, python_type)), _UNKNOWN_KIND)


_UNKNOWN_KIND = Text("不认识的值", "an unknown kind of value")

# bool before int and datetime before date: each is also an instance of the other.
_KINDS: tuple[tuple[type | tuple[type, ...], Text], ...] = (
    (bool, Text("是非值", "a yes-or-no value")),
    (int, Text("整数", "a whole number")),
    ((float, Decimal), Text("小数", "a decimal number")),
    (str, Text("文本", "text")),
    (datetime, Text("日期加时刻", "a date with a time")),
    (date, Text("日期", "a date")),
    (time, Text("时刻", "a time of day")),
    (dict, Text("表", "a table")),
    ((list, tuple), Text("数组", "an array")),
)


def printable(wording: str) -> str:
    """Text that any terminal can show: a file name of undecodable bytes would otherwise break the message about it."""
    return "".join(character if character.isprintable() else ascii(character)[1:-1] for character in wording)


def shortened(wording: str) -> str:
    """Printable text cut to a message's length."""
    return printable(wording if len(wording) <= _SHOWN else wording[:_SHOWN] + "…")
