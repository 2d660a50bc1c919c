"""A jurisdiction's rule book as it was kept at an earlier call, where nothing it was made of has changed."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from laowu.contract.locality import LocalityPlugin
from laowu.jurisdictions.discovery import PluginRecord
from laowu.jurisdictions.plugin_object import plugin_object
from laowu.jurisdictions.rule_cache import Part, RuleCache, digest_of
from laowu.rules.rulebook import RuleBook

if TYPE_CHECKING:
    from laowu.rules.layer import Layer


def kept_book(
    code: str, records: Mapping[str, PluginRecord], choices: Mapping[str, str], kept: RuleCache
) -> tuple[tuple[LocalityPlugin, ...], RuleBook] | None:
    """The plugins of a jurisdiction and its rule book as it was kept, if its files and those it extends still say the same.

    Everything that is looked at before a rule file is read is looked at here too. ``None`` also where anything is wrong: who
    then reads the files finds it again and tells.
    """
    try:
        own, part = _plugin_and_part(code, records)
        found = None if part is None else kept.get(part, choices)
        if found is None:
            return None
        parts, book = found
        below = [_plugin_and_part(base.code, records) for base in parts[:-1]]
    except (Exception, SystemExit):  # noqa: BLE001  # whatever a plugin does while it is imported
        return None
    same = parts[-1] == part and all(now == then for (_, now), then in zip(below, parts, strict=False))
    return ((*(plugin for plugin, _ in below), own), book) if same else None


def keep_book(
    plugins: Sequence[LocalityPlugin], layers: "Sequence[Layer]", choices: Mapping[str, str], book: RuleBook, kept: RuleCache
) -> None:
    """Keep the rule book of a jurisdiction.

    Args:
        plugins: the plugin and those it extends, most general first.
        layers: the rule files of each of them.
        choices: the readings it was made with.
        book: the rule book.
        kept: where to.
    """
    parts = []
    for plugin, layer in zip(plugins, layers, strict=True):
        try:
            contents = _contents(plugin)
        except OSError:
            return
        sources = [*layer.files.values(), *filter(None, (layer.coverage,))]
        if contents is None or sorted(source.text for source in sources) != sorted(map(_text, contents.values())):
            return  # no files, or somebody wrote to them since they were read
        parts.append(Part(code=layer.profile.code, files=digest_of(contents)))
    kept.keep(parts, choices, book)


def _plugin_and_part(code: str, records: Mapping[str, PluginRecord]) -> tuple[LocalityPlugin, Part | None]:
    plugin = plugin_object(code, records[code])
    contents = _contents(plugin)
    return plugin, None if contents is None else Part(code=code, files=digest_of(contents))


def _contents(plugin: LocalityPlugin) -> dict[str, bytes] | None:
    """The rule files and the list of clauses, by name; ``None`` where they stand in an archive."""
    rules, coverage = plugin.rules_folder(), plugin.package_folder() / "coverage.toml"
    if not isinstance(rules, Path) or not isinstance(coverage, Path):
        return None
    files = sorted(path for path in rules.iterdir() if path.name.endswith(".toml"))
    contents = {path.name: path.read_bytes() for path in files}
    return contents | ({"/coverage": coverage.read_bytes()} if coverage.is_file() else {})


def _text(content: bytes) -> str:
    return content.decode("utf-8-sig", errors="replace")
