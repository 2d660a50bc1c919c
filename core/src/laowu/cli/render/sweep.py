"""A sweep: what moves and what is stated, then how many qualify and what is paid at which value, and who turns where."""

from collections.abc import Iterator

from laowu.cli.render.page import Block, Cell, Page, Span, Table, cell, heading, line, paragraph, section
from laowu.cli.render.wording import COLON, bracketed, outcome
from laowu.evaluate.sweeping.result import Sweep, SweptCounts, SweptMoney, SweptSum, SweptTarget, Turn
from laowu.evaluate.sweeping.telling import (
    APPLIES,
    COUNTS,
    brand_names,
    class_labels,
    places_applying,
    runs,
    target_label,
    value_labels,
)
from laowu.model.outcome import Outcome
from laowu.text import Text, same

_ARROW = " → "
_VALUE = Text("取值", "value")


def sweep(result: Sweep) -> Page:
    """A sweep."""
    day = result.on.isoformat()
    count = Text(f"{result.dossiers} 个品牌，以 {day} 为准", f"{result.dossiers} brands, as of {day}")
    return (
        heading(Text("一个数值变动的影响", "As one value moves"), level=1),
        paragraph(count),
        heading(result.region),
        paragraph(f"{result.rule} ", result.summary, COLON, result.what),
        *(paragraph(remark) for remark in result.remarks),
        *section(heading(Text("文件所载", "What the documents state"), level=3), _stated(result)),
        *(block for found in result.recognition for block in _recognition(result, found)),
        *_turns(result),
        *(block for found in result.money for block in _money(result, found)),
    )


def _stated(result: Sweep) -> Table:
    counts = None if result.included is None else COUNTS[result.included]
    rows = tuple(
        (
            cell(entry.label, counts),
            cell(entry.since.isoformat()),
            cell(str(entry.clause)),
            cell(APPLIES if entry.applies else same("-"), entry.standing.label),
        )
        for entry in result.stated
    )
    heads = (_VALUE, Text("起始", "from"), Text("依据", "clause"), Text("效力", "standing"))
    return Table(heads=heads, rows=rows)


def _recognition(result: Sweep, found: SweptTarget) -> Iterator[Block]:
    number = Text(f"{found.brands} 个品牌", f"brands: {found.brands}")
    yield heading(target_label(found.target, found.class_label) + bracketed(number), level=3)
    met, *others = Outcome
    yield Table(
        heads=(
            _VALUE,
            Text("符合全部条件", "meet all conditions"),
            Text("视同本地：", "as if local: ") + met.label,
            *(each.label for each in others),
        ),
        rows=tuple(
            (_values(result, first, last), *_counted(found.counts[first]))
            for first, last in runs(found.counts, places_applying(result))
        ),
    )


def _counted(counts: SweptCounts) -> tuple[Cell, ...]:
    return (cell(str(counts.outcomes[Outcome.MET.value])), *(cell(str(counts.substantive[each.value])) for each in Outcome))


def _values(result: Sweep, first: int, last: int) -> Cell:
    """A stretch of values that come to the same; the one that applies stands by itself and says so."""
    label = result.values[first].label
    if first in places_applying(result):
        return (line(Span(label + bracketed(APPLIES), "strong")),)
    return cell(label if first == last else label + same(" – ") + result.values[last].label)


def _turns(result: Sweep) -> Page:
    names, classes, labels = (
        brand_names((turn.brand, turn.dossier) for turn in result.turns),
        class_labels(result),
        value_labels(result),
    )

    def row(turn: Turn) -> tuple[Cell, ...]:
        return (
            cell(names[turn.dossier]),
            cell(target_label(turn.target, classes.get(turn.target))),
            cell(labels[turn.below] + same(_ARROW) + labels[turn.at]),
            (line(outcome(turn.before), _ARROW, outcome(turn.after)),),
            (line(outcome(turn.substantive_before), _ARROW, outcome(turn.substantive_after)),),
        )

    heads = (
        Text("品牌", "brand"),
        Text("层级、类别", "level, class"),
        Text("在哪两个取值之间", "between which values"),
        Text("全部条件", "all conditions"),
        Text("视同本地", "as if local"),
    )
    return section(
        heading(Text("谁在哪里改变", "Who turns where"), level=3), Table(heads=heads, rows=tuple(map(row, result.turns)))
    )


def _money(result: Sweep, found: SweptMoney) -> Iterator[Block]:
    yield heading(Text("奖补合计 · ", "Money in all · ") + found.level.label, level=3)
    yield Table(
        heads=(
            _VALUE,
            Text("合计", "in all"),
            Text("未载明的品牌", "brands not stated"),
            Text("达到上限的品牌", "brands at a cap"),
        ),
        rows=tuple(
            (_values(result, first, last), *_sum(found.sums[first])) for first, last in runs(found.sums, places_applying(result))
        ),
    )


def _sum(found: SweptSum) -> tuple[Cell, ...]:
    return cell(found.total.label), cell(str(found.not_stated)), cell(str(found.beyond_cap))
