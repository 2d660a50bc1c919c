"""Rules of the tier *proven*, fourth part: procedures lead somewhere, and failures are counted exactly."""

from collections.abc import Iterator
from datetime import date

from laowu.conformance.situation import ASKED, Situation
from laowu.conformance.subject import Subject, path_of
from laowu.conformance.suite_rule import Fault, suite_rule
from laowu.decide.timetable import ancestors
from laowu.model.answers import ManagementDecision, ReviewPlan
from laowu.model.dossier import Brand, Check, CheckResult, Dossier, Recognition
from laowu.model.level import Level, Target
from laowu.model.outcome import Outcome
from laowu.model.questions import NameProposal
from laowu.rules.management import Consequence, Upkeep
from laowu.rules.review import Stage
from laowu.rules.rule import in_force
from laowu.text import Text

_BEGINS = ("apply", "submit", "review")
_ENDS = ("approve", "publish", "submit")
_DECIDES = ("approve", "publish")
_YEAR = 12


def _stages(subject: Subject) -> Iterator[tuple[Level, tuple[Stage, ...]]]:
    """The stages of each level on the day of the last reading; those of other levels that lead to them are passed over."""
    stages = in_force(subject.book.review.stages, subject.on) if subject.book.review else ()
    for level in dict.fromkeys(level for stage in stages for level in stage.levels):
        yield level, tuple(stage for stage in stages if level in stage.levels)


@suite_rule(
    "LC-411",
    "每个环节都走得到：公示、实地核实、认定、公布之前都有环节",
    "Every stage can be reached: something comes before each visit, notice, approval and publication",
    example="An approval without `after`: nothing leads to it, and it is planned for the first day.",
    exceptions="Applying, submitting and selecting, with which a procedure may begin, whoever acts.",
)
def every_stage_is_reached(subject: Subject) -> Iterator[Fault]:
    """A stage that comes after nothing begins on the first day of every plan, before anybody has applied."""
    for level, stages in _stages(subject):
        for stage in stages:
            if not stage.after and stage.kind not in _BEGINS:
                path = path_of("review", stage)
                says = Text(
                    f"{level.label.zh}程序的 {path}（{stage.kind}）前面没有环节",
                    f"nothing leads to {path} ({stage.kind}) in the procedure of {level.label.en} level",
                )
                yield Fault(subject=path, says=says)


@suite_rule(
    "LC-412",
    "每个环节都通向结果",
    "No stage is a dead end: what nothing follows is an approval, a publication or a file passed on",
    example="A review that nothing comes after.",
    exceptions="Optional stages, and visits on site, which may run beside the others.",
)
def no_dead_end(subject: Subject) -> Iterator[Fault]:
    """A procedure that stops at a review leaves the applicant without an answer.

    Where the document itself stops there, the region says so in a waiver.
    """
    for level, stages in _stages(subject):
        followed = {earlier for stage in stages for earlier in stage.after}
        for stage in stages:
            if stage.id not in followed and stage.kind not in (*_ENDS, "site_check") and not stage.optional:
                path = path_of("review", stage)
                says = Text(
                    f"{level.label.zh}程序到 {path}（{stage.kind}）就断了",
                    f"the procedure of {level.label.en} level stops at {path} ({stage.kind})",
                )
                yield Fault(subject=path, says=says)


@suite_rule(
    "LC-413",
    "公示期满之前不得认定",
    "Nothing is approved or published before the public notice has ended",
    example="An approval that comes after the review and not after the notice.",
    exceptions="A procedure without a public notice.",
)
def no_approval_before_notice_ends(subject: Subject) -> Iterator[Fault]:
    """The notice is there so that somebody can object before the decision.

    It is looked up in the stages and in an actual plan.
    """
    for level, stages in _stages(subject):
        notices = [stage for stage in stages if stage.kind == "notice"]
        for stage in (stage for stage in stages if stage.kind in _DECIDES):
            if notices and not any(notice in ancestors(stage, subject.book.review.stages) for notice in notices):  # type: ignore[union-attr]  # it has stages
                path = path_of("review", stage)
                says = Text(f"{path} 不在公示之后", f"{path} does not come after the public notice")
                yield Fault(subject=path, says=says)
        yield from _planned_too_early(subject, level)


def _planned_too_early(subject: Subject, level: Level) -> Iterator[Fault]:
    plan = ASKED["laowu_plan_review"](subject.jurisdiction, _nobody(level, subject.on))
    steps = plan.steps if isinstance(plan, ReviewPlan) else ()
    ends = [step.ends for step in steps if step.kind == "notice" and step.ends is not None]
    for step in steps:
        if step.kind in _DECIDES and ends and step.begins is not None and step.begins <= min(ends):
            says = Text(
                f"{step.rule} 排在 {step.begins}，公示到 {min(ends)} 才满",
                f"{step.rule} is planned for {step.begins}, and the notice ends on {min(ends)}",
            )
            yield Fault(subject=step.rule, says=says)


def _nobody(level: Level, on: date, **record: tuple[object, ...]) -> Situation:
    return Situation(
        dossier=Dossier(brand=Brand(name="某品牌"), **record),  # type: ignore[arg-type]  # tables by name
        target=Target(level=level),
        on=on,
        proposal=NameProposal(name="某"),
    )


@suite_rule(
    "LC-414",
    "连续不合格满规定次数才适用，少一次不适用，中间合格一次重新计数",
    "What follows failures in a row follows exactly the number stated: not one fewer, and not across a review that was passed",
    example="A hook that counts every failure there ever was.",
    exceptions="Consequences that one failing is enough for, and those that an official decides, which stay open.",
)
def failures_bite_exactly(subject: Subject) -> Iterator[Fault]:
    """Losing the title over one review too few is the error that ends in court.

    The number is read from the data; records of as many yearly reviews are made up, one fewer, and the same number with a
    passed one in between.
    """
    rules = subject.book.management
    for rule in in_force(rules.consequences, subject.on) if rules else ():
        if rule.consecutive_failures is None:
            continue
        number = rule.consecutive_failures.on(subject.on)
        reached = Outcome.NEEDS_JUDGEMENT if rule.judged else Outcome.MET
        records = (
            ("F" * number, reached),
            ("F" * (number - 1), Outcome.NOT_MET),
            ("F" * (number - 1) + "P" + "F" * (number - 1), Outcome.NOT_MET),
        )
        for record, expected in records:
            fault = _wrongly_counted(subject, rule, record, expected)
            if fault is not None:
                yield fault
                break


def _wrongly_counted(subject: Subject, rule: Consequence, record: str, expected: Outcome) -> Fault | None:
    level = rule.levels[0]
    years = _years_between(subject, level)
    first = subject.on.year - years * len(record)
    results = {"F": CheckResult.FAILED, "P": CheckResult.PASSED}
    checks = tuple(Check(on=date(first + years * place, 1, 2), result=results[sign]) for place, sign in enumerate(record))
    held = Recognition(level=level, on=date(first - 1, 1, 2), jurisdiction=subject.code)
    situation = _nobody(level, subject.on, checks=checks, recognitions=(held,))
    decision = ASKED["laowu_manage_brand"](subject.jurisdiction, situation)
    actions = decision.actions if isinstance(decision, ManagementDecision) else ()
    found = next((action.outcome for action in actions if action.rule == rule.id), None)
    if found is expected:
        return None
    path = path_of("management", rule)
    told = "、".join("不合格" if sign == "F" else "合格" for sign in record) or "无"
    said = found.label if found else Text("没有答复", "no answer")
    says = Text(
        f"逐年复核结果为“{told}”时，{path} 应为“{expected.label.zh}”，答的是“{said.zh}”",
        f"after yearly reviews {', '.join('failed' if sign == 'F' else 'passed' for sign in record) or '(none)'}, {path} must be "
        f"“{expected.value}”, and it is “{said.en}”",
    )
    return Fault(subject=path, says=says, example=situation.told("laowu_manage_brand"))


def _years_between(subject: Subject, level: Level) -> int:
    rules: tuple[Upkeep, ...] = subject.book.management.upkeep if subject.book.management else ()
    stated = [
        rule.every_months.on(subject.on)
        for rule in in_force(rules, subject.on)
        if rule.regular and level in rule.levels and rule.every_months is not None
    ]
    return max(1, -(-min(stated, default=_YEAR) // _YEAR))


RULES = (every_stage_is_reached, no_dead_end, no_approval_before_notice_ends, failures_bite_exactly)
