"""What does a dossier offer for each cell of a form, and what must still be written?"""

from collections.abc import Iterable
from datetime import date

from laowu.decide.comparison import seen
from laowu.decide.evidence import Evidence
from laowu.model.answers.programme import CellState, FormCell, FormState, WantedFact
from laowu.model.facts import FactType, Figure
from laowu.model.questions import Application
from laowu.rules.programme import FormField
from laowu.rules.review import Paper
from laowu.rules.rule import in_force
from laowu.rules.rulebook import RuleBook
from laowu.text import Text, joined


def form_fields(book: RuleBook, paper_code: str, application: Application, on: date) -> tuple[FormCell, ...]:
    """Every cell of a form, with what the dossier offers for it.

    A cell about a person is always left to be filled by hand. Years are counted back from the year in which the
    application begins. A text is as long as the number of its characters, punctuation and spaces included, line breaks not.

    Args:
        book: the rule book.
        paper_code: code of the paper whose form it is.
        application: the brand and the first day of its application.
        on: date judged.
    """
    stated = book.programme.fields if book.programme else ()
    evidence = Evidence(dossier=application.dossier, jurisdiction=book.profile.code, facts=book.facts, on=on)
    cells = []
    for field in in_force(stated, on):
        if field.form == paper_code:
            years: list[int | None] = [application.start.year - back for back in field.years_back]
            cells += [_cell(field, year, evidence, book) for year in years or [None]]
    return tuple(cells)


def form_states(book: RuleBook, papers: Iterable[Paper], application: Application, on: date) -> tuple[FormState, ...]:
    """The forms among some papers, cell by cell; a paper without a form that the rules know is left out."""
    states = []
    for paper in papers:
        cells = form_fields(book, paper.code, application, on)
        if cells:
            missing = sum(1 for cell in cells if cell.open)
            states.append(FormState(code=paper.code, label=paper.summary, missing=missing, cells=cells))
    return tuple(states)


def _cell(field: FormField, year: int | None, evidence: Evidence, book: RuleBook) -> FormCell:
    most = field.most_characters.on(evidence.on) if field.most_characters else None
    state, value, characters, wants = _content(field, year, evidence, most)
    return FormCell(
        rule=field.id,
        clause=book.cite(field),
        label=field.label,
        year=year,
        state=state,
        value=value,
        characters=characters,
        most_characters=most,
        wants=wants,
        personal=field.personal,
        filled_by=field.filled_by,
        optional=field.optional,
    )


_Content = tuple[CellState, Text | None, int | None, tuple[WantedFact, ...]]


def _content(field: FormField, year: int | None, evidence: Evidence, most: int | None) -> _Content:
    if field.filled_by != "applicant":
        return CellState.BY_OFFICE, None, None, ()
    if field.personal or not field.facts:
        return CellState.BY_HAND, None, None, ()
    figures = {name: evidence.figure(name, year) for name in field.facts}
    wants = tuple(_wanted(name, evidence) for name, figure in figures.items() if _nothing(figure))
    if wants:
        return CellState.EMPTY, None, None, wants
    value = joined([seen(evidence.facts[name], figure) for name, figure in figures.items() if figure is not None])
    texts = [figure.low for name, figure in figures.items() if figure is not None and _is_text(name, evidence)]
    characters = sum(length_of(str(text)) for text in texts) if texts else None
    too_long = most is not None and characters is not None and characters > most
    return (CellState.TOO_LONG if too_long else CellState.FILLED), value, characters, ()


def _nothing(figure: Figure | None) -> bool:
    return figure is None or (isinstance(figure.low, str) and not figure.low.strip())


def _is_text(name: str, evidence: Evidence) -> bool:
    return evidence.facts[name].type is FactType.TEXT


def length_of(text: str) -> int:
    """How many characters a text has on a form: all of them, spaces and punctuation too, but no line breaks."""
    return sum(1 for character in text if character not in "\r\n")


def _wanted(name: str, evidence: Evidence) -> WantedFact:
    definition = evidence.facts[name]
    stated = "" if definition.given_by else name
    return WantedFact(fact=stated, label=definition.label, settled_by=definition.settled_by)
