"""``laowu explain``: one clause or rule of a region, or a list of all rules."""

from typing import TYPE_CHECKING, Any

from laowu.cli.declare import declare
from laowu.cli.option_types import Jurisdiction as Code
from laowu.cli.options import on, printing, reading
from laowu.cli.parameters import argument
from laowu.text import Text

if TYPE_CHECKING:
    from laowu.cli.session import Session
    from laowu.jurisdictions.jurisdiction import Jurisdiction


@declare(
    "explain",
    Text(
        "规则编号见各命令结果的“依据”栏；laowu coverage 所列的每个条款编号都可以用，没有单独成为规则的也一样。",
        "Ids of rules stand in the column “basis” of every result. Every clause id that laowu coverage lists will do, whether"
        " or not the clause is a rule of its own.",
    ),
)
@argument(
    "code",
    type=Code(),
    shown=Text("地区代码", "CODE"),
    says=Text("地区代码，见 laowu plugins list", "region; see laowu plugins list"),
)
@argument(
    "rule",
    required=False,
    shown=Text("编号", "ID"),
    says=Text("规则或条款的编号；不写则列出全部规则", "id of a rule or clause; every rule is listed when it is left out"),
)
@on
@reading
@printing
def command(code: str, rule: str | None) -> None:
    """Explain."""
    from laowu.cli.render.explanation import explanations, rule_list
    from laowu.cli.session import Session
    from laowu.evaluate.explaining.explain import explain, rules_of
    from laowu.evaluate.result_data import result_data

    session = Session()
    jurisdiction = session.named(code)
    if rule is None:
        rules = rules_of(jurisdiction, session.on)
        session.show(
            lambda: rule_list(jurisdiction.name, session.on, rules),
            lambda: {**_head(session, jurisdiction), "rules": result_data(rules)},
        )
        return
    found = explain(jurisdiction, rule, session.on)
    session.show(
        lambda: explanations(jurisdiction.name, session.on, found),
        lambda: {**_head(session, jurisdiction), **result_data(found)},
    )


def _head(session: "Session", jurisdiction: "Jurisdiction") -> dict[str, Any]:
    return {
        "schema": "laowu/explanation/1",
        "jurisdiction": jurisdiction.code,
        "on": session.on.isoformat(),
        "edition": jurisdiction.book.profile.edition,
        "digest": f"sha256:{jurisdiction.book.digest}",
    }
