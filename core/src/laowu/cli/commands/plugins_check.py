"""``laowu plugins check``: load regions one by one and tell whether they can be used."""

from typing import TYPE_CHECKING

from laowu.cli.declare import declare
from laowu.cli.option_types import Jurisdiction
from laowu.cli.options import printing
from laowu.cli.parameters import argument
from laowu.text import Text

if TYPE_CHECKING:
    from laowu.cli.exit_codes import ExitCode
    from laowu.cli.render.plugins import Loaded
    from laowu.cli.session import Session


@declare(
    "plugins check",
    Text("有任何一个不能使用时，退出码为 4。", "The exit code is 4 when any of them cannot be used."),
)
@argument(
    "codes",
    type=Jurisdiction(),
    nargs=-1,
    required=False,
    shown=Text("地区代码", "CODE"),
    says=Text("地区代码；不写则检查全部", "regions; all when left out"),
)
@printing
def command(codes: tuple[str, ...]) -> "ExitCode":
    """Load the regions."""
    from laowu.cli.exit_codes import ExitCode
    from laowu.cli.render.plugins import loaded_data, loaded_page
    from laowu.cli.session import Session

    session = Session()
    loaded = tuple(_load(code, session) for code in codes or tuple(session.installed))
    session.show(lambda: loaded_page(loaded), lambda: loaded_data(loaded))
    return ExitCode.JURISDICTION if any(item.problem for item in loaded) else ExitCode.DONE


def _load(code: str, session: "Session") -> "Loaded":
    from laowu.cli.render.plugins import Loaded
    from laowu.errors import JurisdictionError, UnusableJurisdiction

    record = session.installed.get(code)
    try:
        jurisdiction = session.load(code)
    except JurisdictionError as failure:
        state = failure.kind if isinstance(failure, UnusableJurisdiction) else "missing"
        return Loaded(code=code, record=record, state=state, problem=failure)
    rules = sum(1 for _ in jurisdiction.book.rules())
    return Loaded(code=code, record=record, state="loaded", rules=rules, edition=jurisdiction.book.profile.edition)
