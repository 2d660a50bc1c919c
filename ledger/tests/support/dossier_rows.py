"""Dossiers written as the rows of a table, and what of a generated dossier a table can say at all."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal

import attrs
import pyarrow as pa

from laowu.model.dossier import Dossier
from laowu.model.facts import FactCatalogue, FactType, Figure
from laowu.model.share import Share

Style = Literal["typed", "text", "dictionary", "choices"]
NAMELESS = "某品牌"


def sayable(dossier: Dossier, code: str) -> Dossier:
    """The dossier without what no table says: a fact is a series of years or one figure, a share is at most the whole."""
    name = dossier.brand.name
    plain = name.strip() and len(name) <= 60 and name.isprintable()
    recognitions = {item.level: attrs.evolve(item, jurisdiction=None, until=None) for item in dossier.recognitions}
    judgements = {item.rule: attrs.evolve(item, by="某局", reason="") for item in dossier.judgements}
    local = dossier.local_facts.get(code, {})
    return attrs.evolve(
        dossier,
        brand=attrs.evolve(dossier.brand, name=name if plain else NAMELESS, existing=False, about="", invented=False),
        operators=tuple(
            attrs.evolve(
                body,
                trade_name=None,
                code=None if body.code in {other.code for other in dossier.operators[:place]} else body.code,
            )
            for place, body in enumerate(dossier.operators)
        ),
        facts={fact: _series(figures) for fact, figures in dossier.facts.items()},
        local_facts={code: {fact: _series(figures) for fact, figures in local.items()}} if local else {},
        materials={},
        judgements=tuple(judgements.values()),
        progress=(),
        recognitions=tuple(recognitions.values()),
        checks=(),
        claims=(),
        payments=(),
    )


def _series(figures: Sequence[Figure]) -> tuple[Figure, ...]:
    dated = [figure for figure in figures if figure.year is not None]
    kept = dated if len(figures) > 1 else figures
    return tuple(sorted((_plain(figure) for figure in kept), key=lambda figure: figure.year or 0))


def _plain(figure: Figure) -> Figure:
    low, high = _percentage(figure.low), _percentage(figure.high)
    return Figure(low=low, high=high, year=figure.year)


def _percentage(value: Any) -> Any:
    """A share as a percentage of two decimals and no more than the whole; everything else as it is."""
    if not isinstance(value, Share):
        return value
    hundredths = min(int(value.value * 10_000), 10_000)
    return Share.from_percent(f"{hundredths // 100}.{hundredths % 100:02}%")


def table_of(dossiers: Sequence[Dossier], code: str, facts: FactCatalogue, style: Style = "typed") -> pa.Table:
    """A table with a row for each dossier."""
    rows = [dict(_cells(dossier, code, facts, style)) for dossier in dossiers]
    headings = dict.fromkeys(heading for row in rows for heading in row)
    return pa.table({heading: _column([row.get(heading) for row in rows], style) for heading in headings})


def _column(cells: Sequence[Any], style: Style) -> pa.Array:
    if style == "text":
        return pa.array([_text(cell) for cell in cells], pa.string())
    column = pa.array(cells)
    if style == "dictionary" and pa.types.is_string(column.type):
        return column.dictionary_encode()
    return column


def _text(cell: Any) -> str | None:
    if isinstance(cell, list):
        return ";".join("" if one is None else str(_text(one)) for one in cell) or "[]"
    if isinstance(cell, bool):
        return "是" if cell else "否"
    return None if cell is None else cell if isinstance(cell, str) else str(cell)


def _cells(dossier: Dossier, code: str, facts: FactCatalogue, style: Style) -> Iterable[tuple[str, Any]]:
    brand = dossier.brand
    yield from {"brand_name": brand.name, "brand_place": brand.place, "brand_class": brand.brand_class}.items()
    yield "trademark", brand.trademark
    if dossier.operators:
        bodies = dossier.operators
        yield "operator_names", [body.name for body in bodies]
        yield "operator_kinds", [body.kind.value if body.kind else None for body in bodies]
        yield "operator_places", [body.place for body in bodies]
        yield "operator_codes", [body.code for body in bodies]
        yield "operator_legal_person", [body.legal_person for body in bodies]
    for name, figures in {**dossier.facts, **dossier.local_facts.get(code, {})}.items():
        for figure in figures:
            yield from _figure(name, figure, facts[name].type, style, facts[name].choices)
    for item in dossier.recognitions:
        yield f"levels_held.{item.level.value}", item.on
    for judgement in dossier.judgements:
        yield f"judged.{judgement.rule}", judgement.outcome.value
        yield f"judged.{judgement.rule}.on", judgement.on
        yield f"judged.{judgement.rule}.by", judgement.by


def _figure(name: str, figure: Figure, kind: FactType, style: Style, choices: Mapping[str, Any]) -> Iterable[tuple[str, Any]]:
    stem = name if figure.year is None else f"{name}.{figure.year}"
    if style == "choices" and kind is FactType.CODES and choices:
        assert isinstance(figure.low, tuple)
        yield from ((f"{stem}.{choice}", choice in figure.low) for choice in choices)
    elif figure.exact:
        yield stem, _cell(figure.low)
    else:
        ends = {"at_least": figure.low, "at_most": figure.high}
        yield from ((f"{stem}.{form}", _cell(end)) for form, end in ends.items() if end is not None)


def _cell(value: Any) -> Any:
    if isinstance(value, Share):
        return value.quoted
    return list(value) if isinstance(value, tuple) else value
