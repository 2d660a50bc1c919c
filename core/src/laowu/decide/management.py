"""What follows from the checks so far? Upkeep and consequences applied to a brand's record."""

from calendar import monthrange
from datetime import date

from laowu.decide.evidence import Evidence
from laowu.model.answers import BrandStatus, ManagementAction, ManagementDecision
from laowu.model.dossier import Check, CheckResult, Recognition
from laowu.model.outcome import Outcome
from laowu.model.questions import BrandRecord
from laowu.rules.management import Consequence, Upkeep
from laowu.rules.rule import in_force
from laowu.rules.rulebook import RuleBook
from laowu.text import Text, joined, same


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
    evidence = Evidence(dossier=record.dossier, jurisdiction=book.profile.code, facts=book.facts, on=on)
    recognition = evidence.held().get(record.level)
    checks = _own_checks(book, record, recognition, on)
    regular = _by_year(checks, {rule.kind for rule in upkeep if rule.regular})
    actions = [_upkeep_action(rule, checks, recognition, on, book) for rule in upkeep]
    follow = [_consequence_action(rule, checks, regular, evidence, book) for rule in consequences]
    counting: list[Consequence | None] = [rule for rule in consequences if rule.consecutive_failures is not None]
    used = (*upkeep, *consequences)
    return ManagementDecision(
        jurisdiction=book.profile.code,
        level=record.level,
        on=on,
        standing=book.standing(used, on, among=(*rules.upkeep, *rules.consequences)),
        status=_status(follow, recognition),
        actions=(*actions, *follow),
        consecutive_failures=max(len(_failures_in_row(regular, rule)) for rule in counting or [None]),
        readings=book.readings_on(used),
        remarks=_remarks(regular, record, recognition),
    )


def _own_checks(book: RuleBook, record: BrandRecord, recognition: Recognition | None, on: date) -> list[Check]:
    """The region's checks since the recognition now held; of one day the failed one is the last."""
    since = date.min if recognition is None else recognition.on
    ours = [check for check in record.dossier.checks if check.jurisdiction in (None, book.profile.code)]
    return sorted(
        (check for check in ours if since <= check.on <= on), key=lambda check: (check.on, check.result is CheckResult.FAILED)
    )


def _by_year(checks: list[Check], regular_kinds: set[str]) -> list[Check]:
    latest: dict[int, Check] = {}
    for check in checks:
        if not check.kind or check.kind in regular_kinds:
            latest[check.on.year] = check
    return [latest[year] for year in sorted(latest)]


def _failures_in_row(regular: list[Check], rule: Consequence | None) -> list[Check]:
    """The failed reviews of the row that reaches up to now, as one consequence counts them."""
    row: list[Check] = []
    for check in regular:
        if check.result is CheckResult.FAILED:
            row.append(check)
        elif check.result is CheckResult.PASSED or (rule is not None and rule.missed_breaks_row):
            row = []
    return row


def _upkeep_action(
    rule: Upkeep, checks: list[Check], recognition: Recognition | None, on: date, book: RuleBook
) -> ManagementAction:
    due = None
    remarks = []
    if rule.every_months is None:
        remarks.append(Text("文件未载明间隔", "no interval is stated"))
    elif recognition is not None:
        kinds = (rule.kind, "") if rule.regular else (rule.kind,)
        done = [check.on for check in checks if check.kind in kinds and check.result is not CheckResult.MISSED]
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
    rule: Consequence, checks: list[Check], regular: list[Check], evidence: Evidence, book: RuleBook
) -> ManagementAction:
    due = None
    remarks: list[Text] = []
    if rule.consecutive_failures is not None:
        row = _failures_in_row(regular, rule)
        needed = rule.consecutive_failures.on(evidence.on)
        check = row[-1] if row else None
        outcome = Outcome.MET if len(row) >= needed else Outcome.NOT_MET
        remarks.append(
            Text(f"连续不合格 {len(row)} 次，满 {needed} 次即适用", f"{len(row)} failures in a row; {needed} bring it about")
        )
    else:
        check = _open_failure(checks, evidence.on)
        outcome = _bites(rule, check)
        if check is not None and outcome is not Outcome.NOT_MET:
            due = check.rectify_by if rule.kind == "rectify" else None
            remarks += [_found(rule, check), *_limit_remarks(rule, due, evidence.on)]
    if rule.judged and check is not None and outcome is not Outcome.NOT_MET:
        outcome = _judged(rule, check, evidence)
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


def _judged(rule: Consequence, check: Check, evidence: Evidence) -> Outcome:
    """What an office has decided since the check; what it said of an earlier one does not settle this one."""
    judgement = evidence.judgement(rule.id)
    return Outcome.NEEDS_JUDGEMENT if judgement is None or judgement.on < check.on else judgement.outcome


def _open_failure(checks: list[Check], on: date) -> Check | None:
    """The latest check, if it found failings that were not corrected by the date judged."""
    done = [check for check in checks if check.result is not CheckResult.MISSED]
    if not done or done[-1].result is not CheckResult.FAILED:
        return None
    corrected = done[-1].rectified
    return done[-1] if corrected is None or corrected > on else None


def _bites(rule: Consequence, check: Check | None) -> Outcome:
    if check is None:
        return Outcome.NOT_MET
    if not rule.grounds:
        return Outcome.MET
    if not check.grounds:
        return Outcome.NO_DATA
    known = {ground.code for ground in rule.grounds}
    return Outcome.MET if known.intersection(check.grounds) else Outcome.NOT_MET


def _found(rule: Consequence, check: Check) -> Text:
    """What the check found: the failings that lead to this consequence, or all where any leads to it."""
    labels = {ground.code: ground.label for ground in rule.grounds}
    known = [labels.get(code, same(code)) for code in check.grounds if code in labels or not labels]
    day = check.on.isoformat()
    if not known:
        return Text(f"{day} 检查不合格，未载明事由", f"failed on {day}, no ground recorded")
    return Text(f"{day} 检查发现：", f"found on {day}: ") + joined(known)


def _limit_remarks(rule: Consequence, due: date | None, on: date) -> list[Text]:
    if due is None:
        says = Text("文件未载明期限，须由经办机构确定日期", "the document sets no limit: the office must name a day")
        return [says] if rule.needs_date else []
    day = due.isoformat()
    return [Text(f"整改期限 {day} 已过", f"the limit of {day} has passed")] if due < on else []


def _status(follow: list[ManagementAction], recognition: Recognition | None) -> BrandStatus:
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
