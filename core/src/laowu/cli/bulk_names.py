"""A whole list of names judged, with a progress bar for somebody who waits; as a table, as data, or as CSV."""

import csv
import io
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from textwrap import indent
from typing import TYPE_CHECKING, TypeVar

import attrs
import click

from laowu.cli import output
from laowu.cli.exit_codes import ExitCode
from laowu.cli.failures import remark
from laowu.cli.invocation import current, say
from laowu.cli.name_lists import ListRow, read_names
from laowu.cli.render.name_lists import NameRow, cells, name_list, name_list_data
from laowu.cli.typed_answers import NO, YES
from laowu.errors import DossierError, InputError
from laowu.evaluate.confusable import ListedName, NameRegister, pinyin
from laowu.evaluate.result_data import result_json
from laowu.jurisdictions.jurisdiction import Jurisdiction
from laowu.model.level import ApplicantKind, Level
from laowu.model.questions import NameProposal
from laowu.places.divisions import Divisions
from laowu.places.resolving import resolve
from laowu.text import Text

if TYPE_CHECKING:
    from laowu.cli.session import Session
    from laowu.model.answers import NameReport

_LONG = 200
_MOST_REMEMBERED = 65_536
"""Answers kept: lists that come from a ledger repeat their names."""

C = TypeVar("C", Level, ApplicantKind)


class _Unreadable(Exception):
    """A row that cannot be judged."""

    def __init__(self, says: Text) -> None:
        super().__init__(says.en)
        self.says = says


def judge_list(session: "Session", jurisdiction: Jurisdiction, common: NameProposal, file: str, against: str | None) -> ExitCode:
    """Judge every name of a list and show the results.

    Args:
        session: the command at work.
        jurisdiction: who is asked.
        common: what holds for every row that does not say otherwise.
        file: the list.
        against: the list in which to look for names that resemble them; the list itself when it is the same file.

    Returns:
        Invalid input when some row could not be judged; done otherwise, whatever the verdicts.
    """
    rows = read_names(file)
    known = register(session, jurisdiction, against) if against else None
    ask = lru_cache(maxsize=_MOST_REMEMBERED)(lambda proposal: jurisdiction.validate_name(proposal, session.on))
    wrong = 0

    def judged() -> Iterator[NameRow]:
        nonlocal wrong
        for row in _with_progress(rows):
            found = _judged(row, common, ask, session, known, own=against == file)
            wrong += found.problem is not None
            yield found

    target = current().output
    if target is not None and target.lower().endswith(".csv"):
        _save(_csv_lines(judged(), resembling=known is not None), target)
    elif session.settings.format == "json":
        pieces = _json_pieces(judged(), jurisdiction, session.on)
        if target is None:
            for piece in pieces:
                output.write_data(piece)
        else:
            _save(pieces, target)
    else:
        found = tuple(judged())
        session.show(lambda: name_list(found, known is not None), lambda: name_list_data(found, jurisdiction, session.on))
    if wrong:
        remark(Text(f"{wrong} 行不能判断，见“问题”一列", f"{wrong} rows could not be judged: see the column “problem”"))
    return ExitCode.INVALID_INPUT if wrong else ExitCode.DONE


def register(session: "Session", jurisdiction: Jurisdiction, file: str) -> NameRegister:
    """A list of names, ready to be searched."""
    names = tuple(ListedName(name=row.cells["name"], line=row.line) for row in read_names(file) if "name" in row.cells)
    rules = jurisdiction.book.naming
    sound = pinyin()
    if sound is None:
        remark(
            Text(
                "未比较读音；安装 laowu[names] 即可",
                "names that sound the same are not looked for; install laowu[names] to have them",
            )
        )
    return NameRegister(
        names,
        on=session.on,
        home=jurisdiction.book.profile.division,
        aliases=rules.aliases if rules else (),
        titles=tuple(title for rule in (rules.titles if rules else ()) for title in rule.listed),
        sound=sound,
    )


def _with_progress(rows: Sequence[ListRow]) -> Iterator[ListRow]:
    """The rows, with a bar on stderr for somebody at a terminal who would otherwise wait and wonder."""
    if len(rows) < _LONG or not sys.stderr.isatty():
        yield from rows
        return
    with click.progressbar(rows, label=say(Text("判断名称", "judging names")), file=sys.stderr) as watched:
        yield from watched


def _judged(
    row: ListRow,
    common: NameProposal,
    ask: "Callable[[NameProposal], NameReport | None]",
    session: "Session",
    known: NameRegister | None,
    *,
    own: bool,
) -> NameRow:
    name = row.cells.get("name", "")
    try:
        proposal = _proposal(row, common, session)
    except _Unreadable as failure:
        return NameRow(line=row.line, name=name, report=None, problem=failure.says)
    return NameRow(
        line=row.line,
        name=name,
        report=ask(proposal),
        resembles=known.near(name, line=row.line if own else None) if known else (),
    )


def _proposal(row: ListRow, common: NameProposal, session: "Session") -> NameProposal:
    cells_ = row.cells
    if "name" not in cells_:
        raise _Unreadable(Text("没有名称", "there is no name"))
    enterprise = cells_.get("enterprise")
    return attrs.evolve(
        common,
        name=cells_["name"],
        place=_place(cells_["place"], session) if "place" in cells_ else common.place,
        level=_code(Level, cells_["level"]) if "level" in cells_ else common.level,
        applicant=_code(ApplicantKind, cells_["applicant"]) if "applicant" in cells_ else common.applicant,
        enterprises=(enterprise,) if enterprise else common.enterprises,
        existing=_existing(cells_["existing"]) if "existing" in cells_ else common.existing,
    )


def _place(place: str, session: "Session") -> str:
    try:
        resolve(Divisions.load(), place, session.on)
    except DossierError as failure:
        raise _Unreadable(failure.what) from None
    return place


def _code(kind: type[C], wording: str) -> C:
    for choice in kind:
        if wording in (choice.value, choice.label.zh, choice.label.en):
            return choice
    raise _Unreadable(Text(f"不认识“{wording}”", f"“{wording}” is not known here"))


def _existing(wording: str) -> bool:
    if wording.lower() in YES | NO:
        return wording.lower() in YES
    raise _Unreadable(Text(f"“{wording}”不是是或否", f"“{wording}” is neither yes nor no"))


def _save(pieces: Iterable[str], target: str) -> None:
    """Write a result piece by piece as the names are judged, so that a long list need not fit into memory.

    Raises:
        InputError: the file cannot be written.
    """
    try:
        with Path(target).open("w", encoding="utf-8", newline="") as file:
            file.writelines(pieces)
    except OSError as failure:
        reason = failure.strerror or str(failure)
        raise InputError(Text(f"写不了文件（{reason}）", f"the file cannot be written ({reason})"), where=target) from None
    remark(Text(f"已写入 {target}", f"written to {target}"))


def _csv_lines(rows: Iterable[NameRow], *, resembling: bool) -> Iterator[str]:
    """The list with a column per field, as spreadsheets read it."""
    line = io.StringIO()
    writer = csv.writer(line, lineterminator="\n")
    heads, _ = cells((), resembling=resembling)
    writer.writerow([say(head) for head in heads])
    yield "\ufeff" + line.getvalue()
    for row in rows:
        line.seek(0)
        line.truncate()
        _, (found,) = cells((row,), resembling=resembling)
        writer.writerow([_harmless(say(cell)) for cell in found])
        yield line.getvalue()


def _json_pieces(rows: Iterable[NameRow], jurisdiction: Jurisdiction, on: date) -> Iterator[str]:
    """What :func:`result_json` makes of the whole list, whose rows are its last value."""
    head, _, tail = result_json(name_list_data((), jurisdiction, on)).rpartition("[]")
    yield head + "["
    before = "\n"
    for row in rows:
        (data,) = name_list_data((row,), jurisdiction, on)["names"]
        yield before + indent(result_json(data).rstrip(), "    ")
        before = ",\n"
    yield ("]" if before == "\n" else "\n  ]") + tail


def _harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell[:1] in "=+-@\t\r" and cell else cell
