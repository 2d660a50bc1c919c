"""What commands work with: the settings in force, jurisdictions and dossiers ready to use, a place to print to.

What a command may not need, such as rules, dossiers and calendars, is imported when it is asked for. Here at the edge, and
nowhere else, the day of the call stands in for a date that nobody stated.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from laowu.cli import output
from laowu.cli.failures import remark
from laowu.cli.invocation import current
from laowu.cli.render.page import Page
from laowu.cli.render.plain import plain
from laowu.cli.usage import UsageProblem
from laowu.errors import JurisdictionError, LaowuError, SettingsError, did_you_mean
from laowu.jurisdictions.discovery import PluginRecord, discover
from laowu.settings import ResolvedSettings, Settings, resolve, user_config_path
from laowu.text import Language, Text, joined, same

if TYPE_CHECKING:
    from laowu.calendar import WorkCalendar
    from laowu.jurisdictions.jurisdiction import Jurisdiction
    from laowu.model.dossier import Dossier


def resolved_settings() -> ResolvedSettings:
    """The settings in force, with the options of this call laid over them; the call speaks their language from here on.

    Raises:
        SettingsError: a settings file, a variable, ``--set`` or an option is wrong.
    """
    invocation = current()
    options = dict(invocation.options)
    codes = options.get("jurisdictions")
    if isinstance(codes, tuple) and len(codes) == 1:
        options["jurisdiction"] = codes[0]
    resolved = resolve(
        cwd=Path.cwd(),
        environ=os.environ,
        user_file=user_config_path(os.environ),
        assignments=invocation.assignments,
        options=options,
    )
    invocation.debug = resolved.settings.debug
    invocation.language = resolved.settings.lang or invocation.language
    return resolved


class Session:
    """One command at work."""

    def __init__(self) -> None:
        self._loaded: dict[str, Jurisdiction] = {}
        self._remarked: set[Text] = set()

    @cached_property
    def resolved(self) -> ResolvedSettings:
        """The settings in force with where each comes from."""
        return resolved_settings()

    @property
    def settings(self) -> Settings:
        """The settings in force."""
        return self.resolved.settings

    @property
    def language(self) -> Language:
        """The language to speak, once the settings are known."""
        return self.resolved.settings.lang or current().language

    @cached_property
    def on(self) -> date:
        """The date to judge by; the day of the call when nobody stated one."""
        return self.settings.on or datetime.now().astimezone().date()

    @cached_property
    def calendar(self) -> "WorkCalendar":
        """Working days, with the notices that the settings name."""
        from laowu.calendar import WorkCalendar, read_notice

        return WorkCalendar(notices=tuple(read_notice(Path(file)) for file in self.settings.calendar_notices))

    @cached_property
    def installed(self) -> dict[str, PluginRecord]:
        """The installed jurisdictions by code."""
        return discover()

    def load(self, code: str) -> "Jurisdiction":
        """One jurisdiction with the readings in force; loaded once per call of the program.

        Raises:
            JurisdictionError: it is not installed, or cannot be used.
            SettingsError: a reading does not offer the choice made.
        """
        from laowu.jurisdictions.loading import load_installed
        from laowu.jurisdictions.rule_cache import user_cache

        if code not in self._loaded:
            loaded = load_installed(
                code,
                choices=self.settings.readings,
                calendar=self.calendar,
                installed=self.installed,
                strict=self.settings.strict_plugins,
                kept=user_cache(os.environ),
            )
            self._loaded[code] = loaded.accepting_draft() if code in self.settings.accept_draft else loaded
        return self._loaded[code]

    def jurisdiction(self) -> "Jurisdiction":
        """The jurisdiction that the settings or ``-j`` choose.

        Raises:
            UsageProblem: several were given.
            SettingsError: none is chosen, or ``--reading`` names a reading it does not have.
            JurisdictionError: it is not installed, or cannot be used.
        """
        codes = current().options.get("jurisdictions", ())
        if isinstance(codes, tuple) and len(codes) > 1:
            raise UsageProblem(
                Text("这里只能指定一个地区", "only one jurisdiction can be asked here"),
                Text("并列比较用 laowu compare", "laowu compare asks several side by side"),
            )
        code = self.settings.jurisdiction
        if code is None:
            raise _none_chosen(self.installed)
        return self.named(code)

    def named(self, code: str) -> "Jurisdiction":
        """The jurisdiction of a code that the user wrote.

        Raises:
            SettingsError: ``--reading`` names a reading it does not have, or a choice the reading does not offer.
            JurisdictionError: it is not installed, or cannot be used.
        """
        jurisdiction = self.load(code)
        given = current().options.get("readings", {})
        unknown_readings(given if isinstance(given, dict) else {}, [reading.id for reading, _ in jurisdiction.book.readings])
        self.remark_idle_readings([jurisdiction])
        return jurisdiction

    def several(self) -> "list[Jurisdiction]":
        """The jurisdictions that the settings or ``-j`` name or, when they name none, all that are installed and work.

        Raises:
            SettingsError: nothing is installed, or ``--reading`` names a reading that none of them has.
            JurisdictionError: one that was named is not installed, or cannot be used.
        """
        named = self.settings.jurisdictions
        found = [self.load(code) for code in named] if named else self.usable(tuple(self.installed))
        if not found:
            raise none_installed()
        given = current().options.get("readings", {})
        if isinstance(given, dict) and (named or len(found) == len(self.installed)):
            unknown_readings(given, [reading.id for region in found for reading, _ in region.book.readings])
        self.remark_idle_readings(found)
        return found

    def remark_idle_readings(self, regions: "Sequence[Jurisdiction]") -> None:
        """Remark on readings chosen in the settings that neither these regions nor any other usable one has; once a call."""
        from laowu.cli.idle_readings import idle_readings

        given = current().options.get("readings", {})
        known = {reading.id for region in regions for reading, _ in region.book.readings}
        elsewhere = (reading.id for region in self._others() for reading, _ in region.book.readings)
        said = given if isinstance(given, dict) else {}
        for idle in idle_readings(self.resolved, known=known, said=said, elsewhere=elsewhere):
            if idle not in self._remarked:
                self._remarked.add(idle)
                remark(idle)

    def _others(self) -> "Iterator[Jurisdiction]":
        for code in self.installed:
            with suppress(LaowuError):
                yield self.load(code)

    def usable(self, codes: Sequence[str]) -> "list[Jurisdiction]":
        """Those of the jurisdictions that can be used; the others are left for whoever asks them to complain about."""
        found = []
        for code in codes:
            try:
                found.append(self.load(code))
            except JurisdictionError:
                continue
        return found

    def dossier(self, file: str, *jurisdictions: "Jurisdiction") -> "Dossier":
        """A dossier, read with the vocabularies of the jurisdictions at hand.

        Raises:
            DossierError: it cannot be read, says something impossible, or names a place that does not exist on the date.
        """
        from laowu.cli.dossiers import read

        vocabularies = {jurisdiction.code: jurisdiction.book.facts for jurisdiction in jurisdictions}
        return read(file, vocabularies=vocabularies, known_codes=self.installed, on=self.on)

    def dossiers(self, files: Sequence[str], *jurisdictions: "Jurisdiction") -> "tuple[Dossier, ...]":
        """Several dossiers, those of a directory by name; see :meth:`dossier`.

        Raises:
            DossierError: one of them cannot be read; what is wrong with the others stands in its ``further``.
        """
        from laowu.cli.dossiers import dossier_files, read_all
        from laowu.cli.progress import counted

        found = counted(dossier_files(files), Text("读取", "reading"))
        return read_all(found, lambda file: self.dossier(file, *jurisdictions))

    def show(self, page: Callable[[], Page], data: Callable[[], Any]) -> None:
        """Print a result in the form asked for, on stdout or into the file of ``--output``.

        Args:
            page: makes the page for a person.
            data: makes the plain data for a program.
        """
        file = current().output
        match self.settings.format:
            case "json":
                from laowu.evaluate.result_data import result_json

                text = result_json(data())
            case "markdown":
                from laowu.cli.render.markdown import markdown

                text = markdown(page(), self.language)
            case "table":
                colour = file is None and output.colour_welcome()
                text = plain(page(), self.language, room=output.screen_width(), colour=colour)
        if file is not None:
            output.save(text, file)
            remark(Text(f"已写入 {file}", f"written to {file}"))
        elif self.settings.format == "json":
            output.write_data(text)
        else:
            output.write(text)

    def show_pieces(self, pieces: "Iterator[str]") -> None:
        """Print the JSON of a result that is made piece by piece, whole or not at all."""
        file = current().output
        if file is None:
            output.write_pieces(pieces)
        else:
            output.save_pieces(pieces, file)
            remark(Text(f"已写入 {file}", f"written to {file}"))


def unknown_readings(given: dict[str, str], known: Sequence[str]) -> None:
    """Refuse a reading that nobody has: a slip would otherwise change nothing and say nothing.

    Raises:
        SettingsError: one of them is not known.
    """
    for reading in given:
        if reading not in known:
            listing = Text("可选：", "known here: ") + joined([same(name) for name in known], zh="、", en=", ")
            raise SettingsError(
                Text(f"没有“{reading}”这个读法", f"there is no reading “{reading}” here"),
                where="--reading",
                mend=did_you_mean(reading, known) or (listing if known else None),
            )


def none_installed() -> SettingsError:
    """There is no region that could be asked."""
    mend = Text("用 pip install laowu-… 安装", "install one with pip install laowu-…")
    return SettingsError(Text("没有可用的地区插件", "no region is installed that works"), mend=mend)


def _none_chosen(installed: dict[str, PluginRecord]) -> SettingsError:
    codes = joined([same(code) for code in installed], zh="、", en=", ")
    first = next(iter(installed), "")
    how = Text(
        f'用 -j 代码，或在 laowu.toml 写 jurisdiction = "{first}"；已安装：',
        f'use -j CODE, or write jurisdiction = "{first}" in laowu.toml; installed: ',
    )
    none = Text("先安装一个地区插件，如 pip install laowu-…", "install a region first, with pip install laowu-…")
    return SettingsError(Text("没有指定按哪个地区的规则办", "no jurisdiction is chosen"), mend=how + codes if installed else none)
