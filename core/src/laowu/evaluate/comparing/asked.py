"""What one region said about one brand, with the rules it said it by."""

from datetime import date

from laowu.evaluate.assess import Assessment
from laowu.jurisdictions.jurisdiction import Jurisdiction
from laowu.rules.rulebook import RuleBook
from laowu.values import frozen


@frozen(kw_only=True, eq=False)
class Asked:
    """One region that could be asked.

    Attributes:
        jurisdiction: the region, with the readings in use.
        answer: everything it said.
    """

    jurisdiction: Jurisdiction
    answer: Assessment

    @property
    def code(self) -> str:
        """Code of the region."""
        return self.jurisdiction.code

    @property
    def book(self) -> RuleBook:
        """Its rules."""
        return self.jurisdiction.book

    @property
    def on(self) -> date:
        """Date judged."""
        return self.answer.identity.on
