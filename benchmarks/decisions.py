"""One decision under fourteen criteria: laowu against other rule engines and against Python written by hand, in one process.

Run with ``nox -s bench``; the rivals live in that session's environment and nowhere else. Before anything is timed, all answer
about the same dossiers and must agree. Every engine takes its turn in every round; a figure is the median over the rounds, and a
ratio the median of the rounds' ratios. Times are processor time, so that other work on the machine weighs little.
"""
# ruff: noqa: INP001, T201  # a program run by hand, which prints

import argparse
import random
import time
from collections.abc import Callable, Mapping, Sequence
from statistics import median
from typing import Any

import decision_rivals as rivals
from decision_case import ON, TARGET, dossier, plain_dossiers, rule_book

from laowu.decide.decider import Decider
from laowu.decide.decision import Decision
from laowu.evaluate.comparing.compare import compare
from laowu.evaluate.comparing.portfolio import portfolio
from laowu.evaluate.records.record_json import record_json
from laowu.evaluate.result_data import result_data, result_json
from laowu.jurisdictions.discovery import discover
from laowu.jurisdictions.loading import load_installed
from laowu.model.dossier import Dossier
from laowu.model.outcome import Outcome

Work = Callable[[], object]


def main() -> None:
    """Measure and print tables in Markdown."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dossiers", type=int, default=500)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--many", type=int, default=1000, help="dossiers of the portfolio")
    given = parser.parse_args()

    plain = plain_dossiers(given.dossiers)
    ours = [dossier(facts) for facts in plain]
    decider = Decider(rule_book(), TARGET, on=ON)
    forms = {
        "zen-engine, table": (rivals.zen_table(trace=False), plain, 1),
        "zen-engine, table, traced": (rivals.zen_table(trace=True), plain, 1),
        "zen-engine, expressions": (rivals.zen_expressions(trace=False), plain, 1),
        "zen-engine, expressions, traced": (rivals.zen_expressions(trace=True), plain, 1),
        "openfisca-core": (rivals.openfisca(trace=False), plain, 20),
        "openfisca-core, traced": (rivals.openfisca(trace=True), plain, 20),
        "Python by hand, verdict": (rivals.by_hand, plain, 1),
        "Python by hand, each criterion": (rivals.by_hand_each, plain, 1),
        "Python by hand, four-valued": (rivals.by_hand_four_valued, ours, 1),
        "laowu, verdict": (decider.outcome, ours, 1),
        "laowu, decision": (decider.eligibility, ours, 1),
        "laowu, decision with the record": (lambda brand: decider.eligibility(brand).report, ours, 1),
        "laowu, decision written as JSON": (lambda brand: record_json(decider.eligibility(brand)), ours, 1),
        "laowu, decision written as JSON from the record": (lambda brand: in_full(decider.eligibility(brand)), ours, 10),
    }
    agree(decider, plain, ours)
    times = in_turns({name: over(judge, brands[::step]) for name, (judge, brands, step) in forms.items()}, given.rounds)
    show(times, ("zen-engine, table, traced", "openfisca-core, traced", "Python by hand, verdict"))
    compiling(ours[0], given.rounds)

    many(plain_dossiers(given.many), given.rounds)

    chance = random.Random(5)  # noqa: S311  # the same gaps every time
    gaps = [dossier(facts, chance) for facts in plain]
    times = in_turns(
        {"all known": over(decider.eligibility, ours), "a tenth unknown": over(decider.eligibility, gaps)}, given.rounds
    )
    show(times, ("all known",))


def compiling(brand: Dossier, rounds: int) -> None:
    """What the first brand of a level, class and day costs, for which the rules are compiled."""
    works: dict[str, Callable[[Decider], object]] = {
        "the decision": lambda decider: decider.eligibility(brand),
        "the outcome alone": lambda decider: decider.outcome(brand),
        "the decision and its JSON": lambda decider: record_json(decider.eligibility(brand)),
    }
    times: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(rounds):
        for name, work in works.items():
            book = rule_book()
            start = time.process_time()
            work(Decider(book, TARGET, on=ON))
            times[name].append(time.process_time() - start)
    show(times, (), "the first decision")


def many(plain: Sequence[rivals.Facts], rounds: int) -> None:
    """Brands under the installed regions: verdicts with what is missing, and a whole comparison of one of them."""
    codes = tuple(discover())
    regions = {code: load_installed(code) for code in codes}
    brands = [dossier(facts) for facts in plain]
    one = brands[0]
    judge = rivals.openfisca(trace=True)
    table = rivals.zen_table(trace=True)
    times = in_turns(
        {
            "zen-engine, table, traced: one dossier": over(table, plain[:200]),
            f"laowu: one dossier, {len(codes)} regions, line of a portfolio": over(
                lambda brand: portfolio([brand], codes, on=ON, load=regions.__getitem__), brands[:100]
            ),
            f"laowu: one dossier, {len(codes)} regions, all five answers and the differences": over(
                lambda brand: compare(brand, codes, on=ON, load=regions.__getitem__), [one] * 3
            ),
        },
        rounds,
    )
    show(times, ("zen-engine, table, traced: one dossier",), "one comparison")
    works = {
        f"openfisca-core: {len(brands):,} dossiers, one region, a simulation each, traced": (
            lambda: [judge(facts) for facts in plain],
            1,
        ),
        f"laowu: {len(brands):,} dossiers, {len(codes)} regions": (
            lambda: portfolio(brands, codes, on=ON, load=regions.__getitem__),
            1,
        ),
    }
    times = in_turns(works, min(rounds, 5))
    show(times, (next(iter(works)),), "portfolio")


def agree(decider: Decider, plain: Sequence[rivals.Facts], ours: Sequence[Dossier]) -> None:
    """Fail unless all come to the same about every dossier."""
    table, expressions, openfisca = rivals.zen_table(trace=True), rivals.zen_expressions(trace=True), rivals.openfisca_many()
    by_openfisca = openfisca(list(plain))
    for place, (facts, brand) in enumerate(zip(plain, ours, strict=True)):
        decision = decider.eligibility(brand)
        if record_json(decision) != in_full(decision):
            raise SystemExit(f"the two ways to write a record differ about dossier {place}: {facts}")
        each = tuple(stand.outcome is Outcome.MET for stand in decision.stands)
        met = decision.outcome is Outcome.MET
        found = (rivals.by_hand_each(facts), expressions(facts), by_openfisca[place])
        verdicts = (rivals.by_hand(facts), table(facts), all(each), decider.outcome(brand) is Outcome.MET)
        if any(answer != each for answer in found) or any(bool(verdict) is not met for verdict in verdicts):
            raise SystemExit(f"the engines disagree about dossier {place}: {facts}")
    met = sum(all(row) for row in by_openfisca)
    print(f"{len(plain)} dossiers, {met} of them eligible: every engine agrees about every criterion.\n")


def in_full(decision: Decision) -> str:
    """A decision as JSON by way of the objects of its record."""
    return result_json(result_data(decision.report))


def over(judge: Callable[[Any], object], brands: Sequence[Any]) -> tuple[Work, int]:
    """Judging every dossier once, and how many they are."""

    def work() -> None:
        for brand in brands:
            judge(brand)

    return work, len(brands)


def in_turns(works: Mapping[str, tuple[Work, int]], rounds: int) -> dict[str, list[float]]:
    """Seconds of processor time for one decision, by round."""
    times: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(rounds):
        for name, (work, count) in works.items():
            start = time.process_time()
            work()
            times[name].append((time.process_time() - start) / count)
    return times


def show(times: Mapping[str, Sequence[float]], against: Sequence[str], what: str = "one decision") -> None:
    """A row for each, with how many times its own time each of ``against`` takes."""
    print(f"| {what} | µs |", *(f"{name} takes × |" for name in against))
    print("|---|--:|" + "--:|" * len(against))
    for name, own in times.items():
        ratios = [median(other / mine for other, mine in zip(times[rival], own, strict=True)) for rival in against]
        print(f"| {name} | {median(own) * 1e6:.2f} |", *(f"{ratio:.2f} |" for ratio in ratios), flush=True)
    print()


if __name__ == "__main__":
    main()
