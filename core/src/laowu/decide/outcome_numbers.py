"""Outcomes as numbers, in which compiled rules count: *met* 0, *needs judgement* 1, *no data* 2, *not met* 4.

So *all* is the highest bit of the numbers or-ed together, and *any* is the least number.
"""

from laowu.model.outcome import Outcome

MET, NEEDS_JUDGEMENT, NO_DATA, NOT_MET = 0, 1, 2, 4
#: The outcome of each number; 3 is none.
OUTCOMES = (Outcome.MET, Outcome.NEEDS_JUDGEMENT, Outcome.NO_DATA, Outcome.NO_DATA, Outcome.NOT_MET)
#: The number of each outcome.
NUMBERS = {outcome: number for number, outcome in enumerate(OUTCOMES) if number != 3}  # noqa: PLR2004  # 3 is none
#: What numbers or-ed together come to when every part must hold.
ALL = (MET, NEEDS_JUDGEMENT, NO_DATA, NO_DATA, NOT_MET, NOT_MET, NOT_MET, NOT_MET)
#: What each number comes to inside a *not*.
NEGATION = (NOT_MET, NEEDS_JUDGEMENT, NO_DATA, NO_DATA, MET)
