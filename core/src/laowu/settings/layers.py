"""The places settings come from, each turned into the same thing: what is given, and where it stands."""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import tomli

from laowu.errors import SettingsError
from laowu.settings.keys import KEYS, READINGS, Key, unknown
from laowu.settings.kinds import CHOICES, WORD, Kind, Refused
from laowu.text import Text, same
from laowu.toml_source import Findings, TomlPath, read_toml, shortened
from laowu.values import frozen

_PREFIX = "LAOWU_"
_TOML_OPENING = re.compile(r"[\"'\[{]")


@frozen(kw_only=True)
class Given:
    """One setting as one place gives it.

    Attributes:
        name: the setting; ``readings.ID`` for one reading.
        value: its value, already read.
        source: where it stands, as a provenance tells it.
    """

    name: str
    value: Any
    source: str


def from_file(file: Path, name: str) -> list[Given]:
    """What a settings file gives; an empty one gives nothing.

    Args:
        file: the file, which must exist.
        name: what to call it.

    Raises:
        SettingsError: it cannot be read, or a key or a value is wrong; further mistakes are in its ``further``.
    """
    source = read_toml(file, error=SettingsError, name=name, allow_empty=True)
    findings = Findings(source, SettingsError)
    given: list[Given] = []
    for word, value in source.data.items():
        try:
            read = _known(word).kind.from_toml(value)
        except Refused as refusal:
            findings.add((word, *refusal.at), refusal.what, refusal.mend)
        else:
            given += _given(word, read, base=file.parent, place=source.place)
    findings.raise_any()
    return given


def from_environment(environ: Mapping[str, str], cwd: Path) -> list[Given]:
    """What the variables ``LAOWU_*`` give; an empty variable counts as none.

    A variable that is nearly a setting is taken for a slip. Any other name belongs to somebody else, such as an extension
    package, and is left alone.

    Raises:
        SettingsError: a value is wrong, or a name is a slip.
    """
    given: list[Given] = []
    for variable, value in sorted(environ.items()):
        word = variable.removeprefix(_PREFIX).lower()
        if not variable.startswith(_PREFIX) or not value.strip():
            continue
        if word in KEYS:
            where = f"environment {variable}"
            with _refusals_as_errors(where):
                given += _given(word, KEYS[word].kind.from_word(value.strip()), base=cwd, place=_always(where))
        elif near := _slip_for(word):
            raise SettingsError(
                Text("没有这个环境变量", "there is no such environment variable"),
                where=f"environment {shortened(variable)}",
                mend=Text(f"是否想写：{KEYS[near].variable}?", f"did you mean: {KEYS[near].variable}?"),
            )
    return given


def from_assignment(assignment: str, cwd: Path) -> list[Given]:
    """What one ``--set key=value`` gives; the value is TOML, or a bare word.

    Raises:
        SettingsError: it is no assignment, or the key or the value is wrong.
    """
    key, equals, text = assignment.partition("=")
    word, dot, reading = key.strip().partition(".")
    with _refusals_as_errors(f"--set {shortened(assignment)}"):
        if not equals or not word:
            raise Refused(Text("应写成 键=值", "expected key=value"), Text("例如 --set lang=zh", "for example: --set lang=zh"))
        if word == READINGS and dot:
            choices = CHOICES.from_toml({_unquoted(reading): _from_toml_or_word(WORD, text.strip())})
            return _given(READINGS, choices, base=cwd, place=_always("--set"))
        return _given(
            word + dot + reading,
            _from_toml_or_word(_known(word + dot + reading).kind, text.strip()),
            base=cwd,
            place=_always("--set"),
        )


def from_options(options: Mapping[str, object], cwd: Path) -> list[Given]:
    """What command-line options give; ``None`` and empty collections stand for options that were not given.

    Raises:
        SettingsError: a value is wrong.
        KeyError: an option is named like no setting; a mistake of the programmer.
    """
    given: list[Given] = []
    for name, value in options.items():
        key = KEYS[name]
        if value is None or value in ((), [], {}):
            continue
        where = f"option {key.flag}"
        with _refusals_as_errors(where):
            read = key.kind.from_word(value.strip()) if isinstance(value, str) else key.kind.from_toml(value)
            given += _given(name, read, base=cwd, place=_always(where))
    return given


def _given(name: str, value: Any, *, base: Path, place: Callable[[TomlPath], str]) -> list[Given]:
    if name == READINGS:
        # One by one, so that a stronger place changes one reading and leaves the others.
        return [Given(name=f"{name}.{reading}", value=choice, source=place((name, reading))) for reading, choice in value.items()]
    if name == "calendar_notices":
        value = tuple(str(base / path) for path in value)
    return [Given(name=name, value=value, source=place((name,)))]


def _always(place: str) -> Callable[[TomlPath], str]:
    return lambda _: place


@contextmanager
def _refusals_as_errors(where: str) -> Iterator[None]:
    try:
        yield
    except Refused as refusal:
        raise SettingsError(refusal.what, where=where, mend=refusal.mend) from None


def _known(word: str) -> Key:
    if word not in KEYS:
        raise unknown(word)
    return KEYS[word]


def _slip_for(word: str) -> str | None:
    if any(word.endswith(f"_{key}") for key in KEYS):
        return None  # LAOWU_REGISTRY_DEBUG is no slip for LAOWU_DEBUG
    from difflib import get_close_matches

    return next(iter(get_close_matches(word, KEYS, n=1, cutoff=0.66)), None)


def _from_toml_or_word(kind: Kind, text: str) -> Any:
    try:
        data = tomli.loads(f"value = {text}")
    except (ValueError, RecursionError) as failure:
        if _TOML_OPENING.match(text):  # meant as TOML; taken as a bare word it would only be refused with a stranger sentence
            says = Text("值不合 TOML 语法", "the value is not TOML")
            if isinstance(failure, tomli.TOMLDecodeError):
                says = says + Text("：", ": ") + same(shortened(failure.msg))
            raise Refused(says, Text("检查引号和括号", "check quotes and brackets")) from None
        return kind.from_word(text)
    return kind.from_toml(data["value"]) if len(data) == 1 else kind.from_word(text)


def _unquoted(reading: str) -> str:
    if len(reading) > 1 and reading[0] == reading[-1] and reading[0] in "\"'":
        reading = reading[1:-1]
    if not reading:
        raise Refused(
            Text("缺少条文理解的编号", "the id of the reading is missing"),
            Text("写成 readings.编号=选择", "write readings.ID=CHOICE"),
        )
    return reading
