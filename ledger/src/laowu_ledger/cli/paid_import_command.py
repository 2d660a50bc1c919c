"""``laowu ledger paid import``: payments made before the store was begun, loaded into its table of payments."""

from typing import TYPE_CHECKING

from laowu.cli.options import jurisdiction, on, printing
from laowu.text import Text
from laowu_ledger.cli.claiming import claiming, existing_store
from laowu_ledger.cli.options import brand, declare, files, key, sheets

if TYPE_CHECKING:
    from laowu.cli.exit_codes import ExitCode


@declare(
    "paid import",
    Text(
        "启用台账库之前付过的人，载入后就不会再付，所付的款也占当年额度和奖补年数。每一行都像台账一样判断；"
        "有一行通不过，就全部不载入。同一文件、同一笔付款再次载入不会重复。",
        "People who were paid before the store was begun are not paid again once their payments are loaded, which also count"
        " towards the caps and the paid years. Rows are judged as those of ledgers are; if one is refused, nothing is loaded."
        " A file or a payment that comes again is not counted twice.",
    ),
    Text(
        "已付表里没有姓名和证件号码，只有令牌，所以要用建库时的密钥。品牌的写法与台账不同的，用认定清单的 also 写明。",
        "The table of payments holds tokens, neither names nor numbers, so the key of the store is needed. Where lists spell"
        " brands otherwise than ledgers do, tell it by also in the list of recognitions.",
    ),
    Text("有未通过的行时，退出码为 3。", "The exit code is 3 when rows are refused."),
)
@files
@existing_store
@claiming
@sheets
@brand
@key
@jurisdiction
@on
@printing
def command(
    *,
    files: tuple[str, ...],
    folder: str,
    recognitions: str | None,
    dossiers: tuple[str, ...],
    award: str | None,
    sheets: tuple[str, ...],
    brand: str,
    key_file: str | None,
) -> "ExitCode":
    """Load the payments."""
    from pathlib import Path

    from laowu.cli.exit_codes import ExitCode
    from laowu.cli.session import Session
    from laowu_ledger.cli.claiming import brand_standings, chosen_award
    from laowu_ledger.cli.paid_page import loading_page
    from laowu_ledger.cli.token_keys import key_for
    from laowu_ledger.judging.regular import regular
    from laowu_ledger.payments.loading import Asked, load_payments
    from laowu_ledger.store.lock import writing
    from laowu_ledger.store.store import Store

    session = Session()
    region = session.jurisdiction()
    rule = chosen_award(region, session.on, award)
    asked = Asked(
        jurisdiction=region.code,
        award=rule,
        standings=brand_standings(session, region, rule, recognitions, dossiers),
        brand=regular(brand),
        sheets=sheets,
        on=session.on,
    )
    Store.open(folder)
    token_key = key_for(key_file, Path(folder))
    with writing(Path(folder)):
        report = load_payments(files, Store.open(folder), token_key, asked)
    session.show(lambda: loading_page(report, rule, region.book.cite(rule)), report.data)
    return ExitCode.INVALID_INPUT if report.refused else ExitCode.DONE
