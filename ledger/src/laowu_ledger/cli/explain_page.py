"""One row explained, as a page."""

from datetime import date

from laowu.cli.render.page import Fields, Items, Line, Page, Span, Table, cell, heading, line, section
from laowu.model.citation import Citation
from laowu.model.money import Money
from laowu.rules.subsidy import PerHead
from laowu.text import Text, same
from laowu_ledger.claims.row_explanation import OtherRow, RowExplanation
from laowu_ledger.claims.verdicts import Verdict
from laowu_ledger.cli.claims_page import TONES
from laowu_ledger.schema.columns import columns_of
from laowu_ledger.schema.fields import fields

_MOST_ROWS = 50
_OF_NUMBER = {
    "id_kind": Text("证件类型", "kind of document"),
    "id_region": Text("号码中的地区", "region in the number"),
    "birth_year": Text("出生年份", "year of birth"),
    "male": Text("男性", "male"),
}
_MONTHS = {
    "pension_first": Text("缴费首月", "first month of pension payment"),
    "pension_last": Text("缴费末月", "last month of pension payment"),
    "pension_count": Text("缴费月数", "months of pension payment"),
    "pension_gaps": Text("缴费月份图", "map of the months paid"),
}


def explain_page(explanation: RowExplanation, award: PerHead, clause: Citation) -> Page:
    """The page."""
    return (
        heading(Text("一行的来龙去脉", "One row"), level=1),
        Fields(tuple(_summary(explanation, award, clause))),
        *section(heading(Text("规则逐条", "What the rule asks")), _checks(explanation)),
        *section(heading(Text("台账所写", "What the row says")), Fields(tuple(_says(explanation)))),
        *section(heading(Text("同一人的其他行", "Other rows of this person")), _others(explanation.others[:_MOST_ROWS])),
        *section(heading(Text("此前已付", "Paid before")), Items(tuple(_payments(explanation)))),
    )


def _summary(explanation: RowExplanation, award: PerHead, clause: Citation) -> list[tuple[Text, Line]]:
    outcome = explanation.verdict.outcome
    return [
        (Text("行", "row"), line(_place(explanation.file, explanation.sheet, explanation.row))),
        (Text("奖补", "award"), line(award.summary)),
        (Text("依据", "clause"), line(str(clause))),
        (
            Text("申领日期", "day of the claim"),
            line(_day(explanation.day), Text("，", ": "), explanation.day_from),
        ),
        (Text("结果", "outcome"), line(Span(outcome.label, TONES[outcome]), Text("：", ": "), explanation.fate)),
    ]


def _checks(explanation: RowExplanation) -> Table:
    heads = (Text("结果", "outcome"), Text("规则问", "asked"), Text("台账写", "found"), Text("条款", "clause"))
    rows = tuple(
        (
            cell(Span(check.verdict.outcome.label, TONES[check.verdict.outcome])),
            cell(check.asked),
            cell(check.found) if check.verdict >= Verdict.COMPLETE else (line(check.found), line(check.verdict.label)),
            cell(check.clause) if check.clause else (),
        )
        for check in explanation.checks
    )
    return Table(heads=heads, rows=rows, keep=0)


def _says(explanation: RowExplanation) -> list[tuple[Text, Line]]:
    labels = _OF_NUMBER | {name: field.label for field in fields().values() for name, _ in columns_of(field)} | _MONTHS
    return [(labels.get(name, same(name)), line(_value(name, value))) for name, value in explanation.says.items() if value != ""]


def _value(name: str, value: object) -> str:
    return str(Money(value)) if name.endswith("_fen") and isinstance(value, int) else str(value)


def _others(others: tuple[OtherRow, ...]) -> Table:
    heads = (Text("行", "row"), Text("品牌", "brand"), Text("申领日期", "day"), Text("结果", "outcome"))
    rows = tuple(
        (
            cell(_place(other.file, other.sheet, other.row)),
            cell(other.brand),
            cell(_day(other.day)),
            cell(Span(other.verdict.label, TONES[other.verdict.outcome])),
        )
        for other in others
    )
    return Table(heads=heads, rows=rows)


def _payments(explanation: RowExplanation) -> list[Line]:
    return [
        line(f"{one.day or one.year or ''} {one.brand} ", str(Money(one.fen)), Text(" 元：", " yuan: "), one.where)
        for one in explanation.payments
    ]


def _place(file: str, sheet: str, row: int) -> str:
    return f"{file}!{sheet}:{row}" if sheet else f"{file}:{row}"


def _day(day: date | None) -> str:
    return "–" if day is None else day.isoformat()
