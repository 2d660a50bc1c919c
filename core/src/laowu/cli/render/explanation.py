"""Rules: one with everything it says, or all of them in a table."""

from collections.abc import Sequence
from datetime import date

from laowu.cli.render.page import Fields, Line, Page, Span, Table, cell, heading, line, paragraph, section
from laowu.cli.render.wording import BASIS, READINGS, readings
from laowu.evaluate.explain import RuleExplanation
from laowu.model.citation import Standing
from laowu.text import Text, joined, same

QUESTIONS = {
    "eligibility": Text("认定条件", "eligibility"),
    "naming": Text("名称", "naming"),
    "review": Text("审核程序", "review"),
    "subsidy": Text("奖补", "subsidy"),
    "management": Text("认定之后", "management"),
    "programme": Text("工作安排", "programme"),
}


def rule_list(region: Text, on: date, rules: Sequence[RuleExplanation]) -> Page:
    """Every rule of a region."""
    rows = tuple(
        (
            cell(rule.id, *(f"+ {clause}" for clause in rule.also)),
            cell(QUESTIONS[rule.question], None if rule.in_force else _not_in_force()),
            cell(rule.summary),
            cell(str(rule.clause)),
        )
        for rule in rules
    )
    heads = (Text("编号", "id"), Text("问题", "question"), Text("内容", "what it says"), BASIS)
    return (
        heading(region + Text(f"：{len(rules)} 条规则", f": {len(rules)} rules"), level=1),
        paragraph(Text(f"以 {on.isoformat()} 为准", f"As of {on.isoformat()}")),
        Table(heads=heads, rows=rows, keep=0),
    )


def _not_in_force() -> Span:
    return Span(Text("（当日不适用）", "(not in force)"), "ask")


def explanations(region: Text, on: date, rules: Sequence[RuleExplanation]) -> Page:
    """The rules that carry one clause id."""
    return tuple(block for rule in rules for block in _explanation(region, on, rule))


def _explanation(region: Text, on: date, rule: RuleExplanation) -> Page:
    return (
        heading(region + same(f" {rule.id}"), level=1),
        paragraph(Span(rule.summary, "strong")),
        Fields(_head(rule, on)),
        *section(heading(Text(f"{on.isoformat()} 的取值", f"Values on {on.isoformat()}")), _values(rule)),
        *section(heading(READINGS), readings(rule.readings)),
    )


def _head(rule: RuleExplanation, on: date) -> tuple[tuple[Text, Line], ...]:
    until = (
        Text(f"，至 {rule.until.isoformat()}（不含）", f", until {rule.until.isoformat()} (excluded)") if rule.until else same("")
    )
    force = Text(f"自 {rule.since.isoformat()} 起", f"from {rule.since.isoformat()}") + until
    now = () if rule.in_force else line(" ", _not_in_force())
    standing = Span(rule.standing.label, "plain" if rule.standing is Standing.IN_FORCE else "ask")
    fields = [
        (Text("所属问题", "question"), line(QUESTIONS[rule.question])),
        (BASIS, line(str(rule.clause))),
        (Text("文件效力", "standing"), line(standing)),
        (Text("适用期间", "in force"), (*line(force), *now)),
    ]
    if rule.also:
        fields.append((Text("并入条款", "also carries"), line(joined([same(item) for item in rule.also], zh="、", en=", "))))
    return tuple(fields)


def _values(rule: RuleExplanation) -> Fields:
    return Fields(tuple((label, line(value)) for label, value in rule.values))
