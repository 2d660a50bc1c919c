"""What follows from the checks so far? Upkeep and consequences applied to a brand's record."""

from calendar import monthrange
from datetime import date

from laowu.model.answers import BrandStatus, ManagementAction, ManagementDecision
from laowu.model.citation import Standing
from laowu.model.dossier import Check, CheckResult, Recognition
from laowu.model.outcome import Outcome
from laowu.model.questions import BrandRecord
from laowu.rules.management import Consequence, Upkeep
from laowu.rules.rule import in_force
from laowu.rules.rulebook import RuleBook
from laowu.text import Text, joined


def manage_brand(book: RuleBook, record: BrandRecord, on: date) -> ManagementDecision | None:
    """Apply the management rules in force on ``on`` to the checks made up to that day.

    A calendar year's regular review is the last one of that year; failures in a row are counted over such years.
    A missed review is flagged; whether it breaks the row is a field of the rule.

    Returns:
        The decision, or ``None`` when the rule book says nothing about upkeep.
    """
    rules = book.management
    if rules is None:
        return None
    upkeep = [rule for rule in in_force(rules.upkeep, on) if record.level in rule.levels]
    consequences = [rule for rule in in_force(rules.consequences, on) if record.level in rule.levels]
    checks = _own_checks(book, record, on)
    recognition = _recognition(book, record, on)
    regular = _by_year(checks, {rule.kind for rule in upkeep if rule.regular})
    failures = _failures_in_row(regular, missed_breaks=any(rule.missed_breaks_row for rule in consequences))
    actions = [_upkeep_action(rule, regular, recognition, on, book) for rule in upkeep]
    follow = [_consequence_action(rule, checks, failures, record=record, on=on, book=book) for rule in consequences]
    used = (*upkeep, *consequences)
    return ManagementDecision(
        jurisdiction=book.profile.code,
        level=record.level,
        on=on,
        standing=book.standing(used, on) if used else Standing.NOT_YET,
        status=_status(follow, checks, recognition),
        actions=(*actions, *follow),
        consecutive_failures=failures,
        readings=book.readings_on(used),
        remarks=_remarks(regular, record, recognition),
    )


def _own_checks(book: RuleBook, record: BrandRecord, on: date) -> list[Check]:
    ours = [check for check in record.dossier.checks if check.jurisdiction in (None, book.profile.code) and check.on <= on]
    return sorted(ours, key=lambda check: check.on)


def _recognition(book: RuleBook, record: BrandRecord, on: date) -> Recognition | None:
    held = [
        item
        for item in record.dossier.recognitions
        if item.jurisdiction in (None, book.profile.code)
        and item.level is record.level
        and item.on <= on
        and (item.until is None or on < item.until)
    ]
    return min(held, key=lambda item: item.on) if held else None


def _by_year(checks: list[Check], regular_kinds: set[str]) -> list[Check]:
    latest: dict[int, Check] = {}
    for check in checks:
        if not check.kind or check.kind in regular_kinds:
            latest[check.on.year] = check
    return [latest[year] for year in sorted(latest)]


def _failures_in_row(regular: list[Check], *, missed_breaks: bool) -> int:
    row = 0
    for check in regular:
        if check.result is CheckResult.FAILED:
            row += 1
        elif check.result is CheckResult.PASSED or missed_breaks:
            row = 0
    return row


def _upkeep_action(
    rule: Upkeep, regular: list[Check], recognition: Recognition | None, on: date, book: RuleBook
) -> ManagementAction:
    due = None
    remarks = []
    if rule.every_months is None:
        remarks.append(Text("文件未载明间隔", "no interval is stated"))
    elif recognition is not None:
        done = [check.on for check in regular if check.result is not CheckResult.MISSED] if rule.regular else []
        due = _months_later(max([recognition.on, *done]), rule.every_months.on(on))
        if due < on:
            remarks.append(Text(f"应于 {due.isoformat()} 前进行，已逾期", f"was due by {due.isoformat()}"))
    return ManagementAction(
        rule=rule.id,
        clause=book.cite(rule),
        says=rule.summary,
        actor=rule.actor,
        kind=rule.kind,
        outcome=Outcome.MET if recognition is not None else Outcome.NO_DATA,
        due=due,
        optional=rule.optional,
        remarks=tuple(remarks),
    )


def _months_later(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    last = monthrange(day.year + years, month + 1)[1]
    return date(day.year + years, month + 1, min(day.day, last))


def _consequence_action(
    rule: Consequence, checks: list[Check], failures: int, *, record: BrandRecord, on: date, book: RuleBook
) -> ManagementAction:
    due = None
    remarks: list[Text] = []
    if rule.consecutive_failures is not None:
        needed = rule.consecutive_failures.on(on)
        outcome = Outcome.MET if failures >= needed else Outcome.NOT_MET
        remarks.append(
            Text(f"连续不合格 {failures} 次，满 {needed} 次即适用", f"{failures} failures in a row; {needed} bring it about")
        )
    else:
        check = _open_failure(checks)
        outcome = _bites(rule, check)
        if check is not None and outcome is not Outcome.NOT_MET:
            due = check.rectify_by if rule.kind == "rectify" else None
            remarks += _found(rule, check)
            if rule.needs_date and due is None:
                remarks.append(
                    Text("文件未载明期限，须由经办机构确定日期", "the document sets no limit: the office must name a day")
                )
            if due is not None and due < on:
                remarks.append(Text(f"整改期限 {due.isoformat()} 已过", f"the limit of {due.isoformat()} has passed"))
    if rule.judged and outcome in (Outcome.MET, Outcome.NO_DATA):
        judgement = record.dossier.judgement_on(book.profile.code, rule.id)
        outcome = judgement.outcome if judgement is not None and judgement.on <= on else Outcome.NEEDS_JUDGEMENT
    return ManagementAction(
        rule=rule.id,
        clause=book.cite(rule),
        says=rule.summary,
        actor=rule.actor,
        kind=rule.kind,
        outcome=outcome,
        due=due,
        remarks=tuple(remarks),
    )


def _open_failure(checks: list[Check]) -> Check | None:
    """The latest check, if it found failings that are not corrected yet."""
    done = [check for check in checks if check.result is not CheckResult.MISSED]
    if not done or done[-1].result is not CheckResult.FAILED or done[-1].rectified is not None:
        return None
    return done[-1]


def _bites(rule: Consequence, check: Check | None) -> Outcome:
    if check is None:
        return Outcome.NOT_MET
    if not rule.grounds:
        return Outcome.MET
    if not check.grounds:
        return Outcome.NO_DATA
    known = {ground.code for ground in rule.grounds}
    return Outcome.MET if known.intersection(check.grounds) else Outcome.NOT_MET


def _found(rule: Consequence, check: Check) -> list[Text]:
    labels = [ground.label for ground in rule.grounds if ground.code in check.grounds]
    day = check.on.isoformat()
    if labels:
        return [Text(f"{day} 检查发现：", f"found on {day}: ") + joined(labels)]
    return [Text(f"{day} 检查不合格，未载明事由", f"failed on {day}, no ground recorded")]


def _status(follow: list[ManagementAction], checks: list[Check], recognition: Recognition | None) -> BrandStatus:
    due = {action.kind for action in follow if action.outcome is Outcome.MET}
    for kind, status in (
        ("revoke", BrandStatus.REVOKE),
        ("propose_exit", BrandStatus.EXIT_PROPOSED),
        ("rectify", BrandStatus.RECTIFY),
    ):
        if kind in due:
            return status
    if any(not action.outcome.decided for action in follow):
        return BrandStatus.NEEDS_JUDGEMENT
    return BrandStatus.KEEP if recognition is not None else BrandStatus.NOT_RECOGNISED


def _remarks(regular: list[Check], record: BrandRecord, recognition: Recognition | None) -> tuple[Text, ...]:
    remarks = []
    if recognition is None:
        level = record.level.label
        remarks.append(Text(f"材料未记载有效的{level.zh}认定", f"no recognition at {level.en} level is on record"))
    missed = [check.on.isoformat() for check in regular if check.result is CheckResult.MISSED]
    if missed:
        remarks.append(Text(f"未按期复核：{'、'.join(missed)}", f"reviews missed: {', '.join(missed)}"))
    return tuple(remarks)
