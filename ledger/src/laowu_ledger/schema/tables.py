"""The data files of this folder, read with core's reader of TOML."""

from functools import cache
from importlib.resources import files
from typing import Any

from laowu.errors import LaowuError
from laowu.toml_source import read_toml


@cache
def table(name: str) -> dict[str, Any]:
    """The data of ``NAME.toml``, read once per process."""
    return read_toml(files("laowu_ledger.schema") / f"{name}.toml", error=LaowuError).data
