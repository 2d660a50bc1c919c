"""A review is planned for an application, not for a record of what was recognised."""

from datetime import date

from laowu.contract import LocalityPlugin, hookimpl
from laowu.model.answers import ReviewPlan
from laowu.model.questions import BrandRecord


class WrongPlugin(LocalityPlugin):
    """Plans for what is recognised already."""

    @hookimpl
    def laowu_plan_review(self, application: BrandRecord, on: date) -> ReviewPlan | None:  # type: ignore[override]  # incompatible with supertype
        """Silent."""
        return None
