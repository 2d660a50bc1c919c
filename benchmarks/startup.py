"""From the shell to the answer: whole processes of laowu beside what they cannot do without, and beside other engines.

Run with ``nox -s bench``; the rivals live in that session's environment and nowhere else. Processes are started in turns, round
after round; times are processor time, so that other work on the machine weighs less. A figure is the median over the rounds, and
a ratio the median of the rounds' ratios. Rule books are kept between calls, as they are for every user; the rows "first call"
are without.
"""
# ruff: noqa: INP001, T201  # a program run by hand, which prints

import argparse
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parent.parent
BRAND = str(ROOT / "examples" / "wujin-robot-operators.toml")
MORE_REGIONS = 40

SCAN = "from importlib.metadata import entry_points; list(entry_points(group='laowu.jurisdictions'))"
FLOORS = {
    "an empty interpreter": "pass",
    "import click": "import click",
    "import click, entry points": f"import click; {SCAN}",
    "import click, pluggy, attrs, cattrs, tomli, entry points": f"import click, pluggy, attrs, cattrs, tomli; {SCAN}",
}
HELP, ASSESS = "import click, entry points", "import click, pluggy, attrs, cattrs, tomli, entry points"
PLAIN_ZEN = "import json, zen; zen.evaluate_expression('workers >= 5000', {'workers': 5001})"
DAY = ("--on", "2026-11-22")
OURS = {
    "laowu --help": ("--help",),
    "laowu assess, one region": ("assess", BRAND, "-j", "jiangsu", *DAY),
    "laowu eligibility, one region": ("eligibility", BRAND, "-j", "jiangsu", *DAY),
    "laowu compare, four regions": ("compare", BRAND, *DAY),
}


def main() -> None:
    """Measure and print tables in Markdown."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=15)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        kept = environment(home / "cache", home / "bytecode")
        commands = {name: ([sys.executable, "-c", program], kept) for name, program in FLOORS.items()}
        if _runs(PLAIN_ZEN):
            commands["zen-engine, one expression"] = ([sys.executable, "-c", PLAIN_ZEN], kept)
        if _runs("import openfisca_core.taxbenefitsystems"):
            program = "import openfisca_core.taxbenefitsystems, openfisca_core.simulations"
            commands["openfisca-core, imported"] = ([sys.executable, "-c", program], kept)
        commands |= {name: (_laowu(words), kept) for name, words in OURS.items()}
        nowhere = environment(Path(os.devnull), home / "bytecode")
        commands |= {f"{name}, first call": (_laowu(OURS[name]), nowhere) for name in OURS if name != "laowu --help"}
        table(in_turns(commands, given.rounds), (HELP, ASSESS))

        print(f"With {MORE_REGIONS} more regions installed:\n")
        many = {**kept, "PYTHONPATH": str(installed(home / "site"))}
        names = (HELP, "laowu --help", "laowu assess, one region")
        few = {name: commands[name] for name in names}
        few |= {f"{name}, {MORE_REGIONS} more": (commands[name][0], many) for name in names}
        times = in_turns(few, given.rounds)
        print("| process | ms | grows by ms |\n|---|--:|--:|")
        for name in names:
            grown = [more - less for more, less in zip(times[f"{name}, {MORE_REGIONS} more"], times[name], strict=True)]
            print(f"| {name} | {median(times[name]) * 1e3:.1f} | {median(grown) * 1e3:.1f} |")


def environment(cache: Path, bytecode: Path) -> dict[str, str]:
    """That of this process, with compiled bytecode as an installation has it, and rule books kept in ``cache``."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("LAOWU_", "PYTHONDONTWRITE"))}
    return {**inherited, "XDG_CACHE_HOME": str(cache), "PYTHONPYCACHEPREFIX": str(bytecode)}


def installed(site: Path) -> Path:
    """A folder with the metadata of further regions, which nobody asks."""
    for number in range(MORE_REGIONS):
        folder = site / f"laowu_made{number}-1.0.dist-info"
        folder.mkdir(parents=True)
        head = f"Metadata-Version: 2.1\nName: laowu-made{number}\nVersion: 1.0\nRequires-Dist: laowu<0.2,>=0.1\n"
        (folder / "METADATA").write_text(head, encoding="utf-8")
        (folder / "entry_points.txt").write_text(f"[laowu.jurisdictions]\nmade{number} = made.plugin:plugin\n", encoding="utf-8")
    return site


def _laowu(words: Sequence[str]) -> list[str]:
    return [str(Path(sys.executable).with_name("laowu")), *words]


def _runs(program: str) -> bool:
    return subprocess.run([sys.executable, "-c", program], capture_output=True, check=False).returncode == 0  # noqa: S603  # as above


def in_turns(commands: Mapping[str, tuple[list[str], Mapping[str, str]]], rounds: int) -> dict[str, list[float]]:
    """Seconds of processor time of each process, by round; the first, which compiles and keeps, is not counted."""
    times: dict[str, list[float]] = {name: [] for name in commands}
    for turn in range(rounds + 1):
        for name, (command, env) in commands.items():
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            subprocess.run(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)  # noqa: S603  # as above
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            if turn:
                times[name].append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return times


def table(times: Mapping[str, Sequence[float]], against: Sequence[str]) -> None:
    """A row for each process, with how many times what each of ``against`` takes it takes."""
    print("| process | ms |", *(f"× {name} |" for name in against))
    print("|---|--:|" + "--:|" * len(against))
    for name, own in times.items():
        ratios = [median(mine / other for mine, other in zip(own, times[rival], strict=True)) for rival in against]
        print(f"| {name} | {median(own) * 1e3:.1f} |", *(f"{ratio:.2f} |" for ratio in ratios), flush=True)
    print()


if __name__ == "__main__":
    main()
