"""Whether a version is among those that a requirement asks for."""

import re
from collections.abc import Callable
from operator import eq, ge, gt, le, lt, ne

_RELEASE = r"\d+(?:\.\d+)*"
_CLAUSE = rf"(?:<=|>=|<|>|==|!=)\s*{_RELEASE}"
_CLAUSES = rf"{_CLAUSE}(?:\s*,\s*{_CLAUSE})*"
_USUAL = re.compile(rf"[A-Za-z0-9._-]+\s*(?:\(\s*{_CLAUSES}\s*\)|{_CLAUSES})?\s*")
_PARTS = re.compile(rf"(<=|>=|<|>|==|!=)\s*({_RELEASE})")
_SIGNS: dict[str, Callable[[tuple[int, ...], tuple[int, ...]], bool]] = {"<=": le, ">=": ge, "<": lt, ">": gt, "==": eq, "!=": ne}


def fits(requirement: str, version: str) -> bool:
    """Whether ``version`` is among those of ``requirement``; a requirement that nobody can read asks for nothing.

    Plain releases are compared here. Anything else, such as a release candidate or ``~=``, is a question for
    :mod:`packaging`, which takes longer to import than a region takes to answer.
    """
    usual = _USUAL.fullmatch(requirement)
    if usual is None or not re.fullmatch(_RELEASE, version):
        return _by_packaging(requirement, version)
    return all(_SIGNS[sign](_release(version), _release(bound)) for sign, bound in _PARTS.findall(requirement))


def _release(wording: str) -> tuple[int, ...]:
    """The numbers of a release without the noughts at its end: 1.0 is 1."""
    numbers = [int(number) for number in wording.split(".")]
    while numbers and numbers[-1] == 0:
        numbers.pop()
    return tuple(numbers)


def _by_packaging(requirement: str, version: str) -> bool:
    from packaging.requirements import InvalidRequirement, Requirement

    try:
        wanted = Requirement(requirement).specifier
    except InvalidRequirement:
        return True
    return wanted.contains(version, prereleases=True)
