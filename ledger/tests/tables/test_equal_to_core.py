"""Tables say of every row what core says of its dossier: on generated dossiers, for every region at hand and the made one."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path

import attrs
import pytest
from dossier_rows import NAMELESS, Style, sayable, table_of
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from laowu.conformance.region_words import RegionWords
from laowu.conformance.strategies import days, dossiers
from laowu.errors import UnusableJurisdiction
from laowu.evaluate.assess import targets
from laowu.jurisdictions.discovery import discover
from laowu.jurisdictions.jurisdiction import Jurisdiction
from laowu.jurisdictions.loading import load_installed
from laowu.model.answers import EligibilityReport
from laowu.model.dossier import Brand, Dossier
from laowu.model.facts import Figure
from laowu.model.outcome import Outcome
from laowu.model.vocabulary import shared_facts
from laowu.rules.dated import Dated
from laowu.rules.predicate import Leaf, Operator
from laowu_ledger.tables.headings import Vocabulary, layout
from laowu_ledger.tables.judged import SCALE, STATES, JudgedRows, JudgedTarget, Verdicts
from laowu_ledger.tables.judging import TableJudge
from laowu_ledger.tables.kernels import KERNELS, Kernel
from laowu_ledger.tables.planes import Plane, unpacked
from laowu_ledger.tables.targets import target_label

Demo = Callable[..., dict[str, str]]
Region = Callable[..., Path]

Reports = Mapping[str, EligibilityReport]

STYLES: tuple[Style, ...] = ("typed", "text", "dictionary", "choices")
MANY = 12
EXAMPLES = 10
FEW = 8


def judged(
    jurisdiction: Jurisdiction, rows: Sequence[Dossier], on: date, style: Style, kernel: Kernel = "numpy"
) -> tuple[JudgedRows, Verdicts]:
    """The rows of a table judged, in full and in short."""
    table = table_of(rows, jurisdiction.code, jurisdiction.book.facts, style)
    found = layout(table.column_names, Vocabulary(jurisdiction.book), file="t.parquet", names={}, kept=())
    judge = TableJudge(jurisdiction, found, on=on, file="t.parquet", kernel=kernel)
    columns = {name: table[name].combine_chunks() for name in table.column_names}
    return judge.judge(columns, len(rows)), judge.verdicts(columns, len(rows))


def said(target: JudgedTarget, planes: Sequence[Plane], row: int, rows: int) -> str:
    """The outcome of a row."""
    return SCALE[sum(bool(unpacked(plane, rows)[row]) for plane in planes)].value


def tabled(answers: JudgedRows, row: int) -> dict[str, dict[str, str]]:
    """What the table says of one row: outcomes and criteria by level and class."""
    found = {}
    for target in answers.targets:
        if unpacked(target.asked, answers.rows)[row]:
            parts = {"outcome": target.outcome, "substantive": target.substantive, "territorial": target.territorial}
            found[target.label] = {name: said(target, planes, row, answers.rows) for name, planes in parts.items()}
            for one in target.criteria:
                states = [name for name in STATES if unpacked(getattr(one, name), answers.rows)[row]]
                assert len(states) <= 1
                found[target.label][one.rule] = STATES[states[0]].value if states else "met"
    return found


def in_short(answers: Verdicts, row: int) -> dict[str, tuple[str, set[str]]]:
    """What the short answer says of one row: its outcome and what fails it, by level and class."""
    found = {}
    for target in answers.targets:
        if unpacked(target.asked, answers.rows)[row]:
            failed = {rule for bit, rule in enumerate(target.rules) if int(target.failed[bit // 64][row]) >> bit % 64 & 1}
            found[target_label(target.target)] = SCALE[target.outcome[row]].value, failed
    return found


def told(jurisdiction: Jurisdiction, dossier: Dossier, on: date) -> Reports:
    """What core says of one dossier, by level and class."""
    found = {}
    for target in targets(jurisdiction.book, dossier):
        report = jurisdiction.check_eligibility(dossier, target, on)
        assert report is not None
        found[target_label(target)] = report
    return found


def in_full_of(reports: Reports) -> dict[str, dict[str, str]]:
    """Reports as :func:`tabled` has them."""
    found = {}
    for label, report in reports.items():
        parts = {name: getattr(report, name).value for name in ("outcome", "substantive", "territorial")}
        found[label] = parts | {finding.rule: finding.outcome.value for finding in report.findings}
    return found


def in_short_of(reports: Reports) -> dict[str, tuple[str, set[str]]]:
    """Reports as :func:`in_short` has them."""
    found = {}
    for label, report in reports.items():
        failed = {one.rule for one in report.findings if one.outcome is Outcome.NOT_MET and not one.soft}
        found[label] = report.outcome.value, failed
    return found


def agree(jurisdiction: Jurisdiction, data: st.DataObject) -> None:
    """Draw dossiers and a day, judge them both ways, and compare."""
    words = RegionWords.of(jurisdiction.book, frozenset(shared_facts()))
    drawn = data.draw(st.lists(dossiers(words), min_size=1, max_size=MANY))
    on = data.draw(days(words))
    rows = [sayable(dossier, jurisdiction.code) for dossier in drawn]
    answers, short = judged(jurisdiction, rows, on, data.draw(st.sampled_from(STYLES)))
    assert short.refused.keys() == answers.refused.keys()
    for place, dossier in enumerate(rows):
        if place in answers.refused:
            # A place that is not there on that day: core refuses such a dossier as well.
            assert "place" in answers.refused[place].where, answers.refused[place]
            continue
        reports = told(jurisdiction, dossier, on)
        assert tabled(answers, place) == in_full_of(reports), dossier
        assert in_short(short, place) == in_short_of(reports), dossier


@pytest.mark.parametrize("code", sorted(discover()))
@settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_table_says_of_every_row_what_core_says_of_its_dossier(code: str, data: st.DataObject) -> None:
    agree(load_installed(code), data)


@settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_so_it_does_for_the_made_region(region: Region, demo: Demo, data: st.DataObject) -> None:
    region("demo", demo())
    agree(load_installed("demo"), data)


LADDER = """
[criterion.D-4]"""
HARD = """
[criterion.X-1]
levels = ["municipal"]
unmet = "needs judgement"
summary = { zh = "几项中的两项", en = "two of several" }
clause = "九"
condition.at_least_k = 2
condition.of = [
    { fact = "placed", at_least = 100 },
    { not = { fact = "placed_trained_share", less_than = "50%", years_back = [1, 0] } },
    { fact = "brand_name", present = true },
    { judge = { zh = "好不好", en = "is it good?" } },
    { not = { judge = { zh = "坏不坏", en = "is it bad?" } } },
    { fact = "operator_count", is = 1 },
    { fact = "trademark", present = false },
    { fact = "levels_held", includes = ["district"] },
    { fact = "media_reports", less_than = 3 },
    { fact = "operator_kinds", in = ["school", "training"] },
    { fact = "after_services", present = true },
    { fact = "operator_names", present = true },
    { fact = "wage_ratio", more_than = "110%" },
]

[prerequisite.X-2]
levels = ["municipal"]
needs = "district"
how = "held"
summary = { zh = "先有区县级", en = "the district level first" }
clause = "十"
"""


@settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_so_it_does_for_every_kind_of_condition(region: Region, demo: Demo, data: st.DataObject) -> None:
    region("hard", demo("hard", ("eligibility.toml", LADDER, HARD + LADDER)))
    agree(load_installed("hard"), data)


@settings(max_examples=FEW, suppress_health_check=list(HealthCheck), phases=(Phase.generate,))
@given(data=st.data())
def test_machine_code_says_of_a_table_what_numpy_says(region: Region, demo: Demo, data: st.DataObject) -> None:
    region("hard", demo("hard", ("eligibility.toml", LADDER, HARD + LADDER)))
    jurisdiction = load_installed(data.draw(st.sampled_from(["hard", *sorted(discover())])))
    words = RegionWords.of(jurisdiction.book, frozenset(shared_facts()))
    drawn = data.draw(st.lists(dossiers(words), min_size=1, max_size=MANY))
    rows, on = [sayable(dossier, jurisdiction.code) for dossier in drawn], data.draw(days(words))
    (full, short), (other, in_brief) = (judged(jurisdiction, rows, on, "typed", kernel) for kernel in KERNELS)
    for place in range(len(rows)):
        assert tabled(full, place) == tabled(other, place)
        assert in_short(short, place) == in_short(in_brief, place)


def test_numbers_near_the_end_of_64_bits_are_compared_exactly() -> None:
    jurisdiction = load_installed("jiangsu")
    on = date(2026, 11, 22)
    rows = [
        dossier_of(skilled_workers=part, workers=whole)
        for part, whole in ((2**62, 2**63 - 1), (2**62 - 1, 2**63 - 1), (4_611_686_018_427_387_903, 9_223_372_036_854_775_806))
    ]
    answers, short = judged(jurisdiction, rows, on, "typed")
    assert answers.by_row == 3
    for place, dossier in enumerate(rows):
        reports = told(jurisdiction, dossier, on)
        assert tabled(answers, place) == in_full_of(reports)
        assert in_short(short, place) == in_short_of(reports)
    shares = [tabled(answers, place)["provincial.skill"]["JS-045"] for place in range(3)]
    assert shares == ["met", "not met", "met"]


def dossier_of(**numbers: int) -> Dossier:
    """A dossier that states some numbers."""
    return Dossier(
        brand=Brand(name=NAMELESS), facts={name: (Figure(low=number, high=number),) for name, number in numbers.items()}
    )


PYTHON = """
import attrs
from laowu.contract import LocalityPlugin, hookimpl
from laowu.decide.eligibility import check_eligibility
from laowu.model.outcome import Outcome
class MadePlugin(LocalityPlugin):
    "What its document says needs Python."
    @hookimpl
    def laowu_check_eligibility(self, dossier, target, on):
        report = check_eligibility(self.book, dossier, target, on)
        if len(dossier.brand.name) % 2:
            return attrs.evolve(report, outcome=Outcome.NOT_MET)
        return report
plugin = MadePlugin()
"""


def test_a_region_that_answers_in_python_is_asked_row_by_row(region: Region, demo: Demo) -> None:
    region("hooked", demo("hooked"), PYTHON)
    jurisdiction = load_installed("hooked")
    on = date(2026, 11, 22)
    rows = [Dossier(brand=Brand(name=name)) for name in ("一", "二二", "三三三")]
    answers, short = judged(jurisdiction, rows, on, "typed")
    assert answers.by_row == 3
    for place, dossier in enumerate(rows):
        reports = told(jurisdiction, dossier, on)
        assert tabled(answers, place) == in_full_of(reports)
        assert in_short(short, place) == in_short_of(reports)
    assert tabled(answers, 0)["district.skill"]["outcome"] == "not met"


def test_a_condition_that_cannot_be_asked_is_named(region: Region, demo: Demo) -> None:
    region("demo", demo())
    jurisdiction = load_installed("demo")
    rules = jurisdiction.book.eligibility
    assert rules is not None
    impossible = Leaf(fact="nobody_knows", operator=Operator.AT_LEAST, bound=Dated.always(1))
    broken = attrs.evolve(rules.criteria[2], condition=impossible)
    book = attrs.evolve(jurisdiction.book, eligibility=attrs.evolve(rules, criteria=(*rules.criteria[:2], broken)))
    jurisdiction.book = book
    with pytest.raises(UnusableJurisdiction, match=r"D-3"):
        judged(jurisdiction, [Dossier(brand=Brand(name=NAMELESS))], date(2026, 11, 22), "typed")
