"""What the kind of a field means for reading its column."""

from laowu_ledger.schema.fields import Field

_EACH_ITS_OWN = ("person_name", "id_number", "phone", "bank_card", "bookkeeping", "month", "present")


def repeats(field: Field | None) -> bool:
    """Whether a column holds few different texts, and is best read as those and their places."""
    return field is not None and field.kind not in _EACH_ITS_OWN


def is_day(field: Field | None) -> bool:
    """Whether numbers in a column may be serial numbers of days."""
    return field is not None and field.kind in ("date", "start_date", "end_date", "month")
