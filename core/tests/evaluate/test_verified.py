"""Which figure counts, the declared one or that of a source, and what is told about the two."""

from collections.abc import Mapping
from datetime import date

import pytest

from laowu.decide.evidence import Evidence
from laowu.errors import ReplayError
from laowu.evaluate.verified import FactCheck, fact_checks, verified_data, verified_from_data, with_verified
from laowu.model.dossier import Brand, Dossier
from laowu.model.facts import Figure, Grade, Value
from laowu.model.share import Share
from laowu.model.verified_facts import VerifiedFacts, VerifiedRemark
from laowu.model.vocabulary import shared_facts
from laowu.text import Text

ON = date(2026, 11, 22)
Stated = Mapping[str, tuple[Figure, ...]]


def figure(low: Value | None, high: Value | None = None, year: int | None = None, grade: Grade = Grade.DECLARED) -> Figure:
    return Figure(low=low, high=low if high is None else high, year=year, grade=grade)


def counted(low: Value, high: Value | None = None, year: int = 2025) -> Figure:
    return figure(low, high, year, Grade.LEDGER_VERIFIED)


def evidence(declared: Stated) -> Evidence:
    dossier = Dossier(brand=Brand(name="甲"), facts=declared)
    return Evidence(dossier=dossier, jurisdiction="x", facts=shared_facts(), on=ON)


def judged(
    declared: Stated, source: Stated, part: tuple[str, ...] = ()
) -> tuple[Evidence, dict[tuple[str, int | None], FactCheck]]:
    """The evidence that the answers rest on, and what is told about each figure."""
    before = evidence(declared)
    verified = VerifiedFacts(source="a ledger", brand="甲", facts=source, part=part)
    after = evidence(dict(with_verified(before.dossier, verified, before).facts))
    return after, {(check.fact, check.year): check for check in fact_checks(verified, before)}


def test_an_exact_figure_of_the_source_counts() -> None:
    after, checks = judged({"hired": (figure(500, year=2025), figure(400, year=2024))}, {"hired": (counted(480),)})

    assert after.figure("hired", 2025) == counted(480)
    assert after.figure("hired", 2024) == figure(400, year=2024)
    check = checks["hired", 2025]
    assert (check.counts, check.agrees, check.difference) == ("verified", False, "−20")
    assert (check.declared_grade, check.verified_grade) == (Grade.DECLARED, Grade.LEDGER_VERIFIED)


def test_a_declared_figure_without_a_year_stands_no_longer() -> None:
    after, _ = judged({"hired": (figure(500),)}, {"hired": (counted(480),)})

    assert after.figure("hired", 2024) is None
    assert after.figure("hired") == counted(480)


@pytest.mark.parametrize(
    ("declared", "low", "high", "counts", "found"),
    [
        (500, 480, 520, "declared", (500, 500)),
        (500, 480, 499, "verified", (480, 499)),
        (500, 501, 520, "verified", (501, 520)),
        (500, 500, 500, "verified", (500, 500)),
    ],
)
def test_bounds_check_the_declared_figure(declared: int, low: int, high: int, counts: str, found: tuple[int, int]) -> None:
    after, checks = judged({"hired": (figure(declared),)}, {"hired": (counted(low, high),)})

    now = after.figure("hired", 2025)
    assert now is not None
    assert (now.low, now.high) == found
    assert checks["hired", 2025].counts == counts


def test_bounds_on_both_sides_are_narrowed() -> None:
    after, checks = judged({"hired": (Figure(low=450, high=None),)}, {"hired": (counted(400, 520),)})

    now = after.figure("hired", 2025)
    assert now is not None
    assert (now.low, now.high, now.grade) == (450, 520, Grade.DECLARED)
    assert checks["hired", 2025].difference is None


def test_what_nobody_declared_comes_from_the_source() -> None:
    after, checks = judged({}, {"hired": (counted(1, 9),)})

    assert after.figure("hired", 2025) == counted(1, 9)
    assert (checks["hired", 2025].declared, checks["hired", 2025].agrees) == (None, None)


def test_a_source_that_sees_part_of_those_meant_gives_a_lower_bound() -> None:
    more, checks = judged({"workers": (figure(9_000),)}, {"workers": (counted(300),)}, part=("workers",))
    less, refuted = judged({"workers": (figure(200),)}, {"workers": (counted(300),)}, part=("workers",))

    now, then = more.figure("workers", 2025), less.figure("workers", 2025)
    assert now is not None
    assert then is not None
    assert (now.low, now.high) == (9_000, 9_000)
    assert (then.low, then.high) == (300, None)
    assert (checks["workers", 2025].counts, refuted["workers", 2025].counts) == ("declared", "verified")


def test_a_share_is_worked_out_from_what_counts() -> None:
    declared = {"trained": (figure(1_000),), "trained_passed": (figure(900),)}
    source = {
        "trained": (counted(800, 900),),
        "trained_passed": (counted(700, 800),),
        "pass_rate": (counted(Share(7, 9), Share(1, 1)),),
    }
    after, checks = judged(declared, source)

    now = after.figure("pass_rate", 2025)
    assert now is not None
    assert (now.low, now.high) == (Share(7, 9), Share(1, 1))
    assert checks["pass_rate", 2025].counts == "verified"
    agreeing, kept = judged({"trained": (figure(850),), "trained_passed": (figure(750),)}, source)
    assert kept["pass_rate", 2025].counts == "declared"
    assert agreeing.figure("pass_rate", 2025) == agreeing.figure("pass_rate")
    rate = agreeing.figure("pass_rate", 2025)
    assert rate is not None
    assert rate.low == Share(750, 850)


def test_a_stated_share_gives_way_to_the_counts_behind_it() -> None:
    after, _ = judged({"pass_rate": (figure(Share(9, 10)),)}, {"trained": (counted(100),), "trained_passed": (counted(50),)})

    now = after.figure("pass_rate", 2025)
    assert now is not None
    assert now.low == Share(50, 100)


def test_yes_and_no() -> None:
    after, checks = judged({"direct_hiring": (figure(True),)}, {"direct_hiring": (counted(False),)})  # noqa: FBT003

    now = after.figure("direct_hiring")
    assert now is not None
    assert now.low is False
    assert (checks["direct_hiring", 2025].agrees, checks["direct_hiring", 2025].difference) == (False, None)


def test_what_a_source_gave_goes_into_a_result_and_back() -> None:
    verified = VerifiedFacts(
        source="a ledger",
        brand="甲",
        facts={"hired": (counted(1, 9),), "pass_rate": (counted(Share(1, 3)),), "direct_hiring": (counted(True),)},  # noqa: FBT003
        local_facts={"x": {"placed_once": (counted(3),)}},
        part=("workers",),
        remarks=(VerifiedRemark(fact="hired", year=2025, says=Text("一", "one")),),
    )

    assert verified_from_data(verified_data(verified)) == verified
    assert verified_from_data(verified_data(None)) is None
    with pytest.raises(ReplayError):
        verified_from_data({"brand": "甲"})
