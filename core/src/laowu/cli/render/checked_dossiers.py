"""Dossier files that were checked: what each holds, or what is wrong with it."""

from collections.abc import Sequence
from typing import Any

from laowu.cli.render.page import Items, Line, Page, Table, cell, line, paragraph
from laowu.cli.render.width import GLUE
from laowu.cli.render.wording import signed
from laowu.errors import LaowuError
from laowu.evaluate.result_data import result_data
from laowu.model.dossier import Dossier
from laowu.model.outcome import Outcome
from laowu.text import Text, joined, same
from laowu.values import frozen


@frozen(kw_only=True)
class Checked:
    """One file that was checked.

    Attributes:
        file: the file.
        dossier: what it says; ``None`` when something is wrong.
        errors: what is wrong, in its order.
    """

    file: str
    dossier: Dossier | None
    errors: tuple[LaowuError, ...] = ()


def checked_page(checked: Sequence[Checked]) -> Page:
    """The files that are right in a table, then the mistakes of each that is not."""
    heads = (Text("文件", "file"), Text("内容", "what it holds"))
    right = [
        (cell(signed(Outcome.MET.value, same(item.file))), cell(_contents(item.dossier))) for item in checked if item.dossier
    ]
    wrong = [block for item in checked if item.errors for block in _mistakes(item)]
    return (*((Table(heads=heads, rows=tuple(right)),) if right else ()), *wrong)


def _mistakes(item: Checked) -> Page:
    count = len(item.errors)
    says = Text(f"：{count} 处错误", ": one mistake" if count == 1 else f": {count} mistakes")
    head = paragraph(signed(Outcome.NOT_MET.value, same(item.file) + says))
    return (head, Items(tuple(_error(error) for error in item.errors)))


def _contents(dossier: Dossier) -> Text:
    local = sum(len(stated) for stated in dossier.local_facts.values())
    counts = (
        (Text("承办单位", "operators"), len(dossier.operators)),
        (Text("事实", "facts"), len(dossier.facts) + local),
        (Text("材料", "papers"), len(dossier.materials)),
        (Text("评判", "judgements"), len(dossier.judgements)),
        (Text("认定", "recognitions"), len(dossier.recognitions)),
        (Text("检查", "checks"), len(dossier.checks)),
        (Text("申领行", "claim lines"), len(dossier.claims)),
    )
    parts = [label + same(f"{GLUE}{count}") for label, count in counts if count]
    return (
        same(dossier.brand.name) + Text("（", " (") + joined(parts, zh="，", en=", ") + Text("）", ")")
        if parts
        else same(dossier.brand.name)
    )


def _error(error: LaowuError) -> Line:
    mend = Text("。", ". ") + error.mend if error.mend else same("")
    place = same(error.where) + Text("：", ": ") if error.where else same("")
    return line(place, error.what, mend)


def checked_data(checked: Sequence[Checked]) -> dict[str, Any]:
    """The files as plain data."""
    files = [
        {
            "file": item.file,
            "valid": not item.errors,
            "brand": item.dossier.brand.name if item.dossier else None,
            "errors": [
                {"what": result_data(error.what), "where": error.where, "mend": result_data(error.mend)} for error in item.errors
            ],
        }
        for item in checked
    ]
    return {"schema": "laowu/dossier-check/1", "files": files}
