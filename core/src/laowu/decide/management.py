"""What follows from the checks so far? Upkeep and consequences applied to a brand's record."""

from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import pairwise

from laowu.decide.evidence import Evidence
from laowu.decide.programme import duties_after_recognition, duties_of, holders_duties
from laowu.model.answers import BrandStatus, ManagementAction, ManagementDecision
from laowu.model.dossier import Check, CheckResult, Recognition
from laowu.model.outcome import Outcome
from laowu.model.questions import BrandRecord
from laowu.rules.management import Consequence, ManagementRules, Upkeep
from laowu.rules.rule import in_force
from laowu.rules.rulebook import RuleBook
from laowu.text import Text, joined, same
from laowu.values import frozen


def manage_brand(book: RuleBook, record: BrandRecord, on: date) -> ManagementDecision | None:
    """Apply the management rules in force on ``on`` to the checks made up to that day.

    A calendar year's regular review is the last one of that year; failures in a row are counted over such years.
    A missed review is flagged; whether it breaks the row is a field of the rule.

    Returns:
        The decision, or ``None`` when the rule book says nothing about upkeep, and lays no duty on holders of any level.
    """
    duties = duties_of(book, record.level, on)
    if book.management is None and not holders_duties(book):
        return None
    rules = book.management or ManagementRules()
    upkeep = [rule for rule in in_force(rules.upkeep, on) if record.level in rule.levels]
    consequences = [rule for rule in in_force(rules.consequences, on) if record.level in rule.levels]
    evidence = Evidence(dossier=record.dossier, jurisdiction=book.profile.code, facts=book.facts, on=on)
    recognition = evidence.held().get(record.level)
    checks = _own_checks(book, record, recognition, on)
    kinds: set[str] = {rule.kind for rule in upkeep if rule.regular}
    regular = _Row(_by_year(checks, kinds), kinds, _years_between(upkeep, on))
    actions = [_upkeep_action(rule, checks, recognition, on, book) for rule in upkeep]
    follow = [_consequence_action(rule, checks, regular, evidence, book) for rule in consequences]
    counting: list[Consequence | None] = [rule for rule in consequences if rule.consecutive_failures is not None]
    used = (*upkeep, *consequences, *duties)
    among = (*rules.upkeep, *rules.consequences) if book.management else holders_duties(book)
    return ManagementDecision(
        jurisdiction=book.profile.code,
        level=record.level,
        on=on,
        standing=book.standing(used, on, among=among),
        status=_status(follow, recognition),
        actions=(*actions, *follow),
        duties=duties_after_recognition(book, record.level, record.dossier, on),
        consecutive_failures=max(len(regular.failures(rule)) for rule in counting or [None]),
        readings=book.readings_on(used),
        remarks=(*_remarks(regular, record, recognition), *_corrected_late(checks, consequences, on)),
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


def _years_between(upkeep: list[Upkeep], on: date) -> int:
    """Years from one regular review to the next; one where no interval is stated."""
    stated = [rule.every_months.on(on) for rule in upkeep if rule.regular and rule.every_months is not None]
    return max(1, -(-min(stated, default=_YEAR) // _YEAR))


_YEAR = 12


@frozen
class _Row:
    """The regular reviews, one a year.

    Attributes:
        reviews: the last of each year, in order.
        kinds: codes of the checks that are regular reviews, besides the empty one.
        between: years from one to the next.
    """

    reviews: list[Check]
    kinds: set[str]
    between: int

    def failures(self, rule: Consequence | None) -> list[Check]:
        """The failed reviews of the row that reaches up to now, as one consequence counts them.

        A year without any record is a missed review like one that is recorded as missed.
        """
        breaks = rule is not None and rule.missed_breaks_row
        row: list[Check] = []
        before: Check | None = None
        for check in self.reviews:
            if breaks and before is not None and check.on.year - before.on.year > self.between:
                row = []
            if check.result is CheckResult.FAILED:
                row.append(check)
            elif check.result is CheckResult.PASSED or breaks:
                row = []
            before = check
        return row

    def unrecorded(self) -> list[int]:
        """The years between two reviews for which one was due and none is on record."""
        found: list[int] = []
        for earlier, later in pairwise(self.reviews):
            found += range(earlier.on.year + self.between, later.on.year, self.between)
        return found


def _upkeep_action(
    rule: Upkeep, checks: list[Check], recognition: Recognition | None, on: date, book: RuleBook
) -> ManagementAction:
    due = None
    remarks = []
    kinds = (rule.kind, "") if rule.regular else (rule.kind,)
    ours = [check for check in checks if check.kind in kinds]
    done = [check.on for check in ours if check.result is not CheckResult.MISSED]
    if rule.every_months is None:
        remarks.append(Text("文件未载明间隔", "no interval is stated"))
    elif recognition is not None:
        due = _months_later(max([recognition.on, *done]), rule.every_months.on(on))
        if due < on:
            remarks.append(Text(f"应于 {due.isoformat()} 前进行，已逾期", f"was due by {due.isoformat()}"))
    if ours and ours[-1].result is CheckResult.MISSED:
        missed = ours[-1].on.isoformat()
        remarks.append(Text(f"{missed} 未进行，尚未补做", f"missed on {missed} and not made up since"))
    return ManagementAction(
        rule=rule.id,
        clause=book.cite(rule),
        says=rule.summary,
        actor=rule.actor,
        kind=rule.kind,
        outcome=Outcome.MET if recognition is not None else Outcome.NO_DATA,
        due=due,
        days_late=_days_late(due, on),
        last=max(done, default=None),
        methods=rule.methods,
        optional=rule.optional,
        remarks=tuple(remarks),
    )


def _days_late(due: date | None, on: date) -> int | None:
    return (on - due).days if due is not None and due < on else None


def _months_later(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    last = monthrange(day.year + years, month + 1)[1]
    return date(day.year + years, month + 1, min(day.day, last))


def _consequence_action(
    rule: Consequence, checks: list[Check], regular: _Row, evidence: Evidence, book: RuleBook
) -> ManagementAction:
    due = None
    remarks: list[Text] = []
    if rule.consecutive_failures is not None:
        row = regular.failures(rule)
        needed = rule.consecutive_failures.on(evidence.on)
        check = row[-1] if row else None
        outcome = Outcome.MET if len(row) >= needed else Outcome.NOT_MET
        remarks.append(
            Text(f"连续不合格 {len(row)} 次，满 {needed} 次即适用", f"{len(row)} failures in a row; {needed} bring it about")
        )
    else:
        check = _open_failure(checks, regular.kinds, evidence.on)
        outcome = _bites(rule, check)
        if check is not None and outcome is not Outcome.NOT_MET:
            due = _limit(rule, check)
            remarks += [_found(rule, check), *_limit_remarks(rule, check, due, evidence.on)]
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
        days_late=_days_late(due, evidence.on),
        remarks=tuple(remarks),
    )


def _judged(rule: Consequence, check: Check, evidence: Evidence) -> Outcome:
    """What an office has decided since the check; what it said of an earlier one does not settle this one."""
    judgement = evidence.judgement(rule.id)
    return Outcome.NEEDS_JUDGEMENT if judgement is None or judgement.on < check.on else judgement.outcome


def _open_failure(checks: list[Check], regular_kinds: set[str], on: date) -> Check | None:
    """The latest check that found failings which are still there on the date judged.

    They are gone once they were corrected, or a later check of the same kind or a later regular review was passed; a
    telephone call that went well says nothing about a review that was failed.
    """
    settled: set[str] = set()
    for check in reversed(checks):
        if check.result is CheckResult.MISSED or check.kind in settled:
            continue
        corrected = check.rectified is not None and check.rectified <= on
        if check.result is CheckResult.FAILED and not corrected:
            return check
        if not check.kind or check.kind in regular_kinds:
            return None
        settled.add(check.kind)
    return None


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


def _limit(rule: Consequence, check: Check) -> date | None:
    """The day by which failings must be corrected: as set with the check, else by the length the rule states."""
    if rule.kind != "rectify" or check.rectify_by is not None or rule.limit_days is None:
        return check.rectify_by if rule.kind == "rectify" else None
    return check.on + timedelta(days=rule.limit_days.on(check.on))


def _limit_remarks(rule: Consequence, check: Check, due: date | None, on: date) -> list[Text]:
    if due is None:
        says = Text("文件未载明期限，须由经办机构确定日期", "the document sets no limit: the office must name a day")
        return [says] if rule.needs_date else []
    day, remarks = due.isoformat(), []
    if check.rectify_by is None:
        days = (due - check.on).days
        remarks.append(Text(f"检查未定日期，按 {days} 日计", f"no day was set with the check: {days} days count from it"))
    if due >= on:
        return remarks
    late = (on - due).days
    return [
        *remarks,
        Text(f"整改期限 {day} 已过", f"the limit of {day} has passed"),
        Text(
            f"逾期 {late} 日；逾期的后果文件未载明",
            f"{late} day{'s' if late > 1 else ''} late; what follows from that is not stated",
        ),
    ]


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


def _corrected_late(checks: list[Check], consequences: Iterable[Consequence], on: date) -> Iterator[Text]:
    """Failings that were corrected, and not by the day set for it."""
    rule = next((each for each in consequences if each.kind == "rectify"), None)
    for check in checks:
        limit, done = (check.rectify_by if rule is None else _limit(rule, check)), check.rectified
        if limit is not None and done is not None and limit < done <= on:
            late, day = (done - limit).days, check.on.isoformat()
            yield Text(
                f"{day} 检查发现的问题于 {done.isoformat()} 整改完成，逾期 {late} 日",
                f"the failings of {day} were corrected on {done.isoformat()}, {late} day{'s' if late > 1 else ''} late",
            )


def _remarks(regular: "_Row", record: BrandRecord, recognition: Recognition | None) -> tuple[Text, ...]:
    remarks = []
    if recognition is None:
        level = record.level.label
        remarks.append(Text(f"材料未记载有效的{level.zh}认定", f"no recognition at {level.en} level is on record"))
    missed = [check.on.isoformat() for check in regular.reviews if check.result is CheckResult.MISSED]
    if missed:
        remarks.append(Text(f"未按期复核：{'、'.join(missed)}", f"reviews missed: {', '.join(missed)}"))
    unrecorded = [str(year) for year in regular.unrecorded()]
    if unrecorded:
        says = f"无复核记录：{'、'.join(unrecorded)} 年", f"no review on record for {', '.join(unrecorded)}"
        remarks.append(Text(*says))
    return tuple(remarks)
