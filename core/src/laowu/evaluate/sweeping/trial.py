"""A region with each value tried: the rule book is made anew for the one rule, the region only where it is asked as a whole."""

from datetime import date

import attrs

from laowu.calendar.workdays import WorkCalendar
from laowu.contract.locality import LocalityPlugin
from laowu.decide.eligibility import decide_eligibility
from laowu.errors import RuleDataError, SettingsError
from laowu.jurisdictions.jurisdiction import Jurisdiction
from laowu.jurisdictions.loading import InstalledRules
from laowu.model.dossier import Dossier
from laowu.model.level import Target
from laowu.model.outcome import Outcome
from laowu.rules.eligibility import Criterion
from laowu.rules.rulebook import RuleBook
from laowu.rules.variation import Number, Variation
from laowu.text import same
from laowu.values import frozen


@frozen(kw_only=True, eq=False)
class Trial:
    """One region, and its rule book with each value tried.

    Attributes:
        rules: the region as installed.
        variation: the value that moves.
        values: the values tried.
        books: a rule book for each of them.
        calendar: working days; the packaged ones when left out.
    """

    rules: InstalledRules
    variation: Variation
    values: tuple[Number, ...]
    books: tuple[RuleBook, ...]
    calendar: WorkCalendar | None = None
    _asked: dict[int, Jurisdiction] = attrs.field(factory=dict, init=False)
    _alone: dict[int, RuleBook] = attrs.field(factory=dict, init=False)

    def jurisdiction(self, place: int) -> Jurisdiction:
        """The region with the value of that place."""
        if place not in self._asked:
            self._asked[place] = self.rules.answering_from(self.books[place], self.calendar)
        return self._asked[place]

    def answers_itself(self, hook: str) -> bool:
        """Whether a plugin answers a question in Python, which may then depend on anything."""
        return any(getattr(type(plugin), hook) is not getattr(LocalityPlugin, hook) for plugin in self.rules.plugins)

    def criterion_alone(self, place: int, dossier: Dossier, on: date) -> Outcome | None:
        """What becomes of the criterion that holds the value, with the value of that place; ``None`` while it is not in force.

        No rule but this one is asked, which is what makes many values quick.
        """
        rule, book = self.variation.rule, self._only(place)
        if not isinstance(rule, Criterion) or book.eligibility is None:
            return None
        classes = rule.classes or tuple(item.code for item in book.eligibility.classes) or (None,)
        decision = decide_eligibility(book, dossier, Target(level=rule.levels[0], brand_class=classes[0]), on)
        return next((stand.outcome for stand in decision.stands), None) if decision else None

    def _only(self, place: int) -> RuleBook:
        if place not in self._alone:
            book = self.books[place]
            rules = book.eligibility
            criteria = tuple(each for each in rules.criteria if each.id == self.variation.rule.id) if rules else ()
            alone = rules and attrs.evolve(rules, criteria=criteria, prerequisites=(), preferences=(), selections=())
            self._alone[place] = attrs.evolve(book, eligibility=alone)
        return self._alone[place]


def trial(
    rules: InstalledRules, variation: Variation, values: tuple[Number, ...], *, calendar: WorkCalendar | None = None
) -> Trial:
    """A region with each of the values.

    Args:
        rules: the region as installed.
        variation: the value that moves.
        values: the values to try.
        calendar: working days; the packaged ones when left out.

    Raises:
        SettingsError: no rule can hold one of the values.
    """
    books = []
    for value in values:
        try:
            books.append(variation.at(value))
        except RuleDataError as failure:
            what = same(f"{'.'.join(variation.path)} = {value}: ") + failure.what
            raise SettingsError(what, where="--sweep", mend=failure.mend) from None
    return Trial(rules=rules, variation=variation, values=values, books=tuple(books), calendar=calendar)
