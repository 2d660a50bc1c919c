"""On which line of a TOML text each key and array element begins; tomli itself forgets."""

import re
from bisect import bisect_left
from contextlib import suppress

import tomli

from laowu.toml_source.wording import BARE_KEY, TomlPath


def lines_of(text: str) -> dict[TomlPath, int]:
    """The line, from 1, of every table, key and array element in ``text``.

    The text must have been parsed before and be nested only moderately: this walk follows the structure and checks nothing.
    What it does not understand ends it, and what it has found until then still holds.
    """
    return _Finder(text).lines()


class _Lost(Exception):
    """The walk met something it does not understand."""


class _Finder:
    """One walk through one text."""

    _BLANK = re.compile(r"[ \t]*+")
    _GAP = re.compile(r"(?:[ \t\r\n]++|#[^\n]*+)*+")
    _PLAIN = re.compile(r"[^,\]}#\r\n]++")
    # Possessive, so that a long text costs no memory; up to two quotes may stand right before the closing three.
    _STRING = re.compile(
        r'"""(?:[^"\\]++|\\.|"{1,2}(?!"))*+"{3,5}'
        r"|'''(?:[^']++|'{1,2}(?!'))*+'{3,5}"
        r'|"(?:[^"\\\n]++|\\.)*+"'
        r"|'[^'\n]*+'",
        re.DOTALL,
    )

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._ends = [found.start() for found in re.finditer("\n", text)]
        self._found: dict[TomlPath, int] = {}
        self._elements: dict[TomlPath, int] = {}  # arrays of tables, with the number of [[headers]] met

    def lines(self) -> dict[TomlPath, int]:
        """The line of every path met."""
        with suppress(_Lost):
            self._document()
        return self._found

    def _document(self) -> None:
        table: TomlPath = ()
        while self._next():
            if self._take("[["):
                table = self._header("]]", array=True)
            elif self._take("["):
                table = self._header("]", array=False)
            else:
                self._pair(table)

    def _header(self, close: str, *, array: bool) -> TomlPath:
        line = self._line()
        *parents, last = self._key()
        self._expect(close)
        path: TomlPath = ()
        for part in parents:
            path = (*path, part)
            self._found.setdefault(path, line)
            if path in self._elements:  # a table below an array of tables belongs to its last element
                path = (*path, self._elements[path] - 1)
        path = (*path, last)
        if array:
            self._found.setdefault(path, line)
            position = self._elements.get(path, 0)
            self._elements[path] = position + 1
            path = (*path, position)
        self._found[path] = line
        return path

    def _pair(self, table: TomlPath) -> None:
        line = self._line()
        path = table
        for part in self._key():
            path = (*path, part)
            self._found.setdefault(path, line)
        self._expect("=")
        self._skip(self._BLANK)
        self._value(path)

    def _value(self, path: TomlPath) -> None:
        if self._take("["):
            position = 0
            while self._next() != "]":
                element = (*path, position)
                self._found[element] = self._line()
                self._value(element)
                self._next()
                self._take(",")
                position += 1
            self._expect("]")
        elif self._take("{"):
            while self._next() != "}":
                self._pair(path)
                self._next()
                self._take(",")
            self._expect("}")
        elif not self._skip(self._STRING) and not self._skip(self._PLAIN):
            raise _Lost

    def _key(self) -> list[str]:
        parts: list[str] = []
        while not parts or self._take("."):
            self._skip(self._BLANK)
            part = self._skip(self._STRING) or self._skip(BARE_KEY)
            if not part:
                raise _Lost
            parts.append(_unquoted(part))
            self._skip(self._BLANK)
        return parts

    def _next(self) -> str:
        """Go to the next character that is neither blank nor comment; empty at the end."""
        self._skip(self._GAP)
        return self._text[self._at : self._at + 1]

    def _skip(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self._text, self._at)
        if not found:
            return ""
        self._at = found.end()
        return found.group()

    def _take(self, sign: str) -> bool:
        taken = self._text.startswith(sign, self._at)
        self._at += len(sign) if taken else 0
        return taken

    def _expect(self, sign: str) -> None:
        if not self._take(sign):
            raise _Lost

    def _line(self) -> int:
        return bisect_left(self._ends, self._at) + 1


def _unquoted(part: str) -> str:
    if part[0] not in "\"'":
        return part
    if "\\" not in part or part[0] == "'":
        return part[1:-1]
    try:
        key: str = tomli.loads(f"key = {part}")["key"]  # tomli knows the escapes
    except tomli.TOMLDecodeError:
        raise _Lost from None
    return key
