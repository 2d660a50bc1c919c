"""Every error the program raises on purpose.

::

    LaowuError                      says what, where and how to mend, in both languages
    ├── InputError                  what the user handed in is wrong                          exit code 3
    │   ├── DossierError            a dossier file
    │   ├── SettingsError           laowu.toml, LAOWU_*, --set, --reading, --with
    │   └── ReplayError             an old result that cannot be read
    ├── CalendarUnpublished         a working-day question about a year without an official calendar   exit code 3
    └── JurisdictionError           a plugin is missing, incompatible or broken               exit code 4
        ├── UnknownJurisdiction
        └── UnusableJurisdiction    incompatible, broken or blocked; carries the cause
            └── RuleDataError       a rule file of a plugin: file, line, TOML path

Bad input never shows a traceback: the command line turns each of these into a message and an exit code.
"""

from collections.abc import Iterable

from laowu.text import Text


class LaowuError(Exception):
    """Root of all deliberate errors.

    Attributes:
        what: one sentence on what is wrong.
        where: file, line and TOML path, or the option; empty when there is no place to point at.
        mend: one sentence on how to put it right; ``None`` when ``what`` already says it.
        further: what else was found wrong in the same file, in its order.
    """

    further: tuple["LaowuError", ...] = ()

    def __init__(self, what: Text, *, where: str = "", mend: Text | None = None) -> None:
        super().__init__(what, where, mend)
        self.what = what
        self.where = where
        self.mend = mend

    def __str__(self) -> str:
        parts = [self.where, self.what.en, self.mend.en if self.mend else ""]
        return ": ".join(part for part in parts if part)


class InputError(LaowuError):
    """What the user handed in is wrong."""


class DossierError(InputError):
    """A dossier file cannot be read or says something impossible."""


class SettingsError(InputError):
    """A setting is unknown, of the wrong type, or names something that does not exist."""


class ReplayError(InputError):
    """A stored result cannot be replayed because it is not a result of this program."""


class CalendarUnpublished(LaowuError):
    """A working day was asked for in a year whose official calendar is not known.

    Attributes:
        year: the year concerned.
    """

    def __init__(self, year: int) -> None:
        super().__init__(
            Text(
                f"{year} 年的节假日安排尚未公布或未载入，不能计算工作日",
                f"the official holiday calendar of {year} is not published or not loaded, so working days cannot be counted",
            ),
            mend=Text(
                "载入该年的节假日通知（设置 calendar_notices），或只作暂定计划",
                "load that year's notice (setting calendar_notices), or treat the plan as provisional",
            ),
        )
        self.year = year


class JurisdictionError(LaowuError):
    """A jurisdiction cannot be used."""


class UnknownJurisdiction(JurisdictionError):
    """No installed plugin answers for this code."""

    def __init__(self, code: str, known: Iterable[str]) -> None:
        names = sorted(known)
        listing = "、".join(names) or "（无）"
        super().__init__(
            Text(f"没有安装代码为“{code}”的地区插件", f"no installed plugin answers for jurisdiction “{code}”"),
            mend=did_you_mean(code, names) or Text(f"已安装：{listing}", f"installed: {', '.join(names) or 'none'}"),
        )
        self.code = code


class UnusableJurisdiction(JurisdictionError):
    """A plugin is installed but cannot be used.

    Attributes:
        code: the jurisdiction's code.
        kind: ``"incompatible"``, ``"broken"`` or ``"blocked"``.
    """

    def __init__(self, code: str, kind: str, what: Text, *, where: str = "", mend: Text | None = None) -> None:
        super().__init__(what, where=where, mend=mend)
        self.code = code
        self.kind = kind


class RuleDataError(UnusableJurisdiction):
    """A rule file of a plugin is malformed."""

    def __init__(self, what: Text, *, where: str = "", mend: Text | None = None, code: str = "") -> None:
        super().__init__(code, "broken", what, where=where, mend=mend)


def did_you_mean(word: str, known: Iterable[str]) -> Text | None:
    """A suggestion sentence naming up to three known words near ``word``, or ``None`` when none is near."""
    from difflib import get_close_matches

    near = get_close_matches(word, sorted(known), n=3, cutoff=0.5)
    if not near:
        return None
    return Text(f"是否想写：{'、'.join(near)}？", f"did you mean: {', '.join(near)}?")
