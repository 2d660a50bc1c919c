"""What a region asks of a brand at one level and class on one day: picked out of the rule book once, for every brand."""

from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, cast

from laowu.model.answers import Scope
from laowu.model.citation import Citation, Standing
from laowu.model.level import Target
from laowu.rules.eligibility import Criterion, EligibilityRules, Preference, Prerequisite, Selection
from laowu.rules.rule import in_force
from laowu.rules.rulebook import RuleBook
from laowu.text import Text

if TYPE_CHECKING:
    from laowu.decide.verdict_code import Verdict

_KEPT = 256


class Checklist:
    """The rules that apply to one level and class on one day, with what of a report they settle before any brand is seen.

    Attributes:
        book: the rule book.
        rules: its eligibility rules.
        target: level and class asked about.
        on: date judged.
        criteria, prerequisites, preferences, selections: the rules that apply.
        class_label: the class as the document names it; ``None`` without one.
        remarks: why nothing can be said about this level and class; empty when something can.
        derived: what is worked out from the checklist alone and kept with it, by the class of whoever works it out.
    """

    def __init__(self, book: RuleBook, rules: EligibilityRules, target: Target, on: date) -> None:
        self.book = book
        self.rules = rules
        self.target = target
        self.on = on
        level = target.level
        self.criteria: tuple[Criterion, ...] = tuple(
            rule for rule in in_force(rules.criteria, on) if rule.asked_of(level, target.brand_class)
        )
        self.prerequisites: tuple[Prerequisite, ...] = tuple(
            rule for rule in in_force(rules.prerequisites, on) if level in rule.levels and rule.how != "independent"
        )
        self.preferences: tuple[Preference, ...] = tuple(rule for rule in in_force(rules.preferences, on) if level in rule.levels)
        self.selections: tuple[Selection, ...] = tuple(rule for rule in in_force(rules.selections, on) if level in rule.levels)
        self.class_label = next((item.label for item in rules.classes if item.code == target.brand_class), None)
        self.remarks = _remarks(rules, book.profile.name, target, on, any_condition=any(not rule.soft for rule in self.criteria))
        used = (*self.criteria, *self.prerequisites, *self.preferences, *self.selections)
        self.standing: Standing = book.standing(used, on, among=(*rules.criteria, *rules.selections))
        self.derived: dict[type, Any] = {}
        self.readings = book.readings_on((*used, *(rule for rule in rules.prerequisites if level in rule.levels)))

    @cached_property
    def conditions(self) -> tuple[tuple[str, bool, Scope], ...]:
        """Of each criterion and then each level that comes first: its id, whether it is an aim, and its scope."""
        asked = [(rule.id, rule.soft, rule.scope) for rule in self.criteria]
        return (*asked, *((rule.id, False, Scope.SUBSTANTIVE) for rule in self.prerequisites))

    @cached_property
    def clauses(self) -> tuple[Citation, ...]:
        """Where each criterion stands."""
        return tuple(self.book.cite(rule) for rule in self.criteria)

    @cached_property
    def hard(self) -> tuple[int, ...]:
        """Where the conditions that are no aims stand in :attr:`conditions`."""
        return tuple(place for place, (_, soft, _) in enumerate(self.conditions) if not soft)

    @cached_property
    def in_substance(self) -> tuple[int, ...]:
        """Where those of them stand that ask what the brand is."""
        return tuple(place for place in self.hard if self.conditions[place][2] is Scope.SUBSTANTIVE)

    @cached_property
    def verdict(self) -> "Verdict":
        """The criteria as one function of a dossier, compiled when it is first asked for."""
        from laowu.decide.verdict_code import verdict_of  # a single brand is judged without

        return verdict_of(self.criteria, self.book.facts, self.book.profile.code, self.on)


def checklist(book: RuleBook, rules: EligibilityRules, target: Target, on: date) -> Checklist:
    """The checklist of a rule book's own eligibility rules, made once for each level, class and day."""
    made = cast("dict[Any, Checklist]", book.derived.setdefault(Checklist, {}))
    found = made.get((target, on))
    if found is None:
        if len(made) >= _KEPT:  # somebody walks through the days of years
            made.clear()
        found = made[target, on] = Checklist(book, rules, target, on)
    return found


def _remarks(rules: EligibilityRules, name: Text, target: Target, on: date, *, any_condition: bool) -> tuple[Text, ...]:
    if target.level not in rules.levels:
        levels = target.level.label
        return (Text(f"{name.zh}不认定{levels.zh}劳务品牌", f"{name.en} does not recognise brands at {levels.en} level"),)
    known = {brand_class.code for brand_class in rules.classes}
    if known and target.brand_class not in known:
        listing = ", ".join(sorted(known))
        stated = target.brand_class or "—"
        return (Text(f"须指明类别（{listing}），现为 {stated}", f"a class must be named ({listing}); it is {stated}"),)
    if not any_condition:
        day = on.isoformat()
        return (Text(f"{day} 没有施行中的认定条件", f"no condition of recognition was in force on {day}"),)
    return ()
