"""How a set of brands comes out as one value of the rules moves: how many qualify, what they are paid, who turns where.

The rule files are read once, the one rule that holds the value once for each value; a brand is judged as a whole only as often
as that rule comes out differently for it.
"""

from collections.abc import Iterable
from datetime import date

from laowu.calendar.workdays import WorkCalendar
from laowu.decide.wording import value_wording
from laowu.evaluate.explaining.rule_terms import FIELDS
from laowu.evaluate.sweeping.axis import Asked, as_fraction, number_of, tried
from laowu.evaluate.sweeping.money import MoneyCount
from laowu.evaluate.sweeping.recognition import RecognitionCount, order_of
from laowu.evaluate.sweeping.result import StatedValue, Sweep, SweptValue, Turn
from laowu.evaluate.sweeping.trial import Trial, trial
from laowu.jurisdictions.loading import InstalledRules
from laowu.model.citation import Citation
from laowu.model.dossier import Dossier
from laowu.model.dossier_data import dossier_data
from laowu.model.share import Share
from laowu.rules.predicate import Operator
from laowu.rules.tree import digest
from laowu.rules.variation import Number, Variation
from laowu.text import Text, same

SECTIONS = ("eligibility", "subsidy")
"""Where values stand that decide on recognition or on money."""

_FLOORS = (Operator.AT_LEAST, Operator.MORE_THAN)
_HOOKS = {"eligibility": "laowu_check_eligibility", "subsidy": "laowu_calculate_subsidy"}


def trial_of(rules: InstalledRules, moved: Variation, asked: Asked, *, calendar: WorkCalendar | None = None) -> Trial:
    """A region with each value that is to be tried.

    Args:
        rules: the region as installed.
        moved: the value that moves.
        asked: which values are asked for; the stated ones that lie between are tried as well.
        calendar: working days; the packaged ones when left out.

    Raises:
        SettingsError: no rule can hold one of the values, or they are too many.
    """
    return trial(rules, moved, tried(asked, [entry.value for entry in moved.stated]), calendar=calendar)


def sweep(dossiers: Iterable[Dossier], made: Trial, *, on: date) -> Sweep:
    """Judge brands at every value.

    Args:
        dossiers: the brands, read one after another; their order does not matter.
        made: the region with each value.
        on: date judged.

    Raises:
        UnusableJurisdiction: a hook of the plugin failed.
    """
    moved, book = made.variation, made.variation.read.book
    recognition = RecognitionCount(made, on) if _counts(made, "eligibility") else None
    money = MoneyCount(made, on) if _counts(made, "subsidy") else None
    turns: list[Turn] = []
    number = 0
    for dossier in dossiers:
        number += 1
        if recognition:
            turns += recognition.add(dossier.brand.name, f"sha256:{digest(dossier_data(dossier))}", dossier)
        if money:
            money.add(dossier)
    turns.sort(key=lambda turn: (turn.brand, turn.dossier, order_of(turn.target), as_fraction(number_of(turn.at))))
    return Sweep(
        on=on,
        dossiers=number,
        jurisdiction=book.profile.code,
        region=book.profile.name,
        rules=f"sha256:{book.digest}",
        path=".".join(moved.path),
        rule=moved.rule.id,
        summary=moved.rule.summary,
        what=_what(moved),
        included=None if moved.operator is None else not moved.operator.strict,
        floor=None if moved.operator is None else moved.operator in _FLOORS,
        stated=_stated(moved, on),
        values=tuple(SweptValue(value=str(value), label=_label(moved, value)) for value in made.values),
        recognition=recognition.told() if recognition else (),
        turns=tuple(turns),
        money=money.told() if money else (),
        remarks=_remarks(moved, on),
    )


def _counts(made: Trial, section: str) -> bool:
    """Whether the value can change anything about a question: one asked of its section, or one that a plugin answers itself."""
    return made.variation.path[0] == section or made.answers_itself(_HOOKS[section])


def _what(moved: Variation) -> Text:
    """What the value is: the fact compared with it, or the field of the rule."""
    if moved.fact is not None:
        return moved.fact.label
    _, _, _, field, *further = moved.path
    label = FIELDS.get(field, same(field))
    return label + same(f" · {'.'.join(further)}") if further else label


def _label(moved: Variation, value: Number) -> Text:
    if moved.fact is not None:
        return value_wording(moved.fact, Share.from_percent(value) if isinstance(value, str) else value)
    if isinstance(value, int) and any(step.endswith("_yuan") for step in moved.path):
        return Text(f"{value:,} 元", f"{value:,} yuan")
    return same(f"{value:,}" if isinstance(value, int) else value)


def _stated(moved: Variation, on: date) -> tuple[StatedValue, ...]:
    book, rule = moved.read.book, moved.rule
    cited = book.cite(rule)
    begun = [entry for entry in moved.stated if entry.since is None or entry.since <= on]
    current = begun[-1] if begun else moved.stated[0]
    return tuple(
        StatedValue(
            value=str(entry.value),
            label=_label(moved, entry.value),
            since=entry.since or rule.since,
            clause=Citation(document=cited.document, name=cited.name, locator=entry.clause) if entry.clause else cited,
            applies=entry is current and rule.in_force(on),
            standing=book.documents[rule.document].standing(on),
        )
        for entry in moved.stated
    )


def _remarks(moved: Variation, on: date) -> tuple[Text, ...]:
    if moved.rule.in_force(on):
        return ()
    day = on.isoformat()
    return (
        Text(
            f"{moved.rule.id} 在 {day} 不施行，怎样取值都没有影响", f"{moved.rule.id} is not in force on {day}: no value matters"
        ),
    )
