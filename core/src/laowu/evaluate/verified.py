"""Declared figures against those that a source beside the dossier gives: which one counts, and how far they are apart.

What the source shows exactly counts. What it shows within bounds – because cells are blank, or because it sees only part of those
meant, as a ledger does of a whole trade – checks the declared figure: that one counts as long as it can be true, and the bounds
count where it cannot, or where nothing was declared. A figure is of its year, and takes the place of the declared one of that
year or of none.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Literal

import attrs

from laowu.decide.comparison import seen
from laowu.decide.evidence import Evidence
from laowu.errors import ReplayError
from laowu.model.dossier import Brand, Dossier
from laowu.model.dossier_data import dossier_data, dossier_from_data
from laowu.model.facts import FactCatalogue, FactDefinition, Figure, Grade, Value
from laowu.model.share import Share, percent
from laowu.model.verified_facts import VerifiedFacts, VerifiedRemark
from laowu.text import Text
from laowu.values import frozen

Counts = Literal["verified", "declared"]
Series = tuple[Figure, ...]
Stated = Mapping[str, Series]


@frozen(kw_only=True)
class FactCheck:
    """One fact of one year, as it was declared and as the source has it.

    Attributes:
        fact: name of the fact.
        label: the fact as a reader sees it.
        year: the year.
        declared: what the dossier says; ``None`` when it says nothing.
        declared_grade: how well that is evidenced.
        verified: what the source says.
        verified_grade: how well that is evidenced: as well as the weakest of what it was worked out from.
        difference: what the source says more, or less, than an exact figure: a whole number or a percentage, two where the source
            knows bounds; ``None`` where there is none.
        agrees: whether both can be true; ``None`` when nothing was declared.
        counts: which of the two the answers rest on.
        remarks: who was left out, what is not known.
    """

    fact: str
    label: Text
    year: int | None
    declared: Text | None
    declared_grade: Grade | None
    verified: Text
    verified_grade: Grade
    difference: str | None
    agrees: bool | None
    counts: Counts
    remarks: tuple[Text, ...] = ()


def with_verified(dossier: Dossier, verified: VerifiedFacts, evidence: Evidence) -> Dossier:
    """The dossier with the figures of the source where they count.

    Args:
        dossier: the dossier as it was handed in.
        verified: what the source gave.
        evidence: that dossier as the region asks about it.
    """
    local = {
        code: _merged(dossier.local_facts.get(code, {}), stated, verified, evidence)
        for code, stated in verified.local_facts.items()
    }
    shared = _merged(dossier.facts, verified.facts, verified, evidence)
    return attrs.evolve(
        dossier,
        facts={name: series for name, series in shared.items() if not _overtaken(name, verified, evidence.facts)},
        local_facts={**dossier.local_facts, **local},
    )


def _merged(declared: Stated, counted: Stated, verified: VerifiedFacts, evidence: Evidence) -> dict[str, Series]:
    found = dict(declared)
    for name, series in counted.items():
        stated = found.get(name, ())
        kept = [_resolved(name, figure, verified, evidence) for figure in series]
        # A declared figure that is worked out from others is worked out again.
        figures = [figure for figure, counts in kept if counts == "verified" or stated]
        years = {figure.year for figure in figures}
        figures += [figure for figure in stated if not figures or (figure.year is not None and figure.year not in years)]
        if figures:
            found[name] = tuple(sorted(figures, key=lambda figure: figure.year or 0))
    return found


def _resolved(name: str, counted: Figure, verified: VerifiedFacts, evidence: Evidence) -> tuple[Figure, Counts]:
    """The figure that counts, and whose it is."""
    counted = _seen(name, counted, verified)
    declared = evidence.figure(name, counted.year)
    if declared is None or counted.exact or not _agree(counted, declared) or _rests_on_counted(name, counted, verified, evidence):
        return counted, "verified"
    low: Any = max(_known(counted.low, declared.low), default=None)
    high: Any = min(_known(counted.high, declared.high), default=None)
    return attrs.evolve(declared, low=low, high=high, year=counted.year), "declared"


def _rests_on_counted(name: str, counted: Figure, verified: VerifiedFacts, evidence: Evidence) -> bool:
    """Whether the declared figure is only worked out, and from something of which the source's figure counts."""
    stated = (evidence.dossier.facts, *evidence.dossier.local_facts.values())
    if any(name in facts for facts in stated):
        return False
    definition = evidence.facts[name]
    for term in filter(None, (definition.part, definition.whole, *definition.sum_of)):
        for figure in verified.facts.get(term, ()):
            if figure.year == counted.year and _resolved(term, figure, verified, evidence)[1] == "verified":
                return True
    return False


def _seen(name: str, counted: Figure, verified: VerifiedFacts) -> Figure:
    """What the source shows: of a part of those meant, a lower bound."""
    return attrs.evolve(counted, high=None) if name in verified.part else counted


def _known(*ends: Any) -> list[Any]:
    return [end for end in ends if end is not None]


def _agree(counted: Figure, declared: Figure) -> bool:
    """Whether both can be true."""
    if isinstance(counted.low, bool):
        return counted.low == declared.low
    return not (_less(declared.high, counted.low) or _less(counted.high, declared.low))


def _less(one: Any, other: Any) -> bool:
    return one is not None and other is not None and bool(one < other)


def _overtaken(name: str, verified: VerifiedFacts, facts: FactCatalogue) -> bool:
    """Whether a stated share is worked out anew, since what it is worked out from is exactly known from the source."""
    definition = facts.get(name)
    if definition is None or name in verified.facts or definition.part is None or definition.whole is None:
        return False
    terms = [verified.facts.get(term, ()) for term in (definition.part, definition.whole) if term not in verified.part]
    return len(terms) == len(("part", "whole")) and all(term and all(figure.exact for figure in term) for term in terms)


def fact_checks(verified: VerifiedFacts, evidence: Evidence) -> Iterator[FactCheck]:
    """Every figure of the source beside the declared one, in the order of the vocabulary.

    Args:
        verified: what the source gave.
        evidence: the dossier as it was handed in, as the region asks about it.
    """
    for definition in evidence.facts.values():
        for stated in (verified.facts, *verified.local_facts.values()):
            for figure in stated.get(definition.name, ()):
                yield _check(definition, figure, verified, evidence)


def _check(definition: FactDefinition, figure: Figure, verified: VerifiedFacts, evidence: Evidence) -> FactCheck:
    counted = _seen(definition.name, figure, verified)
    declared = evidence.figure(definition.name, figure.year)
    _, counts = _resolved(definition.name, figure, verified, evidence)
    told = tuple(item.says for item in verified.remarks if item.fact == definition.name and item.year in (None, figure.year))
    return FactCheck(
        fact=definition.name,
        label=definition.label,
        year=figure.year,
        declared=None if declared is None else seen(definition, declared),
        declared_grade=None if declared is None else declared.grade,
        verified=seen(definition, counted),
        verified_grade=figure.grade,
        difference=None if declared is None else _difference(counted, declared),
        agrees=None if declared is None else _agree(counted, declared),
        counts=counts,
        remarks=(*((_PART,) if definition.name in verified.part else ()), *told),
    )


_PART = Text("台账只列出所指人员的一部分，是下限", "the ledger lists part of those meant: a lower bound")


def _difference(counted: Figure, declared: Figure) -> str | None:
    """What the source says more or less than an exact figure, from its least to its most."""
    if not declared.exact or counted.low is None:
        return None
    ends = [_apart(end, declared.low) for end in (counted.low, counted.high) if end is not None]
    if None in ends:
        return None
    told = list(dict.fromkeys(str(end) for end in ends))
    return " … ".join(told) + (" …" if counted.high is None else "")


def _apart(one: Value, other: Value | None) -> str | None:
    if isinstance(one, Share) and isinstance(other, Share):
        apart = one.value - other.value
        return ("−" if apart < 0 else "+") + percent(abs(apart)) if apart else "0"
    if isinstance(one, bool) or isinstance(other, bool) or not isinstance(one, int) or not isinstance(other, int):
        return None
    return f"{one - other:+}".replace("-", "−") if one != other else "0"


def verified_data(verified: VerifiedFacts | None) -> dict[str, Any] | None:
    """What a source gave as plain data; ``None`` where no source was asked."""
    if verified is None:
        return None
    carrier = Dossier(brand=Brand(name=verified.brand), facts=verified.facts, local_facts=verified.local_facts)
    data = dossier_data(carrier)
    return {
        "source": verified.source,
        "brand": verified.brand,
        "facts": data.get("facts", {}),
        "local_facts": data.get("local_facts", {}),
        "part": list(verified.part),
        "remarks": [{"fact": item.fact, "year": item.year, "zh": item.says.zh, "en": item.says.en} for item in verified.remarks],
    }


def verified_from_data(data: Any) -> VerifiedFacts | None:
    """What :func:`verified_data` wrote.

    Raises:
        ReplayError: the data are none.
    """
    if data is None:
        return None
    try:
        stated = {"brand": {"name": data["brand"]}, "facts": data["facts"], "local_facts": data["local_facts"]}
        carrier = dossier_from_data({key: value for key, value in stated.items() if value})
        remarks = tuple(
            VerifiedRemark(fact=item["fact"], year=item["year"], says=Text(item["zh"], item["en"])) for item in data["remarks"]
        )
        source, part = str(data["source"]), tuple(str(name) for name in data["part"])
    except (KeyError, TypeError, AttributeError):
        raise ReplayError(Text("结果里核实的数据已损坏", "the verified facts inside the result are damaged")) from None
    return VerifiedFacts(
        source=source,
        brand=carrier.brand.name,
        facts=carrier.facts,
        local_facts=carrier.local_facts,
        part=part,
        remarks=remarks,
    )
