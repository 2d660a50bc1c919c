"""``laowu eligibility``: does the brand meet the conditions of recognition?"""

from typing import TYPE_CHECKING

from laowu.cli.declare import declare
from laowu.cli.option_types import File
from laowu.cli.options import brand_class, judging, level
from laowu.cli.parameters import argument
from laowu.text import Text, same

if TYPE_CHECKING:
    from laowu.cli.exit_codes import ExitCode


@declare(
    "eligibility",
    Text(
        "结论有四种：符合、不符合、待评判、缺数据。缺一项事实从不当作不符合，而是指出凭哪份材料可以确定。",
        "There are four outcomes: met, not met, needs judgement, no data. A missing fact is never held against a brand: the"
        " paper that would settle it is named.",
    ),
    Text("只有全部不符合时，退出码为 1。", "The exit code is 1 only when nothing is met."),
)
@argument("dossier", type=File(), shown=same("DOSSIER"), says=Text("材料文件", "dossier file"))
@judging
@level
@brand_class
def command(dossier: str, level: str | None, brand_class: str | None) -> "ExitCode":
    """Judge each level and class."""
    from functools import partial

    from laowu.cli.one_answer import Case, code_of, show_answers
    from laowu.cli.render.eligibility import eligibility
    from laowu.evaluate.assess import targets
    from laowu.model.level import Level

    case = Case.opened(dossier)
    asked = targets(case.jurisdiction.book, case.dossier, level=Level(level) if level else None, brand_class=brand_class)
    found = [case.jurisdiction.check_eligibility(case.dossier, target, case.session.on) for target in asked]
    reports = tuple(report for report in found if report is not None)
    show_answers(case, "eligibility", reports, partial(eligibility, classes=case.classes))
    return code_of(reports)
