"""``laowu ledger import``: ledgers taken into a store."""

from typing import TYPE_CHECKING

from laowu.cli.options import jurisdiction, on, printing
from laowu.text import Text
from laowu_ledger.cli.options import brand, clashes, declare, errors, files, key, memory, sheets, store

if TYPE_CHECKING:
    from laowu.cli.exit_codes import ExitCode
    from laowu_ledger.intake.importing import Imported


@declare(
    "import",
    Text(
        "通过的行入库，未通过的不入库。中途被打断时重新运行同一命令即可；同一文件再次导入不会重复，内容相同的行只存一次。",
        "Rows that pass are taken, others are not. Run the same command again when it was interrupted. A file taken again adds"
        " nothing, and rows that say the same are kept once.",
    ),
    Text(
        "库中没有姓名和证件号码，只有用密钥算出的令牌。密钥文件在库外，请妥善保管：丢了就不能再往这个库里添加。",
        "The store holds neither names nor numbers, only tokens made with a key. The file of the key is outside the store. Take"
        " good care of it: without it nothing can be added to the store.",
    ),
    Text("有未通过的行时，退出码为 3。", "The exit code is 3 when rows are refused."),
)
@files
@store
@errors
@clashes
@sheets
@brand
@key
@memory
@jurisdiction
@on
@printing
def command(
    *,
    files: tuple[str, ...],
    folder: str,
    errors: str | None,
    clashes: str | None,
    sheets: tuple[str, ...],
    brand: str,
    key_file: str | None,
    memory: int,
) -> "ExitCode":
    """Import the files."""
    from pathlib import Path

    from laowu.cli.session import Session
    from laowu_ledger.cli.progress import Bar, watcher
    from laowu_ledger.cli.running import error_workbook, reading, show
    from laowu_ledger.cli.token_keys import key_for
    from laowu_ledger.intake.importing import import_files

    session = Session()
    waiting = watcher(len(files))
    key = key_for(key_file, Path(folder))
    how = reading(session, key, brand, sheets, waiting)
    try:
        imported = import_files(files, Path(folder), how, key, memory=memory, errors=error_workbook(session, errors, how))
    finally:
        if isinstance(waiting, Bar):
            waiting.end()
    if clashes is not None:
        _write_clashes(clashes, imported)
    return show(session, imported.report, errors)


def _write_clashes(file: str, imported: "Imported") -> None:
    import csv
    import io

    from laowu.cli import output
    from laowu.cli.failures import remark
    from laowu.cli.invocation import say

    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    heads = (Text("人员", "person"), Text("品牌", "brand"), Text("文件", "file"), Text("工作表", "sheet"), Text("行", "row"))
    writer.writerow([say(head) for head in heads])
    for person, under, source, row in imported.clashes:
        origin = imported.store.sources[source]
        writer.writerow([person, under, origin.file, origin.sheet, row])
    output.save("\ufeff" + written.getvalue(), file)
    remark(Text(f"已写入 {file}", f"written to {file}"))
