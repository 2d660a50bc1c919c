"""``laowu ledger indicators``: people counted by brand and year."""

from typing import TYPE_CHECKING, Any

import click

from laowu.cli.invocation import current
from laowu.cli.option_types import File, OneOf
from laowu.cli.options import jurisdiction, on, output
from laowu.cli.parameters import option
from laowu.text import Text, same
from laowu_ledger.cli.options import declare, on_engine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from laowu_ledger.indicators.results import BrandYear

_FORMS = ("table", "json", "markdown", "csv", "toml")
_OF_CORE = ("table", "json", "markdown")


def _form(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """What core's settings know goes there; the others are for this command alone."""
    if value in _OF_CORE and not ctx.resilient_parsing:
        current().options["format"] = value
    return value


@declare(
    "indicators",
    Text(
        "每人在一个品牌、一个年度只计一次；写明谁未计入、为何，以及多少人情况不明（空白不作“否”）。"
        "不写 -j 时，需要地区条件的指标不计。",
        "Everybody is counted once per brand and year; who is left out and why is told, and of how many something is not known"
        " (blank is not no). Without -j, what needs a region's rules is not counted.",
    ),
    Text(
        "--format toml 写出一个品牌的 [facts]，可放进材料文件；按台账判断用 laowu assess --ledger。",
        "--format toml writes the [facts] of one brand, for a dossier; laowu assess --ledger judges by the ledger itself.",
    ),
)
@option("--store", "folder", required=True, type=File(), shown=Text("目录", "DIR"), says=Text("台账库", "the store"))
@option(
    "--brand",
    "brands",
    multiple=True,
    shown=Text("品牌", "BRAND"),
    says=Text("只看这个品牌，可多次使用", "this brand only; may be repeated"),
)
@option(
    "--year",
    "years",
    type=click.IntRange(1980, 2100),
    multiple=True,
    shown=Text("年度", "YEAR"),
    says=Text(
        "哪一年，可多次使用；不写则为当年和上一年", "which year; may be repeated; this year and the one before when left out"
    ),
)
@option(
    "--indicator",
    "names",
    multiple=True,
    shown=Text("名称", "NAME"),
    says=Text("只计这一项，可多次使用", "count this one only; may be repeated"),
)
@jurisdiction
@on
@on_engine
@option(
    "--format",
    "form",
    type=OneOf(lambda: {name: same(name) for name in _FORMS}),
    callback=_form,
    shown=same("|".join(_FORMS)),
    says=Text("输出形式", "form of the output"),
)
@output
def command(
    *,
    folder: str,
    brands: tuple[str, ...],
    years: tuple[int, ...],
    names: tuple[str, ...],
    form: str | None,
    **engine: Any,
) -> None:
    """Count."""
    from laowu.cli.session import Session
    from laowu_ledger.cli.indicators_forms import as_csv, as_data, as_page, as_toml
    from laowu_ledger.cli.running import one_region
    from laowu_ledger.indicators.counting import count
    from laowu_ledger.indicators.definitions import definitions
    from laowu_ledger.indicators.fact_source import source_of, years_asked
    from laowu_ledger.indicators.region_terms import RegionTerms
    from laowu_ledger.indicators.results import results
    from laowu_ledger.store.store import Store

    session = Session()
    store = Store.open(folder)
    terms = RegionTerms.of(session.jurisdiction().book, session.on) if one_region(session) else RegionTerms()
    wanted = definitions(terms)
    wanted = wanted.only(names) if names else wanted
    url = engine.pop("engine_url")
    tallies = count(store, wanted, years or years_asked(session.on), session.on, url=url, **engine)
    found = _of(brands, list(results(tallies, wanted)))
    source = source_of(store)
    if form == "csv":
        _put(as_csv(found))
    elif form == "toml":
        _put(as_toml(_one(found), wanted, terms.code, source))
    else:
        conflicts = len(store.conflicts)
        session.show(
            lambda: as_page(found, session.on, conflicts), lambda: as_data(found, session.on, source, conflicts, terms.code)
        )


def _of(brands: "Sequence[str]", found: "list[BrandYear]") -> "list[BrandYear]":
    """The brands asked for; one that nobody works under is refused with names near it."""
    from laowu.errors import InputError, did_you_mean

    known = {each.brand for each in found}
    for brand in brands:
        if brand not in known:
            raise InputError(
                Text(f"台账里这些年没有品牌“{brand}”", f"the ledger has nobody of the brand “{brand}” in these years"),
                where="--brand",
                mend=did_you_mean(brand, known),
            )
    return [each for each in found if not brands or each.brand in brands]


def _one(found: "list[BrandYear]") -> "list[BrandYear]":
    from laowu.cli.usage import UsageProblem

    if len({each.brand for each in found}) > 1:
        raise UsageProblem(
            Text("[facts] 只能是一个品牌的", "[facts] are those of one brand"), Text("用 --brand 写明", "name it with --brand")
        )
    return found


def _put(text: str) -> None:
    from laowu.cli import output as out
    from laowu.cli.failures import remark

    file = current().output
    if file is None:
        out.write_data(text)
        return
    out.save(text, file)
    remark(Text(f"已写入 {file}", f"written to {file}"))


__all__ = ["command"]
