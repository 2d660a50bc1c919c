"""``laowu review``: who does what by when, with which papers?"""

from typing import TYPE_CHECKING

from laowu.cli.declare import declare
from laowu.cli.option_types import File
from laowu.cli.options import judging, level, start
from laowu.cli.parameters import argument
from laowu.text import Text, same

if TYPE_CHECKING:
    from datetime import date


@declare(
    "review",
    Text(
        "日期是最早可能的日期，工作日按国务院办公厅公布的节假日安排计算；尚未公布的年份标为暂定。",
        "Days are the earliest possible. Working days follow the official calendar with its make-up days; a year that is not"
        " published yet is marked provisional.",
    ),
)
@argument("dossier", type=File(), shown=same("DOSSIER"), says=Text("材料文件", "dossier file"))
@judging
@start
@level
def command(dossier: str, start: "date | None", level: str | None) -> None:
    """Lay the procedure of each level on the calendar."""
    from laowu.cli.one_answer import Case, show_answers
    from laowu.cli.render.review import review
    from laowu.evaluate.assess import targets
    from laowu.model.level import Level
    from laowu.model.questions import Application

    case = Case.opened(dossier)
    begins = start or case.session.on
    asked = targets(case.jurisdiction.book, case.dossier, level=Level(level) if level else None)
    first = {target.level: target for target in reversed(asked)}
    applications = [Application(dossier=case.dossier, target=first[each], start=begins) for each in Level if each in first]
    plans = [case.jurisdiction.plan_review(application, case.session.on) for application in applications]
    show_answers(case, "review", tuple(plan for plan in plans if plan is not None), review, start=begins)
