"""Money: a row per award and year, who pays whom from what, people refused, and the total."""

from collections.abc import Mapping, Sequence

from laowu.cli.render.page import Cell, Fields, Line, Page, Span, Table, cell, heading, line, paragraph, section
from laowu.cli.render.wording import (
    BASIS,
    COLON,
    Citing,
    bracketed,
    observation_lines,
    outcome,
    remark_line,
    remarks,
    tone_of,
)
from laowu.model.answers import AwardLine, RefusedClaim, SubsidyStatement
from laowu.text import Text, joined, same

TITLE = Text("奖补", "Money")


def subsidy(statements: Sequence[SubsidyStatement], citing: Citing) -> Page:
    """The statements of one jurisdiction; an award that several levels bring alike is listed once."""
    if not statements:
        return section(heading(TITLE), paragraph(Text("文件未载明奖补", "no money is stated")))
    levels: dict[AwardLine, list[Text]] = {}
    for statement in statements:
        for award in statement.lines:
            levels.setdefault(award, []).append(statement.target.level.label)
    totals = tuple((statement.target.level.label, line(TOTAL, statement.total.label)) for statement in statements)
    told = tuple(dict.fromkeys(remark for statement in statements for remark in statement.remarks))
    table = (_awards(levels, citing),) if levels else ()
    return (heading(TITLE), Fields(totals), *table, remarks(told))


TOTAL = Text("合计 ", "total ")


def _awards(levels: Mapping[AwardLine, list[Text]], citing: Citing) -> Table:
    heads = (Text("金额", "amount"), Text("事项", "what for"), BASIS)
    rows = tuple((_amount(award, levels[award]), _what(award), citing.basis(award.rule, award.clause)) for award in levels)
    return Table(heads=heads, rows=rows)


def _amount(award: AwardLine, levels: list[Text]) -> Cell:
    year = Text(f"{award.year} 年", str(award.year)) if award.year is not None else None
    persons = Text(f"{award.persons} 人", f"{award.persons} persons") if award.persons is not None else None
    return cell(award.amount.label, outcome(award.outcome), year, persons, joined(levels, zh="、", en=", "))


def _what(award: AwardLine) -> Cell:
    may = bracketed(Text("可给可不给", "the office may")) if award.discretionary else same("")
    paid = award.payer + Text(" → ", " → ") + award.payee + bracketed(award.fund)
    lines: list[Line] = [line(award.summary + may), line(paid)]
    lines += observation_lines(award.observations, award.summary, award.outcome)
    lines += [_refused(claim) for claim in award.refused]
    return (*lines, *map(remark_line, award.remarks))


def _refused(claim: RefusedClaim) -> Line:
    where = Text(f"第 {claim.line + 1} 行 {claim.persons} 人不计", f"line {claim.line + 1}, {claim.persons} persons not paid")
    return line(Span(where + COLON + claim.says, tone_of(claim.outcome.value)))
