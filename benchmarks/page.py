"""Run benchmark programs and write what they print to a page: ``python benchmarks/page.py FILE PROGRAM…``.

``nox -s bench`` does so for docs/reference/performance.md, in an environment with the rivals.
"""
# ruff: noqa: INP001, T201  # a program run by hand, which prints

import os
import platform
import shlex
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

HERE = Path(__file__).parent
COMPARED = (
    "laowu", "attrs", "cattrs", "click", "pluggy", "tomli",
    "zen-engine", "openfisca-core", "numpy", "polars", "duckdb", "pyarrow", "jieba",
)  # fmt: skip


def main() -> None:
    """Run the programs named and write the page."""
    file, *programs = sys.argv[1:]
    parts = [HEAD.format(machine=machine(), versions=versions())]
    for program in programs:
        name, *words = shlex.split(program)
        print(f"{name} …", flush=True)
        done = subprocess.run(  # noqa: S603  # this interpreter, and the programs beside this file
            [sys.executable, str(HERE / name), *words], capture_output=True, text=True, encoding="utf-8", check=True
        )
        title, more = summary(HERE / name)
        parts.append(f"## {title}\n\n`benchmarks/{name}`. {more}\n\n{done.stdout.strip()}\n")
    Path(file).write_text("\n".join(parts), encoding="utf-8")


HEAD = """# Performance

Written by `nox -s bench`: each program runs laowu and its rivals in turns, in one run on one machine. Ratios are what to read;
absolute times are of a shared machine.

{machine}; {versions}.
"""


def machine() -> str:
    """What the programs ran on."""
    return f"{os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"


def versions() -> str:
    """What is installed of the distributions that are compared."""
    found = []
    for name in COMPARED:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            continue
    return ", ".join(found)


def summary(program: Path) -> tuple[str, str]:
    """The first sentence of a program's docstring, and what follows it."""
    text = program.read_text(encoding="utf-8").split('"""')[1]
    first, _, rest = " ".join(text.split()).partition(". ")
    return first.rstrip("."), rest


if __name__ == "__main__":
    main()
