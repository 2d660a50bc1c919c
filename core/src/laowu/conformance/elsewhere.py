"""Answering the same questions in another process: ``python -m laowu.conformance.elsewhere CODE``, questions on stdin.

The other process has another hash seed, time zone, folder and environment. What depends on any of them answers differently.
"""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from laowu.conformance.situation import ASKED, Situation
from laowu.errors import LaowuError
from laowu.evaluate.result_data import result_data
from laowu.jurisdictions.jurisdiction import Jurisdiction
from laowu.jurisdictions.loading import load_installed
from laowu.model.dossier_data import dossier_data, dossier_from_data
from laowu.model.level import ApplicantKind, Level, Target
from laowu.model.questions import NameProposal

Answers = list[dict[str, Any]]

_SURROUNDINGS = (
    {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LANG": "C"},
    {"PYTHONHASHSEED": "2", "TZ": "Pacific/Pago_Pago", "LAOWU_CONFORMANCE": "1"},
)


def answers(region: Jurisdiction, cases: Sequence[Situation]) -> Answers:
    """The five answers to each situation as plain data; an error by what it says."""
    return [{hook: _answer(region, hook, case) for hook in ASKED} for case in cases]


def answers_elsewhere(code: str, cases: Sequence[Situation]) -> list[Answers]:
    """The same from two other processes.

    Raises:
        subprocess.CalledProcessError: one of them failed.
    """
    questions = json.dumps([_question(case) for case in cases])
    path = os.pathsep.join(str(Path(entry or ".").absolute()) for entry in sys.path)
    found = []
    with TemporaryDirectory() as folder:
        for surroundings in _SURROUNDINGS:
            done = subprocess.run(  # noqa: S603  # this very program
                [sys.executable, "-m", "laowu.conformance.elsewhere", code],
                input=questions,
                cwd=folder,
                env={**os.environ, "PYTHONPATH": path, "PYTHONUTF8": "1", **surroundings},
                check=True,
                capture_output=True,
                encoding="utf-8",
            )
            found.append(json.loads(done.stdout))
    return found


def _answer(region: Jurisdiction, hook: str, case: Situation) -> Any:
    try:
        return json.loads(json.dumps(result_data(ASKED[hook](region, case))))
    except (LaowuError, TypeError) as failure:
        return {"error": str(failure)}


def _question(case: Situation) -> dict[str, Any]:
    name = case.proposal
    return {
        "dossier": dossier_data(case.dossier),
        "level": case.target.level.value,
        "class": case.target.brand_class,
        "on": case.on.isoformat(),
        "name": {
            "name": name.name,
            "level": name.level.value if name.level else None,
            "applicant": name.applicant.value if name.applicant else None,
            "enterprises": list(name.enterprises),
            "place": name.place,
            "existing": name.existing,
        },
    }


def _situation(asked: dict[str, Any]) -> Situation:
    name = asked["name"]
    return Situation(
        dossier=dossier_from_data(asked["dossier"]),
        target=Target(level=Level(asked["level"]), brand_class=asked["class"]),
        on=date.fromisoformat(asked["on"]),
        proposal=NameProposal(
            name=name["name"],
            level=Level(name["level"]) if name["level"] else None,
            applicant=ApplicantKind(name["applicant"]) if name["applicant"] else None,
            enterprises=tuple(name["enterprises"]),
            place=name["place"],
            existing=name["existing"],
        ),
    )


def _main(code: str) -> None:
    cases = [_situation(asked) for asked in json.load(sys.stdin)]
    json.dump(answers(load_installed(code), cases), sys.stdout)


if __name__ == "__main__":
    _main(sys.argv[1])
