"""pluggy never passes a keyword-only argument that has a default."""

from datetime import date

from laowu.contract import LocalityPlugin, hookimpl
from laowu.model.answers import NameReport
from laowu.model.questions import NameProposal


class WrongPlugin(LocalityPlugin):
    """Would always judge the same day."""

    @hookimpl
    def laowu_validate_name(self, proposal: NameProposal, *, on: date = date.min) -> NameReport | None:  # type: ignore[override]  # Signature
        """Silent."""
        return None
