"""``laowu dossier new``: an empty dossier to fill in."""

from typing import TYPE_CHECKING

from laowu.cli.declare import declare
from laowu.cli.option_types import File, Jurisdiction
from laowu.cli.parameters import option
from laowu.text import Text

if TYPE_CHECKING:
    from laowu.jurisdictions.jurisdiction import Jurisdiction as Loaded


@declare(
    "dossier new",
    Text(
        "每项事实都带单位和能够证明它的材料，全部注释掉：没有填的就是未知，不会留下编造的内容。",
        "Every fact comes with its unit and the paper that settles it, all of them commented out: what is not filled in stays"
        " unknown, and nothing invented is left behind.",
    ),
)
@option(
    "--out",
    type=File(),
    shown=Text("文件", "FILE"),
    says=Text("写入新文件，不输出到屏幕", "write to a new file instead of the screen"),
)
@option(
    "--for",
    "codes",
    type=Jurisdiction(),
    multiple=True,
    shown=Text("代码", "CODE"),
    says=Text(
        "只列这些地区要问的，可多次使用；不写则列出全部", "list only what these regions ask; may be repeated; all when left out"
    ),
)
def command(out: str | None, codes: tuple[str, ...]) -> None:
    """Write the template."""
    from laowu.cli.dossiers import asked_facts, papers
    from laowu.cli.failures import remark
    from laowu.cli.new_file import create
    from laowu.cli.output import write
    from laowu.cli.session import Session
    from laowu.model.dossier_template import template
    from laowu.model.vocabulary import shared_facts

    session = Session()
    regions = [session.load(code) for code in codes] if codes else session.usable(tuple(session.installed))
    text = template(
        session.language,
        shared_facts(),
        asked=asked_facts(regions) if codes else None,
        local={region.code: region.book.facts for region in regions if _has_own(region)},
        materials=papers(regions),
    )
    if out is None:
        write(text)
        return
    create(out, text)
    remark(
        Text(
            f"已写入 {out}；填写后用 laowu dossier check {out} 检查", f"written to {out}; check it with laowu dossier check {out}"
        )
    )


def _has_own(region: "Loaded") -> bool:
    from laowu.model.vocabulary import shared_facts

    return len(region.book.facts) > len(shared_facts())
