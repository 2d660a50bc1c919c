"""``laowu ledger withdraw``: an imported file, or rows of it, taken out of the store again."""

from laowu.cli.options import printing
from laowu.cli.parameters import argument, option
from laowu.text import Text
from laowu_ledger.cli.claiming import existing_store
from laowu_ledger.cli.options import declare, memory


@declare(
    "withdraw",
    Text(
        "用于导错的文件或错行。写 文件、文件!工作表、#来源序号，或文件 SHA-256 的开头。撤回整个文件后可再导入；"
        "只改几行时，改正后导入错误工作簿更省事。",
        "For a file imported by mistake, or wrong rows of it. Write FILE, FILE!SHEET, #SOURCE, or the beginning of the file's"
        " SHA-256. A file withdrawn as a whole can be imported again.",
    ),
    Text(
        "已凭其中的行付过款的，须加 --even-paid：行撤回，付款不变，此人仍算已付。",
        "Where rows of it were paid, --even-paid is needed: the rows go, the payments stay, and their people have had the award.",
    ),
)
@argument("file", shown=Text("文件", "FILE"), says=Text("导入过的文件", "the file that was imported"))
@existing_store
@option(
    "--row",
    "rows",
    multiple=True,
    type=int,
    shown=Text("行号", "ROW"),
    says=Text("只撤回这一行，可多次使用", "withdraw this row only; may be repeated"),
)
@option("--even-paid", is_flag=True, says=Text("有行已付款也撤回", "withdraw rows that were paid too"))
@memory
@printing
def command(*, file: str, folder: str, rows: tuple[int, ...], even_paid: bool, memory: int) -> None:
    """Withdraw it."""
    from pathlib import Path

    from laowu.cli.session import Session
    from laowu_ledger.claims.paid import PaidTable
    from laowu_ledger.claims.paid_rows import paid_rows
    from laowu_ledger.cli.withdrawn_page import refuse_paid, withdrawn_data, withdrawn_page
    from laowu_ledger.intake.importing import BYTES_A_ROW, LEAST_AT_ONCE, MOST_AT_ONCE
    from laowu_ledger.store.lock import writing
    from laowu_ledger.store.store import Store
    from laowu_ledger.store.withdrawing import rows_from, sources_of, withdraw

    session = Session()
    Store.open(folder)
    with writing(Path(folder)):
        store = Store.open(folder)
        sources = sources_of(store, file)
        found = rows_from(store, sources, rows)
        paid = paid_rows(PaidTable.of(store), found)
        if paid.any() and not even_paid:
            raise refuse_paid(store, found, paid)
        at_once = max(LEAST_AT_ONCE, min(MOST_AT_ONCE, memory // BYTES_A_ROW))
        done = withdraw(store, sources, found, whole=not rows, at_once=at_once)
    told = [store.sources[place] for place in sources]
    session.show(lambda: withdrawn_page(told, done, int(paid.sum())), lambda: withdrawn_data(told, done, int(paid.sum())))
