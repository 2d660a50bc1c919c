"""Malformed rule files: one sentence with file, line and TOML path, whatever is wrong with them."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from laowu.errors import RuleDataError
from laowu.jurisdictions.loading import load_installed

Demo = Callable[..., dict[str, str]]
Region = Callable[..., Path]


def refusal(region: Region, files: dict[str, str]) -> RuleDataError:
    region("demo", files)
    with pytest.raises(RuleDataError) as caught:
        load_installed("demo")
    assert caught.value.kind == "broken"
    assert caught.value.code == "demo"
    assert caught.value.what.zh
    return caught.value


# What stands in a file, what is written instead; then the TOML path the error points at, and part of what it says.
MISTAKES = {
    "profile.toml": [
        ("api = 1", "api = 1\napii = 1", "apii", "did you mean: api"),
        ('division = "320400"', "", "division", "is missing"),
        ('division = "320400"', 'division = "320490"', "division", "320400 常州市"),
        ('code = "demo"', 'code = "Demo"', "code", ""),
        ('edition = "1"', "edition = 1", "edition", "expected text"),
        ("read_on = 2026-11-01", 'read_on = "2026-11-01"', "read_on", "expected a date"),
    ],
    "documents.toml": [
        ('"in_force"', '"in force"', "document.measures.status", "did you mean: in_force"),
        ("[document.plan]", "[documents.plan]", "documents", "did you mean: document"),
        ("[document.measures]", "[x]\n[[document]]", "x", "no key “x”"),
    ],
    "eligibility.toml": [
        ("at_least = 5000", 'at_least = "5000"', "criterion.D-1.condition.at_least", "whole number"),
        ("at_least = 5000", "at_least = 0.5", "criterion.D-1.condition.at_least", "decimal"),
        ('"workers", at_least', '"wrokers", at_least', "criterion.D-1.condition.fact", "did you mean: workers"),
        ("at_least = 5000", "atleast = 5000", "criterion.D-1.condition.atleast", "did you mean: at_least"),
        ('within = "320400"', 'within = "320490"', "criterion.D-4.condition.within", "did you mean: 320400 常州市"),
        ('["skill"]', '["skil"]', "criterion.D-1.classes", "did you mean: skill"),
        ('["district", "municipal"]\nsummary', '["city"]\nsummary', "criterion.D-3.levels[0]", "choices"),
        ('levels = ["district", "municipal"]\n\n', "", "levels", ""),
        ("[criterion.D-6]", "[criterium.D-6]", "criterium", "did you mean: criterion"),
        ('document = "plan"', 'document = "plam"', "criterion.D-5.document", "one of: measures, plan"),
        (', en = "how the public takes it"', "", "criterion.D-6.summary.en", "is missing"),
        ("{ value = 2000 }", "{ since = 2025-06-01, value = 2000 }", "criterion.D-2.condition.more_than[1].since", "order"),
        ("[class.skill]", "class.other = 1\n[class.skill]", "class", "must be tables of the form [class.<id>]"),
    ],
    "naming.toml": [
        ("[form.D-10]", "[[form]]", "form", "must be tables"),
        ('source = "一般用法"', "", "alias[0].source", "is missing"),
        ('division = "320400"', 'division = "999999"', "alias[0].division", "no division has the code “999999”"),
        ("[titles.D-11]", "[title.D-11]", "title", "did you mean: titles"),
    ],
    "review.toml": [
        ('after = ["D-20"]', 'after = ["D-99"]', "stage.D-21.after[0]", "D-99"),
        ("[paper.D-22]", "[papers.D-22]", "papers", "did you mean: paper"),
        ("day = 31", "day = 32", "stage.D-20.due.day", ""),
    ],
    "subsidy.toml": [
        ('"lump_sum"', '"lump"', "award.D-30.kind", "did you mean: lump_sum"),
        ("[award.D-31]", "[awards.D-31]", "awards", "did you mean: award"),
        ("[award.D-30]", '[silent]\nzh = "x"\n[award.D-30]', "silent.en", "is missing"),
    ],
    "management.toml": [
        ("[upkeep.D-40]", "[keep.D-40]", "keep", "did you mean: upkeep"),
    ],
    "facts.toml": [
        ("[stall_kinds]", "[workers]", "workers", "shared fact"),
        ('"codes"', '"code list"', "stall_kinds.type", "choices"),
    ],
    "readings.toml": [
        ("[reading.D-floor.choice.", "[reading.other.choice.", "reading.D-floor", "choice"),
        ('default = "with"', 'default = "maybe"', "reading.D-floor", "maybe"),
        ("[reading.D-floor.choice.with]", "choice.more = 1\n[reading.D-floor.choice.with]", "reading.D-floor", "choice"),
        ("set.eligibility.criterion.D-1.condition.at_least", "set", "reading.D-floor.choice.without.set", ""),
        (
            "set.eligibility.criterion.D-1.condition.at_least = 4500",
            'set.eligibility.criterion.D-4.condition.within = "320490"',
            "reading.D-floor.choice.without.set.eligibility.criterion.D-4.condition.within",
            "no division has the code",
        ),
        ("set.eligibility.", "set.eligiblity.", "reading.D-floor.choice.without.set.eligiblity", "did you mean: eligibility"),
        (
            "set.eligibility.criterion.D-1.condition.at_least = 4500",
            "set.eligibility = 4500",
            "reading.D-floor.choice.without.set.eligibility",
            "a table",
        ),
        ("[reading.D-floor]", "[readings.D-floor]", "readings", "did you mean: reading"),
    ],
}


@pytest.mark.parametrize(
    ("file", "mistake"),
    [
        pytest.param(file, mistake, id=f"{file} {mistake[2]}: {mistake[3]}")
        for file, mistakes in MISTAKES.items()
        for mistake in mistakes
    ],
)
def test_a_mistake_in_a_rule_file_is_pointed_at(
    file: str, mistake: tuple[str, str, str, str], region: Region, demo: Demo
) -> None:
    old, new, path, said = mistake

    failure = refusal(region, demo("demo", (file, old, new)))

    name, _, place = failure.where.rpartition(f"{file}:")
    line, _, found = place.partition(" ")
    assert name.endswith("rules/")
    assert int(line) >= 1
    assert found == path
    assert said in str(failure)


def test_the_line_is_the_one_that_is_wrong(region: Region, demo: Demo) -> None:
    files = demo("demo", ("eligibility.toml", "at_least = 5000", 'at_least = "many"'))
    line = next(number for number, text in enumerate(files["eligibility.toml"].splitlines(), 1) if '"many"' in text)

    assert f"eligibility.toml:{line} criterion.D-1" in refusal(region, files).where


def test_every_mistake_of_a_rule_is_reported_at_once(region: Region, demo: Demo) -> None:
    changes = [
        ("review.toml", "length = { days = 5 }", "length = { days = true }\nlenght = 3"),
        ("review.toml", '"notice"\nlevels', '"notise"\nlevels'),
    ]

    failure = refusal(region, demo("demo", *changes))

    places = [mistake.where.partition(" ")[2] for mistake in (failure, *failure.further)]
    assert sorted(places) == ["stage.D-21.kind", "stage.D-21.lenght", "stage.D-21.length.days"]


def test_every_unknown_division_is_reported_at_once(region: Region, demo: Demo) -> None:
    changes = [(file, 'division = "320400"', 'division = "320490"') for file in ("profile.toml", "naming.toml")]

    failure = refusal(region, demo("demo", *changes))

    assert [mistake.where.rpartition("/")[2] for mistake in (failure, *failure.further)] == [
        "profile.toml:3 division",
        "naming.toml:18 alias[0].division",
    ]


@pytest.mark.parametrize("missing", ["profile.toml", "documents.toml"])
def test_a_required_file_that_is_missing_is_named(missing: str, region: Region, demo: Demo) -> None:
    files = demo()
    del files[missing]

    failure = refusal(region, files)

    assert f"the rule file {missing} is missing" in str(failure)
    assert Path(failure.where).is_dir()
    assert failure.mend
    assert "every region has profile.toml, documents.toml" in failure.mend.en


def test_a_missing_rules_folder_is_said_to_lack_its_first_file(region: Region) -> None:
    assert "profile.toml is missing" in str(refusal(region, {}))


def test_a_file_of_no_section_is_refused_with_a_suggestion(region: Region, demo: Demo) -> None:
    failure = refusal(region, {**demo(), "eligiblity.toml": ""})

    assert "eligiblity.toml is not a rule file: did you mean: eligibility.toml" in str(failure)


def test_files_that_are_not_toml_by_name_are_none_of_our_business(region: Region, demo: Demo) -> None:
    region("demo", {**demo(), "README.md": "x", "eligibility.toml~": "["})

    assert load_installed("demo").code == "demo"


def test_a_file_that_is_not_toml_is_pointed_at_by_its_line(region: Region, demo: Demo) -> None:
    failure = refusal(region, {**demo(), "naming.toml": "x = 1\ny ="})

    assert failure.where.endswith("rules/naming.toml:2")


def test_a_file_in_another_encoding_is_told_so(region: Region, demo: Demo) -> None:
    package = region("demo", demo())
    (package / "rules" / "naming.toml").write_bytes('document = "办法"\n'.encode("gb18030"))

    with pytest.raises(RuleDataError, match="GB18030"):
        load_installed("demo")


def test_an_empty_file_of_rules_states_nothing_but_still_answers(region: Region, demo: Demo) -> None:
    region("demo", {**demo(), "subsidy.toml": "", "management.toml": ""})

    book = load_installed("demo").book

    assert book.subsidy is not None
    assert book.subsidy.awards == ()
    assert book.management is not None


def test_a_rule_takes_document_and_days_from_itself_its_file_or_its_document(region: Region, demo: Demo) -> None:
    changes = [
        (
            "eligibility.toml",
            'document = "measures"\nlevels',
            'document = "measures"\nsince = 2023-01-01\nuntil = 2030-01-01\nlevels',
        ),
        ("eligibility.toml", 'clause = "三"', 'clause = "三"\nsince = 2024-01-01'),
    ]
    region("demo", demo("demo", *changes))

    book = load_installed("demo").book
    rules = {rule.id: rule for _, rule in book.rules()}

    assert (rules["D-6"].document, rules["D-6"].since, rules["D-6"].until) == ("measures", date(2024, 1, 1), date(2030, 1, 1))
    assert (rules["D-5"].document, rules["D-5"].since) == ("plan", date(2023, 1, 1))
    assert (rules["D-20"].since, rules["D-20"].until) == (date(2022, 2, 1), None)


def test_a_choice_changes_the_rules_it_sets_and_nothing_else(region: Region, demo: Demo) -> None:
    region("demo", demo())

    plain, chosen = (load_installed("demo", choices=choices).book for choices in ({}, {"D-floor": "without"}))

    changed = [one.id for (_, one), (_, other) in zip(plain.rules(), chosen.rules(), strict=True) if one != other]
    assert changed == ["D-1"]
    assert [code for _, code in chosen.readings] == ["without"]
    assert plain.digest != chosen.digest


def test_a_criterion_for_a_level_nobody_recognises_is_refused(region: Region, demo: Demo) -> None:
    files = demo()
    head = 'levels = ["district", "municipal"]'
    assert head in files["eligibility.toml"]
    region("demo", {**files, "eligibility.toml": files["eligibility.toml"].replace(head, 'levels = ["municipal"]', 1)})

    with pytest.raises(RuleDataError) as caught:
        load_installed("demo")

    assert "does not recognise district level" in caught.value.what.en
    assert ".levels" in caught.value.where
