"""What all brands together are paid at which value. The one award that holds the value is worked out anew, the others once."""

from collections.abc import Sequence
from datetime import date

import attrs

from laowu.decide.subsidy import calculate_subsidy
from laowu.evaluate.assess import paid_levels
from laowu.evaluate.sweeping.result import SweptMoney, SweptSum
from laowu.evaluate.sweeping.trial import Trial
from laowu.model.answers import SubsidyStatement
from laowu.model.dossier import Dossier
from laowu.model.level import Level, Target
from laowu.model.money import NOTHING
from laowu.model.questions import SubsidyClaim
from laowu.rules.rulebook import RuleBook
from laowu.rules.subsidy import AnyAward, Award, SubsidyRules

_HOOK = "laowu_calculate_subsidy"
_NOTHING = SweptSum(total=NOTHING, not_stated=0, beyond_cap=0)


class MoneyCount:
    """Adds up money at every value."""

    def __init__(self, trial: Trial, on: date) -> None:
        """Add up under the region of a trial, on a day."""
        self._trial = trial
        self._on = on
        book = trial.books[0]
        recognised = book.eligibility.levels if book.eligibility else ()
        self._sums: dict[Level, list[SweptSum]] = {
            level: [_NOTHING] * len(trial.values) for level in paid_levels(book, recognised)
        }
        self._alone: list[RuleBook] = []
        self._others: RuleBook | None = None
        rule = trial.variation.rule
        if isinstance(rule, Award) and book.subsidy and not trial.answers_itself(_HOOK) and _stands_apart(rule, book.subsidy):
            self._others = _with_awards(book, [award for award in book.subsidy.awards if award.id != rule.id])
            self._alone = [
                _with_awards(each, [award for award in each.subsidy.awards if award.id == rule.id])
                for each in trial.books
                if each.subsidy
            ]

    def add(self, dossier: Dossier) -> None:
        """Add one brand."""
        for level, sums in self._sums.items():
            claim = SubsidyClaim(dossier=dossier, target=Target(level=level, brand_class=dossier.brand.brand_class))
            for place, own in enumerate(self._own(claim)):
                sums[place] = SweptSum(
                    total=sums[place].total + own.total,
                    not_stated=sums[place].not_stated + own.not_stated,
                    beyond_cap=sums[place].beyond_cap + own.beyond_cap,
                )

    def _own(self, claim: SubsidyClaim) -> Sequence[SweptSum]:
        places = range(len(self._trial.values))
        if not self._concerned(claim):
            return [self._whole(0, claim)] * len(places)
        if self._others is None:
            return [self._whole(place, claim) for place in places]
        others = calculate_subsidy(self._others, claim, self._on)
        return [_together(others, calculate_subsidy(book, claim, self._on)) for book in self._alone]

    def _whole(self, place: int, claim: SubsidyClaim) -> SweptSum:
        return _together(self._trial.jurisdiction(place).calculate_subsidy(claim, self._on))

    def _concerned(self, claim: SubsidyClaim) -> bool:
        """Whether the value can change the money of a level; what is held already is paid beside the level asked."""
        rule = self._trial.variation.rule
        if self._trial.answers_itself(_HOOK) or not isinstance(rule, Award):
            return True
        return rule.in_force(self._on) and (claim.target.level in rule.levels or bool(claim.dossier.recognitions))

    def told(self) -> tuple[SweptMoney, ...]:
        """The levels, from below."""
        return tuple(SweptMoney(level=level, sums=tuple(self._sums[level])) for level in Level if level in self._sums)


def _stands_apart(rule: Award, rules: SubsidyRules) -> bool:
    """Whether the award takes the place of no other and no other takes its place: its money then just adds to theirs."""
    return not rule.instead_of and not any(rule.id in award.instead_of for award in rules.awards)


def _with_awards(book: RuleBook, awards: Sequence[AnyAward]) -> RuleBook:
    return attrs.evolve(book, subsidy=book.subsidy and attrs.evolve(book.subsidy, awards=tuple(awards)))


def _together(*statements: SubsidyStatement | None) -> SweptSum:
    """What statements about different awards come to, as one about all of them would say."""
    told = [statement for statement in statements if statement is not None]
    stated = [statement.total for statement in told if statement.total.low is not None]
    open_ = len(stated) < len(told) and not any(item.lines and item.total.low is not None for item in told)
    beyond = any(refused.reason == "cap" for item in told for line in item.lines for refused in line.refused)
    return SweptSum(total=sum(stated, NOTHING), not_stated=int(open_), beyond_cap=int(beyond))
