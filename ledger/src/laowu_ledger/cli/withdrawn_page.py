"""What was withdrawn, or why it was not."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from laowu.cli.render.page import Fields, Items, Line, Page, heading, line, section
from laowu.text import Text, joined, same
from laowu_ledger.errors import StoreError
from laowu_ledger.schema.columns import ROW, SOURCE
from laowu_ledger.store.manifest import Source
from laowu_ledger.store.store import Store
from laowu_ledger.store.withdrawing import Withdrawn

_MOST_ROWS = 10


class PaidRows(StoreError):
    """Rows that were paid, and are not withdrawn unasked."""


def refuse_paid(store: Store, rows: pa.Table, paid: npt.NDArray[np.bool_]) -> PaidRows:
    """What to tell where rows were paid."""
    places = zip(rows.column(SOURCE).to_numpy()[paid].tolist(), rows.column(ROW).to_numpy()[paid].tolist(), strict=True)
    shown = [same(f"{_place(store.sources[source])}:{row}") for source, row in sorted(places)[:_MOST_ROWS]]
    count = int(paid.sum())
    all_the_same = Text(
        "加 --even-paid 仍然撤回，付款不变。已付的行：",
        "--even-paid withdraws them all the same, and the payments stay. They are: ",
    )
    more = Text(f" 等 {count} 行", f" and {count - len(shown)} more") if count > len(shown) else same("")
    return PaidRows(
        Text(f"其中 {count} 行已付款", f"{count} of these rows were paid"),
        where=str(store.folder),
        mend=all_the_same + joined(shown, zh="、", en=", ") + more,
    )


def withdrawn_page(sources: Sequence[Source], done: Withdrawn, paid: int) -> Page:
    """The page."""
    return (
        heading(Text("撤回台账", "Withdrawn from the store"), level=1),
        Fields(
            (
                (Text("文件", "file"), line(", ".join(_place(source) for source in sources))),
                (Text("撤回的行", "rows withdrawn"), line(f"{done.rows:,}")),
                (Text("其中已付款", "of these paid"), line(f"{paid:,}")),
                (Text("库中现有", "in the store now"), line(f"{done.store.rows:,}")),
            )
        ),
        *section(heading(Text("须知", "Remarks")), Items(tuple(_remarks(done, paid)))),
    )


def _remarks(done: Withdrawn, paid: int) -> list[Line]:
    found: list[Line] = []
    if paid:
        found.append(line(Text("付款不变，这些人仍算已付", "the payments stay, and their people have had the award")))
    if done.again:
        files = joined([same(file) for file in done.again], zh="、", en=", ")
        says = Text(
            "这些文件有内容相同的行只存过一次，请再导入一遍：",
            "these files have rows that say what others say and were kept once; import them again: ",
        )
        found.append(line(says, files))
    return found


def withdrawn_data(sources: Sequence[Source], done: Withdrawn, paid: int) -> dict[str, Any]:
    """The same as plain data."""
    return {
        "schema": "laowu/ledger-withdrawn/1",
        "sources": [{"file": source.file, "sheet": source.sheet or None, "sha256": source.digest} for source in sources],
        "rows": done.rows,
        "paid": paid,
        "import_again": list(done.again),
        "store": {"rows": done.store.rows},
    }


def _place(source: Source) -> str:
    return f"{source.file}!{source.sheet}" if source.sheet else source.file
