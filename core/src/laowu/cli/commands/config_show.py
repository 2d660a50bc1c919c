"""``laowu config show``: every setting with its value and its source."""

from laowu.cli.declare import declare
from laowu.cli.options import judging
from laowu.text import Text


@declare(
    "config show",
    Text(
        "来源由弱到强：内置、用户文件、./laowu.toml、环境变量 LAOWU_*、--set、选项。",
        "Sources, weakest first: built-in, the user's file, ./laowu.toml, LAOWU_*, --set, options.",
    ),
)
@judging
def command() -> None:
    """Print the settings in force."""
    from laowu.cli.render.settings import settings_data, settings_page
    from laowu.cli.session import Session

    session = Session()
    session.show(lambda: settings_page(session.resolved), lambda: settings_data(session.resolved))
