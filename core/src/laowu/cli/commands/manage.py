"""``laowu manage``: what follows from the checks after recognition?"""

from laowu.cli.declare import declare
from laowu.cli.option_types import File
from laowu.cli.options import judging, level
from laowu.cli.parameters import argument
from laowu.text import Text, same


@declare(
    "manage",
    Text(
        "依据材料里的 [[recognitions]] 和 [[checks]]，只看 --on 当天及以前的检查。",
        "From [[recognitions]] and [[checks]] of the dossier; checks after the date of --on are not looked at.",
    ),
)
@argument("dossier", type=File(), shown=same("DOSSIER"), says=Text("材料文件", "dossier file"))
@judging
@level
def command(dossier: str, level: str | None) -> None:
    """Decide what follows at each level."""
    from laowu.cli.one_answer import Case, show_answers
    from laowu.cli.render.management import management
    from laowu.evaluate.assess import targets
    from laowu.model.level import Level
    from laowu.model.questions import BrandRecord

    case = Case.opened(dossier)
    known = tuple(dict.fromkeys(target.level for target in targets(case.jurisdiction.book, case.dossier)))
    records = [BrandRecord(dossier=case.dossier, level=each) for each in ((Level(level),) if level else known)]
    found = [case.jurisdiction.manage_brand(record, case.session.on) for record in records]
    show_answers(case, "management", tuple(decision for decision in found if decision is not None), management)
