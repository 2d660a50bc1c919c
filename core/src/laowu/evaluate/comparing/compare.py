"""One brand under many regions, side by side: the same questions in rows, a column per region."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Literal

from laowu.errors import UnknownJurisdiction, UnusableJurisdiction
from laowu.evaluate.assess import Assessment, assess
from laowu.evaluate.comparing.asked import Asked
from laowu.evaluate.comparing.cells import (
    Cell,
    conditions_cell,
    eligibility_cell,
    management_cell,
    missing_cell,
    money_cell,
    name_cell,
    procedure_cell,
    standing_cell,
    territory_cell,
)
from laowu.evaluate.comparing.difference import Differences
from laowu.evaluate.comparing.differences import differences
from laowu.jurisdictions.jurisdiction import Jurisdiction
from laowu.jurisdictions.loading import load_installed
from laowu.model.dossier import Dossier
from laowu.model.dossier_data import dossier_data
from laowu.text import Text
from laowu.values import frozen

State = Literal["judged", "missing", "incompatible", "broken", "blocked"]


@frozen(kw_only=True)
class Column:
    """One region of a comparison.

    Attributes:
        code: jurisdiction code.
        name: official name; the code where the plugin could not be loaded.
        state: ``judged``, or what is wrong with the plugin.
        problem: what is wrong, in a sentence.
        assessment: everything the region says; ``None`` when it could not be asked.
    """

    code: str
    name: Text
    state: State
    problem: Text | None = None
    assessment: Assessment | None = None


@frozen(kw_only=True)
class Row:
    """One question, with one cell per column; ``None`` where the region has no such question.

    Attributes:
        aspect: ``standing``, ``name``, ``eligibility``, ``conditions``, ``territory``, ``missing``, ``procedure``,
            ``money`` or ``after``.
        label: heading of the row.
        cells: in the order of the columns.
    """

    aspect: str
    label: Text
    cells: tuple[Cell | None, ...]


@frozen(kw_only=True)
class Comparison:
    """One brand under many regions.

    Attributes:
        schema: name and version of this shape.
        on: date judged.
        start: first day of the plans.
        dossier: the dossier's canonical data.
        columns: one per region, in the order asked.
        rows: one per question.
        differences: what differs between the regions that could be asked and which clauses make it, in the order of their codes.
    """

    schema: str = "laowu/comparison/1"
    on: date
    start: date
    dossier: dict[str, Any]
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    differences: Differences


def compare(
    dossier: Dossier,
    codes: Sequence[str],
    *,
    on: date,
    start: date | None = None,
    load: Callable[[str], Jurisdiction] = load_installed,
) -> Comparison:
    """Judge one brand under several regions. A region that cannot answer is a column that says why, never a failure.

    Args:
        dossier: what is known about the brand.
        codes: regions asked, in the order of the columns.
        on: date judged.
        start: first day of the plans; the date judged when left out.
        load: gives the region of a code, with the readings and working days to use, or raises why it cannot.

    Raises:
        InputError: the dossier or a reading is wrong.
    """
    columns: list[Column] = []
    asked: list[Asked] = []
    for code in codes:
        try:
            jurisdiction = load(code)
            answer = assess(jurisdiction, dossier, on=on, start=start)
            columns.append(Column(code=code, name=jurisdiction.name, state="judged", assessment=answer))
            asked.append(Asked(jurisdiction=jurisdiction, answer=answer))
        except (UnusableJurisdiction, UnknownJurisdiction) as failure:
            columns.append(unusable(code, failure))
    return Comparison(
        on=on,
        start=start or on,
        dossier=dossier_data(dossier),
        columns=tuple(columns),
        rows=tuple(_row(aspect, label, [column.assessment for column in columns], make) for aspect, label, make in _ROWS),
        differences=differences(asked),
    )


def unusable(code: str, failure: UnusableJurisdiction | UnknownJurisdiction) -> Column:
    """The column of a region that cannot be asked."""
    state = failure.kind if isinstance(failure, UnusableJurisdiction) else "missing"
    place = Text(f"（{failure.where}）", f" ({failure.where})") if failure.where else Text("", "")
    mend = Text("。", ". ") + failure.mend if failure.mend else Text("", "")
    known: dict[str, State] = {kind: kind for kind in ("missing", "incompatible", "broken", "blocked")}
    return Column(code=code, name=Text(code, code), state=known.get(state, "broken"), problem=failure.what + place + mend)


_ROWS: tuple[tuple[str, Text, Callable[[Assessment], Cell | None]], ...] = (
    ("standing", Text("文件效力", "standing of the text"), standing_cell),
    ("name", Text("名称", "name"), name_cell),
    ("eligibility", Text("认定", "recognition"), eligibility_cell),
    ("conditions", Text("实质条件（视同本地）", "substantive conditions (as if local)"), conditions_cell),
    ("territory", Text("属地条件", "territorial conditions"), territory_cell),
    ("missing", Text("欠缺", "what is missing"), missing_cell),
    ("procedure", Text("程序", "procedure"), procedure_cell),
    ("money", Text("奖补", "money"), money_cell),
    ("after", Text("认定之后", "after recognition"), management_cell),
)


def _row(aspect: str, label: Text, assessments: list[Assessment | None], make: Callable[[Assessment], Cell | None]) -> Row:
    return Row(aspect=aspect, label=label, cells=tuple(None if answer is None else make(answer) for answer in assessments))
