"""The contract passes a record and a day, nothing else."""

from datetime import date

from laowu.contract import LocalityPlugin, hookimpl
from laowu.model.answers import ManagementDecision
from laowu.model.questions import BrandRecord


class WrongPlugin(LocalityPlugin):
    """Asks for one thing more."""

    @hookimpl
    def laowu_manage_brand(self, record: BrandRecord, on: date, grace: int) -> ManagementDecision | None:  # type: ignore[override]  # Signature
        """Silent."""
        return None
