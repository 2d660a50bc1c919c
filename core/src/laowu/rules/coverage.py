"""``coverage.toml``: every clause of a region's documents, and what became of it.

It decides nothing. It says where in the rule data a clause is found again, so that a reader who holds the document can
look up each clause, and so that nothing is left out without a reason.
"""

from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from typing import Any

import attrs

from laowu.errors import RuleDataError, did_you_mean
from laowu.model import scalars
from laowu.model.citation import Document
from laowu.model.refusal import Refusal, Refusals, not_among, unknown_key
from laowu.model.tables import Tables, collect
from laowu.text import Text
from laowu.toml_source import TomlSource
from laowu.values import frozen


class ClauseState(Enum):
    """What became of a clause."""

    ENCODED = "encoded"
    SHOWN = "shown"
    OUT_OF_SCOPE = "out of scope"

    @property
    def label(self) -> Text:
        """The state as a reader sees it."""
        return _STATES[self]


_STATES = {
    ClauseState.ENCODED: Text("已编码", "encoded"),
    ClauseState.SHOWN: Text("已列示", "shown"),
    ClauseState.OUT_OF_SCOPE: Text("不在范围", "out of scope"),
}


@frozen(kw_only=True)
class ClauseEntry:
    """What became of one clause.

    Attributes:
        id: id of the clause; a rule of the same id is the clause's own.
        state: ``encoded`` in a rule that decides or computes something, ``shown`` in the programme, or ``out of scope``.
        by: dotted paths to the rule data that carry it (``subsidy.award.DEMO-30.payer``); empty where a rule names the
            clause as its id or under ``also``.
        because: why it is out of scope; ``None`` for every other clause.
        document: id of its document; ``None`` where a rule of that id says it.
        clause: locator inside the document; ``None`` likewise.
        summary: what it says, in our own words; ``None`` likewise.
        region: code of the region whose list it stands in.
    """

    id: str
    state: ClauseState
    by: tuple[str, ...] = ()
    because: Text | None = None
    document: str | None = None
    clause: str | None = None
    summary: Text | None = None
    region: str = ""


def read_coverage(source: TomlSource, region: str, documents: Mapping[str, Document]) -> tuple[ClauseEntry, ...]:
    """Read one region's list of clauses.

    Args:
        source: the file.
        region: code of the region whose file it is.
        documents: the documents that its clauses may stand in, by id.

    Raises:
        RuleDataError: a key is unknown, a value cannot be read, or an entry contradicts itself; further mistakes are in
            its ``further``.
    """
    refusals = Refusals(source, RuleDataError)
    refusals.take((), (unknown_key(key, ("clause",)) for key in source.data if key != "clause"))
    found = [entry for name, table in _tables(source, refusals) if (entry := _entry(name, table, refusals)) is not None]
    for entry in found:
        if entry.document is not None and entry.document not in documents:
            refusals.take(("clause", entry.id, "document"), [not_among(entry.document, documents)])
    refusals.raise_any()
    return tuple(attrs.evolve(entry, region=region) for entry in found)


def _tables(source: TomlSource, refusals: Refusals) -> Iterator[tuple[str, dict[str, Any]]]:
    try:
        tables = scalars.table(source.data.get("clause", {}))
    except Refusal as refusal:
        refusals.take(("clause",), [refusal])
        return
    for name, value in tables.items():
        try:
            table = scalars.table(value)
        except Refusal as refusal:
            refusals.take(("clause", name), [refusal])
            continue
        for key in ("id", "region"):
            if key in table:
                says = Text("条款编号就是表名", "the table's own key is the clause's id")
                refusals.take(("clause", name, key), [Refusal(says, Text(f"删去 {key}", f"delete {key}"))])
        yield name, table


def _entry(name: str, table: Mapping[str, Any], refusals: Refusals) -> ClauseEntry | None:
    return collect({**table, "id": name}, ClauseEntry, refusals, ("clause", name), _TABLES)


def _contradictions(values: Mapping[Any, Any]) -> Iterator[Refusal]:
    out_of_scope = values["as"] is ClauseState.OUT_OF_SCOPE
    if out_of_scope and "because" not in values:
        says = Text("没有写不在范围的理由", "nothing says why it is out of scope")
        yield Refusal(says, Text("补上 because", "add because"), at=("because",))
    if not out_of_scope and "because" in values:
        says = Text("because 只用于不在范围的条款", "because is for clauses out of scope only")
        yield Refusal(says, Text("删去 because", "delete because"), at=("because",))
    if out_of_scope and values.get("by"):
        says = Text("不在范围的条款没有 by", "a clause out of scope is carried by nothing")
        mend = Text("删去 by，或改 as", "delete by, or change as")
        yield Refusal(says, mend, at=("by",))


_TABLES = Tables()
_TABLES.tell(ClauseEntry, keys={"state": "as"}, check=_contradictions)


def check_ids(ids: Sequence[str], known: Mapping[str, object]) -> Refusal | None:
    """The refusal of the first id that neither a rule nor a clause has; ``None`` when each has one."""
    for place, name in enumerate(ids):
        if name not in known:
            says = Text(f"没有规则或条款“{name}”", f"there is no rule or clause “{name}”")
            return Refusal(says, did_you_mean(name, known), at=(place,))
    return None
