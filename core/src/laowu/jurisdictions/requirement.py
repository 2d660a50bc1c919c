"""Whether a version is among those that a requirement asks for."""

from collections.abc import Callable
from operator import eq, ge, gt, le, lt, ne

#: The longer signs first: ``<=`` begins like ``<``.
_SIGNS: dict[str, Callable[[tuple[int, ...], tuple[int, ...]], bool]] = {"<=": le, ">=": ge, "==": eq, "!=": ne, "<": lt, ">": gt}
_NAME = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-"


def fits(requirement: str, version: str) -> bool:
    """Whether ``version`` is among those of ``requirement``; a requirement that nobody can read asks for nothing.

    Plain releases are compared here. Anything else, such as a release candidate or ``~=``, is a question for
    :mod:`packaging`, which takes longer to import than a region takes to answer.
    """
    clauses = _clauses(requirement)
    if clauses is None or not _is_release(version):
        return _by_packaging(requirement, version)
    return all(_SIGNS[sign](_release(version), _release(bound)) for sign, bound in clauses)


def _clauses(requirement: str) -> list[tuple[str, str]] | None:
    """The signs and releases of a requirement such as ``laowu>=0.1,<0.2``; ``None`` where there is anything else."""
    row = requirement.lstrip(_NAME)
    if row == requirement:
        return None
    row = row.strip()
    if row.startswith("(") and row.endswith(")"):
        row = row[1:-1].strip()
        if not row:
            return None
    clauses = []
    for clause in row.split(",") if row else ():
        sign = next((sign for sign in _SIGNS if clause.strip().startswith(sign)), "")
        bound = clause.strip().removeprefix(sign).strip()
        if not sign or not _is_release(bound):
            return None
        clauses.append((sign, bound))
    return clauses


def _is_release(wording: str) -> bool:
    return all(number.isascii() and number.isdigit() for number in wording.split("."))


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
