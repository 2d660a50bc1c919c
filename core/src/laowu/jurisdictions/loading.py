"""From an installed plugin to a jurisdiction that answers, with every way of failing told apart."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from inspect import Parameter, signature

import attrs
import pluggy

from laowu import __version__
from laowu.calendar.workdays import WorkCalendar
from laowu.contract.locality import LocalityPlugin
from laowu.contract.markers import HOOKS, PROJECT
from laowu.errors import SettingsError, UnknownJurisdiction, UnusableJurisdiction, did_you_mean
from laowu.jurisdictions.discovery import PluginRecord, discover
from laowu.jurisdictions.entry import entry_object, place_in_plugin
from laowu.jurisdictions.foundation import RuleBookLayer
from laowu.jurisdictions.jurisdiction import Jurisdiction, one_line
from laowu.rules.changes import Changes
from laowu.rules.layer import COVERAGE_FILE
from laowu.rules.load import Layer, build, read_layer
from laowu.rules.profile import SUPPORTED_API
from laowu.rules.rulebook import RuleBook
from laowu.rules.tree import Tree
from laowu.text import Text

_LONGEST_CHAIN = 6


def load_installed(
    code: str,
    *,
    choices: Mapping[str, str] | None = None,
    changes: Tree | Changes | None = None,
    calendar: WorkCalendar | None = None,
    installed: Mapping[str, PluginRecord] | None = None,
    strict: bool = False,
) -> Jurisdiction:
    """Load one jurisdiction.

    Args:
        code: its code.
        choices: readings chosen, by id.
        changes: parameters changed, as a tree of sections laid over the rule data.
        calendar: working days; the packaged calendar when left out.
        installed: what :func:`discover` found, to save a second look.
        strict: let an exception of the plugin through as it is, for the plugin's author.

    Raises:
        UnknownJurisdiction: nothing installed answers for the code.
        UnusableJurisdiction: the plugin is incompatible, broken, or blocked by another one it extends.
    """
    return read_installed(code, installed=installed, strict=strict).jurisdiction(
        choices=choices, changes=changes, calendar=calendar
    )


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


@attrs.frozen(kw_only=True, eq=False)
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
    layers: tuple[Layer, ...]
    strict: bool = False

    @property
    def own(self) -> LocalityPlugin:
        """The jurisdiction's own plugin."""
        return self.plugins[-1]

    def jurisdiction(
        self,
        *,
        choices: Mapping[str, str] | None = None,
        changes: Tree | Changes | None = None,
        calendar: WorkCalendar | None = None,
    ) -> Jurisdiction:
        """The jurisdiction under these choices and changes, which are those of :func:`load_installed`.

        Raises:
            SettingsError: a choice that a reading does not offer, or a change of what is no section of rules.
            UnusableJurisdiction: the rule data are malformed.
        """
        with _isolated(self.record.code, self.record, strict=self.strict):
            book = build(self.layers, choices=choices, changes=changes)
        return self.answering_from(book, calendar)

    def answering_from(self, book: RuleBook, calendar: WorkCalendar | None = None) -> Jurisdiction:
        """The jurisdiction over a rule book that was built already."""
        working_days = calendar or WorkCalendar()
        with _isolated(self.record.code, self.record, strict=self.strict):
            manager = _manager(self.plugins, lambda plugin: plugin.bound(book, working_days))
        return Jurisdiction(record=self.record, book=book, manager=manager, calendar=working_days, strict=self.strict)


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


def _chain(code: str, records: Mapping[str, PluginRecord], *, strict: bool) -> list[tuple[LocalityPlugin, Layer]]:
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


def _layer(code: str, record: PluginRecord) -> tuple[LocalityPlugin, Layer]:
    place = record.place
    _check_rivals(code, record)
    _check_requirement(code, record)
    plugin = entry_object(code, record)
    _check_object(code, plugin, place)
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


def _check_rivals(code: str, record: PluginRecord) -> None:
    if record.rivals:
        claims = ", ".join((f"{record.distribution} {record.version}", *record.rivals))
        what = Text(f"多个分发包都自称“{code}”：{claims}", f"several distributions claim “{code}”: {claims}")
        raise UnusableJurisdiction(
            code, "broken", what, mend=Text("用 pip uninstall 只留一个", "keep one of them: pip uninstall the others")
        )


def _check_requirement(code: str, record: PluginRecord) -> None:
    if not record.compatible:
        what = Text(
            f"{record.distribution} {record.version} 需要 {record.requires}，现装 {__version__}",
            f"{record.distribution} {record.version} needs {record.requires}; {__version__} is installed",
        )
        raise UnusableJurisdiction(code, "incompatible", what, mend=Text("升级插件或本程序", "upgrade the plugin or laowu"))


def _check_object(code: str, plugin: object, place: str) -> None:
    """Refuse what pluggy would accept and only fail on when it is called, or never."""
    if isinstance(plugin, type):
        what = Text(
            "入口指向类而不是实例，是否漏了括号 ()？", "the entry point names a class, not an instance: are the () missing?"
        )
        raise UnusableJurisdiction(code, "broken", what, where=place)
    if not isinstance(plugin, LocalityPlugin):
        what = Text(
            "入口对象须是 LocalityPlugin 子类的实例", "the entry point must name an instance of a LocalityPlugin subclass"
        )
        raise UnusableJurisdiction(code, "broken", what, where=place)
    for name in dir(type(plugin)):
        if not name.startswith(f"{PROJECT}_"):
            continue
        if name not in HOOKS:
            what = Text(f"{name} 不是钩子", f"{name} is not a hook")
            raise UnusableJurisdiction(code, "broken", what, where=place, mend=did_you_mean(name, HOOKS))
        method, spec = getattr(type(plugin), name), getattr(LocalityPlugin, name)
        if method is spec:
            continue
        if not hasattr(method, f"{PROJECT}_impl"):
            what = Text(
                f"{name} 已改写但没有标注 @hookimpl，不会被调用",
                f"{name} is overridden but not marked @hookimpl, so nobody would call it",
            )
            mend = Text("在方法上加 @hookimpl", "add @hookimpl above the method")
            raise UnusableJurisdiction(code, "broken", what, where=place, mend=mend)
        if _parameters(method) != _parameters(spec):
            what = Text(f"{name} 的参数不对", f"{name} takes the wrong parameters")
            row = ", ".join(signature(spec).parameters)
            raise UnusableJurisdiction(code, "broken", what, where=place, mend=Text(f"应为 ({row})", f"they are ({row})"))


def _parameters(method: Callable[..., object]) -> list[tuple[str, bool]]:
    """Names in order, and whether each is an ordinary parameter without a default.

    pluggy passes by name and says nothing when a method forgets ``self`` or never sees an argument it gave a default.
    """
    given = signature(method).parameters.values()
    return [(item.name, item.kind is Parameter.POSITIONAL_OR_KEYWORD and item.default is Parameter.empty) for item in given]


def _manager(plugins: Sequence[LocalityPlugin], bind: Callable[[LocalityPlugin], LocalityPlugin]) -> pluggy.PluginManager:
    """One manager for one jurisdiction: overrides of the most special layer are asked first, the rule book last."""
    manager = pluggy.PluginManager(PROJECT)
    manager.add_hookspecs(LocalityPlugin)
    manager.register(bind(RuleBookLayer()), name="rule book")
    for place, plugin in enumerate(plugins):
        manager.register(bind(plugin), name=f"{place} {type(plugin).__name__}")
    manager.check_pending()
    return manager
