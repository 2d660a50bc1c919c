"""A rule of the suite: what it asks of a region, why, and how it looks."""

from collections.abc import Callable, Iterable
from inspect import cleandoc

import attrs

from laowu.conformance.subject import Subject
from laowu.conformance.tiers import Tier
from laowu.text import Text
from laowu.values import frozen


@frozen(kw_only=True)
class Fault:
    """Something about a region that breaks a rule of the suite.

    Attributes:
        subject: what is at fault: a dotted path into the rule data, a hook, a case; a waiver names it.
        says: the fault in one sentence.
        example: the smallest question that shows it; empty where the sentence says it all.
    """

    subject: str
    says: Text
    example: str = ""


Check = Callable[[Subject], Iterable[Fault]]


@frozen(kw_only=True, eq=False)
class SuiteRule:
    """One rule of the suite.

    Attributes:
        id: its id, ``LC-`` and three digits, the first of which is the tier.
        says: what it asks, in a sentence.
        why: the reasoning, for its page.
        example: what breaks it, for its page.
        exceptions: when it asks nothing, for its page.
        check: finds what breaks it.
    """

    id: str
    says: Text
    why: str
    example: str
    exceptions: str
    check: Check = attrs.field(repr=False)

    @property
    def tier(self) -> Tier:
        """The tier it belongs to."""
        return Tier(int(self.id[len("LC-")]))

    @property
    def page(self) -> str:
        """Where the documentation tells about it."""
        return f"docs/reference/conformance.md#{self.id.lower()}"


def suite_rule(name: str, zh: str, en: str, *, example: str, exceptions: str = "None.") -> Callable[[Check], SuiteRule]:
    """Make a function a rule of the suite; its docstring is the reasoning.

    Args:
        name: id of the rule.
        zh: what it asks, in Chinese.
        en: what it asks, in English.
        example: what breaks it.
        exceptions: when it asks nothing.
    """

    def made(check: Check) -> SuiteRule:
        why = cleandoc(check.__doc__ or "")
        return SuiteRule(id=name, says=Text(zh, en), why=why, example=example, exceptions=exceptions, check=check)

    return made
