"""What ``claims`` and ``explain`` have in common: their options, the award, since when brands are recognised."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from laowu.cli.option_types import File
from laowu.cli.parameters import Decorator, option
from laowu.cli.usage import UsageProblem
from laowu.errors import InputError, did_you_mean
from laowu.text import Text, joined, same

if TYPE_CHECKING:
    from laowu.cli.session import Session
    from laowu.jurisdictions.jurisdiction import Jurisdiction
    from laowu.rules.subsidy import PerHead
    from laowu_ledger.claims.recognitions import BrandStanding
    from laowu_ledger.claims.terms import Terms

_DECEMBER = 12


class NoAward(InputError):
    """A region that pays nothing per head, or nothing on the day."""


existing_store: Decorator = option(
    "--store",
    "folder",
    required=True,
    type=File(),
    shown=Text("目录", "DIR"),
    says=Text("台账库", "the store"),
)
_recognitions: Decorator = option(
    "--recognitions",
    "recognitions",
    type=File(),
    shown=Text("文件", "FILE"),
    says=Text("列出各品牌何时认定的 TOML 文件", "TOML file that lists when each brand was recognised"),
)
_dossiers: Decorator = option(
    "--dossier",
    "dossiers",
    multiple=True,
    type=File(),
    shown=Text("文件", "FILE"),
    says=Text(
        "品牌档案或其目录，认定日期取自其中，可多次使用",
        "a brand's dossier, or a directory of them, with its recognitions; may be repeated",
    ),
)
_award: Decorator = option(
    "--award",
    "award",
    shown=Text("编号", "ID"),
    says=Text("地区有几项按人奖补时，指明哪一项", "which award, where the region has several per head"),
)


def claiming(function: Callable[..., Any]) -> Callable[..., Any]:
    """``--recognitions``, ``--dossier`` and ``--award``."""
    return _recognitions(_dossiers(_award(function)))


def chosen_award(region: "Jurisdiction", on: date, wanted: str | None) -> "PerHead":
    """The award per head that is in force.

    Raises:
        NoAward: there is none.
        UsageProblem: there are several, or none of the id given.
    """
    from laowu.rules.rule import in_force
    from laowu_ledger.sheets.region_needs import per_head_awards

    awards = in_force(per_head_awards(region.book), on)
    if not awards:
        raise NoAward(
            Text(
                f"{region.name.zh}在 {on} 没有按人数计发的奖补，无从结算",
                f"{region.name.en} has no award per head in force on {on}, so there is nothing to settle",
            ),
            mend=Text(
                "用 laowu plugins show 代码 --section subsidy 看有哪些奖补",
                "laowu plugins show CODE --section subsidy lists its awards",
            ),
        )
    ids = [award.id for award in awards]
    if wanted is None and len(awards) > 1:
        listed = joined([same(one) for one in ids], zh="、", en=", ")
        raise UsageProblem(Text("有几项按人奖补，用 --award 指明", "several awards are per head: name one with --award"), listed)
    if wanted is not None and wanted not in ids:
        raise UsageProblem(Text(f"没有“{wanted}”这项奖补", f"there is no award “{wanted}”"), did_you_mean(wanted, ids))
    return next(award for award in awards if wanted in (None, award.id))


def terms_for(
    region: "Jurisdiction", award: "PerHead", year: int, month: int | None, on: date, *, recognitions: str | None = None
) -> "Terms":
    """What is settled: the claims of a year up to the end of a month, and not beyond the date judged.

    Raises:
        UsageProblem: the year has not begun on that date.
        RecognitionsError: the list of recognitions, which tells spellings of building bodies, cannot be read.
    """
    from laowu_ledger.claims.recognitions import read_recognitions
    from laowu_ledger.claims.terms import Terms
    from laowu_ledger.sheets.region_needs import group_codes

    if date(year, 1, 1) > on:
        raise UsageProblem(
            Text(f"{year} 年晚于判断日期 {on}", f"{year} is later than the date judged, {on}"),
            Text("用 --on 写更晚的日期", "state a later date with --on"),
        )
    last = date(year, month or _DECEMBER, 31) if (month or _DECEMBER) == _DECEMBER else date(year, (month or 0) + 1, 1)
    through = last if (month or _DECEMBER) == _DECEMBER else date.fromordinal(last.toordinal() - 1)
    codes = {group.code for group in award.groups}
    groups = {word: code for word, code in group_codes(region.book).items() if code in codes}
    units = {} if recognitions is None else read_recognitions(recognitions).unit_names
    return Terms(jurisdiction=region.code, award=award, groups=groups, year=year, through=min(through, on), units=units)


def brand_standings(
    session: "Session", region: "Jurisdiction", award: "PerHead", recognitions: str | None, dossiers: tuple[str, ...]
) -> "Mapping[str, BrandStanding]":
    """How the brands stand, from a list of recognitions and from dossiers; what a dossier says goes before the list.

    Raises:
        RecognitionsError: the list cannot be read.
        DossierError: a dossier cannot be read.
    """
    from laowu_ledger.claims.recognitions import dossier_standings, listed_standings, read_recognitions

    found: dict[str, BrandStanding] = {}
    if recognitions is not None:
        found |= listed_standings(read_recognitions(recognitions).recognitions, award, region.code, session.on)
    if dossiers:
        found |= dossier_standings(session.dossiers(dossiers, region), award, region.book, session.on)
    return found


class Month(click.ParamType):  # type: ignore[type-arg]  # generic in newer versions of click only
    """A month, as a number."""

    name = "month"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The number."""
        from laowu.cli.usage import BadValue

        text = str(value)
        if not (text.isascii() and text.isdigit() and 1 <= int(text) <= _DECEMBER):
            raise BadValue(Text(f"“{value}”不是月份", f"“{value}” is no month"), Text("写 1 到 12", "write 1 to 12"))
        return int(text)
