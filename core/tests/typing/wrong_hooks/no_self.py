"""Without ``self`` the plugin itself would arrive as the proposal."""

from datetime import date

from laowu.contract import LocalityPlugin, hookimpl
from laowu.model.answers import NameReport
from laowu.model.questions import NameProposal


class WrongPlugin(LocalityPlugin):
    """Forgets self."""

    @hookimpl
    def laowu_validate_name(proposal: NameProposal, on: date) -> NameReport | None:  # type: ignore[misc,override]  # "self"  # noqa: N805
        """Silent."""
        return None
