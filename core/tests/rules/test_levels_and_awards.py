"""Levels that come after others, grounds for going first, awards paid once: as their files write them."""

from collections.abc import Callable

import pytest

from laowu.errors import RuleDataError
from laowu.model.level import Level
from laowu.rules.eligibility import PreferenceGround
from laowu.rules.rulebook import RuleBook
from laowu.rules.subsidy import Ceiling, LumpSum, Unstated
from laowu.text import Text

MakeBook = Callable[..., RuleBook]

ELIGIBILITY = """
document = "d1"
levels = ["district", "municipal"]
class_choice = "any"

[class.skill]
label = { zh = "技能", en = "skill" }

[prerequisite.E-1]
levels = ["municipal"]
needs = "district"
how = "held"
summary = { zh = "先区级", en = "district first" }
clause = "一"

[preference.E-2]
levels = ["municipal"]
summary = { zh = "优先", en = "first" }
clause = "二"
grounds = [{ code = "key", label = { zh = "结对", en = "paired" }, condition = { fact = "paired_with_key_area", is = true } }]
"""
SUBSIDY = """
document = "d1"

[award.S-1]
kind = "lump_sum"
levels = ["municipal"]
summary = { zh = "奖", en = "award" }
clause = "三"
payer = { zh = "市", en = "city" }
payee = { zh = "单位", en = "body" }
fund = { zh = "资金", en = "fund" }
amount_yuan = { municipal = 1 }
on_upgrade = "difference"

[award.S-2]
kind = "ceiling"
levels = ["municipal"]
summary = { zh = "奖", en = "award" }
clause = "三"
payer = { zh = "市", en = "city" }
payee = { zh = "单位", en = "body" }
fund = { zh = "资金", en = "fund" }
at_most_yuan = 2
set_by = { zh = "县", en = "county" }
once_per = "brand_and_payer"

[award.S-3]
kind = "unstated"
levels = ["municipal"]
summary = { zh = "奖", en = "award" }
clause = "三"
payer = { zh = "市", en = "city" }
payee = { zh = "单位", en = "body" }
fund = { zh = "资金", en = "fund" }
instead_of = ["S-2"]
"""


def test_eligibility_keeps_what_its_tables_say(book: MakeBook) -> None:
    rules = book(eligibility=ELIGIBILITY).eligibility

    assert rules is not None
    assert rules.class_choice == "any"
    (prerequisite,) = rules.prerequisites
    assert (prerequisite.id, prerequisite.needs, prerequisite.how) == ("E-1", Level.DISTRICT, "held")
    (preference,) = rules.preferences
    (ground,) = preference.grounds
    assert isinstance(ground, PreferenceGround)
    assert (ground.code, ground.label) == ("key", Text("结对", "paired"))
    assert [rule.id for _, rule in book(eligibility=ELIGIBILITY).rules()] == ["E-1", "E-2"]


def test_awards_keep_how_often_they_are_paid(book: MakeBook) -> None:
    rules = book(subsidy=SUBSIDY).subsidy

    assert rules is not None
    lump, ceiling, unstated = rules.awards
    assert isinstance(lump, LumpSum)
    assert isinstance(ceiling, Ceiling)
    assert isinstance(unstated, Unstated)
    assert (lump.once_per, lump.on_upgrade) == ("brand", "difference")
    assert (ceiling.once_per, unstated.once_per, unstated.instead_of) == ("brand_and_payer", None, ("S-2",))


@pytest.mark.parametrize(
    ("old", "new", "where", "says"),
    [
        ('class_choice = "any"', 'class_choice = "both"', "class_choice", "both"),
        ('needs = "district"', 'needs = "municipal"', "prerequisite.E-1", "lower level"),
        ('how = "held"', 'how = "perhaps"', "prerequisite.E-1.how", "perhaps"),
        ('["municipal"]\nneeds', '["provincial"]\nneeds', "prerequisite.E-1.levels", "provincial"),
        ('["municipal"]\nsummary', '["provincial"]\nsummary', "preference.E-2.levels", "provincial"),
        ("paired_with_key_area", "paired_with_kee_area", "preference.E-2.grounds[0].condition", "paired_with_kee_area"),
    ],
)
def test_a_wrong_key_of_eligibility_is_pointed_at(book: MakeBook, old: str, new: str, where: str, says: str) -> None:
    assert old in ELIGIBILITY

    with pytest.raises(RuleDataError) as found:
        book(eligibility=ELIGIBILITY.replace(old, new))

    assert where in str(found.value)
    assert says in str(found.value)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('on_upgrade = "difference"', 'on_upgrade = "higher"', "higher"),
        ('once_per = "brand_and_payer"', 'once_per = "person"', "person"),
        ('instead_of = ["S-2"]', 'instead_of = ["S-9"]', "S-9"),
        ("at_most_yuan = 2", "at_most_yuan = 2\nset_yuan = 3", "set_yuan: 3 is out of range"),
        ("at_most_yuan = 2", "at_most_yuan = 2\nset_yuan = 1.5", "set_yuan"),
        ('document = "d1"', 'document = "d1"\nsilent_about = ["S-9"]', r"silent_about\[0\]: there is no rule or clause “S-9”"),
    ],
)
def test_a_wrong_key_of_an_award_is_pointed_at(book: MakeBook, old: str, new: str, says: str) -> None:
    with pytest.raises(RuleDataError, match=says):
        book(subsidy=SUBSIDY.replace(old, new))
