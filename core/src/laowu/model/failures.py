"""What a failed reading has to say: exceptions of hooks, validators and cattrs itself, turned into refusals.

The sentence of a validator is kept and its field found again, and no class name of ours or of cattrs reaches the
reader.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from laowu.model.refusal import Refusal, not_among, shown, unknown_key
from laowu.model.scalars import missing
from laowu.text import Text

#: What a hook raises about a value it was given; the hooks of cattrs itself raise groups. Anything else is a mistake of ours
#: and passes through.
REFUSED = (Refusal, ExceptionGroup, ValueError, TypeError)

# Compiled when something is refused, which is seldom.
_BOUND = r"(?s)'\w+' must be (?P<sign><=|>=|<|>) (?P<bound>[^:]+): (?P<found>.*)"
_LENGTH = r"Length of '\w+' must be (?P<sign><=|>=) (?P<bound>\d+): \d+"
_FIELD = r"(?:Length of )?'(?P<field>\w+)' must "
_SIGNS = {
    ">=": Text("至少为", "must be at least"),
    "<=": Text("至多为", "must be at most"),
    ">": Text("必须大于", "must be more than"),
    "<": Text("必须小于", "must be less than"),
}
_CORRECT_IT = Text("请改正此处的值", "correct the values here")


def refusals_in(failure: BaseException) -> Iterator[Refusal]:
    """Everything a failed hook has to say, seen from the value it was given.

    Raises:
        BaseException: ``failure`` itself, when it is no statement about the value but a mistake of ours.
    """
    match failure:
        case Refusal():
            yield from failure.parts
        case ExceptionGroup():
            yield from _in_group(failure)
        case ValueError() | TypeError():
            yield of_validator(failure, {})
        case _:
            raise failure


def _in_group(group: ExceptionGroup[Exception]) -> Iterator[Refusal]:
    """What cattrs' own hooks found; the notes they attach hold the steps."""
    import cattrs  # whoever meets its groups has imported it

    if not isinstance(group, cattrs.ClassValidationError | cattrs.IterableValidationError):
        raise group
    noted, others = group.group_exceptions()
    for part, note in noted:
        step = note.name if isinstance(note, cattrs.AttributeValidationNote) else note.index
        if isinstance(part, KeyError) and part.args == (step,):
            yield missing(str(step))
        else:
            yield from (refusal.below(step) for refusal in refusals_in(part))
    for part in others:
        if isinstance(part, cattrs.ForbiddenExtraKeysError):
            known = [field.name for field in attrs.fields(part.cl)]
            yield from (unknown_key(key, known) for key in sorted(part.extra_fields))
        else:
            yield from refusals_in(part)


def of_validator(failure: ValueError | TypeError, keys: Mapping[str, str]) -> Refusal:
    """What a validator has to say, seen from the table whose values it judged.

    Args:
        failure: what it raised.
        keys: the key in the file for each field name.
    """
    sentence = str(failure.args[0]) if failure.args else ""
    named = re.match(_FIELD, sentence)
    at = (keys.get(named["field"], named["field"]),) if named else ()
    if bound := re.fullmatch(_BOUND, sentence):
        sign = _SIGNS[bound["sign"]]
        says = Text(f"{bound['found']} 超出范围", f"{bound['found']} is out of range")
        return Refusal(says, Text(f"{sign.zh} {bound['bound']}", f"it {sign.en} {bound['bound']}"), at=at)
    if length := re.fullmatch(_LENGTH, sentence):
        few = length["sign"] == ">="
        says = Text("项数太少", "too few entries") if few else Text("项数太多", "too many entries")
        zh, en = ("至少", "at least") if few else ("至多", "at most")
        return Refusal(says, Text(f"{zh} {length['bound']} 项", f"{en} {length['bound']}"), at=at)
    return _with_arguments(failure.args, at) or Refusal(Text(f"值不合要求（{sentence}）", sentence), _CORRECT_IT, at=at)


def _with_arguments(arguments: tuple[Any, ...], at: tuple[str, ...]) -> Refusal | None:
    """The validators of attrs for membership and form hand over what they compared: message, field, wanted, found."""
    match arguments:
        case (_, attrs.Attribute(), re.Pattern() as pattern, str() as found):
            says = Text(f"{shown(found)} 写法不对", f"{shown(found)} has the wrong form")
            return Refusal(says, Text(f"须符合 {pattern.pattern}", f"it must match {pattern.pattern}"), at=at)
        case (_, attrs.Attribute(), (tuple() | list() | set() | frozenset()) as wanted, str() as found):
            return not_among(found, [str(choice) for choice in wanted]).below(*at)
    return None
