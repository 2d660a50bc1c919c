"""The four tiers a region can reach; they are computed from what the rules of the suite find, never declared."""

from enum import IntEnum

from laowu.text import Text


class Tier(IntEnum):
    """What a region has shown about itself. Each tier includes the ones before it."""

    NONE = 0
    LOADS = 1
    COMPLETE = 2
    SOURCED = 3
    PROVEN = 4

    @property
    def label(self) -> Text:
        """The tier as a reader sees it."""
        return _LABELS[self]

    @property
    def code(self) -> str:
        """The tier in data and on badges."""
        return self.name.lower()


#: The tiers that something can be asked for, lowest first.
TIERS = (Tier.LOADS, Tier.COMPLETE, Tier.SOURCED, Tier.PROVEN)

_LABELS = {
    Tier.NONE: Text("不可装载", "none"),
    Tier.LOADS: Text("可装载", "loads"),
    Tier.COMPLETE: Text("齐全", "complete"),
    Tier.SOURCED: Text("有据", "sourced"),
    Tier.PROVEN: Text("经证", "proven"),
}
