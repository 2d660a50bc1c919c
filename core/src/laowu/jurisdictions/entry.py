"""The object that an entry point names, and where in a plugin's Python something went wrong."""

from importlib import import_module
from types import ModuleType
from typing import Any

from laowu.contract.locality import LocalityPlugin
from laowu.errors import UnusableJurisdiction
from laowu.jurisdictions.discovery import GROUP, PluginRecord
from laowu.text import Text


def entry_object(code: str, record: PluginRecord) -> Any:
    """Import what the entry point names.

    Raises:
        UnusableJurisdiction: there is no such module, or nothing of that name in it.
        Exception: whatever the plugin's own code raises while it is imported.
    """
    path, _, name = record.target.partition(":")
    name = name or "plugin"
    try:
        module = import_module(path)
    except ModuleNotFoundError as failure:
        # One that the plugin imports itself is a mistake in its code; only this one is a mistake in pyproject.toml.
        if failure.name is None or not f"{path}.".startswith(f"{failure.name}."):
            raise
        what = Text(f"入口指向的模块 {failure.name} 不存在", f"the entry point names {failure.name}, and there is no such module")
        usual = f"laowu_{code.replace('-', '_')}.plugin:plugin"
        raise UnusableJurisdiction(code, "broken", what, where=record.place, mend=_corrected(code, usual)) from failure
    if not hasattr(module, name):
        what = Text(f"{path} 里没有“{name}”", f"{path} has no “{name}”")
        there = next(_plugins_of(module), "")
        mend = (
            _corrected(code, f"{path}:{there}")
            if there
            else Text(
                f"在 {path} 末尾写 {name} = 类名()", f"end {path} with {name} = NameOfTheClass(), an instance of the class in it"
            )
        )
        raise UnusableJurisdiction(code, "broken", what, where=record.place, mend=mend)
    return getattr(module, name)


def _plugins_of(module: ModuleType) -> Any:
    return (name for name, value in vars(module).items() if isinstance(value, LocalityPlugin))


def _corrected(code: str, target: str) -> Text:
    line = f'{code} = "{target}"'
    return Text(
        f'检查 pyproject.toml 的 [project.entry-points."{GROUP}"]，一般写 {line}；改后重新安装',
        f'look at [project.entry-points."{GROUP}"] in pyproject.toml, where it is usually {line}; then install it again',
    )


def place_in_plugin(failure: BaseException, record: PluginRecord) -> str:
    """File and line of the plugin's own code at which an exception arose; empty when none of its code was running."""
    if isinstance(failure, SyntaxError) and failure.filename:
        return f"{failure.filename}:{failure.lineno}"
    package = record.target.partition(":")[0].partition(".")[0]
    from traceback import extract_tb

    frames = [frame for frame in extract_tb(failure.__traceback__) if package in frame.filename.replace("\\", "/").split("/")]
    return f"{frames[-1].filename}:{frames[-1].lineno}" if frames else ""
