"""Every clause of a region's documents: what became of it, what carries it, and what is wrong with the list."""

import re
from collections.abc import Iterable, Iterator
from typing import Literal

from laowu.jurisdictions.jurisdiction import Jurisdiction
from laowu.model.citation import Citation, Document
from laowu.rules.coverage import ClauseEntry, ClauseState
from laowu.rules.data_path import located
from laowu.rules.programme import Definition
from laowu.rules.rule import Rule
from laowu.rules.rulebook import QUESTIONS, RuleBook
from laowu.text import Text, joined, same
from laowu.values import frozen

FaultKind = Literal["unresolved", "nothing carries it", "incomplete", "contradiction", "no clause", "reading"]


@frozen(kw_only=True)
class ClauseStatement:
    """One clause of the list.

    Attributes:
        id: id of the clause.
        state: encoded, shown, or out of scope.
        summary: what it says, in our own words; ``None`` where neither the list nor a rule of that id says it.
        clause: where it stands; ``None`` likewise.
        because: why it is out of scope.
        rules: ids of the rules that carry it whole: their id, ``also``, or a path to the rule.
        by: paths to the rule data that the list names.
        unresolved: those of them that lead nowhere.
    """

    id: str
    state: ClauseState
    summary: Text | None
    clause: Citation | None
    because: Text | None
    rules: tuple[str, ...]
    by: tuple[str, ...]
    unresolved: tuple[str, ...]


@frozen(kw_only=True)
class CoverageTotals:
    """How many clauses of a document, or of all of them, are in which state.

    Attributes:
        document: id of the document; ``None`` for all together.
        name: its number or title.
        encoded, shown, out_of_scope: numbers of clauses.
        answered: clauses about which nothing is wrong.
        clauses: all clauses.
    """

    document: str | None
    name: Text
    encoded: int = 0
    shown: int = 0
    out_of_scope: int = 0
    answered: int = 0
    clauses: int = 0


@frozen(kw_only=True)
class CoverageFault:
    """Something wrong with the list.

    Attributes:
        kind: what kind of fault.
        id: id of the clause, rule or reading.
        says: what is wrong.
    """

    kind: FaultKind
    id: str
    says: Text


@frozen(kw_only=True)
class Coverage:
    """The clauses of one region.

    Attributes:
        jurisdiction: code of the region.
        name: its official name.
        stated: whether it lists its clauses at all.
        clauses: its clauses, in the order of their ids.
        documents: totals by document, in the order of the documents.
        total: all together.
        faults: what is wrong.
    """

    jurisdiction: str
    name: Text
    stated: bool
    clauses: tuple[ClauseStatement, ...]
    documents: tuple[CoverageTotals, ...]
    total: CoverageTotals
    faults: tuple[CoverageFault, ...]


ALL = Text("合计", "all together")
_NUMBER = "number"


def coverage_of(jurisdiction: Jurisdiction) -> Coverage:
    """The clauses of one region; those of a region it extends are that region's own affair."""
    book = jurisdiction.book
    entries = sorted(
        (entry for entry in book.coverage if entry.region == jurisdiction.code), key=lambda entry: _in_order(entry.id)
    )
    faults = tuple(_faults(book, entries)) if entries else ()
    wrong = {fault.id for fault in faults}
    clauses = tuple(clause_statement(book, entry) for entry in entries)
    return Coverage(
        jurisdiction=jurisdiction.code,
        name=jurisdiction.name,
        stated=bool(entries),
        clauses=clauses,
        documents=tuple(_by_document(book, clauses, wrong)),
        total=_totals(clauses, wrong, None, ALL),
        faults=faults,
    )


def _in_order(clause: str) -> tuple[tuple[str, int], ...]:
    """Ids as a reader counts them: DEMO-9 before DEMO-10, whatever order the file has."""
    return tuple((words, int(digits or 0)) for words, digits in re.findall(r"(\D*)(\d*)", clause))


def sum_of(coverages: Iterable[Coverage]) -> CoverageTotals:
    """The totals of several regions."""
    totals = [coverage.total for coverage in coverages]
    return CoverageTotals(
        document=None,
        name=ALL,
        encoded=sum(total.encoded for total in totals),
        shown=sum(total.shown for total in totals),
        out_of_scope=sum(total.out_of_scope for total in totals),
        answered=sum(total.answered for total in totals),
        clauses=sum(total.clauses for total in totals),
    )


def clause_statement(book: RuleBook, entry: ClauseEntry) -> ClauseStatement:
    """What the list and the rules say of one clause."""
    own = next((rule for _, rule in book.rules() if rule.id == entry.id), None)
    found = {path: located(book, path) for path in entry.by}
    whole = [item.rule.id for item in found.values() if item is not None and item.rule is not None and not item.field]
    return ClauseStatement(
        id=entry.id,
        state=entry.state,
        summary=entry.summary or (own.summary if own else None),
        clause=_citation(book, entry, own),
        because=entry.because,
        rules=tuple(dict.fromkeys((*(rule.id for _, rule in carrying(book, entry.id)), *whole))),
        by=entry.by,
        unresolved=tuple(path for path, item in found.items() if item is None),
    )


def carrying(book: RuleBook, clause: str) -> list[tuple[str, Rule]]:
    """The rules that name a clause as their id or under ``also``, each with the part it belongs to."""
    return [(part, rule) for part, rule in book.rules() if clause in (rule.id, *rule.also)]


def _citation(book: RuleBook, entry: ClauseEntry, own: Rule | None) -> Citation | None:
    document = entry.document or (own.document if own else None)
    locator = entry.clause or (own.clause if own else None)
    if document is None or locator is None:
        return None
    return Citation(document=document, name=book.documents[document].name, locator=locator)


def _by_document(book: RuleBook, clauses: tuple[ClauseStatement, ...], wrong: set[str]) -> Iterator[CoverageTotals]:
    for document in book.documents.values():
        its = tuple(item for item in clauses if item.clause is not None and item.clause.document == document.id)
        if its:
            yield _totals(its, wrong, document, same(document.name))


def _totals(clauses: tuple[ClauseStatement, ...], wrong: set[str], document: Document | None, name: Text) -> CoverageTotals:
    states = [item.state for item in clauses]
    return CoverageTotals(
        document=document.id if document else None,
        name=name,
        encoded=states.count(ClauseState.ENCODED),
        shown=states.count(ClauseState.SHOWN),
        out_of_scope=states.count(ClauseState.OUT_OF_SCOPE),
        answered=sum(1 for item in clauses if item.id not in wrong),
        clauses=len(clauses),
    )


def _faults(book: RuleBook, entries: list[ClauseEntry]) -> Iterator[CoverageFault]:
    carriers: dict[str, list[tuple[str, Rule]]] = {}
    for part, rule in book.rules():
        for name in dict.fromkeys((rule.id, *rule.also)):
            carriers.setdefault(name, []).append((part, rule))
    for entry in entries:
        yield from _entry_faults(book, entry, carriers.get(entry.id, []))
    yield from _rules_without_clause(book)
    yield from _readings_of_nothing(book, entries)


def _entry_faults(book: RuleBook, entry: ClauseEntry, carriers: list[tuple[str, Rule]]) -> Iterator[CoverageFault]:
    found = {path: located(book, path) for path in entry.by}
    for path in (path for path, item in found.items() if item is None):
        yield _fault("unresolved", entry.id, Text(f"by 所写的 {path} 什么也没有指到", f"“by” names {path}, where nothing stands"))
    own = any(rule.id == entry.id for _, rule in carriers)
    absent = [key for key in ("document", "clause", "summary") if getattr(entry, key) is None]
    if absent and not own:
        row = joined([same(key) for key in absent], zh="、", en=", ")
        yield _fault("incomplete", entry.id, Text("没有同编号的规则，须写明 ", "no rule has this id, so it needs ") + row)
    if entry.state is ClauseState.OUT_OF_SCOPE:
        if carriers:
            says = Text("记作不在范围，却有规则载有它：", "out of scope, and yet a rule carries it: ")
            yield _fault("contradiction", entry.id, says + same(carriers[0][1].id))
        return
    if not carriers and not entry.by:
        says = Text("没有规则载有它，也没有写 by", "no rule carries it, and no “by” says what does")
        yield _fault("nothing carries it", entry.id, says)
    located_there = ((item.section, item.rule) for item in found.values() if item is not None)
    yield from _wrong_state(entry, {_part(section, rule) for section, rule in (*carriers, *located_there)})


def _part(section: str, rule: Rule | None) -> str:
    """The section; a number that the region's own Python works with may be said to be encoded as well as shown."""
    return _NUMBER if isinstance(rule, Definition) and rule.number is not None else section


def _wrong_state(entry: ClauseEntry, parts: set[str]) -> Iterator[CoverageFault]:
    """Encoded means that something decides or computes; what is only shown stands in the programme."""
    if entry.state is ClauseState.ENCODED and parts == {"programme"}:
        says = Text(
            "记作 encoded，但只见于 programme.toml，应为 shown",
            "said to be encoded, but only programme.toml carries it: it is shown",
        )
        yield _fault("contradiction", entry.id, says)
    if entry.state is ClauseState.SHOWN and parts and parts <= set(QUESTIONS):
        says = Text(
            "记作 shown，但载有它的规则都参与判断，应为 encoded",
            "said to be shown, but rules that decide carry it: it is encoded",
        )
        yield _fault("contradiction", entry.id, says)


def _rules_without_clause(book: RuleBook) -> Iterator[CoverageFault]:
    listed = {entry.id for entry in book.coverage}
    for _, rule in book.rules():
        if not listed.intersection((rule.id, *rule.also)):
            says = Text(
                "这条规则没有对应任何条款：编号和 also 都不在清单", "the rule carries no clause of the list, by id or by “also”"
            )
            yield _fault("no clause", rule.id, says)


def _readings_of_nothing(book: RuleBook, entries: list[ClauseEntry]) -> Iterator[CoverageFault]:
    """A reading of a clause that nothing carries would change nothing that anybody sees."""
    idle = {entry.id for entry in entries if entry.state is ClauseState.OUT_OF_SCOPE}
    for reading, _ in book.readings:
        for name in idle.intersection(reading.rules):
            says = Text(f"所涉条款 {name} 不在范围", f"bears on {name}, which is out of scope")
            yield _fault("reading", reading.id, says)


def _fault(kind: FaultKind, name: str, says: Text) -> CoverageFault:
    return CoverageFault(kind=kind, id=name, says=says)
