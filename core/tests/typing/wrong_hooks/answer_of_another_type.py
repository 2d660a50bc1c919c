"""A hook answers with a report, not with a boolean."""

from datetime import date

from laowu.contract import LocalityPlugin, hookimpl
from laowu.model.dossier import Dossier
from laowu.model.level import Target


class WrongPlugin(LocalityPlugin):
    """Answers yes or no."""

    @hookimpl
    def laowu_check_eligibility(self, dossier: Dossier, target: Target, on: date) -> bool:  # type: ignore[override]  # Return type
        """Yes."""
        return True
