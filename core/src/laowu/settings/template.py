"""The settings file that ``laowu config init`` writes."""

from laowu.settings.keys import KEYS

_HEAD = """\
# laowu 的设置。去掉行首的 # 即生效；各项的来源可用 laowu config show 查看。
# Settings of laowu. Remove the # at the start of a line to use it; laowu config show tells where each setting comes from.
"""


def template() -> str:
    """A ``laowu.toml`` that states nothing yet: every setting with its purpose and an example, commented out.

    A ``#`` followed by a space is an explanation; one that is not is an example waiting to be used.
    """
    parts = [_HEAD]
    for key in KEYS.values():
        example = "".join(f"#{line}\n" for line in key.example.splitlines())
        parts.append(f"# {key.purpose.zh}\n# {key.purpose.en}\n{example}")
    return "\n".join(parts)
