"""After recognition: what follows for the brand, and what is to be done by whom."""

from collections.abc import Mapping, Sequence

from laowu.cli.render.page import Fields, Line, Page, Span, Table, cell, heading, line, paragraph, section
from laowu.cli.render.wording import BASIS, Citing, bracketed, observation_lines, outcome, remark_line, remarks, signed
from laowu.evaluate.explaining.rule_codes import code_wording
from laowu.model.answers import DutyStanding, ManagementAction, ManagementDecision, Observation
from laowu.model.outcome import Outcome
from laowu.text import Text, joined, same

TITLE = Text("认定之后", "After recognition")


def management(decisions: Sequence[ManagementDecision], citing: Citing) -> Page:
    """The decisions of one jurisdiction; an action that several levels call for alike is listed once."""
    if not decisions:
        return section(
            heading(TITLE), paragraph(Text("文件未载明认定后的管理", "nothing is stated about what follows recognition"))
        )
    levels: dict[ManagementAction, list[Text]] = {}
    for decision in decisions:
        for action in decision.actions:
            levels.setdefault(action, []).append(decision.level.label)
    statuses = tuple((decision.level.label, line(outcome(decision.status), _row_of_failures(decision))) for decision in decisions)
    told = tuple(dict.fromkeys(remark for decision in decisions for remark in decision.remarks))
    table = (_actions(levels, citing),) if levels else ()
    owed = list(dict.fromkeys(duty for decision in decisions for duty in decision.duties))
    return (
        heading(TITLE),
        Fields(statuses),
        *table,
        remarks(told),
        *section(heading(_DUTIES, level=3), _owed(owed, citing)),
    )


_DUTIES = Text("认定后建设单位的义务", "What the building body owes once recognised")


def _owed(duties: Sequence[DutyStanding], citing: Citing) -> Table:
    heads = (Text("是否做到", "done"), Text("事项", "what"), BASIS)
    rows = tuple(
        (
            cell(outcome(duty.outcome), _modality(duty), _rhythm(duty)),
            (line(duty.says), *observation_lines(_told(duty), duty.says, duty.outcome)),
            citing.basis(duty.rule, duty.clause),
        )
        for duty in duties
    )
    return Table(heads=heads, rows=rows)


def _told(duty: DutyStanding) -> Sequence[Observation]:
    """What was compared; that an official judges what nothing else shows is said by the outcome already."""
    return (
        () if duty.outcome is Outcome.NEEDS_JUDGEMENT and not any(item.fact for item in duty.observations) else duty.observations
    )


def _modality(duty: DutyStanding) -> Text | None:
    return None if duty.modality == "shall" else code_wording("modality", duty.modality)


def _rhythm(duty: DutyStanding) -> Text | None:
    if duty.due is not None:
        return Text(f"{duty.due.isoformat()} 前", f"by {duty.due.isoformat()}")
    said = [wording for period in duty.every if (wording := code_wording("every", period)) is not None]
    return joined(said, zh="、", en=", ") if said else None


def _row_of_failures(decision: ManagementDecision) -> Text:
    failures = decision.consecutive_failures
    return Text(f"（连续不合格 {failures} 次）", f" ({failures} failures in a row)") if failures else same("")


def _actions(levels: Mapping[ManagementAction, list[Text]], citing: Citing) -> Table:
    heads = (Text("是否应办", "to be done"), Text("事项", "what"), Text("办理机构", "by whom"), BASIS)
    rows = tuple(
        (
            cell(_due(action), _day(action), joined(levels[action], zh="、", en=", ")),
            (line(_optional(action) + action.says + _methods(action)), *_last(action), *map(remark_line, action.remarks)),
            cell(action.actor),
            citing.basis(action.rule, action.clause),
        )
        for action in levels
    )
    return Table(heads=heads, rows=rows)


def _due(action: ManagementAction) -> Span:
    """An action's outcome in its own words: 'met' would sound as if the brand had done something right."""
    if action.outcome is Outcome.MET:
        return Span(Text("! 应办", "! due"), "ask")
    if action.outcome is Outcome.NOT_MET:
        return Span(Text("- 不适用", "- does not apply"), "faint")
    return signed(action.outcome.value, action.outcome.label)


def _day(action: ManagementAction) -> Text | None:
    return Text(f"{action.due.isoformat()} 前", f"by {action.due.isoformat()}") if action.due else None


def _methods(action: ManagementAction) -> Text:
    """How a check is made, by the words for the codes that have some."""
    named = [wording for code in action.methods if (wording := code_wording("methods", code)) is not None]
    return bracketed(joined(list(dict.fromkeys(named)), zh="、", en=", ")) if named else same("")


def _last(action: ManagementAction) -> list[Line]:
    if action.last is None:
        return []
    day = action.last.isoformat()
    return [line(Text(f"上次 {day}", f"last made on {day}"))]


def _optional(action: ManagementAction) -> Text:
    return Text("［视情］", "[if need be] ") if action.optional else same("")
