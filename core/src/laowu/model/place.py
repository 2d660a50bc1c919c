"""Names of places that are not divisions in force, as a locality states them."""

from datetime import date
from typing import Literal

from laowu.text import Text
from laowu.values import frozen

AliasKind = Literal["zone", "nickname", "historical", "short"]

ALIAS_KINDS: dict[AliasKind, Text] = {
    "zone": Text("功能区", "functional zone"),
    "nickname": Text("别称", "nickname"),
    "historical": Text("旧称", "old name"),
    "short": Text("简称", "short form"),
}


@frozen(kw_only=True, cache_hash=True)
class Alias:
    """A name by which a division, or a part of one, is also known.

    Attributes:
        name: the name as it is written, 八桂 or 两江新区.
        kind: ``"zone"`` a functional zone; ``"nickname"``; ``"historical"`` an old name; ``"short"`` a customary short form.
        division: six-digit code of the division it stands for or lies in.
        since: first day it may be read so; ``None``: always.
        until: first day it may no longer be read so; ``None``: still.
        source: where the name is attested.
    """

    name: str
    kind: AliasKind
    division: str
    since: date | None = None
    until: date | None = None
    source: str

    def valid(self, on: date) -> bool:
        """Whether the alias may be read on the day ``on``."""
        return (self.since is None or self.since <= on) and (self.until is None or on < self.until)
