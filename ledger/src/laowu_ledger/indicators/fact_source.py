"""What a store says about the brand of a dossier: the source that the entry point ``laowu.fact_sources`` names."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from math import gcd

import attrs

from laowu.errors import InputError, did_you_mean
from laowu.jurisdictions.jurisdiction import Jurisdiction
from laowu.model.dossier import Dossier
from laowu.model.facts import Figure, Grade, Value
from laowu.model.share import Share
from laowu.model.verified_facts import VerifiedFacts, VerifiedRemark
from laowu.text import Text
from laowu_ledger import __version__
from laowu_ledger.indicators.counting import count
from laowu_ledger.indicators.definitions import Definitions, definitions
from laowu_ledger.indicators.region_terms import RegionTerms
from laowu_ledger.indicators.results import BrandYear, Counted, results, told, wage_ratio
from laowu_ledger.judging.regular import compact
from laowu_ledger.store.store import Store

_AVERAGE, _TRADE, _PREMIUM = "average_wage_yuan", "trade_average_wage_yuan", "wage_ratio"
_QUOTES = "“”\"'‘’「」"


def verified(place: str, dossier: Dossier, jurisdiction: Jurisdiction, on: date, *, brand: str | None = None) -> VerifiedFacts:
    """The facts that a store gives about the brand of a dossier, of the year judged and the year before.

    Args:
        place: folder of the store.
        dossier: the dossier.
        jurisdiction: the region that asks; its key groups, division and own facts tell what is counted.
        on: date judged.
        brand: the brand as the ledger calls it; the dossier's own name when left out.

    Raises:
        StoreError: there is no store.
        InputError: the ledger has no such brand.
    """
    store = Store.open(place)
    wanted = definitions(RegionTerms.of(jurisdiction.book, on))
    found = list(results(count(store, wanted, years_asked(on), on), wanted))
    name = _named(brand or dossier.brand.name, {each.brand for each in found}, place)
    of_brand = [each for each in found if each.brand == name]
    source = source_of(store)
    facts: dict[str, list[Figure]] = {}
    for each in of_brand:
        for fact, figure in figures(each, source, dossier):
            facts.setdefault(fact, []).append(figure)
    own = {fact for fact in facts if fact in wanted.own}
    return VerifiedFacts(
        source=source,
        brand=name,
        facts=_series(facts, set(facts) - own),
        local_facts={jurisdiction.code: _series(facts, own)} if own else {},
        part=tuple(sorted(fact for fact in facts if fact in wanted.indicators and wanted.indicators[fact].part)),
        remarks=tuple(_remarks(of_brand, wanted, set(facts))),
    )


def years_asked(on: date) -> tuple[int, int]:
    """The year judged and the one before."""
    return on.year - 1, on.year


def source_of(store: Store) -> str:
    """A store by what is in it, so that the same words mean the same rows."""
    data = json.dumps(attrs.asdict(store.manifest), sort_keys=True, ensure_ascii=False)
    return f"laowu-ledger {__version__}, store sha256:{hashlib.sha256(data.encode()).hexdigest()}, {store.rows} rows"


def figures(found: BrandYear, source: str, dossier: Dossier | None = None) -> Iterator[tuple[str, Figure]]:
    """The facts of one brand and year with their figures.

    Args:
        found: what was counted.
        source: where it comes from.
        dossier: what the average wage is set against.
    """
    for result in found.counts.values():
        fact = result.indicator.fact
        handed_over = fact is not None and (found.period.over or not result.indicator.full)
        if fact is not None and handed_over and (result.low is not None or result.high is not None):
            yield fact.name, _figure(found, result.low, result.high, source)
    for shared in found.shares:
        if shared.ratio.fact is not None and shared.low is not None and shared.high is not None:
            yield shared.ratio.name, _figure(found, shared.low, shared.high, source)
    average = found.counts.get(_AVERAGE)
    if dossier is not None and average is not None and found.period.over:
        yield from _premium(found, average, source, dossier.facts.get(_TRADE, ()))


def _figure(found: BrandYear, low: Value | None, high: Value | None, source: str, grade: Grade = Grade.LEDGER_VERIFIED) -> Figure:
    as_of = None if found.period.over else found.period.last
    return Figure(low=low, high=high, year=found.period.year, as_of=as_of, grade=grade, source=source)


def _premium(found: BrandYear, average: Counted, source: str, trade: Iterable[Figure]) -> Iterator[tuple[str, Figure]]:
    """The average wage against the trade's, as well evidenced as the trade's is."""
    of_year = [figure for figure in trade if figure.year in (found.period.year, None) and figure.exact]
    benchmark = max(of_year, key=lambda figure: figure.year or 0, default=None)
    if benchmark is None or not isinstance(benchmark.low, int):
        return
    share = wage_ratio(average, benchmark.low)
    if share is not None:
        by = gcd(share.part, share.whole)
        exact = Share(share.part // by, share.whole // by)
        both = "；".join(filter(None, (source, benchmark.source)))
        yield _PREMIUM, _figure(found, exact, exact, both, benchmark.grade)


def _series(facts: Mapping[str, list[Figure]], names: Iterable[str]) -> dict[str, tuple[Figure, ...]]:
    return {name: tuple(facts[name]) for name in sorted(names)}


def _remarks(found: list[BrandYear], wanted: Definitions, given: set[str]) -> Iterator[VerifiedRemark]:
    for each in found:
        for name, result in each.counts.items():
            if name in given and (says := told(result)) is not None:
                yield VerifiedRemark(fact=name, year=each.period.year, says=says)


def _named(name: str, known: set[str], place: str) -> str:
    """The brand of that name, whatever the spaces and quotation marks."""
    by_key = {_key(each): each for each in sorted(known)}
    found = by_key.get(_key(name))
    if found is None:
        listed = "、".join(sorted(known)[:5])
        raise InputError(
            Text(f"台账里这两年没有品牌“{name}”", f"the ledger has nobody of the brand “{name}” in these two years"),
            where=place,
            mend=did_you_mean(name, known)
            or Text(
                f"用 --ledger-brand 写明台账里的名称：{listed}",
                f"name it as the ledger does, with --ledger-brand: {listed}",
            ),
        )
    return found


def _key(name: str) -> str:
    return compact(name).strip(_QUOTES)
