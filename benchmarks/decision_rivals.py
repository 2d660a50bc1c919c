"""The fourteen criteria as other engines, and people, write them: which of them are met, or just whether all are."""
# ruff: noqa: INP001, PLR2004  # lies beside the programs that use it; the bounds stand in it as people write them
# mypy: ignore-errors  # the rivals stand in an environment of their own

import json
from collections.abc import Callable
from typing import Any

from decision_case import CRITERIA, FLAGS, FLOORS, PLACES, SHARES

from laowu.model.dossier import Dossier

Facts = dict[str, Any]
Judge = Callable[[Facts], Any]


def tests() -> dict[str, str]:
    """Each criterion as an expression, in the words that Python and ZEN have in common."""
    return {
        **{name: f"{name} == true" for name in FLAGS},
        **{name: f"{name} >= {bound}" for name, bound in FLOORS.items()},
        **{name: f"{name}_part * 100 >= {bound} * {name}_whole" for name, bound in SHARES.items()},
        "place": " or ".join(f"{name} >= 1" for name in PLACES),
    }


def by_hand(facts: Facts) -> bool:
    """Hand-written Python: the verdict alone."""
    return (
        facts["local_plan"]
        and facts["development_plan"]
        and facts["product_or_service"]
        and facts["credit_commitment"]
        and facts["worker_management_rules"]
        and facts["training_system"]
        and facts["training_plan"]
        and facts["subsidised_training"]
        and facts["leading_firms"] >= 1
        and facts["above_scale_firms"] >= 1
        and facts["workers"] >= 5000
        and facts["wage_ratio_part"] * 100 >= 110 * facts["wage_ratio_whole"]
        and facts["skilled_share_part"] * 100 >= 50 * facts["skilled_share_whole"]
        and (facts["industrial_parks"] >= 1 or facts["startup_bases"] >= 1)
    )


def by_hand_each(facts: Facts) -> tuple[bool, ...]:
    """Hand-written Python: every criterion, met or not, as an office has to tell an applicant."""
    return (
        facts["local_plan"],
        facts["development_plan"],
        facts["product_or_service"],
        facts["credit_commitment"],
        facts["worker_management_rules"],
        facts["training_system"],
        facts["training_plan"],
        facts["subsidised_training"],
        facts["leading_firms"] >= 1,
        facts["above_scale_firms"] >= 1,
        facts["workers"] >= 5000,
        facts["wage_ratio_part"] * 100 >= 110 * facts["wage_ratio_whole"],
        facts["skilled_share_part"] * 100 >= 50 * facts["skilled_share_whole"],
        facts["industrial_parks"] >= 1 or facts["startup_bases"] >= 1,
    )


def by_hand_four_valued(brand: Dossier) -> int:
    """Hand-written Python over a dossier as laowu holds it: 0 met, 2 no data, 4 not met; a figure may be a bound."""
    facts = brand.facts
    worst = 0
    for name in FLAGS:
        stated = facts.get(name)
        if not stated:
            worst |= 2
        elif stated[0].low is not True:
            worst |= 4
    for name, bound in FLOORS.items():
        worst |= _at_least(facts.get(name), bound)
    for name, bound in SHARES.items():
        stated = facts.get(name)
        if not stated:
            worst |= 2
        elif stated[0].low.part * 100 < bound * stated[0].low.whole:
            worst |= 4
    worst |= min(_at_least(facts.get(name), 1) for name in PLACES)
    return 4 if worst & 4 else worst


def _at_least(stated: Any, bound: int) -> int:
    if not stated:
        return 2
    low, high = stated[0].low, stated[0].high
    if low is not None and low >= bound:
        return 0
    return 4 if high is not None and high < bound else 2


def zen_table(*, trace: bool) -> Judge:
    """zen-engine: a decision table with a row for the brand that meets all, and a row for every other."""
    import zen

    columns = [
        *({"id": name, "name": name, "field": name} for name in (*FLAGS, *FLOORS)),
        *({"id": name, "name": name, "field": f"{name}_part * 100 - {bound} * {name}_whole"} for name, bound in SHARES.items()),
        {"id": "place", "name": "place", "field": " + ".join(PLACES)},
    ]
    cells = {
        **dict.fromkeys(FLAGS, "true"),
        **{name: f">= {bound}" for name, bound in FLOORS.items()},
        **dict.fromkeys(SHARES, ">= 0"),
        "place": ">= 1",
    }
    content = {
        "hitPolicy": "first",
        "inputs": columns,
        "outputs": [{"id": "met", "name": "met", "field": "met"}],
        "rules": [{"_id": "all", **cells, "met": "true"}, {"_id": "other", "met": "false"}],
    }
    return _zen(
        {"id": "t", "name": "t", "type": "decisionTableNode", "content": content}, zen, lambda found: found["met"], trace=trace
    )


def zen_expressions(*, trace: bool) -> Judge:
    """zen-engine: an expression for each criterion."""
    import zen

    expressions = [{"id": name, "key": f"is_{name}", "value": test} for name, test in tests().items()]
    node = {"id": "e", "name": "e", "type": "expressionNode", "content": {"expressions": expressions}}
    return _zen(node, zen, lambda found: tuple(found[f"is_{name}"] for name in CRITERIA), trace=trace)


def _zen(node: dict[str, Any], zen: Any, answer: Callable[[Any], Any], *, trace: bool) -> Judge:
    ends = [{"id": "i", "name": "in", "type": "inputNode"}, {"id": "o", "name": "out", "type": "outputNode"}]
    edges = [
        {"id": f"{start}{end}", "type": "edge", "sourceId": start, "targetId": end}
        for start, end in (("i", node["id"]), (node["id"], "o"))
    ]
    # Given as content, a decision is compiled once; create_decision() would compile it at each evaluation, ten times slower.
    decision = zen.ZenDecisionContent(json.dumps({"nodes": [*ends, node], "edges": edges}))
    engine = zen.ZenEngine({"loader": lambda _: decision})
    options = {"trace": True} if trace else {}
    return lambda facts: answer(engine.evaluate("bench", facts, options)["result"])


def openfisca(*, trace: bool) -> Judge:
    """openfisca-core: a variable for each criterion, and one that asks for all of them; a simulation for each dossier."""
    judge_many = openfisca_many()

    def judge(facts: Facts) -> tuple[bool, ...]:
        return judge_many([facts], trace=trace)[0]

    return judge


def openfisca_many() -> Callable[..., list[tuple[bool, ...]]]:  # noqa: C901  # a variable for each criterion
    """The same over many dossiers in one simulation."""
    import numpy as np
    from openfisca_core.entities import build_entity
    from openfisca_core.periods import DateUnit
    from openfisca_core.simulations import SimulationBuilder
    from openfisca_core.taxbenefitsystems import TaxBenefitSystem
    from openfisca_core.variables import Variable

    brand = build_entity(key="brand", plural="brands", label="brand", is_person=True)
    system = TaxBenefitSystem([brand])
    period = "2026"

    def declare(name: str, kind: type, formula: Any = None) -> None:
        fields = {"value_type": kind, "entity": brand, "definition_period": DateUnit.YEAR, "label": name}
        system.add_variable(type(name, (Variable,), fields | ({"formula": formula} if formula else {})))

    for name in FLAGS:
        declare(name, bool)
    for name in (*FLOORS, *PLACES, *(f"{share}_{end}" for share in SHARES for end in ("part", "whole"))):
        declare(name, int)
    for name in FLAGS:
        declare(f"is_{name}", bool, _flag(name))
    for name, bound in FLOORS.items():
        declare(f"is_{name}", bool, _floor(name, bound))
    for name, bound in SHARES.items():
        declare(f"is_{name}", bool, _share(name, bound))
    declare("is_place", bool, lambda brand, period: (brand(PLACES[0], period) >= 1) + (brand(PLACES[1], period) >= 1))

    def every(brand: Any, period: Any) -> Any:
        met = brand(f"is_{CRITERIA[0]}", period)
        for name in CRITERIA[1:]:
            met = met * brand(f"is_{name}", period)
        return met

    declare("is_eligible", bool, every)
    inputs = [name for name in system.variables if not name.startswith("is_")]

    def judge(many: list[Facts], *, trace: bool = False) -> list[tuple[bool, ...]]:
        simulation = SimulationBuilder().build_default_simulation(system, count=len(many))
        simulation.trace = trace
        for name in inputs:
            simulation.set_input(name, period, np.array([facts[name] for facts in many]))
        simulation.calculate("is_eligible", period)
        if trace:
            simulation.tracer.computation_log.lines()  # what it has to say about how it came to that
        return list(zip(*(simulation.calculate(f"is_{name}", period).tolist() for name in CRITERIA), strict=True))

    return judge


def _flag(name: str) -> Any:
    return lambda brand, period: brand(name, period)


def _floor(name: str, bound: int) -> Any:
    return lambda brand, period: brand(name, period) >= bound


def _share(name: str, bound: int) -> Any:
    return lambda brand, period: brand(f"{name}_part", period) * 100 >= bound * brand(f"{name}_whole", period)
