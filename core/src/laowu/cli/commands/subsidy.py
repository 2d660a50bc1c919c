"""``laowu subsidy``: what money, from whom, under which cap?"""

from laowu.cli.declare import declare
from laowu.cli.option_types import AtLeast, File
from laowu.cli.options import judging, level
from laowu.cli.parameters import argument, option
from laowu.text import Text, same


@declare(
    "subsidy",
    Text(
        "金额为确数、区间或“未载明”；条件未定的奖补，在合计里从零算到全额。",
        "A sum is exact, an interval or not stated; one whose conditions are open counts from nothing to the whole in the total.",
    ),
    Text(
        "--years 5 再逐年列出今后最多能拿多少、哪一年到上限：已申领的按申领，未申领的按材料所报的年新吸纳人数"
        "（new_key_group_hires），未报的按零至上限。",
        "--years 5 adds what each year can bring and where the cap binds: by the claims where there are any, else by the new"
        " hires a year that the dossier declares (new_key_group_hires), else anything up to the cap.",
    ),
)
@argument("dossier", type=File(), shown=same("DOSSIER"), says=Text("材料文件", "dossier file"))
@judging
@level
@option(
    "--years",
    type=AtLeast(1),
    shown=Text("年数", "N"),
    says=Text("再列出从首个可支付年度起的这么多年", "also tell so many years, from the first in which anything can be paid"),
)
def command(dossier: str, level: str | None, years: int | None) -> None:
    """Calculate the money of each level."""
    from functools import partial

    from laowu.cli.one_answer import Case, show_answers
    from laowu.cli.render.outlook import subsidy_over_years
    from laowu.cli.render.subsidy import subsidy
    from laowu.evaluate.assess import paid_levels, targets
    from laowu.evaluate.outlook import outlook
    from laowu.model.level import Level, Target
    from laowu.model.questions import SubsidyClaim

    case = Case.opened(dossier)
    known = tuple(dict.fromkeys(target.level for target in targets(case.jurisdiction.book, case.dossier)))
    levels = (Level(level),) if level else paid_levels(case.jurisdiction.book, known)
    asked = [Target(level=each, brand_class=case.dossier.brand.brand_class) for each in levels]
    claims = [SubsidyClaim(dossier=case.dossier, target=target) for target in asked]
    found = [case.jurisdiction.calculate_subsidy(claim, case.session.on) for claim in claims]
    statements = tuple(statement for statement in found if statement is not None)
    if years is None:
        show_answers(case, "subsidy", statements, subsidy)
        return
    foreseen = [outlook(case.jurisdiction, case.dossier, target, case.session.on, years=years) for target in asked]
    outlooks = tuple(item for item in foreseen if item is not None)
    show_answers(case, "subsidy", statements, partial(subsidy_over_years, outlooks=outlooks), further={"outlook": outlooks})
