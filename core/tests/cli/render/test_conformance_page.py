"""The page about an examination: tiers, what is broken with an example, what is let off, several regions side by side."""

from laowu.cli.render.conformance import conformance_page
from laowu.cli.render.plain import plain
from laowu.conformance.report import Report, RuleResult
from laowu.conformance.suite_rule import Fault
from laowu.conformance.tiers import TIERS, Tier
from laowu.text import Text, same


def report(*broken: Fault, code: str = "demo", waived: tuple[tuple[Fault, Text], ...] = ()) -> Report:
    """A region whose rules are all kept but for one of the last tier."""
    results = tuple(
        RuleResult(
            rule=f"LC-{tier}01",
            tier=tier,
            says=Text("规则", "a rule"),
            page=f"conformance.md#lc-{tier}01",
            faults=broken if tier is Tier.PROVEN else (),
            waived=waived if tier is Tier.PROVEN else (),
        )
        for tier in TIERS
    )
    about = {"name": Text("示例市", "Demo"), "distribution": f"laowu-{code}", "version": "0.1.0", "edition": "1"}
    return Report(jurisdiction=code, thorough=False, seed=7, results=results, **about)  # type: ignore[arg-type]  # by name


def fault(subject: str, example: str = "") -> Fault:
    return Fault(subject=subject, says=Text(f"{subject} 不对", f"{subject} is wrong"), example=example)


def page(*reports: Report) -> str:
    return plain(conformance_page(reports), "en", room=100, colour=False)


def test_a_proven_region_is_told_with_the_seed_that_repeats_the_run() -> None:
    told = page(report())

    assert "reached: proven" in told
    assert "laowu-demo 0.1.0 · sampled · seed 7" in told
    assert told.count("✓ reached") == len(TIERS)
    assert "All regions" not in told
    assert "Waived" not in told


def test_what_is_broken_stands_with_its_smallest_example_and_where_to_read_about_it() -> None:
    told = page(report(fault("D-1", example="workers = 1"), fault("D-2")))

    assert "D-1 is wrong; smallest example: workers = 1" in told
    assert "D-2 is wrong\n" in told
    assert "see conformance.md#lc-401" in told
    assert told.count("✗ not reached") == 1


def test_of_very_many_the_first_forty_are_told_and_the_others_counted() -> None:
    told = page(report(*(fault(f"D-{number:02}") for number in range(43))))

    assert "D-39 is wrong" in told
    assert "D-40 is wrong" not in told
    assert "… and 3 more" in told


def test_what_is_let_off_is_told_with_its_reason() -> None:
    told = page(report(waived=((fault("D-9"), same("the measures stop there")),)))

    assert "reached: proven" in told
    assert "D-9" in told.partition("Waived")[2]
    assert "the measures stop there" in told


def test_several_regions_stand_side_by_side_and_none_says_so() -> None:
    told = page(report(), report(fault("D-1"), code="other"))

    assert [line.split()[:2] for line in told.partition("All regions")[2].splitlines()[-2:]] == [
        ["demo", "proven"],
        ["other", "sourced"],
    ]
    assert page().strip() == "no region is installed"
