"""What counting takes from a region: its division, its key groups, and what its award per head asks."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import attrs

from laowu.model.facts import FactCatalogue
from laowu.model.vocabulary import shared_facts
from laowu.rules.rulebook import RuleBook
from laowu.rules.subsidy import Treatment
from laowu.text import Text
from laowu_ledger.sheets.region_needs import group_codes, per_head_awards

_OFFICIAL = {"judge": {"zh": "由经办机构判断", "en": "for the office to judge"}}


@attrs.frozen(kw_only=True)
class RegionTerms:
    """What a region says.

    Attributes:
        code: code of the region; empty for a count that no region asks for.
        facts: the facts it may ask about.
        words: what the further words of conditions stand for, as conditions; a word that is missing has no meaning here.
        places: divisions by word: ``here`` and ``province``.
        months: months of pension in a row that its award per head asks; ``None`` without such an award.
        counting: how it counts what only it asks about, in the words of ``indicators.toml``.
        groups: labels of its key groups by what the store holds for them.
    """

    code: str = ""
    facts: FactCatalogue = attrs.field(factory=shared_facts)
    words: Mapping[tuple[str, str], Mapping[str, Any]] = attrs.field(factory=dict)
    places: Mapping[str, str] = attrs.field(factory=dict)
    months: int | None = None
    counting: Mapping[str, Any] = attrs.field(factory=dict)
    groups: Mapping[str, Text] = attrs.field(factory=dict)

    @classmethod
    def of(cls, book: RuleBook, on: date) -> "RegionTerms":
        """The terms of a rule book, with the values in force on a day."""
        awards = per_head_awards(book)
        words: dict[tuple[str, str], Mapping[str, Any]] = {}
        labels: dict[str, Text] = {}
        if awards:
            held = group_codes(book)
            named = {group.code: group.label for award in awards for group in award.groups}
            labels = {stored: named[code] for stored, code in held.items()}
            award = awards[0]
            words = {
                ("groups", "key"): any_group(tuple(held)),
                ("award", "payer"): _allowed("pension_payer", "employer", ("self",), award.self_paid),
                ("award", "engaged"): _allowed("relation", "own", ("output", "dispatch"), award.sent_out),
            }
        division = book.profile.division
        return cls(
            code=book.profile.code,
            facts=book.facts,
            words=words,
            places={"here": division, "province": division[:2] + "0000"},
            months=awards[0].months_at_least.on(on) if awards else None,
            counting=book.counting,
            groups=labels,
        )


def any_group(codes: tuple[str, ...]) -> Mapping[str, Any]:
    """The condition that a person is of any of some groups."""
    return {"any": [{"fact": "groups", "includes": [code]} for code in codes]}


def _allowed(fact: str, always: str, others: tuple[str, ...], treated: Treatment) -> Mapping[str, Any]:
    """One code that counts, and others that count, do not, or are for an official, as the award says."""
    plain = {"fact": fact, "in": [always]}
    if treated == "refused":
        return plain
    further: dict[str, Any] = {"fact": fact, "in": list(others)}
    return {"any": [plain, further if treated == "counts" else {"all": [further, _OFFICIAL]}]}
