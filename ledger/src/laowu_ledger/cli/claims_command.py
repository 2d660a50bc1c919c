"""``laowu ledger claims``: an award per head settled over a store."""

from typing import TYPE_CHECKING

from laowu.cli.option_types import AtLeast, File
from laowu.cli.options import jurisdiction, on, printing
from laowu.cli.parameters import option
from laowu.text import Text
from laowu_ledger.cli.claiming import Month, claiming, existing_store
from laowu_ledger.cli.options import declare, on_engine

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager

    from laowu_ledger.store.store import Store


@declare(
    "claims",
    Text(
        "重点群体、参保月数、每人一次、上限、年限都取自地区规则。按申领日期、品牌、用人单位、人员结算，与行的次序无关。",
        "Everything comes from the region's rule data: key groups, months of pension, once per person, cap per year, number of"
        " years. Claims are settled by day, brand, employer and person, wherever they stand in which file.",
    ),
    Text(
        "不加 --commit 只试算；加上则记入已付表。逐月结算与全年一次相同，重复结算不会多付，迟到的申领只用余下的额度。",
        "Nothing is written without --commit. With it, what is paid goes into the table of payments beside the rows: month by"
        " month comes to the same as the whole year, settling again pays nothing twice, late claims get what is left.",
    ),
)
@existing_store
@option(
    "--year",
    required=True,
    type=AtLeast(1),
    shown=Text("年份", "YEAR"),
    says=Text("申领年份", "calendar year of the claims"),
)
@option("--month", type=Month(), shown=Text("月份", "MONTH"), says=Text("结算到这个月为止", "settle up to the end of this month"))
@claiming
@option(
    "--brand",
    "brands",
    multiple=True,
    shown=Text("品牌", "BRAND"),
    says=Text(
        "只显示这个品牌，可多次使用；结算仍含全部品牌",
        "show this brand only; may be repeated; all brands are settled in any case",
    ),
)
@option("--commit", is_flag=True, says=Text("记入已付表", "write what is paid to the table of payments"))
@option(
    "--out",
    type=File(),
    shown=Text("文件", "FILE"),
    says=Text(
        "把每一行的结果写入 CSV 或 .parquet（不含姓名和号码）",
        "write every row's fate to a CSV or .parquet file (no names or numbers)",
    ),
)
@on_engine
@jurisdiction
@on
@printing
def command(
    *,
    folder: str,
    year: int,
    month: int | None,
    recognitions: str | None,
    dossiers: tuple[str, ...],
    award: str | None,
    brands: tuple[str, ...],
    commit: bool,
    out: str | None,
    engine: str,
    memory: int,
    threads: int | None,
    engine_url: str | None,
) -> None:
    """Settle the claims."""
    from laowu.cli.failures import remark
    from laowu.cli.session import Session
    from laowu.cli.usage import UsageProblem
    from laowu_ledger.claims.report import report_of, write_rows
    from laowu_ledger.claims.settlement import Means, settling
    from laowu_ledger.cli.claiming import brand_standings, chosen_award, terms_for
    from laowu_ledger.cli.claims_page import claims_page
    from laowu_ledger.judging.regular import regular

    session = Session()
    region = session.jurisdiction()
    rule = chosen_award(region, session.on, award)
    terms = terms_for(region, rule, year, month, session.on, recognitions=recognitions)
    if recognitions is None and not dossiers:
        raise UsageProblem(
            Text("不知道各品牌何时认定", "when the brands were recognised is not stated"),
            Text("用 --recognitions 文件.toml，或 --dossier 档案", "use --recognitions FILE.toml, or --dossier FILE"),
        )
    if commit and brands:
        raise UsageProblem(
            Text("--commit 结算全部品牌，不能与 --brand 同用", "--commit settles all brands, so --brand does not go with it")
        )
    standings = brand_standings(session, region, rule, recognitions, dossiers)
    means = Means(engine=engine, memory=memory, threads=threads, url=engine_url)
    shown = frozenset(regular(brand) for brand in brands)
    with _opened(folder, for_writing=commit) as store, settling(store, terms, standings, means) as settlement:
        if out is not None:
            rows = write_rows(settlement, out, session.language, shown)
            remark(Text(f"已把 {rows} 行写入 {out}", f"{rows} rows are written to {out}"))
        committed = settlement.commit(session.on) if commit else None
        report = report_of(settlement, committed, shown)
    session.show(lambda: claims_page(report, rule, region.book.cite(rule)), report.data)


def _opened(folder: str, *, for_writing: bool) -> "AbstractContextManager[Store]":
    """A store, held for writing where something is to be written."""
    from contextlib import contextmanager
    from pathlib import Path

    from laowu_ledger.store.lock import writing
    from laowu_ledger.store.store import Store

    @contextmanager
    def held() -> "Iterator[Store]":
        store = Store.open(folder)
        if not for_writing:
            yield store
            return
        with writing(Path(folder)):
            yield Store.open(folder)

    return held()
