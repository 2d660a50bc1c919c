"""``laowu config init``: a settings file to fill in."""

from laowu.cli.declare import declare
from laowu.cli.parameters import option
from laowu.text import Text


@declare(
    "config init",
    Text(
        "每项设置都带说明和示例，全部注释掉；已有的文件不会覆盖。",
        "Every setting with what it is for and an example, commented out; a file that is there is left alone.",
    ),
)
@option(
    "--user",
    is_flag=True,
    says=Text("写用户自己的设置文件，不写 ./laowu.toml", "write the user's own file instead of ./laowu.toml"),
)
def command(*, user: bool) -> None:
    """Write the file."""
    import os

    from laowu.cli.failures import remark
    from laowu.cli.new_file import create
    from laowu.settings import PROJECT_FILE, template, user_config_path

    file = str(user_config_path(os.environ)) if user else PROJECT_FILE
    create(file, template())
    remark(Text(f"已写入 {file}", f"written to {file}"))
