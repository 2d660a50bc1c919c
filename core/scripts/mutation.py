"""Change every single value of regions' rule data and count how many changes are noticed: ``mutation.py PAGE CODE …``.

A change is noticed when the rule data are refused or when a worked case fails. Those that nothing notices are listed; a
reason for one stands in :data:`REASONS`.
"""

import sys
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from laowu.conformance.cases import case_book
from laowu.conformance.leaves import RULE_SECTIONS
from laowu.conformance.perturb import Bite, NudgeResult, Perturbation

#: Why nothing notices a change, by the path of the value: it makes no difference, or none that a document speaks of.
REASONS: dict[str, str] = {}
LEAST = 95
"""Per cent of the changes of each region that must be noticed."""

INTRODUCTION = """\
Every single value of the rule data of the regions of this repository, changed in every way the suite knows (one more or one
less, a limit inclusive or strict, the next code of a list, a day earlier or later, a member left out, also under each choice
of each reading), and what noticed it. *Refused*: the data can no longer be read. `nox -s mutation` makes this page anew, in a
minute or two; every run of the conformance suite changes each value in one of these ways (LC-403, LC-404), so a value that
nothing notices seldom waits for this page."""

_HOW = {Bite.FAILS: "a case fails", Bite.REFUSED: "refused"}


def results(code: str) -> list[NudgeResult]:
    """What becomes of each change of a region's rule data, those under the choices of its readings included."""
    perturbation = Perturbation(case_book(code))
    if perturbation.broken:
        raise SystemExit(f"{code}: cases fail without any change: {', '.join(item.case.id for item in perturbation.broken)}")
    return list(perturbation.results(perturbation.nudges((*RULE_SECTIONS, "readings"))))


def page(found: dict[str, list[NudgeResult]]) -> Iterator[str]:
    """The page."""
    yield "# Mutation check"
    yield INTRODUCTION
    yield f"Made on {datetime.now(tz=UTC).date().isoformat()}."
    heads = ["region", "edition", "changes", *_HOW.values(), "unnoticed", "noticed"]
    rows = [heads, ["---"] * len(heads)]
    for code, several in found.items():
        counted = Counter(result.bite for result in several)
        missed = sum(result.survived for result in several)
        edition = case_book(code).jurisdiction({}).book.profile.edition
        share = f"{(len(several) - missed) * 1000 // len(several) / 10} %"
        rows.append([code, edition, str(len(several)), *(str(counted[bite]) for bite in _HOW), str(missed), share])
    yield "\n".join(f"| {' | '.join(row)} |" for row in rows)
    yield "## Unnoticed"
    survivors = [(code, result) for code, several in found.items() for result in several if result.survived]
    if not survivors:
        yield "None."
    else:
        yield "\n".join(
            f"- {code}: `{result.nudge}`: {REASONS.get(result.nudge.path, 'no case yet')}" for code, result in survivors
        )


def main() -> int:
    """Write the page; 1 when too many changes of a region are unnoticed."""
    file, *codes = sys.argv[1:]
    found = {code: results(code) for code in codes}
    Path(file).write_text("\n\n".join(page(found)) + "\n", encoding="utf-8", newline="\n")
    missed = {code: sum(result.survived for result in several) for code, several in found.items()}
    for code, number in missed.items():
        print(f"{code}: {len(found[code])} changes, {number} unnoticed")
    return int(any(number * 100 > (100 - LEAST) * len(found[code]) for code, number in missed.items()))


if __name__ == "__main__":
    sys.exit(main())
