"""``laowu ledger explain``: one row of a ledger under an award per head."""

from laowu.cli.options import jurisdiction, on, printing
from laowu.cli.parameters import argument
from laowu.text import Text
from laowu_ledger.cli.claiming import claiming, existing_store
from laowu_ledger.cli.options import declare, on_engine


@declare(
    "explain",
    Text(
        "逐条说明规则问什么、台账怎么写、结果如何；再说这一行在当年结算中是否获付，被谁占先，上限用了多少。",
        "Tells what the rule asks, what the row says and how that turns out; then whether the row is paid in the settlement of"
        " its year, who came before it, and what is left of the cap. Nothing is written.",
    ),
)
@argument(
    "row",
    shown=Text("行", "ROW"),
    says=Text("文件:行号，或 文件!工作表:行号", "FILE:ROW, or FILE!SHEET:ROW"),
)
@existing_store
@claiming
@on_engine
@jurisdiction
@on
@printing
def command(
    *,
    row: str,
    folder: str,
    recognitions: str | None,
    dossiers: tuple[str, ...],
    award: str | None,
    engine: str,
    memory: int,
    threads: int | None,
    engine_url: str | None,
) -> None:
    """Explain the row."""
    from laowu.cli.session import Session
    from laowu_ledger.claims.explaining import explain, find_row, read_row
    from laowu_ledger.claims.row_checks import claim_day
    from laowu_ledger.claims.settlement import Means, settling
    from laowu_ledger.cli.claiming import brand_standings, chosen_award, terms_for
    from laowu_ledger.cli.explain_page import explain_page
    from laowu_ledger.engines.engine import open_engine
    from laowu_ledger.store.store import Store

    session = Session()
    region = session.jurisdiction()
    rule = chosen_award(region, session.on, award)
    standings = brand_standings(session, region, rule, recognitions, dossiers)
    store = Store.open(folder)
    source, number = find_row(store, row)
    with open_engine("duckdb", store, memory=memory, threads=threads) as reader:
        found = read_row(reader, store, source, number)
    day, _ = claim_day(found, terms_for(region, rule, session.on.year, None, session.on))
    year = session.on.year if day is None else min(day.year, session.on.year)
    means = Means(engine=engine, memory=memory, threads=threads, url=engine_url)
    terms = terms_for(region, rule, year, None, session.on, recognitions=recognitions)
    with settling(store, terms, standings, means) as settlement:
        explanation = explain(settlement, found, standings)
    session.show(lambda: explain_page(explanation, rule, region.book.cite(rule)), explanation.data)
