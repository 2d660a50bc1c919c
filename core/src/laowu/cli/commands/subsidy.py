"""``laowu subsidy``: what money, from whom, under which cap?"""

from laowu.cli.declare import argument, declare
from laowu.cli.option_types import File
from laowu.cli.options import judging, level
from laowu.text import Text, same


@declare(
    "subsidy",
    Text(
        "金额为确数、区间或“未载明”；条件未定的奖补，在合计里从零算到全额。",
        "A sum is exact, an interval or not stated; one whose conditions are open counts from nothing to the whole in the total.",
    ),
)
@argument("dossier", type=File(), shown=same("DOSSIER"), says=Text("材料文件", "dossier file"))
@judging
@level
def command(dossier: str, level: str | None) -> None:
    """Calculate the money of each level."""
    from laowu.cli.one_answer import Case, show_answers
    from laowu.cli.render.subsidy import subsidy
    from laowu.evaluate.assess import paid_levels, targets
    from laowu.model.level import Level, Target
    from laowu.model.questions import SubsidyClaim

    case = Case.opened(dossier)
    known = tuple(dict.fromkeys(target.level for target in targets(case.jurisdiction.book, case.dossier)))
    levels = (Level(level),) if level else paid_levels(case.jurisdiction.book, known)
    asked = [Target(level=each, brand_class=case.dossier.brand.brand_class) for each in levels]
    claims = [SubsidyClaim(dossier=case.dossier, target=target) for target in asked]
    found = [case.jurisdiction.calculate_subsidy(claim, case.session.on) for claim in claims]
    show_answers(case, "subsidy", tuple(statement for statement in found if statement is not None), subsidy)
