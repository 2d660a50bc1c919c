"""An old result once more: the same, or what has changed."""

from collections.abc import Sequence

from laowu.cli.render.page import Items, Page, heading, line, paragraph, section
from laowu.cli.render.wording import signed
from laowu.evaluate.replay import Replay
from laowu.model.outcome import Outcome
from laowu.text import Text

_SHOWN = 40


def replayed(result: Replay) -> Page:
    """Whether the answers are the same, before the answers themselves."""
    if result.same:
        return section(_HEAD, paragraph(signed(Outcome.MET.value, Text("与原结果完全一致", "the same as the old result"))))
    count = len(result.changes)
    says = signed(Outcome.NOT_MET.value, Text(f"与原结果有 {count} 处不同：", f"{count} differences from the old result:"))
    return section(_HEAD, paragraph(says), _changes(result.changes))


_HEAD = heading(Text("重放", "Replay"))


def _changes(changes: Sequence[Text]) -> Items:
    more = len(changes) - _SHOWN
    rest = (line(Text(f"……另有 {more} 处，见 stderr", f"… and {more} more, on stderr")),) if more > 0 else ()
    return Items((*map(line, changes[:_SHOWN]), *rest))
