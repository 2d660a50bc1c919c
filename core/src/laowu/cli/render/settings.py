"""The settings in force, each with its value and its source."""

from typing import Any

from laowu.cli.render.page import Page, Span, Table, cell
from laowu.settings import Provenance, ResolvedSettings
from laowu.text import Text, same


def settings_page(resolved: ResolvedSettings) -> Page:
    """The settings as a table."""
    heads = (Text("设置", "setting"), Text("值", "value"), Text("来源", "source"))
    return (
        Table(
            heads=heads,
            rows=tuple((cell(entry.key), cell(_value(entry)), cell(_source(entry.source))) for entry in resolved.provenance),
        ),
    )


def _value(entry: Provenance) -> Span:
    return Span(same(entry.value)) if entry.value else Span(Text("（未设）", "(not set)"), "faint")


def _source(source: str) -> Span:
    """Where a value comes from; the two words that are no name of a file or an option have Chinese ones."""
    if source == "built-in":
        return Span(Text("内置", "built-in"), "faint")
    for word, chinese in (("environment ", "环境变量 "), ("option ", "选项 ")):
        if source.startswith(word):
            return Span(Text(chinese + source.removeprefix(word), source))
    return Span(same(source))


def settings_data(resolved: ResolvedSettings) -> dict[str, Any]:
    """The settings as plain data."""
    entries = [{"key": entry.key, "value": entry.value, "source": entry.source} for entry in resolved.provenance]
    return {"schema": "laowu/settings/1", "settings": entries}
