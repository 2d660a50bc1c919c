"""Generated conditions over generated rows, and what core says of each row."""

from collections.abc import Mapping
from datetime import date, timedelta
from random import Random
from typing import Any

import pyarrow as pa

from laowu.decide.conditions import weigh
from laowu.decide.evidence import Evidence
from laowu.model.dossier import Brand, Dossier, Judgement
from laowu.model.facts import FactCatalogue, FactDefinition, FactType, Figure, Value
from laowu.model.outcome import Outcome
from laowu.model.share import Share
from laowu.rules.dated import Dated, DatedValue
from laowu.rules.predicate import APPLIES_TO, AllOf, AnyOf, AtLeastK, Judge, Leaf, Not, Operator, Predicate
from laowu.text import Text
from laowu_ledger.engines.emit import Column

ON = date(2026, 6, 30)
_SAID = Text("例", "an example")
FACTS = FactCatalogue(
    tuple(
        FactDefinition(name=f"{kind.value}_{number}", type=kind, label=_SAID, settled_by=_SAID)
        for kind in FactType
        for number in (1, 2)
    )
)
_UNITS = {FactType.YUAN: 100, FactType.SHARE: 10_000}
COLUMNS: Mapping[str, Column] = {
    name: Column(sql=name, type=definition.type, units=_UNITS.get(definition.type, 1)) for name, definition in FACTS.items()
}
_KINDS: Mapping[FactType, pa.DataType] = {
    FactType.COUNT: pa.int64(),
    FactType.YUAN: pa.int64(),
    FactType.SHARE: pa.int32(),
    FactType.FLAG: pa.bool_(),
    FactType.DATE: pa.date32(),
    FactType.DIVISIONS: pa.int32(),
}
_TEXTS = ("", "甲", "o'brien", "a\\b", "\\'", "${x}", "%", "_", "𠀀", "trailing ", 'say "x"', "a--b", "甲；乙")
_CODES = ("own", "o'wn", "a_b", "ab", "b", "农民工", "x%")
_DIVISIONS = (110101, 110000, 320000, 320102, 500000, 500100, 500101, 500231, 210200, 999999)
_WITHIN = ("110000", "320000", "320100", "500000", "500101", "210200")


def value(kind: FactType, random: Random) -> Value | None:  # noqa: PLR0911  # one for each kind
    """Something a row may state; a value of few, so that bounds are met exactly."""
    if random.random() < 0.25:
        return None
    match kind:
        case FactType.COUNT | FactType.YUAN:
            return random.choice([0, 1, 2, 3, -1, 12345678901234567])
        case FactType.SHARE:
            return Share(random.choice([0, 1, 5999, 6000, 6001, 9999, 10_000, 10_001]), 10_000)
        case FactType.FLAG:
            return random.random() < 0.5
        case FactType.DATE:
            return ON + timedelta(days=random.choice([-1, 0, 1, 400, -20_000]))
        case FactType.TEXT:
            return random.choice(_TEXTS)
        case FactType.CODE:
            return random.choice(_CODES)
        case FactType.CODES:
            return tuple(sorted(random.sample(_CODES, random.randrange(4))))
        case FactType.DIVISIONS:
            return (str(random.choice(_DIVISIONS)),)


def row(random: Random) -> dict[str, Value]:
    """What a row states, by fact."""
    drawn = {name: value(definition.type, random) for name, definition in FACTS.items()}
    return {name: one for name, one in drawn.items() if one is not None}


def table(rows: list[dict[str, Value]]) -> pa.Table:
    """The rows as columns, with their places in ``n``."""
    columns: dict[str, pa.Array] = {"n": pa.array(range(len(rows)), pa.int64())}
    for name, definition in FACTS.items():
        kind = _KINDS.get(definition.type, pa.string())
        columns[name] = pa.array([_held(definition.type, one.get(name)) for one in rows], kind)
    return pa.table(columns)


def _held(kind: FactType, one: Any) -> Any:
    if one is None:
        return None
    match kind:
        case FactType.YUAN:
            return one * 100
        case FactType.SHARE:
            return one.part
        case FactType.CODES:
            return ";".join(one)
        case FactType.DIVISIONS:
            return int(one[0])
        case _:
            return one


def condition(random: Random, depth: int = 3) -> Predicate:
    """A condition, seldom a large one."""
    kind = random.randrange(10) if depth else random.randrange(6)
    if kind < 5:
        return leaf(random)
    if kind == 5:
        return Judge()
    if kind == 6:
        return Not(part=condition(random, depth - 1))
    parts = tuple(condition(random, depth - 1) for _ in range(random.randrange(1, 4)))
    if kind == 7:
        return AtLeastK(k=random.randrange(1, len(parts) + 1), parts=parts)
    return AllOf(parts=parts) if kind == 8 else AnyOf(parts=parts)


def leaf(random: Random, kind: FactType | None = None, operator: Operator | None = None) -> Leaf:
    """A comparison whose bound may have changed over time."""
    kind = kind or random.choice(list(FactType))
    operator = operator or random.choice([one for one in Operator if kind in APPLIES_TO[one]])
    name = f"{kind.value}_{random.randrange(1, 3)}"
    bounds = [DatedValue(since=since, value=_bound(operator, kind, random)) for since in (None, ON, ON + timedelta(days=1))]
    years = random.choice([(), (), (1, 0)]) if kind is FactType.COUNT else ()
    return Leaf(fact=name, operator=operator, bound=Dated(tuple(bounds[: random.randrange(1, 4)])), years_back=years)


def every_comparison(random: Random) -> list[Predicate]:
    """A comparison of each operator with each kind of fact it can be asked of."""
    return [leaf(random, kind, operator) for operator in Operator for kind in FactType if kind in APPLIES_TO[operator]]


def _bound(operator: Operator, kind: FactType, random: Random) -> Value:
    if operator is Operator.PRESENT:
        return random.random() < 0.5
    if operator is Operator.WITHIN:
        return random.choice(_WITHIN)
    if operator in (Operator.IN, Operator.INCLUDES):
        return tuple(random.sample(_TEXTS if kind is FactType.TEXT else _CODES, random.randrange(5)))
    if kind is FactType.SHARE:
        return Share.from_percent(random.choice(["60%", "60.01%", "60.005%", "0%", "100%", "99.995%"]))
    return next(filter(lambda one: one is not None, iter(lambda: value(kind, random), object())))  # type: ignore[return-value]


def said_by_core(predicate: Predicate, one: Mapping[str, Value], judged: Outcome | None = None) -> Outcome:
    """The outcome that core finds."""
    figures = {name: (Figure(low=stated, high=stated),) for name, stated in one.items()}
    dossier = Dossier(brand=Brand(name="例"), facts=figures)
    evidence = Evidence(dossier=dossier, jurisdiction="example", facts=FACTS, on=ON)
    judgement = None if judged is None else Judgement(jurisdiction="example", rule="x", on=ON, by="例", outcome=judged)
    return weigh(predicate, evidence, question=_SAID, judgement=judgement)[0]
