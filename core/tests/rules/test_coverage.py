"""The list of clauses: what it may say, and how a mistake in it is told."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from laowu.errors import RuleDataError, UnusableJurisdiction
from laowu.jurisdictions.loading import load_installed
from laowu.rules.coverage import ClauseState
from laowu.rules.rulebook import RuleBook

Demo = Callable[..., dict[str, str]]
Region = Callable[..., Path]

SOUND = """\
[clause]
D-1.as = "encoded"
[clause.D-50]
as = "encoded"
by = ["subsidy.award.D-30.payer"]
document = "measures"
clause = "七"
summary = { zh = "谁付", en = "who pays" }
[clause.D-51]
as = "out of scope"
because = { zh = "口号", en = "a slogan" }
document = "plan"
clause = "首段"
summary = { zh = "意义", en = "why it matters" }
"""


@pytest.fixture
def loaded(region: Region, demo: Demo) -> Callable[[str], RuleBook]:
    """The demo region's rule book with this list of clauses."""

    def load(coverage: str) -> RuleBook:
        (region("demo", demo()) / "coverage.toml").write_text(coverage, encoding="utf-8")
        return load_installed("demo").book

    return load


def test_each_clause_says_what_became_of_it(loaded: Callable[[str], RuleBook]) -> None:
    own, carried, left_out = loaded(SOUND).coverage

    assert (own.id, own.state, own.by, own.region) == ("D-1", ClauseState.ENCODED, (), "demo")
    assert (own.document, own.clause, own.summary) == (None, None, None)
    assert carried.by == ("subsidy.award.D-30.payer",)
    assert left_out.state is ClauseState.OUT_OF_SCOPE
    assert left_out.because is not None
    assert left_out.because.en == "a slogan"


def test_a_region_without_a_list_loads_and_lists_nothing(region: Region, demo: Demo) -> None:
    region("demo", demo())

    assert load_installed("demo").book.coverage == ()


def test_the_list_is_no_part_of_what_a_decision_rests_on(loaded: Callable[[str], RuleBook], region: Region, demo: Demo) -> None:
    listed = loaded(SOUND).digest
    region("demo", demo())

    assert load_installed("demo").book.digest == listed


MISTAKES = {
    "unknown key": ("by = [", "bye = [", r":5 clause\.D-50\.bye: there is no key “bye” here: did you mean: by"),
    "unknown state": ('D-1.as = "encoded"', 'D-1.as = "encode"', r":2 clause\.D-1\.as: “encode” is none of the choices"),
    "no state": ('as = "encoded"\nby', "by", r":3 clause\.D-50\.as: “as” is missing"),
    "unknown document": ('document = "measures"', 'document = "measure"', r":6 clause\.D-50\.document: .*did you mean: measures"),
    "no reason": ('because = { zh = "口号", en = "a slogan" }\n', "", r"clause\.D-51\.because: nothing says why"),
    "a reason too many": ('D-1.as = "encoded"', 'D-1 = { as = "encoded", because = { zh = "x", en = "x" } }',
                          r"clause\.D-1\.because: because is for clauses out of scope only"),
    "carried and out of scope": ("because = ", 'by = ["naming.alias"]\nbecause = ',
                                 r"clause\.D-51\.by: a clause out of scope is carried by nothing"),
    "its own id": ("D-1.as", 'D-1.id = "D-1"\nD-1.as', r"clause\.D-1\.id: the table's own key is the clause's id"),
    "no table": ('D-1.as = "encoded"', 'D-1 = "encoded"', r":2 clause\.D-1: expected a table"),
    "another head": ("[clause]\n", "edition = 1\n[clause]\n", r":1 edition: there is no key “edition” here"),
    "one language": ('{ zh = "谁付", en = "who pays" }', '{ zh = "谁付" }', r"clause\.D-50\.summary.*en"),
}  # fmt: skip


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_told_with_file_line_path_and_mend(name: str, loaded: Callable[[str], RuleBook]) -> None:
    old, new, said = MISTAKES[name]
    assert old in SOUND

    with pytest.raises(RuleDataError) as refused:
        loaded(SOUND.replace(old, new, 1))

    assert "coverage.toml" in refused.value.where
    assert re.search(said, str(refused.value))


def test_every_mistake_is_told_at_once(loaded: Callable[[str], RuleBook]) -> None:
    with pytest.raises(RuleDataError) as refused:
        loaded('[clause]\nA.as = "x"\nB.as = "encoded"\nC.az = "shown"\nD = 1\n')

    assert [error.where.rpartition(" ")[2] for error in (refused.value, *refused.value.further)] == [
        "clause.A.as", "clause.C.az", "clause.C.as", "clause.D",
    ]  # fmt: skip


def test_no_table_of_clauses_is_refused(loaded: Callable[[str], RuleBook]) -> None:
    with pytest.raises(RuleDataError, match=r"coverage\.toml:1 clause: expected a table"):
        loaded("clause = 1")


def test_a_file_that_is_no_toml_is_refused(loaded: Callable[[str], RuleBook]) -> None:
    with pytest.raises(UnusableJurisdiction, match=r"coverage\.toml"):
        loaded("[clause")


def test_a_city_keeps_its_own_list_beside_that_of_the_province(region: Region, demo: Demo) -> None:
    province = region("demo", demo())
    (province / "coverage.toml").write_text(SOUND, encoding="utf-8")
    city = {"profile.toml": demo("city", ("profile.toml", "api = 1", 'api = 1\nextends = "demo"'))["profile.toml"]}
    city["documents.toml"] = demo()["documents.toml"]
    folder = region("city", city)
    (folder / "coverage.toml").write_text(
        '[clause.D-50]\nas = "encoded"\nby = ["subsidy.award.D-31.payer"]\n[clause.C-1]\nas = "shown"\n', encoding="utf-8"
    )

    entries = {entry.id: entry for entry in load_installed("city").book.coverage}

    assert {name: entry.region for name, entry in entries.items()} == {
        "D-50": "city", "C-1": "city", "D-1": "demo", "D-51": "demo",
    }  # fmt: skip
    assert entries["D-50"].by == ("subsidy.award.D-31.payer",)


def test_a_reading_that_bears_on_nothing_is_refused_where_it_stands(region: Region, demo: Demo) -> None:
    region("demo", demo("demo", ("readings.toml", 'rules = ["D-1"]', 'rules = ["D-1", "D-111"]')))

    with pytest.raises(RuleDataError, match=r"readings\.toml:3 reading\.D-floor\.rules\[1\]: there is no rule or clause “D-111”"):
        load_installed("demo")


def test_a_reading_may_bear_on_a_clause_that_is_no_rule(region: Region, demo: Demo) -> None:
    package = region("demo", demo("demo", ("readings.toml", 'rules = ["D-1"]', 'rules = ["D-50"]')))
    (package / "coverage.toml").write_text(SOUND, encoding="utf-8")

    assert [reading.rules for reading, _ in load_installed("demo").book.readings] == [("D-50",)]
