"""What a command imports and reads before it answers: nothing that it does not need, and nothing twice."""

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

Demo = Callable[..., dict[str, str]]
Region = Callable[..., Path]

#: Slow to import, and replaced by a look at files or by nothing.
SLOW = (
    "cattrs",
    "dataclasses",
    "decimal",
    "email",
    "fractions",
    "importlib.metadata",
    "importlib.resources",
    "logging",
    "packaging",
    "shutil",
    "socket",
    "tempfile",
    "tomlkit",
    "traceback",
    "typing_extensions",
    "zipfile",
)
#: Rooms that other commands live in.
ELSEWHERE = (
    "laowu.conformance",
    "laowu.scaffold",
    "laowu.report",
    "laowu.evaluate.asking",
    "laowu.evaluate.comparing",
    "laowu.evaluate.gaps",
    "laowu.evaluate.simulating",
)
#: What is for mistakes, for other forms of output, or for facts that no dossier of these tests has.
SELDOM = (
    "laowu.cli.render.markdown",
    "laowu.cli.render.verification",
    "laowu.evaluate.result_data",
    "laowu.jurisdictions.promise",
    "laowu.model.vocabulary",
    "laowu.toml_source.lines",
    "laowu.toml_source.syntax",
)
#: What reads rule files, once a rule book is kept.
READING_RULES = ("laowu.rules.layer", "laowu.rules.load", "laowu.rules.rule_tables")


@pytest.fixture
def brand(dossier: str, region: Region, demo: Demo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A dossier, two regions that could judge it, and no rule book kept yet."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    region("demo", demo())
    region("nearby", demo("nearby"))
    return dossier


def imported(*words: str) -> set[str]:
    command = [sys.executable, "-X", "importtime", "-m", "laowu", *words]
    # Who measures which lines run imports more than the program does.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}
    done = subprocess.run(command, capture_output=True, check=False, encoding="utf-8", env=environment)
    assert done.returncode in (0, 1), done.stderr
    return {row.rpartition("|")[2].strip() for row in done.stderr.splitlines() if row.startswith("import time:")}


def of(names: set[str], *packages: str) -> list[str]:
    return sorted(name for name in names if any(name == package or name.startswith(f"{package}.") for package in packages))


def test_assess_imports_what_it_needs_and_no_other_region(brand: str) -> None:
    words = ("assess", brand, "-j", "demo", "--on", "2026-11-21")
    assert of(imported(*words), *READING_RULES) == sorted(READING_RULES)
    names = imported(*words)
    assert of(names, *SLOW, *SELDOM, *ELSEWHERE, *READING_RULES) == []
    assert [name for name in names if name.startswith("laowu_") and not name.startswith("laowu_demo")] == []


def test_compare_reads_no_rule_file_that_it_has_read_before(brand: str) -> None:
    words = ("compare", brand, "-j", "demo", "-j", "nearby", "--on", "2026-11-21")
    imported(*words)
    assert of(imported(*words), *SLOW, *READING_RULES, "laowu.report", "laowu.conformance") == []


def test_one_answer_imports_nothing_of_the_other_four(brand: str) -> None:
    words = ("eligibility", brand, "-j", "demo", "--on", "2026-11-21")
    imported(*words)
    others = ("laowu.decide.management", "laowu.decide.naming", "laowu.decide.review", "laowu.decide.subsidy")
    assert of(imported(*words), *SLOW, *SELDOM, *ELSEWHERE, *READING_RULES, *others) == []


UNWRITTEN = """
import sys
from laowu.cli.main import command
try:
    command.main(sys.argv[1:])
except SystemExit:
    pass
from laowu.values import is_value_class
made = {item for module in list(sys.modules.values()) if module.__name__.startswith("laowu.rules.")
        for item in vars(module).values() if isinstance(item, type) and is_value_class(item)}
print(*(kind.__name__ for kind in made if "Unwritten" not in type(vars(kind)["__init__"]).__name__), file=sys.stderr)
print(len(made), file=sys.stderr)
"""


def test_rules_come_back_from_the_cache_without_their_methods_being_written(brand: str) -> None:
    words = ("assess", brand, "-j", "demo", "--on", "2026-11-21")
    for _ in range(2):  # with nothing kept yet, and with the rule book kept
        done = subprocess.run([sys.executable, "-c", UNWRITTEN, *words], capture_output=True, check=True, encoding="utf-8")
    *_, written, made = done.stderr.splitlines()
    assert int(made) > 30
    assert len(written.split()) < int(made) // 3


def test_only_the_program_itself_looks_less_often_for_what_may_be_freed() -> None:
    program = """if True:
        import gc, sys
        usual = gc.get_threshold()
        import laowu.cli.main
        assert gc.get_threshold() == usual
        sys.argv = ["laowu", "--version"]
        try:
            laowu.cli.main.main()
        except SystemExit:
            assert gc.get_threshold()[0] > usual[0] and gc.isenabled()
    """
    subprocess.run([sys.executable, "-c", program], check=True, capture_output=True)


COUNTING = """
import sys
opened = []
sys.addaudithook(lambda event, found: opened.append(str(found[0])) if event == "open" else None)
from laowu.cli.main import command
try:
    command.main(sys.argv[1:])
except SystemExit:
    pass
print(*(file for file in opened if file.endswith(("entry_points.txt", "METADATA", ".toml"))), sep="\\n", file=sys.stderr)
"""


def test_entry_points_and_rule_files_are_read_once(brand: str) -> None:
    words = ("compare", brand, "-j", "demo", "-j", "nearby", "--on", "2026-11-21")
    for _ in range(2):  # with nothing kept yet, and with rule books kept
        done = subprocess.run([sys.executable, "-c", COUNTING, *words], capture_output=True, check=True, encoding="utf-8")
    times = Counter(line for line in done.stderr.splitlines() if line.endswith((".txt", ".toml", "METADATA")))
    assert times
    assert {file: count for file, count in times.items() if count > 1} == {}
