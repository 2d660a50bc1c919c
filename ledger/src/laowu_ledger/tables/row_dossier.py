"""One row of a table as a dossier: written as a file would write it, and read by core's own reader."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Any

from laowu.errors import DossierError
from laowu.model.dossier import Dossier
from laowu.model.dossier_file import dossier_from
from laowu.model.facts import FactType
from laowu.places.divisions import Divisions
from laowu.places.resolving import resolve
from laowu.toml_source import TomlPath, toml_path
from laowu_ledger.tables import cell_values
from laowu_ledger.tables.headings import FORMS, VALUE, Layout, Meaning, Vocabulary

NAMELESS = "—"
UNSAID = "—"
"""The office behind a judgement, where the table names none."""


class RowSource:
    """Where a row stands, for messages."""

    def __init__(self, file: str, row: int) -> None:
        self._place = f"{file}:{row}"

    @property
    def name(self) -> str:
        """The table and the row."""
        return self._place

    def line_of(self, path: TomlPath) -> int | None:
        """A row has one line."""
        return 1

    def place(self, path: TomlPath) -> str:
        """The table and the row: ``brands.parquet:17``."""
        return self._place


class RowReader:
    """Makes dossiers of rows.

    Attributes:
        layout: the columns.
    """

    def __init__(self, file: str, layout: Layout, vocabulary: Vocabulary, on: date, known_codes: Collection[str]) -> None:
        self._file = file
        self.layout = layout
        self._vocabulary = vocabulary
        self._on = on
        self._known = known_codes
        self._code = vocabulary.book.profile.code

    def dossier(self, cells: Mapping[str, Any], row: int) -> Dossier:
        """The dossier of a row.

        Args:
            cells: its cells by heading, as Python values; ``None`` for an empty one. A column that is left out says nothing.
            row: its number, from 1.

        Raises:
            DossierError: it says something that cannot be, or names a place that does not exist on the date.
        """
        present = {meaning: cells.get(heading) for meaning, heading in self.layout.headings.items()}
        stated = {meaning: cell for meaning, cell in present.items() if cell is not None}
        data = self._data(stated)
        source = RowSource(self._file, row)
        local = {self._code: self._vocabulary.book.facts}
        dossier = dossier_from(data, source, local=local, known_codes=self._known)
        for path, place in _places(dossier):
            try:
                resolve(Divisions.load(), place, self._on)
            except DossierError as failure:
                where = f"{source.name} {toml_path(path)}"
                raise DossierError(failure.what, where=where, mend=failure.mend) from None
        return dossier

    def _data(self, stated: Mapping[Meaning, Any]) -> dict[str, Any]:
        facts = self._facts(stated)
        own = {name: facts.pop(name) for name in list(facts) if name not in _shared(self._vocabulary)}
        sections = {
            "brand": {
                meaning.name: _brand_cell(meaning.name, cell) for meaning, cell in stated.items() if meaning.part == "brand"
            },
            "operators": self._operators({meaning.name: cell for meaning, cell in stated.items() if meaning.part == "operators"}),
            "facts": facts | ({self._code: own} if own else {}),
            "judgements": self._judgements(stated),
            "recognitions": [
                {"level": meaning.name, "on": cell_values.day(cell)} for meaning, cell in stated.items() if meaning.part == "held"
            ],
        }
        return {key: section for key, section in sections.items() if section or key == "brand"}

    def _operators(self, stated: Mapping[str, Any]) -> list[dict[str, Any]]:
        rows = {key: _of_bodies(key, cell) for key, cell in stated.items()}
        several = max(map(len, rows.values()), default=0)
        if said_of_all(stated.get("legal_person", ())):
            rows["legal_person"] *= several
        bodies: list[dict[str, Any]] = [
            {key: cells[place] for key, cells in rows.items() if place < len(cells) and cells[place] not in (None, "")}
            for place in range(several)
        ]
        if not self.layout.has("operators", "name"):
            for place, body in enumerate(bodies):
                body["name"] = body_name(place, several)
        return bodies

    def _facts(self, stated: Mapping[Meaning, Any]) -> dict[str, Any]:
        figures: dict[str, dict[int | None, dict[str, Any]]] = {}
        for meaning, cell in stated.items():
            if meaning.part == "fact":
                kind = self._vocabulary.fact(meaning.name).type
                entry = figures.setdefault(meaning.name, {}).setdefault(meaning.year, {})
                entry[meaning.key] = _figure_cell(meaning.key, cell, kind)
            elif meaning.part == "choice":
                entry = figures.setdefault(meaning.name, {}).setdefault(meaning.year, {VALUE: []})
                said = cell_values.yes_or_no(cell)
                if not isinstance(said, bool) or not isinstance(entry[VALUE], list):
                    entry[VALUE] = cell  # what is no yes or no is handed on, for the reader to refuse
                elif said:
                    entry[VALUE].append(meaning.key)
        return {name: entry for name, by_year in figures.items() if (entry := _entry(by_year)) is not None}

    def _judgements(self, stated: Mapping[Meaning, Any]) -> list[dict[str, Any]]:
        made: dict[str, dict[str, Any]] = {}
        for meaning, cell in stated.items():
            if meaning.part == "judged":
                read = {"outcome": cell_values.judged, "on": cell_values.day}.get(meaning.key, lambda cell: cell)
                made.setdefault(meaning.name, {})[meaning.key] = read(cell)
        return [
            {"jurisdiction": self._code, "rule": rule, "on": self._on, "by": UNSAID, **said}
            for rule, said in made.items()
            if "outcome" in said
        ]


def _shared(vocabulary: Vocabulary) -> Collection[str]:
    from laowu.model.vocabulary import shared_facts

    return shared_facts()


def body_name(place: int, several: int) -> str:
    """How a body is called in a table that names no bodies."""
    return NAMELESS + (str(place + 1) if several > 1 else "")


def said_of_all(cell: Any) -> bool:
    """Whether a cell about legal persons is a plain yes or no, which is said of every body."""
    return isinstance(cell, bool) or (isinstance(cell, str) and isinstance(cell_values.yes_or_no(cell), bool))


def _of_bodies(key: str, cell: Any) -> list[Any]:
    """What a cell says of each body."""
    cells = cell_values.row(cell)
    listed = cells if isinstance(cells, list) else [cells]
    return [cell_values.yes_or_no(one) for one in listed] if key == "legal_person" else listed


def _brand_cell(key: str, cell: Any) -> Any:
    return cell_values.yes_or_no(cell) if key == "existing" else cell


def _figure_cell(key: str, cell: Any, kind: FactType) -> Any:
    if key in ("part", "whole"):
        return cell_values.whole(cell)
    if key in FORMS:
        return cell_values.cell_value(cell, kind)
    return cell_values.day(cell) if key == "as_of" else cell


def _entry(by_year: Mapping[int | None, Mapping[str, Any]]) -> Any:
    """A fact as a dossier writes it; what only says something about a figure that is not there is left out."""
    tables = [
        {**said, **({} if year is None else {"year": year})}
        for year, said in by_year.items()
        if any(form in said for form in FORMS)
    ]
    if not tables:
        return None
    if len(tables) > 1:
        return tables
    return tables[0][VALUE] if set(tables[0]) == {VALUE} else tables[0]


def _places(dossier: Dossier) -> Iterator[tuple[TomlPath, str]]:
    if dossier.brand.place is not None:
        yield ("brand", "place"), dossier.brand.place
    for position, operator in enumerate(dossier.operators):
        if operator.place is not None:
            yield ("operators", position, "place"), operator.place
