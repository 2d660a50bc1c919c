"""Every value of a rule file that decides something is nudged to its neighbours, and nothing else is."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from laowu.conformance.cases import CaseBook
from laowu.conformance.leaves import RULE_SECTIONS
from laowu.conformance.nudges import Nudge, nudges, sample
from laowu.rules.layer import Layer
from laowu.toml_source import TomlPath

Casebook = Callable[..., CaseBook]

MORE = """
document = "measures"

[department]
hrss = { zh = "人社局", en = "human resources" }
finance = { zh = "财政局", en = "finance" }

[duty.D-50]
summary = { zh = "按季上报", en = "report every quarter" }
clause = "九"
by = ["hrss"]
every = ["quarter"]
due = 2026-12-31

[entitlement.D-51]
summary = { zh = "可得补贴", en = "may have a subsidy" }
clause = "九"
benefits = [{ zh = "补贴", en = "subsidy" }, { zh = "贷款", en = "loan" }]
who = [{ zh = "从业者", en = "workers" }]
"""


@pytest.fixture
def layer(casebook: Casebook) -> Layer:
    return casebook(more={"programme.toml": MORE}).rules.layers[-1]


@pytest.fixture
def all_nudges(casebook: Casebook) -> tuple[Nudge, ...]:
    """Nudges of the demo region with a programme, in every section."""
    book = casebook(more={"programme.toml": MORE})
    return nudges(book.rules.layers[-1], book.jurisdiction({}).book, sections=(*RULE_SECTIONS, "readings"))


@pytest.fixture
def by_path(all_nudges: tuple[Nudge, ...]) -> dict[str, set[tuple[str, str]]]:
    """What each leaf is nudged from and to."""
    found = defaultdict(set)
    for nudge in all_nudges:
        found[nudge.path].add((nudge.before, nudge.after))
    return found


NUDGED: dict[str, set[tuple[str, str]]] = {
    # whole numbers by one, and large ones also by one in a hundred
    "management.consequence.D-42.consecutive_failures": {("2", "3"), ("2", "1")},
    "subsidy.award.D-31.at_most_yuan": {
        ("300000", "300001"), ("300000", "299999"), ("300000", "303000"), ("300000", "297000"),
    },
    # a history: each day, each value, each entry taken out
    "subsidy.award.D-30.amount_yuan.municipal[0]": {("{…}", "—")},
    "subsidy.award.D-30.amount_yuan.municipal[1]": {("{since = 2024-01-01, …}", "—")},
    "subsidy.award.D-30.amount_yuan.municipal[1].since": {("2024-01-01", "2024-01-02"), ("2024-01-01", "2023-12-31")},
    # parts of a condition, and groups
    "eligibility.criterion.D-3.condition.all[1]": {("{…}", "—")},
    "eligibility.criterion.D-3.condition.all[0].any[0]": {("{fact = skilled_share, …}", "—")},
    "management.consequence.D-41.grounds[0]": {("{code = poor_training, …}", "—")},
    # yes or no
    "subsidy.award.D-31.discretionary": {("true", "false")},
    # days
    "documents.document.measures.since": {("2022-02-01", "2022-02-02"), ("2022-02-01", "2022-01-31")},
    "programme.duty.D-50.due": {("2026-12-31", "2027-01-01"), ("2026-12-31", "2026-12-30")},
    # one of a closed list: the next of it
    "documents.document.measures.status": {("in_force", "draft")},
    "management.upkeep.D-40.kind": {("review", "call_back")},
    "eligibility.criterion.D-4.scope": {("territorial", "substantive")},
    "eligibility.document": {("measures", "plan")},
    # lists: each member taken out, and of a closed list one put in
    "eligibility.criterion.D-1.levels": {("—", "district")},
    "eligibility.criterion.D-1.levels[0]": {("municipal", "—")},
    "eligibility.criterion.D-1.classes": {("—", "service")},
    "eligibility.criterion.D-1.classes[0]": {("skill", "—")},
    "naming.titles.D-11.listed[0]": {("工", "—")},
    "naming.titles.D-11.listed[1]": {("匠", "—")},
    "naming.titles.D-11.listed": set(),
    "review.stage.D-21.after": {("—", "D-21")},
    "review.stage.D-21.after[0]": {("D-20", "—")},
    "programme.duty.D-50.by": {("—", "finance")},
    "programme.duty.D-50.by[0]": {("hrss", "—")},
    "programme.duty.D-50.every": {("—", "half_year")},
    "programme.duty.D-50.every[0]": {("quarter", "—")},
    "programme.entitlement.D-51.benefits[1]": {("贷款", "—")},
    # codes
    "review.paper.D-22.code": {("application_form", "application_formx")},
    "naming.alias[0].division": {("320400", "320401")},
    # conditions: the bound, the limit itself, the whole of it, its parts
    "eligibility.criterion.D-1.condition.at_least": {
        ("5000", "5001"), ("5000", "4999"), ("5000", "5050"), ("5000", "4950"), ("at_least", "more_than"),
    },
    "eligibility.criterion.D-1.condition": {("{fact = workers, …}", "—")},
    "eligibility.criterion.D-5.condition.less_than": {("60%", "61%"), ("60%", "59%"), ("less_than", "at_most")},
    "eligibility.criterion.D-3.condition.all[0].any[1].years_back[0]": {("1", "2"), ("1", "0"), ("1", "—")},
    "eligibility.criterion.D-3.condition.all[2].of[1].includes": {("—", "street")},
    "eligibility.criterion.D-3.condition.all[2].of[1].includes[0]": {("market", "—")},
    "eligibility.criterion.D-3.condition.all[2].at_least_k": {("1", "2"), ("1", "0")},
    "eligibility.criterion.D-3.condition.all[2].of[0].is": {("true", "false")},
    "review.paper.D-23.needed_if": {("{fact = wage_arrears_records, …}", "—")},
    # what a choice of a reading sets
    "readings.reading.D-floor.choice.without.set.eligibility.criterion.D-1.condition.at_least": {
        ("4500", "4501"), ("4500", "4499"), ("4500", "4545"), ("4500", "4455"), ("at_least", "more_than"),
    },
}  # fmt: skip


@pytest.mark.parametrize("path", NUDGED)
def test_a_value_is_nudged_to_its_neighbours(path: str, by_path: dict[str, set[tuple[str, str]]]) -> None:
    assert by_path[path] == NUDGED[path]


def test_no_value_escapes_but_words_locators_and_the_choice_of_a_fact(layer: Layer, all_nudges: tuple[Nudge, ...]) -> None:
    nudged = {(nudge.section, nudge.leaf) for nudge in all_nudges}
    for section in RULE_SECTIONS:
        for path, value in _singles(layer.files[section].data, ()):
            names = [step for step in path if isinstance(step, str)]
            told = {"zh", "en"} & set(names) or names[-1] in ("title", "clause", "source", "also", "fact")
            # A list of one code has no other to be nudged to: the kind of a lump sum is its class.
            assert told or (section, path) in nudged or names[-1] == "kind", (section, path, value)


def _singles(data: object, path: TomlPath) -> Iterator[tuple[TomlPath, object]]:
    parts = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for step, part in parts:
        yield from _singles(part, (*path, step))
    if not isinstance(data, (dict, list)):
        yield path, data


@pytest.mark.parametrize(
    "words", ["summary", "clause", "label", "remark", "conflict", "title", "source", "payer", "actor", "also"]
)
def test_what_is_told_in_words_is_not_nudged(words: str, by_path: dict[str, set[tuple[str, str]]]) -> None:
    assert not [path for path in by_path if path.endswith(f".{words}")]


def test_facts_told_in_words_are_nudged_when_asked_for(casebook: Casebook) -> None:
    book = casebook(more={"programme.toml": MORE})

    found = nudges(book.rules.layers[-1], book.jurisdiction({}).book, words=True)
    paths = {nudge.path: (nudge.before, nudge.after) for nudge in found}

    assert paths["subsidy.award.D-30.payer"] == ("市级", "别的")
    assert "programme.entitlement.D-51.who[0]" in paths
    assert not [path for path in paths if path.rpartition(".")[2] in ("summary", "label", "remark", "conflict")]


def test_a_nudge_says_what_it_does(all_nudges: tuple[Nudge, ...]) -> None:
    told = {str(nudge) for nudge in all_nudges}

    assert "eligibility.criterion.D-1.condition.at_least: at_least → more_than" in told
    assert "eligibility.criterion.D-1.condition.at_least: 5000 → 5001" in told


def test_nudges_come_in_the_order_of_the_files_every_time(casebook: Casebook, all_nudges: tuple[Nudge, ...]) -> None:
    again = casebook(more={"programme.toml": MORE})

    assert [str(nudge) for nudge in all_nudges] == [
        str(nudge) for nudge in nudges(again.rules.layers[-1], again.jurisdiction({}).book, sections=(*RULE_SECTIONS, "readings"))
    ]
    assert len({str(nudge) for nudge in all_nudges}) == len(all_nudges)


def test_a_nudge_changes_its_own_place_and_nothing_else(layer: Layer, all_nudges: tuple[Nudge, ...]) -> None:
    for nudge in all_nudges:
        changed = nudge.applied(layer)

        assert changed.files[nudge.section].data != layer.files[nudge.section].data, nudge
        for section, file in layer.files.items():
            if section != nudge.section:
                assert changed.files[section] is file
        assert _elsewhere(changed.files[nudge.section].data, nudge) == _elsewhere(layer.files[nudge.section].data, nudge), nudge


def _elsewhere(data: dict[str, object], nudge: Nudge) -> list[object]:
    """What stands beside the way to the nudge's place."""
    found: list[object] = []
    here: object = data
    for step in nudge.at[:-1]:
        if isinstance(here, dict):
            found.append({key: value for key, value in here.items() if key != step})
            here = here[step]
        elif isinstance(here, list) and isinstance(step, int):
            found.append([value for place, value in enumerate(here) if place != step])
            here = here[step]
    return found


@given(number=st.integers(0, 500), seed=st.integers())
def test_a_sample_is_the_same_for_the_same_seed_and_keeps_the_order(number: int, seed: int) -> None:
    found = tuple(
        Nudge(section="subsidy", leaf=("award", str(place)), before="1", after="2", at=("award",), value=place)
        for place in range(200)
    )

    picked = sample(found, number, seed=seed)

    assert picked == sample(found, number, seed=seed)
    assert len(picked) == min(number, 200)
    places = [nudge.value for nudge in picked]
    assert places == sorted(set(places))


def test_a_share_quoted_with_decimals_is_nudged_in_its_last_digit(casebook: Casebook) -> None:
    changes = (("eligibility.toml", '"60%"', '"0.50%"'),)
    book = casebook(changes=changes)
    found = nudges(book.rules.layers[-1], book.jurisdiction({}).book, sections=("eligibility",))

    assert {nudge.after for nudge in found if nudge.before == "0.50%"} == {"0.51%", "0.49%"}


def test_the_last_day_that_can_be_has_no_day_after(casebook: Casebook) -> None:
    changes = (("documents.toml", 'status = "in_force"', 'status = "in_force"\nuntil = 9999-12-31'),)
    book = casebook(changes=changes)
    found = nudges(book.rules.layers[-1], book.jurisdiction({}).book, sections=("documents",))

    assert [nudge.value for nudge in found if nudge.path.endswith("measures.until")] == [date(9999, 12, 30)]


NOT = "set.eligibility.criterion.D-3.condition.all.1.not.at_least = 2"
OF = 'set.eligibility.criterion.D-3.condition.all.2.of.1.includes = ["street"]'


def test_what_a_reading_sets_inside_a_condition_is_nudged_where_it_stands(casebook: Casebook) -> None:
    book = casebook(changes=(("readings.toml", "condition.at_least = 4500", f"condition.at_least = 4500\n{NOT}\n{OF}"),))

    found = nudges(book.rules.layers[-1], book.jurisdiction({}).book, sections=("readings",))
    paths = defaultdict(set)
    for nudge in found:
        paths[nudge.path.partition("set.eligibility.criterion.")[2]].add((nudge.before, nudge.after))

    assert paths["D-3.condition.all.1.not.at_least"] >= {("2", "3"), ("2", "1")}
    assert paths["D-3.condition.all.2.of.1.includes[0]"] == {("street", "—")}
