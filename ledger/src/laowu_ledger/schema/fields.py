"""The fields of a ledger row, by the names that the whole package calls them."""

from collections.abc import Mapping
from functools import cache
from typing import Literal

import attrs

from laowu.text import Text
from laowu_ledger.schema.spelling import heading_key
from laowu_ledger.schema.tables import table

Kind = Literal[
    "text", "credit_code", "person_name", "code", "codes", "id_number", "date", "start_date", "end_date", "month", "months",
    "division", "flag", "present", "year", "yuan", "percent", "phone", "bank_card", "bookkeeping",
]  # fmt: skip
"""How a cell is read."""

PER_HEAD = "per_head"
"""What a field serves that is asked by awards per head, besides shared facts."""
ENROLMENT = "per_head_enrolment"
"""What a field serves that is asked by awards per head which do not pay for every resumed enrolment."""


@attrs.frozen(kw_only=True)
class Field:
    """One field.

    Attributes:
        name: what the code and the store call it.
        kind: how a cell is read.
        label: heading of the column, as the template writes it.
        also: other headings met in ledgers.
        required: whether a row without it is refused.
        stored: whether it is kept; personal data is not.
        vocabulary: the table of words that its cells hold.
        serves: shared facts that are counted from it.
        example: what the template's example sheet shows, row by row.
    """

    name: str
    kind: Kind
    label: Text
    also: tuple[str, ...] = ()
    required: bool = False
    stored: bool = True
    vocabulary: str | None = None
    serves: tuple[str, ...] = ()
    example: tuple[str, ...] = ()

    @property
    def personal(self) -> bool:
        """Whether what stands in it must not leave the error workbook."""
        return not self.stored and self.kind != "bookkeeping"


@cache
def fields() -> Mapping[str, Field]:
    """Every field by name, in the order of the template.

    Source: ``fields.toml`` beside this file.
    """
    return _fields("fields")


@cache
def payment_fields() -> Mapping[str, Field]:
    """Every field of a payment made before, by name, in the order of the template; some are those of a ledger.

    Source: ``payments.toml`` beside this file.
    """
    own = _fields("payments")
    return {name: fields().get(name) or own[name] for name in (*_WHOSE, "paid_year", "claimed", "paid_on", "paid_amount")}


_WHOSE = ("brand", "unit", "employer", "name", "id_kind", "id_number")


def _fields(of: str) -> dict[str, Field]:
    found = {}
    for name, entry in table(of).items():
        found[name] = Field(
            name=name,
            kind=entry["kind"],
            label=Text(entry["zh"], entry["en"]),
            also=tuple(entry.get("also", ())),
            required=entry.get("required", False),
            stored=entry.get("stored", True),
            vocabulary=entry.get("vocabulary"),
            serves=tuple(entry.get("serves", ())),
            example=tuple(entry.get("example", ())),
        )
    return found


@cache
def by_heading() -> Mapping[str, Field]:
    """Fields by every spelling of their headings."""
    return _headed(fields())


@cache
def by_payment_heading() -> Mapping[str, Field]:
    """Fields of a payment by every spelling of their headings."""
    return _headed(payment_fields())


def _headed(known: Mapping[str, Field]) -> dict[str, Field]:
    found: dict[str, Field] = {}
    for field in known.values():
        for wording in (field.name, field.label.zh, field.label.en, *field.also):
            found.setdefault(heading_key(wording), field)
    return found
