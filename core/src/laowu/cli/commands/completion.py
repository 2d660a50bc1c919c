"""``laowu completion``: what makes a shell complete our commands."""

from laowu.cli.declare import declare
from laowu.cli.option_types import OneOf
from laowu.cli.parameters import argument
from laowu.text import Text, same

_SHELLS = {"bash": same("bash"), "zsh": same("zsh"), "fish": same("fish")}


@declare(
    "completion",
    Text(
        '在 ~/.bashrc 加一行 eval "$(laowu completion bash)"，在 ~/.zshrc 加 eval "$(laowu completion zsh)"；'
        "fish 则写入 ~/.config/fish/completions/laowu.fish。",
        'Add eval "$(laowu completion bash)" to ~/.bashrc, or eval "$(laowu completion zsh)" to ~/.zshrc; for fish write the'
        " script to ~/.config/fish/completions/laowu.fish.",
    ),
)
@argument("shell", type=OneOf(lambda: _SHELLS), shown=same("bash|zsh|fish"), says=Text("哪种 shell", "which shell"))
def command(shell: str) -> None:
    """Print the script; ``_LAOWU_COMPLETE=bash_source laowu`` prints the same."""
    import click
    from click.shell_completion import get_completion_class

    from laowu.cli.main import COMPLETE_VARIABLE
    from laowu.cli.output import write_data

    maker = get_completion_class(shell)
    assert maker is not None  # noqa: S101  # click knows the three shells
    program = click.get_current_context().find_root().command
    write_data(maker(program, {}, "laowu", COMPLETE_VARIABLE).source())
