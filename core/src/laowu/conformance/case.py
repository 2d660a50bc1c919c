"""A worked case: a brand or a question made up or taken from life, and what the documents say about it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import attrs

from laowu.conformance.questions import Question
from laowu.model.dossier import Dossier
from laowu.text import Text
from laowu.toml_source import TomlPath, TomlSource
from laowu.values import frozen


@frozen(kw_only=True, eq=False)
class Case:
    """One worked case.

    Attributes:
        id: key of the case, once in a region.
        title: what it shows, in a line.
        origin: where its figures come from.
        shows: ids of the clauses whose effect it shows.
        on: date judged.
        dossier: the brand; ``None`` for a question about the region itself.
        readings: readings chosen, by id.
        ask: the question.
        expect: the tree of values that must stand in the answer.
        source: the file it stands in.
    """

    id: str
    title: Text
    origin: Text
    shows: tuple[str, ...]
    on: date
    dossier: Dossier | None
    readings: Mapping[str, str]
    ask: Question
    expect: Mapping[str, Any]
    source: TomlSource = attrs.field(repr=False)

    def where(self, *steps: str | int) -> str:
        """File, line and TOML path of a part of the case: ``cases/money.toml:12 case.cap.expect.total``."""
        path: TomlPath = ("case", self.id, *steps)
        return self.source.where(path)
