"""``laowu ledger paid list``: what filled the table of payments."""

from laowu.cli.option_types import File
from laowu.cli.options import jurisdiction, on, printing
from laowu.cli.parameters import option
from laowu.text import Text
from laowu_ledger.cli.claiming import existing_store
from laowu_ledger.cli.options import declare


@declare(
    "paid list",
    Text(
        "列出每次结算和每次载入：哪一年、多少人、多少钱、来自哪个文件。写了 -j 只列那个地区的。",
        "Tells of each run and each load the year, the people, the sum and the file it came from; of one region only with -j.",
    ),
)
@existing_store
@option(
    "--out",
    type=File(),
    shown=Text("文件", "FILE"),
    says=Text(
        "把每一笔付款写入 CSV 或 .parquet（不含姓名、号码和令牌）",
        "write every payment to a CSV or .parquet file (no names, numbers or tokens)",
    ),
)
@jurisdiction
@on
@printing
def command(*, folder: str, out: str | None) -> None:
    """List the table."""
    from laowu.cli.failures import remark
    from laowu.cli.session import Session
    from laowu_ledger.claims.paid import PaidTable
    from laowu_ledger.claims.report import write_table
    from laowu_ledger.cli.paid_page import listing_page
    from laowu_ledger.cli.running import one_region
    from laowu_ledger.payments.listing import entries, entries_data, every_payment
    from laowu_ledger.store.store import Store

    session = Session()
    table = PaidTable.of(Store.open(folder))
    listed = entries(table, session.jurisdiction().code if one_region(session) else None)
    if out is not None:
        payments = every_payment(table, listed)
        write_table(payments, out)
        remark(Text(f"已把 {len(payments)} 笔写入 {out}", f"{len(payments)} payments are written to {out}"))
    session.show(lambda: listing_page(listed), lambda: entries_data(listed))
