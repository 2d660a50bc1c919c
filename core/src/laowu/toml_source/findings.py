"""What is wrong with one file, collected so that a reader need not stop at the first mistake."""

import sys

from laowu.errors import LaowuError
from laowu.text import Text
from laowu.toml_source.source import ErrorClass, TomlSource
from laowu.toml_source.wording import TomlPath


class Findings:
    """Mistakes in one file, raised together in the order of its lines; what is missing altogether comes last."""

    def __init__(self, source: TomlSource, error: ErrorClass) -> None:
        """Start an empty list.

        Args:
            source: the file.
            error: class of the error to raise.
        """
        self._source = source
        self._error = error
        self._found: list[tuple[int, LaowuError]] = []

    def add(self, path: TomlPath, what: Text, mend: Text | None = None) -> None:
        """Record a mistake at ``path``, the empty path for the file as a whole."""
        line = self._source.line_of(path) or sys.maxsize
        self._found.append((line, self._error(what, where=self._source.where(path), mend=mend)))

    def raise_any(self) -> None:
        """Raise the first mistake, with all others in its ``further``.

        Raises:
            LaowuError: made by the error class given, when anything was recorded.
        """
        if self._found:
            first, *others = [error for _, error in sorted(self._found, key=lambda finding: finding[0])]
            first.further = tuple(others)
            raise first
