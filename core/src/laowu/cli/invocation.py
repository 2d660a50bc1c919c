"""One call of the program: which language it speaks and what was given to options that any command takes.

Known before click has parsed anything, because help pages and complaints about the command line are bilingual too.
"""

import os
from collections.abc import Mapping, Sequence
from contextvars import ContextVar
from itertools import pairwise
from pathlib import Path

import click

from laowu.text import Language, Text


class Invocation:
    """What one call was given.

    Attributes:
        debug: whether to show tracebacks.
        options: values of options that set a setting, by the name of the setting; the later one counts.
        assignments: the values of ``--set``, in order.
        output: file to write to instead of stdout.
    """

    def __init__(self, words: Sequence[str] = ()) -> None:
        self._words = tuple(words)
        self._language: Language | None = None
        self.debug = "--debug" in before_dashes(self._words)
        self.options: dict[str, object] = {}
        self.assignments: list[str] = []
        self.output: str | None = None

    @property
    def language(self) -> Language:
        """The language to speak: as asked for on the command line, by ``LAOWU_LANG``, in a settings file, by the locale."""
        if self._language is None:
            self._language = (
                _language_asked(before_dashes(self._words))
                or _known(os.environ.get("LAOWU_LANG", "").strip())
                or _language_set()
                or language_of_locale(os.environ)
            )
        return self._language

    @language.setter
    def language(self, language: Language) -> None:
        self._language = language


_current: ContextVar[Invocation | None] = ContextVar("invocation", default=None)


def begin(words: Sequence[str]) -> Invocation:
    """Begin a call with the words of its command line."""
    invocation = Invocation(words)
    _current.set(invocation)
    return invocation


def current() -> Invocation:
    """The call that is going on."""
    return _current.get() or begin(())


def say(text: Text) -> str:
    """A text in the language of the call."""
    return text.in_language(current().language)


def language_of_locale(environ: Mapping[str, str]) -> Language:
    """Chinese for a Chinese locale and where there is no locale at all, English for every other, ``C`` included."""
    named = (environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    locale = next(filter(None, named), "")
    return "zh" if not locale or locale.lower().startswith(("zh", "chinese")) else "en"


def before_dashes(words: Sequence[str]) -> Sequence[str]:
    """The words in which options can stand: those before ``--``."""
    return words[: words.index("--")] if "--" in words else words


def _language_asked(words: Sequence[str]) -> Language | None:
    """What the last ``--lang`` says, or the last ``--set lang=…`` where there is none; nonsense is left to the parser."""
    spread = [part for word in words for part in (word.split("=", 1) if word.startswith(("--lang=", "--set=")) else [word])]
    pairs = list(pairwise(spread))
    asked = [value for option, value in pairs if option == "--lang"]
    assigned = [value.removeprefix("lang=") for option, value in pairs if option == "--set" and value.startswith("lang=")]
    found = [_known(value.strip(" \"'")) for value in (*reversed(asked), *reversed(assigned))]
    return next(filter(None, found), None)


def _language_set() -> Language | None:
    """What the settings files say. Settings cost time to import, so that happens only where there seems to be a file."""
    if not (Path("laowu.toml").exists() or Path(click.get_app_dir("laowu"), "config.toml").exists()):
        return None
    from laowu.errors import LaowuError
    from laowu.settings import resolve, user_config_path

    try:
        return resolve(cwd=Path.cwd(), environ={}, user_file=user_config_path(os.environ)).settings.lang
    except (LaowuError, OSError):
        return None  # whoever needs the settings will complain; help must not


def _known(word: str) -> Language | None:
    return "zh" if word == "zh" else "en" if word == "en" else None
