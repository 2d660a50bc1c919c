"""How paths, kinds of value and foreign text read in a message."""

import re
from datetime import date, datetime, time

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
    found = next((kind for python_type, kind in _KINDS if isinstance(value, python_type)), None)
    return found or (_DECIMAL if is_decimal(value) else _UNKNOWN_KIND)


def is_decimal(value: object) -> bool:
    """Whether a value is a number with a decimal point."""
    from decimal import Decimal  # slow to import, and nearly always met on the way to an error

    return isinstance(value, (float, Decimal))


_DECIMAL = Text("小数", "a decimal number")
_UNKNOWN_KIND = Text("不认识的值", "an unknown kind of value")

# bool before int and datetime before date: each is also an instance of the other.
_KINDS: tuple[tuple[type | tuple[type, ...], Text], ...] = (
    (bool, Text("是非值", "a yes-or-no value")),
    (int, Text("整数", "a whole number")),
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
