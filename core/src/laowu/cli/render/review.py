"""Plans: a row per step with its days, then the papers and which of them are at hand."""

from collections import Counter
from collections.abc import Mapping, Sequence

from laowu.cli.render.forms import forms
from laowu.cli.render.page import Block, Cell, Page, Span, Table, Tone, Words, cell, heading, line, paragraph, section
from laowu.cli.render.width import GLUE
from laowu.cli.render.wording import BASIS, Citing, bracketed, remark_line, remarks, signed
from laowu.model.answers import MaterialNeed, PlannedStep, ReviewPlan, StepState
from laowu.model.citation import Standing
from laowu.model.outcome import Outcome
from laowu.text import Text, joined, same

TITLE = Text("审核程序", "Procedure")

_OFTEN = 3


def review(plans: Sequence[ReviewPlan], citing: Citing) -> Page:
    """The plans of one jurisdiction; papers that several levels ask for alike are listed once."""
    if not plans:
        return section(heading(TITLE), paragraph(Text("文件未载明程序", "no procedure is stated")))
    by_papers: dict[tuple[MaterialNeed, ...], list[ReviewPlan]] = {}
    for plan in plans:
        by_papers.setdefault(plan.materials, []).append(plan)
    steps = [block for plan in plans for block in _steps(plan, citing)]
    papers = [block for needs, alike in by_papers.items() for block in _papers(needs, alike, citing)]
    states = list(dict.fromkeys(state for plan in plans for state in plan.forms))
    return (heading(TITLE), *steps, *papers, *forms(states, citing))


def _steps(plan: ReviewPlan, citing: Citing) -> Page:
    first = (plan.began or plan.start).isoformat()
    says = Text(f"：自 {first} 起，均为最早日期", f": from {first}, earliest days")
    if plan.began is not None:
        says = Text(
            f"：{first} 开始办理，未办理的为最早日期", f": begun on {first}; what is still to be done with its earliest days"
        )
    head = heading(plan.target.level.label + says, level=3)
    # What is remarked on nearly every step is told once, below the table.
    counted = Counter(remark for step in plan.steps for remark in step.remarks)
    common = [remark for remark, count in counted.items() if count >= _OFTEN][:1]
    heads = (Text("日期", "days"), Text("环节", "step"), Text("办理机构", "done by"), BASIS)
    rows = tuple(
        (
            _days(step, plan.standing, common, told=plan.began is not None),
            _what(step, common),
            cell(step.actor),
            citing.basis(step.rule, step.clause),
        )
        for step in plan.steps
    )
    notes = [paragraph(f"{_MARK} ", remark) for remark in common]
    return section(head, Table(heads=heads, rows=rows), *notes, remarks(plan.remarks))


_MARK = "*"


def span_of(plan: ReviewPlan) -> Text:
    """The days of a plan with steps: from its beginning to the last that is known, or how it ended."""
    first = (plan.began or plan.start).isoformat()
    if plan.ended is not None:
        over = plan.ended.isoformat()
        return Text(f"{first} – {over} 申报终止", f"{first} – ended on {over}")
    last = max((step.ends for step in plan.steps if step.ends is not None), default=plan.start).isoformat()
    return same(f"{first} – {last}")


_STATE_TONES: Mapping[StepState, Tone] = {
    StepState.NOT_BEGUN: "faint",
    StepState.UNDER_WAY: "ask",
    StepState.DONE: "good",
    StepState.LATE: "bad",
    StepState.BLOCKED: "bad",
    StepState.SKIPPED: "faint",
    StepState.ENDED: "bad",
}


def _days(step: PlannedStep, standing: Standing, common: Sequence[Text], *, told: bool) -> Cell:
    begins, ends = (day.isoformat() if day else "" for day in (step.begins, step.ends))
    marked = f" {_MARK}" if any(remark in common for remark in step.remarks) else ""
    state = Span(step.state.label, _STATE_TONES[step.state])
    words: list[Words | None] = [state if told or step.state is StepState.LATE else None, begins + marked if begins else None]
    if ends and ends != begins:
        words.append(Text(f"至 {ends}", f"to {ends}"))
    if step.due is not None:
        due = step.due.isoformat()
        # A date of a round that is over is shown, and binds nobody.
        missed = step.days_late is not None or (
            step.begins is not None and step.begins > step.due and standing is not Standing.LAST_KNOWN_ROUND
        )
        words.append(Span(Text(f"期限 {due}", f"due {due}"), "bad" if missed else "plain"))
    if step.latest is not None and step.latest != step.due:
        latest = step.latest.isoformat()
        words.append(Text(f"最迟 {latest}", f"latest {latest}"))
    if step.provisional:
        words.append(Span(Text("（暂定）", "(provisional)"), "ask"))
    return cell(*words)


def _what(step: PlannedStep, common: Sequence[Text]) -> Cell:
    length = bracketed(step.length) if step.length else same("")
    optional = Text("［视情］", "[if need be] ") if step.optional else same("")
    faults = (line(Span(same("✗" + GLUE) + fault, "bad")) for fault in step.faults)
    told = (remark_line(remark) for remark in step.remarks if remark not in common)
    return (line(optional + step.summary + length), *faults, *told)


def _papers(needs: Sequence[MaterialNeed], plans: Sequence[ReviewPlan], citing: Citing) -> Sequence[Block]:
    levels = joined([plan.target.level.label for plan in plans], zh="、", en=", ")
    heads = (Text("材料", "paper"), Text("名称", "name"), BASIS)
    rows = tuple((cell(_held(need)), cell(need.label, need.code), citing.basis(need.rule, need.clause)) for need in needs)
    return section(heading(levels + Text("：材料", ": papers"), level=3), Table(heads=heads, rows=rows))


def _held(need: MaterialNeed) -> Span:
    if need.needed is Outcome.NOT_MET:
        return Span(Text("- 不需要", "- not needed"), "faint")
    if need.held:
        return signed(Outcome.MET.value, Text("已有", "at hand"))
    if not need.needed.decided:
        return signed(need.needed.value, Text("是否需要未定", "perhaps needed"))
    if need.held is None:
        return signed(Outcome.NO_DATA.value, Text("未说明", "not stated"))
    return signed(Outcome.NOT_MET.value, Text("没有", "not there"))
