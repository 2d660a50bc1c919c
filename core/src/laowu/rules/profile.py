"""Who a locality is: the head of its rule book."""

from datetime import date
from typing import Literal

import attrs

from laowu.text import Text
from laowu.values import frozen

#: Contract versions this core understands. A plugin states the one it was written for.
SUPPORTED_API = frozenset({1})


@frozen(kw_only=True)
class Profile:
    """Who a locality is.

    Attributes:
        code: code in settings and on the command line; lower-case letters, digits and hyphens.
        name: official name.
        division: six-digit division code.
        tier: what kind of place it is, which decides what its "municipal" or "provincial" means.
        api: version of the contract the plugin was written for.
        extends: code of the locality whose rules apply where this one is silent, or ``None``.
        edition: edition of the rule data; rises when any value changes.
        read_on: day the documents were last read against the rule data.
        limitations: what the rule data knowingly leave out.
    """

    code: str = attrs.field(validator=attrs.validators.matches_re(r"[a-z][a-z0-9-]{1,30}"))
    name: Text
    division: str = attrs.field(validator=attrs.validators.matches_re(r"\d{6}"))
    tier: Literal["province", "municipality", "city", "county"]
    api: int
    extends: str | None = None
    edition: str
    read_on: date
    limitations: Text | None = None
