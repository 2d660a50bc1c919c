"""What became of each clause, and every way in which the list can be wrong."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from laowu.evaluate.explaining.coverage import Coverage, coverage_of, sum_of
from laowu.evaluate.explaining.explain import explain
from laowu.evaluate.result_data import result_data, result_json
from laowu.jurisdictions.jurisdiction import Jurisdiction
from laowu.jurisdictions.loading import load_installed
from laowu.rules.coverage import ClauseState

Demo = Callable[..., dict[str, str]]
Region = Callable[..., Path]
ON = date(2026, 11, 21)

PROGRAMME = """
document = "measures"
department.bureau = { zh = "示例局", en = "the bureau" }
[duty.D-60]
summary = { zh = "按季报送", en = "report every quarter" }
clause = "九"
by = ["bureau"]
every = ["quarter"]
"""
OWN = ("D-1", "D-2", "D-3", "D-4", "D-5", "D-6", "D-7", "D-10", "D-11", "D-20", "D-21", "D-22", "D-23", "D-24", "D-30", "D-31",
       "D-40", "D-41", "D-42")  # fmt: skip
SOUND = (
    "[clause]\n"
    + "".join(f'{name}.as = "encoded"\n' for name in OWN)
    + """
D-60.as = "shown"
[clause.D-100]
as = "encoded"
by = ["subsidy.award.D-30.payer", "documents.document.plan.status", "naming.alias"]
document = "measures"
clause = "七"
summary = { zh = "谁付", en = "who pays" }
[clause.D-2-history]
as = "encoded"
document = "measures"
clause = "一（二）修订"
summary = { zh = "修订", en = "the change" }
[clause.D-9]
as = "out of scope"
because = { zh = "口号", en = "a slogan" }
document = "plan"
clause = "首段"
summary = { zh = "意义", en = "why it matters" }
"""
)

Listed = Callable[..., Jurisdiction]


@pytest.fixture
def listed(region: Region, demo: Demo) -> Listed:
    """The demo region with a list of clauses, changed in places."""

    def load(*changes: tuple[str, str], rules: tuple[tuple[str, str, str], ...] = ()) -> Jurisdiction:
        text = SOUND
        for old, new in changes:
            assert old in text
            text = text.replace(old, new, 1)
        package = region("demo", {**demo("demo", *rules), "programme.toml": PROGRAMME})
        (package / "coverage.toml").write_text(text, encoding="utf-8")
        return load_installed("demo")

    return load


def faults(coverage: Coverage) -> list[tuple[str, str]]:
    return [(fault.kind, fault.id) for fault in coverage.faults]


def test_a_sound_list_answers_every_clause(listed: Listed) -> None:
    coverage = coverage_of(listed())

    assert faults(coverage) == []
    assert (coverage.total.clauses, coverage.total.answered) == (23, 23)
    assert (coverage.total.encoded, coverage.total.shown, coverage.total.out_of_scope) == (21, 1, 1)
    assert [(row.document, row.clauses) for row in coverage.documents] == [("measures", 21), ("plan", 2)]


def test_clauses_come_in_the_order_a_reader_counts(listed: Listed) -> None:
    ids = [clause.id for clause in coverage_of(listed()).clauses]

    assert ids.index("D-9") < ids.index("D-10") < ids.index("D-100")
    assert ids.index("D-2") < ids.index("D-2-history") < ids.index("D-3")


def test_a_clause_tells_what_carries_it_and_where_it_stands(listed: Listed) -> None:
    clauses = {clause.id: clause for clause in coverage_of(listed()).clauses}

    assert clauses["D-2-history"].rules == ("D-2",)
    assert clauses["D-100"].by == ("subsidy.award.D-30.payer", "documents.document.plan.status", "naming.alias")
    assert clauses["D-100"].unresolved == ()
    assert str(clauses["D-1"].clause) == "示人社〔2022〕1号 一（一）"
    assert clauses["D-1"].summary is not None
    assert clauses["D-9"].state is ClauseState.OUT_OF_SCOPE


NUMBER = """
[definition.D-61]
term = { zh = "每几人一分", en = "workers for a point" }
number = 100
summary = { zh = "每100人一分", en = "a point for each 100 workers" }
clause = "十"
"""


@pytest.mark.parametrize("state", ["encoded", "shown"])
def test_a_number_that_python_works_with_may_be_said_to_be_encoded(state: str, region: Region, demo: Demo) -> None:
    package = region("demo", {**demo(), "programme.toml": PROGRAMME + NUMBER})
    (package / "coverage.toml").write_text(f'{SOUND}[clause.D-61]\nas = "{state}"\n', encoding="utf-8")

    assert "D-61" not in [fault.id for fault in coverage_of(load_installed("demo")).faults]


WRONG = {
    "a path to nothing": (('"naming.alias"]', '"naming.aliases"]'), [("unresolved", "D-100")]),
    "a path to a field left empty": (('"naming.alias"]', '"subsidy.award.D-30.conflict"]'), [("unresolved", "D-100")]),
    "carried by nothing": (('by = ["subsidy.award.D-30.payer", "documents.document.plan.status", "naming.alias"]\n', ""),
                           [("nothing carries it", "D-100")]),
    "no place of its own": (('clause = "一（二）修订"\n', ""), [("incomplete", "D-2-history")]),
    "out of scope and yet a rule": (('D-1.as = "encoded"', 'D-1 = { as = "out of scope", because = { zh = "x", en = "x" } }'),
                                    [("contradiction", "D-1"), ("reading", "D-floor")]),
    "encoded but only in the programme": (('D-60.as = "shown"', 'D-60.as = "encoded"'), [("contradiction", "D-60")]),
    "shown but it decides": (('D-4.as = "encoded"', 'D-4.as = "shown"'), [("contradiction", "D-4")]),
    "a rule without a clause": (('D-42.as = "encoded"\n', ""), [("no clause", "D-42")]),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_listed(name: str, listed: Listed) -> None:
    change, expected = WRONG[name]

    coverage = coverage_of(listed(change))

    assert faults(coverage) == expected
    assert all(fault.says.zh and fault.says.en for fault in coverage.faults)


def test_a_clause_with_a_fault_is_not_answered(listed: Listed) -> None:
    total = coverage_of(listed(('"naming.alias"]', '"naming.aliases"]'))).total

    assert (total.answered, total.clauses) == (22, 23)


def test_a_rule_counts_by_any_clause_that_it_carries(listed: Listed) -> None:
    renamed = ("eligibility.toml", "[criterion.D-4]", '[criterion.D-4-home]\nalso = ["D-4"]')
    coverage = coverage_of(listed(rules=(renamed,)))

    assert faults(coverage) == [("incomplete", "D-4")]


def test_a_region_without_a_list_has_none_and_no_faults(region: Region, demo: Demo) -> None:
    region("demo", demo())
    coverage = coverage_of(load_installed("demo"))

    assert (coverage.stated, coverage.clauses, coverage.faults, coverage.total.clauses) == (False, (), (), 0)


def test_a_city_answers_for_its_own_list_only(listed: Listed, region: Region, demo: Demo) -> None:
    listed()
    city = {"profile.toml": demo("city", ("profile.toml", "api = 1", 'api = 1\nextends = "demo"'))["profile.toml"]}
    city |= {"documents.toml": demo()["documents.toml"]}
    (region("city", city) / "coverage.toml").write_text(
        '[clause.C-1]\nas = "encoded"\nby = ["subsidy.award.D-30"]\ndocument = "measures"\nclause = "一"\n'
        'summary = { zh = "x", en = "x" }\n',
        encoding="utf-8",
    )

    coverage = coverage_of(load_installed("city"))

    assert [clause.id for clause in coverage.clauses] == ["C-1"]
    assert faults(coverage) == []
    assert explain(load_installed("city"), "D-100", ON).clause is not None


def test_totals_of_regions_add_up(listed: Listed) -> None:
    coverage = coverage_of(listed())
    total = sum_of((coverage, coverage))

    assert (total.clauses, total.encoded, total.shown, total.out_of_scope, total.answered) == (46, 42, 2, 2, 46)
    assert sum_of(()).clauses == 0


def test_a_list_is_plain_data(listed: Listed) -> None:
    data = json.loads(result_json(result_data(coverage_of(listed()))))

    assert data["total"]["clauses"] == 23
    assert {clause["state"] for clause in data["clauses"]} == {"encoded", "shown", "out of scope"}


# what explain says of a clause


def test_a_clause_without_a_rule_is_explained_by_what_carries_it(listed: Listed) -> None:
    found = explain(listed(), "D-100", ON)

    assert found.rules == ()
    assert [(part.path, part.rule) for part in found.parts] == [
        ("subsidy.award.D-30.payer", "D-30"), ("documents.document.plan.status", None), ("naming.alias", None),
    ]  # fmt: skip
    assert [value.en for part in found.parts for _, value in part.values] == ["the city", "draft for comment", "龙城"]
    assert found.clause is not None
    assert found.clause.summary is not None


def test_a_clause_carried_by_a_whole_rule_brings_that_rule(listed: Listed) -> None:
    found = explain(listed(('"subsidy.award.D-30.payer"', '"subsidy.award.D-30"')), "D-100", ON)

    assert [rule.id for rule in found.rules] == ["D-30"]
    assert found.clause is not None
    assert found.clause.rules == ("D-30",)


def test_a_sum_that_changed_brings_its_history(listed: Listed) -> None:
    whole = ('"subsidy.award.D-30.payer"', '"subsidy.award.D-30.amount_yuan.municipal"')
    before, after = (explain(listed(whole), "D-100", on).parts[0] for on in (date(2023, 12, 31), date(2024, 1, 1)))

    assert (before.values[0][1].en, after.values[0][1].en) == ("40,000", "50,000")
    assert [(item.since, item.value.en, item.in_force) for item in after.history[0].values] == [
        (None, "40,000", False), (date(2024, 1, 1), "50,000", True),
    ]  # fmt: skip


def test_a_clause_out_of_scope_is_explained_with_its_reason(listed: Listed) -> None:
    found = explain(listed(), "D-9", ON)

    assert (found.rules, found.parts) == ((), ())
    assert found.clause is not None
    assert found.clause.because is not None
    assert found.clause.because.en == "a slogan"
    assert str(found.clause.clause) == "《示例方案》 首段"


def test_a_document_and_a_reading_are_explained_as_a_whole(listed: Listed) -> None:
    paths = '"documents.document.measures", "readings.reading.D-floor", "eligibility.class.skill", "facts.stall_kinds"'
    document, reading, brand_class, fact = explain(listed(('"naming.alias"', paths)), "D-100", ON).parts[2:]

    assert ("number", "示人社〔2022〕1号") in [(label.en, value.en) for label, value in document.values]
    assert [value.en for _, value in reading.values] == ["do seasonal workers count?", "they do"]
    assert brand_class.of.en == "skills"
    assert fact.of.en == "kinds of stall"


def test_a_reading_tells_what_its_alternatives_say(listed: Listed) -> None:
    (rule,) = explain(listed(), "D-1", ON).rules
    (reading,) = rule.readings

    assert (reading.choice, reading.default, reading.says.en) == ("with", True, "they do")
    assert [(other.code, other.says.en, other.default) for other in reading.others] == [
        ("without", "they do not; the floor is lower", False)
    ]
    assert reading.reason is not None


def test_the_default_is_marked_when_another_choice_is_in_use(listed: Listed) -> None:
    listed()
    (rule,) = explain(load_installed("demo", choices={"D-floor": "without"}), "D-1", ON).rules

    assert not rule.readings[0].default
    assert [(other.code, other.default) for other in rule.readings[0].others] == [("with", True)]


def test_a_reading_that_bears_on_the_clause_alone_stands_with_the_clause(listed: Listed) -> None:
    found = explain(listed(rules=(("readings.toml", 'rules = ["D-1"]', 'rules = ["D-100"]'),)), "D-100", ON)

    assert [reading.id for reading in found.readings] == ["D-floor"]


def test_departments_and_periods_read_as_words(listed: Listed) -> None:
    (rule,) = explain(listed(), "D-60", ON).rules

    assert {label.en: value.en for label, value in rule.values} == {"done by": "the bureau", "how often": "every quarter"}
