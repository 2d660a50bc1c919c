"""What the settings are once they are decided."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Literal

import attrs

from laowu.text import Language
from laowu.values import frozen

Format = Literal["table", "json", "markdown"]


def _sorted(choices: Mapping[str, str]) -> dict[str, str]:
    # A copy in the order of the ids, so that the same choices always read the same.
    return dict(sorted(choices.items()))


@frozen(eq=False)
class Readings(Mapping[str, str]):
    """Choices between the readings of ambiguous texts, by reading id; an immutable mapping."""

    _choices: dict[str, str] = attrs.field(converter=_sorted)

    def __getitem__(self, reading: str) -> str:
        return self._choices[reading]

    def __iter__(self) -> Iterator[str]:
        return iter(self._choices)

    def __len__(self) -> int:
        return len(self._choices)

    def __hash__(self) -> int:
        return hash(tuple(self._choices.items()))


@frozen(kw_only=True)
class Settings:
    """Everything a user can set.

    Attributes:
        jurisdiction: code of the jurisdiction to work under; ``None`` when none is chosen.
        jurisdictions: codes to compare; empty for all that are installed.
        lang: language of the output; ``None`` to take it from the locale.
        format: form of the output.
        on: date to judge by; ``None`` for the day of the call.
        readings: chosen readings of ambiguous texts, by reading id.
        accept_draft: codes whose draft document may be used for decisions.
        calendar_notices: files with the holiday notices of further years.
        strict_plugins: whether a broken plugin stops the program instead of becoming a row.
        debug: whether to show tracebacks.
    """

    jurisdiction: str | None = None
    jurisdictions: tuple[str, ...] = ()
    lang: Language | None = None
    format: Format = "table"
    on: date | None = None
    readings: Readings = attrs.field(default=Readings({}), converter=Readings)
    accept_draft: tuple[str, ...] = ()
    calendar_notices: tuple[str, ...] = ()
    strict_plugins: bool = False
    debug: bool = False


@frozen
class Provenance:
    """Where the value of one setting comes from.

    Attributes:
        key: name of the setting; ``readings.ID`` for one reading.
        value: its value as text, items of a list separated by commas; empty when nothing is set.
        source: ``"built-in"``, a file with line (``"laowu.toml:3"``), ``"environment LAOWU_LANG"``, ``"--set"`` or an
            option (``"option -j"``).
    """

    key: str
    value: str
    source: str


@frozen(kw_only=True)
class ResolvedSettings:
    """The settings in force.

    Attributes:
        settings: their values.
        provenance: where each one comes from, in the order of the settings, built-in ones included.
    """

    settings: Settings
    provenance: tuple[Provenance, ...]

    def source_of(self, key: str) -> str:
        """Where the value of ``key`` comes from.

        Raises:
            KeyError: there is no such setting.
        """
        for entry in self.provenance:
            if entry.key == key:
                return entry.source
        raise KeyError(key)
