"""The canonical text of a dossier, of which its digest is made: its data with sorted keys and no spaces, written sooner.

Byte for byte what ``json.dumps(dossier_data(dossier), sort_keys=True, ensure_ascii=False, separators=(",", ":"))`` gives.
Nearly all of a dossier are plain figures, and those are written straight away.
"""

import json
from collections.abc import Mapping
from functools import cache
from json.encoder import encode_basestring as quoted

from laowu.model.dossier import Dossier
from laowu.model.dossier_data import field_data, figure_data
from laowu.model.facts import Figure, Grade
from laowu.model.share import Share
from laowu.values import field_names

_GRADES = {grade: f'{{"grade":{quoted(grade.value)}' for grade in Grade}


def dossier_text(dossier: Dossier) -> str:
    """The canonical text of a dossier."""
    texts = []
    for name in _names():
        value = getattr(dossier, name)
        if not value:  # what is empty is not written
            continue
        if name == "facts":
            text = _facts(value)
        elif name == "local_facts":
            text = f"{{{','.join([f'{quoted(code)}:{_facts(value[code])}' for code in sorted(value)])}}}"
        else:
            text = _canonical(field_data(value))
        texts.append(f"{quoted(name)}:{text}")
    return f"{{{','.join(texts)}}}"


@cache
def _names() -> tuple[str, ...]:
    return tuple(sorted(field_names(Dossier)))


def _facts(facts: Mapping[str, tuple[Figure, ...]]) -> str:
    texts = []
    for name in sorted(facts):
        figures = facts[name]
        text = _figure(figures[0]) if len(figures) == 1 else ",".join([_figure(figure) for figure in figures])
        texts.append(f"{quoted(name)}:[{text}]")
    return f"{{{','.join(texts)}}}"


def _figure(figure: Figure) -> str:
    low = figure.low
    kind = low.__class__
    if low is figure.high and not (figure.about or figure.note or figure.as_of):
        if kind is bool:
            value = "true" if low else "false"
        elif kind is int:
            value = str(low)
        elif isinstance(low, Share):
            value = f'{{"part":{low.part},{_quoted_as(low)}"whole":{low.whole}}}'
        else:
            return _canonical(figure_data(figure))
        source = f',"source":{quoted(figure.source)}' if figure.source else ""
        year = "" if figure.year is None else f',"year":{figure.year}'
        return f'{_GRADES[figure.grade]}{source},"value":{value}{year}}}'
    return _canonical(figure_data(figure))


def _quoted_as(share: Share) -> str:
    return f'"quoted":{quoted(share.quoted)},' if share.quoted else ""


_canonical = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode
