"""Dossiers at the edge: reading a file and looking up its places; what the regions at hand would like to see in one."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from laowu.errors import DossierError, LaowuError
from laowu.jurisdictions.jurisdiction import Jurisdiction
from laowu.model.dossier import Dossier
from laowu.model.dossier_file import dossier_from
from laowu.model.facts import FactCatalogue
from laowu.model.refusal import where
from laowu.places.divisions import Divisions
from laowu.places.resolving import resolve
from laowu.rules.predicate import leaves
from laowu.text import Text
from laowu.toml_source import TomlPath, TomlSource, read_toml


def read(
    file: str,
    *,
    vocabularies: Mapping[str, FactCatalogue],
    known_codes: Collection[str],
    on: date,
    material_codes: Collection[str] | None = None,
) -> Dossier:
    """Read a dossier and look up its places, so that a wrong one is told with its line.

    Args:
        file: the file.
        vocabularies: facts of the regions at hand, by jurisdiction code.
        known_codes: codes of all installed regions.
        on: date on which the places must exist.
        material_codes: codes of papers that some region asks for; ``None`` takes any.

    Raises:
        DossierError: the file cannot be read or says something impossible; further mistakes are in its ``further``.
    """
    source = read_toml(Path(file), error=DossierError)
    wrong: list[LaowuError] = [*_unknown_places(source, on)]
    try:
        dossier = dossier_from(source.data, source, local=vocabularies, known_codes=known_codes, material_codes=material_codes)
    except DossierError as failure:
        wrong += [failure, *failure.further]
    if wrong:
        wrong.sort(key=lambda error: _line(error, source))
        wrong[0].further = tuple(wrong[1:])
        raise wrong[0]
    return dossier


def dossier_files(named: Iterable[str]) -> tuple[str, ...]:
    """The files named, and for a directory the dossiers in it by name.

    Raises:
        DossierError: a directory holds none.
    """
    found: list[str] = []
    for name in named:
        if not Path(name).is_dir():
            found.append(name)
            continue
        inside = sorted(str(path) for path in Path(name).glob("*.toml"))
        if not inside:
            raise DossierError(Text("目录里没有 .toml 材料文件", "the directory holds no dossier (*.toml)"), where=name)
        found += inside
    return tuple(found)


def read_all(files: Iterable[str], read_one: Callable[[str], Dossier]) -> tuple[Dossier, ...]:
    """Read several dossiers; what is wrong with any of them is told at once.

    Raises:
        DossierError: the first mistake, with all others in its ``further``.
    """
    dossiers: list[Dossier] = []
    wrong: list[LaowuError] = []
    for file in files:
        try:
            dossiers.append(read_one(file))
        except DossierError as failure:
            wrong += [failure, *failure.further]
    if wrong:
        wrong[0].further = tuple(wrong[1:])
        raise wrong[0]
    return tuple(dossiers)


def _line(error: LaowuError, source: TomlSource) -> int:
    """The line that an error points at: its place reads ``dossier.toml:12 facts.workers``."""
    line, _, _ = error.where.removeprefix(f"{source.name}:").partition(" ")
    return int(line) if line.isdigit() else 0


def _unknown_places(source: TomlSource, on: date) -> Iterator[DossierError]:
    """What is wrong with the places, told together with whatever else is wrong with the file."""
    for path, place in _places(source.data):
        try:
            resolve(Divisions.load(), place, on)
        except DossierError as failure:
            yield DossierError(failure.what, where=where(source, path), mend=failure.mend)


def _places(data: Mapping[str, Any]) -> Iterator[tuple[TomlPath, str]]:
    """Every place that is written as text; what is no text is refused by whoever reads the tables."""
    operators = data.get("operators")
    tables: list[tuple[TomlPath, Any]] = [(("brand",), data.get("brand"))]
    tables += [
        (("operators", position), table) for position, table in enumerate(operators if isinstance(operators, list) else ())
    ]
    for path, table in tables:
        place = table.get("place") if isinstance(table, dict) else None
        if isinstance(place, str) and place.strip():
            yield (*path, "place"), place


def asked_facts(jurisdictions: Iterable[Jurisdiction]) -> tuple[str, ...]:
    """Names of the facts that the rules of some regions ask about, with those they are computed from."""
    asked: dict[str, None] = {}
    for jurisdiction in jurisdictions:
        facts = jurisdiction.book.facts
        for _, rule in jurisdiction.book.rules():
            for condition in (getattr(rule, field, None) for field in _CONDITIONS):
                for leaf in leaves(condition) if condition is not None else ():
                    asked |= dict.fromkeys(_with_sources(leaf.fact, facts))
    return tuple(asked)


#: Where the rules of the five kinds keep their conditions.
_CONDITIONS = ("condition", "needed_if")


def _with_sources(name: str, facts: FactCatalogue) -> Iterator[str]:
    yield name
    definition = facts[name]
    for source in (definition.part, definition.whole, *definition.sum_of):
        if source is not None:
            yield from _with_sources(source, facts)


def papers(jurisdictions: Iterable[Jurisdiction]) -> dict[str, Text]:
    """The papers that some regions ask for: labels by code."""
    found: dict[str, Text] = {}
    for jurisdiction in jurisdictions:
        for paper in jurisdiction.book.review.papers if jurisdiction.book.review else ():
            found.setdefault(paper.code, paper.summary)
    return found
