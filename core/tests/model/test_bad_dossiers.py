"""Bad dossiers: one readable message each, with file, line, TOML path and how to mend it."""

from pathlib import Path

import pytest

from laowu.errors import DossierError
from laowu.model.dossier_file import read_dossier
from laowu.model.facts import FactCatalogue, FactDefinition, FactType
from laowu.text import same

BRAND = '[brand]\nname = "云阳面工"\n'

LOCAL = {
    "dalian": FactCatalogue(
        (
            FactDefinition(name="sea_cucumbers", type=FactType.COUNT, label=same("x"), unit=same("x"), settled_by=same("x")),
            FactDefinition(name="ports", type=FactType.CODES, label=same("x"), settled_by=same("x")),
        )
    )
}

#: A fact as the only line below [facts], the path below facts, a part of the message, a part of how to mend it.
BAD_FACTS: dict[str, tuple[str, str, str, str]] = {
    "negative count": ("workers = -3", "workers", "negative", "0 or more"),
    "negative yuan": ("average_wage_yuan = -1", "average_wage_yuan", "negative", "0 or more"),
    "decimal count": ("workers = 3.9", "workers", "found a decimal number 3.9", "without a decimal point"),
    "quoted count": ('workers = "34600"', "workers", "expected a whole number", "leave out the quotes: 34600"),
    "yes for a count": ("workers = true", "workers", "expected a whole number", "1200"),
    "count beyond 64 bits": ("workers = 99999999999999999999", "workers", "too large", "at most"),
    "hexadecimal count beyond reason": (f"workers = 0x{'f' * 9000}", "workers", "too large", "at most"),
    "percentage as number": ("pass_rate = 80.01", "pass_rate", "a decimal number 80.01", "quote the percentage"),
    "percentage over 100": ('pass_rate = "100.01%"', "pass_rate", "more than 100%", "check the figures"),
    "part above whole": ("pass_rate = { part = 3, whole = 2 }", "pass_rate", "150% is more than 100%", "check"),
    "share of nothing": ("pass_rate = { part = 0, whole = 0 }", "pass_rate.whole", "at least 1", "whole"),
    "share with a negative part": ("pass_rate = { part = -1, whole = 2 }", "pass_rate.part", "negative", "part"),
    "share without whole": ("pass_rate = { part = 1 }", "pass_rate.whole", "missing", "whole = 500"),
    "share counted in decimals": ("pass_rate = { part = 1.5, whole = 2 }", "pass_rate.part", "whole number", "decimal point"),
    "words for a percentage": ('pass_rate = "most"', "pass_rate", "not a percentage", "quote"),
    "part and whole of a count": ("workers = { part = 1, whole = 2 }", "workers.part", "no share", "workers = 1200"),
    "misspelt fact": ("wokers = 3", "wokers", "no fact “wokers”", "workers"),
    "fact like nothing known": ("zzzz = 3", "zzzz", "no fact “zzzz”", "laowu dossier new"),
    "fact read off the operators": ("operator_count = 3", "operator_count", "does not stand under [facts]", "[[operators]]"),
    "fact read off one key of the operators": (
        'operator_kinds = ["school"]',
        "operator_kinds",
        "does not stand",
        "kind under [[operators]]",
    ),
    "fact read off the brand": ('trademark = "1"', "trademark", "does not stand", "trademark under [brand]"),
    "code not allowed": ('after_services = ["trainng"]', "after_services[0]", "none of the choices", "training"),
    "code twice": ('after_services = ["training", "training"]', "after_services[1]", "twice", "keep one"),
    "one code without brackets": ('after_services = "training"', "after_services", "expected an array", '["training"]'),
    "empty array for a count": ("workers = []", "workers", "empty", "workers = 1200"),
    "bare values in a series": ("workers = [1, 2]", "workers[0]", "expected a table", "year = 2023"),
    "series without a year": (
        "workers = [{ value = 1, year = 2023 }, { value = 2 }]",
        "workers[1].year",
        "missing",
        "year = 2024",
    ),
    "impossible year": ("workers = { value = 1, year = 20223 }", "workers.year", "20223", "1949"),
    "misspelt key of a figure": ("workers = { value = 1, yaer = 2022 }", "workers.yaer", "no key", "year"),
    "figure without a value": ("workers = { year = 2022 }", "workers.value", "no value", "workers = 1200"),
    "value beside a bound": ("workers = { value = 1, at_least = 2 }", "workers.at_least", "exclude", "alone"),
    "two lower bounds": ("workers = { at_least = 1, more_than = 2 }", "workers.more_than", "exclude", "one lower"),
    "bounds crossed": ("workers = { at_least = 3, at_most = 2 }", "workers.at_least", "above the upper", "swap"),
    "strict bounds crossed": ("workers = { more_than = 5, less_than = 6 }", "workers.more_than", "above the upper", "swap"),
    "fewer than none": ("workers = { less_than = 0 }", "workers.less_than", "less than 0", "value = 0"),
    "negative bound": ("workers = { at_least = -1 }", "workers.at_least", "negative", "0 or more"),
    "strict bound of a share": ('pass_rate = { more_than = "80%" }', "pass_rate.more_than", "whole numbers only", "at_least"),
    "round share": ('pass_rate = { about = "80%" }', "pass_rate.about", "whole numbers only", "at_least"),
    "bound of a yes or no": ("local_plan = { at_least = true }", "local_plan.at_least", "no more or less", "true"),
    "unknown grade": ('workers = { value = 1, grade = "sworn" }', "workers.grade", "none of the choices", "documented"),
    "quoted date": ('workers = { value = 1, as_of = "2025-12-31" }', "workers.as_of", "expected a date", "leave out the quotes"),
    "region's fact among the shared": ("sea_cucumbers = 1", "sea_cucumbers", "no fact", "[facts.dalian]"),
    "value for a region": ("dalian = 1", "dalian", "expected a table", "[facts]"),
}

#: The whole file, line and path, a part of the message, a part of how to mend it.
BAD: dict[str, tuple[str, str, str, str]] = {
    case: (BRAND + "[facts]\n" + fact + "\n", f":4 facts.{path}", says, mend)
    for case, (fact, path, says, mend) in BAD_FACTS.items()
} | {
    "no brand": ("[facts]\nworkers = 1\n", ":1 brand", "“brand” is missing", "[brand]"),
    "no brand name": ('[brand]\nplace = "500235"\n', ":1 brand.name", "“name” is missing", "add name"),
    "empty brand name": ('[brand]\nname = ""\n', ":2 brand.name", "empty", "fill it in"),
    "blank brand name": ('[brand]\nname = " \u3000"\n', ":2 brand.name", "empty", "fill it in"),
    "brand name too long": (f'[brand]\nname = "{"面" * 61}"\n', ":2 brand.name", "61 characters", "at most 60"),
    "line break in brand name": ('[brand]\nname = "云阳\\n面工"\n', ":2 brand.name", "no line break", "one line"),
    "control character in brand name": ('[brand]\nname = "云阳\\u001b[2J"\n', ":2 brand.name", "U+001B", "delete"),
    "writing direction turned in brand name": ('[brand]\nname = "云阳\\u202e工"\n', ":2 brand.name", "U+202E", "delete"),
    "brand name is a number": ("[brand]\nname = 5\n", ":2 brand.name", "expected text, found a whole number 5", '"5"'),
    "brand is text": ('brand = "云阳面工"\n', ":1 brand", "expected a table", "{ key = value }"),
    "misspelt key of brand": (BRAND + 'clas = "skill"\n', ":3 brand.clas", "no key “clas”", "class"),
    "attribute name instead of key": (BRAND + 'brand_class = "skill"\n', ":3 brand.brand_class", "no key", "class"),
    "class is no code": (BRAND + 'class = "技能型"\n', ":3 brand.class", "not a code", "lower-case"),
    "quoted yes or no": (
        BRAND + 'existing = "false"\n',
        ":3 brand.existing",
        'found text "false"',
        "leave out the quotes: false",
    ),
    "number for yes or no": (BRAND + "invented = 1\n", ":3 brand.invented", "found a whole number 1", "true or false"),
    "unknown section": (BRAND + "[fact]\nworkers = 1\n", ":3 fact", "no key “fact”", "facts"),
    "operators as one table": (BRAND + '[operators]\nname = "甲"\n', ":3 operators", "[[operators]]", "double brackets"),
    "duplicate operator name": (
        BRAND + '[[operators]]\nname = "甲公司"\n[[operators]]\nname = "甲公司 "\n',
        ":6 operators[1].name",
        "on line 3 already",
        "once",
    ),
    "duplicate operator code": (
        BRAND + '[[operators]]\nname = "甲"\ncode = "91500000a"\n[[operators]]\nname = "乙"\ncode = "91500000A"\n',
        ":8 operators[1].code",
        "on line 3 already",
        "once",
    ),
    "unknown operator kind": (
        BRAND + '[[operators]]\nname = "甲"\nkind = "enterprse"\n',
        ":5 operators[0].kind",
        "none of the choices",
        "enterprise",
    ),
    "operator without name": (BRAND + '[[operators]]\nkind = "school"\n', ":3 operators[0].name", "missing", "add name"),
    "operator code as number": (
        BRAND + '[[operators]]\nname = "甲"\ncode = 915\n',
        ":5 operators[0].code",
        "expected text",
        '"915"',
    ),
    "facts as text": ('facts = "many"\n' + BRAND, ":1 facts", "expected a table", "[facts]"),
    "facts as array of tables": (BRAND + "[[facts]]\nworkers = 1\n", ":3 facts", "expected a table", "[facts]"),
    "same year twice": (
        BRAND + "[facts]\nworkers = [\n  { value = 1, year = 2023 },\n  { value = 2, year = 2023 },\n]\n",
        ":6 facts.workers[1].year",
        "2023 is given twice",
        "one entry per year",
    ),
    "impossible date": (BRAND + "[facts]\nworkers = { value = 1, as_of = 2025-02-30 }\n", ":4", "2025-02-30|date", ""),
    "nameless code of a region": (BRAND + '[facts.dalian]\nports = [" "]\n', ":4 facts.dalian.ports[0]", "empty", "ports ="),
    "misspelt region": (BRAND + "[facts.dalan]\nsea_cucumbers = 1\n", ":3 facts.dalan", "no fact “dalan”", "dalian"),
    "unknown fact of a region": (
        BRAND + "[facts.dalian]\nsea_cucumber = 1\n",
        ":4 facts.dalian.sea_cucumber",
        "dalian has no fact",
        "sea_cucumbers",
    ),
    "negative count of a region": (
        BRAND + "[facts.dalian]\nsea_cucumbers = -1\n",
        ":4 facts.dalian.sea_cucumbers",
        "negative",
        "0 or more",
    ),
    "shared fact under a region": (BRAND + "[facts.dalian]\nworkers = 1\n", ":4 facts.dalian.workers", "shared fact", "[facts]"),
    "decimal of a region not at hand": (
        BRAND + "[facts.baoji]\nthing = 1.5\n",
        ":4 facts.baoji.thing",
        "decimal number 1.5",
        "quote the percentage",
    ),
    "unknown paper": (BRAND + "[materials]\nchartre = true\n", ":4 materials.chartre", "no region asks", "charter"),
    "paper neither here nor there": (
        BRAND + '[materials]\ncharter = "yes"\n',
        ":4 materials.charter",
        "yes-or-no",
        "held = true",
    ),
    "paper without held": (BRAND + '[materials]\ncharter = { source = "x" }\n', ":4 materials.charter.held", "missing", "held"),
    "materials as an array": (BRAND + "[[materials]]\ncharter = true\n", ":3 materials", "expected a table", "[materials]"),
    "open judgement": (
        BRAND + '[[judgements]]\njurisdiction = "dalian"\nrule = "x"\noutcome = "no data"\nby = "office"\non = 2025-01-01\n',
        ":6 judgements[0].outcome",
        "none of the choices",
        "met, not met",
    ),
    "judgement by nobody": (
        BRAND + '[[judgements]]\njurisdiction = "dalian"\nrule = "x"\noutcome = "met"\nby = ""\non = 2025-01-01\n',
        ":7 judgements[0].by",
        "empty",
        "fill it in",
    ),
    "jurisdiction is no code": (
        BRAND + '[[recognitions]]\njurisdiction = "大连"\nlevel = "municipal"\non = 2025-01-01\n',
        ":4 recognitions[0].jurisdiction",
        "not a code",
        "lower-case",
    ),
    "recognition over before it began": (
        BRAND + '[[recognitions]]\nlevel = "provincial"\non = 2025-01-01\nuntil = 2024-01-01\n',
        ":6 recognitions[0].until",
        "2024-01-01 is not after",
        "both dates",
    ),
    "unknown level": (
        BRAND + '[[recognitions]]\nlevel = "state"\non = 2025-01-01\n',
        ":4 recognitions[0].level",
        "choices",
        "provincial",
    ),
    "recognition with a time": (
        BRAND + '[[recognitions]]\nlevel = "provincial"\non = 2025-01-01T10:00:00\n',
        ":5 recognitions[0].on",
        "a date with a time",
        "2025-01-01",
    ),
    "corrected before the check": (
        BRAND + '[[checks]]\non = 2025-03-01\nresult = "failed"\nrectified = 2025-02-01\n',
        ":6 checks[0].rectified",
        "before the check",
        "both dates",
    ),
    "correction due before the check": (
        BRAND + '[[checks]]\non = 2025-03-01\nresult = "failed"\nrectify_by = 2025-02-01\n',
        ":6 checks[0].rectify_by",
        "before the check",
        "both dates",
    ),
    "one ground without brackets": (
        BRAND + '[[checks]]\non = 2025-03-01\nresult = "failed"\ngrounds = "fraud"\n',
        ":6 checks[0].grounds",
        "expected an array",
        '["fraud"]',
    ),
    "claim in fen": (
        BRAND + '[[claims]]\non = 2025-01-01\ngroup = "g"\npaid_fen = 100\n',
        ":6 claims[0].paid_fen",
        "no key",
        "paid_yuan",
    ),
    "claim in parts of a yuan": (
        BRAND + '[[claims]]\non = 2025-01-01\ngroup = "g"\npaid_yuan = 1.5\n',
        ":6 claims[0].paid_yuan",
        "whole number",
        "decimal",
    ),
    "claim for nobody": (
        BRAND + '[[claims]]\non = 2025-01-01\ngroup = "g"\npersons = 0\n',
        ":6 claims[0].persons",
        "too small",
        "1 or more",
    ),
    "one person counted twice": (
        BRAND + '[[claims]]\non = 2025-01-01\ngroup = "g"\nperson = "p1"\npersons = 2\n',
        ":7 claims[0].persons",
        "one person",
        "delete",
    ),
    "unknown payer": (
        BRAND + '[[claims]]\non = 2025-01-01\ngroup = "g"\npayer = "state"\n',
        ":6 claims[0].payer",
        "choices",
        "employer",
    ),
    "a stage that ended before it began": (
        BRAND + '[[progress]]\nstage = "notice"\nbegan = 2025-03-02\nended = 2025-03-01\nresult = "passed"\n',
        ":6 progress[0].ended",
        "before the beginning",
        "both dates",
    ),
    "a stage that ended with nothing": (
        BRAND + '[[progress]]\nstage = "notice"\nbegan = 2025-03-02\nended = 2025-03-09\n',
        ":6 progress[0].ended",
        "without a result",
        "add its result",
    ),
    "an objection that stands and has ended": (
        BRAND + '[[progress]]\nstage = "notice"\nbegan = 2025-03-02\nended = 2025-03-09\nresult = "objection"\n',
        ":6 progress[0].ended",
        "has not ended",
        "delete ended",
    ),
    "a stage that was passed on no day": (
        BRAND + '[[progress]]\nstage = "notice"\nbegan = 2025-03-02\nresult = "passed"\n',
        ":6 progress[0].result",
        "no last day",
        "add ended",
    ),
    "an unheard-of result": (
        BRAND + '[[progress]]\nstage = "notice"\nbegan = 2025-03-02\nended = 2025-03-09\nresult = "approved"\n',
        ":7 progress[0].result",
        "choices",
        "passed",
    ),
    "a payment of less than nothing": (
        BRAND + '[[payments]]\non = 2025-01-01\naward = "S-1"\nyuan = -1\n',
        ":6 payments[0].yuan",
        "too small",
        "0 or more",
    ),
    "a payment in fen": (
        BRAND + '[[payments]]\non = 2025-01-01\naward = "S-1"\nyuan = 1\nfen = 100\n',
        ":7 payments[0].fen",
        "no key",
        "yuan",
    ),
    "empty file": ("", "", "empty", ""),
    "key twice": (BRAND + 'name = "乙"\n', ":3", "", ""),
    "quote left open": ('[brand]\nname = "云阳\n', ":2", "not TOML", ""),
}


def refused(folder: Path, content: str) -> DossierError:
    file = folder / "brand.toml"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(DossierError) as caught:
        read_dossier(file, local=LOCAL, known_codes={"baoji"}, material_codes={"charter", "trademark_certificate"})
    return caught.value


@pytest.mark.parametrize("case", BAD)
def test_a_bad_dossier_is_refused_with_file_line_path_and_mend(case: str, tmp_path: Path) -> None:
    content, place, says, mend = BAD[case]
    error = refused(tmp_path, content)
    assert type(error) is DossierError
    assert error.where.endswith(f"brand.toml{place}")
    assert any(part in error.what.en for part in says.split("|"))
    assert not mend or (error.mend is not None and mend in error.mend.en)


@pytest.mark.parametrize("case", BAD)
def test_every_refusal_speaks_both_languages_and_shows_no_inner_name(case: str, tmp_path: Path) -> None:
    error = refused(tmp_path, BAD[case][0])
    for found in (error, *error.further):
        for text in (found.what, found.mend):
            assert text is None or (text.zh.strip() and text.en.strip())
        shown = f"{found}{found.what.zh}"
        for inner in ("structur", "Validation", "NoneType", "<class", "Traceback", "brand_class is", "_Entry"):
            assert inner not in shown
        assert all(character.isprintable() or character == "\u3000" for character in shown)


def test_one_reading_reports_every_mistake_in_the_order_of_the_file(tmp_path: Path) -> None:
    error = refused(
        tmp_path,
        '[claims]\n[brand]\nname = "x"\nclas = "skill"\n[facts]\nworkers = -1\nlocal_plan = "yes"\n[materials]\nchartre = 1\n',
    )
    places = [found.where.split("brand.toml:")[1] for found in (error, *error.further)]
    assert places == ["1 claims", "4 brand.clas", "6 facts.workers", "7 facts.local_plan", "9 materials.chartre"]
    assert all(isinstance(found, DossierError) for found in error.further)


def test_a_file_in_gbk_is_refused_with_the_line(tmp_path: Path) -> None:
    file = tmp_path / "brand.toml"
    file.write_bytes(BRAND.encode("gb18030"))
    with pytest.raises(DossierError) as caught:
        read_dossier(file)
    assert "brand.toml:2" in caught.value.where


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DossierError, match="no such file"):
        read_dossier(tmp_path / "none.toml")


def test_a_duplicate_operator_is_found_even_beside_other_mistakes(tmp_path: Path) -> None:
    error = refused(tmp_path, BRAND + '[[operators]]\nname = "甲"\nkind = "x"\n[[operators]]\nname = "甲"\n')
    assert [found.where.split()[-1] for found in (error, *error.further)] == ["operators[0].kind", "operators[1].name"]


def test_a_long_foreign_value_is_cut_in_the_message(tmp_path: Path) -> None:
    error = refused(tmp_path, BRAND + f'[facts]\npass_rate = "{"长" * 5000}"\n')
    assert len(error.what.en) < 200


def test_a_file_is_not_read_on_after_a_hundred_mistakes(tmp_path: Path) -> None:
    wrong = "".join(f"wrong_{number} = 1\n" for number in range(500))
    for section in (
        "",
        "[facts]\n",
        "[facts.dalian]\n",
        "[facts.baoji]\n" + wrong.replace("= 1", "= 0.5") + "[x]\n",
        "[materials]\n",
    ):
        error = refused(tmp_path, BRAND + section + wrong)
        assert len(error.further) == 99
    series = ", ".join("{ value = -1 }" for _ in range(500))
    assert len(refused(tmp_path, BRAND + f"[facts]\nworkers = [{series}]\n").further) == 99
    years = ", ".join("{ value = 1, year = 2020 }" for _ in range(500))
    assert len(refused(tmp_path, BRAND + f"[facts]\nworkers = [{years}]\n").further) == 99
    codes = ", ".join('"x"' for _ in range(500))
    assert len(refused(tmp_path, BRAND + f"[facts]\nafter_services = [{codes}]\n").further) == 99
    grounds = f'[[checks]]\non = 2025-01-01\nresult = "passed"\ngrounds = [{codes.upper()}]\n'
    assert len(refused(tmp_path, BRAND + grounds).further) == 99
    assert len(refused(tmp_path, BRAND + "[[operators]]\n" * 500).further) == 99
