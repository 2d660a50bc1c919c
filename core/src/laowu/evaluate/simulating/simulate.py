"""What a change of parameters would do to a set of brands: who flips, and how money, names, dates and upkeep change."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Any

import attrs

from laowu.evaluate.assess import Assessment, assess
from laowu.evaluate.simulating.answer_changes import (
    MoneyChange,
    NameChange,
    PaperChange,
    RecognitionChange,
    StepChange,
    UpkeepChange,
    money_changes,
    name_change,
    paper_changes,
    recognition_changes,
    step_changes,
    upkeep_changes,
)
from laowu.evaluate.simulating.change_file import AlteredReading, AlteredValue, RegionChange
from laowu.model.dossier import Dossier
from laowu.model.dossier_data import dossier_data
from laowu.model.level import Level, Target
from laowu.model.money import NOTHING, Amount
from laowu.model.outcome import Outcome
from laowu.rules.tree import digest
from laowu.text import Text
from laowu.values import frozen

_ANSWERS = ("eligibility", "naming", "review", "subsidy", "management")


@frozen(kw_only=True)
class Tally:
    """How many brands came out how, for one level and class.

    Attributes:
        target: level and class.
        class_label: the class as the document names it.
        before: brands by code of the outcome.
        after: the same with the change made.
        flips: brands whose outcome changes.
    """

    target: Target
    class_label: Text | None
    before: dict[str, int]
    after: dict[str, int]
    flips: int


@frozen(kw_only=True)
class MoneySum:
    """The money of all brands together, for one level.

    Attributes:
        level: the level.
        before, after: the sums that are stated, added up.
        not_stated_before, not_stated_after: brands whose sum is not stated.
    """

    level: Level
    before: Amount
    after: Amount
    not_stated_before: int
    not_stated_after: int


@frozen(kw_only=True)
class RegionEffect:
    """What was altered in one region, and what it does to all brands together.

    Attributes:
        jurisdiction: code of the region.
        region: its official name.
        rules_before, rules_after: SHA-256 of the rule data in use.
        values: the values altered.
        readings: the readings altered.
        outcomes: the brands counted, by level and class.
        money: the money of all brands, by level.
    """

    jurisdiction: str
    region: Text
    rules_before: str
    rules_after: str
    values: tuple[AlteredValue, ...]
    readings: tuple[AlteredReading, ...]
    outcomes: tuple[Tally, ...]
    money: tuple[MoneySum, ...]


@frozen(kw_only=True)
class BrandEffect:
    """What a change does to one brand in one region.

    Attributes:
        brand: its name.
        dossier: SHA-256 of the dossier's canonical data.
        jurisdiction: code of the region.
        answers: which of the five answers differ at all, if only in a figure they are measured by; the readings they list
            do not count.
        recognition: per level and class whose outcome, or a criterion of which, changes.
        name: the verdict on the name; ``None`` when it stays.
        steps: steps of the procedure with other dates.
        papers: papers needed otherwise.
        money: per level whose money changes.
        upkeep: per level whose upkeep changes.
    """

    brand: str
    dossier: str
    jurisdiction: str
    answers: tuple[str, ...]
    recognition: tuple[RecognitionChange, ...]
    name: NameChange | None
    steps: tuple[StepChange, ...]
    papers: tuple[PaperChange, ...]
    money: tuple[MoneyChange, ...]
    upkeep: tuple[UpkeepChange, ...]


@frozen(kw_only=True)
class Simulation:
    """What a change of parameters would do.

    Attributes:
        schema: name and version of this shape.
        on: date judged.
        start: first day of the plans.
        dossiers: number of brands.
        regions: per region what was altered, and the sums.
        brands: the brands with any answer that differs, by name, then by region; the order of the dossiers does not matter.
    """

    schema: str = "laowu/simulation/1"
    on: date
    start: date
    dossiers: int
    regions: tuple[RegionEffect, ...]
    brands: tuple[BrandEffect, ...]


def simulate(
    dossiers: Sequence[Dossier],
    changes: Sequence[RegionChange],
    *,
    on: date,
    start: date | None = None,
    one_by_one: Callable[[Sequence[Dossier]], Iterable[Dossier]] = iter,
) -> Simulation:
    """Judge brands before and after a change.

    Args:
        dossiers: the brands; their order does not matter.
        changes: the regions before and after.
        on: date judged.
        start: first day of the plans; the date judged when left out.
        one_by_one: gives the brands one by one, once for each region, for whoever wants to tell how far it is.

    Raises:
        UnusableJurisdiction: a hook of a plugin failed.
        DossierError: a dossier names a place that does not exist on that date.
    """
    brands = sorted(
        ((dossier.brand.name, digest(dossier_data(dossier)), dossier) for dossier in dossiers), key=lambda item: item[:2]
    )
    effects: list[BrandEffect] = []
    regions = []
    for change in changes:
        pairs = [
            (assess(change.before, dossier, on=on, start=start), assess(change.after, dossier, on=on, start=start))
            for dossier in one_by_one([dossier for _, _, dossier in brands])
        ]
        effects += [
            effect
            for (name, sha, _), pair in zip(brands, pairs, strict=True)
            if (effect := _effect(name, sha, change.before.code, *pair)) is not None
        ]
        regions.append(_region(change, pairs))
    order = [change.before.code for change in changes]
    effects.sort(key=lambda effect: (effect.brand, effect.dossier, order.index(effect.jurisdiction)))
    return Simulation(on=on, start=start or on, dossiers=len(brands), regions=tuple(regions), brands=tuple(effects))


def _effect(brand: str, sha: str, code: str, before: Assessment, after: Assessment) -> BrandEffect | None:
    answers = tuple(answer for answer in _ANSWERS if _said(getattr(before, answer)) != _said(getattr(after, answer)))
    if not answers:
        return None
    return BrandEffect(
        brand=brand,
        dossier=f"sha256:{sha}",
        jurisdiction=code,
        answers=answers,
        recognition=tuple(recognition_changes(before, after)),
        name=name_change(before.naming, after.naming),
        steps=tuple(step_changes(before, after)),
        papers=tuple(paper_changes(before, after)),
        money=tuple(money_changes(before, after)),
        upkeep=tuple(upkeep_changes(before, after)),
    )


def _said(answer: Any) -> Any:
    """An answer without the readings it lists: another reading by itself is no other answer."""
    if isinstance(answer, tuple):
        return tuple(map(_said, answer))
    return answer if answer is None else attrs.evolve(answer, readings=())


Pairs = Sequence[tuple[Assessment, Assessment]]


def _region(change: RegionChange, pairs: Pairs) -> RegionEffect:
    return RegionEffect(
        jurisdiction=change.before.code,
        region=change.before.name,
        rules_before=f"sha256:{change.before.book.digest}",
        rules_after=f"sha256:{change.after.book.digest}",
        values=change.values,
        readings=change.readings,
        outcomes=tuple(_tallies(pairs)),
        money=tuple(_sums(pairs)),
    )


def _tallies(pairs: Pairs) -> Iterator[Tally]:
    """Levels and classes in a fixed order, whatever the order of the brands."""
    labels: dict[Target, Text | None] = {}
    came_out: dict[Target, list[tuple[Outcome | None, Outcome | None]]] = {}
    for before, after in pairs:
        old = {report.target: report for report in before.eligibility}
        new = {report.target: report for report in after.eligibility}
        for target in {**old, **new}:
            one, other = old.get(target), new.get(target)
            known = one or other
            labels[target] = known.class_label if known else None
            came_out.setdefault(target, []).append((one.outcome if one else None, other.outcome if other else None))
    levels = list(Level)
    for target in sorted(came_out, key=lambda item: (levels.index(item.level), item.brand_class or "")):
        outcomes = came_out[target]
        yield Tally(
            target=target,
            class_label=labels[target],
            before=_counted(old for old, _ in outcomes),
            after=_counted(new for _, new in outcomes),
            flips=sum(1 for old, new in outcomes if old is not new),
        )


def _counted(outcomes: Iterator[Outcome | None]) -> dict[str, int]:
    found = Counter(outcomes)
    return {outcome.value: found[outcome] for outcome in Outcome}


def _sums(pairs: Pairs) -> Iterator[MoneySum]:
    for level in Level:
        totals = [
            [statement.total for statement in answer.subsidy if statement.target.level is level]
            for answer in (one for pair in pairs for one in pair)
        ]
        before = [total for found in totals[::2] for total in found]
        after = [total for found in totals[1::2] for total in found]
        if before or after:
            yield MoneySum(
                level=level,
                before=_sum(before),
                after=_sum(after),
                not_stated_before=sum(1 for total in before if total.low is None),
                not_stated_after=sum(1 for total in after if total.low is None),
            )


def _sum(totals: Sequence[Amount]) -> Amount:
    return sum((total for total in totals if total.low is not None), NOTHING)
