"""Every job of the repository, run as ``nox -s NAME``; ``nox -l`` lists them.

Regions are found by listing ``plugins/*/pyproject.toml``, so a new one needs no edit here. Everything installed is held to
``constraints.txt``, the build backend included.
"""

import json
import os
import shutil
import sys
from pathlib import Path

import nox

nox.needs_version = ">=2025.5.1"
nox.options.default_venv_backend = "uv|virtualenv"
nox.options.error_on_external_run = True
nox.options.reuse_venv = "yes"
nox.options.sessions = ["tests"]

ROOT = Path(__file__).parent
REGIONS = tuple(sorted(path.parent.name for path in ROOT.glob("plugins/*/pyproject.toml")))
# Measuring which lines run makes a test several times slower, so what asks the same code thousands of times runs without it.
MEASURED = ("core/tests", "tests")
LONG = (
    "tests/test_conformance.py",
    "tests/test_perturbation.py",
    "tests/test_why.py",
    "tests/test_worked_cases.py",
)
PROJECTS = ("core", "ledger", *(f"plugins/{code}" for code in REGIONS))
DIST = ROOT / "dist"

REAL_BRAND = "examples/wujin-robot-operators.toml"
LEAST_BRANCH_COVERAGE = 95
"""Percent of core's branches that the tests must take."""


@nox.session
def compare(session: nox.Session) -> None:
    """Judge a real brand under every region's rules; after -- name another dossier, or options of `laowu compare`."""
    install_workspace(session)
    wide = {} if sys.stdout.isatty() else {"COLUMNS": os.environ.get("COLUMNS", "120")}  # four columns need the room
    session.run("laowu", "compare", *(session.posargs or [REAL_BRAND]), env=wide)


@nox.session
def tests(session: nox.Session) -> None:
    """Run every check: style, types, all tests, branch coverage of core, wheels; after -- name tests to run just those."""
    install_workspace(session, "dev")
    if session.posargs:
        session.run("pytest", *session.posargs)
        return
    check_style(session)
    check_types(session)
    session.run("coverage", "erase")
    measured = (*MEASURED, *(f"--ignore={path}" for path in LONG))
    session.run("coverage", "run", "-m", "pytest", "--numprocesses=auto", "--dist=loadgroup", *measured)
    check_coverage(session)
    unmeasured = ("ledger/tests", "plugins", *LONG)
    session.run("pytest", "--numprocesses=auto", "--dist=loadgroup", *unmeasured)
    for name in ("build", *(f"isolated({code})" for code in REGIONS)):
        session.notify(name)


@nox.session
def faults(session: nox.Session) -> None:
    """Kill imports, loads and committed claims at a hundred steps or moments: nothing is lost, twice there or paid twice."""
    install_workspace(session, "test")
    session.run(
        "pytest",
        "ledger/tests/store/test_faults.py",
        "ledger/tests/claims/test_faults.py",
        "ledger/tests/claims/test_withdraw_command.py",
        "ledger/tests/payments/test_faults.py",
        *session.posargs,
        env={"LAOWU_LEDGER_DEATHS": "100"},
    )


@nox.session
def lint(session: nox.Session) -> None:
    """Check style (ruff) and who imports whom (import-linter)."""
    install_workspace(session, "lint")
    check_style(session)


@nox.session
def types(session: nox.Session) -> None:
    """Check types (mypy, strict) of core, regions, tests and this file."""
    install_workspace(session, "test", "types")
    check_types(session)


@nox.session
def docs(session: nox.Session) -> None:
    """Make the generated parts of the documentation anew; after -- --check only tell which are out of date."""
    install_workspace(session, "report")
    session.run("python", "docs/generate.py", *session.posargs)


@nox.session
def bench(session: nox.Session) -> None:
    """Measure decisions, starts and tables against the rivals and write docs/reference/performance.md; takes minutes."""
    install_workspace(session, "compiled")
    session.install("zen-engine==2.1.3", "openfisca-core==46.0.1", "polars==2.1.0")  # the rivals, in this environment only
    programs = session.posargs or ("decisions.py", "startup.py", "bulk.py")
    session.run("python", "benchmarks/page.py", "docs/reference/performance.md", *programs)


@nox.session(name="bench-names")
def bench_names(session: nox.Session) -> None:
    """Cut names and have jieba segment them, in turns; after -- options of benchmarks/names.py."""
    install_workspace(session)
    session.install("jieba==0.42.1")  # the rival, in this environment only
    session.run("python", "benchmarks/names.py", *session.posargs)


@nox.session(name="bench-bulk")
def bench_bulk(session: nox.Session) -> None:
    """Judge a million dossiers, and have openfisca-core and polars do it, in turns; after -- options of benchmarks/bulk.py."""
    install_workspace(session, "compiled")
    session.install("openfisca-core==46.0.1", "polars==2.1.0")  # the rivals, in this environment only
    session.run("python", "benchmarks/bulk.py", *session.posargs)


@nox.session(name="bench-ledger")
def bench_ledger(session: nox.Session) -> None:
    """Judge, store and pay ledgers beside floors and rivals, in turns; after -- options of benchmarks/ledger.py."""
    install_workspace(session)
    session.install("fastexcel==0.21.0", "polars==2.1.0")  # the rivals, in this environment only
    session.run("python", "benchmarks/ledger.py", *session.posargs)


@nox.session
def conformance(session: nox.Session) -> None:
    """Examine every region; after -- the options of `laowu conformance`, or --write to make the page with the matrix anew."""
    install_workspace(session, "test")
    if "--write" in session.posargs:
        session.run("python", "docs/generate.py", "--conformance")
    else:
        session.run("laowu", "conformance", *(session.posargs or REGIONS))


@nox.session
def mutation(session: nox.Session) -> None:
    """Change every value of every region's rule data in every way and write docs/reference/mutation.md; takes minutes."""
    install_workspace(session, "test")
    session.run("python", "core/scripts/mutation.py", "docs/reference/mutation.md", *REGIONS)


@nox.session
def build(session: nox.Session) -> None:
    """Build the source archive and the wheel of every distribution into dist/."""
    install_pinned(session, *tools("build"))
    shutil.rmtree(DIST, ignore_errors=True)
    for project in PROJECTS:
        session.run("python", "-m", "build", "--no-isolation", "--outdir", str(DIST), project)


@nox.session(requires=["build"], reuse_venv=False)
@nox.parametrize("code", [nox.param(code, id=code) for code in REGIONS])
def isolated(session: nox.Session, code: str) -> None:
    """Install core and one region from their wheels, nothing else of ours, and check that the region works."""
    install_pinned(session, *(str(wheel) for name in ("laowu", f"laowu_{code}") for wheel in DIST.glob(f"{name}-*.whl")))
    session.chdir(session.create_tmp())  # away from the checkout, so that nothing but the wheels can answer
    session.run("laowu", "plugins", "check", code)


def install_workspace(session: nox.Session, *groups: str) -> None:
    """Install core and every region as they stand in the checkout, and the tools of these dependency groups.

    Editable and without build isolation: an edit needs no new installation, and the build backend is the pinned one.
    """
    install_pinned(session, *tools("build", *groups))
    install_pinned(session, "--no-build-isolation", *(word for project in PROJECTS for word in ("--editable", project)))


def install_pinned(session: nox.Session, *arguments: str) -> None:
    """Install with pip or uv, whichever the session has, in the versions of constraints.txt."""
    session.install("--constraint", str(ROOT / "constraints.txt"), *arguments)


def tools(*groups: str) -> tuple[str, ...]:
    """The requirements that these dependency groups of pyproject.toml name."""
    return nox.project.dependency_groups(nox.project.load_toml(ROOT / "pyproject.toml"), *groups)


def check_style(session: nox.Session) -> None:
    """Fail unless the code is well-formed, formatted, and imports only what it may."""
    session.run("ruff", "check")
    session.run("ruff", "format", "--check")
    session.run("lint-imports", "--no-logo")


def check_types(session: nox.Session) -> None:
    """Fail unless mypy finds nothing; its search path is listed here so that it holds every region."""
    session.run("mypy", env={"MYPYPATH": os.pathsep.join(str(ROOT / project / "src") for project in PROJECTS)})


def check_coverage(session: nox.Session) -> None:
    """Fail when the tests take fewer of core's branches than they must (coverage's own gate mixes lines in)."""
    report = Path(session.create_tmp()) / "coverage.json"
    session.run("coverage", "combine", "--quiet")
    session.run("coverage", "report")
    session.run("coverage", "json", "--quiet", "-o", str(report))
    taken = json.loads(report.read_text(encoding="utf-8"))["totals"]["percent_branches_covered"]
    session.log(f"branches of core taken by tests: {taken:.2f} %")
    if taken < LEAST_BRANCH_COVERAGE:
        session.error(f"at least {LEAST_BRANCH_COVERAGE} % must be")
