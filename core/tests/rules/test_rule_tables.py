"""The five kinds of rules as their files write them: read whole, or refused at the line that is wrong."""

from collections.abc import Callable
from datetime import date

import pytest

from laowu.errors import RuleDataError
from laowu.model.answers import Scope
from laowu.model.level import ApplicantKind, Level
from laowu.model.outcome import Outcome
from laowu.rules.rulebook import RuleBook
from laowu.rules.subsidy import Ceiling, LumpSum, PerHead, Unstated
from laowu.text import Text

MakeBook = Callable[..., RuleBook]

ON = date(2026, 1, 1)

FILES = {
    "eligibility": """
document = "d1"
levels = ["municipal", "provincial"]

[class.skill]
label = { zh = "技能", en = "skill" }

[criterion.E-1]
also = ["E-1a"]
levels = ["municipal"]
classes = ["skill"]
scope = "territorial"
soft = true
unmet = "needs judgement"
summary = { zh = "所在地", en = "home" }
remark = { zh = "注", en = "note" }
clause = "一"
condition = { fact = "brand_place", within = "320400" }

[selection.E-2]
levels = ["provincial"]
summary = { zh = "择优", en = "the better ones" }
clause = "二"
""",
    "naming": """
document = "d1"

[form.N-1]
levels = ["municipal"]
applicants = ["association"]
parts = ["region", "suffix"]
either = [["industry", "person"]]
suffix = "劳务品牌"
modality = "may"
summary = { zh = "形式", en = "form" }
clause = "三"

[titles.N-2]
listed = ["工", "匠"]
open = false
summary = { zh = "称谓", en = "titles" }
clause = "三"

[[alias]]
name = "某高新区"
kind = "zone"
division = "320400"
source = "x"
""",
    "review": """
document = "d1"

[stage.R-1]
stage = "apply"
kind = "apply"
levels = ["municipal"]
actor = { zh = "单位", en = "the body" }
due = { month = 10, day = 31, included = false }
summary = { zh = "申报", en = "apply" }
clause = "四"

[stage.R-2]
stage = "notice"
kind = "notice"
levels = ["municipal"]
actor = { zh = "局", en = "the bureau" }
after = ["R-1"]
length = { days = [{ value = 7 }, { since = 2025-01-01, value = 5 }], unit = "calendar", count_first = true }
optional = true
summary = { zh = "公示", en = "notice" }
clause = "四"

[paper.R-3]
code = "form"
levels = ["municipal"]
needed_if = { fact = "workers", at_least = 1 }
summary = { zh = "申报表", en = "the form" }
clause = "五"
""",
    "subsidy": """
document = "d1"

[silent]
zh = "另有规定"
en = "see elsewhere"

[award.S-1]
kind = "lump_sum"
levels = ["municipal", "provincial"]
payer = { zh = "市", en = "city" }
payee = { zh = "单位", en = "body" }
fund = { zh = "资金", en = "fund" }
amount_yuan = { municipal = 50_000, provincial = [{ value = 80_000 }, { since = 2025-01-01, value = 100_000 }] }
summary = { zh = "奖", en = "award" }
clause = "六"

[award.S-2]
kind = "ceiling"
levels = ["municipal"]
payer = { zh = "市", en = "city" }
payee = { zh = "单位", en = "body" }
fund = { zh = "资金", en = "fund" }
at_most_yuan = 300_000
set_by = { zh = "县", en = "county" }
summary = { zh = "奖", en = "award" }
clause = "六"

[award.S-3]
kind = "unstated"
levels = ["municipal"]
payer = { zh = "市", en = "city" }
payee = { zh = "单位", en = "body" }
fund = { zh = "资金", en = "fund" }
summary = { zh = "奖", en = "award" }
clause = "六"

[award.S-4]
kind = "per_head"
levels = ["municipal"]
payer = { zh = "市", en = "city" }
payee = { zh = "单位", en = "body" }
fund = { zh = "资金", en = "fund" }
rate_yuan = 1000
months_at_least = 3
cap_yuan = 1_000_000
years_at_most = 5
groups = [{ code = "migrant", label = { zh = "农民工", en = "migrants" } }]
summary = { zh = "奖", en = "award" }
clause = "六"
""",
    "management": """
document = "d1"

[upkeep.M-1]
kind = "review"
levels = ["municipal"]
actor = { zh = "局", en = "the bureau" }
every_months = 12
regular = true
summary = { zh = "年审", en = "yearly review" }
clause = "七"

[consequence.M-2]
kind = "revoke"
levels = ["municipal"]
actor = { zh = "局", en = "the bureau" }
consecutive_failures = 2
grounds = [{ code = "poor", label = { zh = "差", en = "poor" } }]
summary = { zh = "取消", en = "revoked" }
clause = "七"
""",
}


def test_criteria_keep_what_their_tables_say(book: MakeBook) -> None:
    rules = book(**FILES).eligibility

    assert rules is not None
    assert rules.levels == (Level.MUNICIPAL, Level.PROVINCIAL)
    assert [(each.code, each.label.zh) for each in rules.classes] == [("skill", "技能")]
    criterion = rules.criteria[0]
    assert (criterion.id, criterion.also, criterion.clause) == ("E-1", ("E-1a",), "一")
    assert (criterion.scope, criterion.soft, criterion.unmet) == (Scope.TERRITORIAL, True, Outcome.NEEDS_JUDGEMENT)
    assert criterion.remark == Text("注", "note")
    assert [rule.id for rule in rules.selections] == ["E-2"]


def test_forms_titles_and_aliases_keep_what_their_tables_say(book: MakeBook) -> None:
    rules = book(**FILES).naming

    assert rules is not None
    form, titles = rules.forms[0], rules.titles[0]
    assert (form.applicants, form.parts, form.either) == (
        (ApplicantKind.ASSOCIATION,),
        ("region", "suffix"),
        (("industry", "person"),),
    )
    assert (form.suffix, form.modality) == ("劳务品牌", "may")
    assert (titles.listed, titles.open) == (("工", "匠"), False)
    assert [alias.name for alias in rules.aliases] == ["某高新区"]


def test_stages_and_papers_keep_what_their_tables_say(book: MakeBook) -> None:
    rules = book(**FILES).review

    assert rules is not None
    first, second = rules.stages
    assert first.due is not None
    assert (first.due.month, first.due.day, first.due.on, first.due.included) == (10, 31, None, False)
    assert second.length is not None
    assert (second.length.days.on(date(2024, 12, 31)), second.length.days.on(date(2025, 1, 1))) == (7, 5)
    assert (second.length.unit, second.length.count_first, second.after, second.optional) == ("calendar", True, ("R-1",), True)
    assert [paper.code for paper in rules.papers] == ["form"]


def test_each_kind_of_award_becomes_its_own_class(book: MakeBook) -> None:
    rules = book(**FILES).subsidy

    assert rules is not None
    assert rules.silent == Text("另有规定", "see elsewhere")
    lump, ceiling, unstated, heads = rules.awards
    assert isinstance(lump, LumpSum)
    assert {level: sum_.on(ON) for level, sum_ in lump.amount_yuan.items()} == {
        Level.MUNICIPAL: 50_000,
        Level.PROVINCIAL: 100_000,
    }
    assert isinstance(ceiling, Ceiling)
    assert ceiling.at_most_yuan.on(ON) == 300_000
    assert isinstance(unstated, Unstated)
    assert isinstance(heads, PerHead)
    assert [group.code for group in heads.groups] == ["migrant"]
    assert (heads.self_paid, heads.cap_scope, heads.on_cap) == ("judgement", "brand", "next")


def test_checks_and_what_follows_keep_what_their_tables_say(book: MakeBook) -> None:
    rules = book(**FILES).management

    assert rules is not None
    assert rules.upkeep[0].every_months is not None
    assert (rules.upkeep[0].every_months.on(ON), rules.upkeep[0].regular) == (12, True)
    assert rules.consequences[0].consecutive_failures is not None
    assert rules.consequences[0].consecutive_failures.on(ON) == 2
    assert rules.consequences[0].grounds[0].label.zh == "差"


def test_rules_are_told_by_question_in_the_order_of_the_files(book: MakeBook) -> None:
    found = [(question, rule.id) for question, rule in book(**FILES).rules()]

    assert found == [
        ("eligibility", "E-1"),
        ("eligibility", "E-2"),
        ("naming", "N-1"),
        ("naming", "N-2"),
        ("review", "R-1"),
        ("review", "R-2"),
        ("review", "R-3"),
        ("subsidy", "S-1"),
        ("subsidy", "S-2"),
        ("subsidy", "S-3"),
        ("subsidy", "S-4"),
        ("management", "M-1"),
        ("management", "M-2"),
    ]


#: The section; what is written instead of what; the path it is refused at; part of the sentence.
WRONG: dict[str, tuple[str, str, str, str, str]] = {
    "no document anywhere": ("eligibility", 'document = "d1"\n', "", "criterion.E-1.document", "names no document"),
    "document not at hand": ("eligibility", '"d1"', '"d2"', "criterion.E-1.document", "one of: d1"),
    "document that is no text": ("naming", 'document = "d1"', "document = 5", "form.N-1.document", "names no document"),
    "misspelt head": ("eligibility", "document =", "documnet =", "documnet", "did you mean: document"),
    "misspelt kind of rule": ("eligibility", "[criterion.E-1]", "[criteria.E-1]", "criteria", "did you mean: criterion"),
    "array of rules": ("naming", "[form.N-1]", "[[form]]", "form", "must be tables of the form [form.<id>]"),
    "rule that is no table": ("naming", "[form.N-1]", "form.N-0 = 1\n[form.N-1]", "form", "must be tables"),
    "id beside the key": ("naming", 'modality = "may"', 'id = "N-9"', "form.N-1.id", "own key is its id"),
    "code beside the key": (
        "eligibility",
        "[class.skill]",
        '[class.skill]\ncode = "x"',
        "class.skill.code",
        "own key is its code",
    ),
    "no summary": ("eligibility", 'summary = { zh = "所在地", en = "home" }', "", "criterion.E-1.summary", "missing"),
    "no clause": ("management", 'clause = "七"\n\n', "\n\n", "upkeep.M-1.clause", "missing"),
    "no levels of the region": ("eligibility", 'levels = ["municipal", "provincial"]', "", "levels", "too few"),
    "no levels of a rule": ("eligibility", 'levels = ["municipal"]', "levels = []", "criterion.E-1.levels", "too few"),
    "unknown level": ("eligibility", '["provincial"]', '["city"]', "selection.E-2.levels[0]", "none of the choices"),
    "level not recognised": (
        "eligibility",
        'levels = ["municipal", "provincial"]',
        'levels = ["municipal"]',
        "selection.E-2.levels",
        "does not recognise provincial level",
    ),
    "unknown class": ("eligibility", '["skill"]', '["skil"]', "criterion.E-1.classes", "did you mean: skill"),
    "unmet that cannot be": ("eligibility", '"needs judgement"', '"no data"', "criterion.E-1", "'not met' or 'needs judgement'"),
    "wrong day": (
        "eligibility",
        'clause = "一"',
        'clause = "一"\nsince = "2022-01-01"',
        "criterion.E-1.since",
        "expected a date",
    ),
    "unknown part of a name": ("naming", '"region", "suffix"', '"regoin"', "form.N-1.parts[0]", "did you mean: region"),
    "unknown applicant": ("naming", '"association"', '"guild"', "form.N-1.applicants[0]", "none of the choices"),
    "alias without source": ("naming", 'source = "x"', "", "alias[0].source", "missing"),
    "stage after a later one": (
        "review",
        'after = ["R-1"]',
        'after = ["R-4"]',
        "stage.R-2.after[0]",
        "no earlier stage is called “R-4”",
    ),
    "stage after itself": ("review", 'after = ["R-1"]', 'after = ["R-1", "R-2"]', "stage.R-2.after[1]", "no earlier stage"),
    "notice of no days": ("review", "value = 5", "value = 0", "stage.R-2.length.days", "must be at least 1"),
    "unknown unit": ("review", '"calendar"', '"weeks"', "stage.R-2.length.unit", "none of the choices"),
    "day that no month has": ("review", "day = 31", "day = 32", "stage.R-1.due.day", "at most 31"),
    "day that this month lacks": ("review", "month = 10", "month = 9", "stage.R-1.due", "out of range"),
    "yearly day without a month": ("review", "month = 10, ", "", "stage.R-1.due", "either 'on' a date or a 'month' and 'day'"),
    "fixed and yearly at once": ("review", "month = 10,", "on = 2022-12-02, month = 10,", "stage.R-1.due", "either 'on' a date"),
    "unknown kind of stage": ("review", 'kind = "notice"', 'kind = "notise"', "stage.R-2.kind", "did you mean: notice"),
    "no kind of award": ("subsidy", 'kind = "ceiling"', "", "award.S-2.kind", "one of"),
    "unknown kind of award": ("subsidy", '"ceiling"', '"ceilling"', "award.S-2.kind", "did you mean: ceiling"),
    "field of another kind": ("subsidy", "at_most_yuan = 300_000", "rate_yuan = 5", "award.S-2.at_most_yuan", "missing"),
    "sum at no level": ("subsidy", "municipal = 50_000", "city = 50_000", "award.S-1.amount_yuan.city", "none of the choices"),
    "sum below nothing": ("subsidy", "50_000", "-1", "award.S-1.amount_yuan", "must be at least 0"),
    "sum with fen": ("subsidy", "300_000", "300.50", "award.S-2.at_most_yuan", "whole number"),
    "rate below nothing": ("subsidy", "rate_yuan = 1000", "rate_yuan = -1", "award.S-4.rate_yuan", "must be at least 0"),
    "no years": ("subsidy", "years_at_most = 5", "years_at_most = 0", "award.S-4.years_at_most", "must be at least 1"),
    "no groups": (
        "subsidy",
        '[{ code = "migrant", label = { zh = "农民工", en = "migrants" } }]',
        "[]",
        "award.S-4.groups",
        "too few",
    ),
    "silence in one language": ("subsidy", 'en = "see elsewhere"', "", "silent.en", "missing"),
    "interval of no months": ("management", "every_months = 12", "every_months = 0", "upkeep.M-1.every_months", "at least 1"),
    "no failures needed": (
        "management",
        "consecutive_failures = 2",
        "consecutive_failures = 0",
        "consequence.M-2.consecutive_failures",
        "at least 1",
    ),
    "unknown action": ("management", '"revoke"', '"remove"', "consequence.M-2.kind", "none of the choices"),
}


@pytest.mark.parametrize("mistake", WRONG.values(), ids=WRONG)
def test_a_wrong_rule_is_pointed_at(book: MakeBook, mistake: tuple[str, str, str, str, str]) -> None:
    section, old, new, path, says = mistake
    text = FILES[section].replace(old, new, 1)
    assert text != FILES[section]

    with pytest.raises(RuleDataError) as caught:
        book(**{section: text})

    line, _, found = caught.value.where.partition(f"{section}.toml:")[2].partition(" ")
    assert 1 <= int(line) <= text.count("\n") + 1
    assert found == path
    assert says in str(caught.value)


@pytest.mark.parametrize(("section", "key"), [("naming", "form"), ("review", "stage")])
def test_a_question_needs_the_rules_that_answer_it(book: MakeBook, section: str, key: str) -> None:
    with pytest.raises(RuleDataError, match=rf"{section}\.toml:1 {key}: too few entries: at least 1"):
        book(**{section: ""})


def test_saying_nothing_about_money_or_upkeep_is_allowed(book: MakeBook) -> None:
    read = book(subsidy="", management="")

    assert read.subsidy is not None
    assert (read.subsidy.awards, read.subsidy.silent) == ((), None)
    assert read.management is not None
    assert read.management.consequences == ()


def test_the_line_pointed_at_is_the_line_that_is_wrong(book: MakeBook) -> None:
    text = FILES["subsidy"].replace("rate_yuan = 1000", 'rate_yuan = "1000"')
    line = text[: text.index("rate_yuan")].count("\n") + 1

    with pytest.raises(RuleDataError, match=rf"subsidy\.toml:{line} award\.S-4\.rate_yuan"):
        book(subsidy=text)
