"""Each kind of question is put to the region and held against what the case expects."""

from collections.abc import Callable

import pytest

from laowu.conformance.cases import CaseBook, CaseResult

MakeCase = Callable[..., str]
Casebook = Callable[..., CaseBook]

WORKSHOP = 'dossier = "workshop"'

RIGHT: dict[str, tuple[str, ...]] = {
    "eligibility": (
        WORKSHOP,
        'ask = { question = "eligibility", level = "municipal", class = "skill" }',
        'expect.findings.D-1.outcome = "met"',
        'expect.findings.D-1.observations.workers.found = "5000"',
        "expect.findings.D-2.absent = true",
    ),
    "naming": (
        'ask = { question = "naming", name = "龙城茶匠", level = "municipal", applicant = "enterprise" }',
        'expect.segments.region = "龙城"',
    ),
    "review": (
        WORKSHOP,
        'ask = { question = "review", level = "municipal", start = 2026-03-02 }',
        'expect.steps.notice.rule = "D-21"',
        "expect.steps.notice.begins = 2026-03-03",
        "expect.steps.notice.ends = 2026-03-10",
        'expect.materials.application_form.needed = "met"',
    ),
    "subsidy": (
        WORKSHOP,
        'ask = { question = "subsidy", level = "municipal" }',
        'expect.lines.D-30.amount.kind = "exact"',
        "expect.total.high.fen = 35_000_000",
    ),
    "outlook": (
        WORKSHOP,
        'ask = { question = "outlook", level = "municipal", years = 3 }',
        "expect.recognised = 2024-05-01",
        "expect.assumed = false",
        "expect.total.high.fen = 35_000_000",
    ),
    "management": (
        WORKSHOP,
        'ask = { question = "management", level = "municipal" }',
        'expect.status = "rectify"',
        "expect.consecutive_failures = 1",
    ),
    "target": (
        'ask = { question = "target", rule = "D-60", counts = { region = 1 } }',
        "expect.total.gap = 1",
        'expect.total.outcome = "not met"',
    ),
    "rule": (
        'ask = { question = "rule", rule = "D-2" }',
        'expect.part = "eligibility"',
        'expect.standing = "in force"',
        "expect.in_force = true",
        'expect.levels = ["municipal"]',
        'expect.condition.fact = "workers"',
        "expect.condition.more_than = 3000",
    ),
    "rule with a tree of conditions": (
        'ask = { question = "rule", rule = "D-3", part = "eligibility" }',
        'expect.condition.all.0.any = { skilled_share.at_least = "50%", pass_rate.years_back = [1] }',
        'expect.condition.all.1.not = { fact = "wage_arrears_records", at_least = 1 }',
        'expect.condition.all.2 = { at_least_k = 1, of.stall_kinds.includes = ["market"] }',
    ),
    "document": (
        'ask = { question = "document", document = "measures" }',
        'expect.number = "示人社〔2022〕1号"',
        "expect.issued = 2022-01-01",
        'expect.standing = "in force"',
        'expect.issuers = ["示例局"]',
        "expect.later_texts.count = 1",
    ),
}

PROGRAMME = """
document = "measures"

[target.D-60]
summary = { zh = "两个品牌", en = "two brands" }
clause = "九"
measure = { zh = "品牌", en = "brands" }
relation = "at_least"
number = 2
"""


def result(book: CaseBook) -> CaseResult:
    (case,) = book.cases
    return book.run(case)


@pytest.mark.parametrize("question", RIGHT)
def test_a_question_is_answered_as_expected(question: str, casebook: Casebook, case: MakeCase) -> None:
    found = result(casebook(case("x", *RIGHT[question]), more={"programme.toml": PROGRAMME}))

    assert found.passed, found.told()


def test_a_value_that_changed_is_that_of_the_day(casebook: Casebook, case: MakeCase) -> None:
    asked = 'ask = { question = "rule", rule = "D-2" }'
    before = case("before", asked, "expect.condition.more_than = 2000", on="2024-12-31")
    after = case("after", asked, "expect.condition.more_than = 3000", on="2025-01-01")
    early = case("early", asked, 'expect.standing = "not yet in force"', on="2022-01-31")
    book = casebook(before + after + early)

    assert [book.run(item).passed for item in book.cases] == [True, True, True]


def test_a_case_is_put_under_its_own_readings(casebook: Casebook, case: MakeCase) -> None:
    short = (WORKSHOP, "with.facts.workers = 4500", 'ask = { question = "eligibility", level = "municipal", class = "skill" }')
    usual = case("usual", *short, 'expect.findings.D-1.observations.workers.shortfall.amount = "500"')
    other = case("other", *short, 'expect.findings.D-1.outcome = "met"', 'readings.D-floor = "without"')
    book = casebook(usual + other)

    assert [book.run(item).passed for item in book.cases] == [True, True]


def test_a_case_that_comes_out_otherwise_says_where_it_stands(casebook: Casebook, case: MakeCase) -> None:
    found = result(casebook(case("x", *RIGHT["subsidy"][:2], "expect.total.high.fen = 1")))

    (line,) = found.told()

    assert not found.passed
    assert line.en.endswith("cases/1.toml:8 x: total.high.fen: expected 1, found 35000000")
    assert line.zh.endswith("x: total.high.fen: 应为 1，得到 35000000")


ELSEWHERE = """
dossier = "workshop"
with.operators = [{ name = "x", place = "亚特兰蒂斯" }]
ask = { question = "eligibility", level = "municipal" }
"""
UNANSWERABLE = {
    "no such rule": ('ask = { question = "rule", rule = "D-31x" }', "there is no rule “D-31x”; did you mean: D-31"),
    "no such document": (
        'ask = { question = "document", document = "plans" }',
        "there is no document “plans”; did you mean: plan?",
    ),
    "no such target": ('ask = { question = "target", rule = "D-99", counts = { region = 1 } }', "there is no target “D-99”"),
    "no such place": (ELSEWHERE, "亚特兰蒂斯"),
}


@pytest.mark.parametrize("what", UNANSWERABLE)
def test_a_question_about_what_there_is_not_fails_in_a_sentence(what: str, casebook: Casebook, case: MakeCase) -> None:
    asked, says = UNANSWERABLE[what]

    (line,) = result(casebook(case("x", asked, 'expect.outcome = "met"'))).told()

    assert "it cannot be answered" in line.en
    assert says in line.en
