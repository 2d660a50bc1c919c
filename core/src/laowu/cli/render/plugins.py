"""Regions: what an attempt to load them shows, and one of them in full."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

from laowu.cli.render.explanation import QUESTIONS
from laowu.cli.render.installed import CODE, NONE_INSTALLED, PACKAGE, STATE, state
from laowu.cli.render.page import Fields, Line, Page, Table, cell, heading, line, paragraph, section
from laowu.cli.render.wording import READINGS, documents, readings
from laowu.errors import JurisdictionError, LaowuError
from laowu.evaluate.assess import document_heads
from laowu.evaluate.explaining.region_sections import SECTIONS, counted_parts
from laowu.evaluate.identity import readings_in_use
from laowu.evaluate.result_data import result_data
from laowu.jurisdictions.discovery import PluginRecord
from laowu.jurisdictions.jurisdiction import Jurisdiction
from laowu.text import Text, joined, same
from laowu.values import frozen

_MOST = 10
"""Mistakes of one file that are told; whoever mends these sees the others."""

_TIERS = {
    "province": Text("省", "province"),
    "municipality": Text("直辖市", "municipality"),
    "city": Text("市", "city"),
    "county": Text("县", "county"),
}


@frozen(kw_only=True)
class Loaded:
    """One region after an attempt to load it.

    Attributes:
        code: its code.
        record: what its metadata say; ``None`` when it is not installed.
        state: ``loaded``, or what is wrong.
        problem: why it cannot be used.
        rules: number of its rules.
        edition: edition of its rule data.
    """

    code: str
    record: PluginRecord | None
    state: str
    problem: JurisdictionError | None = None
    rules: int = 0
    edition: str = ""


def loaded_page(loaded: Sequence[Loaded]) -> Page:
    """Regions after an attempt to load them."""
    if not loaded:
        return (paragraph(NONE_INSTALLED),)
    rows = tuple(
        (
            cell(item.code),
            cell(f"{item.record.distribution} {item.record.version}" if item.record else "-"),
            cell(state(item.state)),
            tuple(_cause(item)),
        )
        for item in loaded
    )
    return (Table(heads=(CODE, PACKAGE, STATE, Text("情况", "what was found")), rows=rows, keep=0),)


def _cause(item: Loaded) -> list[Line]:
    if item.problem is None:
        return [line(Text(f"{item.rules} 条规则，版次 {item.edition}", f"{item.rules} rules, edition {item.edition}"))]
    told = [part for mistake in (item.problem, *item.problem.further[: _MOST - 1]) for part in _told(mistake)]
    untold = len(item.problem.further) - (_MOST - 1)
    return told if untold <= 0 else [*told, line(Text(f"另有 {untold} 处", f"and {untold} more"))]


def _told(mistake: LaowuError) -> list[Line]:
    """One of the mistakes of a file: what is wrong, where, and how to put it right."""
    return [
        line(mistake.what),
        *([line(mistake.where)] if mistake.where else []),
        *([line(mistake.mend)] if mistake.mend else []),
    ]


def loaded_data(loaded: Sequence[Loaded]) -> dict[str, Any]:
    """Regions after an attempt to load them, as plain data."""
    return {"schema": "laowu/plugin-check/1", "plugins": [_loaded(item) for item in loaded]}


def _loaded(item: Loaded) -> dict[str, Any]:
    problem = item.problem
    return {
        "code": item.code,
        "distribution": item.record.distribution if item.record else None,
        "version": item.record.version if item.record else None,
        "state": item.state,
        "rules": item.rules,
        "edition": item.edition,
        "problem": None if problem is None else {**_mistake(problem), "further": [_mistake(other) for other in problem.further]},
    }


def _mistake(mistake: LaowuError) -> dict[str, Any]:
    return {"what": result_data(mistake.what), "where": mistake.where, "mend": result_data(mistake.mend)}


def region_page(region: Jurisdiction, on: date, *, whole: bool = True) -> Page:
    """One region: its profile and, as a whole, its documents and readings."""
    profile = region.book.profile
    counted = Counter(question for question, _ in region.book.rules())
    rules = [_counted(label, counted[code]) for code, label in QUESTIONS.items()]
    parts = [_counted(SECTIONS[word], number) for word, number in counted_parts(region.book.programme).items() if number]
    fields = [
        (CODE, line(profile.code)),
        (Text("区划", "division"), line(same(f"{profile.division} ") + _TIERS[profile.tier])),
        (PACKAGE, line(f"{region.record.distribution} {region.record.version}")),
        (Text("接口版本", "contract"), line(str(profile.api))),
        (
            Text("规则版次", "edition"),
            line(Text(f"{profile.edition}，{profile.read_on} 核对", f"{profile.edition}, checked on {profile.read_on}")),
        ),
        (Text("规则条数", "rules"), line(joined(rules, zh="，", en=", "))),
    ]
    if parts:
        fields.append((QUESTIONS["programme"], line(joined(parts, zh="，", en=", "))))
    if profile.extends:
        fields.append((Text("沿用", "extends"), line(profile.extends)))
    if profile.limitations:
        fields.append((Text("未及之处", "left out"), line(profile.limitations)))
    head = (heading(profile.name, level=1), Fields(tuple(fields)))
    if not whole:
        return head
    return (
        *head,
        *section(heading(Text(f"文件（以 {on} 为准）", f"Documents as of {on}")), documents(document_heads(region, on))),
        *section(heading(READINGS), readings(readings_in_use(region))),
    )


def _counted(label: Text, number: int) -> Text:
    return label + same(f" {number}")
