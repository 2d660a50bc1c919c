"""``laowu dossier check``: every mistake of dossier files, with file, line and how to mend it."""

from typing import TYPE_CHECKING

from laowu.cli.declare import declare
from laowu.cli.option_types import File
from laowu.cli.options import on, printing
from laowu.cli.parameters import argument
from laowu.text import Text

if TYPE_CHECKING:
    from laowu.cli.exit_codes import ExitCode
    from laowu.cli.render.checked_dossiers import Checked
    from laowu.cli.session import Session


@declare(
    "dossier check",
    Text(
        "除文件本身外，还核对行政区划、各地自定的事实和材料代码；有错误时退出码为 3。",
        "Besides the file itself, places are looked up, and facts and papers are held against the installed regions. The exit"
        " code is 3 when anything is wrong.",
    ),
)
@argument("files", type=File(), nargs=-1, required=True, shown=Text("文件", "FILE"), says=Text("材料文件", "dossier files"))
@on
@printing
def command(files: tuple[str, ...]) -> "ExitCode":
    """Check the files."""
    from laowu.cli.exit_codes import ExitCode
    from laowu.cli.render.checked_dossiers import checked_data, checked_page
    from laowu.cli.session import Session

    session = Session()
    checked = _check(files, session)
    session.show(lambda: checked_page(checked), lambda: checked_data(checked))
    return ExitCode.INVALID_INPUT if any(item.errors for item in checked) else ExitCode.DONE


def _check(files: tuple[str, ...], session: "Session") -> "tuple[Checked, ...]":
    from laowu.cli.dossiers import papers, read
    from laowu.cli.render.checked_dossiers import Checked
    from laowu.errors import DossierError

    codes = tuple(session.installed)
    regions = session.usable(codes)
    # Papers can be held against the regions only when all of them can be asked: a broken one may know the paper.
    known = papers(regions) if regions and len(regions) == len(codes) else None
    checked = []
    for file in files:
        try:
            dossier = read(
                file,
                vocabularies={region.code: region.book.facts for region in regions},
                known_codes=codes,
                on=session.on,
                material_codes=known,
            )
        except DossierError as failure:
            checked.append(Checked(file=file, dossier=None, errors=(failure, *failure.further)))
        else:
            checked.append(Checked(file=file, dossier=dossier))
    return tuple(checked)
