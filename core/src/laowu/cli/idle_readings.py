"""Readings chosen in settings that no region has: a slip there changes nothing, and must not say nothing."""

from collections.abc import Collection, Iterable, Iterator

from laowu.errors import did_you_mean
from laowu.settings import ResolvedSettings
from laowu.text import Text, same


def idle_readings(
    resolved: ResolvedSettings, *, known: Collection[str], said: Collection[str], elsewhere: Iterable[str]
) -> Iterator[Text]:
    """A remark on each reading in the settings that no region has.

    A settings file may choose readings for many regions, so one that the regions at hand do not have is no mistake yet.

    Args:
        resolved: the settings with where each comes from.
        known: readings of the regions at hand.
        said: readings given as options, which are complained about elsewhere.
        elsewhere: readings of the other installed regions; looked at only when it matters.
    """
    foreign = [name for name in resolved.settings.readings if name not in known and name not in said]
    if not foreign:
        return
    everywhere = {*known, *elsewhere}
    for name in foreign:
        if name not in everywhere:
            where = resolved.source_of(f"readings.{name}")
            near = did_you_mean(name, everywhere)
            says = Text(f"没有一个地区有“{name}”这个读法，此项无作用", f"no region has a reading “{name}”: it has no effect")
            yield same(f"{where}: ") + says + (Text("；", "; ") + near if near else same(""))
