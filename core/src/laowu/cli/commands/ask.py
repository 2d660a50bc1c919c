"""``laowu ask``: which fact or paper to get next, across regions; on a terminal it takes the answers."""

from typing import TYPE_CHECKING

from laowu.cli.declare import declare
from laowu.cli.option_types import AtLeast, File
from laowu.cli.options import judging
from laowu.cli.parameters import argument, option
from laowu.text import Text, same

if TYPE_CHECKING:
    from laowu.cli.exit_codes import ExitCode


@declare(
    "ask",
    Text(
        "先列出不论答案如何都能判定最多条件的事实或材料，再列其次。在终端上逐项询问，答案写进材料文件，注释和其余内容不动。",
        "First comes the fact or paper that decides most conditions whatever the answer, then the next. On a terminal the"
        " questions are put one by one; answers go into the dossier, whose comments and other lines stay as they are.",
    ),
    Text("不写 -j 则问全部已安装的地区。", "Without -j every installed region is asked."),
)
@argument("dossier", type=File(), shown=same("DOSSIER"), says=Text("材料文件", "dossier file"))
@judging
@option(
    "--most",
    type=AtLeast(1),
    default=10,
    shown=Text("个数", "N"),
    says=Text("至多列出几项；不写则为 10", "how many to list; 10 when left out"),
)
@option("--list", "only_list", is_flag=True, says=Text("只列出，不在终端上询问", "only list, put no questions"))
def command(*, dossier: str, most: int, only_list: bool) -> "ExitCode":
    """Ask."""
    from laowu.cli.exit_codes import ExitCode
    from laowu.cli.interview import Interview, somebody_is_there
    from laowu.cli.render.questions import question_list
    from laowu.cli.session import Session
    from laowu.evaluate.asking.ask import ask
    from laowu.evaluate.result_data import result_data

    session = Session()
    regions = session.several()
    asked = ask(regions, session.dossier(dossier, *regions), on=session.on)
    names = {region.code: region.name for region in regions}
    if not only_list and session.settings.format == "table" and somebody_is_there():
        asked = Interview(session, dossier, regions).run(asked)
    session.show(lambda: question_list(asked, names, most), lambda: result_data(asked))
    return ExitCode.DONE
