"""A locality's rule book: everything it states, structured, with documents resolved."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import attrs

from laowu.model.answers import ReadingUsed
from laowu.model.citation import Citation, Document, Standing
from laowu.model.facts import FactCatalogue
from laowu.rules.coverage import ClauseEntry
from laowu.rules.eligibility import EligibilityRules
from laowu.rules.management import ManagementRules
from laowu.rules.naming import NamingRules
from laowu.rules.profile import Profile
from laowu.rules.programme import ProgrammeRules
from laowu.rules.readings import Reading
from laowu.rules.review import ReviewRules
from laowu.rules.rule import Rule, in_force
from laowu.rules.subsidy import SubsidyRules
from laowu.values import field_names, frozen

#: The five questions, named alike on every floor.
QUESTIONS = ("eligibility", "naming", "review", "subsidy", "management")
#: What a rule may belong to: one of the questions, or the programme around them.
PARTS = (*QUESTIONS, "programme")

_WORST_FIRST = (Standing.NOT_YET, Standing.DRAFT, Standing.SUPERSEDED, Standing.LAST_KNOWN_ROUND, Standing.IN_FORCE)


@frozen(kw_only=True, eq=False)
class RuleBook:
    """Everything one jurisdiction states, after layers, readings and changes are laid over one another.

    Attributes:
        profile: who the locality is.
        documents: its documents by id.
        facts: the shared facts and its own.
        eligibility, naming, review, subsidy, management: the five kinds; ``None`` where nothing is stated.
        programme: what the documents state around the five questions.
        counting: how a ledger of people is counted for facts that only this region asks about; read by whoever counts one.
        readings: every reading with the code of the choice in use.
        coverage: every clause of the documents with what became of it, those of the regions it extends included; empty
            where nobody lists them. It decides nothing and is no part of the digest.
        digest: SHA-256 of the rule data in use.
        derived: what is worked out from the rule book alone and kept with it, by the class of whoever works it out.
    """

    profile: Profile
    documents: dict[str, Document]
    facts: FactCatalogue
    eligibility: EligibilityRules | None = None
    naming: NamingRules | None = None
    review: ReviewRules | None = None
    subsidy: SubsidyRules | None = None
    management: ManagementRules | None = None
    programme: ProgrammeRules | None = None
    counting: Mapping[str, Any] = attrs.field(factory=dict)
    readings: tuple[tuple[Reading, str], ...] = ()
    coverage: tuple[ClauseEntry, ...] = ()
    digest: str
    derived: dict[type, Any] = attrs.field(factory=dict, init=False, repr=False)

    def rules(self) -> Iterator[tuple[str, Rule]]:
        """Every rule with the part it belongs to, in the order of the data."""
        for question in PARTS:
            part = getattr(self, question)
            for group in field_names(type(part)) if part is not None else ():
                yield from ((question, item) for item in getattr(part, group) or () if isinstance(item, Rule))

    def cite(self, rule: Rule) -> Citation:
        """The clause of a rule, readable by itself."""
        return Citation(document=rule.document, name=self.documents[rule.document].name, locator=rule.clause)

    def number(self, definition: str, on: date) -> int | None:
        """The number that a definition states, for the region's own Python.

        Args:
            definition: id of the definition.
            on: date judged.

        Returns:
            The number; ``None`` on a day on which the definition is not in force.

        Raises:
            LookupError: no definition of that id states a number.
        """
        for rule in self.programme.definitions if self.programme else ():
            if rule.id == definition and rule.number is not None:
                return rule.number.on(on) if rule.in_force(on) else None
        raise LookupError(f"no definition {definition} with a number")

    def standing(self, rules: Iterable[Rule], on: date, *, among: Sequence[Rule] = ()) -> Standing:
        """What an answer drawn from ``rules`` is worth on ``on``: the weakest of their documents.

        Args:
            rules: the rules that apply.
            on: date judged.
            among: where none applies, the rules among which one was looked for. Silence is worth what those in force
                are worth; it is superseded once they have ended, and not yet in force before they begin.
        """
        used = tuple(rules) or in_force(among, on)
        found = {self.documents[rule.document].standing(on) for rule in used}
        ended = any(rule.since <= on for rule in among)
        silence = Standing.SUPERSEDED if ended else Standing.NOT_YET
        return next((standing for standing in _WORST_FIRST if standing in found), silence)

    def readings_on(self, rules: Iterable[Rule]) -> tuple[ReadingUsed, ...]:
        """The readings in use that bear on ``rules``, in the order of the data."""
        return self.readings_about(name for rule in rules for name in (rule.id, *rule.also))

    def readings_about(self, clauses: Iterable[str]) -> tuple[ReadingUsed, ...]:
        """The readings in use that bear on clauses, by their ids, in the order of the data."""
        touched = set(clauses)
        told = zip(self.readings, self.readings_used(), strict=True)
        return tuple(used for (reading, _), used in told if touched.intersection(reading.rules))

    def readings_used(self) -> tuple[ReadingUsed, ...]:
        """Every reading with the choice in use, in the order of the data."""
        used: tuple[ReadingUsed, ...] | None = self.derived.get(ReadingUsed)
        if used is None:
            used = self.derived[ReadingUsed] = tuple(reading.used(code) for reading, code in self.readings)
        return used
