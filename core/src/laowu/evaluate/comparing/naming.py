"""Why one region takes a name and another does not: the parts of a name that each form asks for."""

from laowu.evaluate.comparing.asked import Asked
from laowu.evaluate.comparing.difference import Alike, ClausePair, DecidingClause, DecidingValue, PairExplanation, Side
from laowu.evaluate.explaining.rule_codes import PARTS_OF_NAMES
from laowu.model.answers import NameReport, NameVerdict
from laowu.rules.naming import Form
from laowu.text import Text, joined, same

_WORSE = (NameVerdict.VALID, NameVerdict.AMBIGUOUS, NameVerdict.INVALID)


def result(asked: Asked) -> Alike | None:
    """The verdict of a region on the name; ``None`` where nothing is stated about names."""
    report = asked.answer.naming
    if report is None:
        return None
    return Alike(jurisdictions=(asked.code,), outcome=report.verdict.value, says=(report.verdict.label,))


def explained(first: Asked, second: Asked) -> PairExplanation:
    """Why two regions come to different verdicts on a name: the parts that the stricter form asks for and the name lacks.

    What is wrong for another reason than a missing part, such as a place outside the region, stands in the remarks.
    """
    one, other = first.answer.naming, second.answer.naming
    assert one is not None and other is not None  # noqa: PT018, S101  # only regions with a verdict are held together
    worse, better = (first, second) if _WORSE.index(one.verdict) > _WORSE.index(other.verdict) else (second, first)
    report, accepted = (one, other) if worse is first else (other, one)
    parts = report.missing
    pairs = []
    form = _form(worse, report, parts)
    if form is not None and parts:
        facing = _form(better, accepted, ())
        hinders = _clause(worse, report, form, parts)
        lets = None if facing is None else _clause(better, accepted, facing, _asked_parts(facing))
        pairs.append(ClausePair(first=hinders, second=lets) if worse is first else ClausePair(first=lets, second=hinders))
    notes = [asked.jurisdiction.name + Text("：", ": ") + note.says for asked in (first, second) for note in _report(asked).notes]
    return PairExplanation(
        first=_side(first), second=_side(second), worse=worse.code, made_by=tuple(pairs), remarks=tuple(dict.fromkeys(notes))
    )


def _report(asked: Asked) -> NameReport:
    report = asked.answer.naming
    assert report is not None  # noqa: S101  # only regions with a verdict are held together
    return report


def _side(asked: Asked) -> Side:
    verdict = _report(asked).verdict
    return Side(jurisdiction=asked.code, outcome=verdict.value, says=verdict.label)


def _form(asked: Asked, report: NameReport, parts: tuple[str, ...]) -> Form | None:
    """The form that the verdict rests on: one that fits, else the first that asks for all missing parts."""
    rules = asked.book.naming
    known = {form.id: form for form in (rules.forms if rules else ())}
    ids = [match.rule for match in report.matched] or list(report.rules)
    forms = [known[name] for name in ids if name in known]
    return next((form for form in forms if set(parts) <= set(_asked_parts(form))), None)


def _asked_parts(form: Form) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*form.parts, *(part for group in form.either for part in group))))


def _clause(asked: Asked, report: NameReport, form: Form, parts: tuple[str, ...]) -> DecidingClause:
    return DecidingClause(
        jurisdiction=asked.code,
        rule=form.id,
        clause=asked.book.cite(form),
        summary=form.summary,
        outcome=report.verdict.value,
        values=tuple(_part(form, report, part) for part in parts),
    )


def _part(form: Form, report: NameReport, part: str) -> DecidingValue:
    lacks = part in report.missing
    found = getattr(report.segments, "region" if part in ("city_prefix", "district") else part, "")
    either = [group for group in form.either if part in group and part not in form.parts]
    groups = [joined([PARTS_OF_NAMES[item] for item in group], zh=" 或 ", en=" or ") for group in either]
    asked = same(form.suffix) if part == "suffix" and form.suffix else groups[0] if groups else Text("须有", "must be there")
    return DecidingValue(
        name=part,
        label=PARTS_OF_NAMES[part],
        operator="present",
        asked=form.suffix if part == "suffix" else "true",
        found=None if lacks else found or None,
        asked_says=asked,
        found_says=Text("没有", "lacking") if lacks or not found else same(found),
        outcome="not met" if lacks or not found else "met",
    )
