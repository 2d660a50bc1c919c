"""The definitions of indicators: from the tables of TOML to conditions, with what a region adds to them."""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Literal

import attrs

from laowu.errors import LaowuError, RuleDataError, did_you_mean
from laowu.model import scalars
from laowu.model.facts import FactCatalogue, FactDefinition, FactType
from laowu.model.failures import REFUSED, refusals_in
from laowu.model.refusal import Path, Refusal
from laowu.rules.condition_table import condition
from laowu.rules.predicate import Predicate, leaves
from laowu.text import Text
from laowu.toml_source import read_toml
from laowu_ledger.indicators.region_terms import RegionTerms, any_group
from laowu_ledger.indicators.vocabulary import OF_JOBS, OF_PEOPLE, OF_ROWS, flag, flags, together
from laowu_ledger.schema.row_facts import row_facts

Counts = Literal["people", "flag", "months", "pay_sum", "pay_average"]
_KINDS: Mapping[str, tuple[FactType, ...]] = {
    "people": (FactType.COUNT,),
    "months": (FactType.COUNT,),
    "flag": (FactType.FLAG,),
    "pay_sum": (FactType.YUAN,),
    "pay_average": (FactType.YUAN,),
}
_KEYS = ("label", "unit", "counts", "who", "but_not", "part", "full", "once")
_STEPS = ("row", "job", "but_not", "indicator", "ratio")
_PERSONS = Text("人", "persons")
_YUAN = Text("元", "yuan")
_PER_GROUP = "group:"


@attrs.frozen(kw_only=True)
class Named:
    """A condition of one of the steps.

    Attributes:
        name: what later steps call its answer.
        label: what it says.
        when: the condition.
    """

    name: str
    label: Text
    when: Predicate


@attrs.frozen(kw_only=True)
class Indicator:
    """Something that is counted.

    Attributes:
        name: its name; that of the fact it gives, where there is one.
        label: what it is.
        unit: what it is counted in.
        counts: people, whether there is anybody, months of pension, a sum of pay, or an average of pay.
        who: who counts, by what people are.
        but_not: who is left out, in the order in which reasons are told.
        fact: the fact it gives; ``None`` for one that no rule asks about.
        part: a ledger lists only part of those meant.
        full: only of years that are over.
        once: somebody who counts under several brands counts in one of them only.
    """

    name: str
    label: Text
    unit: Text
    counts: Counts
    who: Predicate
    but_not: tuple[Named, ...] = ()
    fact: FactDefinition | None = None
    part: bool = False
    full: bool = False
    once: bool = False

    @property
    def of_jobs(self) -> bool:
        """Whether jobs are added up, and not people counted."""
        return self.counts in ("pay_sum", "pay_average")

    @property
    def asks(self) -> tuple[str, ...]:
        """What it asks of people, each name once."""
        of_all = [self.who, *(each.when for each in self.but_not)]
        return tuple(dict.fromkeys(leaf.fact for part in of_all for leaf in leaves(part)))


@attrs.frozen(kw_only=True)
class Ratio:
    """One count over another.

    Attributes:
        name: its name; that of the fact it gives, where there is one.
        label: what it is.
        part, whole: names of the indicators.
        fact: the fact it gives; ``None`` for one that no rule asks about.
    """

    name: str
    label: Text
    part: str
    whole: str
    fact: FactDefinition | None = None


@attrs.frozen(kw_only=True, eq=False)
class Definitions:
    """Everything that is to be counted.

    Attributes:
        rows, jobs: the conditions of the first two steps, only those that an indicator rests on.
        indicators: what is counted, by name.
        ratios: what is set against one another.
        months: months of pension in a row that count as enough.
        facts: the facts that the region may ask about.
        own: names of the facts that only the region has.
    """

    rows: Mapping[str, Named]
    jobs: Mapping[str, Named]
    indicators: Mapping[str, Indicator]
    ratios: tuple[Ratio, ...]
    months: int
    facts: FactCatalogue
    own: frozenset[str]

    def only(self, names: tuple[str, ...]) -> "Definitions":
        """Some of the indicators, with what they rest on.

        Raises:
            LaowuError: there is none of that name.
        """
        for name in names:
            if name not in self.indicators:
                raise LaowuError(
                    Text(f"没有“{name}”这项指标", f"there is no indicator “{name}”"), mend=did_you_mean(name, self.indicators)
                )
        return _resting_on(attrs.evolve(self, indicators={name: self.indicators[name] for name in names}))


def definitions(terms: RegionTerms) -> Definitions:
    """What is counted for a region.

    What needs a word that the region gives no meaning, such as its key groups, is left out.

    Raises:
        RuleDataError: the region's own ``counting.toml`` cannot be understood.
    """
    return _Reader(terms).read()


@cache
def _tables() -> dict[str, Any]:
    return read_toml(files("laowu_ledger.indicators") / "indicators.toml", error=LaowuError).data


class _Unmeant(Exception):
    """A condition uses a word to which the region gives no meaning."""


class _Reader:
    def __init__(self, terms: RegionTerms) -> None:
        self._terms = terms
        own = terms.counting
        base = _tables()
        self._tables = {
            step: {**base.get(step, {}), **own.get(step, {})} for step in ("row", "job", "but_not", "indicator", "ratio")
        }
        self._own = {(step, name) for step in own for name in own[step]}
        self._words = {("groups", name): any_group(tuple(codes)) for name, codes in base["groups"].items()} | dict(terms.words)
        for stored, label in terms.groups.items():  # heads of each key group
            name = _PER_GROUP + stored
            self._tables["row"][name] = {"label": {"zh": label.zh, "en": label.en}, "when": any_group((stored,))}
            self._tables["job"][name] = {
                "label": {"zh": f"期末在岗：{label.zh}", "en": f"{label.en} at work at the end"},
                "when": {"all": [{"fact": "at_work_at_end", "is": True}, {"fact": name, "is": True}]},
            }
            self._tables["indicator"][name] = {
                "label": {"zh": f"重点群体：{label.zh}", "en": f"key group: {label.en}"},
                "counts": "people",
                "who": {"fact": name, "is": True},
                "but_not": ["two_names"],
            }

    def read(self) -> Definitions:
        rows = self._step("row", together(row_facts().values(), flags(OF_ROWS).values()))
        jobs = self._step("job", together(flags(OF_JOBS).values(), _answers(rows)))
        people = together(flags(OF_PEOPLE).values(), _answers(jobs))
        self._left_out = self._step("but_not", people)
        indicators = dict(self._indicators(people))
        found = Definitions(
            rows=rows,
            jobs=jobs,
            indicators=indicators,
            ratios=tuple(self._ratios(indicators)),
            months=self._terms.months or 0,
            facts=self._terms.facts,
            own=frozenset(name for step, name in self._own if step == "indicator"),
        )
        return _resting_on(found)

    def _step(self, step: str, facts: FactCatalogue) -> dict[str, Named]:
        found = {}
        for name, table in self._tables[step].items():
            with_label = self._told(step, name, lambda table=table: (scalars.bilingual(table["label"]), table["when"]))
            try:
                when = self._condition((step, name, "when"), with_label[1], facts)
            except _Unmeant:
                continue
            found[name] = Named(name=name, label=with_label[0], when=when)
        return found

    def _condition(self, path: Path, table: Any, facts: FactCatalogue) -> Predicate:
        try:
            return condition(self._meant(table), facts)
        except Refusal as refusal:
            if path[:2] not in self._own and "fact" in refusal.at:
                raise _Unmeant from None  # what it asks about was left out before
            raise self._wrong((*path, *refusal.at), refusal) from None

    def _meant(self, table: Any) -> Any:
        """A condition with the further words replaced by what they mean here."""
        if isinstance(table, list):
            return [self._meant(part) for part in table]
        if not isinstance(table, Mapping):
            return table
        if len(table) == 1:
            ((key, word),) = table.items()
            if key in ("groups", "award"):
                if (key, word) not in self._words:
                    raise _Unmeant
                return self._words[key, word]
        if isinstance(place := table.get("within"), str) and not place.isdigit():
            if place not in self._terms.places:
                raise _Unmeant
            return {**table, "within": self._terms.places[place]}
        return {key: self._meant(part) for key, part in table.items()}

    def _indicators(self, people: FactCatalogue) -> Iterator[tuple[str, Indicator]]:
        for name, table in self._tables["indicator"].items():
            try:
                who = self._condition(("indicator", name, "who"), table.get("who", {}), people)
            except _Unmeant:
                continue
            yield name, self._indicator(name, table, who)

    def _indicator(self, name: str, table: Mapping[str, Any], who: Predicate) -> Indicator:
        path: Path = ("indicator", name)
        for key in table:
            if key not in _KEYS:
                raise self._wrong((*path, key), Text(f"没有“{key}”这个键", f"there is no key “{key}” here"))
        counts: Any = table.get("counts", "")
        fact = self._terms.facts.get(name)
        if counts not in _KINDS:
            raise self._wrong((*path, "counts"), Text(f"可写：{'、'.join(_KINDS)}", f"one of: {', '.join(_KINDS)}"))
        if fact is not None and fact.type not in _KINDS[counts]:
            says = Text(f"事实 {name} 不是这样计的", f"the fact {name} is not counted like that")
            raise self._wrong((*path, "counts"), says)
        unknown = [code for code in table.get("but_not", ()) if code not in self._left_out]
        if unknown:
            says = Text(f"[but_not] 里没有“{unknown[0]}”", f"[but_not] has no “{unknown[0]}”")
            raise self._wrong((*path, "but_not"), says)
        if fact is None and "label" not in table:
            raise self._wrong(path, Text("没有这一事实，须写 label", "there is no such fact: it needs a label"))
        unit = fact.unit if fact is not None else scalars.bilingual(table["unit"]) if "unit" in table else None
        return Indicator(
            name=name,
            label=fact.label if fact is not None else scalars.bilingual(table["label"]),
            unit=unit or (_YUAN if counts.startswith("pay") else _PERSONS),
            counts=counts,
            who=who,
            but_not=tuple(self._left_out[code] for code in table.get("but_not", ())),
            fact=fact,
            **{key: bool(table.get(key, False)) for key in ("part", "full", "once")},
        )

    def _ratios(self, indicators: Mapping[str, Indicator]) -> Iterator[Ratio]:
        for fact in self._terms.facts.values():
            if fact.part in indicators and fact.whole in indicators and fact.part and fact.whole:
                yield Ratio(name=fact.name, label=fact.label, part=fact.part, whole=fact.whole, fact=fact)
        for name, table in self._tables["ratio"].items():
            if table["part"] in indicators and table["whole"] in indicators:
                yield Ratio(name=name, label=scalars.bilingual(table["label"]), part=table["part"], whole=table["whole"])

    def _told(self, step: str, name: str, read: Any) -> Any:
        try:
            return read()
        except (KeyError, TypeError):
            says = Text("须有 label 和 when", "needs a label and a when")
            raise self._wrong((step, name), says) from None
        except REFUSED as failure:
            raise self._wrong((step, name), next(iter(refusals_in(failure)))) from None

    def _wrong(self, path: Path, what: Text | Refusal) -> RuleDataError:
        says, mend = (what.says, what.mend) if isinstance(what, Refusal) else (what, None)
        place = ".".join(map(str, path))
        return RuleDataError(says, where=f"{self._terms.code} counting.toml {place}".strip(), mend=mend)


def _answers(step: Mapping[str, Named]) -> list[FactDefinition]:
    return [flag(named.name, named.label) for named in step.values()]


def _resting_on(found: Definitions) -> Definitions:
    """The definitions without conditions that nothing rests on, and without ratios that lack a term."""
    asked = {name for indicator in found.indicators.values() for name in indicator.asks}
    jobs = {name: named for name, named in found.jobs.items() if name in asked}
    below = {leaf.fact for named in jobs.values() for leaf in leaves(named.when)}
    rows = {name: named for name, named in found.rows.items() if name in below}
    kept = tuple(ratio for ratio in found.ratios if ratio.part in found.indicators and ratio.whole in found.indicators)
    return attrs.evolve(found, jobs=jobs, rows=rows, ratios=kept)
