"""What cutting a name gives: its parts, and what is known about the region and the title."""

from typing import TYPE_CHECKING, NamedTuple

from laowu.model.place import Alias
from laowu.places.divisions import Division
from laowu.places.readings import RegionKind

if TYPE_CHECKING:
    from laowu.model.answers import NameSegments


class Cut(NamedTuple):
    """One reading of a name.

    Attributes:
        region, enterprise, industry, person, suffix: the parts, each empty when absent; put together they are the name in its
            normalised spelling.
        region_path: the divisions the region names or stands for, highest first; empty when none is known.
        region_kind: ``"division"`` in force; ``"abolished"`` or ``"future"``, not in force on the day; ``"zone"`` a functional
            zone; ``"alias"`` a nickname, an old or a one-character name; ``"informal"`` an area around a division (川东)
            or a wrong suffix; ``"township"`` a town or village; ``"unknown"`` a head no dictionary knows; ``"none"``.
        title_listed: whether the person segment is a listed title.
        notes: codes in the order of the name: ``punctuation_stripped``, ``traditional_characters``, ``homonym`` (several
            divisions, one cut for each), ``homonym_settled`` (the jurisdiction decided), ``joint_region``, ``wrong_suffix``,
            ``abolished_region``, ``future_region``, ``zone``, ``alias``, ``informal_region``, ``township``, ``unknown_region``,
            ``unlisted_title``.
        aliases: the aliases that were used, with their sources.
    """

    region: str = ""
    enterprise: str = ""
    industry: str = ""
    person: str = ""
    suffix: str = ""
    region_path: tuple[Division, ...] = ()
    region_kind: RegionKind = "none"
    title_listed: bool = False
    notes: tuple[str, ...] = ()
    aliases: tuple[Alias, ...] = ()

    @property
    def segments(self) -> "NameSegments":
        """The parts as reports carry them."""
        from laowu.model.answers import NameSegments  # all answers come with it, and cutting needs none of them

        return NameSegments(
            region=self.region, enterprise=self.enterprise, industry=self.industry, person=self.person, suffix=self.suffix
        )
