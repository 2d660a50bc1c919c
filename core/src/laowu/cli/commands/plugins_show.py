"""``laowu plugins show``: profile, documents and readings of one region, or one section of its rules in full."""

from typing import TYPE_CHECKING, Any

from laowu.cli.declare import declare
from laowu.cli.option_types import Jurisdiction as Code
from laowu.cli.option_types import OneOf
from laowu.cli.options import on, printing, reading
from laowu.cli.parameters import argument, option
from laowu.text import Text

if TYPE_CHECKING:
    from laowu.cli.session import Session
    from laowu.evaluate.explaining.region_sections import RegionSection
    from laowu.jurisdictions.jurisdiction import Jurisdiction


def _sections() -> "dict[str, Text]":
    from laowu.evaluate.explaining.region_sections import SECTIONS

    return dict(SECTIONS)


@declare(
    "plugins show",
    Text(
        "--section 的取值：profile 概况，documents 文件，readings 读法；"
        "eligibility、naming、review、subsidy、management 各问题的规则；"
        "duties 任务，responsibilities 分工，targets 目标，entitlements 其他政策，definitions 用语，fields 表格栏目，"
        "fund-uses 资金用途，departments 部门。",
        "Sections are profile, documents, readings; the five questions eligibility, naming, review, subsidy, management; and the"
        " programme around them: duties, responsibilities, targets, entitlements, definitions, fields, fund-uses, departments.",
    ),
)
@argument("code", type=Code(), shown=Text("地区代码", "CODE"), says=Text("地区代码", "region"))
@option(
    "--section",
    type=OneOf(_sections),
    shown=Text("部分", "NAME"),
    says=Text("只看一个部分，列出全部内容", "one section, with everything it says"),
)
@on
@reading
@printing
def command(code: str, section: str | None) -> None:
    """Show the region."""
    from laowu.cli.render.plugins import region_page
    from laowu.cli.render.region_sections import section_page
    from laowu.cli.session import Session
    from laowu.evaluate.explaining.region_sections import region_section

    session = Session()
    jurisdiction = session.named(code)
    if section is None or section == "profile":
        whole = section is None
        session.show(
            lambda: region_page(jurisdiction, session.on, whole=whole), lambda: _data(jurisdiction, session, whole=whole)
        )
        return
    found = region_section(jurisdiction, section, session.on)
    session.show(lambda: section_page(jurisdiction.name, session.on, found), lambda: _section_data(jurisdiction, session, found))


def _data(jurisdiction: "Jurisdiction", session: "Session", *, whole: bool) -> dict[str, Any]:
    from laowu.evaluate.assess import document_heads
    from laowu.evaluate.explaining.region_sections import counted_parts
    from laowu.evaluate.identity import readings_in_use
    from laowu.evaluate.result_data import result_data
    from laowu.rules.rulebook import QUESTIONS

    book = jurisdiction.book
    head = {
        "schema": "laowu/region/1",
        "profile": result_data(book.profile),
        "distribution": jurisdiction.record.distribution,
        "version": jurisdiction.record.version,
        "digest": f"sha256:{book.digest}",
    }
    if not whole:
        return head
    return {
        **head,
        "documents": result_data(document_heads(jurisdiction, session.on)),
        "readings": result_data(readings_in_use(jurisdiction)),
        "rules": {question: [rule.id for asked, rule in book.rules() if asked == question] for question in QUESTIONS},
        "programme": counted_parts(book.programme),
    }


def _section_data(jurisdiction: "Jurisdiction", session: "Session", found: "RegionSection") -> dict[str, Any]:
    from laowu.evaluate.result_data import result_data

    return {
        "schema": "laowu/region-section/1",
        "jurisdiction": jurisdiction.code,
        "on": session.on.isoformat(),
        "edition": jurisdiction.book.profile.edition,
        "digest": f"sha256:{jurisdiction.book.digest}",
        **result_data(found),
    }
