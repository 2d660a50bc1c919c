"""Clause by clause: what became of it, what carries it, and how many there are."""

from collections.abc import Sequence
from typing import Any

from laowu.cli.render.installed import NONE_INSTALLED
from laowu.cli.render.page import Cell, Page, Paragraph, Span, Table, Tone, cell, heading, paragraph, section
from laowu.cli.render.wording import BASIS
from laowu.evaluate.explaining.coverage import ClauseStatement, Coverage, CoverageFault, CoverageTotals, sum_of
from laowu.evaluate.result_data import result_data
from laowu.rules.coverage import ClauseState
from laowu.text import Text, joined, same

_TONES: dict[ClauseState, Tone] = {
    ClauseState.ENCODED: "good",
    ClauseState.SHOWN: "plain",
    ClauseState.OUT_OF_SCOPE: "faint",
}


def coverage_page(found: Sequence[Coverage]) -> Page:
    """The clauses of some regions, region by region, with totals."""
    if not found:
        return (paragraph(NONE_INSTALLED),)
    page = [block for coverage in found for block in _region(coverage)]
    if len(found) > 1:
        page += [heading(Text("各地区合计", "All regions"), level=1), _totals_of_regions(found), _answered(sum_of(found))]
    return tuple(page)


def _region(coverage: Coverage) -> Page:
    head = heading(coverage.name + same(f" {coverage.jurisdiction}"), level=1)
    if not coverage.stated:
        says = Text("没有条款清单（coverage.toml）", "no list of clauses is stated (coverage.toml)")
        return (head, paragraph(Span(says, "ask")))
    return (
        head,
        _clauses(coverage.clauses),
        *section(heading(Text("各文件条数", "Clauses by document")), _totals(coverage)),
        _answered(coverage.total),
        *section(heading(Text("清单有误之处", "What is wrong with the list")), _faults(coverage.faults)),
    )


def _clauses(clauses: Sequence[ClauseStatement]) -> Table:
    heads = (Text("条款", "clause"), Text("处理", "covered"), Text("内容", "what it says"), Text("载于", "carried by"), BASIS)
    rows = tuple(
        (
            cell(item.id),
            cell(Span(item.state.label, _TONES[item.state])),
            cell(item.summary, None if item.because is None else Span(Text("理由：", "because: ") + item.because, "faint")),
            _carriers(item),
            cell(None if item.clause is None else str(item.clause)),
        )
        for item in clauses
    )
    return Table(heads=heads, rows=rows, keep=0)


def _carriers(item: ClauseStatement) -> Cell:
    """The rules by their ids, but not the clause's own; then the paths that lead into rule data."""
    rules = [rule for rule in item.rules if rule != item.id]
    paths = [Span(same(path), "bad" if path in item.unresolved else "plain") for path in item.by]
    return cell(joined([same(rule) for rule in rules], zh="、", en=", ") if rules and not paths else None, *paths)


def _totals(coverage: Coverage) -> Table:
    rows = [*coverage.documents]
    if len(rows) > 1:
        rows.append(coverage.total)
    return Table(heads=(Text("文件", "document"), *_COUNTS), rows=tuple((cell(row.name), *_counts(row)) for row in rows))


def _totals_of_regions(found: Sequence[Coverage]) -> Table:
    rows = [(cell(coverage.name), *_counts(coverage.total)) for coverage in found]
    return Table(
        heads=(Text("地区", "region"), *_COUNTS), rows=(*rows, (cell(Text("合计", "all together")), *_counts(sum_of(found))))
    )


_COUNTS = (*(state.label for state in ClauseState), Text("条款数", "clauses"))


def _counts(row: CoverageTotals) -> tuple[Cell, ...]:
    return tuple(cell(str(number)) for number in (row.encoded, row.shown, row.out_of_scope, row.clauses))


def _answered(total: CoverageTotals) -> Paragraph:
    says = Text(f"{total.clauses} 个条款，已答 {total.answered} 个", f"{total.answered} of {total.clauses} clauses answered")
    return paragraph(Span(says, "strong" if total.answered == total.clauses else "bad"))


def _faults(faults: Sequence[CoverageFault]) -> Table:
    rows = tuple((cell(fault.id), cell(Span(fault.says, "bad"))) for fault in faults)
    return Table(heads=(Text("编号", "id"), Text("错误", "fault")), rows=rows, keep=0)


def coverage_data(found: Sequence[Coverage]) -> dict[str, Any]:
    """The clauses of some regions as plain data."""
    return {"schema": "laowu/coverage/1", "regions": result_data(tuple(found)), "total": result_data(sum_of(found))}
