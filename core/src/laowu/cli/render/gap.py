"""What is missing: a table of levels and classes, nearest first, then each of them with what would change it."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from laowu.cli.render.page import (
    Block,
    Cell,
    Fields,
    Items,
    Line,
    Page,
    Span,
    Table,
    cell,
    heading,
    line,
    paragraph,
    section,
)
from laowu.cli.render.wording import (
    BASIS,
    COLON,
    COMMA,
    OUTCOME,
    bracketed,
    observation_lines,
    outcome,
    remark_line,
    remarks,
    signed,
)
from laowu.decide.wording import YES_NO
from laowu.evaluate.explaining.rule_codes import PARTS_OF_NAMES
from laowu.evaluate.gaps.dossier_change import Change
from laowu.evaluate.gaps.gap import BrandGaps, Gap, GapReport, Lack
from laowu.evaluate.gaps.prerequisites import EarlierLevel
from laowu.model.answers import Scope
from laowu.model.citation import Standing
from laowu.model.outcome import Outcome
from laowu.model.share import percent
from laowu.text import Text, joined, same

_ORDER = (Outcome.NOT_MET, Outcome.NO_DATA, Outcome.NEEDS_JUDGEMENT)


def gap_page(report: GapReport) -> Page:
    """A report, brand by brand."""
    return tuple(block for brand in report.brands for block in _brand(brand, report.on.isoformat()))


def _brand(brand: BrandGaps, day: str) -> Page:
    invented = Text("（虚构示例）", " (invented)") if brand.invented else same("")
    says = Text(f"以 {day} 为准，由近到远；远近只看实质条件", f"As of {day}, nearest first, by the substantive conditions alone")
    blocks: list[Block] = [heading(same(brand.brand) + invented + Text(" · 还差什么", " · what is missing"), level=1)]
    if not brand.gaps:
        return (
            *blocks,
            paragraph(Text("所问地区没有载明认定条件", "no conditions of recognition are stated in the regions asked")),
        )
    blocks += [paragraph(says), _overview(brand.gaps)]
    return (*blocks, *(block for gap in brand.gaps for block in _gap(gap)))


def _overview(gaps: Sequence[Gap]) -> Table:
    heads = (
        Text("地区、层级、类别", "region, level, class"),
        OUTCOME,
        Text("不符合", "not met"),
        Text("差距", "distance"),
        Text("未定", "open"),
        Text("属地条件", "territorial"),
    )
    return Table(heads=heads, rows=tuple(map(_row, gaps)))


def _row(gap: Gap) -> tuple[Cell, ...]:
    first = cell(_label(gap)), cell(outcome(gap.outcome))
    if gap.distance is None:
        return (*first, cell("-"), cell("-"), cell("-"), cell("-"))
    far = percent(Fraction(gap.distance.shortfall)) if gap.distance.not_met else "-"
    return (
        *first,
        cell(str(gap.distance.not_met)),
        cell(far),
        cell(str(gap.distance.unknown)),
        cell(outcome(gap.territorial)),
    )


def _label(gap: Gap) -> Text:
    label = gap.region + same(" · ") + gap.target.level.label
    return label + same(" · ") + gap.class_label if gap.class_label else label


def _gap(gap: Gap) -> Page:
    head = heading(_label(gap), COLON, outcome(gap.outcome))
    rows = tuple(_lack(lack) for lack in sorted(gap.lacks, key=_rank))
    table = Table(heads=(OUTCOME, Text("还差", "what is missing"), BASIS), rows=rows)
    standing = None if gap.standing is Standing.IN_FORCE else paragraph(gap.standing.label)
    fields = Fields(tuple(_beside(gap)))
    blocks = section(head, standing, remarks(gap.remarks), table, fields) or (head,)
    competitive = (paragraph(Text("择优：", "Competitive: ") + gap.competitive),) if gap.competitive else ()
    return (*blocks, *_way_out(gap), *competitive)


def _rank(lack: Lack) -> tuple[bool, int]:
    return lack.finding.scope is Scope.TERRITORIAL, _ORDER.index(lack.finding.outcome)


def _lack(lack: Lack) -> tuple[Cell, ...]:
    finding = lack.finding
    where = Text("属地条件", "territorial") if finding.scope is Scope.TERRITORIAL else None
    choices = {(change.key, change.year) for one in lack.alternatives for way in one.ways for change in way}
    open_ = [item for item in finding.observations if item.outcome is not Outcome.MET and (item.fact, item.year) not in choices]
    told = [item for item in open_ if item.fact or not lack.alternatives]
    lines = [*cell(finding.summary), *observation_lines(told, finding.summary, finding.outcome), *_choices(lack)]
    lines += map(remark_line, finding.remarks)
    return cell(outcome(finding.outcome), where), tuple(lines), cell(finding.rule, finding.clause.locator)


def _choices(lack: Lack) -> Iterator[Line]:
    """Where one of several parts would do, what each of them takes."""
    for one in lack.alternatives:
        if one.more == 1:
            yield line(Text("以下有一项即可，由近到远：", "one of these is enough, nearest first:"))
        else:
            yield line(Text(f"以下还须 {one.more} 项，由近到远：", f"{one.more} more of these are needed, nearest first:"))
        for way in one.ways:
            yield line("- ", joined([_change(change) for change in way], zh="；并且 ", en="; and "))


def _change(change: Change) -> Text:
    """A change as a sentence: what, what it must be, what it is."""
    if change.kind == "judgement":
        # A question mark wants no colon after it.
        colon = Text("：", " ") if change.label.en.endswith("?") else COLON
        return change.label + colon + change.asked
    year = Text(f"（{change.year} 年）", f" ({change.year})") if change.year is not None else same("")
    must = Text("须为 ", "must be ") if change.asked in YES_NO else same("")
    example = same("")
    if change.value is not None and change.value.endswith("%") and change.value not in change.asked.en:
        example = Text(f"，如 {change.value}", f", such as {change.value}")
    words = change.label + year + COLON + must + change.asked + example
    if change.was is Outcome.NO_DATA:
        paper = Text("，凭 ", ", settled by ") + change.settled_by if change.settled_by else same("")
        return words + Text("；", "; ") + change.seen + paper
    short = COMMA + change.shortfall if change.shortfall else same("")
    return words + Text("；现为 ", "; found ") + change.seen + short


def _beside(gap: Gap) -> Iterator[tuple[Text, Line]]:
    """What stands beside the conditions: the name, earlier levels, papers."""
    if gap.name is not None:
        parts = [PARTS_OF_NAMES[part] for part in gap.name.missing]
        lacks = COMMA + Text("缺：", "lacks ") + joined(parts, zh="、", en=", ") if parts else same("")
        names = [same(name) for name in gap.name.suggestions]
        try_ = Text("；可用：", "; valid would be ") + joined(names, zh="、", en=", ") if names else same("")
        yield Text("名称", "name"), line(signed(gap.name.verdict.value, gap.name.verdict.label), lacks, try_)
    for earlier in gap.earlier:
        yield Text("先行层级", "comes first"), _earlier(earlier)
    needed = [need.label for need in gap.papers if need.needed is Outcome.MET]
    if needed:
        count = Text(f"缺 {len(needed)} 项：", f"{len(needed)} missing: ")
        yield Text("材料", "papers"), line(count + joined(needed, zh="、", en="; "))
    perhaps = [need.label for need in gap.papers if need.needed is not Outcome.MET]
    if perhaps:
        yield Text("或许要的材料", "perhaps needed"), line(joined(perhaps, zh="、", en="; "))


def _earlier(earlier: EarlierLevel) -> Line:
    held = {
        True: Text("已认定", "held"),
        False: Text("未认定", "not held"),
        None: Text("是否已认定未提供", "whether held is not stated"),
    }
    how = (
        Text("可在同一份材料申报", "may be applied for in the same file")
        if earlier.same_file
        else Text("须已获认定", "must be held already")
    )
    state = COMMA + Text("其条件 ", "its conditions: ") if earlier.outcome else same("")
    words = earlier.level.label + COLON + held[earlier.held] + COMMA + how + state
    basis = bracketed(same(f"{earlier.rule} {earlier.clause.locator}"))
    return line(words, *([outcome(earlier.outcome)] if earlier.outcome else []), basis)


def _way_out(gap: Gap) -> Page:
    """What would change the outcome, and the proof of it."""
    if gap.distance is None:
        return ()
    head = heading(Text("怎样改变", "What would change it"), level=3)
    papers = [change.label for change in gap.changes if change.kind == "paper"]
    # What the dossier says otherwise goes before what it leaves open.
    others = sorted((change for change in gap.changes if change.kind != "paper"), key=lambda change: _ORDER.index(change.was))
    items = [line(_change(change), Span(same(" " + " ".join(change.rules)), "faint")) for change in others]
    if papers:
        items.append(line(Text("备齐材料：", "papers handed in: ") + joined(papers, zh="、", en="; ")))
    if not others:
        settled = paragraph(Text("全部条件已符合，无须改变", "Nothing: every condition is met"))
        unsettled = paragraph(Text("没有可行的改变", "No change is known that would do it"))
        first = settled if gap.outcome is Outcome.MET else unsettled
        return (head, first, *((Items(tuple(items)),) if items else ()))
    proof = paragraph(Text("照此改过再判断：", "Judged once more with all of this: "), outcome(gap.reached))
    return (head, Items(tuple(items)), proof)
