"""``laowu ledger paid withdraw``: a load taken back."""

from laowu.cli.option_types import AtLeast
from laowu.cli.parameters import argument
from laowu.text import Text
from laowu_ledger.cli.claiming import existing_store
from laowu_ledger.cli.options import declare


@declare(
    "paid withdraw",
    Text(
        "用于载错的文件：这次载入的各笔不再算已付，不占额度，改正后可再载入。本程序结算付的款不能这样撤回。",
        "For a file loaded by mistake: its payments no longer count, and it can be loaded again when it is put right. What a run"
        " of this program paid cannot be taken back so.",
    ),
)
@argument("number", type=AtLeast(1), shown=Text("序号", "NUMBER"), says=Text("paid list 所列的序号", "as paid list numbers it"))
@existing_store
def command(*, number: int, folder: str) -> None:
    """Take the load back."""
    from pathlib import Path

    from laowu.cli.failures import remark
    from laowu.model.money import Money
    from laowu_ledger.claims.paid import PaidTable
    from laowu_ledger.payments.loading import withdraw_load
    from laowu_ledger.store.lock import writing
    from laowu_ledger.store.store import Store

    Store.open(folder)
    with writing(Path(folder)):
        store = Store.open(folder)
        load = withdraw_load(store, number)
        later = [run.number for run in PaidTable.of(store).runs(load.jurisdiction, load.award) if run.number > number]
    remark(
        Text(
            f"已撤回第 {number} 次载入（{load.file}）：{load.payments} 笔、{Money(load.fen)} 元",
            f"load {number} ({load.file}) is taken back: {load.payments} payments, {Money(load.fen)} yuan",
        )
    )
    if later:
        numbers = ", ".join(map(str, later))
        remark(
            Text(
                f"其后的结算（{numbers}）当时把这些款计为已付，所付的不变；重新结算会把余下的额度付给其他人",
                f"runs after it ({numbers}) counted these payments; what they paid stays paid, and the next run pays others out"
                " of what is left now",
            )
        )
