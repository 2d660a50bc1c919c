"""What a region's rule data talk about: the words that generated dossiers are made of."""

from datetime import date, timedelta
from typing import Any

from laowu.conformance.conditions import dated_days, near, predicates
from laowu.model.facts import FactDefinition, FactType
from laowu.model.level import Level
from laowu.places.divisions import Divisions
from laowu.rules.predicate import leaves
from laowu.rules.rulebook import RuleBook
from laowu.rules.subsidy import PerHead
from laowu.values import frozen

_ONE_DAY = timedelta(days=1)
_PLACES = 4
_ELSEWHERE = ("110000", "330100", "510100")


@frozen(kw_only=True, eq=False)
class RegionWords:
    """What a region's rule data talk about.

    Attributes:
        code: code of the region.
        levels: levels it recognises.
        classes: codes of its classes, and ``None``.
        facts: the facts its rules look at that a dossier states, with what they are computed from.
        own_facts: names of those that are its own.
        values: by fact, values on and beside the limits of the rules, and codes the rules name.
        days: days on and beside which something changes.
        places: codes of divisions inside the region.
        elsewhere: codes of divisions outside.
        place_names: short names of divisions inside and outside.
        papers, stages, awards, groups, grounds, check_kinds, judged: codes and ids of the rules.
        months: numbers of months on and beside the limits.
    """

    code: str
    levels: tuple[Level, ...]
    classes: tuple[str | None, ...]
    facts: tuple[FactDefinition, ...]
    own_facts: frozenset[str]
    values: dict[str, tuple[Any, ...]]
    days: tuple[date, ...]
    places: tuple[str, ...]
    elsewhere: tuple[str, ...]
    place_names: tuple[str, ...]
    papers: tuple[str, ...]
    stages: tuple[str, ...]
    awards: tuple[str, ...]
    groups: tuple[str, ...]
    grounds: tuple[str, ...]
    check_kinds: tuple[str, ...]
    judged: tuple[str, ...]
    months: tuple[int, ...]

    @classmethod
    def of(cls, book: RuleBook, shared: frozenset[str]) -> "RegionWords":
        """The words of a rule book.

        Args:
            book: the rule book.
            shared: names of the facts that every region knows.
        """
        facts = _facts(book)
        places, elsewhere = _places(book)
        awards = book.subsidy.awards if book.subsidy else ()
        per_head = [award for award in awards if isinstance(award, PerHead)]
        months = {entry.value for award in per_head for entry in award.months_at_least.values} or {3}
        management = book.management
        return cls(
            code=book.profile.code,
            levels=book.eligibility.levels if book.eligibility else tuple(Level),
            classes=(*(item.code for item in book.eligibility.classes), None) if book.eligibility else (None,),
            facts=facts,
            own_facts=frozenset(fact.name for fact in facts) - shared,
            values=_values(book),
            days=_days(book),
            places=places,
            elsewhere=elsewhere,
            place_names=_names((*places, *elsewhere), book.profile.read_on),
            papers=tuple(paper.code for paper in book.review.papers) if book.review else (),
            stages=tuple(stage.stage for stage in book.review.stages) if book.review else (),
            awards=tuple(award.id for award in awards),
            groups=tuple(group.code for award in per_head for group in award.groups),
            grounds=tuple(ground.code for rule in management.consequences for ground in rule.grounds) if management else (),
            check_kinds=tuple(rule.kind for rule in management.upkeep) if management else (),
            judged=tuple(rule.id for part, rule in book.rules() if part != "programme"),
            months=tuple(sorted({number + step for number in months for step in (-1, 0, 1) if number + step >= 0})),
        )


def _facts(book: RuleBook) -> tuple[FactDefinition, ...]:
    """The facts that conditions and forms look at, with what they are computed from."""
    wanted = [leaf.fact for predicate in predicates(book) for leaf in leaves(predicate)]
    wanted += [name for field in (book.programme.fields if book.programme else ()) for name in field.facts]
    found: dict[str, FactDefinition] = {}
    while wanted:
        name = wanted.pop(0)
        if name not in found:
            found[name] = book.facts[name]
            wanted += filter(None, (found[name].part, found[name].whole, *found[name].sum_of))
    return tuple(fact for fact in found.values() if fact.given_by is None)


def _values(book: RuleBook) -> dict[str, tuple[Any, ...]]:
    found: dict[str, list[Any]] = {}
    for predicate in predicates(book):
        for leaf in leaves(predicate):
            told = found.setdefault(leaf.fact, [])
            for entry in leaf.bound.values:
                if book.facts[leaf.fact].type.ordered and not isinstance(entry.value, bool):
                    told += [value for value in near(entry.value) if not isinstance(value, int) or value >= 0]
                elif isinstance(entry.value, tuple):
                    told += entry.value
                elif book.facts[leaf.fact].type in (FactType.CODE, FactType.TEXT) and isinstance(entry.value, str):
                    told.append(entry.value)
    return {name: tuple(dict.fromkeys(told)) for name, told in found.items()}


def _days(book: RuleBook) -> tuple[date, ...]:
    """Days on and beside which a document, a rule or a value begins or ends, and the day of the last reading."""
    turns = {book.profile.read_on}
    for document in book.documents.values():
        turns |= {day for day in (document.since, document.until, document.round_ends) if day is not None}
    for _, rule in book.rules():
        turns |= {day for day in (rule.since, rule.until) if day is not None}
        turns |= set(dated_days(rule))
    usual = [day for day in turns if day.year < date.max.year]
    return tuple(sorted({day + step for day in usual for step in (-_ONE_DAY, 0 * _ONE_DAY, _ONE_DAY)}))


def _places(book: RuleBook) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Divisions inside and outside that were there all the time: what changed in between is not what is asked here."""
    divisions = Divisions.load()
    home, on = book.profile.division, book.profile.read_on
    lasting = [item for item in divisions.in_force(on) if item.since is None and item.until is None]
    inside = [item.code for item in lasting if item.code != home and divisions.within(item.code, home, on)]
    outside = [code for code in _ELSEWHERE if not divisions.within(code, home, on)]
    return (home, *inside[:_PLACES]), tuple(outside)


def _names(codes: tuple[str, ...], on: date) -> tuple[str, ...]:
    divisions = Divisions.load()
    return tuple(row.short for code in codes if (row := divisions.nearest(code, on)) is not None)
