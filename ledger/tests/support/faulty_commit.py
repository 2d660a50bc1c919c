"""Committed claims that are killed on the way; see ``faulty_import.py``.

``python faulty_commit.py BASE TARGET MODE VALUES`` copies the store BASE to TARGET with each value at its end, and commits the
claims of a year in two steps in a child that dies by SIGKILL: with the mode ``step`` at the so-manieth thing it does to the
disk, with ``after`` when so many milliseconds have passed. With the mode ``room`` no file may grow beyond so many bytes.
"""

import json
import os
import resource
import shutil
import signal
import sys
import time
from datetime import date
from pathlib import Path
from typing import Any

import faulty_import
import pyarrow as pa
from claim_ledgers import AWARD, RECOGNISED, committed

from laowu.errors import LaowuError

THROUGH = (date(2025, 3, 15), date(2025, 12, 31))


def main() -> None:
    """Run the children one after the other."""
    base, target, mode, values = sys.argv[1:]
    pa.set_cpu_count(1)
    pa.set_io_thread_count(1)
    warm = Path(f"warm-{os.getpid()}")
    shutil.copytree(base, warm)
    commit(warm)
    shutil.rmtree(warm)
    for value in map(int, values.split(",")):
        folder = Path(f"{target}{value}")
        shutil.copytree(base, folder)
        sys.stdout.write(json.dumps({"value": value, **_child(folder, mode, value)}) + "\n")
        sys.stdout.flush()


def commit(folder: Path) -> None:
    """Commit both steps."""
    for through in THROUGH:
        committed(folder, AWARD, RECOGNISED, through)


def _child(folder: Path, mode: str, value: int) -> dict[str, Any]:
    told, tell = os.pipe()
    child = os.fork()
    if not child:
        os.close(told)
        _commit(folder, mode, value, tell)
    os.close(tell)
    if mode == "after":
        time.sleep(value / 1000)
        os.kill(child, signal.SIGKILL)
    with os.fdopen(told) as pipe:
        said = pipe.read()
    _, status = os.waitpid(child, 0)
    return {"killed": os.WIFSIGNALED(status), "said": json.loads(said) if said else None}


def _commit(folder: Path, mode: str, value: int, tell: int) -> None:
    """What a child does."""
    said: dict[str, Any] = {}
    try:
        if mode == "step":
            faulty_import.die_at(value)
        if mode == "room":
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (value, value))
        commit(folder)
        said = {"done": True, "steps": faulty_import.steps[0]}
    except LaowuError as failure:
        said = {"error": type(failure).__name__, "what": failure.what.en, "where": failure.where}
    except BaseException as failure:  # noqa: BLE001  # whatever it is, the test must hear of it
        said = {"bug": repr(failure)}
    os.write(tell, json.dumps(said).encode())
    os._exit(0)


if __name__ == "__main__":
    main()
