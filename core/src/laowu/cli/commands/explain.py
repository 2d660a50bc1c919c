"""``laowu explain``: one rule of a region, or a list of all of them."""

from typing import TYPE_CHECKING, Any

from laowu.cli.declare import argument, declare
from laowu.cli.option_types import Jurisdiction as Code
from laowu.cli.options import on, printing, reading
from laowu.text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from laowu.cli.session import Session
    from laowu.evaluate.explain import RuleExplanation
    from laowu.jurisdictions.jurisdiction import Jurisdiction


@declare(
    "explain",
    Text(
        "规则编号见各命令结果的“依据”栏；一条规则并入的其他条款的编号也可以用。",
        "Ids of rules stand in the column “basis” of every result; the id of a clause that a rule carries along will do too.",
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
    shown=Text("规则编号", "RULE-ID"),
    says=Text("规则编号；不写则列出全部规则", "id of the rule; every rule is listed when it is left out"),
)
@on
@reading
@printing
def command(code: str, rule: str | None) -> None:
    """Explain."""
    from laowu.cli.render.explanation import explanations, rule_list
    from laowu.cli.session import Session
    from laowu.evaluate.explain import explain, rules_of

    session = Session()
    jurisdiction = session.named(code)
    found = rules_of(jurisdiction, session.on) if rule is None else explain(jurisdiction, rule, session.on)
    page = rule_list if rule is None else explanations
    session.show(lambda: page(jurisdiction.name, session.on, found), lambda: _data(session, jurisdiction, found))


def _data(session: "Session", jurisdiction: "Jurisdiction", found: "Sequence[RuleExplanation]") -> dict[str, Any]:
    from laowu.evaluate.result_data import result_data

    return {
        "schema": "laowu/explanation/1",
        "jurisdiction": jurisdiction.code,
        "on": session.on.isoformat(),
        "edition": jurisdiction.book.profile.edition,
        "digest": f"sha256:{jurisdiction.book.digest}",
        "rules": result_data(tuple(found)),
    }
