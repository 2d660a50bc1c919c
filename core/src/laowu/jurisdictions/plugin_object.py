"""The plugin object of a region, with all that is wrong about it told before pluggy would accept it and fail later, or never."""

from collections.abc import Callable
from inspect import Parameter, signature

from laowu import __version__
from laowu.contract.locality import LocalityPlugin
from laowu.contract.markers import HOOKS, PROJECT
from laowu.errors import UnusableJurisdiction, did_you_mean
from laowu.jurisdictions.discovery import PluginRecord
from laowu.jurisdictions.entry import entry_object
from laowu.text import Text


def plugin_object(code: str, record: PluginRecord) -> LocalityPlugin:
    """Import a plugin and see that it is what a locality's entry point should name.

    Raises:
        UnusableJurisdiction: it is not.
        Exception: whatever the plugin's own code raises while it is imported.
    """
    _check_rivals(code, record)
    _check_requirement(code, record)
    return _checked(code, entry_object(code, record), record.place)


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


def _checked(code: str, plugin: object, place: str) -> LocalityPlugin:
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
    return plugin


def _parameters(method: Callable[..., object]) -> list[tuple[str, bool]]:
    """Names in order, and whether each is an ordinary parameter without a default.

    pluggy passes by name and says nothing when a method forgets ``self`` or never sees an argument it gave a default.
    """
    given = signature(method).parameters.values()
    return [(item.name, item.kind is Parameter.POSITIONAL_OR_KEYWORD and item.default is Parameter.empty) for item in given]
