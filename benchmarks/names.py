"""How much faster names are cut than jieba segments them: both in one process, on the same names, in turns.

Run with ``nox -s bench-names``; jieba lives in that session's environment and nowhere else. Times are processor time, so that
other work on the machine weighs little; every figure is the median over the rounds, and a ratio the median of the rounds' ratios.

Two ways to ask jieba: ``lcut`` gives words without saying what they are; ``posseg`` also says what kind of word each is, the
least one needs to tell a place from a person. Cold is a process of its own, from its start to the last name.
"""
# ruff: noqa: INP001, T201  # a program run by hand, which prints

import argparse
import csv
import random
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from statistics import median

from laowu.places.divisions import Divisions
from laowu.places.industries import Industries
from laowu.places.regions import Reader
from laowu.places.segmentation import Cutter
from laowu.places.titles import Titles
from laowu.places.vocabulary import Vocabulary

ON = date(2026, 11, 22)
REAL = Path(__file__).parent.parent / "tests" / "data" / "brand_names.csv"
MOST_FOR_POSSEG = 2_000
"""posseg takes a second for a thousand names; more of them would not change its time for one."""

COLD_LAOWU = """
import sys, time
from datetime import date
from laowu.places.segmentation import Cutter
cutter = Cutter.of(on=date(2026, 11, 22))
for name in sys.stdin.read().split():
    cutter.cut(name)
print(time.process_time())
"""
COLD_JIEBA = """
import sys, time, logging
import jieba
jieba.setLogLevel(logging.ERROR)
for name in sys.stdin.read().split():
    jieba.lcut(name)
print(time.process_time())
"""


def real_names() -> list[dict[str, str]]:
    """The 104 published names that were cut by hand."""
    return list(csv.DictReader(REAL.read_text(encoding="utf-8").splitlines()))


def composed_names(count: int, seed: int = 4) -> list[str]:
    """Names as the forms ask for them: a division, with or without the one above it, a trade, and a word for the person."""
    chance = random.Random(seed)  # noqa: S311  # the same names every time
    divisions = Divisions.load()
    places = divisions.in_force(ON)
    trades, titles = sorted(Industries.load().words()), sorted(Titles.load().listed)

    def region() -> str:
        place = chance.choice(places)
        above = divisions.get(place.parent, ON) if place.parent and chance.random() < 1 / 4 else None
        full = chance.random() < 1 / 3
        return "".join(part.name if full else part.short for part in (above, place) if part)

    return [region() + chance.choice(trades) + chance.choice(titles) for _ in range(count)]


def fresh_cutter(home: str | None = None) -> Cutter:
    """A cutter that remembers no name, over tables that are loaded."""
    return Cutter(Reader.of(ON, home), Vocabulary.of((), (), ()))


def seconds(work: Callable[[str], object], names: Sequence[str]) -> float:
    """Processor time for one name."""
    start = time.process_time()
    for name in names:
        work(name)
    return (time.process_time() - start) / len(names)


def warm(names: Sequence[str], rounds: int) -> dict[str, tuple[float, float, float]]:
    """Microseconds for one name, and how many times faster than lcut and posseg, of each way to cut."""
    import jieba
    import jieba.posseg

    few = names[:MOST_FOR_POSSEG]
    times: dict[str, list[float]] = {}
    for _ in range(rounds):
        cutter = fresh_cutter()
        turn = {
            "jieba.lcut": seconds(jieba.lcut, names),
            "laowu, never seen": seconds(cutter.cut, names),
            "laowu, seen before": seconds(cutter.cut, names),
            "jieba.posseg.lcut": seconds(jieba.posseg.lcut, few),
        }
        for way, took in turn.items():
            times.setdefault(way, []).append(took)
    return {
        way: (
            median(took) * 1e6,
            median(lcut / own for lcut, own in zip(times["jieba.lcut"], took, strict=True)),
            median(posseg / own for posseg, own in zip(times["jieba.posseg.lcut"], took, strict=True)),
        )
        for way, took in times.items()
    }


def cold(names: Sequence[str], rounds: int) -> tuple[float, float, float]:
    """Seconds of a whole process that cuts ``names``: laowu, jieba, and the median of the ratios."""
    times = [[_process(program, names) for program in (COLD_LAOWU, COLD_JIEBA)] for _ in range(rounds)]
    return (
        median(laowu for laowu, _ in times),
        median(jieba for _, jieba in times),
        median(jieba / laowu for laowu, jieba in times),
    )


def _process(program: str, names: Sequence[str]) -> float:
    done = subprocess.run(  # noqa: S603  # this interpreter, and the programs above
        [sys.executable, "-c", program], input="\n".join(names), capture_output=True, text=True, encoding="utf-8", check=True
    )
    return float(done.stdout)


def right() -> dict[str, tuple[int, int]]:
    """Of the real names, how many regions and persons each gets exactly; of jieba's words the first and the last are taken."""
    import jieba

    counts = {"laowu": [0, 0], "jieba.lcut": [0, 0]}
    for row in real_names():
        home = Divisions.load().resolve(row["province"], ON).code if row["province"] else None
        found = Cutter.of(on=ON, home=home).cut(row["name"])[0]
        words = jieba.lcut(row["name"])
        for who, region, person in (
            ("laowu", found.region + found.enterprise, found.person),
            ("jieba.lcut", words[0], words[-1]),
        ):
            counts[who][0] += region == row["region"]
            counts[who][1] += person == row["person"]
    return {who: (regions, persons) for who, (regions, persons) in counts.items()}


def main() -> None:
    """Measure and print tables in Markdown."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="*", default=[10_000, 100_000], help="how many names to compose")
    parser.add_argument("--rounds", type=int, default=7)
    given = parser.parse_args()

    import logging

    import jieba

    jieba.setLogLevel(logging.ERROR)
    jieba.initialize()
    real = [row["name"] for row in real_names()]
    lists = {"104 published": real, **{f"{size:,} composed": composed_names(size) for size in given.sizes}}

    print("| names | cut by | µs a name | × lcut | × posseg |\n|---|---|--:|--:|--:|")
    for title, names in lists.items():
        for way, (took, lcut, posseg) in warm(names, given.rounds).items():
            print(f"| {title} | {way} | {took:.2f} | {lcut:.1f} | {posseg:.0f} |", flush=True)

    print("\n| cold process, names | laowu s | jieba.lcut s | × |\n|---|--:|--:|--:|")
    for title, names in {"1": real[:1], **lists}.items():
        laowu, rival, times = cold(names, min(given.rounds, 5))
        print(f"| {title} | {laowu:.3f} | {rival:.3f} | {times:.1f} |", flush=True)

    print("\n| of 104 published | region exact | person exact |\n|---|--:|--:|")
    for who, (regions, persons) in right().items():
        print(f"| {who} | {regions} | {persons} |")


if __name__ == "__main__":
    main()
