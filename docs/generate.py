"""Write what the program knows best into the documentation: help pages, facts, settings, fields, signatures, real output.

A generated part stands on a page between ``<!-- PART -->`` and ``<!-- /PART -->``; everything else on the page is written by
hand. ``python docs/generate.py`` makes the parts anew, ``--check`` only tells which pages are out of date, and ends with 1.

::

    commands                        the help page of every command
    facts                           the shared vocabulary
    settings                        every setting
    hooks                           the five hooks with their signatures
    errors                          the tree of errors
    comparisons                     which comparison may be asked of which type of fact
    fields CLASS                    the keys of one table of a file, from the docstring of the class that reads it
    results CLASS                   the keys of one object of a JSON result, likewise
    suite                           the rules of the conformance suite
    matrix                          which region keeps which of them; left as it is unless ``--conformance`` is given
    ledgerfields [payments]         the columns of a ledger, or of a list of payments made before
    ledgerreasons                   what can be said about a row of one
    ledgercolumns                   the columns of a store of ledgers
    claimverdicts                   what can become of a row under an award per head
    claimcolumns                    the columns of the table of payments
    ledgerindicators                what is counted in one
    shown COMMAND | PATTERN | …     what a command prints: only the paragraphs in whose first line one of the patterns is found
    across CODE … DAY               the rule books of some regions side by side

The modules of ``docs/parts`` make them, a module for each kind. The pages of ``docs/pages`` are made whole, by ``laowu compare``
and ``laowu plugins rules --across`` with ``--html``.
"""  # noqa: INP001  # a program, not a package

import argparse
import re
import sys
from collections.abc import Callable
from pathlib import Path

from parts.conformance import examined, matrix, suite
from parts.contract import error_tree, hooks
from parts.ledger import claimcolumns, claimverdicts, ledgercolumns, ledgerfields, ledgerindicators, ledgerreasons
from parts.program_output import across, commands, shown
from parts.repository import PART, ROOT, pages
from parts.settings import settings
from parts.table_keys import fields, results
from parts.vocabulary import comparisons, facts
from parts.whole_pages import whole_pages

Part = Callable[[str, str], str]
PARTS: dict[str, Part] = {
    "commands": commands,
    "facts": facts,
    "settings": settings,
    "hooks": hooks,
    "errors": error_tree,
    "comparisons": comparisons,
    "fields": fields,
    "results": results,
    "suite": suite,
    "matrix": matrix,
    "ledgerfields": ledgerfields,
    "ledgerreasons": ledgerreasons,
    "ledgercolumns": ledgercolumns,
    "claimverdicts": claimverdicts,
    "claimcolumns": claimcolumns,
    "ledgerindicators": ledgerindicators,
    "shown": shown,
    "across": across,
}


def filled(page: Path) -> str:
    """The text of a page with its generated parts made anew.

    Raises:
        KeyError: the page asks for a part that does not exist.
    """
    language = "zh" if ".zh-CN" in page.name else "en"

    def made(found: re.Match[str]) -> str:
        body = PARTS[found["name"]](found["about"] or "", language).strip()
        return f"<!-- {found['part']} -->\n\n{body}\n\n<!-- /{found['name']} -->"

    return PART.sub(made, page.read_text(encoding="utf-8"))


def main() -> int:
    """Make the parts of all pages, or check them; the exit code."""
    parser = argparse.ArgumentParser(description="Make the generated parts of the documentation anew.")
    parser.add_argument("--check", action="store_true", help="only tell which pages are out of date, and end with 1 if any is")
    parser.add_argument("--conformance", action="store_true", help="also examine the regions, which takes minutes")
    options = parser.parse_args()
    only_check = options.check
    if options.conformance:
        PARTS["matrix"] = examined
    made = {page: filled(page) for page in pages()} | whole_pages()
    stale = {page: text for page, text in made.items() if not page.exists() or text != page.read_text(encoding="utf-8")}
    for page, text in stale.items():
        if not only_check:
            page.parent.mkdir(exist_ok=True)
            page.write_text(text, encoding="utf-8", newline="\n")
        sys.stdout.write(f"{page.relative_to(ROOT)}: {'out of date' if only_check else 'written'}\n")
    return 1 if only_check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
