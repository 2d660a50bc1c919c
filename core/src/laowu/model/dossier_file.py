"""Reading a dossier file: every mistake with file, line, TOML path and how to mend it.

Whether a division exists is not asked here: the divisions stand above the model, and whoever asks has them at hand.
"""

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any, TypeVar

from laowu.errors import DossierError
from laowu.model import scalars
from laowu.model.dossier import (
    Brand,
    Check,
    ClaimLine,
    Dossier,
    Judgement,
    Material,
    Operator,
    Payment,
    Progress,
    Recognition,
)
from laowu.model.dossier_facts import read_facts
from laowu.model.dossier_tables import dossier_reader, paper, paper_code, same_twice
from laowu.model.facts import FactCatalogue
from laowu.model.failures import REFUSED, refusals_in
from laowu.model.refusal import Refusal, Refusals, Source, line_near, unknown_key
from laowu.model.tables import collect
from laowu.text import Text
from laowu.toml_source import read_toml

SECTIONS = ("brand", "operators", "facts", "materials", "judgements", "progress", "recognitions", "checks", "claims", "payments")

T = TypeVar("T")


def read_dossier(
    path: str | Path,
    *,
    local: Mapping[str, FactCatalogue] | None = None,
    known_codes: Collection[str] = (),
    material_codes: Collection[str] | None = None,
) -> Dossier:
    """Read a dossier file.

    Args:
        path: the file.
        local: vocabularies of the regions at hand, by jurisdiction code.
        known_codes: codes of regions whose vocabulary is not at hand; their facts are taken for what they look like.
        material_codes: codes of papers that some region asks for; ``None`` takes any.

    Raises:
        DossierError: the file cannot be read, or says something that cannot be; the first mistake in the file, with
            all others in its ``further``.
    """
    source = read_toml(Path(path), error=DossierError)
    return dossier_from(source.data, source, local=local, known_codes=known_codes, material_codes=material_codes)


def dossier_from(
    data: Mapping[str, Any],
    source: Source,
    *,
    local: Mapping[str, FactCatalogue] | None = None,
    known_codes: Collection[str] = (),
    material_codes: Collection[str] | None = None,
) -> Dossier:
    """A dossier from tables that have been read already.

    Args:
        data: the tables.
        source: the file they come from.
        local: as for :func:`read_dossier`, also the following two.
        known_codes: see there.
        material_codes: see there.

    Raises:
        DossierError: the tables say something that cannot be.
    """
    refusals = Refusals(source, DossierError)
    refusals.take((), (unknown_key(key, SECTIONS) for key in data if key not in SECTIONS))
    brand = _brand(data, refusals)
    operators = _rows(data, "operators", Operator, refusals)
    twice = same_twice(data.get("operators"), lambda place: line_near(source, ("operators", place)))
    refusals.take(("operators",), twice)
    facts, local_facts = read_facts(data.get("facts", {}), local or {}, known_codes, refusals)
    dossier = Dossier(
        brand=brand,
        operators=operators,
        facts=facts,
        local_facts=local_facts,
        materials=_materials(data.get("materials", {}), material_codes, refusals),
        judgements=_rows(data, "judgements", Judgement, refusals),
        progress=_rows(data, "progress", Progress, refusals),
        recognitions=_rows(data, "recognitions", Recognition, refusals),
        checks=_rows(data, "checks", Check, refusals),
        claims=_rows(data, "claims", ClaimLine, refusals),
        payments=_rows(data, "payments", Payment, refusals),
    )
    refusals.raise_any()
    return dossier


def _brand(data: Mapping[str, Any], refusals: Refusals) -> Brand:
    """The brand; when it cannot be read, a nameless one that never leaves this file."""
    if "brand" not in data:
        refusals.take((), [scalars.missing("brand", Text('补上 [brand] 和 name = "…"', 'add [brand] with name = "…"'))])
        return Brand(name="")
    return collect(data["brand"], Brand, refusals, ("brand",), dossier_reader()) or Brand(name="")


def _rows(data: Mapping[str, Any], key: str, kind: type[T], refusals: Refusals) -> tuple[T, ...]:
    """The tables of one kind, such as every ``[[operators]]``."""
    if isinstance(raw := data.get(key, []), dict):
        says = Text(f"[{key}] 应写成 [[{key}]]", f"[{key}] must be [[{key}]]")
        refusals.add((key,), says, Text("用两层方括号，可写多个", "use double brackets: there may be several"))
        return ()
    return collect(raw, tuple[kind, ...], refusals, (key,), dossier_reader()) or ()  # type: ignore[valid-type]


def _materials(raw: object, known: Collection[str] | None, refusals: Refusals) -> dict[str, Material]:
    held: dict[str, Material] = {}
    try:
        entries = scalars.table(raw, _MATERIALS)
    except Refusal as refusal:
        refusals.take(("materials",), [refusal])
        return held
    for key, entry in entries.items():
        if refusals.enough:
            break
        try:
            held[paper_code(key, known)] = paper(entry)
        except REFUSED as failure:
            refusals.take(("materials", key), refusals_in(failure))
    return held


_MATERIALS = Text(
    "写成 [materials]，下面每行一份，如 charter = true", "write [materials] with one paper a line below, such as charter = true"
)
