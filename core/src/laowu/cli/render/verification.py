"""Declared figures beside those of a ledger, and what becomes another answer because of them."""

from collections.abc import Collection, Mapping

from laowu.cli.render.page import Fields, Items, Line, Page, Span, Table, cell, heading, line, section
from laowu.cli.render.wording import COLON, bracketed
from laowu.evaluate.assess import ChangedOutcome, Verification
from laowu.evaluate.verified import FactCheck
from laowu.text import Text, same

TITLE = Text("台账核实", "Facts from the ledger")
_NOTHING = Text("未申报", "not declared")


def verification(found: Verification, asked: Collection[str], classes: Mapping[str, Text]) -> Page:
    """The comparison.

    Args:
        found: what the source gave.
        asked: facts that the answers rest on; others are shown only where they were declared.
        classes: the region's labels of its classes, by code.
    """
    heads = (
        Text("事实", "fact"),
        Text("年度", "year"),
        Text("申报", "declared"),
        Text("台账", "ledger"),
        Text("相差", "difference"),
        Text("按哪一个判断", "what counts"),
    )
    shown = [check for check in found.facts if check.fact in asked or check.declared is not None]
    told = tuple(
        line(check.label, bracketed(same(str(check.year))), COLON, remark) for check in shown for remark in check.remarks
    )
    return section(
        heading(TITLE),
        Fields(((Text("来源", "source"), line(found.source)), (Text("台账中的品牌", "brand in the ledger"), line(found.brand)))),
        Table(heads=heads, rows=tuple(_row(check) for check in shown)),
        Items(tuple(_change(change, classes) for change in found.changes) or (_UNCHANGED,)),
        Items(told),
    )


_UNCHANGED = line(Text("按申报数判断，结论相同", "with the declared figures the answers are the same"))


def _row(check: FactCheck) -> tuple[tuple[Line, ...], ...]:
    declared = _NOTHING if check.declared is None else check.declared
    grade = check.declared_grade.label if check.declared_grade and check.declared is not None else None
    counts = Text("台账", "the ledger's") if check.counts == "verified" else Text("申报", "the declared one")
    return (
        cell(check.label),
        cell(str(check.year or "")),
        cell(Span(declared, "faint" if check.declared is None else "plain"), None if grade is None else Span(grade, "faint")),
        cell(Span(check.verified, "bad" if check.agrees is False else "plain")),
        cell(check.difference or ""),
        cell(counts),
    )


def _change(change: ChangedOutcome, classes: Mapping[str, Text]) -> Line:
    code = change.target.brand_class
    of_class = same("") if code is None else bracketed(classes.get(code, same(code)))
    kind = Text("资金", "money") if change.question == "subsidy" else Text("认定", "recognition")
    rule = same("") if change.rule is None else same(f" {change.rule} ") + change.label
    return line(
        Span(Text("结论改变：", "another answer: "), "strong"),
        kind + bracketed(change.target.level.label) + of_class + rule,
        Text("，按申报数为“", ", with the declared figures “"),
        change.declared,
        Text("”，现为“", "”, now “"),
        Span(change.verified, "strong"),
        Text("”", "”"),
    )
