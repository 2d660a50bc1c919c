"""What tests of tables are handed."""

from collections.abc import Mapping
from typing import Any, Protocol

from click.testing import Result


class Laowu(Protocol):
    """Calls the program in this process."""

    def __call__(self, *words: str, env: Mapping[str, str | None] | None = None) -> Result:
        """Call it with the words of a command line."""


class Written(Protocol):
    """Writes a table into the working folder."""

    def __call__(self, columns: Mapping[str, Any], name: str = "brands.parquet") -> str:
        """The name of the file."""
