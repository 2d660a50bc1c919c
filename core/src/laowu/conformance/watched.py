"""Which parts of the rule book an answer looks at: seen, not guessed, so that a plugin's own Python is covered too."""

from collections.abc import Callable
from typing import Any

import attrs

from laowu.jurisdictions.jurisdiction import Jurisdiction
from laowu.jurisdictions.loading import InstalledRules
from laowu.rules.rulebook import PARTS, RuleBook


def parts_read(rules: InstalledRules, plain: Jurisdiction, ask: Callable[[Jurisdiction], object]) -> frozenset[str]:
    """The parts of the rule book that are read while a question is answered.

    Args:
        rules: the plugin with its rule files.
        plain: the jurisdiction.
        ask: puts the question to the jurisdiction it is given.
    """
    seen: set[str] = set()

    class Watched(RuleBook):
        """A rule book that notes which of its parts are read."""

        def __getattribute__(self, name: str) -> Any:
            if name in PARTS:
                seen.add(name)
            return super().__getattribute__(name)

    fields = {field.name: getattr(plain.book, field.name) for field in attrs.fields(RuleBook) if field.init}
    ask(rules.answering_from(Watched(**fields), plain.calendar))
    return frozenset(seen)
