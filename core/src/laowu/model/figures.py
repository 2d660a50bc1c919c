"""How figures are written in a dossier: a bare value, a table with its year and source, or a series of such tables.

::

    workers = 34600
    pass_rate = "80.01%"
    workers = { at_least = 20000, year = 2022, grade = "documented", source = "https://…" }
    trained = [{ value = 900, year = 2023 }, { about = 1000, year = 2024 }]
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cache, partial
from itertools import islice
from typing import Any

from laowu.model import scalars
from laowu.model.fact_value import how_to_write, value
from laowu.model.facts import FactDefinition, FactType, Figure, Grade, Value
from laowu.model.failures import REFUSED, refusals_in
from laowu.model.refusal import ENOUGH, Refusal, SeveralRefused
from laowu.model.tables import Tables
from laowu.text import Text, same
from laowu.toml_source import is_decimal
from laowu.values import field_names, frozen

FIRST_YEAR, LAST_YEAR = 1949, 2199

_Read = Callable[[object], Value]

_LOWER, _UPPER = ("at_least", "more_than"), ("at_most", "less_than")
_FORMS = ("value", "about", *_LOWER, *_UPPER)
_TENTH = 10
_HOW_BOUNDS = Text(
    "只写 value，或只写 about，或写一个下限（at_least 或 more_than）和一个上限（at_most 或 less_than）",
    "write value alone, or about alone, or one lower (at_least or more_than) and one upper bound (at_most or less_than)",
)
_SERIES = Text(
    "多年数据写成 [{ value = …, year = 2023 }, { value = …, year = 2024 }]",
    "write several years as [{ value = …, year = 2023 }, { value = …, year = 2024 }]",
)


def figures(raw: object, definition: FactDefinition, catalogue: Mapping[str, FactDefinition]) -> tuple[Figure, ...]:
    """Every figure stated for one fact, oldest year first.

    Args:
        raw: what stands under the fact's name.
        definition: the fact.
        catalogue: the facts it may refer to.

    Raises:
        Refusal: the statement cannot be read or says something impossible.
        SeveralRefused: several of its parts cannot.
    """
    read = partial(value, definition=definition, catalogue=catalogue)
    if not _is_series(raw, definition):
        return (_figure(raw, definition, read),)
    stated: list[Figure] = []
    found: list[Refusal] = []
    for place, item in enumerate(scalars.array(raw)):
        if len(found) >= ENOUGH:
            break
        try:
            stated.append(_figure(scalars.table(item, _SERIES), definition, read))
        except REFUSED as failure:
            found.extend(refusal.below(place) for refusal in refusals_in(failure))
    if not found:
        found.extend(islice(_years_wrong([figure.year for figure in stated]), ENOUGH))
    if found:
        raise SeveralRefused(found)
    return tuple(sorted(stated, key=lambda figure: figure.year or 0))


def of_unknown_region(raw: object, name: str) -> tuple[Figure, ...]:
    """Figures of a vocabulary that is not at hand: taken for what they look like, so that nothing is lost.

    Raises:
        Refusal: they do not look like figures.
        SeveralRefused: several of their parts do not.
    """
    return figures(raw, FactDefinition(name=name, type=_type_of(raw), label=same(name), settled_by=same("")), {})


def _is_series(raw: object, definition: FactDefinition) -> bool:
    if not isinstance(raw, list):
        return False
    if definition.type in (FactType.CODES, FactType.DIVISIONS):
        return any(isinstance(item, dict) for item in raw)
    if not raw:
        raise Refusal(Text("数组是空的", "the array is empty"), how_to_write(definition))
    return True


def _years_wrong(years: list[int | None]) -> Iterator[Refusal]:
    seen: set[int | None] = set()
    for place, year in enumerate(years):
        if year is None and len(years) > 1:
            yield Refusal(Text("缺少“year”", "“year” is missing"), _SERIES, at=(place, "year"))
        elif year in seen:
            says = Text(f"{year} 年写了两次", f"the year {year} is given twice")
            yield Refusal(says, Text("每年只留一条", "keep one entry per year"), at=(place, "year"))
        seen.add(year)


@frozen(kw_only=True)
class _Entry:
    """A table that states a figure, as written."""

    value: Any = None
    about: Any = None
    at_least: Any = None
    more_than: Any = None
    at_most: Any = None
    less_than: Any = None
    part: Any = None
    whole: Any = None
    year: int | None = None
    as_of: date | None = None
    grade: Grade = Grade.DECLARED
    source: str = ""
    note: str = ""


#: The keys a table that states a figure may have.
ENTRY_KEYS = frozenset(field_names(_Entry))


@cache
def _entries() -> Tables:
    tables = Tables()
    tables.tell(_Entry, hooks={"year": _year})
    return tables


def _year(raw: object) -> int:
    year = scalars.whole(raw)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        mend = Text(f"写 {FIRST_YEAR} 至 {LAST_YEAR} 之间的年份", f"write a year from {FIRST_YEAR} to {LAST_YEAR}")
        raise Refusal(Text(f"{year} 年不可能", f"the year {year} is impossible"), mend)
    return year


def _figure(raw: object, definition: FactDefinition, read: _Read) -> Figure:
    if not isinstance(raw, dict):
        single = read(raw)
        return Figure(low=single, high=single)
    found: list[Refusal] = []
    try:
        entry: _Entry = _entries().structure(raw, _Entry)
    except REFUSED as failure:
        found.extend(refusals_in(failure))
    try:
        low, high = _bounds(raw, definition, read)
    except REFUSED as failure:
        found.extend(refusals_in(failure))
    if found:
        raise SeveralRefused(found)
    return Figure(
        low=low,
        high=high,
        year=entry.year,
        as_of=entry.as_of,
        grade=entry.grade,
        source=entry.source,
        note=entry.note,
        about="about" in raw,
    )


def _bounds(raw: Mapping[str, object], definition: FactDefinition, read: _Read) -> tuple[Value | None, Value | None]:
    """The least and the greatest value that an entry leaves open."""
    counted = {key: raw[key] for key in ("part", "whole") if key in raw}
    forms = [key for key in _FORMS if key in raw] + list(counted)[:1]
    if not forms:
        raise Refusal(Text("没有写数值", "the entry holds no value"), how_to_write(definition), at=("value",))
    lone = set(forms) & {"value", "about", "part", "whole"}
    if len(forms) > 1 and (lone or set(forms) >= set(_LOWER) or set(forms) >= set(_UPPER)):
        says = Text(f"{forms[0]} 与 {forms[1]} 不能并用", f"{forms[0]} and {forms[1]} exclude one another")
        raise Refusal(says, _HOW_BOUNDS, at=(forms[1],))
    if counted:
        if definition.type is not FactType.SHARE:
            raise Refusal(Text("这一项不是比例", "this fact is no share"), how_to_write(definition), at=(forms[0],))
        share = read(counted)
        return share, share
    if "value" in raw:
        single = _below("value", read, raw["value"])
        return single, single
    if not definition.type.ordered:
        says = Text(f"这一项没有大小，不能写 {forms[0]}", f"this fact has no more or less, so {forms[0]} means nothing")
        raise Refusal(says, how_to_write(definition), at=(forms[0],))
    if "about" in raw:
        return _around(_whole("about", definition, read, raw))
    low, high = _lower(raw, definition, read), _upper(raw, definition, read)
    if low is not None and high is not None and high < low:  # type: ignore[operator]  # both are of one ordered type
        says = Text("下限大于上限", "the lower bound is above the upper bound")
        raise Refusal(says, Text("对调或改正上下限", "swap or correct the bounds"), at=(forms[0],))
    return low, high


def _lower(raw: Mapping[str, object], definition: FactDefinition, read: _Read) -> Value | None:
    if "more_than" in raw:
        return _whole("more_than", definition, read, raw) + 1
    return _below("at_least", read, raw["at_least"]) if "at_least" in raw else None


def _upper(raw: Mapping[str, object], definition: FactDefinition, read: _Read) -> Value | None:
    if "less_than" in raw:
        limit = _whole("less_than", definition, read, raw)
        if limit == 0:
            says = Text("没有小于 0 的数", "nothing is less than 0 here")
            raise Refusal(says, Text("若是零，写 value = 0", "for none, write value = 0"), at=("less_than",))
        return limit - 1
    return _below("at_most", read, raw["at_most"]) if "at_most" in raw else None


def _around(number: int) -> tuple[int, int]:
    """One tenth to either side, rounded outwards."""
    return number * (_TENTH - 1) // _TENTH, -(-number * (_TENTH + 1) // _TENTH)


def _whole(key: str, definition: FactDefinition, read: _Read, raw: Mapping[str, object]) -> int:
    if definition.type not in (FactType.COUNT, FactType.YUAN):
        says = Text(f"{key} 只用于整数", f"{key} is for whole numbers only")
        mend = Text("改写 at_least 或 at_most（含端点）", "write at_least or at_most, which include the bound")
        raise Refusal(says, mend, at=(key,))
    number = _below(key, read, raw[key])
    assert isinstance(number, int)  # noqa: S101  # the fact's type says so
    return number


def _below(key: str, read: _Read, raw: object) -> Value:
    try:
        return read(raw)
    except REFUSED as failure:
        raise SeveralRefused(refusal.below(key) for refusal in refusals_in(failure)) from None


def _type_of(raw: object) -> FactType:
    """The type of fact that a statement looks like."""
    if isinstance(raw, list):
        return _type_of(raw[0]) if raw and isinstance(raw[0], dict) else FactType.CODES
    if isinstance(raw, dict):
        stated = next((raw[key] for key in _FORMS if key in raw), None)
        return FactType.SHARE if "part" in raw or "whole" in raw else _type_of(stated)
    if isinstance(raw, str) and raw.strip().endswith(("%", "％")):
        return FactType.SHARE
    looks = next((fact_type for kind, fact_type in _LOOKS if isinstance(raw, kind)), None)
    # A decimal is a percentage that lost its quotes.
    return looks or (FactType.SHARE if is_decimal(raw) else FactType.TEXT)


# bool before int: a yes or no is also a number to Python.
_LOOKS: tuple[tuple[type, FactType], ...] = (
    (bool, FactType.FLAG),
    (int, FactType.COUNT),
    (date, FactType.DATE),
)
