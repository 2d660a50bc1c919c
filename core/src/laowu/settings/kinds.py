"""The kinds of value a setting can have, and how each is read, as TOML and as bare text."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date
from typing import Any

from laowu.text import Text, same
from laowu.toml_source import TomlPath, kind_of, shortened
from laowu.values import frozen

_TRUE = ("true", "1", "yes", "on")
_FALSE = ("false", "0", "no", "off")
_DATE_FORM = Text("写成 2026-12-31 的样子，不加引号", "write it like 2026-12-31, without quotes")


class Refused(Exception):
    """A value that a setting cannot take.

    Attributes:
        what: one sentence on what is wrong.
        mend: one sentence on how to put it right, or ``None``.
        at: steps from the setting down to the value at fault.
    """

    def __init__(self, what: Text, mend: Text | None = None, *, at: TomlPath = ()) -> None:
        super().__init__(what, mend, at)
        self.what = what
        self.mend = mend
        self.at = at


@frozen(kw_only=True)
class Kind:
    """A kind of value, in its two spellings.

    Attributes:
        from_toml: reads what a TOML file gives.
        from_word: reads bare text, as the environment and the command line give it.
    """

    from_toml: Callable[[object], Any]
    from_word: Callable[[str], Any]


def _wrong_kind(expected: Text, value: object, mend: Text | None = None) -> Refused:
    found = kind_of(value)
    return Refused(Text("应为", "expected ") + expected + Text("，写的是", ", found ") + found, mend)


def _word(value: object) -> str:
    if type(value) is not str:
        raise _wrong_kind(Text("文本", "text"), value, Text("给值加上引号", "put the value in quotes"))
    if not value.strip():
        raise Refused(Text("文本是空的", "the text is empty"), Text("不需要时删去这一项", "leave the setting out instead"))
    if any(_is_control(character) for character in value):
        raise Refused(Text("文本里有控制字符或残缺的字符", "the text holds control characters or broken ones"))
    return value


def _is_control(character: str) -> bool:
    # Broken bytes of the environment arrive as lone surrogates; neither they nor control characters can be printed.
    return character < " " or character == "\x7f" or "\ud800" <= character <= "\udfff"


def _yes_or_no(value: object) -> bool:
    if type(value) is not bool:
        raise _wrong_kind(Text("是非值", "a yes-or-no value"), value, Text("写 true 或 false", "write true or false"))
    return value


def _yes_or_no_word(word: str) -> bool:
    if word.lower() in _TRUE:
        return True
    if word.lower() in _FALSE:
        return False
    raise Refused(
        Text(f"“{shortened(word)}”不是是非值", f"“{shortened(word)}” is no yes-or-no value"),
        Text("写 true 或 false", "write true or false"),
    )


def _date(value: object) -> date:
    if type(value) is not date:
        raise _wrong_kind(Text("日期", "a date"), value, _DATE_FORM)
    return value


def _date_word(word: str) -> date:
    with suppress(ValueError):
        day = date.fromisoformat(word)
        if day.isoformat() == word:  # Python also takes 20261231 and 2026-W53-4
            return day
    raise Refused(Text(f"“{shortened(word)}”不是日期", f"“{shortened(word)}” is no date"), _DATE_FORM)


def _words(value: object) -> tuple[str, ...]:
    if not isinstance(value, (list, tuple)):
        raise _wrong_kind(Text("文本的数组", "an array of texts"), value, Text("加上方括号", "put it in square brackets"))
    words: list[str] = []
    for position, item in enumerate(value):
        try:
            words.append(_word(item))
        except Refused as refusal:
            raise Refused(refusal.what, refusal.mend, at=(position,)) from None
    return tuple(dict.fromkeys(words))  # saying the same twice is saying it once


def _listed_words(listing: str) -> tuple[str, ...]:
    return _words([word.strip() for word in listing.split(",") if word.strip()])


def one_of(*choices: str) -> Kind:
    """One of a few words."""
    allowed = Text("可写：", "choices: ") + same(", ".join(choices))

    def chosen(value: object) -> str:
        word = _word(value)
        if word not in choices:
            raise Refused(Text(f"“{shortened(word)}”不在可选之列", f"“{shortened(word)}” is none of the choices"), allowed)
        return word

    return Kind(from_toml=chosen, from_word=chosen)


def _choices_by_id(value: object) -> dict[str, str]:
    if not isinstance(value, Mapping):
        raise _wrong_kind(Text("表", "a table"), value, Text("写成 [readings] 表", "write a table [readings]"))
    choices: dict[str, str] = {}
    for reading, choice in value.items():
        try:
            choices[_word(reading)] = _word(choice)
        except Refused as refusal:
            mend = _QUOTED_ID if isinstance(choice, Mapping) else refusal.mend
            raise Refused(refusal.what, mend, at=(reading,)) from None
    return choices


_QUOTED_ID = Text("带点的编号要加引号", "put an id with dots in quotes")


def _no_single_word(word: str) -> dict[str, str]:
    raise Refused(
        Text("这里写不了选择", "readings cannot be chosen here"),
        Text(
            "写入 laowu.toml 的 [readings]，或用 --set readings.编号=选择",
            "choose them under [readings] in laowu.toml or with --set readings.ID=CHOICE",
        ),
    )


WORD = Kind(from_toml=_word, from_word=_word)
WORDS = Kind(from_toml=_words, from_word=_listed_words)
YES_OR_NO = Kind(from_toml=_yes_or_no, from_word=_yes_or_no_word)
DATE = Kind(from_toml=_date, from_word=_date_word)
CHOICES = Kind(from_toml=_choices_by_id, from_word=_no_single_word)
