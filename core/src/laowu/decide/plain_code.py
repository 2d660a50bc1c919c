"""A shorter way to the outcome alone, for a dossier that states everything plainly.

Only a hard condition that surely fails ends the search, and only where all of them surely hold is the outcome *met*; a figure
that is missing, undecided or dated, and a condition that is more than comparisons, send the dossier the usual way.
What holds and what fails is read off the same trees that :mod:`laowu.decide.condition_code` writes in full.
"""

from collections.abc import Callable, Sequence
from datetime import date

from laowu.decide.condition_code import ORDERED, Compiled, ConditionCode
from laowu.model.dossier import Dossier
from laowu.model.facts import FactCatalogue, Value
from laowu.model.outcome import Outcome
from laowu.model.share import Share
from laowu.rules.eligibility import Criterion
from laowu.rules.predicate import AllOf, AnyOf, Leaf, Not, Operator, Predicate
from laowu.values import frozen

#: What looking up, taking apart or comparing something that is not stated plainly fails with.
_UNUSUAL = "(LookupError, TypeError, AttributeError)"


@frozen
class _Plain:
    """A condition over figures stated plainly: tests that are true only when it surely holds, and when it surely fails."""

    holds: str
    fails: str


def outcome_of(
    criteria: Sequence[Criterion],
    facts: FactCatalogue,
    jurisdiction: str,
    on: date,
    *,
    usual: Callable[[Dossier], Outcome],
    alone: bool,
) -> Compiled[Outcome]:
    """Compile criteria to a function that gives the outcome of all hard ones together.

    Args:
        criteria: the criteria.
        facts: the facts they may ask about.
        jurisdiction: code of the region that asks.
        on: date judged.
        usual: the usual way to the same outcome.
        alone: nothing beside the criteria decides.

    Returns:
        The function. Criteria behind one that surely fails are not looked at.
    """
    code = _PlainCode(facts, jurisdiction, on)
    code.scope |= {"usual": usual, "MET": Outcome.MET, "NOT_MET": Outcome.NOT_MET}
    settled = [code.tested(criterion) for criterion in criteria if not criterion.soft]
    code.about("")
    code.line(f"return {'MET' if alone and all(settled) else 'usual(dossier)'}")
    return code.function()


class _PlainCode(ConditionCode):
    def function(self) -> Compiled[Outcome]:
        lines = [
            "def of(dossier):",
            "    if dossier.local_facts: return usual(dossier)",
            "    facts = dossier.facts",
            "    try:",
            *(f"    {line}" for line in self.lines),
            f"    except {_UNUSUAL}: return usual(dossier)",
        ]
        return Compiled("\n".join(lines) + "\n", [""] * len(lines), self.scope, f"plain criteria of {self.jurisdiction}")

    def tested(self, criterion: Criterion) -> bool:
        """Write a criterion; whether it is settled where it holds, so that no other way need be asked."""
        written: list[str] = []
        plain = None if criterion.condition is None else self._plain(criterion.condition, written)
        if plain is None:
            return False
        self.about(criterion.id)
        for line in written:
            self.line(line)
        self.line(f"if {plain.holds}: pass")
        if criterion.unmet is Outcome.NOT_MET:
            self.line(f"elif {plain.fails}: return NOT_MET")
        self.line("else: return usual(dossier)")
        return True

    def _plain(self, condition: Predicate, lines: list[str]) -> _Plain | None:
        match condition:
            case Leaf():
                return self._compared_plainly(condition, lines)
            case Not(part=part):
                turned = self._plain(part, lines)
                return turned and _Plain(turned.fails, turned.holds)
            case AllOf(parts=parts) | AnyOf(parts=parts) if parts:
                inner = [self._plain(part, lines) for part in parts]
                found = [part for part in inner if part is not None]
                if len(found) < len(inner):
                    return None
                both = (" and ", " or ") if isinstance(condition, AllOf) else (" or ", " and ")
                holds, fails = both[0].join(part.holds for part in found), both[1].join(part.fails for part in found)
                return _Plain(f"({holds})", f"({fails})")
        return None

    def _compared_plainly(self, leaf: Leaf, lines: list[str]) -> _Plain | None:
        bound = leaf.bound.on(self.on)
        if leaf.years_back or self.facts[leaf.fact].given_by is not None:
            return None
        if leaf.operator in ORDERED:
            plain = _ordered
        elif leaf.operator is Operator.IS and isinstance(bound, bool):
            plain = _is
        else:
            return None
        name = self.name("f")
        lines.append(f"{name} = facts[{leaf.fact!r}][0]")
        # An undated figure that comes first goes before all others; a year may be one that has not come yet.
        lines.append(f"if {name}.year is not None: return usual(dossier)")
        return plain(leaf.operator, bound, self.constant(bound), name)


def _ordered(operator: Operator, bound: Value, constant: str, name: str) -> _Plain:
    end, holds, other, fails = ORDERED[operator]
    if isinstance(bound, Share):
        return _Plain(
            f"({name}.{end}.part * {bound.whole} {holds} {bound.part} * {name}.{end}.whole)",
            f"({name}.{other}.part * {bound.whole} {fails} {bound.part} * {name}.{other}.whole)",
        )
    return _Plain(f"({name}.{end} {holds} {constant})", f"({name}.{other} {fails} {constant})")


def _is(operator: Operator, bound: Value, constant: str, name: str) -> _Plain:
    return _Plain(
        f"({name}.low is {bound} and {name}.high is {bound})", f"({name}.low is {not bound} and {name}.high is {not bound})"
    )
