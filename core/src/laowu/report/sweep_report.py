"""How brands come out as one value of the rules moves, as page and as sheets."""

from collections.abc import Iterator

from markupsafe import Markup

from laowu.evaluate.sweeping.result import Sweep, SweptMoney, SweptTarget, Turn
from laowu.evaluate.sweeping.telling import (
    APPLIES,
    COUNTS,
    brand_names,
    class_labels,
    places_applying,
    target_label,
    value_labels,
)
from laowu.model.outcome import Outcome
from laowu.report.document import document
from laowu.report.figures import charts, figure, legend
from laowu.report.markup import paragraph, section, table
from laowu.report.sheet import Plot, Row, Sheet, least_most, sign
from laowu.report.sweep_chart import money_chart, recognition_chart
from laowu.report.tally_chart import STYLES
from laowu.text import Language, Text, same

TITLE = Text("一个数值变动的影响", "As one value moves")
_VALUE = Text("取值", "value")
_TARGET = Text("层级和类别", "level and class")
_CLAUSE = Text("依据", "clause")
_ALL = Text("全部条件：", "all conditions: ")
_LOCAL = Text("视同本地：", "as if local: ")


def stated(result: Sweep) -> Sheet:
    """What the documents state, with the day it begins and the clause."""
    counts = None if result.included is None else COUNTS[result.included]
    rows = tuple(
        (entry.label, counts, entry.since, str(entry.clause), APPLIES if entry.applies else None, entry.standing.label)
        for entry in result.stated
    )
    heads = (_VALUE, Text("数值本身", "the value itself"), Text("起始", "from"), _CLAUSE)
    more = (Text("当日", "on that day"), Text("效力", "standing"))
    return Sheet(code="stated", title=Text("文件所载", "What the documents state"), heads=(*heads, *more), rows=rows)


def recognition(result: Sweep) -> Sheet:
    """How many brands come out how at each value."""
    rows: list[Row] = []
    for found in result.recognition:
        for place, counts in enumerate(found.counts):
            told = (counts.outcomes, counts.substantive)
            numbers = [each[outcome.value] for each in told for outcome in Outcome]
            rows.append((target_label(found.target, found.class_label), *_value(result, place), *numbers))
    heads = tuple(view + outcome.label for view in (_ALL, _LOCAL) for outcome in Outcome)
    return Sheet(
        code="recognition",
        title=Text("多少品牌符合", "How many brands qualify"),
        heads=(_TARGET, _VALUE, APPLIES, *heads),
        rows=tuple(rows),
        plots=tuple(_plots(result)),
    )


def _plots(result: Sweep) -> Iterator[Plot]:
    """For each level and class the brands as if local, piled up as on the page."""
    number, local = len(result.values), 3 + len(Outcome)
    columns = {outcome: local + place for place, outcome in enumerate(Outcome)}
    for place, found in enumerate(result.recognition):
        yield Plot(
            title=target_label(found.target, found.class_label),
            rows=(place * number, (place + 1) * number - 1),
            along=1,
            series=tuple((columns[outcome], style) for outcome, style in STYLES.items()),
            piled=True,
        )


def _value(result: Sweep, place: int) -> Row:
    return (result.values[place].label, APPLIES if place in places_applying(result) else None)


def turns(result: Sweep) -> Sheet:
    """Which brand comes out otherwise between which values."""
    names, classes, labels = (
        brand_names((turn.brand, turn.dossier) for turn in result.turns),
        class_labels(result),
        value_labels(result),
    )

    def row(turn: Turn) -> Row:
        return (
            names[turn.dossier],
            target_label(turn.target, classes.get(turn.target)),
            labels[turn.below] + same(" → ") + labels[turn.at],
            _turned(turn.before, turn.after),
            _turned(turn.substantive_before, turn.substantive_after),
        )

    return Sheet(
        code="turns",
        title=Text("谁在哪里改变", "Who turns where"),
        heads=(
            Text("品牌", "brand"),
            _TARGET,
            Text("在哪两个取值之间", "between which values"),
            Text("全部条件", "all conditions"),
            Text("视同本地", "as if local"),
        ),
        rows=tuple(map(row, result.turns)),
    )


def _turned(before: Outcome, after: Outcome) -> Text | None:
    """Two outcomes; nothing where they are the same."""
    told = [same(f"{sign(outcome.value)} ") + outcome.label for outcome in (before, after)]
    return None if before is after else told[0] + same(" → ") + told[1]


def money(result: Sweep) -> Sheet:
    """What all brands together are paid at each value."""
    rows = tuple(
        (found.level.label, *_value(result, place), *least_most(item.total), item.not_stated, item.beyond_cap)
        for found in result.money
        for place, item in enumerate(found.sums)
    )
    heads = (Text("层级", "level"), _VALUE, APPLIES, Text("至少（元）", "at least (yuan)"), Text("至多（元）", "at most (yuan)"))
    more = (Text("未载明的品牌", "brands without a sum"), Text("达到上限的品牌", "brands at a cap"))
    number = len(result.values)
    plots = tuple(
        Plot(
            title=found.level.label,
            rows=(place * number, (place + 1) * number - 1),
            along=1,
            series=((3, "met"), (4, "most")),
            piled=False,
        )
        for place, found in enumerate(result.money)
    )
    return Sheet(code="money", title=Text("奖补合计", "Money in all"), heads=(*heads, *more), rows=rows, plots=plots)


def sweep_sheets(result: Sweep) -> tuple[Sheet, ...]:
    """Every sheet of a sweep."""
    return tuple(sheet for sheet in (stated(result), recognition(result), turns(result), money(result)) if sheet.rows)


def sweep_report_page(result: Sweep, *, language: Language) -> str:
    """The page of a sweep; the same bytes for the same result."""
    parts = [(code, title, section(code, title, *body)) for code, title, *body in _parts(result)]
    day, first, last = result.on.isoformat(), result.values[0].label, result.values[-1].label
    says = Text(f"以 {day} 为准判断；共 {result.dossiers} 个品牌。", f"Judged as of {day}; brands: {result.dossiers}.")
    moved = result.what + Text("，由 ", ", from ") + first + Text(" 到 ", " to ") + last + Text("。", ".")
    rule = result.region + same(f" · {result.rule} ") + result.summary
    lead = paragraph(rule) + paragraph(says + same(" ") + moved)
    for remark in result.remarks:
        lead += paragraph(remark)
    return document(TITLE + same(" · ") + result.what, lead, parts, language=language)


def _parts(result: Sweep) -> Iterator[tuple[str, Text, *tuple[Markup, ...]]]:
    said = stated(result)
    yield said.code, said.title, table(said, cards=True)
    counted = recognition(result)
    if counted.rows:
        marks = legend(
            Text(
                "柱：视同本地；自下而上为 ✓ 符合、? 待评判、… 缺数据、✗ 不符合",
                "columns: as if local; from below ✓ met, ? for an official, … no data, ✗ not met",
            ),
            Text("黑线：符合全部条件的品牌", "black line: brands that meet every condition"),
            *_marks_of_value(result),
        )
        yield counted.code, counted.title, marks, charts(_recognition(result), counted)
    who = turns(result)
    if who.rows:
        yield who.code, who.title, table(who, cards=True)
    paid = money(result)
    if paid.rows:
        marks = legend(
            Text("实心：确定的数", "full: certain"),
            Text("斜线：可能有，至多到此", "hatched: possible, up to its end"),
            *_marks_of_value(result),
        )
        yield paid.code, paid.title, marks, charts(_money(result), paid)


def _marks_of_value(result: Sweep) -> Iterator[Text]:
    if result.included is None:
        yield Text("● 文件所载的数值", "● the value that the document states")
    elif result.included:
        yield Text("● 文件所载的数值，恰为此数算达到", "● the value stated; a figure that is exactly it counts")
    else:
        yield Text("○ 文件所载的数值，恰为此数不算", "○ the value stated; a figure that is exactly it does not count")


def _recognition(result: Sweep) -> Iterator[Markup]:
    for place, found in enumerate(result.recognition, start=1):
        code = f"recognition-{place}"
        told = Text(f"共 {found.brands} 个品牌；", f"brands: {found.brands}; ") + _range(found)
        name = target_label(found.target, found.class_label)
        yield figure(code, name, told, recognition_chart(result, found, described_by=code))


def _range(found: SweptTarget) -> Text:
    first, last = (found.counts[place].substantive[Outcome.MET.value] for place in (0, -1))
    return Text(f"视同本地符合的由 {first} 个到 {last} 个", f"qualifying as if local: from {first} to {last}")


def _money(result: Sweep) -> Iterator[Markup]:
    for place, found in enumerate(result.money, start=1):
        code = f"money-{place}"
        yield figure(code, found.level.label, _spread(found), money_chart(result, found, described_by=code))


def _spread(found: SweptMoney) -> Text:
    first, last = found.sums[0].total.label, found.sums[-1].total.label
    return first + same(" → ") + last if first != last else first
