"""An old result once more: the same answer, or exactly what has changed since."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Any

from laowu.calendar.workdays import WorkCalendar
from laowu.errors import ReplayError
from laowu.evaluate.assess import Assessment, assess
from laowu.evaluate.result_data import assessment_data, result_data
from laowu.evaluate.verified import verified_from_data
from laowu.jurisdictions.loading import load_installed
from laowu.model.dossier import Dossier
from laowu.model.dossier_data import dossier_data, dossier_from_data
from laowu.model.verified_facts import VerifiedFacts
from laowu.rules.tree import digest
from laowu.text import Text, same
from laowu.values import frozen

_SCHEMA = "laowu/assessment/1"
_SHOWN = 80

_IDENTITY = {
    "rules": Text("规则数据", "rule data"),
    "dossier": Text("材料", "dossier"),
    "edition": Text("规则版次", "edition of the rules"),
    "documents": Text("依据文件", "documents"),
    "readings": Text("读法", "readings"),
    "accepts_draft": Text("是否据征求意见稿作决定", "decisions by a draft"),
    "calendar": Text("节假日通知", "holiday notices"),
    "core": Text("程序版本", "version of laowu"),
    "plugin": Text("插件版本", "version of the plugin"),
    "verified": Text("核实的数据", "verified facts"),
}

_ALTERED = Text("结果内所附材料与其摘要不符，已被改动", "the dossier inside the result does not match its digest: it was altered")
_FACTS_ALTERED = Text(
    "结果内所附核实数据与其摘要不符，已被改动",
    "the verified facts inside the result do not match their digest: they were altered",
)


@frozen(kw_only=True)
class Replay:
    """The outcome of replaying a result.

    Attributes:
        same: the answers are the same, to the byte.
        changes: what differs: first what the decision rests on, then the answers.
        assessment: the answers of today.
        dossier: the dossier they are about.
        verified: the facts of a source that count before it, taken out of the result.
    """

    same: bool
    changes: tuple[Text, ...]
    assessment: Assessment
    dossier: Dossier
    verified: VerifiedFacts | None = None


def replay(
    old: Any,
    *,
    dossier: Dossier | None = None,
    calendar: WorkCalendar | None = None,
    accept_draft: Collection[str] = (),
    strict: bool = False,
) -> Replay:
    """Ask again what a stored result answered: same region, dossier, dates and readings.

    Args:
        old: the stored result as plain data.
        dossier: use this dossier instead of the one inside the result.
        calendar: working days.
        accept_draft: codes of the regions whose draft the deployment takes decisions by.
        strict: let a plugin's own exception through.

    Raises:
        ReplayError: ``old`` is no stored assessment.
        JurisdictionError: its region cannot be asked any more.
    """
    identity = _identity(old)
    stored = dossier_from_data(old.get("dossier"))
    altered = f"sha256:{digest(dossier_data(stored))}" != identity["dossier"]
    judged = dossier or stored
    verified = verified_from_data(old.get("verified"))
    jurisdiction = load_installed(
        identity["jurisdiction"], choices=_still_offered(identity, strict=strict), calendar=calendar, strict=strict
    )
    if jurisdiction.code in accept_draft:
        jurisdiction = jurisdiction.accepting_draft()
    days = {"on": date.fromisoformat(identity["on"]), "start": date.fromisoformat(identity["start"])}
    new = assess(jurisdiction, judged, verified=verified, **days)
    now = assessment_data(new, judged, verified)
    changes = [_ALTERED] if altered else []
    changes += [_FACTS_ALTERED] if new.identity.verified != identity["verified"] else []
    said_already = {"verified", *(("dossier",) if altered and dossier is None else ())}
    changes += _identity_changes(identity, result_data(new.identity), without=said_already)
    answers = [key for key in now if key not in ("schema", "identity", "dossier", "verified")]
    changes += [
        _change(path, before, after) for key in answers for path, before, after in differences(old.get(key), now[key], key)
    ]
    return Replay(same=not changes, changes=tuple(changes), assessment=new, dossier=judged, verified=verified)


def _identity(old: Any) -> Mapping[str, Any]:
    if not isinstance(old, dict) or old.get("schema") != _SCHEMA:
        raise ReplayError(
            Text("不是 laowu assess 的 JSON 结果", "not a JSON result of laowu assess"),
            mend=Text("用 laowu assess --format json 生成", "make one with laowu assess --format json"),
        )
    identity = old.get("identity")
    wanted = {"jurisdiction", "on", "start", *_IDENTITY}
    if isinstance(identity, dict):
        identity = {"accepts_draft": False, "verified": "", **identity}  # a result from before these were recorded
    if not isinstance(identity, dict) or not wanted <= set(identity):
        raise ReplayError(Text("结果缺少决定标识", "the result has no decision identity"))
    days, readings = (identity["on"], identity["start"]), identity["readings"]
    sound = isinstance(identity["jurisdiction"], str) and all(_is_day(day) for day in days) and isinstance(readings, list)
    if not sound or not all(isinstance(item, str) and "=" in item for item in readings):
        raise ReplayError(Text("结果的决定标识已损坏", "the result's decision identity is damaged"))
    return identity


def _is_day(value: object) -> bool:
    try:
        return isinstance(value, str) and bool(date.fromisoformat(value))
    except ValueError:
        return False


def _still_offered(identity: Mapping[str, Any], *, strict: bool) -> dict[str, str]:
    """The recorded choices that the rules of today still know; the others show up as a changed identity."""
    book = load_installed(identity["jurisdiction"], strict=strict).book
    offered = {f"{reading.id}={choice.code}" for reading, _ in book.readings for choice in reading.choices}
    return dict(item.split("=", 1) for item in identity["readings"] if item in offered)


def _identity_changes(before: Mapping[str, Any], after: Mapping[str, Any], *, without: Collection[str]) -> Iterator[Text]:
    for key, label in _IDENTITY.items():
        if before[key] != after[key] and key not in without:
            yield label + Text("已变：", " changed: ") + same(f"{_short(before[key])} → {_short(after[key])}")


def _change(path: str, before: Any, after: Any) -> Text:
    return Text("结果变化 ", "answer changed at ") + same(f"{path}: {_short(before)} → {_short(after)}")


def _short(value: Any) -> str:
    wording = str(value)
    return wording if len(wording) <= _SHOWN else wording[:_SHOWN] + "…"


def differences(before: Any, after: Any, path: str = "") -> Iterator[tuple[str, Any, Any]]:
    """Where two pieces of plain data differ: path, value before, value after; ``None`` for a side that lacks it."""
    if isinstance(before, dict) and isinstance(after, dict):
        for key in dict.fromkeys((*before, *after)):
            yield from differences(before.get(key), after.get(key), f"{path}.{key}" if path else str(key))
    elif isinstance(before, list) and isinstance(after, list):
        for place in range(max(len(before), len(after))):
            one = before[place] if place < len(before) else None
            other = after[place] if place < len(after) else None
            yield from differences(one, other, f"{path}[{place}]")
    elif before != after or type(before) is not type(after):  # to Python 1 equals True
        yield path, before, after
