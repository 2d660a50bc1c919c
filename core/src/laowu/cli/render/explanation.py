"""Clauses and rules: one with everything it says, or all rules in a table."""

from collections.abc import Sequence
from datetime import date

from laowu.cli.render.page import Block, Fields, Line, Page, Paragraph, Span, Table, cell, heading, line, paragraph, section
from laowu.cli.render.wording import BASIS, COLON, READINGS, bracketed
from laowu.evaluate.explaining.coverage import ClauseStatement
from laowu.evaluate.explaining.explain import Explanation, PartExplanation, ReadingExplained, RuleExplanation
from laowu.evaluate.explaining.rule_wording import Pair, ValueHistory
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
    return (
        heading(region + Text(f"：{len(rules)} 条规则", f": {len(rules)} rules"), level=1),
        paragraph(Text(f"以 {on.isoformat()} 为准", f"As of {on.isoformat()}")),
        rule_table(rules),
    )


def rule_table(rules: Sequence[RuleExplanation]) -> Table:
    """Rules, one per row."""
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
    return Table(heads=heads, rows=rows, keep=0)


def _not_in_force() -> Span:
    return Span(Text("（当日不适用）", "(not in force)"), "ask")


def explanations(region: Text, on: date, found: Explanation) -> Page:
    """One clause: what it says, the rules and other rule data that carry it, and how it is read."""
    alone = len(found.rules) == 1 and not found.parts and found.rules[0].id == found.id
    return (
        heading(region + same(f" {found.id}"), level=1),
        *(_clause(found.clause) if found.clause and not alone else ()),
        *(block for rule in found.rules for block in _explanation(on, rule, clause=found.clause, alone=alone)),
        *(block for part in found.parts for block in _part(on, part)),
        *section(heading(READINGS), readings_in_full(found.readings)),
    )


def both_languages(words: Text) -> tuple[Paragraph, ...]:
    """A statement in the reader's language, then in the other one."""
    other = () if words.zh == words.en else (paragraph(Span(Text(words.en, words.zh), "faint")),)
    return (paragraph(Span(words, "strong")), *other)


def _clause(clause: ClauseStatement) -> Page:
    """What the list of clauses says."""
    fields: list[tuple[Text, Line]] = [(_COVERED, line(clause.state.label))]
    if clause.clause is not None:
        fields.append((BASIS, line(str(clause.clause))))
    if clause.because is not None:
        fields.append((Text("理由", "because"), line(clause.because)))
    if clause.rules:
        fields.append((Text("载于规则", "carried by"), line(joined([same(rule) for rule in clause.rules], zh="、", en=", "))))
    if clause.unresolved:
        lost = joined([same(path) for path in clause.unresolved], zh="、", en=", ")
        fields.append((Text("未能指到", "leads nowhere"), line(Span(lost, "bad"))))
    summary = () if clause.summary is None else both_languages(clause.summary)
    return (*summary, Fields(tuple(fields)))


_COVERED = Text("处理", "covered")


def _explanation(on: date, rule: RuleExplanation, *, clause: ClauseStatement | None, alone: bool) -> Page:
    """One rule; ``alone``: it is all there is to say of the clause, and says itself where that stands."""
    head = () if alone else (heading(Text("规则 ", "Rule ") + same(rule.id)),)
    covered = ((_COVERED, line(clause.state.label)),) if alone and clause is not None else ()
    level = 2 if alone else 3
    return (
        *head,
        *both_languages(rule.summary),
        Fields((*_head(rule, on), *covered)),
        *section(heading(values_on(on), level=level), _values(rule.values)),
        *section(heading(_HISTORY, level=level), _history(rule.history)),
        *section(heading(READINGS, level=level), readings_in_full(rule.readings)),
    )


def values_on(on: date) -> Text:
    """The heading over the values of a day."""
    return Text(f"{on.isoformat()} 的取值", f"Values on {on.isoformat()}")


def _part(on: date, part: PartExplanation) -> Page:
    fields: list[tuple[Text, Line]] = []
    if part.rule is not None:
        fields.append((Text("所在规则", "in rule"), line(part.rule)))
    if part.clause is not None:
        fields.append((BASIS, line(str(part.clause))))
    fields.append((Text("规则数据", "rule data"), line(part.path)))
    return (
        heading(Text("载于：", "Carried by: ") + part.of),
        Fields(tuple(fields)),
        *section(heading(values_on(on), level=3), _values(part.values)),
        *section(heading(_HISTORY, level=3), _history(part.history)),
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


def _values(values: Sequence[Pair]) -> Fields:
    return Fields(tuple((label, line(value)) for label, value in values))


_HISTORY = Text("历次取值", "All values over time")


def _history(histories: Sequence[ValueHistory]) -> Block:
    rows = tuple(
        (
            cell(history.label if place == 0 else None),
            cell(item.since.isoformat() if item.since else Text("起初", "at first")),
            cell(Span(item.value, "strong" if item.in_force else "plain"), _CURRENT if item.in_force else None),
            cell(item.clause),
        )
        for history in histories
        for place, item in enumerate(history.values)
    )
    return Table(heads=(Text("项目", "what"), Text("起", "from"), Text("取值", "value"), BASIS), rows=rows)


_CURRENT = Text("（当日取值）", "(the value of that day)")


def readings_in_full(found: Sequence[ReadingExplained]) -> Table:
    """Readings with what each of their choices says."""
    rows = tuple(
        (
            cell(item.id),
            cell(item.question, *([Span(_WHY + item.reason, "faint")] if item.reason else [])),
            cell(_choice(item.choice, default=item.default, used=True), item.says),
            tuple(
                words
                for other in item.others
                for words in cell(_choice(other.code, default=other.default, used=False), other.says)
            ),
        )
        for item in found
    )
    return Table(heads=_READING_HEADS, rows=rows)


def _choice(code: str, *, default: bool, used: bool) -> Span:
    mark = bracketed(Text("默认", "default")) if default else bracketed(Text("另选", "chosen")) if used else same("")
    return Span(same(code) + mark, "ask" if used and not default else "strong")


_WHY = Text("默认的理由", "why the default") + COLON
_READING_HEADS = (
    Text("读法", "reading"),
    Text("原文未明之处", "what the text leaves open"),
    Text("现按", "read as"),
    Text("还可选", "or"),
)
