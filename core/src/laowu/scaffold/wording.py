"""How a text that somebody typed is written inside a file, so that it stays that text whatever signs it holds."""

import re

_MARKDOWN = re.compile(r"([\\`*_<>\[\]|&~#])")


def toml(text: str) -> str:
    """The inside of a TOML string in double quotes."""
    return text.replace("\\", "\\\\").replace('"', '\\"')


def toml_array(texts: tuple[str, ...]) -> str:
    """The inside of a TOML array of texts."""
    return ", ".join(f'"{toml(text)}"' for text in texts)


def docstring(text: str) -> str:
    """A piece of a Python string in three double quotes."""
    return text.replace("\\", "\\\\").replace('"', '\\"')


def markdown(text: str) -> str:
    """A piece of a paragraph."""
    return _MARKDOWN.sub(r"\\\1", text)
