"""Who is told how far a run has come."""

from typing import Protocol


class Watcher(Protocol):
    """Told how far a run has come; does nothing where nobody waits."""

    def file(self, name: str) -> None:
        """A file is begun."""

    def rows(self, count: int) -> None:
        """So many rows of it were judged."""

    def sorting(self, total: int) -> None:
        """The rows are being sorted into the store; so many will pass."""

    def sorted(self, count: int) -> None:
        """So many of them have passed."""


class Nobody:
    """Nobody waits."""

    def file(self, name: str) -> None:
        """Do nothing."""

    def rows(self, count: int) -> None:
        """Do nothing."""

    def sorting(self, total: int) -> None:
        """Do nothing."""

    def sorted(self, count: int) -> None:
        """Do nothing."""
