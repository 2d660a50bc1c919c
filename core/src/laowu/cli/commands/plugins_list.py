"""``laowu plugins list``: the installed regions, from metadata alone."""

from laowu.cli.declare import declare
from laowu.cli.options import printing
from laowu.text import Text


@declare(
    "plugins list",
    Text(
        "只看安装信息，不导入插件，所以坏了的插件也列得出来；能否使用见 laowu plugins check。",
        "From metadata alone, nothing is imported, so broken ones are listed too; laowu plugins check tells whether they work.",
    ),
)
@printing
def command() -> None:
    """List the regions."""
    from laowu.cli.render.installed import installed_data, installed_page
    from laowu.cli.session import Session

    session = Session()
    records = tuple(session.installed.values())
    session.show(lambda: installed_page(records), lambda: installed_data(records))
