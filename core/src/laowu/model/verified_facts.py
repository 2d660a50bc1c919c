"""Facts that a source beside the dossier vouches for, such as a ledger of people: counted there, and not declared by anybody."""

from collections.abc import Mapping

import attrs

from laowu.model.facts import Figure
from laowu.text import Text
from laowu.values import frozen


@frozen(kw_only=True)
class VerifiedRemark:
    """What must be known of a figure that a source gives.

    Attributes:
        fact: name of the fact.
        year: the year it is about; ``None`` for all of them.
        says: the remark: who was left out, what is not known.
    """

    fact: str
    year: int | None = None
    says: Text


@frozen(kw_only=True)
class VerifiedFacts:
    """What a source knows about one brand.

    Attributes:
        source: what it is and in which state, so that the same words mean the same figures.
        brand: the brand as the source calls it.
        facts: shared facts by name, a figure for each year.
        local_facts: facts of one region's own vocabulary, by jurisdiction code and name.
        part: names of facts of which the source sees only part, so that its figures are lower bounds.
        remarks: what must be known of the figures.
    """

    source: str
    brand: str
    facts: Mapping[str, tuple[Figure, ...]] = attrs.field(factory=dict, hash=False)
    local_facts: Mapping[str, Mapping[str, tuple[Figure, ...]]] = attrs.field(factory=dict, hash=False)
    part: tuple[str, ...] = ()
    remarks: tuple[VerifiedRemark, ...] = ()
