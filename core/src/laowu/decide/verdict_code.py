"""What a brand comes to as one Python function of its dossier: every condition, or nothing but the whole."""

from collections.abc import Sequence
from datetime import date

from laowu.decide.condition_code import Compiled, ConditionCode
from laowu.model.facts import FactCatalogue
from laowu.rules.eligibility import Criterion

#: Of a dossier, what the hard substantive criteria come to, what the hard territorial ones come to, and each criterion.
Verdict = Compiled[tuple[int, ...]]


def verdict_of(criteria: Sequence[Criterion], facts: FactCatalogue, jurisdiction: str, on: date) -> Verdict:
    """Compile criteria as they stand on a day.

    Args:
        criteria: the criteria.
        facts: the facts they may ask about.
        jurisdiction: code of the region that asks.
        on: date judged.

    Returns:
        The criteria as one function of a dossier. The traceback of what goes wrong in it shows the lines that were written.
    """
    code = ConditionCode(facts, jurisdiction, on)
    numbers = [code.criterion(criterion) for criterion in criteria]
    code.about("")
    code.line(f"return ({', '.join((*code.together(criteria, numbers), *numbers))})")
    return code.compiled()
