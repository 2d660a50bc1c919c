"""The ``[facts]`` of a dossier: shared facts by name, and each region's own under ``[facts.<code>]``."""

from collections.abc import Collection, Mapping

from laowu.errors import did_you_mean
from laowu.model import scalars
from laowu.model.facts import FactCatalogue, FactDefinition, Figure
from laowu.model.failures import REFUSED, refusals_in
from laowu.model.figures import ENTRY_KEYS, figures, of_unknown_region
from laowu.model.refusal import Path, Refusal, Refusals, suggestion
from laowu.text import Text
from laowu.toml_source import shortened

Stated = dict[str, tuple[Figure, ...]]

_FORM = Text("写成 [facts]，下面每行一项，如 workers = 1200", "write [facts] with one fact a line below, such as workers = 1200")
_ROOT: Path = ("facts",)
_TYPO = 0.8


def read_facts(
    raw: object, local: Mapping[str, FactCatalogue], known_codes: Collection[str], refusals: Refusals
) -> tuple[Stated, dict[str, Stated]]:
    """The shared facts and, by jurisdiction code, the facts of each region's own vocabulary.

    Args:
        raw: what stands under ``facts``.
        local: vocabularies at hand, by jurisdiction code.
        known_codes: codes of regions whose vocabulary is not at hand; their facts are taken for what they look like,
            as are those of a table that can only belong to a region that is not installed.
        refusals: where mistakes go.
    """
    # A region's vocabulary adds to the shared one, which then need not be read again.
    shared = next((catalogue.base for catalogue in local.values() if catalogue.base is not None), None) or _shared_facts()
    stated: Stated = {}
    by_region: dict[str, Stated] = {}
    for key, entry in _entries(raw, _ROOT, refusals).items():
        if refusals.enough:
            break
        if key in shared:
            stated |= _stated(entry, shared[key], shared, _ROOT, refusals)
        elif key in local:
            by_region[key] = _of_region(key, entry, local[key], shared, refusals)
        elif key in known_codes or _of_region_elsewhere(key, entry, (*shared, *local, *known_codes)):
            by_region[key] = _kept(key, entry, refusals)
        else:
            refusals.take(_ROOT, [_unknown(key, local, known_codes)])
    return stated, by_region


def _of_region_elsewhere(key: str, entry: object, known: Collection[str]) -> bool:
    """Whether a table is the vocabulary of a region whose plugin is not installed, and no misspelt fact or code.

    Taking a plugin away must not make a dossier unreadable for the others.
    """
    from difflib import get_close_matches

    is_figure = isinstance(entry, dict) and set(entry) <= ENTRY_KEYS
    return isinstance(entry, dict) and not is_figure and not get_close_matches(key, known, n=1, cutoff=_TYPO)


def _shared_facts() -> FactCatalogue:
    from laowu.model.vocabulary import shared_facts  # a region at hand brings them along

    return shared_facts()


def _entries(raw: object, path: Path, refusals: Refusals) -> dict[str, object]:
    try:
        return scalars.table(raw, _FORM)
    except Refusal as refusal:
        refusals.take(path, [refusal])
        return {}


def _stated(
    entry: object, definition: FactDefinition, catalogue: Mapping[str, FactDefinition], path: Path, refusals: Refusals
) -> Stated:
    """The figures of one fact under its name; nothing when they are refused."""
    name = definition.name
    if definition.given_by is not None:
        says = Text(f"{definition.label.zh}不写在 [facts] 里", f"{name} does not stand under [facts]")
        refusals.add((*path, name), says, _where_instead(definition.given_by))
        return {}
    try:
        return {name: figures(entry, definition, catalogue)}
    except REFUSED as failure:
        refusals.take((*path, name), refusals_in(failure))
        return {}


def _where_instead(given_by: str) -> Text:
    """Where a fact that is read off the structure of the dossier is written."""
    section, _, key = given_by.partition(".")
    if section == "brand":
        return Text(f"写在 [brand] 的 {key}", f"write it as {key} under [brand]")
    if key == "count":
        return Text(f"每个单位写一个 [[{section}]]", f"write one [[{section}]] table for each")
    return Text(f"写在 [[{section}]] 的 {key}", f"write it as {key} under [[{section}]]")


def _of_region(code: str, raw: object, catalogue: FactCatalogue, shared: FactCatalogue, refusals: Refusals) -> Stated:
    everything = {**shared, **catalogue}
    own = {name: definition for name, definition in catalogue.items() if name not in shared}
    stated: Stated = {}
    path = (*_ROOT, code)
    for key, entry in _entries(raw, path, refusals).items():
        if refusals.enough:
            break
        if key in own:
            stated |= _stated(entry, own[key], everything, path, refusals)
        elif key in shared:
            says = Text(f"“{key}”是共用事实", f"“{key}” is a shared fact")
            refusals.add((*path, key), says, Text("移到 [facts]", "move it up to [facts]"))
        else:
            says = Text(f"{code} 没有“{shortened(key)}”这一事实", f"{code} has no fact “{shortened(key)}”")
            refusals.add((*path, key), says, suggestion(key, sorted(own)) or Text("删去这一行", "delete the line"))
    return stated


def _kept(code: str, raw: object, refusals: Refusals) -> Stated:
    stated: Stated = {}
    path = (*_ROOT, code)
    for key, entry in _entries(raw, path, refusals).items():
        if refusals.enough:
            break
        try:
            stated[key] = of_unknown_region(entry, key)
        except REFUSED as failure:
            refusals.take((*path, key), refusals_in(failure))
    return stated


def _unknown(key: str, local: Mapping[str, FactCatalogue], known_codes: Collection[str]) -> Refusal:
    says = Text(f"没有“{shortened(key)}”这一事实", f"there is no fact “{shortened(key)}”")
    regions = sorted(code for code, catalogue in local.items() if key in catalogue)
    if regions:
        row = " / ".join(f"[facts.{code}]" for code in regions)
        return Refusal(says, Text(f"它属于一个地区，写在 {row}", f"it belongs to one region: write it under {row}"), at=(key,))
    written = [name for name, definition in _shared_facts().items() if definition.given_by is None]
    near = did_you_mean(key, [*written, *local, *known_codes])
    ask = Text("`laowu dossier new` 列出全部事实", "`laowu dossier new` lists every fact")
    return Refusal(says, near or ask, at=(key,))
