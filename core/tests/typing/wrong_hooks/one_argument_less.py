"""A hook must take the day: it never reads the clock."""

from laowu.contract import LocalityPlugin, hookimpl
from laowu.model.answers import SubsidyStatement
from laowu.model.questions import SubsidyClaim


class WrongPlugin(LocalityPlugin):
    """Does without the day."""

    @hookimpl
    def laowu_calculate_subsidy(self, claim: SubsidyClaim) -> SubsidyStatement | None:  # type: ignore[override]  # Signature
        """Silent."""
        return None
