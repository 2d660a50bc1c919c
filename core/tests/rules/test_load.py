"""From rule files to a rule book: readings and changes laid over the data, and what of them is refused."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from laowu.errors import RuleDataError, SettingsError
from laowu.model.answers import ReadingUsed
from laowu.rules.predicate import Leaf, leaves
from laowu.rules.rulebook import RuleBook

MakeBook = Callable[..., RuleBook]

ELIGIBILITY = """
document = "d1"
levels = ["municipal"]

[criterion.D-1]
levels = ["municipal"]
summary = { zh = "人数", en = "heads" }
clause = "一"
condition = { fact = "workers", at_least = 5000 }
"""
READINGS = """
[reading.D-floor]
question = { zh = "含不含", en = "included or not?" }
rules = ["D-1"]
default = "at-least"
choice.at-least.label = { zh = "含", en = "included" }

[reading.D-floor.choice.lower]
label = { zh = "低", en = "lower" }
set.eligibility.criterion.D-1.condition.at_least = 4000
"""


def threshold(book: RuleBook) -> Any:
    assert book.eligibility is not None
    condition = book.eligibility.criteria[0].condition
    assert isinstance(condition, Leaf)
    return condition.bound.on(date(2026, 1, 1))


def test_the_default_reading_is_what_the_data_say(book: MakeBook) -> None:
    read = book(eligibility=ELIGIBILITY, readings=READINGS)

    assert threshold(read) == 5000
    assert [(reading.id, code) for reading, code in read.readings] == [("D-floor", "at-least")]


def test_a_chosen_reading_lays_its_values_over_the_data(book: MakeBook) -> None:
    files = {"eligibility": ELIGIBILITY, "readings": READINGS}
    default, chosen = book(**files), book(choices={"D-floor": "lower"}, **files)

    assert threshold(chosen) == 4000
    assert chosen.digest != default.digest
    assert book(choices={"D-floor": "at-least"}, **files).digest == default.digest


def test_the_reading_in_use_is_reported_where_it_bears(book: MakeBook) -> None:
    chosen = book(choices={"D-floor": "lower"}, eligibility=ELIGIBILITY, readings=READINGS)

    assert chosen.eligibility is not None
    assert chosen.readings_on(chosen.eligibility.criteria) == (
        ReadingUsed(
            id="D-floor",
            choice="lower",
            default=False,
            question=chosen.readings[0][0].question,
            says=chosen.readings[0][0].choice("lower").label,
            alternatives=("at-least",),
        ),
    )
    assert chosen.readings_on(()) == ()


def test_a_choice_for_another_region_is_passed_over(book: MakeBook) -> None:
    assert threshold(book(choices={"X-1": "b"}, eligibility=ELIGIBILITY, readings=READINGS)) == 5000


def test_a_choice_that_is_not_offered_is_refused_with_those_that_are(book: MakeBook) -> None:
    with pytest.raises(SettingsError) as caught:
        book(choices={"D-floor": "loweer"}, eligibility=ELIGIBILITY, readings=READINGS)

    assert caught.value.where == "readings.D-floor"
    assert "no choice “loweer”" in caught.value.what.en
    assert caught.value.mend is not None
    assert "at-least, lower" in caught.value.mend.en


def test_changes_are_laid_over_the_chosen_reading(book: MakeBook) -> None:
    changes = {"eligibility": {"criterion": {"D-1": {"condition": {"at_least": 3000}}}}}

    changed = book(choices={"D-floor": "lower"}, changes=changes, eligibility=ELIGIBILITY, readings=READINGS)

    assert threshold(changed) == 3000


def test_a_rule_that_a_change_adds_stands_under_the_head_of_the_file(book: MakeBook) -> None:
    added = {"levels": ["municipal"], "summary": {"zh": "x", "en": "x"}, "clause": "二"}

    changed = book(changes={"eligibility": {"criterion": {"D-2": added}}}, eligibility=ELIGIBILITY)

    assert changed.eligibility is not None
    assert [(rule.id, rule.document) for rule in changed.eligibility.criteria] == [("D-1", "d1"), ("D-2", "d1")]


def test_a_change_of_a_section_that_this_region_lacks_is_passed_over(book: MakeBook) -> None:
    changes = {"subsidy": {"award": {"X-1": {"rate_yuan": 5}}}}

    assert book(changes=changes, eligibility=ELIGIBILITY).digest == book(eligibility=ELIGIBILITY).digest


@pytest.mark.parametrize(
    ("changes", "where", "says"),
    [
        ({"eligibilty": {}}, "eligibilty", "no section of rules “eligibilty”: did you mean: eligibility"),
        ({"profile": {"code": "x"}}, "profile", "no section"),
        ({"readings": {}}, "readings", "no section"),
        ({"eligibility": 5}, "eligibility", "expected a table"),
    ],
)
def test_a_change_of_what_is_no_parameter_is_refused(book: MakeBook, changes: Any, where: str, says: str) -> None:
    with pytest.raises(SettingsError, match=says) as caught:
        book(changes=changes, eligibility=ELIGIBILITY)
    assert caught.value.where == where


def test_a_changed_value_is_checked_like_a_written_one(book: MakeBook) -> None:
    with pytest.raises(RuleDataError, match=r"eligibility\.toml:9 criterion\.D-1\.condition\.at_least: expected a whole number"):
        book(changes={"eligibility": {"criterion": {"D-1": {"condition": {"at_least": "4000"}}}}}, eligibility=ELIGIBILITY)


#: What is written instead of what; the path it is refused at; part of the sentence.
WRONG_READINGS = {
    "no choices": (READINGS.partition("default = ")[2], '"x"', "reading.D-floor", "has no"),
    "default is none of them": ('"at-least"', '"above"', "reading.D-floor", "the default 'above' is none of the choices"),
    "bears on nothing": ('["D-1"]', "[]", "reading.D-floor.rules", "too few"),
    "misspelt key": ("default =", "reson = 1\ndefault =", "reading.D-floor.reson", "did you mean: reason"),
    "choice that is no table": (
        'choice.at-least.label = { zh = "含", en = "included" }',
        "choice.at-least = 5",
        "reading.D-floor",
        "has no",
    ),
    "label in one language": (', en = "included" }', " }", "reading.D-floor.choice.at-least.label.en", "missing"),
    "misspelt section": ("set.eligibility", "set.eligibilty", "reading.D-floor.choice.lower.set.eligibilty", "did you mean"),
    "section without a file": ("set.eligibility", "set.subsidy", "reading.D-floor.choice.lower.set.subsidy", "known here"),
    "profile": ("set.eligibility", "set.profile", "reading.D-floor.choice.lower.set.profile", "no key “profile”"),
    "set that is no table": (
        "set.eligibility.criterion.D-1.condition.at_least = 4000",
        "set = 5",
        "reading.D-floor.choice.lower.set",
        "expected a table",
    ),
    "section that is no table": (
        "set.eligibility.criterion.D-1.condition.at_least = 4000",
        "set.eligibility = 5",
        "reading.D-floor.choice.lower.set.eligibility",
        "expected a table",
    ),
    "decimal in a choice not used": (
        "at_least = 4000",
        "at_least = 0.5",
        "reading.D-floor.choice.lower.set.eligibility.criterion.D-1.condition.at_least",
        "a decimal number 0.5",
    ),
    "time in an array not used": (
        "at_least = 4000",
        "in = [12:00:00]",
        "reading.D-floor.choice.lower.set.eligibility.criterion.D-1.condition.in[0]",
        "a time of day",
    ),
    "id beside the key": ("default =", 'id = "x"\ndefault =', "reading.D-floor.id", "the table's own key is its id"),
    "misspelt table": ("[reading.D-floor]", "[readnig.D-floor]", "readnig", "did you mean: reading"),
    "array of tables": (READINGS, "[[reading]]", "reading", "must be tables of the form"),
}


@pytest.mark.parametrize(("old", "new", "path", "says"), WRONG_READINGS.values(), ids=WRONG_READINGS)
def test_a_wrong_reading_is_pointed_at(book: MakeBook, old: str, new: str, path: str, says: str) -> None:
    text = READINGS.replace(old, new)
    assert text != READINGS

    with pytest.raises(RuleDataError) as caught:
        book(eligibility=ELIGIBILITY, readings=text)

    place, _, found = caught.value.where.partition("readings.toml:")[2].partition(" ")
    assert int(place) >= 1
    assert found == path
    assert says in str(caught.value)


def test_a_chosen_reading_that_breaks_a_rule_is_refused_with_the_rule(book: MakeBook) -> None:
    wrong = READINGS.replace("at_least = 4000", 'at_least = "4000"')

    assert threshold(book(eligibility=ELIGIBILITY, readings=wrong)) == 5000
    with pytest.raises(RuleDataError, match=r"criterion\.D-1\.condition\.at_least: expected a whole number"):
        book(choices={"D-floor": "lower"}, eligibility=ELIGIBILITY, readings=wrong)


TWO_PARTS = ELIGIBILITY.replace(
    'condition = { fact = "workers", at_least = 5000 }', 'condition.all = [{ fact = "workers", at_least = 5000 }]'
)


def reading(name: str, set_: str, *, default: str = "as-written") -> str:
    return f"""
[reading.{name}]
question = {{ zh = "何解", en = "how?" }}
rules = ["D-1"]
default = "{default}"
choice.as-written.label = {{ zh = "照写", en = "as written" }}

[reading.{name}.choice.other]
label = {{ zh = "另读", en = "otherwise" }}
{set_}
"""


WHO = reading("D-who", 'set.eligibility.criterion.D-1.condition.all.0.fact = "trained"')
FLOOR = reading("D-low", "set.eligibility.criterion.D-1.condition.all.0.at_least = 4000")
ADDED = reading("D-add", 'set.eligibility.criterion.D-1.condition.all.1 = { fact = "in_resource_library", is = true }')
WHOLE = reading("D-whole", 'set.eligibility.criterion.D-1.condition.all = [{ fact = "hired", at_least = 1 }]')
ALL = ("D-who", "D-low", "D-add")


def test_readings_that_change_parts_of_one_condition_add_up(book: MakeBook) -> None:
    files = {"eligibility": TWO_PARTS, "readings": WHO + FLOOR + ADDED}
    read = book(choices=dict.fromkeys(ALL, "other"), **files)

    assert read.eligibility is not None
    condition = read.eligibility.criteria[0].condition
    assert condition is not None
    assert [(leaf.fact, leaf.bound.on(date(2026, 1, 1))) for leaf in leaves(condition)] == [
        ("trained", 4000),
        ("in_resource_library", True),
    ]
    turned = book(choices=dict.fromkeys(ALL, "other"), eligibility=TWO_PARTS, readings=ADDED + FLOOR + WHO)
    assert turned.eligibility == read.eligibility


@pytest.mark.parametrize(
    "other",
    [WHO.replace("D-who", "D-2").replace("trained", "hired"), WHOLE.replace("D-whole", "D-2")],
)
def test_two_choices_that_set_one_place_to_different_values_are_refused(book: MakeBook, other: str) -> None:
    files = {"eligibility": TWO_PARTS, "readings": WHO + other}

    with pytest.raises(SettingsError, match="D-who=other and D-2=other say different things about") as caught:
        book(choices={"D-who": "other", "D-2": "other"}, **files)

    assert caught.value.where == "readings.D-2"
    assert book(choices={"D-who": "other"}, **files) != book(choices={"D-2": "other"}, **files)


def test_two_choices_that_agree_about_a_place_go_together(book: MakeBook) -> None:
    same_again = WHO.replace("D-who", "D-2")

    both = book(choices={"D-who": "other", "D-2": "other"}, eligibility=TWO_PARTS, readings=WHO + same_again)
    one = book(choices={"D-who": "other"}, eligibility=TWO_PARTS, readings=WHO + same_again)

    assert both.digest == one.digest


def test_defaults_that_contradict_each_other_are_a_mistake_of_the_region(book: MakeBook) -> None:
    pair = WHO + WHO.replace("D-who", "D-2").replace("trained", "hired")

    with pytest.raises(RuleDataError, match=r"readings\.toml:\d+ reading\.D-2: .*say different things"):
        book(eligibility=TWO_PARTS, readings=pair.replace('default = "as-written"', 'default = "other"'))


def test_a_reading_that_reaches_for_an_element_that_is_not_there_is_pointed_at_also_unused(book: MakeBook) -> None:
    wrong = WHO.replace("all.0.fact", "all.2.fact")

    with pytest.raises(RuleDataError, match="there are 1 elements here, counted from 0") as caught:
        book(eligibility=TWO_PARTS, readings=wrong)

    assert "reading.D-who.choice.other.set.eligibility.criterion.D-1.condition.all" in caught.value.where


def test_a_regions_own_facts_join_the_shared_ones(book: MakeBook) -> None:
    own = '[ports]\ntype = "codes"\nlabel = { zh = "口岸", en = "ports" }\nsettled_by = { zh = "清单", en = "list" }\n'
    asks = ELIGIBILITY.replace('{ fact = "workers", at_least = 5000 }', '{ fact = "ports", includes = ["x"] }')

    assert "ports" in book(eligibility=asks, facts=own).facts
    with pytest.raises(RuleDataError, match="no fact “ports”"):
        book(eligibility=asks)


def test_a_shared_fact_cannot_be_redefined(book: MakeBook) -> None:
    own = '[workers]\ntype = "flag"\nlabel = { zh = "人", en = "w" }\nsettled_by = { zh = "册", en = "roll" }\n'

    with pytest.raises(RuleDataError, match=r"facts\.toml:1 workers: .*shared fact"):
        book(facts=own)


@pytest.mark.parametrize(
    ("old", "new", "path", "says"),
    [
        ("since = 2022-02-01", "", "document.d1.since", "missing"),
        ('status = "in_force"', 'status = "in force"', "document.d1.status", "none of the choices"),
        ('title = "示例办法"', 'id = "d9"\ntitle = "x"', "document.d1.id", "own key is its id"),
        ("[document.d1]", "[documents.d1]", "documents", "did you mean: document"),
    ],
)
def test_a_wrong_document_is_pointed_at(book: MakeBook, old: str, new: str, path: str, says: str) -> None:
    text = '[document.d1]\ntitle = "示例办法"\nissuers = ["示例局"]\nsince = 2022-02-01\nstatus = "in_force"\n'

    with pytest.raises(RuleDataError) as caught:
        book(documents=text.replace(old, new))

    assert caught.value.where.endswith(f" {path}")
    assert says in str(caught.value)


def test_the_digest_does_not_depend_on_the_order_of_rules_and_keys(book: MakeBook) -> None:
    rule = "[criterion.{id}]\nclause = '{id}'\nlevels = ['municipal']\nsummary = {{ zh = 'x', en = 'x' }}\n"
    head, first, second = "document = 'd1'\nlevels = ['municipal']\n", rule.format(id="A"), rule.format(id="B")
    lines = first.splitlines()
    turned = "\n".join([lines[0], *reversed(lines[1:])])

    assert book(eligibility=head + first + second).digest == book(eligibility=head + second + turned).digest
    assert book(eligibility=head + first).digest != book(eligibility=head + second).digest
