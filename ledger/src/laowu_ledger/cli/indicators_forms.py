"""What was counted as a page, as data, as CSV, and as the ``[facts]`` of a dossier."""

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from laowu.cli.invocation import say
from laowu.cli.render.page import Page, Table, cell, heading, paragraph, section
from laowu.cli.render.wording import COLON
from laowu.model.facts import Figure, Value
from laowu.model.share import Share, percent
from laowu.text import Text, same
from laowu_ledger.indicators.definitions import Definitions
from laowu_ledger.indicators.fact_source import figures
from laowu_ledger.indicators.period import Period
from laowu_ledger.indicators.results import BrandYear, Counted, Shared, told

_UNKNOWN = Text("不明", "not known")


def as_page(found: Sequence[BrandYear], on: date, conflicts: int) -> Page:
    """A table for each brand and year."""
    parts = [block for each in found for block in _brand_year(each)]
    nobody = () if parts else (paragraph(Text("没有人可计", "there is nobody to count")),)
    clash = (
        (
            paragraph(
                Text(
                    f"有 {conflicts} 人一号两名，均未计入；改正后再导入",
                    f"{conflicts} people stand under two names and are left out; mend and import them",
                )
            ),
        )
        if conflicts
        else ()
    )
    title = heading(Text(f"台账指标（截至 {on.isoformat()}）", f"Counted from the ledger, up to {on.isoformat()}"), level=1)
    return (title, *clash, *nobody, *parts)


def _brand_year(each: BrandYear) -> Page:
    heads = (
        Text("指标", "indicator"),
        Text("数", "count"),
        Text("名称", "name"),
        Text("未计入与不明", "left out, and not known"),
    )
    counts = [
        (cell(result.indicator.label), cell(shown(result)), cell(result.indicator.name), _told(result))
        for result in each.counts.values()
    ]
    shares = [
        (cell(shared.ratio.label), cell(_share(shared)), cell(shared.ratio.name), cell(_fraction(shared)))
        for shared in each.shares
    ]
    head = heading(each.brand, COLON, year_of(each.period))
    return section(head, Table(heads=heads, rows=(*counts, *shares), keep=2))


def year_of(period: Period) -> Text:
    """The year, and how far it has passed."""
    if period.over:
        return Text(f"{period.year} 年", f"{period.year}")
    return Text(f"{period.year} 年（截至 {period.last.isoformat()}）", f"{period.year} (up to {period.last.isoformat()})")


def _told(result: Counted) -> tuple[Any, ...]:
    says = told(result)
    tally = result.tally
    pay = None
    if result.indicator.of_jobs and tally.counted:
        pay = Text(f"{tally.low} 分／{tally.months} 个月", f"{tally.low} fen over {tally.months} months")
    return cell(says, pay)


def shown(result: Counted) -> Text:
    """The value with its unit; bounds as bounds."""
    low, high, unit = result.low, result.high, same(" ") + result.indicator.unit
    if isinstance(low, bool):
        return Text("是", "yes") if low else Text("否", "no")
    if low is None:
        return _UNKNOWN
    if high is None:
        return Text(f"不少于 {low:,}", f"at least {low:,}") + unit
    return same(f"{low:,}") + unit if low == high else Text(f"{low:,} 至 {high:,}", f"{low:,} to {high:,}") + unit


def _share(shared: Shared) -> Text:
    if shared.low is None or shared.high is None:
        return Text("无", "none")
    low, high = percent(shared.low.value), percent(shared.high.value)
    return same(low) if shared.low == shared.high else Text(f"{low} 至 {high}", f"{low} to {high}")


def _fraction(shared: Shared) -> Text:
    return shown(shared.part) + same(" / ") + shown(shared.whole)


def as_data(found: Sequence[BrandYear], on: date, source: str, conflicts: int, region: str) -> dict[str, Any]:
    """Plain data: counts as whole numbers, shares as part and whole."""
    return {
        "schema": "laowu/ledger-indicators/1",
        "on": on.isoformat(),
        "source": source,
        "jurisdiction": region or None,
        "people_under_two_names": conflicts,
        "brands": [_brand_data(each) for each in found],
    }


def _brand_data(each: BrandYear) -> dict[str, Any]:
    return {
        "brand": each.brand,
        "year": each.period.year,
        "first": each.period.first.isoformat(),
        "last": each.period.last.isoformat(),
        "year_is_over": each.period.over,
        "indicators": [_count_data(result) for result in each.counts.values()],
        "shares": [_share_data(shared) for shared in each.shares],
    }


def _count_data(result: Counted) -> dict[str, Any]:
    indicator, tally = result.indicator, result.tally
    data = {
        "indicator": indicator.name,
        "label": _both(indicator.label),
        "unit": _both(indicator.unit),
        "fact": indicator.fact.name if indicator.fact else None,
        "low": result.low,
        "high": result.high,
        "counted": tally.counted,
        "open": tally.open,
        "open_for": {name: number for name, number in tally.open_for.items() if number},
        "left_out": [
            {"reason": each.name, "label": _both(each.label), "count": number}
            for each, number in zip(indicator.but_not, tally.left_out, strict=True)
        ],
    }
    return data | ({"fen": {"low": tally.low, "high": tally.high}, "months": tally.months} if indicator.of_jobs else {})


def _share_data(shared: Shared) -> dict[str, Any]:
    return {
        "share": shared.ratio.name,
        "label": _both(shared.ratio.label),
        "part": shared.ratio.part,
        "whole": shared.ratio.whole,
        "low": _fraction_data(shared.low),
        "high": _fraction_data(shared.high),
    }


def _fraction_data(share: Share | None) -> dict[str, int] | None:
    return None if share is None else {"part": share.part, "whole": share.whole}


def _both(text: Text) -> dict[str, str]:
    return {"zh": text.zh, "en": text.en}


def as_csv(found: Sequence[BrandYear]) -> str:
    """A line for each brand, year and indicator; a share is two whole numbers."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    heads = ("brand", "year", "last_day", "indicator", "low", "high", "part", "whole", "counted", "open", "left_out", "label")
    writer.writerow(heads)
    for each in found:
        place = (each.brand, each.period.year, each.period.last.isoformat())
        for result in each.counts.values():
            tally = result.tally
            out = ";".join(
                f"{reason.name}={number}"
                for reason, number in zip(result.indicator.but_not, tally.left_out, strict=True)
                if number
            )
            ends = (_plain(result.low), _plain(result.high), "", "")
            writer.writerow([*place, result.indicator.name, *ends, tally.counted, tally.open, out, say(result.indicator.label)])
        for shared in each.shares:
            exact = shared.low if shared.low == shared.high else None
            terms = (exact.part, exact.whole) if exact is not None else ("", "")
            writer.writerow([*place, shared.ratio.name, "", "", *terms, "", "", "", say(shared.ratio.label)])
    return "\ufeff" + written.getvalue()


def _plain(value: Value | None) -> str:
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def as_toml(found: Sequence[BrandYear], wanted: Definitions, region: str, source: str) -> str:
    """The facts of one brand as a dossier states them."""
    series: dict[str, list[Figure]] = {}
    for each in found:
        for fact, figure in figures(each, source):
            series.setdefault(fact, []).append(figure)
    parts = {name for name, indicator in wanted.indicators.items() if indicator.part}
    shared = [_entry(name, series[name], part=name in parts) for name in series if name not in wanted.own]
    own = [_entry(name, series[name], part=False) for name in series if name in wanted.own]
    lines = ["[facts]", *shared]
    if own:
        lines += ["", f"[facts.{region}]", *own]
    return "\n".join(lines) + "\n"


def _entry(name: str, series: Sequence[Figure], *, part: bool) -> str:
    rows = [f"    {{ {', '.join(_figure(figure, part=part))} }}," for figure in series]
    return "\n".join([f"{name} = [", *rows, "]"])


def _figure(figure: Figure, *, part: bool) -> Iterator[str]:
    if figure.exact and not part and isinstance(figure.low, Share):
        yield f"part = {figure.low.part}, whole = {figure.low.whole}"
    elif figure.exact and not part:
        yield f"value = {_plain(figure.low)}"
    else:
        bounds = (("at_least", figure.low), ("at_most", None if part else figure.high))
        yield from (f"{key} = {_bound(value)}" for key, value in bounds if value is not None)
    yield f"year = {figure.year}"
    if figure.as_of is not None:
        yield f"as_of = {figure.as_of.isoformat()}"
    yield f'grade = "{figure.grade.value}"'
    yield f'source = "{figure.source}"'


def _bound(value: Value) -> str:
    return f"{{ part = {value.part}, whole = {value.whole} }}" if isinstance(value, Share) else _plain(value)
