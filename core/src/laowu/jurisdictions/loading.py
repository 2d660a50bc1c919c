"""From an installed plugin to a jurisdiction that answers, with every way of failing told apart."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pluggy

from laowu.calendar.workdays import WorkCalendar
from laowu.contract.locality import LocalityPlugin
from laowu.contract.markers import PROJECT
from laowu.errors import SettingsError, UnknownJurisdiction, UnusableJurisdiction, did_you_mean
from laowu.jurisdictions.discovery import PluginRecord, discover
from laowu.jurisdictions.entry import place_in_plugin
from laowu.jurisdictions.foundation import RuleBookLayer
from laowu.jurisdictions.jurisdiction import Jurisdiction, one_line
from laowu.jurisdictions.kept import keep_book, kept_book
from laowu.jurisdictions.plugin_object import plugin_object
from laowu.jurisdictions.rule_cache import RuleCache
from laowu.rules.profile import SUPPORTED_API
from laowu.rules.rulebook import RuleBook
from laowu.rules.tree import Tree
from laowu.text import Text
from laowu.values import frozen

# Reading rule files brings cattrs and more; a rule book that was kept needs none of it.
if TYPE_CHECKING:
    from laowu.rules.changes import Changes
    from laowu.rules.load import Layer, ReadBook

_LONGEST_CHAIN = 6


def load_installed(
    code: str,
    *,
    choices: Mapping[str, str] | None = None,
    changes: "Tree | Changes | None" = None,
    calendar: WorkCalendar | None = None,
    installed: Mapping[str, PluginRecord] | None = None,
    strict: bool = False,
    kept: RuleCache | None = None,
) -> Jurisdiction:
    """Load one jurisdiction.

    Args:
        code: its code.
        choices: readings chosen, by id.
        changes: parameters changed, as a tree of sections laid over the rule data.
        calendar: working days; the packaged calendar when left out.
        installed: what :func:`discover` found, to save a second look.
        strict: let an exception of the plugin through as it is, for the plugin's author.
        kept: where rule books are kept between calls of a program; they are read from the rule files when left out.

    Raises:
        UnknownJurisdiction: nothing installed answers for the code.
        UnusableJurisdiction: the plugin is incompatible, broken, or blocked by another one it extends.
    """
    records = discover() if installed is None else installed
    if kept is None or changes is not None or strict:
        return read_installed(code, installed=records, strict=strict).jurisdiction(
            choices=choices, changes=changes, calendar=calendar
        )
    found = kept_book(code, records, choices or {}, kept)
    if found is not None:
        return _answering(records[code], *found, calendar, strict=False)
    rules = read_installed(code, installed=records)
    jurisdiction = rules.jurisdiction(choices=choices, calendar=calendar)
    keep_book(rules.plugins, rules.layers, choices or {}, jurisdiction.book, kept)
    return jurisdiction


def read_installed(code: str, *, installed: Mapping[str, PluginRecord] | None = None, strict: bool = False) -> "InstalledRules":
    """Import a jurisdiction's plugins and read their rule files, for whoever needs it in several forms.

    Args:
        code: its code.
        installed: see :func:`load_installed`, also for ``strict``.
        strict: see there.

    Raises:
        UnknownJurisdiction: nothing installed answers for the code.
        UnusableJurisdiction: the plugin is incompatible, broken, or blocked by another one it extends.
    """
    records = discover() if installed is None else installed
    if code not in records:
        raise UnknownJurisdiction(code, records)
    chain = _chain(code, records, strict=strict)
    return InstalledRules(
        record=records[code],
        plugins=tuple(plugin for plugin, _ in chain),
        layers=tuple(layer for _, layer in chain),
        strict=strict,
    )


@frozen(kw_only=True, eq=False)
class InstalledRules:
    """A jurisdiction's plugins with their rule files as read; jurisdictions are made of them as often as needed.

    Attributes:
        record: the installed plugin.
        plugins: the plugin and those it extends, most general first.
        layers: the rule files of each of them.
        strict: let an exception of the plugin through as it is.
    """

    record: PluginRecord
    plugins: tuple[LocalityPlugin, ...]
    layers: "tuple[Layer, ...]"
    strict: bool = False

    @property
    def own(self) -> LocalityPlugin:
        """The jurisdiction's own plugin."""
        return self.plugins[-1]

    def jurisdiction(
        self,
        *,
        choices: Mapping[str, str] | None = None,
        changes: "Tree | Changes | None" = None,
        calendar: WorkCalendar | None = None,
    ) -> Jurisdiction:
        """The jurisdiction under these choices and changes, which are those of :func:`load_installed`.

        Raises:
            SettingsError: a choice that a reading does not offer, or a change of what is no section of rules.
            UnusableJurisdiction: the rule data are malformed.
        """
        return self.answering_from(self.read(choices=choices, changes=changes).book, calendar)

    def read(self, *, choices: Mapping[str, str] | None = None, changes: "Tree | Changes | None" = None) -> "ReadBook":
        """The rule book under these choices and changes, with what it was made of; errors are those of :meth:`jurisdiction`."""
        from laowu.jurisdictions.division_codes import check_division_codes
        from laowu.rules.load import read_book

        with _isolated(self.record.code, self.record, strict=self.strict):
            found = read_book(self.layers, choices=choices, changes=changes)
            check_division_codes(found.sections)
            return found

    def answering_from(self, book: RuleBook, calendar: WorkCalendar | None = None) -> Jurisdiction:
        """The jurisdiction over a rule book that was built already."""
        return _answering(self.record, self.plugins, book, calendar, strict=self.strict)


def _answering(
    record: PluginRecord, plugins: Sequence[LocalityPlugin], book: RuleBook, calendar: WorkCalendar | None, *, strict: bool
) -> Jurisdiction:
    working_days = calendar or WorkCalendar()
    with _isolated(record.code, record, strict=strict):
        manager = _manager(plugins, lambda plugin: plugin.bound(book, working_days))
    return Jurisdiction(record=record, book=book, manager=manager, calendar=working_days, strict=strict)


@contextmanager
def _isolated(code: str, record: PluginRecord, *, strict: bool) -> Iterator[None]:
    """Whatever goes wrong inside is the plugin's problem and nobody else's."""
    try:
        yield
    except UnusableJurisdiction as failure:
        failure.code = failure.code or code
        raise
    except SettingsError:  # a choice that a reading does not offer: the user's mistake, not the plugin's
        raise
    except (Exception, SystemExit) as failure:  # a plugin that exits while it is imported must not end the program
        if strict:
            raise
        raise _broken(code, record, failure) from failure


def _broken(code: str, record: PluginRecord, failure: BaseException) -> UnusableJurisdiction:
    cause = one_line(failure)
    return UnusableJurisdiction(
        code,
        "broken",
        Text(f"插件加载失败（{cause}）", f"the plugin cannot be loaded ({cause})"),
        where=", ".join(filter(None, (record.place, place_in_plugin(failure, record)))),
        mend=Text(
            "设 LAOWU_STRICT_PLUGINS=1 并加 --debug 可看全文", "set LAOWU_STRICT_PLUGINS=1 and add --debug to see it whole"
        ),
    )


def _chain(code: str, records: Mapping[str, PluginRecord], *, strict: bool) -> "list[tuple[LocalityPlugin, Layer]]":
    """The plugin and those it extends, most general first."""
    chain: dict[str, tuple[LocalityPlugin, Layer]] = {}
    wanted: str | None = code
    while wanted is not None:
        if wanted not in records:
            what = Text(f"须先安装所依据的地区“{wanted}”", f"it extends “{wanted}”, which is not installed")
            raise UnusableJurisdiction(code, "blocked", what, where=records[code].place, mend=did_you_mean(wanted, records))
        if wanted in chain or len(chain) >= _LONGEST_CHAIN:
            way = " → ".join((*chain, wanted))
            what = Text(f"extends 成环或过长（{way}）", f"extends runs in a circle or is too long ({way})")
            raise UnusableJurisdiction(code, "broken", what, where=records[code].place)
        try:
            with _isolated(wanted, records[wanted], strict=strict):
                chain[wanted] = _layer(wanted, records[wanted])
        except UnusableJurisdiction as failure:
            if wanted == code:
                raise
            raise _blocked(code, wanted, failure) from failure
        wanted = chain[wanted][1].profile.extends
    return list(chain.values())[::-1]


def _blocked(code: str, base: str, failure: UnusableJurisdiction) -> UnusableJurisdiction:
    what = Text(f"所依据的地区“{base}”不可用：", f"“{base}”, which it extends, cannot be used: ") + failure.what
    return UnusableJurisdiction(code, "blocked", what, where=failure.where, mend=failure.mend)


def _layer(code: str, record: PluginRecord) -> "tuple[LocalityPlugin, Layer]":
    from laowu.rules.layer import COVERAGE_FILE, read_layer

    plugin = plugin_object(code, record)
    layer = read_layer(plugin.rules_folder(), coverage=plugin.package_folder() / COVERAGE_FILE)
    profile = layer.profile
    if profile.code != code:
        what = Text(
            f"入口名为 {code}，profile.toml 写的是 {profile.code}",
            f"the entry point says {code}, profile.toml says {profile.code}",
        )
        mend = Text(
            f'两处须相同：这里写 code = "{code}"，或改 pyproject.toml 的入口名并重新安装',
            f'both must be the same: write code = "{code}", or rename the entry point in pyproject.toml and install it again',
        )
        raise UnusableJurisdiction(code, "broken", what, where=layer.files["profile"].where(("code",)), mend=mend)
    if profile.api not in SUPPORTED_API:
        spoken = ", ".join(map(str, sorted(SUPPORTED_API)))
        what = Text(
            f"插件按接口版本 {profile.api} 编写，本程序支持 {spoken}",
            f"written for contract version {profile.api}; this core speaks {spoken}",
        )
        mend = Text(
            f"升级插件或本程序；自己写的插件请写 api = {max(SUPPORTED_API)}",
            f"upgrade the plugin or laowu; if it is your own, write api = {max(SUPPORTED_API)}",
        )
        raise UnusableJurisdiction(code, "incompatible", what, where=layer.files["profile"].where(("api",)), mend=mend)
    return plugin, layer


class _Manager(pluggy.PluginManager):
    """Looks for hooks among a plugin's own names, which are a third of what every object has."""

    def parse_hookimpl_opts(self, plugin: object, name: str) -> pluggy.HookimplOpts | None:
        """The options of a hook, as pluggy has them; nothing for names with two underscores."""
        return None if name.startswith("__") else super().parse_hookimpl_opts(plugin, name)


def _manager(plugins: Sequence[LocalityPlugin], bind: Callable[[LocalityPlugin], LocalityPlugin]) -> pluggy.PluginManager:
    """One manager for one jurisdiction: overrides of the most special layer are asked first, the rule book last."""
    manager = _Manager(PROJECT)
    manager.add_hookspecs(LocalityPlugin)
    manager.register(bind(RuleBookLayer()), name="rule book")
    for place, plugin in enumerate(plugins):
        manager.register(bind(plugin), name=f"{place} {type(plugin).__name__}")
    manager.check_pending()
    return manager
