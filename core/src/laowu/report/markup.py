"""HTML out of values. Every text is escaped where it enters; both languages stand side by side and the page shows one."""

from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from markupsafe import Markup, escape

from laowu.model.money import Money
from laowu.report.sheet import NONE, TONES, Lines, Link, Sheet, Value, Verdict, plain, sign
from laowu.text import Text

_OPEN = Markup(" open")
_SILENT = Text("", "")
_FOLD_FROM = 4
_FOLD_RULES_FROM = 6


def both(text: Text) -> Markup:
    """A text in both languages; once, where they are the same."""
    if text.zh == text.en:
        return _lines(text.zh)
    return Markup('<span lang="zh-Hans">{}</span><span lang="en">{}</span>').format(_lines(text.zh), _lines(text.en))


def _lines(text: str) -> Markup:
    return Markup("<br>").join(escape(part) for part in text.split("\n"))


def attribute(text: Text) -> str:
    """A text for an attribute, which can hold but one string: both languages."""
    return text.zh if text.zh == text.en else f"{text.zh} / {text.en}"


def cell(value: Value) -> Markup:
    """The inside of a table cell."""
    match value:
        case Verdict():
            return _signed(value.code, both(value.says))
        case Lines():
            return _several(value)
        case Link(source=source) if value.followed:
            return Markup('<a href="{0}" rel="noreferrer">{0}</a>').format(source)
        case date():
            return Markup('<time datetime="{0}">{0}</time>').format(value.isoformat())
        case _:
            return both(plain(value))


def _signed(code: str, words: Markup) -> Markup:
    mark = sign(code)
    return Markup('<span class="{}"><b class="sign">{}</b> {}</span>').format(TONES[mark], mark, words)


def _several(value: Lines) -> Markup:
    first = both(value.says[0]) if value.says else Markup("—")
    head = _signed(value.verdict, first) if value.verdict else first
    rest = [both(line) for line in value.says[1:]]
    body = Markup("").join(Markup("<li>{}</li>").format(line) for line in rest)
    if not rest:
        shown = Markup()
    elif len(rest) < _FOLD_FROM:
        shown = Markup("<ul>{}</ul>").format(body)
    else:
        count = both(Text(f"另有 {len(rest)} 条", f"{len(rest)} more"))
        shown = Markup("<details><summary>{}</summary><ul>{}</ul></details>").format(count, body)
    return head + shown + _rules(value.rules)


def _rules(rules: tuple[str, ...]) -> Markup:
    told = Markup('<div class="rules">{}</div>').format(" ".join(rules))
    if len(rules) <= _FOLD_RULES_FROM:
        return told if rules else Markup()
    return folded(Text(f"规则 {len(rules)} 条", f"{len(rules)} rules"), told)


def table(
    sheet: Sheet,
    rows: Iterable[tuple[Value, ...]] | None = None,
    *,
    cards: bool = False,
    even: bool = False,
    caption: bool = False,
) -> Markup:
    """A sheet as a table that scrolls by itself when the screen is narrow.

    Args:
        sheet: the sheet.
        rows: only these of its rows.
        cards: on a narrow screen each row becomes a card whose cells name their columns.
        even: columns that are held against one another get the same room.
        caption: tell what the table is about above it.
    """
    heads = Markup("").join(Markup('<th scope="col">{}</th>').format(both(head)) for head in sheet.heads)
    names = [both(head) for head in sheet.heads]
    body = Markup("").join(_row(row, names if cards else None) for row in (sheet.rows if rows is None else rows))
    said = Markup("<caption>{}</caption>").format(both(sheet.title)) if caption else Markup()
    style = ("cards even" if even else "cards") if cards else "wide"
    return Markup(
        '<div class="scroll" tabindex="0" role="region" aria-label="{}"><table class="{}">{}<thead><tr>{}</tr></thead>'
        "<tbody>{}</tbody></table></div>"
    ).format(attribute(sheet.title), style, said, heads, body)


def _row(row: tuple[Value, ...], names: list[Markup] | None) -> Markup:
    first = Markup('<th scope="row">{}</th>').format(cell(row[0]))
    rest = []
    for place, value in enumerate(row[1:], start=1):
        name = Markup('<span class="name" aria-hidden="true">{}</span>').format(names[place]) if names else Markup()
        kind = Markup(' class="{}"').format(_kind(value)) if _kind(value) else Markup()
        rest.append(Markup("<td{}>{}{}</td>").format(kind, name, cell(value)))
    return Markup("<tr>{}{}</tr>\n").format(first, Markup("").join(rest))


def _kind(value: Value) -> str:
    if value is None or value in ("", NONE, _SILENT):
        return "none"
    return "number" if isinstance(value, (int, Money, Fraction)) else ""


def folded(summary: Text, body: Markup, *, open_: bool = False, on_paper: bool = True) -> Markup:
    """Something that is told on demand.

    Args:
        summary: what stands in its place.
        body: what is told.
        open_: whether it is open from the start.
        on_paper: whether a print tells it, opened or not; else a print leaves it out unless it is open.
    """
    kind = Markup("") if on_paper else Markup(' class="screen"')
    return Markup("<details{}{}><summary>{}</summary>{}</details>").format(kind, _OPEN if open_ else "", both(summary), body)


def section(code: str, title: Text, *parts: Markup) -> Markup:
    """A part of the page with an anchor."""
    return Markup('<section id="{0}" aria-labelledby="{0}-title"><h2 id="{0}-title">{1}</h2>\n{2}</section>\n').format(
        code, both(title), Markup("\n").join(parts)
    )


def paragraph(text: Text, *, style: str = "") -> Markup:
    """A paragraph."""
    kind = Markup(' class="{}"').format(style) if style else Markup()
    return Markup("<p{}>{}</p>").format(kind, both(text))
