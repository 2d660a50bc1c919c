"""A broken case is refused in one sentence with its file and line; a whole one is read as it stands."""

from collections.abc import Callable
from datetime import date

import pytest

from laowu.conformance.cases import CaseBook
from laowu.conformance.questions import AboutEligibility
from laowu.errors import RuleDataError
from laowu.model.level import Level

MakeCase = Callable[..., str]
Casebook = Callable[..., CaseBook]

ASKED = ('dossier = "workshop"', 'ask.question = "eligibility"', 'ask.level = "municipal"', 'expect.outcome = "met"')
ABOUT_A_NAME = ('ask.question = "naming"', 'ask.name = "龙城茶匠"', 'expect.verdict = "valid"')


def test_a_case_is_read_as_it_stands(casebook: Casebook, case: MakeCase) -> None:
    book = casebook(case("floor", *ASKED, 'ask.class = "skill"', "with.facts.workers = 4999", 'without = ["facts.local_plan"]'))

    (read,) = book.cases

    assert (read.id, read.title.en, read.origin.en, read.shows) == ("floor", "case floor", "made up", ("D-1",))
    assert read.on == date(2026, 11, 21)
    assert read.ask == AboutEligibility(level=Level.MUNICIPAL, brand_class="skill")
    assert read.expect == {"outcome": "met"}
    assert read.where("expect").endswith("cases/1.toml:9 case.floor.expect")


def test_the_dossier_is_the_one_it_starts_from_with_the_changes_laid_over_it(casebook: Casebook, case: MakeCase) -> None:
    changed = ("with.facts.workers = 4999", 'with.brand.name = "龙城茶匠"', 'without = ["facts.local_plan", "operators.0.place"]')
    book = casebook(case("plain", *ASKED), case("changed", *ASKED, *changed))

    plain, other = (read.dossier for read in book.cases)

    assert plain is not None
    assert other is not None
    assert (plain.facts["workers"][0].low, other.facts["workers"][0].low) == (5000, 4999)
    assert (plain.brand.name, other.brand.name) == ("金坛茶匠", "龙城茶匠")
    assert other.brand.place == plain.brand.place
    assert set(plain.facts) - set(other.facts) == {"local_plan"}
    assert [operator.place for operator in other.operators] == [None]
    assert [operator.place for operator in plain.operators] == ["江苏省常州市金坛区"]


def test_a_case_may_state_its_dossier_itself(casebook: Casebook, case: MakeCase) -> None:
    asked = ('with.brand.name = "龙城茶匠"', *ASKED[1:])

    (read,) = casebook(case("alone", *asked)).cases

    assert read.dossier is not None
    assert read.dossier.brand.name == "龙城茶匠"


def test_a_plugin_without_cases_has_none(casebook: Casebook) -> None:
    assert casebook().cases == ()


BROKEN: dict[str, tuple[tuple[str, ...], str]] = {
    "misspelt key": (("expects.outcome = 1", *ASKED), "cases/1.toml:6 case.x.expects: there is no key “expects” here"),
    "no expectation": (ASKED[:-1], "cases/1.toml:1 case.x.expect: “expect” is missing"),
    "empty expectation": ((*ASKED[:-1], "expect = {}"), "case.x.expect: too few entries"),
    "no question": (ASKED[:1] + ASKED[-1:], "case.x.ask: “ask” is missing"),
    "unknown question": (
        ('ask.question = "eligible"', *ASKED[2:]),
        "cases/1.toml:6 case.x.ask.question: “eligible” is none of the choices",
    ),
    "unknown argument": (
        (*ASKED, 'ask.levle = "x"'),
        "cases/1.toml:10 case.x.ask.levle: there is no key “levle” here: did you mean",
    ),
    "unknown level": (
        (*ASKED[:2], 'ask.level = "town"', ASKED[3]),
        "cases/1.toml:8 case.x.ask.level: “town” is none of the choices",
    ),
    "missing argument": ((*ASKED[:2], ASKED[3]), "case.x.ask.level: “level” is missing"),
    "no such dossier": (
        ('dossier = "workshp"', *ASKED[1:]),
        "cases/1.toml:6 case.x.dossier: there is no cases/dossiers/workshp.toml: did you mean: workshop?",
    ),
    "no dossier": (ASKED[1:], "cases/1.toml:6 case.x.ask: a question about eligibility needs a dossier"),
    "a dossier that nobody looks at": (
        ('dossier = "workshop"', *ABOUT_A_NAME),
        "cases/1.toml:6 case.x.dossier: a question about naming looks at no dossier",
    ),
    "nothing to take out": (
        (*ASKED, 'without = ["facts.workers", "facts.wrokers"]'),
        "cases/1.toml:10 case.x.without[1]: the dossier it starts from has no “facts.wrokers”",
    ),
    "an element that is not there": ((*ASKED, 'without = ["operators.7"]'), "has no “operators.7”"),
    "a key below a value": ((*ASKED, 'without = ["facts.workers.year"]'), "has no “facts.workers.year”"),
    "a wrong value in the changes": (
        (*ASKED, 'with.facts.workers = "many"'),
        "cases/1.toml:10 facts.workers: expected a whole number",
    ),
    "an unknown fact in the changes": ((*ASKED, "with.facts.wrokers = 1"), "cases/1.toml:10 facts.wrokers"),
    "no such reading": (
        (*ASKED, 'readings.D-flor = "with"'),
        "cases/1.toml:10 case.x.readings.D-flor: there is no reading “D-flor”: did you mean: D-floor?",
    ),
    "no such choice": (
        (*ASKED, 'readings.D-floor = "wihtout"'),
        "cases/1.toml:10 case.x.readings.D-floor: reading D-floor has no choice “wihtout”: did you mean: without",
    ),
    "a title in one language": (('title.zh = "x"', *ASKED), "not TOML"),
    "a date in quotes": (
        (*ASKED[:2], ASKED[2], 'ask.start = "2026-01-01"', ASKED[3]),
        "case.x.ask.start: there is no key “start”",
    ),
}


@pytest.mark.parametrize("damage", BROKEN)
def test_a_broken_case_is_refused_in_a_sentence_with_its_line(damage: str, casebook: Casebook, case: MakeCase) -> None:
    lines, says = BROKEN[damage]
    book = casebook(case("x", *lines))

    with pytest.raises(RuleDataError) as caught:
        _ = book.cases

    assert says in str(caught.value)
    assert "\n" not in str(caught.value)
    assert caught.value.what.zh != caught.value.what.en


def test_a_day_that_does_not_exist_is_refused(casebook: Casebook, case: MakeCase) -> None:
    with pytest.raises(RuleDataError, match=r"cases/1\.toml:5"):
        _ = casebook(case("x", *ABOUT_A_NAME, on="2026-02-30")).cases


def test_a_day_in_quotes_is_refused(casebook: Casebook, case: MakeCase) -> None:
    with pytest.raises(RuleDataError, match=r"cases/1\.toml:5 case\.x\.on: expected a date"):
        _ = casebook(case("x", *ABOUT_A_NAME, on='"2026-02-20"')).cases


def test_a_mistake_in_the_dossier_it_starts_from_is_told_there(casebook: Casebook, case: MakeCase) -> None:
    book = casebook(
        case("x", *ASKED, "with.facts.trained = 1"), dossiers={"workshop": '[brand]\nname = "x"\n[facts]\nworkers = "?"\n'}
    )

    with pytest.raises(RuleDataError, match=r"dossiers/workshop\.toml:4 facts\.workers"):
        _ = book.cases


def test_an_id_is_given_once_in_all_files(casebook: Casebook, case: MakeCase) -> None:
    book = casebook(case("x", *ABOUT_A_NAME), case("y", *ABOUT_A_NAME) + case("x", *ABOUT_A_NAME))

    with pytest.raises(RuleDataError, match=r"cases/2\.toml:9 case\.x: another case has this id .*cases/1\.toml:1"):
        _ = book.cases


def test_a_file_of_something_else_is_refused(casebook: Casebook) -> None:
    with pytest.raises(RuleDataError, match=r"cases/1\.toml:1 cases: there is no key “cases” here"):
        _ = casebook('[cases.x]\ntitle = "x"\n').cases
    with pytest.raises(RuleDataError, match=r"must be written \[case.ID\]"):
        _ = casebook("case = 1\n").cases
