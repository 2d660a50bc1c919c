"""Forms: which cells are still to be filled, from what, and which text is too long."""

from collections.abc import Sequence

from laowu.cli.render.page import Cell, Items, Page, Span, Table, cell, heading, line, section
from laowu.cli.render.wording import BASIS, Citing
from laowu.model.answers import CellState, FormCell, FormState
from laowu.text import Text, same


def forms(states: Sequence[FormState], citing: Citing) -> Page:
    """The forms in which something is missing; those without a gap say nothing here."""
    return tuple(block for state in states if state.missing for block in _form(state, citing))


def _form(state: FormState, citing: Citing) -> Page:
    head = heading(state.label + Text(f"：尚缺 {state.missing} 栏", f": {state.missing} cells to fill"), level=3)
    rows = tuple(
        (cell(_heading_of(item)), _state(item), citing.basis(item.rule, item.clause)) for item in state.cells if item.open
    )
    heads = (Text("栏目", "cell"), Text("状况", "state"), BASIS)
    by_hand = sum(1 for item in state.cells if item.state is CellState.BY_HAND)
    others = Text(f"另有 {by_hand} 栏手填", f"and {by_hand} to fill by hand") if by_hand else same("")
    return section(head, Table(heads=heads, rows=rows), _note(others))


def _note(words: Text) -> Items:
    return Items((line(words),) if words.zh else ())


def _heading_of(item: FormCell) -> Text:
    return item.label + (Text(f"（{item.year} 年）", f" ({item.year})") if item.year is not None else same(""))


def _state(item: FormCell) -> Cell:
    if item.state is CellState.TOO_LONG:
        says = Text(
            f"{item.characters} 字，限 {item.most_characters} 字（不计换行）",
            f"{item.characters} characters, {item.most_characters} at most (line breaks not counted)",
        )
        return cell(Span(says, "bad"))
    return tuple(
        line(
            Span(Text("待填：", "to be stated: "), "gap"),
            want.label,
            Text(f"（facts.{want.fact}）", f" (facts.{want.fact})") if want.fact else same(""),
        )
        for want in item.wants
    )
