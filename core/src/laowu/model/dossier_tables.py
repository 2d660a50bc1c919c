"""How the tables of a dossier file become values, and what may be wrong inside one of them."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import cache
from typing import Any

from laowu.model import scalars
from laowu.model.dossier import Brand, Check, ClaimLine, Judgement, Material, Operator, Payment, Progress, Recognition
from laowu.model.money import FEN_PER_YUAN
from laowu.model.outcome import Outcome
from laowu.model.refusal import ENOUGH, Refusal, SeveralRefused, shown, suggestion
from laowu.model.tables import Tables
from laowu.text import Text
from laowu.toml_source import shortened

NAME_LENGTH = 60

_CODE = re.compile(r"[a-z][a-z0-9_-]*")
_PAPER = re.compile(r"[a-z][a-z0-9_]*")
_DECIDED = {outcome.value: outcome for outcome in Outcome if outcome.decided}


@cache
def dossier_reader() -> Tables:
    """How each table of a dossier is read."""
    tables = Tables()
    tables.tell(
        Brand,
        keys={"brand_class": "class"},
        hooks={"name": name, "place": filled, "brand_class": code},
    )
    tables.tell(Operator, hooks={"name": name, "code": filled, "place": filled, "trade_name": name})
    tables.tell(Judgement, hooks={"jurisdiction": code, "rule": filled, "outcome": _outcome, "by": filled})
    tables.tell(Progress, hooks={"stage": code, "jurisdiction": code}, check=_progress_order)
    tables.tell(Recognition, hooks={"jurisdiction": code}, check=_recognition_order)
    tables.tell(Check, hooks={"jurisdiction": code, "grounds": _codes}, check=_check_order)
    tables.tell(
        ClaimLine,
        keys={"paid_fen": "paid_yuan"},
        hooks={
            "group": code,
            "persons": _at_least(1),
            "person": filled,
            "months": _at_least(0),
            "contract_days": _at_least(0),
            "payer": _among("employer", "self"),
            "enrolment": _among("new", "resumed"),
            "relation": _among("own", "sent_out"),
            "paid_fen": _yuan_as_fen,
            "jurisdiction": code,
        },
        check=_one_person,
    )
    tables.tell(
        Payment,
        keys={"fen": "yuan"},
        hooks={"award": filled, "fen": _yuan_as_fen, "operator": name, "payer": filled, "jurisdiction": code},
    )
    return tables


def filled(raw: object) -> str:
    """Text that is not empty, on one line.

    Raises:
        Refusal: it is something else.
    """
    wording = scalars.wording(raw)
    if not wording.strip():
        raise Refusal(Text("文本是空的", "the text is empty"), Text("填写，或删去这一行", "fill it in, or delete the line"))
    if "\n" in wording or "\t" in wording:
        says = Text("这里不能有换行或制表符", "no line break or tab may stand here")
        raise Refusal(says, Text("写在一行里", "write it on one line"))
    return wording


def name(raw: object) -> str:
    """A name: not empty, on one line, at most 60 characters.

    Raises:
        Refusal: it is something else.
    """
    wording = filled(raw)
    if len(wording) > NAME_LENGTH:
        says = Text(f"名称有 {len(wording)} 个字", f"the name has {len(wording)} characters")
        raise Refusal(says, Text(f"至多 {NAME_LENGTH} 个字", f"at most {NAME_LENGTH}"))
    return wording


def code(raw: object) -> str:
    """A code: lower-case letters, digits, hyphens and underscores, a letter first.

    Raises:
        Refusal: it is something else.
    """
    wording = scalars.wording(raw)
    if not _CODE.fullmatch(wording):
        says = Text(f"{shown(wording)} 不是代码", f"{shown(wording)} is not a code")
        mend = Text(
            "用小写字母、数字、下划线和连字符，以字母开头",
            "use lower-case letters, digits, underscores and hyphens, a letter first",
        )
        raise Refusal(says, mend)
    return wording


def paper(raw: object) -> Material:
    """Whether a paper is at hand: ``true``, ``false`` or ``{ held = true, source = "…" }``.

    Raises:
        Refusal: it is something else.
        SeveralRefused: several of its keys are wrong.
    """
    if isinstance(raw, dict):
        material: Material = dossier_reader().structure(raw, Material)
        return material
    try:
        return Material(held=scalars.yes_or_no(raw))
    except Refusal as refusal:
        form = Text('写 true、false 或 { held = true, source = "…" }', 'write true, false or { held = true, source = "…" }')
        raise Refusal(refusal.says, form) from None


def paper_code(wording: str, known: Collection[str] | None) -> str:
    """The code of a paper; one of the known ones, where they are known.

    Raises:
        Refusal: it is something else.
    """
    if known is not None and wording not in known:
        says = Text(f"没有地区要求“{shortened(wording)}”这份材料", f"no region asks for a paper “{shortened(wording)}”")
        raise Refusal(says, suggestion(wording, sorted(known)) or _NO_PAPERS)
    if not _PAPER.fullmatch(wording):
        says = Text(f"{shown(wording)} 不是材料代码", f"{shown(wording)} is not the code of a paper")
        raise Refusal(
            says, Text("用小写字母、数字和下划线，以字母开头", "use lower-case letters, digits and underscores, a letter first")
        )
    return wording


_NO_PAPERS = Text("删去这一行", "delete the line")


def _codes(raw: object) -> tuple[str, ...]:
    read: list[str] = []
    found: list[Refusal] = []
    for place, item in enumerate(scalars.array(raw)):
        if len(found) >= ENOUGH:
            break
        try:
            read.append(code(item))
        except Refusal as refusal:
            found.append(refusal.below(place))
    if found:
        raise SeveralRefused(found)
    return tuple(read)


def _at_least(bound: int) -> Callable[[object], int]:
    def read(raw: object) -> int:
        number = scalars.whole(raw)
        if number < bound:
            says = Text(f"{number} 太小", f"{number} is too small")
            raise Refusal(says, Text(f"至少为 {bound}", f"write {bound} or more"))
        return number

    return read


def _yuan_as_fen(raw: object) -> int:
    return _at_least(0)(raw) * FEN_PER_YUAN


def _among(*codes: str) -> Callable[[object], str]:
    return lambda raw: scalars.one_of(raw, codes)


def _outcome(raw: object) -> Outcome:
    """A judgement is met or not met; an open question is left out of the dossier."""
    return _DECIDED[scalars.one_of(raw, _DECIDED)]


def _progress_order(values: Mapping[str, Any]) -> Iterator[Refusal]:
    began, ended, result = values["began"], values.get("ended"), values.get("result")
    runs = result is None or result.runs
    if ended is not None and ended < began:
        says = Text(f"{ended} 早于开始日 {began}", f"{ended} is before the beginning on {began}")
        yield Refusal(says, Text("核对两个日期", "check both dates"), at=("ended",))
    if ended is not None and runs:
        says = Text("有结束日期而没有结果", "it has ended without a result")
        if result is not None:
            says = Text("异议尚未处理，不应有结束日期", "an objection that stands has not ended")
        yield Refusal(says, Text("补上 result，或删去 ended", "add its result, or delete ended"), at=("ended",))
    if ended is None and not runs:
        says = Text("有结果而没有结束日期", "it has a result and no last day")
        yield Refusal(says, Text("补上 ended", "add ended"), at=("result",))


def _recognition_order(values: Mapping[str, Any]) -> Iterator[Refusal]:
    if (until := values.get("until")) is not None and until <= values["on"]:
        says = Text(f"{until} 不晚于认定日 {values['on']}", f"{until} is not after the recognition on {values['on']}")
        yield Refusal(says, Text("核对两个日期", "check both dates"), at=("until",))


def _check_order(values: Mapping[str, Any]) -> Iterator[Refusal]:
    for key in ("rectify_by", "rectified"):
        if (day := values.get(key)) is not None and day < values["on"]:
            says = Text(f"{day} 早于检查日 {values['on']}", f"{day} is before the check on {values['on']}")
            yield Refusal(says, Text("核对两个日期", "check both dates"), at=(key,))


def _one_person(values: Mapping[str, Any]) -> Iterator[Refusal]:
    if "person" in values and values.get("persons", 1) != 1:
        says = Text("指明某人的一行只代表一人", "a line that names a person stands for that one person")
        yield Refusal(says, Text("删去 persons 或 person", "delete persons or person"), at=("persons",))


def same_twice(operators: object, line: Callable[[int], int]) -> Iterator[Refusal]:
    """Bodies that stand in the dossier twice, by name or by code; seen from the list.

    Args:
        operators: the bodies as written, whatever else may be wrong with them.
        line: the line of a body, by its place in the list.
    """
    rows = operators if isinstance(operators, list) else []
    for key in ("name", "code"):
        seen: dict[str, int] = {}
        for place, row in enumerate(rows):
            written = row.get(key) if isinstance(row, dict) else None
            if not isinstance(written, str) or not written.strip():
                continue
            first = seen.setdefault(written.strip().upper(), place)
            if first != place:
                says = Text(f"{shown(written)} 已在第 {line(first)} 行", f"{shown(written)} stands on line {line(first)} already")
                yield Refusal(says, Text("同一承办单位只写一次", "write each body once"), at=(place, key))
