"""The proposal comes as an object, not as the bare name."""

from datetime import date

from laowu.contract import LocalityPlugin, hookimpl
from laowu.model.answers import NameReport


class WrongPlugin(LocalityPlugin):
    """Takes a string where the contract passes a proposal."""

    @hookimpl
    def laowu_validate_name(self, proposal: str, on: date) -> NameReport | None:  # type: ignore[override]  # Argument 1
        """Silent."""
        return None
