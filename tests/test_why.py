"""Why two regions differ about a brand: the clauses named are the ones whose values, swapped, swap the outcome.

The proof knows nothing of how the explanation was found. It takes the clauses out of one region, puts the other region's in
their place, loads both regions anew and asks them again.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

import attrs
import pytest

from laowu.evaluate.comparing.compare import Comparison, compare
from laowu.evaluate.comparing.difference import ClausePair, PairExplanation, Side
from laowu.jurisdictions.jurisdiction import Jurisdiction
from laowu.jurisdictions.loading import load_installed, read_installed
from laowu.model.answers import EligibilityReport
from laowu.model.dossier import Dossier
from laowu.model.dossier_file import read_dossier
from laowu.model.level import Level
from laowu.model.outcome import Outcome
from laowu.rules.load import rule_tree

ON = date(2026, 11, 21)
EXAMPLES = tuple(sorted((Path(__file__).parent.parent / "examples").glob("*.toml")))
REGIONS = tuple(sorted(path.parent.name for path in (Path(__file__).parent.parent / "plugins").glob("*/pyproject.toml")))
VIEWS = {"eligibility": "outcome", "conditions": "substantive", "territory": "territorial"}
_RANK = (Outcome.MET, Outcome.NEEDS_JUDGEMENT, Outcome.NO_DATA, Outcome.NOT_MET)

Taken = tuple[str, str]
"""A clause to be taken over: code of its region, and its id."""


@cache
def tree_of(code: str) -> dict[str, Any]:
    """The rule data of a region as its files state them."""
    return dict(rule_tree(read_installed(code).layers))


@cache
def compared(example: Path) -> Comparison:
    return compare(read_dossier(example), REGIONS, on=ON)


def explanations(example: Path, aspect: str) -> list[PairExplanation]:
    """Why the regions differ about an example, in one view, wherever clauses make the difference."""
    found = [difference for difference in compared(example).differences.differing if difference.aspect == aspect]
    return [explanation for difference in found for explanation in difference.explanations if explanation.made_by]


@cache
def altered(code: str, level: Level, gone: tuple[str, ...], taken: tuple[Taken, ...]) -> Jurisdiction:
    """A region without some of its clauses, and with others taken over, as they stand, from elsewhere for one level."""
    own = tree_of(code)["eligibility"]
    criteria: dict[str, Any] = {rule: {"until": ON} for rule in gone if rule in own["criterion"]}
    first = {rule: {"how": "independent"} for rule in gone if rule in own.get("prerequisite", {})}
    facts: dict[str, Any] = {}
    documents: dict[str, Any] = {}
    for source, rule in taken:
        theirs = tree_of(source)
        stated = theirs["eligibility"]["criterion"][rule]
        document = stated.get("document", theirs["eligibility"]["document"])
        documents[f"taken-{document}"] = {**theirs["documents"]["document"][document], "since": date(1990, 1, 1)}
        kept = {key: value for key, value in stated.items() if key not in ("also", "classes", "since", "until")}
        criteria[f"taken-{rule}"] = {**kept, "levels": [level.value], "document": f"taken-{document}"}
        facts |= {name: fact for name, fact in theirs.get("facts", {}).items() if name not in tree_of(code).get("facts", {})}
    changes: dict[str, Any] = {"eligibility": {"criterion": criteria}}
    changes |= {"facts": facts} if facts else {}
    changes |= {"documents": {"document": documents}} if documents else {}
    if first:
        changes["eligibility"]["prerequisite"] = first
    rules = read_installed(code)
    layer = rules.layers[-1]
    if facts and "facts" not in layer.files:  # a region without facts of its own has no file that could be changed
        layer = attrs.evolve(layer, files={**layer.files, "facts": attrs.evolve(layer.files["profile"], data={})})
    return attrs.evolve(rules, layers=(*rules.layers[:-1], layer)).jurisdiction(changes=changes)


def asked_again(side: Side, dossier: Dossier, gone: Iterable[str], taken: Sequence[Taken]) -> EligibilityReport:
    """What a region says once some of its clauses are gone and others taken over from elsewhere."""
    assert side.target is not None
    region = altered(side.jurisdiction, side.target.level, tuple(gone), tuple(taken))
    report = region.check_eligibility(_moved(dossier, side.jurisdiction, taken), side.target, ON)
    assert report is not None
    return report


def _moved(dossier: Dossier, code: str, taken: Sequence[Taken]) -> Dossier:
    """The same brand: what it stated, and what an office decided, about a clause goes along with the clause."""
    local = dict(dossier.local_facts)
    for source, _ in taken:
        local[code] = {**dossier.local_facts.get(source, {}), **local.get(code, {})}
    decided = [
        attrs.evolve(judgement, jurisdiction=code, rule=f"taken-{rule}")
        for source, rule in taken
        for judgement in dossier.judgements
        if (judgement.jurisdiction, judgement.rule) == (source, rule)
    ]
    return attrs.evolve(dossier, local_facts=local, judgements=(*dossier.judgements, *decided))


@attrs.frozen(kw_only=True)
class Swap:
    """An explanation, told from the region that fares worse.

    Attributes:
        worse, better: the two regions.
        pairs: the clause of the region that fares worse, and the one it faces.
        kept_by: clauses of the better one that keep it from what the other would be.
    """

    worse: Side
    better: Side
    pairs: tuple[tuple[str, str | None], ...]
    kept_by: tuple[str, ...]

    def mended(self, dossier: Dossier, pairs: Sequence[tuple[str, str | None]]) -> EligibilityReport:
        """The region that fares worse, with these clauses as in the other."""
        taken = [(self.better.jurisdiction, other) for _, other in pairs if other is not None]
        return asked_again(self.worse, dossier, [one for one, _ in pairs], taken)

    def spoiled(self, dossier: Dossier) -> EligibilityReport:
        """The region that fares better, with all clauses as in the other."""
        taken = [(self.worse.jurisdiction, one) for one, _ in self.pairs if one in criteria(self.worse)]
        return asked_again(self.better, dossier, [other for _, other in self.pairs if other is not None], taken)


def swap(explanation: PairExplanation) -> Swap:
    first_is_worse = explanation.worse == explanation.first.jurisdiction
    worse, better = (explanation.first, explanation.second) if first_is_worse else (explanation.second, explanation.first)

    def turned(pair: ClausePair) -> tuple[str, str | None]:
        one, other = (pair.first, pair.second) if first_is_worse else (pair.second, pair.first)
        assert one is not None
        return one.rule, None if other is None else other.rule

    return Swap(
        worse=worse,
        better=better,
        pairs=tuple(turned(pair) for pair in explanation.made_by),
        kept_by=tuple(clause.rule for clause in explanation.kept_by),
    )


def criteria(side: Side) -> set[str]:
    return set(tree_of(side.jurisdiction)["eligibility"]["criterion"])


@cache
def loaded(code: str) -> Jurisdiction:
    return load_installed(code)


def rank(outcome: Outcome | str | None) -> int:
    return _RANK.index(Outcome(outcome))


def others(side: Side, dossier: Dossier, named: Iterable[str]) -> list[str]:
    """Every condition that a region asks of the brand there, but those named."""
    assert side.target is not None
    report = loaded(side.jurisdiction).check_eligibility(dossier, side.target, ON)
    assert report is not None
    return [finding.rule for finding in report.findings if not finding.soft and finding.rule not in named]


@pytest.mark.parametrize("aspect", VIEWS)
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_the_clauses_named_are_those_whose_swap_swaps_the_outcome(example: Path, aspect: str) -> None:
    dossier, view = read_dossier(example), VIEWS[aspect]

    for explanation in explanations(example, aspect):
        told = swap(explanation)
        worse, better = told.worse.outcome, told.better.outcome
        assert rank(worse) > rank(better)

        mended = getattr(told.mended(dossier, told.pairs), view)
        assert mended.value == told.worse.swapped
        assert rank(mended) <= rank(better)
        if all(one in criteria(told.worse) for one, _ in told.pairs):
            assert getattr(told.spoiled(dossier), view).value == told.better.swapped == worse


@pytest.mark.parametrize("aspect", VIEWS)
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_no_clause_named_can_be_left_out_and_no_other_would_do(example: Path, aspect: str) -> None:
    dossier, view = read_dossier(example), VIEWS[aspect]

    for explanation in explanations(example, aspect):
        told = swap(explanation)
        for left_out in told.pairs if len(told.pairs) > 1 else ():
            almost = told.mended(dossier, [pair for pair in told.pairs if pair != left_out])
            assert rank(getattr(almost, view)) > rank(told.better.outcome), f"{left_out} need not be swapped"
        named = {one for one, _ in told.pairs}
        rest = [(rule, None) for rule in others(told.worse, dossier, named)]
        assert getattr(told.mended(dossier, rest), view).value == told.worse.outcome


def test_what_keeps_the_better_region_back_is_named_too() -> None:
    seen = 0
    for example in EXAMPLES:
        dossier = read_dossier(example)
        for explanation in explanations(example, "conditions"):
            told = swap(explanation)
            assert (told.worse.swapped == told.better.outcome) == (not told.kept_by)
            if told.kept_by:
                seen += 1
                freed = asked_again(told.better, dossier, told.kept_by, ())
                assert rank(freed.substantive) <= rank(told.worse.swapped)
                almost = asked_again(told.better, dossier, told.kept_by[1:], ())
                assert rank(almost.substantive) > rank(told.worse.swapped)
    assert seen


def test_enough_different_pairs_of_regions_and_brands_were_swapped() -> None:
    pairs = {
        (example.stem, explanation.first.jurisdiction, explanation.second.jurisdiction)
        for example in EXAMPLES
        for aspect in VIEWS
        for explanation in explanations(example, aspect)
    }
    substantive = [explanation for example in EXAMPLES for explanation in explanations(example, "conditions")]

    assert len(pairs) >= 10
    assert {tuple(sorted(pair[1:])) for pair in pairs} == set(combinations(REGIONS, 2))
    assert len(substantive) >= 10
