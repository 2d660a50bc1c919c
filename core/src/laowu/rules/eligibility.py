"""Eligibility rules: criteria by level and class, what comes before a level, and who goes first among equals."""

from typing import Literal

import attrs

from laowu.model.answers import Scope
from laowu.model.level import Level
from laowu.model.outcome import Outcome
from laowu.rules.predicate import Predicate
from laowu.rules.rule import Rule
from laowu.text import Text
from laowu.values import frozen


@frozen(kw_only=True)
class Criterion(Rule):
    """One condition of recognition.

    Attributes:
        levels: levels it applies to.
        classes: class codes it applies to; empty for all.
        condition: the condition; ``None`` when the whole criterion is for an official to judge.
        scope: territorial or substantive.
        soft: an aim to strive for: advises, never fails.
        unmet: what a condition that does not hold amounts to: ``not met``, or ``needs judgement`` where the text
            leaves the door open (an open list, a doubtful reading).
        remark: printed beside the finding.
    """

    levels: tuple[Level, ...] = attrs.field(validator=attrs.validators.min_len(1))
    classes: tuple[str, ...] = ()
    condition: Predicate | None = None
    scope: Scope = Scope.SUBSTANTIVE
    soft: bool = False
    unmet: Outcome = attrs.field(default=Outcome.NOT_MET)
    remark: Text | None = None

    @unmet.validator
    def _stays_open_or_fails(self, attribute: "attrs.Attribute[Outcome]", value: Outcome) -> None:
        if value not in (Outcome.NOT_MET, Outcome.NEEDS_JUDGEMENT):
            raise ValueError("an unmet condition is 'not met' or 'needs judgement'")

    def asked_of(self, level: Level, brand_class: str | None) -> bool:
        """Whether the criterion is asked for this level and class."""
        return level in self.levels and (not self.classes or brand_class in self.classes)


@frozen(kw_only=True)
class BrandClass:
    """A class of brands (类别) with its own conditions.

    Attributes:
        code: code in a dossier.
        label: the class as the document names it.
    """

    code: str
    label: Text


@frozen(kw_only=True)
class Selection(Rule):
    """The text picks the better ones (择优) among those who qualify: meeting the conditions is no promise."""

    levels: tuple[Level, ...] = attrs.field(validator=attrs.validators.min_len(1))


@frozen(kw_only=True)
class Prerequisite(Rule):
    """A level is given only to brands of a lower one.

    Attributes:
        levels: levels that ask for it.
        needs: the level that must come first.
        how: it must be ``held`` already; it may be applied for in the ``same_file``, so that a brand which meets its
            conditions meets this one too; or the two are ``independent``, and nothing is asked.
    """

    levels: tuple[Level, ...] = attrs.field(validator=attrs.validators.min_len(1))
    needs: Level = attrs.field()
    how: Literal["held", "same_file", "independent"] = "same_file"

    @needs.validator
    def _comes_from_below(self, attribute: "attrs.Attribute[Level]", value: Level) -> None:
        order = list(Level)
        if any(order.index(level) <= order.index(value) for level in self.levels):
            raise ValueError("'needs' must be a lower level than each of 'levels'")


@frozen(kw_only=True)
class PreferenceGround:
    """One ground for going first.

    Attributes:
        code: code of the ground.
        label: the ground, in our own words.
        condition: what shows it.
    """

    code: str
    label: Text
    condition: Predicate


@frozen(kw_only=True)
class Preference(Rule):
    """Who goes first among equals (同等条件下优先): it decides nothing by itself and never fails anybody.

    Attributes:
        levels: levels at which it is applied.
        grounds: the grounds, the strongest first.
    """

    levels: tuple[Level, ...] = attrs.field(validator=attrs.validators.min_len(1))
    grounds: tuple[PreferenceGround, ...] = attrs.field(validator=attrs.validators.min_len(1))


@frozen(kw_only=True)
class EligibilityRules:
    """Who may be recognised.

    Attributes:
        levels: levels this region recognises, lowest first.
        classes: classes this region tells apart; empty when it has none.
        class_choice: a brand is judged in the class it has ``declared``, or in ``any``: the one it comes nearest to counts.
        criteria: the conditions, in the document's order.
        prerequisites: levels that come before others.
        preferences: who goes first among equals.
        selections: where recognition is competitive.
    """

    levels: tuple[Level, ...] = attrs.field(validator=attrs.validators.min_len(1))
    classes: tuple[BrandClass, ...] = ()
    class_choice: Literal["declared", "any"] = "declared"
    criteria: tuple[Criterion, ...] = ()
    prerequisites: tuple[Prerequisite, ...] = ()
    preferences: tuple[Preference, ...] = ()
    selections: tuple[Selection, ...] = ()
