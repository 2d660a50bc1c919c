"""A nudge is caught by a case that fails, refused by the reader, or survives, and the report says which."""

from collections.abc import Callable, Mapping

from laowu.conformance.cases import CaseBook
from laowu.conformance.perturb import Bite, NudgeResult, Perturbation, Probe, perturb, tally
from laowu.jurisdictions.jurisdiction import Jurisdiction
from laowu.rules.layer import Section

MakeCase = Callable[..., str]
Casebook = Callable[..., CaseBook]

SKILL = ('dossier = "workshop"', 'ask = { question = "eligibility", level = "municipal", class = "skill" }')
FLOOR = "eligibility.criterion.D-1.condition.at_least"


def met(workers: int, *, is_met: bool = True, **readings: str) -> tuple[str, ...]:
    """A case about the floor on people in a skills brand."""
    outcome = "met" if is_met else "not met"
    chosen = [f'readings.{name.replace("_", "-")} = "{code}"' for name, code in readings.items()]
    return (*SKILL, f"with.facts.workers = {workers}", f'expect.findings.D-1.outcome = "{outcome}"', *chosen)


def results(book: CaseBook, *sections: Section, probes: Mapping[str, Probe] | None = None) -> dict[str, NudgeResult]:
    """What becomes of every nudge of some sections, by what the nudge says."""
    perturbation = Perturbation(book, probes=probes)
    return {str(result.nudge): result for result in perturbation.results(perturbation.nudges(sections))}


def test_a_leaf_that_no_case_looks_at_survives(casebook: Casebook, case: MakeCase) -> None:
    found = results(casebook(case("well-above", *met(9999))), "eligibility", "management")

    dead = found["management.consequence.D-42.consecutive_failures: 2 → 3"]
    assert (dead.bite, dead.by, dead.survived) == (Bite.NONE, "", True)
    assert found[f"{FLOOR}: 5000 → 5001"].survived


def test_an_answer_that_changes_without_a_case_minding_is_told_apart(casebook: Casebook, case: MakeCase) -> None:
    found = results(casebook(case("well-above", *met(9999))), "eligibility")

    assert (found[f"{FLOOR}: 5000 → 5001"].bite, found[f"{FLOOR}: 5000 → 5001"].by) == (Bite.CHANGES, "well-above")


def test_cases_on_both_sides_of_a_threshold_bite_both_ways(casebook: Casebook, case: MakeCase) -> None:
    book = casebook(case("reached", *met(5000)) + case("short", *met(4999, is_met=False)))
    found = results(book, "eligibility")

    raised, lowered = found[f"{FLOOR}: 5000 → 5001"], found[f"{FLOOR}: 5000 → 4999"]
    assert (raised.bite, raised.by) == (Bite.FAILS, "reached")
    assert (lowered.bite, lowered.by) == (Bite.FAILS, "short")


def test_a_case_on_one_side_only_bites_one_way(casebook: Casebook, case: MakeCase) -> None:
    found = results(casebook(case("reached", *met(5000))), "eligibility")

    assert not found[f"{FLOOR}: 5000 → 5001"].survived
    assert found[f"{FLOOR}: 5000 → 4999"].survived


def test_the_limit_made_strict_is_caught_by_the_case_exactly_on_it_and_by_no_other(casebook: Casebook, case: MakeCase) -> None:
    swap = f"{FLOOR}: at_least → more_than"
    off = casebook(case("above", *met(5001)) + case("short", *met(4999, is_met=False)))
    assert results(off, "eligibility")[swap].survived

    exactly = casebook(case("above", *met(5001)) + case("exactly", *met(5000)))
    caught = results(exactly, "eligibility")[swap]
    assert (caught.bite, caught.by) == (Bite.FAILS, "exactly")


def test_data_that_are_refused_are_a_bite_of_their_own(casebook: Casebook) -> None:
    refused = results(casebook(), "review")["review.stage.D-21.after: — → D-21"]

    assert refused.bite is Bite.REFUSED
    assert "review.toml:19 stage.D-21.after[1]: no earlier stage is called “D-21”" in refused.by
    assert not refused.survived


def test_data_that_another_section_needs_are_refused_too(casebook: Casebook) -> None:
    zone = '\n[[alias]]\nname = "高新区"\nkind = "zone"\ndivision = "320411"\nsource = "一般用法"\n'
    target = ZONE_TARGET
    book = casebook(changes=(("naming.toml", "\n[[alias]]", zone + "\n[[alias]]"),), more={"programme.toml": target})

    found = results(book, "naming")

    assert found["naming.alias[0].name: 高新区 → 高新区x"].bite is Bite.REFUSED
    assert "has no zone" in found["naming.alias[0].name: 高新区 → 高新区x"].by


ZONE_TARGET = """
document = "measures"

[target.D-60]
summary = { zh = "每个功能区一个", en = "one in each zone" }
clause = "九"
measure = { zh = "品牌", en = "brands" }
relation = "at_least"
number = 1
per = "zone"
zones = ["高新区"]
"""


def test_a_reading_that_hides_the_leaf_does_not_catch_it(casebook: Casebook, case: MakeCase) -> None:
    other = casebook(case("seasonal", *met(4500, D_floor="without")))

    assert results(other, "eligibility")[f"{FLOOR}: 5000 → 5001"].survived


def test_what_a_reading_sets_is_caught_under_that_reading(casebook: Casebook, case: MakeCase) -> None:
    book = casebook(case("usual", *met(5000)) + case("seasonal", *met(4500, D_floor="without")))
    perturbation = Perturbation(book)
    path = "readings.reading.D-floor.choice.without.set.eligibility.criterion.D-1.condition.at_least"

    found = {str(result.nudge): result for result in perturbation.results(perturbation.nudges(("readings",)))}

    assert (found[f"{path}: 4500 → 4501"].bite, found[f"{path}: 4500 → 4501"].by) == (Bite.FAILS, "seasonal")
    assert found[f"{path}: 4500 → 4499"].survived


def test_a_value_that_is_shown_is_caught_by_a_case_that_expects_it(casebook: Casebook, case: MakeCase) -> None:
    shown = ('ask = { question = "rule", rule = "D-40" }', "expect.every_months = 12")
    found = results(casebook(case("yearly", *shown, shows="D-40")), "management")

    assert found["management.upkeep.D-40.every_months: 12 → 13"].by == "yearly"
    assert found["management.upkeep.D-40.regular: true → false"].bite is Bite.NONE


def test_a_document_is_caught_by_a_case_about_it(casebook: Casebook, case: MakeCase) -> None:
    about = ('ask = { question = "document", document = "measures" }', 'expect.standing = "in force"')
    first = case("first-day", *about, on="2022-02-01")
    before = case("day-before", about[0], 'expect.standing = "not yet in force"', on="2022-01-31")
    found = results(casebook(first + before), "documents")

    assert found["documents.document.measures.since: 2022-02-01 → 2022-02-02"].by == "first-day"
    assert found["documents.document.measures.since: 2022-02-01 → 2022-01-31"].by == "day-before"


def test_a_general_property_catches_what_no_case_does(casebook: Casebook) -> None:
    def upkeep(jurisdiction: Jurisdiction) -> object:
        rules = jurisdiction.book.management
        return [rule.regular for rule in rules.upkeep] if rules else []

    found = results(casebook(), "management", "subsidy", probes={"upkeep": upkeep})

    caught = found["management.upkeep.D-40.regular: true → false"]
    assert (caught.bite, caught.by) == (Bite.PROBED, "upkeep")
    assert found["subsidy.award.D-31.discretionary: true → false"].bite is Bite.NONE


def test_a_case_that_fails_by_itself_takes_no_part(casebook: Casebook, case: MakeCase) -> None:
    perturbation = Perturbation(casebook(case("wrong", *met(1))))

    (broken,) = perturbation.broken
    assert broken.case.id == "wrong"
    assert all(result.bite in (Bite.NONE, Bite.REFUSED) for result in perturbation.results(perturbation.nudges(("eligibility",))))


def test_an_unharmed_rule_book_makes_no_case_fail(casebook: Casebook, case: MakeCase) -> None:
    """Also when it is made anew part by part: each part is the same as when all of it is made."""
    book = casebook(case("reached", *met(5000)))
    perturbation = Perturbation(book)
    plain = book.jurisdiction({})

    for nudge in perturbation.nudges(("naming", "review", "subsidy", "management")):
        nudged = perturbation.result(nudge)
        assert nudged.bite in (Bite.NONE, Bite.REFUSED)
    assert book.jurisdiction({}) is plain
    assert all(book.run(item).passed for item in book.cases)


OVERRIDE = '''
from datetime import date
from laowu.contract import LocalityPlugin, hookimpl
from laowu.model.answers import ReviewPlan
from laowu.model.questions import Application

class MadePlugin(LocalityPlugin):
    """Its procedure looks at a rule about something else."""

    @hookimpl
    def laowu_plan_review(self, application: Application, on: date) -> ReviewPlan | None:
        if self.book.management is None or not self.book.management.upkeep[0].regular:
            raise RuntimeError("no regular review")
        return None

plugin = MadePlugin()
'''


def test_a_rule_that_only_the_plugins_own_python_looks_at_is_found_alive(casebook: Casebook, case: MakeCase) -> None:
    asked = ('dossier = "workshop"', 'ask = { question = "review", level = "municipal" }', 'expect.jurisdiction = "demo"')
    book = casebook(case("procedure", *asked), plugin=OVERRIDE)
    found = results(book, "management", "subsidy")

    caught = found["management.upkeep.D-40.regular: true → false"]
    assert (caught.bite, caught.by) == (Bite.FAILS, "procedure")
    assert found["subsidy.award.D-31.discretionary: true → false"].bite is Bite.NONE


def test_an_installed_region_is_perturbed_by_its_code_and_counted(casebook: Casebook, case: MakeCase) -> None:
    casebook(case("reached", *met(5000)))

    counted = tally(perturb("demo"))

    assert list(counted) == list(Bite)
    assert counted[Bite.FAILS] > 0
    assert counted[Bite.REFUSED] > 0
    assert counted[Bite.NONE] > counted[Bite.FAILS]


def test_the_order_of_nudges_does_not_change_what_becomes_of_them(casebook: Casebook, case: MakeCase) -> None:
    book = casebook(case("reached", *met(5000)) + case("short", *met(4999, is_met=False)))
    first, other = Perturbation(book), Perturbation(book)
    found = other.nudges(("eligibility",))

    straight = {str(result.nudge): result.bite for result in first.results(found)}
    assert {str(result.nudge): result.bite for result in other.results(reversed(found))} == straight
