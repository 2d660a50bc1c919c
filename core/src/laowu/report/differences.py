"""What differs between regions, with the pair of clauses that makes each difference; what is equal is folded away."""

from collections.abc import Iterator

from markupsafe import Markup

from laowu.evaluate.comparing.compare import Comparison
from laowu.evaluate.comparing.difference import Alike, ClausePair, DecidingClause, Difference, PairExplanation, Side
from laowu.report.markup import both, cell, folded
from laowu.report.sheet import Lines, Sheet, Value, Verdict
from laowu.text import Text, joined, same

_NOTHING = Text("没有相应规定", "states nothing of the kind")


def differences_markup(comparison: Comparison) -> Markup:
    """The differences of a comparison; nothing where there is nothing to compare."""
    names = {column.code: column.name for column in comparison.columns}
    found = comparison.differences
    each = Markup("\n").join(_difference(difference, names) for difference in found.differing)
    told = Markup('<div class="apart">{}</div>').format(each) if each else Markup()
    if found.equal:
        rows = Markup("").join(
            Markup("<li><b>{}</b> {}</li>").format(both(item.label), _alike(item.same, names)) for item in found.equal
        )
        words = Text(f"各地相同：{len(found.equal)} 项", f"the same everywhere: {len(found.equal)}")
        told += folded(words, Markup("<ul>{}</ul>").format(rows))
    return told


def _difference(difference: Difference, names: dict[str, Text]) -> Markup:
    groups = Markup("").join(Markup("<li>{}</li>").format(_alike(group, names)) for group in difference.groups)
    pairs = Markup("").join(_pair(pair, names) for pair in difference.explanations)
    # On paper, who fares worse is told with its clauses; what regions merely state otherwise stands in the parts below.
    judged = any(pair.worse for pair in difference.explanations)
    count = Text(f"为什么：两两比较 {len(difference.explanations)} 组", f"why: {len(difference.explanations)} pairs of regions")
    return Markup("<div><h3>{}</h3><ul>{}</ul>{}</div>").format(
        both(difference.label), groups, folded(count, pairs, on_paper=judged) if difference.explanations else Markup()
    )


def _alike(group: Alike, names: dict[str, Text]) -> Markup:
    who = joined([names[code] for code in group.jurisdictions], zh="、", en=", ")
    return Markup("{}{} {}").format(both(who), both(Text("：", ":")), cell(Lines(group.says, group.outcome)))


def _pair(pair: PairExplanation, names: dict[str, Text]) -> Markup:
    one, other = names[pair.first.jurisdiction], names[pair.second.jurisdiction]
    heading = one + Text("与", " and ") + other
    worse = names[pair.worse] + Text("较不利", " fares worse") if pair.worse else Text("结果不同", "they merely differ")
    rows = Markup("").join(
        Markup("<tr><td>{}</td><td>{}</td></tr>").format(_clause(both_.first), _clause(both_.second)) for both_ in pair.made_by
    )
    made = (
        Markup(
            '<div class="scroll" tabindex="0" role="region" aria-label="{} / {}"><table class="pair"><thead><tr>'
            '<th scope="col">{}</th><th scope="col">{}</th></tr></thead><tbody>{}</tbody></table></div>'
        ).format(heading.zh, heading.en, _side(pair.first, one), _side(pair.second, other), rows)
        if rows
        else Markup()
    )
    kept = Markup("").join(Markup("<li>{}</li>").format(_clause(clause)) for clause in pair.kept_by)
    if kept:
        kept = folded(
            Text("另一地自己的条款", "clauses of the other region that keep it where it is"), Markup("<ul>{}</ul>").format(kept)
        )
    remarks = Markup("").join(Markup('<p class="soft">{}</p>').format(both(remark)) for remark in pair.remarks)
    return folded(heading + Text("：", ": ") + worse, made + kept + remarks)


def _side(side: Side, name: Text) -> Markup:
    verdict: Value = Verdict(side.outcome, side.says) if side.outcome else side.says
    return Markup("{}<br>{}").format(both(name), cell(verdict))


def _clause(clause: DecidingClause | None) -> Markup:
    if clause is None:
        return Markup('<span class="soft">{}</span>').format(both(_NOTHING))
    summary: Value = Verdict(clause.outcome, clause.summary) if clause.outcome else clause.summary
    values = Markup("").join(Markup("<li>{}</li>").format(both(value)) for value in _values(clause))
    listed = Markup("<ul>{}</ul>").format(values) if values else Markup()
    return Markup('{}{}<div class="rules">{} · {}</div>').format(cell(summary), listed, clause.rule, str(clause.clause))


def _values(clause: DecidingClause) -> Iterator[Text]:
    for value in clause.values:
        year = Text(f"（{value.year} 年）", f" ({value.year})") if value.year is not None else same("")
        found = Text("；现有 ", "; found ") + value.found_says if value.found_says else same("")
        yield value.label + year + Text("：", ": ") + value.asked_says + found


def differences_sheet(comparison: Comparison) -> Sheet:
    """Every pair of clauses that makes a difference, for the workbook."""
    names = {column.code: column.name for column in comparison.columns}
    rows: list[tuple[Value, ...]] = []
    for difference in comparison.differences.differing:
        for pair in difference.explanations:
            for item in pair.made_by or (ClausePair(first=None, second=None),):
                sides = [
                    cell_
                    for side, clause in ((pair.first, item.first), (pair.second, item.second))
                    for cell_ in _told(side, clause, names)
                ]
                worse = names[pair.worse] if pair.worse else None
                rows.append((difference.label, *sides, worse, Lines(pair.remarks) if pair.remarks else None))
    side = (Text("地区", "region"), Text("结果", "result"), Text("条款", "clause"), Text("内容", "what it says"))
    return Sheet(
        code="differences",
        title=Text("差异及条款", "Differences"),
        heads=(Text("方面", "aspect"), *side, *side, Text("较不利", "fares worse"), Text("说明", "remarks")),
        rows=tuple(rows),
    )


def _told(side: Side, clause: DecidingClause | None, names: dict[str, Text]) -> Iterator[Value]:
    yield names[side.jurisdiction]
    yield Verdict(side.outcome, side.says) if side.outcome else side.says
    yield same(f"{clause.rule} · {clause.clause}") if clause else None
    yield Lines((clause.summary, *_values(clause))) if clause else None
