"""Which criteria are asked for a level and a class."""

from datetime import date

import attrs
import pytest

from laowu.model.level import Level
from laowu.model.outcome import Outcome
from laowu.rules.eligibility import Criterion
from laowu.text import same

ANY_CLASS = Criterion(
    id="E", summary=same("x"), document="d1", clause="一", since=date(2022, 1, 1), levels=(Level.MUNICIPAL, Level.PROVINCIAL)
)


def test_a_criterion_without_classes_is_asked_of_every_class_of_its_levels() -> None:
    assert ANY_CLASS.asked_of(Level.MUNICIPAL, None)
    assert ANY_CLASS.asked_of(Level.PROVINCIAL, "skill")
    assert not ANY_CLASS.asked_of(Level.DISTRICT, "skill")


def test_a_criterion_with_classes_is_asked_of_those_alone() -> None:
    skilled = attrs.evolve(ANY_CLASS, classes=("skill", "service"))

    assert skilled.asked_of(Level.MUNICIPAL, "service")
    assert not skilled.asked_of(Level.MUNICIPAL, "culture")
    assert not skilled.asked_of(Level.MUNICIPAL, None)


@pytest.mark.parametrize("unmet", [Outcome.MET, Outcome.NO_DATA])
def test_a_condition_that_does_not_hold_fails_or_asks_an_official(unmet: Outcome) -> None:
    with pytest.raises(ValueError, match="'not met' or 'needs judgement'"):
        attrs.evolve(ANY_CLASS, unmet=unmet)
