"""Management rules: checks after recognition and what follows from them."""

from typing import Literal

import attrs

from laowu.model.level import Level
from laowu.rules.dated import Dated, each_at_least
from laowu.rules.rule import Rule
from laowu.text import Text
from laowu.values import frozen

CheckKind = Literal["review", "call_back", "spot_check", "evaluation"]
ActionKind = Literal["rectify", "warn", "propose_exit", "revoke", "recall_plaque"]


@frozen(kw_only=True)
class Upkeep(Rule):
    """A check that is made as a matter of course.

    Attributes:
        kind: which check.
        levels: levels it applies to.
        actor: who makes it.
        every_months: months from one to the next; ``None`` when the document says "regularly" without a number.
        methods: codes of the methods the document names.
        optional: the office may do it, and may not.
        regular: it is the review whose failures are counted.
    """

    kind: CheckKind
    levels: tuple[Level, ...] = attrs.field(validator=attrs.validators.min_len(1))
    actor: Text
    every_months: Dated[int] | None = attrs.field(default=None, validator=each_at_least(1))
    methods: tuple[str, ...] = ()
    optional: bool = False
    regular: bool = False


@frozen(kw_only=True)
class Ground:
    """A failing that a check may find.

    Attributes:
        code: code in a dossier's check.
        label: the failing, in our own words.
    """

    code: str
    label: Text


@frozen(kw_only=True)
class Consequence(Rule):
    """What follows from failed checks.

    Attributes:
        kind: what is done.
        levels: levels it applies to.
        actor: who does it.
        consecutive_failures: it takes this many regular reviews failed in a row; ``None`` when one failing is enough.
        missed_breaks_row: whether a regular review that was missed breaks the row of failures.
        grounds: the failings that lead to it; empty for any failed check.
        judged: an official decides whether it comes to that; the answer then never decides by itself.
        needs_date: a day must be set with it, which the document does not state.
        limit_days: calendar days, from the check on, within which failings must be corrected where no day was set with it;
            ``None`` where the document states no length.
    """

    kind: ActionKind
    levels: tuple[Level, ...] = attrs.field(validator=attrs.validators.min_len(1))
    actor: Text
    consecutive_failures: Dated[int] | None = attrs.field(default=None, validator=each_at_least(1))
    missed_breaks_row: bool = False
    grounds: tuple[Ground, ...] = ()
    judged: bool = False
    needs_date: bool = False
    limit_days: Dated[int] | None = attrs.field(default=None, validator=each_at_least(1))


@frozen(kw_only=True)
class ManagementRules:
    """How a recognised brand is kept, corrected and struck off.

    Attributes:
        upkeep: the checks.
        consequences: what follows, mildest first.
    """

    upkeep: tuple[Upkeep, ...] = ()
    consequences: tuple[Consequence, ...] = ()
