"""From what a person writes to one division: a code, a name, or a path of names."""

from collections.abc import Iterable, Iterator
from datetime import date

from laowu.errors import DossierError
from laowu.places.divisions import Division, Divisions
from laowu.text import Text, joined, same

SEPARATORS = " \t\u3000/／\\-—–_>＞、，,·.|"
CODE_LENGTH = 6
LAYER_WORDS = frozenset(
    {"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划", "省直辖县级行政单位", "自治区直辖县级行政单位"}
)
"""Words an address form puts where no division stands."""


def resolve(divisions: Divisions, names: str, on: date) -> Division:
    """The one division a person means by ``names`` on the day ``on``.

    Args:
        divisions: the table of divisions.
        names: a six-digit code, a name (金坛区, 金坛) or a path of names (江苏省常州市金坛区, 重庆市 云阳县).
        on: the day on which the division is to be in force.

    Raises:
        laowu.errors.DossierError: unknown (with suggestions), no longer or not yet in force (with the successors),
            or ambiguous (with the candidates).
    """
    text = compact(names)
    if not text:
        raise DossierError(
            Text("没有写明行政区划", "no division is given"),
            mend=Text("填写六位代码或名称，如重庆市云阳县", "write a six-digit code or a name, such as 重庆市云阳县"),
        )
    if text.isascii() and text.isdigit():
        return _by_code(divisions, text, on)
    found = [division for division in _endings(divisions, text, 0, None) if division.in_force(on)]
    found = _narrowed(divisions, text, found)
    if len(found) == 1:
        return found[0]
    if found:
        raise _ambiguous(divisions, names, found, on)
    raise _not_in_force(divisions, names, on, _narrowed(divisions, text, list(_endings(divisions, text, 0, None))))


def compact(names: str) -> str:
    """``names`` without separators and without the words that only stand for a layer."""
    for separator in SEPARATORS[1:]:
        names = names.replace(separator, " ")
    return "".join(word for word in names.split() if word not in LAYER_WORDS).replace("市辖区", "")


def path_of(divisions: Divisions, division: Division, on: date) -> str:
    """The full names from the province down, 江苏省常州市金坛区."""
    above = divisions.ancestors(division.code, division.nearest_day(on))
    return "".join(row.name for row in reversed(above)) + division.name


def suggestions(divisions: Divisions, names: str, on: date) -> tuple[str, ...]:
    """Up to five names or codes near ``names``, looked for below the part of a path that is known."""
    from difflib import get_close_matches

    text = compact(names)
    rows = divisions.in_force(on)
    if text.isascii() and text.isdigit():
        return tuple(get_close_matches(text, [row.code for row in rows], n=3, cutoff=0.8))
    known = ""
    for end in range(len(text) - 1, 1, -1):
        heads = [row for row in _endings(divisions, text[:end], 0, None) if row.in_force(on) and row.level != "county"]
        if heads:
            codes = {row.code for row in heads}
            rows = tuple(row for row in rows if codes & set(divisions.lineage(row)[1:]))
            known = text[:end]
            break
    tail = text[len(known) :]
    names_below = sorted({row.name for row in rows} | {row.short for row in rows})
    one_off = [name for name in names_below if len(name) == len(tail) > 1 and sum(map(str.__ne__, name, tail)) == 1]
    near = dict.fromkeys(one_off + get_close_matches(tail, names_below, n=3, cutoff=0.5))
    return tuple(known + name for name in list(near)[:5])


def _by_code(divisions: Divisions, code: str, on: date) -> Division:
    row = divisions.nearest(code, on)
    if row is not None and row.in_force(on):
        return row
    if row is None and len(code) == CODE_LENGTH and code.endswith("01"):  # 320401: the layer 市辖区 of a prefecture
        above = divisions.get(code[:4] + "00", on)
        if above is not None:
            return above
    raise _not_in_force(divisions, code, on, [row] if row else [])


def _endings(divisions: Divisions, text: str, start: int, above: Division | None) -> Iterator[Division]:
    """The divisions that the rest of ``text`` names, read as names each lying below the one before."""
    for end in range(divisions.longest_at(text, start), start + 1, -1):
        for row in divisions.named(text[start:end]):
            repeated = above is not None and row.code == above.code  # 重庆市重庆市云阳县
            if above is not None and not repeated and above.code not in divisions.lineage(row)[1:]:
                continue
            if end == len(text):
                yield row
            else:
                yield from _endings(divisions, text, end, row)


def _narrowed(divisions: Divisions, text: str, found: list[Division]) -> list[Division]:
    """Drop the readings nobody means: short names beside full ones, and what lies within another reading or is no province."""
    found = list({(row.code, row.since): row for row in found}.values())
    full = [row for row in found if text.endswith(row.name)]
    longest = max((len(row.name) for row in full), default=0)
    found = [row for row in full if len(row.name) == longest] or found
    provinces = [row for row in found if row.level == "province"]
    if provinces:
        return provinces
    codes = {row.code for row in found}
    return [row for row in found if not codes & set(divisions.lineage(row)[1:])]


def _ambiguous(divisions: Divisions, names: str, found: list[Division], on: date) -> DossierError:
    listing = joined([same(f"{path_of(divisions, row, on)} {row.code}") for row in found], zh="、", en=", ")
    return DossierError(
        Text(f"“{names}”不止一处：", f"“{names}” names more than one division: ") + listing,
        mend=Text("写上所属的省、市，或写六位代码", "put the province or city before it, or write the six-digit code"),
    )


def _not_in_force(divisions: Divisions, names: str, on: date, others: list[Division]) -> DossierError:
    day = on.isoformat()
    if not others:
        near = suggestions(divisions, names, on)
        return DossierError(
            Text(f"没有名为或代码为“{names}”的行政区划", f"no division has the name or code “{names}”"),
            mend=Text("是否想写：", "did you mean: ") + _listed(near) + Text("？", "?") if near else None,
        )
    row = others[-1]
    if row.until is not None and row.until <= on:
        after = divisions.successors(row, on)
        return DossierError(
            Text(
                f"“{names}”（{row.name} {row.code}）已于 {row.until.isoformat()} 变更，{day} 时已不存在",
                f"“{names}” ({row.name} {row.code}) ended on {row.until.isoformat()} and did not exist on {day}",
            ),
            mend=Text("现为：", "now: ") + _listed(f"{new.name} {new.code}" for new in after) if after else None,
        )
    return DossierError(
        Text(
            f"“{names}”（{row.name} {row.code}）在 {day} 时尚未设立（{row.since} 起）",
            f"“{names}” ({row.name} {row.code}) did not exist yet on {day} (it begins on {row.since})",
        )
    )


def _listed(words: Iterable[str]) -> Text:
    return joined([same(word) for word in words], zh="、", en=", ")
