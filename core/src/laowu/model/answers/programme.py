"""How far the programme is with a target, what a recognised brand's bodies have to do, and what a form still lacks."""

from datetime import date
from enum import Enum

from laowu.model.answers.finding import Observation
from laowu.model.answers.reading import ReadingUsed
from laowu.model.citation import Citation, Standing
from laowu.model.outcome import Outcome
from laowu.text import Text
from laowu.values import frozen


@frozen(kw_only=True)
class TargetRow:
    """A target in one place.

    Attributes:
        code: code of the division or town, or name of the zone; for the region as a whole its division code.
        name: the place's name.
        asked: the number asked there, the lower end of a range; ``None`` where no number is stated.
        found: the number there; ``None`` without data.
        gap: how many are still missing; ``None`` without data or number.
        outcome: whether it is reached; ``None`` where the text gives no verdict (about so many).
    """

    code: str
    name: str
    asked: int | None
    found: int | None
    gap: int | None
    outcome: Outcome | None


@frozen(kw_only=True)
class TargetStanding:
    """How far the programme is with one of its targets.

    Attributes:
        jurisdiction: code of the region.
        rule, clause: where the target stands.
        summary: what it says, in our own words.
        on: date judged.
        standing: what the answer is worth.
        measure: what is counted.
        asked: what is asked, as a sentence.
        soft: an aim to strive for: advises, never fails.
        due: last day by which it is to be reached; ``None`` where the text sets none.
        past_due: whether that day has passed.
        rows: one per place asked; empty where the region is asked as a whole.
        total: the region as a whole: all places together, or the region itself.
        readings: readings that bear on it.
        remarks: anything the reader must know.
    """

    jurisdiction: str
    rule: str
    clause: Citation
    summary: Text
    on: date
    standing: Standing
    measure: Text
    asked: Text
    soft: bool = False
    due: date | None = None
    past_due: bool = False
    rows: tuple[TargetRow, ...] = ()
    total: TargetRow
    readings: tuple[ReadingUsed, ...] = ()
    remarks: tuple[Text, ...] = ()


@frozen(kw_only=True)
class DutyStanding:
    """A duty of the body that builds a recognised brand.

    Attributes:
        rule, clause: where it stands.
        says: what is to be done, in our own words.
        modality: ``shall``, ``may`` or ``encouraged``.
        every: how often it recurs: ``month``, ``quarter``, ``half_year``, ``year``; empty where the text states no rhythm.
        due: last day of a duty that is done once; ``None`` where the text sets none.
        outcome: whether it is done, as far as the dossier shows.
        observations: the comparisons behind it.
    """

    rule: str
    clause: Citation
    says: Text
    modality: str
    every: tuple[str, ...] = ()
    due: date | None = None
    outcome: Outcome
    observations: tuple[Observation, ...] = ()


class CellState(Enum):
    """What a dossier offers for a cell of a form."""

    FILLED = "filled"
    EMPTY = "empty"
    TOO_LONG = "too long"
    BY_HAND = "by hand"
    BY_OFFICE = "by an office"

    @property
    def label(self) -> Text:
        """The state as a reader sees it."""
        return _CELL_STATES[self]


_CELL_STATES = {
    CellState.FILLED: Text("已有内容", "filled"),
    CellState.EMPTY: Text("待填", "empty"),
    CellState.TOO_LONG: Text("超过字数", "too long"),
    CellState.BY_HAND: Text("手填", "by hand"),
    CellState.BY_OFFICE: Text("由机构填写", "filled by an office"),
}


@frozen(kw_only=True)
class WantedFact:
    """A fact that a cell waits for.

    Attributes:
        fact: its name under ``[facts]`` of a dossier; empty for one read off the dossier's structure.
        label: what it is.
        settled_by: the paper it is taken from.
    """

    fact: str
    label: Text
    settled_by: Text


@frozen(kw_only=True)
class FormCell:
    """One cell of a form with what a dossier offers for it.

    Attributes:
        rule, clause: where the cell stands.
        label: its heading.
        year: calendar year it is about; ``None`` for a cell without one.
        state: what the dossier offers.
        value: what can be written there; ``None`` unless it is filled or too long.
        characters: length of a text: every character except line breaks; ``None`` for what is no text.
        most_characters: longest text the form takes; ``None`` without a limit.
        wants: the facts to give for an empty cell.
        personal: it names or reaches a person: filled by hand, never held here.
        filled_by: ``applicant``, ``district``, ``city`` or ``province``.
        optional: it may stay empty.
    """

    rule: str
    clause: Citation
    label: Text
    year: int | None = None
    state: CellState
    value: Text | None = None
    characters: int | None = None
    most_characters: int | None = None
    wants: tuple[WantedFact, ...] = ()
    personal: bool = False
    filled_by: str = "applicant"
    optional: bool = False

    @property
    def open(self) -> bool:
        """Whether something is still to be done before the form can be handed in."""
        return self.state is CellState.TOO_LONG or (self.state is CellState.EMPTY and not self.optional)


@frozen(kw_only=True)
class FormState:
    """One form of an application, cell by cell.

    Attributes:
        code: code of the paper whose form it is.
        label: its name.
        missing: how many cells are empty that may not be, or hold too long a text.
        cells: its cells, in the form's order.
    """

    code: str
    label: Text
    missing: int
    cells: tuple[FormCell, ...]
