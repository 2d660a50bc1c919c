"""Since when brands are recognised: from a list of recognitions, or from their dossiers."""

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Literal

import attrs

from laowu.decide.conditions import weigh
from laowu.decide.evidence import Evidence
from laowu.errors import InputError
from laowu.model.dossier import Dossier
from laowu.model.level import Level
from laowu.model.outcome import Outcome
from laowu.model.strict import structure
from laowu.rules.rulebook import RuleBook
from laowu.rules.subsidy import PerHead
from laowu.text import Text
from laowu.toml_source import read_toml
from laowu_ledger.claims.verdicts import Verdict
from laowu_ledger.judging.regular import regular


class RecognitionsError(InputError):
    """A list of recognitions that cannot be read, or says something impossible."""


@attrs.frozen(kw_only=True)
class ListedRecognition:
    """One recognition of one brand.

    Attributes:
        brand: the brand, as its ledger calls it.
        level: level of recognition.
        on: day of the recognition notice.
        until: first day it no longer holds; left out while it holds.
        jurisdiction: code of the region whose programme it is; left out where there is only one.
        also: other spellings of the brand that ledgers use.
        conditions: whether the brand meets what the award asks besides recognition; left out where that is not known.
    """

    brand: str
    level: Level
    on: date
    until: date | None = None
    jurisdiction: str | None = None
    also: tuple[str, ...] = ()
    conditions: Literal["met", "not met"] | None = None


@attrs.frozen(kw_only=True)
class ListedUnit:
    """One building body that ledgers spell in several ways; it matters where each body has a cap of its own.

    Attributes:
        unit: what the body is called.
        also: other spellings of it that ledgers use.
    """

    unit: str
    also: tuple[str, ...] = attrs.field(validator=attrs.validators.min_len(1))


@attrs.frozen(kw_only=True)
class RecognitionList:
    """The file.

    Attributes:
        recognitions: the recognitions.
        units: building bodies that are spelled in several ways.
    """

    recognitions: tuple[ListedRecognition, ...] = attrs.field(validator=attrs.validators.min_len(1))
    units: tuple[ListedUnit, ...] = ()

    @property
    def unit_names(self) -> Mapping[str, str]:
        """What each spelling of a building body stands for, as far as the list says.

        Raises:
            RecognitionsError: one spelling stands for two bodies.
        """
        found: dict[str, str] = {}
        for entry in self.units:
            name = regular(entry.unit)
            for spelling in (name, *map(regular, entry.also)):
                if found.setdefault(spelling, name) != name:
                    says = Text(f"“{spelling}”同时指两个创建单位", f"“{spelling}” stands for two building bodies")
                    raise RecognitionsError(says, where="units")
        return found


@attrs.frozen(kw_only=True)
class BrandStanding:
    """How a brand stands under an award.

    Attributes:
        verdict: what is said of all its rows; ``COMPLETE`` for nothing.
        recognised: day of the recognition the award rests on; ``None`` where there is none.
        name: what the brand is called where ledgers spell it otherwise; ``None`` for as they do.
    """

    verdict: Verdict
    recognised: date | None = None
    name: str | None = None


UNKNOWN = BrandStanding(verdict=Verdict.RECOGNITION_UNKNOWN)
_CONDITIONS = {
    Outcome.MET: Verdict.COMPLETE,
    Outcome.NOT_MET: Verdict.CONDITIONS,
    Outcome.NO_DATA: Verdict.CONDITIONS_UNKNOWN,
    Outcome.NEEDS_JUDGEMENT: Verdict.CONDITIONS_JUDGED,
}


def read_recognitions(file: str) -> RecognitionList:
    """Read a list of recognitions.

    Raises:
        RecognitionsError: it cannot be read, or says something impossible.
    """
    source = read_toml(Path(file), error=RecognitionsError)
    return structure(source.data, RecognitionList, source=source, error=RecognitionsError)


def listed_standings(
    listed: Iterable[ListedRecognition], award: PerHead, jurisdiction: str, on: date
) -> Mapping[str, BrandStanding]:
    """How the brands of a list stand.

    Raises:
        RecognitionsError: one spelling stands for two brands.
    """
    of_brand: dict[str, list[ListedRecognition]] = {}
    spelled: dict[str, str] = {}
    for entry in listed:
        brand = regular(entry.brand)
        for spelling in (brand, *map(regular, entry.also)):
            if spelled.setdefault(spelling, brand) != brand:
                says = Text(f"“{spelling}”同时指两个品牌", f"“{spelling}” stands for two brands")
                raise RecognitionsError(says, where="also")
        of_brand.setdefault(brand, []).append(entry)
    standings = {brand: _listed(entries, award, jurisdiction, on) for brand, entries in of_brand.items()}
    return {spelling: attrs.evolve(standings[brand], name=brand) for spelling, brand in spelled.items()}


def _listed(entries: list[ListedRecognition], award: PerHead, jurisdiction: str, on: date) -> BrandStanding:
    held: dict[Level, ListedRecognition] = {}
    for entry in entries:
        if entry.jurisdiction in (None, jurisdiction) and entry.on <= on and (entry.until is None or on < entry.until):
            held[entry.level] = min(held.get(entry.level, entry), entry, key=lambda one: one.on)
    found = next((held[level] for level in award.levels if level in held), None)
    if found is None:
        return BrandStanding(verdict=Verdict.NOT_RECOGNISED)
    verdict = Verdict.COMPLETE
    if award.condition is not None:
        verdict = {"met": Verdict.COMPLETE, "not met": Verdict.CONDITIONS, None: Verdict.CONDITIONS_UNKNOWN}[found.conditions]
    return BrandStanding(verdict=verdict, recognised=found.on)


def dossier_standings(dossiers: Iterable[Dossier], award: PerHead, book: RuleBook, on: date) -> Mapping[str, BrandStanding]:
    """How the brands of some dossiers stand: by the recognitions in them, and by the conditions of the award."""
    standings = {}
    for dossier in dossiers:
        evidence = Evidence(dossier=dossier, jurisdiction=book.profile.code, facts=book.facts, on=on)
        held = evidence.held()
        found = next((held[level] for level in award.levels if level in held), None)
        if found is None:
            standing = BrandStanding(verdict=Verdict.NOT_RECOGNISED) if dossier.recognitions else UNKNOWN
        else:
            outcome = Outcome.MET
            if award.condition is not None:
                judgement = evidence.judgement(award.id)
                outcome, _ = weigh(award.condition, evidence, question=award.summary, judgement=judgement)
            standing = BrandStanding(verdict=_CONDITIONS[outcome], recognised=found.on)
        standings[regular(dossier.brand.name)] = standing
    return standings
