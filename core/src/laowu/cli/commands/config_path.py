"""``laowu config path``: where settings files are looked for."""

from laowu.cli.declare import declare
from laowu.text import Text


@declare("config path")
def command() -> None:
    """Print the files, weakest first, one a line; a remark tells which of them exist."""
    import os
    from pathlib import Path

    from laowu.cli.failures import remark
    from laowu.cli.output import write
    from laowu.settings import PROJECT_FILE, user_config_path

    files = (user_config_path(os.environ), Path.cwd() / PROJECT_FILE)
    write("".join(f"{file}\n" for file in files))
    for file in files:
        if not file.exists():
            remark(Text(f"{file} 尚不存在", f"{file} does not exist yet"))
