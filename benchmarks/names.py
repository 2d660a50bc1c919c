"""How much faster names are cut than jieba segments them: both in one process, on the same names, in turns.

Run with ``nox -s bench-names``; jieba lives in that session's environment and nowhere else. Times are processor time, so that
other work on the machine weighs little; every figure is the median over the rounds, and a ratio the median of the rounds' ratios.

Ways to ask jieba, from the least work to the same work as ours:

==================  =====================================================================
``lcut, no HMM``    words of its dictionary; no guess at words it does not know
``lcut``            words; what they are it does not say
``posseg``          words with their part of speech, the least one needs to tell a place from a person
``posseg, words``   the same with our regions, trades and titles as its user dictionary, each with a tag of its own
==================  =====================================================================

Only the last one says what is region, trade and person, as a cut does. Three kinds of lists: published names; composed names, no
two alike; and a ledger, whose rows repeat the names of brands. In every round ours begins with nothing remembered, jieba loaded
and warm. Cold is a process of its own, from its start to the last name; jieba finds its cache there.
"""
# ruff: noqa: INP001, T201  # a program run by hand, which prints

import argparse
import csv
import logging
import random
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

import jieba
import jieba.posseg

from laowu.places.divisions import Divisions
from laowu.places.industries import Industries
from laowu.places.regions import Reader
from laowu.places.segmentation import Cutter
from laowu.places.titles import Titles
from laowu.places.vocabulary import Vocabulary

ON = date(2026, 11, 22)
REAL = Path(__file__).parent.parent / "tests" / "data" / "brand_names.csv"
MOST_FOR_POSSEG = 1_000
"""posseg takes a second for a few thousand names; more of them would not change its time for one."""
MOST_FOR_LCUT = 20_000
MOST_FOR_COLD_POSSEG = 10_000
BRANDS_OF_A_LEDGER = 2_000
PLACE, TRADE, PERSON = "LWP", "LWT", "LWR"

COLD = {
    "laowu": """
import sys, time
from datetime import date
from laowu.places.segmentation import Cutter
for found in Cutter.of(on=date(2026, 11, 22)).cut_all(sys.stdin.read().split()):
    pass
print(time.process_time())
""",
    "lcut": """
import sys, time, logging
import jieba
jieba.setLogLevel(logging.ERROR)
for name in sys.stdin.read().split():
    jieba.lcut(name)
print(time.process_time())
""",
    "posseg": """
import sys, time, logging
import jieba, jieba.posseg
jieba.setLogLevel(logging.ERROR)
for name in sys.stdin.read().split():
    jieba.posseg.lcut(name)
print(time.process_time())
""",
}

Way = Callable[[Sequence[str]], object]


def real_names() -> list[dict[str, str]]:
    """The 104 published names that were cut by hand."""
    return list(csv.DictReader(REAL.read_text(encoding="utf-8").splitlines()))


def composed_names(count: int, seed: int = 4) -> list[str]:
    """Different names as the forms ask for them: a division, perhaps below the one above it, a trade, a word for the person."""
    chance = random.Random(seed)  # noqa: S311  # the same names every time
    divisions = Divisions.load()
    places = divisions.in_force(ON)
    trades, titles = sorted(Industries.load().words()), sorted(Titles.load().listed)

    def region() -> str:
        place = chance.choice(places)
        above = divisions.get(place.parent, ON) if place.parent and chance.random() < 1 / 4 else None
        full = chance.random() < 1 / 3
        return "".join(part.name if full else part.short for part in (above, place) if part)

    found: dict[str, None] = {}
    while len(found) < count:
        found[region() + chance.choice(trades) + chance.choice(titles)] = None
    return list(found)


def ledger_names(rows: int, seed: int = 4) -> list[str]:
    """Rows that name brands, the nth of which has an nth part of the workers of the first."""
    chance = random.Random(seed)  # noqa: S311  # the same names every time
    brands = composed_names(BRANDS_OF_A_LEDGER)
    return chance.choices(brands, weights=[1 / place for place in range(1, len(brands) + 1)], k=rows)


def told_our_words() -> Any:  # jieba has no types
    """A part-of-speech segmenter of jieba that knows our regions, trades and titles by a tag of each."""
    words = jieba.Tokenizer()
    words.initialize()
    for tag, known in ((TRADE, Industries.load().words()), (PERSON, Titles.load().listed), (PLACE, Divisions.load().names())):
        for word in known:
            words.add_word(word, tag=tag)
    return jieba.posseg.POSTokenizer(words)


def fresh_cutter(home: str | None = None) -> Cutter:
    """A cutter that remembers no name, over tables that are loaded."""
    return Cutter(Reader.of(ON, home), Vocabulary.of((), (), ()))


def each(work: Callable[[str], object]) -> Way:
    """Ask for the names one by one."""

    def ask(names: Sequence[str]) -> None:
        for name in names:
            work(name)

    return ask


def all_at_once(cutter: Cutter) -> Way:
    """Ask for a list, take every answer and keep none."""

    def ask(names: Sequence[str]) -> None:
        deque(cutter.cut_all(names), maxlen=0)

    return ask


def seconds(way: Way, names: Sequence[str]) -> float:
    """Processor time for one name."""
    start = time.process_time()
    way(names)
    return (time.process_time() - start) / len(names)


def warm(names: Sequence[str], rounds: int) -> dict[str, list[float]]:
    """Seconds for one name of each way to ask, a figure for every round."""
    told = told_our_words()
    rivals: dict[str, tuple[Way, int]] = {
        "jieba: lcut, no HMM": (each(lambda name: jieba.lcut(name, HMM=False)), MOST_FOR_LCUT),
        "jieba: lcut": (each(jieba.lcut), MOST_FOR_LCUT),
        "jieba: posseg": (each(jieba.posseg.lcut), MOST_FOR_POSSEG),
        "jieba: posseg, words": (each(told.lcut), MOST_FOR_POSSEG),
    }
    times: dict[str, list[float]] = {}
    for _ in range(rounds):
        cutter = fresh_cutter()
        turn = {
            "laowu": seconds(all_at_once(cutter), names),
            **{title: seconds(way, names[:most]) for title, (way, most) in rivals.items()},
        }
        for title, took in turn.items():
            times.setdefault(title, []).append(took)
    return times


def times_faster(rival: Sequence[float], own: Sequence[float]) -> float:
    """The median of the rounds' ratios."""
    return median(slow / fast for slow, fast in zip(rival, own, strict=True))


def cold(program: str, names: Sequence[str]) -> float:
    """Seconds of a whole process."""
    done = subprocess.run(  # noqa: S603  # this interpreter, and the programs above
        [sys.executable, "-c", program], input="\n".join(names), capture_output=True, text=True, encoding="utf-8", check=True
    )
    return float(done.stdout)


def right() -> dict[str, tuple[int, int]]:
    """Of the real names, how many regions and persons each gets exactly.

    Of jieba's words the first and the last are taken; where it knows our words, those at the head tagged as places and those
    at the end tagged as persons.
    """
    told = told_our_words()
    counts = {"laowu": [0, 0], "jieba: lcut": [0, 0], "jieba: posseg, words": [0, 0]}
    for row in real_names():
        home = Divisions.load().resolve(row["province"], ON).code if row["province"] else None
        found = Cutter.of(on=ON, home=home).cut(row["name"])[0]
        words = jieba.lcut(row["name"])
        tagged = [(pair.word, pair.flag) for pair in told.lcut(row["name"])]
        for who, region, person in (
            ("laowu", found.region + found.enterprise, found.person),
            ("jieba: lcut", words[0], words[-1]),
            ("jieba: posseg, words", _run(tagged, PLACE), _run(tagged[-1:], PERSON)),
        ):
            counts[who][0] += region == row["region"]
            counts[who][1] += person == row["person"]
    return {who: (regions, persons) for who, (regions, persons) in counts.items()}


def _run(tagged: Sequence[tuple[str, str]], tag: str) -> str:
    """The words of one tag with which a name begins."""
    found = ""
    for word, flag in tagged:
        if flag != tag:
            break
        found += word
    return found


def main() -> None:
    """Measure and print tables in Markdown."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--composed", type=int, nargs="*", default=[10_000, 100_000], help="how many names to compose, no two alike"
    )
    parser.add_argument("--ledger", type=int, nargs="*", default=[100_000], help="how many rows that repeat names")
    parser.add_argument("--rounds", type=int, default=7)
    given = parser.parse_args()
    jieba.setLogLevel(logging.ERROR)
    jieba.initialize()
    lists = {
        "104 published": [row["name"] for row in real_names()],
        **{f"{size:,} composed, no two alike": composed_names(size) for size in given.composed},
        **{f"{size:,} rows of a ledger": ledger_names(size) for size in given.ledger},
    }

    rivals = ("lcut, no HMM", "lcut", "posseg", "posseg, words")
    print("| names | way | µs a name | " + " | ".join(f"× {rival}" for rival in rivals) + " |")
    print("|---|---|--:|--:|--:|--:|--:|")
    for title, names in lists.items():
        times = warm(names, given.rounds)
        for way, took in times.items():
            ratios = " | ".join(f"{times_faster(times[f'jieba: {rival}'], took):.1f}" for rival in rivals)
            print(f"| {title} | {way} | {median(took) * 1e6:.2f} | {ratios} |", flush=True)

    print("\n| cold process, names | laowu s | jieba: lcut s | × | jieba: posseg s | × |\n|---|--:|--:|--:|--:|--:|")
    for title, names in {"1 published": lists["104 published"][:1], **lists}.items():
        asked = [who for who in COLD if who != "posseg" or len(names) <= MOST_FOR_COLD_POSSEG]
        spent: dict[str, list[float]] = {who: [] for who in asked}
        for _ in range(min(given.rounds, 3)):
            for who in asked:
                spent[who].append(cold(COLD[who], names))
        cells = [f"{median(spent['laowu']):.3f}"]
        for rival in ("lcut", "posseg"):
            known = rival in spent
            cells += [f"{median(spent[rival]):.3f}", f"{times_faster(spent[rival], spent['laowu']):.1f}"] if known else ["", ""]
        print(f"| {title} | {' | '.join(cells)} |", flush=True)

    print("\n| of 104 published | region exact | person exact |\n|---|--:|--:|")
    for who, (regions, persons) in right().items():
        print(f"| {who} | {regions} | {persons} |")


if __name__ == "__main__":
    main()
