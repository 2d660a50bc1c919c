"""What a row states, as facts that core's conditions can ask about."""

from collections.abc import Mapping
from functools import cache

from laowu.model.facts import FactCatalogue, FactDefinition, FactType
from laowu.text import Text
from laowu_ledger.schema.columns import columns_of
from laowu_ledger.schema.fields import Field, fields

_TYPES: Mapping[str, FactType] = {
    "text": FactType.TEXT,
    "credit_code": FactType.TEXT,
    "code": FactType.CODE,
    "codes": FactType.CODES,
    "date": FactType.DATE,
    "start_date": FactType.DATE,
    "end_date": FactType.DATE,
    "division": FactType.DIVISIONS,
    "flag": FactType.FLAG,
    "present": FactType.FLAG,
    "year": FactType.COUNT,
    "yuan": FactType.YUAN,
    "percent": FactType.SHARE,
}
UNITS: Mapping[FactType, int] = {FactType.YUAN: 100, FactType.SHARE: 10_000}
"""How many of a column's units make one of the fact's."""
_LEDGER = Text("实名制台账", "the worker ledger")
_OF_PERSON: Mapping[str, tuple[FactType, Text]] = {
    "id_kind": (FactType.CODE, Text("证件类型", "kind of document")),
    "id_region": (FactType.DIVISIONS, Text("证件号码的行政区划", "region in the document number")),
    "birth_year": (FactType.COUNT, Text("出生年份", "year of birth")),
    "male": (FactType.FLAG, Text("男性", "male")),
}
_MONTHS: Mapping[str, tuple[FactType, Text]] = {
    "pension_first": (FactType.DATE, Text("养老保险首个缴费月", "first month of pension payment")),
    "pension_last": (FactType.DATE, Text("养老保险末个缴费月", "last month of pension payment")),
    "pension_count": (FactType.COUNT, Text("养老保险缴费月数", "months of pension payment")),
}


@cache
def row_facts() -> FactCatalogue:
    """The facts of a row by name: a field's own name, and what is known of the person and of the months of pension."""
    found = [_definition(name, kind, label) for name, (kind, label) in _OF_PERSON.items()]
    for field in fields().values():
        if field.kind == "months":
            found += [_definition(name, kind, label) for name, (kind, label) in _MONTHS.items()]
        elif columns_of(field):
            found.append(_of_field(field))
    return FactCatalogue(tuple(found))


@cache
def column_names() -> Mapping[str, str]:
    """The column of the store that states each fact."""
    named = {name: name for name in (*_OF_PERSON, *_MONTHS)}
    for field in fields().values():
        if field.kind != "months" and (columns := columns_of(field)):
            named[field.name] = columns[0][0]
    return named


def _of_field(field: Field) -> FactDefinition:
    return _definition(field.name, _TYPES[field.kind], field.label)


def _definition(name: str, kind: FactType, label: Text) -> FactDefinition:
    return FactDefinition(name=name, type=kind, label=label, settled_by=_LEDGER)
