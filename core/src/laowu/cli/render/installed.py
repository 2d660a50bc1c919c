"""The installed regions as their metadata have them; nothing of a region is loaded, and nothing of the rules either."""

from collections.abc import Sequence
from typing import Any

import attrs

from laowu.cli.render.page import Cell, Page, Span, Table, Tone, cell, paragraph
from laowu.cli.render.width import GLUE
from laowu.jurisdictions.discovery import PluginRecord
from laowu.text import Text, same

CODE = Text("代码", "code")
PACKAGE = Text("分发包", "package")
STATE = Text("状态", "state")
NONE_INSTALLED = Text("没有安装任何地区插件", "no region is installed")

STATES = {
    "available": Text("可用", "available"),
    "loaded": Text("可用", "loaded"),
    "judged": Text("可用", "loaded"),
    "missing": Text("未安装", "not installed"),
    "incompatible": Text("不相容", "incompatible"),
    "duplicate": Text("重复", "duplicate"),
    "broken": Text("已损坏", "broken"),
    "blocked": Text("受阻", "blocked"),
}
_GOOD = ("available", "loaded", "judged")


def state(code: str) -> Span:
    """The state of a plugin with its sign."""
    tone: Tone = "good" if code in _GOOD else "bad"
    return Span(same(("✓" if code in _GOOD else "✗") + GLUE) + STATES[code], tone)


def installed_page(records: Sequence[PluginRecord]) -> Page:
    """The installed regions from their metadata."""
    if not records:
        return (paragraph(NONE_INSTALLED),)
    heads = (CODE, PACKAGE, STATE, Text("需要", "needs"))
    return (Table(heads=heads, rows=tuple(map(_installed, records)), keep=0),)


def _installed(record: PluginRecord) -> tuple[Cell, ...]:
    package = cell(f"{record.distribution} {record.version}", *record.rivals)
    return cell(record.code), package, cell(state(state_of(record))), cell(record.requires or "-")


def state_of(record: PluginRecord) -> str:
    """What metadata alone tell of a plugin: ``available``, ``incompatible`` or ``duplicate``."""
    if record.rivals:
        return "duplicate"
    return "available" if record.compatible else "incompatible"


def installed_data(records: Sequence[PluginRecord]) -> dict[str, Any]:
    """The installed regions as plain data."""
    return {"schema": "laowu/plugins/1", "plugins": [{**attrs.asdict(record), "state": state_of(record)} for record in records]}
