"""The contract: five hooks on one base class, answered from rule data unless a layer overrides them."""

import inspect
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest

from laowu.calendar.notice import CalendarNotice
from laowu.calendar.workdays import WorkCalendar
from laowu.contract import LocalityPlugin
from laowu.contract.markers import HOOKS, PROJECT
from laowu.jurisdictions.jurisdiction import Jurisdiction
from laowu.jurisdictions.loading import load_installed
from laowu.model.answers import NameVerdict
from laowu.model.dossier import Brand, Dossier
from laowu.model.facts import Figure
from laowu.model.level import Level, Target
from laowu.model.outcome import Outcome
from laowu.model.questions import Application, BrandRecord, NameProposal, SubsidyClaim

Demo = Callable[..., dict[str, str]]
Region = Callable[..., Path]

ON = date(2026, 11, 21)
DOSSIER = Dossier(brand=Brand(name="金坛茶匠", brand_class="skill"))
TARGET = Target(level=Level.MUNICIPAL, brand_class="skill")
QUESTIONS: Mapping[str, Mapping[str, Any]] = {
    "check_eligibility": {"dossier": DOSSIER, "target": TARGET},
    "validate_name": {"proposal": NameProposal(name="金坛茶匠")},
    "plan_review": {"application": Application(dossier=DOSSIER, target=TARGET, start=ON)},
    "calculate_subsidy": {"claim": SubsidyClaim(dossier=DOSSIER, target=TARGET)},
    "manage_brand": {"record": BrandRecord(dossier=DOSSIER, level=Level.MUNICIPAL)},
}


@pytest.mark.parametrize("hook", HOOKS)
def test_a_hook_and_the_facade_ask_the_same_and_promise_the_same(hook: str) -> None:
    spec, method = getattr(LocalityPlugin, hook), getattr(Jurisdiction, hook.removeprefix("laowu_"))

    assert list(inspect.signature(spec).parameters.values()) == list(inspect.signature(method).parameters.values())
    assert get_type_hints(spec) == get_type_hints(method)


@pytest.mark.parametrize("hook", HOOKS)
def test_a_hook_takes_the_day_judged_and_the_first_answer_counts(hook: str) -> None:
    spec = getattr(LocalityPlugin, hook)

    assert get_type_hints(spec)["on"] is date
    assert type(None) in get_args(get_type_hints(spec)["return"])
    assert getattr(spec, f"{PROJECT}_spec")["firstresult"]


def test_the_hooks_are_the_annotated_methods_of_the_base_class() -> None:
    assert {name for name in dir(LocalityPlugin) if name.startswith("laowu_")} == set(HOOKS)


def test_a_plugin_answers_only_once_it_is_loaded() -> None:
    with pytest.raises(RuntimeError, match="loaded as a jurisdiction"):
        LocalityPlugin().laowu_check_eligibility(DOSSIER, TARGET, ON)


def test_a_plugin_that_is_not_loaded_counts_days_on_the_packaged_calendar() -> None:
    assert LocalityPlugin().calendar.is_working_day(date(2026, 11, 20))


@pytest.mark.parametrize("question", QUESTIONS)
def test_pure_data_answer_each_question(question: str, region: Region, demo: Demo) -> None:
    region("demo", demo())

    answer = getattr(load_installed("demo"), question)(**QUESTIONS[question], on=ON)

    assert answer.jurisdiction == "demo"
    assert answer.on == ON


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_region_without_rules_on_a_question_is_silent(question: str, region: Region, demo: Demo) -> None:
    files = demo()
    region("demo", {name: files[name] for name in ("profile.toml", "documents.toml")})

    assert getattr(load_installed("demo"), question)(**QUESTIONS[question], on=ON) is None


OVERRIDE = """
from datetime import date
import attrs
from laowu.contract import LocalityPlugin, hookimpl
from laowu.model.answers import NameReport, NameVerdict
from laowu.model.questions import NameProposal
class StrictPlugin(LocalityPlugin):
    @hookimpl
    def laowu_validate_name(self, proposal: NameProposal, on: date) -> NameReport | None:
        report = super().laowu_validate_name(proposal, on)
        if report is None or "茶" not in proposal.name:
            return None
        return attrs.evolve(report, verdict=NameVerdict.INVALID, suggestions=(self.book.profile.code,))
plugin = StrictPlugin()
"""


def test_an_override_may_amend_what_the_rule_data_say(region: Region, demo: Demo) -> None:
    region("demo", demo(), plugin=OVERRIDE)

    report = load_installed("demo").validate_name(NameProposal(name="金坛茶匠"), ON)

    assert report is not None
    assert report.verdict is NameVerdict.INVALID
    assert report.suggestions == ("demo",)


def test_an_override_that_is_silent_leaves_the_answer_to_the_rule_data(region: Region, demo: Demo) -> None:
    region("demo", demo(), plugin=OVERRIDE)

    report = load_installed("demo").validate_name(NameProposal(name="金坛木匠"), ON)

    assert report is not None
    assert report.verdict is NameVerdict.VALID


def test_a_plugin_loaded_twice_keeps_two_rule_books_apart(region: Region, demo: Demo) -> None:
    region("demo", demo(), plugin=OVERRIDE)
    brand = Dossier(brand=DOSSIER.brand, facts={"workers": (Figure(low=4000, high=4000),)})
    plain = load_installed("demo")
    changed = load_installed("demo", changes={"eligibility": {"criterion": {"D-1": {"condition": {"at_least": 4000}}}}})

    outcomes = []
    for jurisdiction in (plain, changed, plain):
        report = jurisdiction.check_eligibility(brand, TARGET, ON)
        assert report is not None
        outcomes.append(report.findings[0].outcome)

    assert outcomes == [Outcome.NOT_MET, Outcome.MET, Outcome.NOT_MET]


def test_the_calendar_given_is_the_one_days_are_counted_on(region: Region, demo: Demo) -> None:
    region("demo", demo())
    application = Application(dossier=DOSSIER, target=TARGET, start=date(2027, 1, 4))
    holidays = frozenset(date(2027, 1, day) for day in (1, 4, 5))
    notice = CalendarNotice(year=2027, title="x", holidays=holidays, makeup_days=frozenset())

    unknown = load_installed("demo").plan_review(application, ON)
    known = load_installed("demo", calendar=WorkCalendar(notices=(notice,))).plan_review(application, ON)

    assert unknown is not None
    assert known is not None
    assert (unknown.provisional, unknown.steps[0].begins) == (True, date(2027, 1, 4))
    assert (known.provisional, known.steps[0].begins) == (False, date(2027, 1, 6))
