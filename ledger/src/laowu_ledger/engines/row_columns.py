"""The columns of the view of all rows, by the facts that conditions ask about."""

from collections.abc import Mapping

from laowu_ledger.engines.emit import Column
from laowu_ledger.schema.row_facts import UNITS, column_names, row_facts


def row_columns(table: str = "") -> Mapping[str, Column]:
    """Where a row states each fact of :func:`~laowu_ledger.schema.row_facts.row_facts`.

    Args:
        table: name of the table in the query; empty where only one is read.
    """
    at = f"{table}." if table else ""
    return {
        name: Column(sql=at + column, type=row_facts()[name].type, units=UNITS.get(row_facts()[name].type, 1))
        for name, column in column_names().items()
    }
