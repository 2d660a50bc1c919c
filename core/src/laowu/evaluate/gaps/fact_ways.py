"""The ways in which one comparison with one fact could come out otherwise: changes to the figure, or to what it is read off."""

from collections.abc import Callable, Iterator, Mapping

import attrs

from laowu.decide.comparison import compare, exact_text, seen, shortfall
from laowu.decide.evidence import Evidence
from laowu.decide.wording import bound_wording, value_wording
from laowu.evaluate.gaps.dossier_change import Change, Kind
from laowu.evaluate.gaps.nearest_value import (
    OPPOSITE,
    heads_needed,
    nearest_values,
    opposite_values,
    relative_distance,
)
from laowu.model.credit_code import OLD_CODE_LENGTH, is_credit_code
from laowu.model.dossier import Operator as Body
from laowu.model.facts import FactDefinition, FactType, Figure, Value
from laowu.model.level import Level
from laowu.model.outcome import Outcome
from laowu.model.share import Share
from laowu.model.vocabulary import shared_facts
from laowu.places.divisions import Divisions
from laowu.places.resolving import resolve
from laowu.rules.predicate import Leaf, Operator
from laowu.text import Text
from laowu.values import frozen

Ways = Iterator[tuple[Change, ...]]

_NOT_STATED = Text("未提供", "not stated")


@frozen(kw_only=True, eq=False)
class _Comparison:
    """One comparison as the dossier at hand answers it."""

    definition: FactDefinition
    operator: Operator
    bound: Value
    figure: Figure | None
    year: int | None
    evidence: Evidence
    holds: bool
    rule: str

    @property
    def asked(self) -> Text:
        """What it asks."""
        words = bound_wording(self.definition, self.operator, self.bound)
        return words if self.holds else Text("不得：", "must not be: ") + words

    @property
    def beyond_whole(self) -> bool:
        """Whether a share of it may exceed 100%."""
        part = self.definition.part
        return part is not None and self.evidence.facts[part].type is FactType.YUAN

    def values(self) -> tuple[Value | None, ...]:
        """Values that would do, nearest first."""
        if not self.holds:
            return opposite_values(self.definition, self.operator, self.bound, self.figure)
        return nearest_values(self.definition, self.operator, self.bound, self.figure, beyond_whole=self.beyond_whole)

    def change(self, kind: Kind, key: str, value: str | None, **known: object) -> Change:
        """A change that this comparison asks for."""
        figure = self.figure
        said: dict[str, object] = {
            "label": self.definition.label,
            "asked": self.asked,
            "seen": _NOT_STATED if figure is None else seen(self.definition, figure),
            "was": self.was,
            "settled_by": self.definition.settled_by if self.was is Outcome.NO_DATA else None,
            "distance": "0" if self.was is Outcome.NO_DATA else "1",
            **known,
        }
        return Change(kind=kind, key=key, value=value, rules=(self.rule,), **said)  # type: ignore[arg-type]

    @property
    def was(self) -> Outcome:
        """Whether the dossier says otherwise or leaves it open."""
        if self.figure is None:
            return Outcome.NO_DATA
        outcome = compare(self.figure, self.operator, self.bound, on=self.evidence.on)
        return Outcome.NO_DATA if outcome is Outcome.NO_DATA else Outcome.NOT_MET


def fact_ways(leaf: Leaf, year: int | None, evidence: Evidence, wanted: Outcome, rule: str) -> Ways:
    """Ways to try for one comparison, nearest first; the caller sees which of them does it.

    Args:
        leaf: the comparison.
        year: calendar year asked about, or ``None``.
        evidence: the dossier at hand.
        wanted: *met*, or *not met* for a comparison that must not hold.
        rule: id of the criterion.
    """
    bound, operator, holds = leaf.bound.on(evidence.on), leaf.operator, wanted is Outcome.MET
    if not holds and operator in OPPOSITE:
        operator, holds = OPPOSITE[operator], True
    definition = evidence.facts[leaf.fact]
    asked = _Comparison(
        definition=definition,
        operator=operator,
        bound=bound,
        figure=evidence.figure(leaf.fact, year),
        year=year,
        evidence=evidence,
        holds=holds,
        rule=rule,
    )
    if definition.given_by is not None:
        make = _STRUCTURE.get(definition.given_by)
        if make is not None:
            yield from make(asked)
        return
    yield from _counted(asked)
    yield from _stated(asked)


def _stated(asked: _Comparison) -> Ways:
    """The fact itself stated otherwise."""
    for value in asked.values():
        yield (_figure(asked, asked.definition, asked.figure, value, asked.asked),)


def _figure(asked: _Comparison, definition: FactDefinition, figure: Figure | None, value: Value | None, words: Text) -> Change:
    short = None
    if definition is asked.definition and figure is not None and asked.was is Outcome.NOT_MET and asked.holds:
        found = shortfall(figure, definition, asked.operator, asked.bound)
        short = found.says if found else None
    denied = asked.was is Outcome.NOT_MET
    return asked.change(
        "fact",
        definition.name,
        exact_text(definition, value),
        jurisdiction=_vocabulary(definition.name, asked.evidence),
        year=_year(definition, figure, asked),
        label=definition.label,
        asked=words,
        seen=_NOT_STATED if figure is None else seen(definition, figure),
        shortfall=short,
        distance=str(relative_distance(figure, value)) if denied else "0",
    )


def _vocabulary(fact: str, evidence: Evidence) -> str | None:
    """Under which region's name a fact is stated; ``None`` for a shared one."""
    code = evidence.jurisdiction
    stated_there = fact in evidence.dossier.local_facts.get(code, {})
    return code if stated_there or fact not in shared_facts() else None


def _year(definition: FactDefinition, figure: Figure | None, asked: _Comparison) -> int | None:
    """The year under which the figure stands, or would have to: an undated figure stands for every year."""
    if figure is not None:
        return figure.year
    evidence = asked.evidence
    dated = evidence.dossier.local_facts.get(evidence.jurisdiction, {}).get(definition.name) or evidence.dossier.facts.get(
        definition.name
    )
    return asked.year if asked.year is not None else (evidence.on.year if dated else None)


def _counted(asked: _Comparison) -> Ways:
    """A share that is worked out from two counts: so many heads more or fewer in its numerator."""
    definition, bound, figure = asked.definition, asked.bound, asked.figure
    if not (definition.part and definition.whole and isinstance(bound, Share) and figure is not None and asked.holds):
        return
    known = figure.low
    if not (isinstance(known, Share) and known.counted and figure.exact):
        return
    terms = [asked.evidence.figure(name, figure.year) for name in (definition.part, definition.whole)]
    part, whole = terms
    if part is None or whole is None or (part.low, whole.low) != (known.part, known.whole):
        return  # stated as such, not worked out
    needed = heads_needed(asked.operator, bound, known.whole)
    if needed is None:
        return
    term = asked.evidence.facts[definition.part]
    so_many = value_wording(term, needed)
    least = Text("至少 ", "at least ") if needed > known.part else Text("至多 ", "at most ")
    words = least + so_many + Text("，使", ", so that ") + definition.label + Text("", " is ") + asked.asked
    short = shortfall(figure, definition, asked.operator, bound)
    change = _figure(asked, term, part, needed, words)
    yield (attrs.evolve(change, shortfall=short.says if short and needed > known.part else None),)


def _name(asked: _Comparison) -> Ways:
    yield from ((asked.change("brand", "name", _text(value)),) for value in asked.values())


def _trademark(asked: _Comparison) -> Ways:
    yield from ((asked.change("brand", "trademark", _text(value)),) for value in asked.values())


def _text(value: Value | None) -> str | None:
    return None if value is None else str(value)


def _place(asked: _Comparison) -> Ways:
    if asked.holds and asked.operator is Operator.WITHIN:
        yield (asked.change("brand", "place", str(asked.bound)),)


def _bodies(
    asked: _Comparison, key: str, value: str | None, wrong: Callable[[Body], bool], seen_: Callable[[Body], Text]
) -> Ways:
    """One field of every building body that stands in the way; of a first one where none is named."""
    bodies = asked.evidence.dossier.operators
    places = [place for place, body in enumerate(bodies) if wrong(body)] or ([] if bodies else [0])
    changes = []
    for place in places:
        known = seen_(bodies[place]) if bodies and getattr(bodies[place], key) is not None else _NOT_STATED
        name = bodies[place].name if bodies else ""
        about = Text(f"（{name}）", f" ({name})") if name else Text("", "")
        unknown = known == _NOT_STATED
        changes.append(
            asked.change(
                "operator",
                key,
                value,
                position=place,
                label=asked.definition.label + about,
                seen=known,
                was=Outcome.NO_DATA if unknown else Outcome.NOT_MET,
                distance="0" if unknown else "1",
                settled_by=asked.definition.settled_by if unknown else None,
            )
        )
    if changes:
        yield tuple(changes)


def _body_places(asked: _Comparison) -> Ways:
    if not (asked.holds and asked.operator is Operator.WITHIN):
        return
    divisions, on, bound = Divisions.load(), asked.evidence.on, str(asked.bound)

    def outside(body: Body) -> bool:
        return body.place is None or not divisions.within(resolve(divisions, body.place, on).code, bound, on)

    yield from _bodies(asked, "place", bound, outside, lambda body: Text(body.place or "", body.place or ""))


def _body_kinds(asked: _Comparison) -> Ways:
    bound = asked.bound
    if not (asked.holds and isinstance(bound, tuple)):
        return
    if asked.operator is Operator.IN:
        for code in bound:
            yield from _bodies(
                asked,
                "kind",
                code,
                lambda body: body.kind is None or body.kind.value not in bound,
                lambda body: body.kind.label if body.kind else _NOT_STATED,
            )
    elif asked.operator is Operator.INCLUDES:
        there = {body.kind.value for body in asked.evidence.dossier.operators if body.kind is not None}
        first = len(asked.evidence.dossier.operators)
        missing = [code for code in bound if code not in there]
        yield tuple(asked.change("operator", "kind", code, position=first + place) for place, code in enumerate(missing))


def _legal_person(asked: _Comparison) -> Ways:
    if asked.operator is not Operator.IS:
        return
    wanted = (asked.bound is True) is asked.holds
    label = Text("是", "yes") if not wanted else Text("否", "no")
    if wanted:
        yield from _bodies(asked, "legal_person", "true", lambda body: body.legal_person is not True, lambda _: label)
    else:
        yield (asked.change("operator", "legal_person", "false", position=0),)


def _codes(asked: _Comparison) -> Ways:
    if asked.operator is not Operator.IS or (asked.bound is True) is not asked.holds:
        return

    def wrong(body: Body) -> bool:
        return body.code is None or (len(body.code) != OLD_CODE_LENGTH and not is_credit_code(body.code))

    yield from _bodies(asked, "code", None, wrong, lambda body: Text(body.code or "", body.code or ""))


def _count(asked: _Comparison) -> Ways:
    there = len(asked.evidence.dossier.operators)
    for value in asked.values():
        if isinstance(value, int) and value > there:
            yield tuple(asked.change("operator", "name", None, position=place) for place in range(there, value))


def _held(asked: _Comparison) -> Ways:
    if not (asked.holds and asked.operator is Operator.INCLUDES and isinstance(asked.bound, tuple)):
        return
    there = {level.value for level in asked.evidence.held()}
    yield tuple(
        asked.change(
            "recognition",
            code,
            asked.evidence.on.isoformat(),
            jurisdiction=asked.evidence.jurisdiction,
            asked=Text("已获", "recognised at ") + Level(code).label + Text("认定", " level"),
        )
        for code in asked.bound
        if code not in there
    )


_STRUCTURE: Mapping[str, Callable[[_Comparison], Ways]] = {
    "brand.name": _name,
    "brand.trademark": _trademark,
    "brand.place": _place,
    "operators.count": _count,
    "operators.kind": _body_kinds,
    "operators.place": _body_places,
    "operators.legal_person": _legal_person,
    "operators.code": _codes,
    "recognitions.level": _held,
}
