"""Imports that are killed on the way: a program that forks, so that a hundred deaths cost a hundred moments and no more.

``python faulty_import.py BASE TARGET MODE VALUE FILE…`` copies the store BASE to TARGET and imports the files into it, in a child
that dies by SIGKILL: with the mode ``step`` at the so-manieth thing it does to the disk, with ``after`` when so many milliseconds
have passed. With the mode ``room`` no file of the child may grow beyond so many bytes, as on a full disk. VALUE may be several
numbers, separated by commas; TARGET then gets each number at its end. One line of JSON per child tells how it ended.
"""

import json
import os
import resource
import shutil
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
from ledger_files import imported

from laowu.errors import LaowuError
from laowu_ledger.intake import importing
from laowu_ledger.store.runs import SegmentWriter

steps = [0]
TOUCHING = ("fsync", "replace", "rename", "unlink", "mkdir", "open", "rmdir")


def main() -> None:
    """Run the children one after the other."""
    base, target, mode, values, *files = sys.argv[1:]
    importing.MOST_AT_ONCE = importing.LEAST_AT_ONCE = 40
    pa.set_cpu_count(1)
    pa.set_io_thread_count(1)
    _warm(files)
    for value in map(int, values.split(",")):
        folder = Path(f"{target}{value}")
        if Path(base).is_dir():
            shutil.copytree(base, folder)
        sys.stdout.write(json.dumps({"value": value, **_child(folder, mode, value, files)}) + "\n")
        sys.stdout.flush()


def _warm(files: list[str]) -> None:
    """Have everything imported that an import of ledgers needs."""
    warm = Path(f"warm-{os.getpid()}")
    imported(*files[:1], store=warm)
    shutil.rmtree(warm)


def _child(folder: Path, mode: str, value: int, files: list[str]) -> dict[str, Any]:
    told, tell = os.pipe()
    child = os.fork()
    if not child:
        os.close(told)
        _import(folder, mode, value, files, tell)
    os.close(tell)
    if mode == "after":
        time.sleep(value / 1000)
        os.kill(child, signal.SIGKILL)
    with os.fdopen(told) as pipe:
        said = pipe.read()
    _, status = os.waitpid(child, 0)
    return {"killed": os.WIFSIGNALED(status), "said": json.loads(said) if said else None}


def _import(folder: Path, mode: str, value: int, files: list[str], tell: int) -> None:
    """What a child does."""
    said: dict[str, Any] = {}
    try:
        if mode == "step":
            die_at(value)
        if mode == "room":
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (value, value))
        imported(*files, store=folder, errors=f"{folder}.xlsx")
        said = {"done": True, "steps": steps[0]}
    except LaowuError as failure:
        said = {"error": type(failure).__name__, "what": failure.what.en, "where": failure.where}
    except BaseException as failure:  # noqa: BLE001  # whatever it is, the test must hear of it
        said = {"bug": repr(failure)}
    os.write(tell, json.dumps(said).encode())
    os._exit(0)


def die_at(step: int) -> None:
    """Die at the so-manieth change of the disk."""

    def counted(function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            steps[0] += 1
            if steps[0] == step:
                os.kill(os.getpid(), signal.SIGKILL)
            return function(*args, **kwargs)

        return call

    for name in TOUCHING:
        setattr(os, name, counted(getattr(os, name)))
    SegmentWriter.write = counted(SegmentWriter.write)  # type: ignore[method-assign]


if __name__ == "__main__":
    main()
