"""What an author of a region meets: the five hooks with their signatures, and the tree of errors."""

from inspect import Signature, cleandoc, getdoc, signature
from types import UnionType
from typing import Any, get_args

from laowu import errors
from laowu.contract import LocalityPlugin
from laowu.contract.markers import HOOKS


def hooks(about: str, language: str) -> str:
    """The five hooks with their signatures and docstrings."""
    sections = []
    for name in HOOKS:
        method = getattr(LocalityPlugin, name)
        says, _, details = cleandoc(method.__doc__).partition("\n\n")
        code = f"```python\ndef {name}{_signature(signature(method))}: ...\n```"
        arguments = (line.strip().partition(": ") for line in details.splitlines()[1:])
        rows = "\n".join(f"- `{argument}`: {means}" for argument, _, means in arguments)
        sections.append(f"## {name}\n\n{says}\n\n{code}\n\n{rows}")
    return "\n\n".join(sections)


def _signature(found: Signature) -> str:
    """A signature with its types called as an author calls them."""
    named = ((item.name, item.annotation) for item in found.parameters.values())
    row = ", ".join(name if kind is Signature.empty else f"{name}: {_type(kind)}" for name, kind in named)
    return f"({row}) -> {_type(found.return_annotation)}"


def _type(annotation: Any) -> str:
    if isinstance(annotation, UnionType):
        return " | ".join(map(_type, get_args(annotation)))
    return "None" if annotation is type(None) else str(annotation.__name__)


def error_tree(about: str, language: str) -> str:
    """The tree of errors, from the docstring that draws it."""
    tree = (getdoc(errors) or "").partition("::\n\n")[2].partition("\n\n")[0]
    return f"```text\n{cleandoc(tree)}\n```"
