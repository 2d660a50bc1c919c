"""Charts on a page: each in a figure with a caption that says what it shows, side by side where there is room."""

from collections.abc import Iterable

from markupsafe import Markup

from laowu.report.markup import both, folded, paragraph, table
from laowu.report.sheet import Sheet, Value
from laowu.text import Text

_TABLE = Text("图中数据的表格", "The same as a table")


def figure(code: str, name: Text, told: Text, chart: Markup) -> Markup:
    """A chart with its caption.

    Args:
        code: id of the caption, which the chart is described by.
        name: what the chart shows.
        told: what it comes to.
        chart: the chart.
    """
    return Markup('<figure><figcaption id="{}">{}<small>{}</small></figcaption>{}</figure>').format(
        code, both(name), both(told), chart
    )


def charts(figures: Iterable[Markup], twin: Sheet, *, rows: Iterable[tuple[Value, ...]] | None = None) -> Markup:
    """Charts side by side, with the table of what they draw.

    Args:
        figures: the charts.
        twin: the sheet that says the same.
        rows: only these of its rows.
    """
    drawn = Markup('<div class="charts">{}</div>').format(Markup("\n").join(figures))
    note = paragraph(twin.note) if twin.note else Markup()
    return drawn + folded(_TABLE, note + table(twin, rows), on_paper=False)


def legend(*words: Text) -> Markup:
    """How to read the marks of charts."""
    items = Markup("").join(Markup("<li>{}</li>").format(both(text)) for text in words)
    return Markup('<ul class="legend">{}</ul>').format(items)
