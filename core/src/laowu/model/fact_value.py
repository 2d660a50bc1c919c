"""One value of one fact: of the right kind, among its choices, not negative, not more than its whole."""

from collections.abc import Callable, Mapping

from laowu.model import scalars
from laowu.model.facts import FactDefinition, FactType, Value
from laowu.model.refusal import ENOUGH, Refusal, SeveralRefused, shown
from laowu.model.share import Share, percent
from laowu.text import Text, same
from laowu.toml_source import shortened

#: How a value of each type is written in TOML.
EXAMPLES: Mapping[FactType, str] = {
    FactType.COUNT: "1200",
    FactType.YUAN: "1200",
    FactType.SHARE: '"80.01%"',
    FactType.FLAG: "true",
    FactType.TEXT: '"…"',
    FactType.DATE: "2025-12-31",
    FactType.CODE: '"…"',
    FactType.CODES: '["…"]',
    FactType.DIVISIONS: '["…"]',
}


def value(raw: object, definition: FactDefinition, catalogue: Mapping[str, FactDefinition]) -> Value:
    """One value of a fact; a rule's threshold for it is read the same way.

    Args:
        raw: what stands in the file.
        definition: the fact.
        catalogue: the facts it may refer to.

    Raises:
        Refusal: it is of the wrong kind, none of the choices, negative, or more than the whole.
        SeveralRefused: several of its parts are wrong.
    """
    if definition.type is FactType.SHARE:
        return _share(raw, definition, catalogue)
    if definition.type is FactType.CODE:
        return _code(raw, definition)
    if definition.type in (FactType.CODES, FactType.DIVISIONS):
        return _row(raw, definition)
    return _PLAIN[definition.type](raw)


def how_to_write(definition: FactDefinition) -> Text:
    """How a value of the fact is written, for a message."""
    return Text("写成 ", "write ") + same(f"{shortened(definition.name)} = {EXAMPLES[definition.type]}")


def _amount(raw: object) -> int:
    number = scalars.whole(raw)
    if number < 0:
        raise Refusal(
            Text(f"{number} 是负数", f"{number} is negative"),
            Text("写 0 或正整数；不知道就删去这一行", "write 0 or more, or delete the line when it is not known"),
        )
    return number


_PLAIN: Mapping[FactType, Callable[[object], Value]] = {
    FactType.COUNT: _amount,
    FactType.YUAN: _amount,
    FactType.FLAG: scalars.yes_or_no,
    FactType.TEXT: scalars.wording,
    FactType.DATE: scalars.calendar_date,
}


def _share(raw: object, definition: FactDefinition, catalogue: Mapping[str, FactDefinition]) -> Share:
    share = scalars.share(raw)
    if share.part > share.whole and not _of_money(definition, catalogue):
        says = Text(f"{percent(share.value)} 超过 100%", f"{percent(share.value)} is more than 100%")
        raise Refusal(says, Text("部分不能大于整体，请核对", "a part is never more than its whole: check the figures"))
    return share


def _of_money(definition: FactDefinition, catalogue: Mapping[str, FactDefinition]) -> bool:
    """Whether a share compares two sums of money, so that it may well exceed 100%."""
    terms = [catalogue.get(name) for name in (definition.part, definition.whole) if name]
    return bool(terms) and all(term is not None and term.type is FactType.YUAN for term in terms)


def _code(raw: object, definition: FactDefinition) -> str:
    if definition.choices:
        return scalars.one_of(raw, definition.choices)
    code = scalars.wording(raw)
    if not code.strip():
        raise Refusal(Text("文本是空的", "the text is empty"), how_to_write(definition))
    return code


def _row(raw: object, definition: FactDefinition) -> tuple[str, ...]:
    codes: dict[str, None] = {}
    found: list[Refusal] = []
    for place, item in enumerate(scalars.array(raw)):
        if len(found) >= ENOUGH:
            break
        try:
            code = _code(item, definition)
        except Refusal as refusal:
            found.append(refusal.below(place))
            continue
        if code in codes:
            says = Text(f"{shown(code)} 写了两次", f"{shown(code)} is given twice")
            found.append(Refusal(says, Text("留一个即可", "keep one of them"), at=(place,)))
        codes[code] = None
    if found:
        raise SeveralRefused(found)
    return tuple(codes)
