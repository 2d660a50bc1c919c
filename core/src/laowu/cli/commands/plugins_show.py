"""``laowu plugins show``: profile, documents and readings of one region."""

from typing import TYPE_CHECKING, Any

from laowu.cli.declare import argument, declare
from laowu.cli.option_types import Jurisdiction as Code
from laowu.cli.options import on, printing, reading
from laowu.text import Text

if TYPE_CHECKING:
    from laowu.cli.session import Session
    from laowu.jurisdictions.jurisdiction import Jurisdiction


@declare("plugins show")
@argument("code", type=Code(), shown=Text("地区代码", "CODE"), says=Text("地区代码", "region"))
@on
@reading
@printing
def command(code: str) -> None:
    """Show the region."""
    from laowu.cli.render.plugins import region_page
    from laowu.cli.session import Session

    session = Session()
    jurisdiction = session.named(code)
    session.show(lambda: region_page(jurisdiction, session.on), lambda: _data(jurisdiction, session))


def _data(jurisdiction: "Jurisdiction", session: "Session") -> dict[str, Any]:
    from laowu.evaluate.assess import document_heads
    from laowu.evaluate.identity import readings_in_use
    from laowu.evaluate.result_data import result_data

    book = jurisdiction.book
    return {
        "schema": "laowu/region/1",
        "profile": result_data(book.profile),
        "distribution": jurisdiction.record.distribution,
        "version": jurisdiction.record.version,
        "digest": f"sha256:{book.digest}",
        "documents": result_data(document_heads(book, session.on)),
        "readings": result_data(readings_in_use(jurisdiction)),
        "rules": {question: [rule.id for asked, rule in book.rules() if asked == question] for question in _questions()},
    }


def _questions() -> tuple[str, ...]:
    from laowu.cli.render.explanation import QUESTIONS

    return tuple(QUESTIONS)
