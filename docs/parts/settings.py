"""Every setting with the ways to set it."""

from importlib import import_module

from laowu.cli.command_table import module_of
from laowu.settings import Readings, Settings
from laowu.settings.keys import KEYS, READINGS
from parts.markdown import table


def settings(about: str, language: str) -> str:
    """Every setting with the ways to set it."""
    built_in = Settings()
    options = {name for param in import_module(module_of("assess")).command.params for name in param.opts}
    rows = (
        (
            f"`{key.name}`",
            key.purpose.en,
            _built_in(getattr(built_in, key.name)),
            "<br>".join(f"`{line}`" for line in key.example.splitlines()),
            "" if key.name == READINGS else f"`{key.variable}`",
            f"`{key.flag}`" if key.flag in options else "",
        )
        for key in KEYS.values()
    )
    return table(("setting", "what it is for", "built-in", "in a file", "variable", "option"), rows)


def _built_in(value: object) -> str:
    return "" if value is None or value == () or isinstance(value, Readings) else f"`{str(value).lower()}`"
