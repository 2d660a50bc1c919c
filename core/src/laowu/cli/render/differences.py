"""What differs between regions, first of all: aspect by aspect, with the clauses that make it face to face."""

from collections.abc import Iterator, Mapping, Sequence

from laowu.cli.render.page import Block, Cell, Items, Line, Page, Span, Table, cell, heading, line, paragraph
from laowu.cli.render.wording import COLON, bracketed, signed
from laowu.evaluate.comparing.difference import (
    Alike,
    ClausePair,
    DecidingClause,
    DecidingValue,
    Difference,
    Differences,
    EqualAspect,
    PairExplanation,
)
from laowu.text import Text, joined, same

_SHOWN = 8
"""Clauses of one region shown of one aspect, unless everything is asked for."""
_OUTCOMES = ("eligibility", "conditions", "territory", "name")

Names = Mapping[str, Text]


def differences_page(found: Differences, names: Names, *, whole: bool) -> Page:
    """What differs.

    Args:
        found: what differs, and what does not.
        names: the regions' names by code.
        whole: every clause, however many there are.
    """
    if not found.differing:
        return ()
    parts = [block for difference in found.differing for block in _difference(difference, names, whole=whole)]
    return (heading(Text("有何不同", "What differs")), *parts, *_equal(found.equal))


def _equal(equal: Sequence[EqualAspect]) -> Iterator[Block]:
    if equal:
        said = [item.label + (bracketed(item.same.says[0]) if item.same.outcome else same("")) for item in equal]
        yield paragraph(Text("各地相同：", "The same everywhere: "), joined(said, zh="、", en=", "))


def _difference(difference: Difference, names: Names, *, whole: bool) -> Iterator[Block]:
    groups = [_group(group, names) for group in difference.groups]
    if difference.aspect not in _OUTCOMES:
        yield heading(difference.label, level=3)
        yield Items(tuple(groups))
        return
    spans = [span for place, group in enumerate(groups) for span in ((Span(Text("；", "; ")),) if place else ()) + group]
    yield heading(difference.label, level=3)
    yield paragraph(*spans)
    rows = list(_rows(difference.explanations, names, whole=whole))
    if rows:
        heads = (
            Text("地区", "region"),
            Text("造成不同的条款", "what makes the difference"),
            Text("较好的一方怎样规定", "what the better one says"),
        )
        yield Table(heads=heads, rows=tuple(rows), equal=True)
    remarks = dict.fromkeys(remark for each in difference.explanations if not each.made_by for remark in each.remarks)
    yield Items(tuple(line(remark) for remark in remarks))


def _group(group: Alike, names: Names) -> Line:
    who = joined([names[code] for code in group.jurisdictions], zh="、", en=", ")
    if group.outcome and len(group.says) == 1:
        return line(who + COLON, signed(group.outcome, group.says[0]))
    return line(Span(who, "strong"), COLON, joined(list(group.says), zh="；", en="; "))


def _rows(explanations: Sequence[PairExplanation], names: Names, *, whole: bool) -> Iterator[tuple[Cell, ...]]:
    """A row per clause of a region that fares worse, facing what each better one says instead."""
    facing: dict[str, dict[str, tuple[DecidingClause, list[tuple[str, DecidingClause | None]]]]] = {}
    for each in explanations:
        if each.worse is None:
            continue
        worse_first = each.worse == each.first.jurisdiction
        better = (each.second if worse_first else each.first).jurisdiction
        for pair in each.made_by:
            one, other = _turned(pair, worse_first=worse_first)
            if one is not None:
                clauses = facing.setdefault(each.worse, {})
                clauses.setdefault(one.rule, (one, []))[1].append((better, other))
    for code, clauses in facing.items():
        shown = list(clauses.values()) if whole else list(clauses.values())[:_SHOWN]
        for clause, others in shown:
            yield _signed(clause, names[code]), _clause(clause), _others(others, names)
        rest = len(clauses) - len(shown)
        if rest:
            more = Text(f"另有 {rest} 条，用 --all 全部列出", f"and {rest} more clauses; --all lists them")
            yield cell(names[code]), cell(more), cell("")


def _turned(pair: ClausePair, *, worse_first: bool) -> tuple[DecidingClause | None, DecidingClause | None]:
    return (pair.first, pair.second) if worse_first else (pair.second, pair.first)


def _signed(clause: DecidingClause, name: Text) -> Cell:
    return cell(signed(clause.outcome, name) if clause.outcome else name)


def _clause(clause: DecidingClause) -> Cell:
    return (line(f"{clause.rule} {clause.clause.locator}"), *([_value(value) for value in clause.values] or cell(clause.summary)))


def _value(value: DecidingValue) -> Line:
    if not value.name:
        return line(value.label)
    year = Text(f"（{value.year} 年）", f" ({value.year})") if value.year is not None else same("")
    found = same("") if value.found_says is None else Text("；现为 ", "; found ") + value.found_says
    return line(value.label + year + COLON + value.asked_says + found)


def _others(others: Sequence[tuple[str, DecidingClause | None]], names: Names) -> Cell:
    silent = [names[code] for code, other in others if other is None]
    lines: list[Line] = []
    for code, other in others:
        if other is not None:
            lines += (*_signed(other, names[code]), *_clause(other))
    if silent:
        nothing = Text("没有这样的条件", "no such condition")
        lines.append(line(joined(silent, zh="、", en=", ") + COLON, nothing))
    return tuple(lines)
