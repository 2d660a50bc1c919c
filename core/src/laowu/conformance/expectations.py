"""What a case expects, held against the answer: a tree of values, each at its place."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from laowu.text import Text, joined, same
from laowu.toml_source import TomlPath, shortened, toml_path
from laowu.values import frozen

#: By which of its fields an element of a list of tables is addressed; where none fits, by its index.
ADDRESSED_BY = ("id", "rule", "code", "stage", "fact", "level", "year", "line")
_CHECKS = ("has", "count", "absent")
_MISSING = object()
_LISTED = 24


@frozen(kw_only=True)
class Mismatch:
    """One place at which an answer is not as expected.

    Attributes:
        path: the place, as the case addresses it.
        expected: what the case expects there.
        found: what the answer holds there; ``None`` also where it holds nothing.
        says: the whole in a sentence.
    """

    path: TomlPath
    expected: Any
    found: Any
    says: Text

    def __str__(self) -> str:
        return self.says.en


def mismatches(expected: Any, found: Any, path: TomlPath = ()) -> Iterator[Mismatch]:
    """Where an answer is not as expected.

    Args:
        expected: a value, or a tree of values. ``{ has = "text" }`` asks for a text, or a list of them, that contains
            something in one of its languages; ``{ count = n }`` for the length of a list; ``{ absent = true }`` for
            nothing at all. An element of a list of tables is addressed by its id, rule, code, stage, fact, level, year or line,
            by two of them with a stroke between (``"trained/2021"``), or by its index.
        found: the answer as plain data.
        path: where both stand.
    """
    if isinstance(expected, Mapping):
        yield from _in_table(expected, found, path)
    elif found is _MISSING:
        yield _mismatch(path, expected, found, Text("没有这一项", "there is nothing"))
    elif isinstance(expected, list):
        yield from _in_list(expected, found, path)
    elif type(plain := _plain(expected)) is not type(found) or plain != found:  # to Python 1 equals True
        yield _mismatch(path, expected, found, _differs(plain, found))


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _differs(expected: Any, found: Any) -> Text:
    says = Text("应为 ", "expected ") + same(_shown(expected)) + Text("，得到 ", ", found ") + same(_shown(found))
    if isinstance(found, dict) and set(found) == {"zh", "en"}:
        says += Text('（两种语言的文本：写 { has = "…" }）', ' (a text in two languages: write { has = "…" })')
    return says


def _in_list(expected: list[Any], found: Any, path: TomlPath) -> Iterator[Mismatch]:
    if not isinstance(found, list):
        yield _mismatch(path, expected, found, _differs(expected, found))
    elif len(expected) != len(found):
        says = Text(f"应有 {len(expected)} 项，有 {len(found)} 项", f"expected {len(expected)} entries, found {len(found)}")
        yield _mismatch(path, expected, found, says + Text("：", ": ") + same(_shown(found)))
    else:
        for place, (part, item) in enumerate(zip(expected, found, strict=True)):
            yield from mismatches(part, item, (*path, place))


def _in_table(expected: Mapping[str, Any], found: Any, path: TomlPath) -> Iterator[Mismatch]:
    for key, part in expected.items():
        if key in _CHECKS and not isinstance(part, Mapping) and not (isinstance(found, dict) and key in found):
            yield from _check(key, part, found, path)
        elif isinstance(found, dict):
            yield from _below(key, part, found.get(key, _MISSING), found, path)
        elif isinstance(found, list):
            places = _elements(key, found)
            if len(places) > 1:
                yield _mismatch((*path, key), part, found, _ambiguous(key, places, found))
            else:
                yield from _below(key, part, found[places[0]] if places else _MISSING, found, path)
        else:
            yield from _below(key, part, _MISSING, found, path)


def _below(key: str, part: Any, item: Any, around: Any, path: TomlPath) -> Iterator[Mismatch]:
    if item is _MISSING and part != {"absent": True}:
        yield _mismatch((*path, key), part, None, _not_there(key, around))
    else:
        yield from mismatches(part, item, (*path, key))


def _check(key: str, asked: Any, found: Any, path: TomlPath) -> Iterator[Mismatch]:
    match key:
        case "absent":
            if (found is None or found is _MISSING) is not asked:
                says = (
                    Text("应无此项，得到 ", "expected nothing, found ") if asked else Text("应有此项，", "expected something, ")
                )
                yield _mismatch(path, {key: asked}, found, says + same(_shown(found)))
        case "count":
            if not isinstance(found, list) or len(found) != asked:
                number = same(str(len(found))) if isinstance(found, list) else same(_shown(found))
                says = Text(f"应有 {asked} 项，得到 ", f"expected {asked} entries, found ") + number
                yield _mismatch(path, {key: asked}, found, says)
        case _:
            if not any(str(asked) in wording for wording in _wordings(found)):
                says = Text(f"应含“{asked}”，得到 ", f"expected a text with “{asked}”, found ") + same(_shown(found))
                yield _mismatch(path, {key: asked}, found, says)


def _wordings(found: Any) -> Iterator[str]:
    """A text, a text in both languages, or each of a list of them."""
    if isinstance(found, str):
        yield found
    elif isinstance(found, dict) and set(found) == {"zh", "en"}:
        yield from found.values()
    elif isinstance(found, list):
        for item in found:
            yield from _wordings(item)


def _elements(key: str, items: list[Any]) -> list[int]:
    """The places of the elements that a key addresses."""
    parts = key.split("/")
    named = [place for place, item in enumerate(items) if any(key == name for name in _names(item))]
    if not named and len(parts) > 1:
        named = [place for place, item in enumerate(items) if set(parts) <= set(_names(item))]
    if not named and key.isdigit() and int(key) < len(items):
        named = [int(key)]
    return named


def _names(item: Any) -> list[str]:
    fields = ADDRESSED_BY if isinstance(item, dict) else ()
    return [str(item[field]) for field in fields if item.get(field) not in (None, "")]


def _ambiguous(key: str, places: list[int], items: list[Any]) -> Text:
    ways = [f'"{place}"' for place in places]
    ways += [f'"{"/".join(_names(items[place]))}"' for place in places if len(_names(items[place])) > 1]
    says = Text(f"“{key}”指 {len(places)} 项；可写：", f"“{key}” stands for {len(places)} of them; write one of: ")
    return says + same(", ".join(dict.fromkeys(ways)))


def _not_there(key: str, around: Any) -> Text:
    says = Text(f"没有“{shortened(key)}”", f"there is no “{shortened(key)}”")
    if isinstance(around, dict):
        known = list(around)
    elif isinstance(around, list):
        known = [(_names(item) or [str(place)])[0] for place, item in enumerate(around)]
    else:
        held = Text("；这里是 ", "; what stands here is ") + same(_shown(around))
        return says + (Text("；该地区对此未作规定", "; the region states nothing about it") if around is None else held)
    if not known:
        return says + Text("；这里是空的", "; nothing stands here")
    listed = [same(name) for name in dict.fromkeys(known)]
    tail = same("…") if len(listed) > _LISTED else same("")
    return says + Text("；有：", "; there is: ") + joined(listed[:_LISTED], zh="、", en=", ") + tail


def _mismatch(path: TomlPath, expected: Any, found: Any, says: Text) -> Mismatch:
    at = same(f"{toml_path(path)}: ") if path else same("")
    return Mismatch(path=path, expected=expected, found=None if found is _MISSING else found, says=at + says)


def _shown(value: Any) -> str:
    if value is _MISSING or value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    return shortened(f'"{value}"' if isinstance(value, str) else str(value))
