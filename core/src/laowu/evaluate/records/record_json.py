"""The record of a decision as canonical JSON: byte for byte what ``result_json(result_data(decision.report))`` writes."""

from contextlib import suppress
from typing import cast

from laowu.decide.checklist import Checklist
from laowu.decide.condition_code import Compiled
from laowu.decide.decision import Decision, Judged
from laowu.evaluate.records.record_code import NotCompiledError, ending, record_of
from laowu.evaluate.result_data import result_data, result_json


class _Written:
    """A checklist's record as a function, compiled once."""

    def __init__(self, asked: Checklist) -> None:
        self._asked = asked
        self._ending = ending(asked, None)
        self._record: Compiled[str] | None = None
        with suppress(NotCompiledError):
            self._record = record_of(asked)

    def of(self, decision: Judged) -> str:
        if self._record is None:
            return _in_full(decision)
        says = decision.says
        try:
            return self._record.of(decision.dossier, self._ending if says is None else ending(self._asked, says))
        except Exception as failure:
            self._record.note_rule(failure)
            raise


def _in_full(decision: Decision) -> str:
    return result_json(result_data(decision.report))


def record_json(decision: Decision) -> str:
    """The text of a decision's report, ending in a line break.

    The rules of a level, class and day are compiled for the first of their records, which pays from some ten brands on.

    Args:
        decision: what a decider or a region says of a brand.

    Raises:
        Exception: whatever a criterion fails with, with a note that names it.
    """
    if not isinstance(decision, Judged):
        return _in_full(decision)
    asked = decision.asked
    written = cast("_Written | None", asked.derived.get(_Written))
    if written is None:
        written = asked.derived[_Written] = _Written(asked)
    return written.of(decision)
