"""What a reading of the head of a name as a region consists of, and the notes that go with it."""

from typing import Literal, NamedTuple

from laowu.model.place import Alias
from laowu.places.divisions import Division

RegionKind = Literal["none", "division", "abolished", "future", "zone", "alias", "informal", "township", "unknown"]

HOMONYM = "homonym"
HOMONYM_SETTLED = "homonym_settled"
JOINT_REGION = "joint_region"
ALIAS = "alias"
WRONG_SUFFIX = "wrong_suffix"

KIND_NOTES: dict[RegionKind, str] = {
    "abolished": "abolished_region",
    "future": "future_region",
    "zone": "zone",
    "alias": ALIAS,
    "informal": "informal_region",
    "township": "township",
    "unknown": "unknown_region",
}


class RegionReading(NamedTuple):
    """One way to read the first ``end`` characters of a name as a region.

    Attributes:
        end: number of characters.
        path: the divisions named or stood for, from the highest to the lowest; provinces side by side for a joint region.
        kind: what the last part of the region is.
        notes: codes of what an official should know.
        aliases: the aliases that were used.
    """

    end: int
    path: tuple[Division, ...] = ()
    kind: RegionKind = "division"
    notes: tuple[str, ...] = ()
    aliases: tuple[Alias, ...] = ()


def noted(reading: RegionReading) -> RegionReading:
    """``reading`` with the notes that follow from its kind and its aliases."""
    if reading.kind == "division" and not reading.aliases:
        return reading
    notes = [*reading.notes]
    if reading.kind in KIND_NOTES:
        notes.append(KIND_NOTES[reading.kind])
    if ALIAS not in notes and any(alias.kind != "zone" for alias in reading.aliases):
        notes.append(ALIAS)
    return reading._replace(notes=tuple(notes))
