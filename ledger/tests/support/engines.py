"""Engines for tests: one Spark and one PostgreSQL for all tests of a process, started when first asked for."""

import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest

# Tests on one engine run in one process, so that it is started once.
EVERY_ENGINE = ["duckdb", *(pytest.param(kind, marks=pytest.mark.xdist_group(kind)) for kind in ("spark", "postgres"))]

_PLACES = "/usr/lib/postgresql/*/bin"


@contextmanager
def postgres_server() -> Iterator[str]:
    """A PostgreSQL of our own, reached by nobody else; gives its address."""
    programs = _programs()
    if programs is None:
        pytest.skip("PostgreSQL is not installed (Debian: postgresql)")
    # A short path: that of a socket must not be long. The server refuses to be run by root.
    folder = Path(mkdtemp(prefix="laowu-pg-"))
    account: dict[str, Any] = {}
    if os.geteuid() == 0:
        server = pwd.getpwnam("postgres")
        os.chown(folder, server.pw_uid, server.pw_gid)
        account = {"user": server.pw_uid, "group": server.pw_gid, "extra_groups": []}
    quick = f"-c fsync=off -c synchronous_commit=off -c full_page_writes=off -k {folder} -h ''"

    def run(*words: str) -> None:
        subprocess.run(words, check=True, stdout=subprocess.DEVNULL, cwd=folder, **account)

    try:
        # Another language than the one by whose order the engines agree.
        run(f"{programs}/initdb", "-D", f"{folder}/data", "-U", "laowu", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N")
        run(f"{programs}/pg_ctl", "-D", f"{folder}/data", "-l", f"{folder}/log", "-o", quick, "-w", "start")
        try:
            yield f"postgresql://laowu@/postgres?host={folder}"
        finally:
            run(f"{programs}/pg_ctl", "-D", f"{folder}/data", "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _programs() -> Path | None:
    """The folder of PostgreSQL's programs; the newest."""
    found = sorted(Path("/").glob(_PLACES.lstrip("/")), key=lambda path: float(path.parent.name))
    if found:
        return found[-1]
    alone = shutil.which("initdb")
    return Path(alone).parent if alone else None


@contextmanager
def spark_running(folder: Path) -> Iterator[None]:
    """Spark, so that what opens it finds it there."""
    if find_spec("pyspark") is None:
        pytest.skip("Spark is not installed (the extra laowu-ledger[spark])")
    from laowu_ledger.engines.spark_engine import started

    # Tests end before Java's better compiler and its parallel collector would pay.
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SPARK_SUBMIT_OPTS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
        with started(memory="512MB", threads=1, spill=folder):
            yield
