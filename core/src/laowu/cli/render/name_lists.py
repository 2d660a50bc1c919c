"""Lists of names: a row per name with a column per field, and the names that one resembles."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from laowu.cli.render.page import Page, Table, cell, heading, paragraph, section
from laowu.evaluate.confusable import KINDS, Resemblance
from laowu.evaluate.explaining.rule_codes import PARTS_OF_NAMES
from laowu.evaluate.result_data import result_data
from laowu.jurisdictions.jurisdiction import Jurisdiction
from laowu.model.answers import NameReport
from laowu.text import Text, joined, same
from laowu.values import frozen

RESEMBLES = Text("近似名称", "Names it resembles")


@frozen(kw_only=True)
class NameRow:
    """One name of a list with what was found.

    Attributes:
        line: its line in the list.
        name: the name as written.
        report: the region's answer; ``None`` where the region states no naming rule, or the row cannot be judged.
        problem: why the row cannot be judged.
        resembles: names of the other list that it resembles, nearest first.
    """

    line: int
    name: str
    report: NameReport | None
    problem: Text | None = None
    resembles: tuple[Resemblance, ...] = ()


def resemblances(found: Sequence[Resemblance]) -> Page:
    """The names that one name resembles."""
    if not found:
        return section(heading(RESEMBLES), paragraph(Text("没有发现", "none")))
    rows = tuple((cell(item.name), cell(KINDS[item.kind]), cell(str(item.line))) for item in found)
    return section(heading(RESEMBLES), Table(heads=(Text("名称", "name"), Text("关系", "how"), Text("行", "line")), rows=rows))


def name_list(rows: Sequence[NameRow], resembling: bool) -> Page:  # noqa: FBT001  # one of two tables
    """The whole list as a table, without the columns in which nothing stands."""
    heads, lines = cells(rows, resembling=resembling)
    filled = [place for place in range(len(heads)) if any(line[place].zh for line in lines)]
    heads, lines = tuple(heads[place] for place in filled), [tuple(line[place] for place in filled) for line in lines]
    counted: dict[str, int] = {}
    for row in rows:
        counted[_verdict(row).zh] = counted.get(_verdict(row).zh, 0) + 1
    labels = {_verdict(row).zh: _verdict(row) for row in rows}
    counts = [label + same(f" {counted[code]}") for code, label in labels.items()]
    return (
        heading(Text(f"{len(rows)} 个名称", f"{len(rows)} names"), level=1),
        paragraph(joined(counts, zh="，", en=", ")),
        Table(heads=heads, rows=tuple(tuple(cell(words) if words.zh else () for words in line) for line in lines), keep=0),
    )


def cells(rows: Sequence[NameRow], *, resembling: bool) -> tuple[tuple[Text, ...], list[tuple[Text, ...]]]:
    """Headings and lines of the list, a column per field; columns in which nothing stands are kept."""
    heads = (*_HEADS, RESEMBLES) if resembling else _HEADS
    return heads, [(*_cells(row), _resembles(row)) if resembling else _cells(row) for row in rows]


_HEADS = (
    Text("行", "line"),
    Text("名称", "name"),
    Text("结论", "verdict"),
    Text("地区", "region"),
    Text("企业名号", "enterprise"),
    Text("行业", "industry"),
    Text("称谓", "person"),
    Text("结尾", "ending"),
    Text("缺", "lacks"),
    Text("提示", "notes"),
    Text("可改为", "instead"),
    Text("问题", "problem"),
)


def _cells(row: NameRow) -> tuple[Text, ...]:
    report = row.report
    segments = report.segments if report else None
    cut = [same(getattr(segments, part) if segments else "") for part in ("region", "enterprise", "industry", "person", "suffix")]
    return (
        same(str(row.line)),
        same(row.name),
        _verdict(row),
        *cut,
        _list([PARTS_OF_NAMES[part] for part in report.missing]) if report else same(""),
        same(" ".join(note.code for note in report.notes) if report else ""),
        _list([same(name) for name in report.suggestions]) if report else same(""),
        row.problem or same(""),
    )


def _verdict(row: NameRow) -> Text:
    if row.problem:
        return Text("未判断", "not judged")
    return row.report.verdict.label if row.report else Text("文件未载明命名要求", "no naming rule is stated")


def _resembles(row: NameRow) -> Text:
    return _list([same(f"{item.name} ") + Text("（", "(") + KINDS[item.kind] + Text("）", ")") for item in row.resembles])


def _list(words: Sequence[Text]) -> Text:
    return joined(list(words), zh="、", en=", ")


def name_list_data(rows: Sequence[NameRow], jurisdiction: Jurisdiction, on: date) -> dict[str, Any]:
    """The whole list as plain data."""
    return {
        "schema": "laowu/names/1",
        "jurisdiction": jurisdiction.code,
        "on": on.isoformat(),
        "edition": jurisdiction.book.profile.edition,
        "digest": f"sha256:{jurisdiction.book.digest}",
        "names": [
            {
                "line": row.line,
                "name": row.name,
                "problem": result_data(row.problem),
                "report": result_data(row.report),
                "resembles": result_data(row.resembles),
            }
            for row in rows
        ],
    }
