"""Does a brand meet one level and class? Criteria applied to a dossier."""

from collections.abc import Sequence
from datetime import date

import attrs

from laowu.decide.conditions import judged, weigh
from laowu.decide.evidence import Evidence
from laowu.decide.prerequisite import comes_first
from laowu.model.answers import EligibilityReport, Finding, PreferenceGrounds, Scope
from laowu.model.dossier import Dossier
from laowu.model.level import Level, Target
from laowu.model.outcome import Outcome, all_of
from laowu.rules.eligibility import Criterion, EligibilityRules, Preference
from laowu.rules.rule import in_force
from laowu.rules.rulebook import RuleBook
from laowu.text import Text, joined

_NEAREST_FIRST = (Outcome.MET, Outcome.NEEDS_JUDGEMENT, Outcome.NO_DATA, Outcome.NOT_MET)


def check_eligibility(book: RuleBook, dossier: Dossier, target: Target, on: date) -> EligibilityReport | None:
    """Apply the eligibility rules in force on ``on``.

    A level that comes after another asks for that one as well, as the rule says: held already, or met in the same file.
    Where the rules let a brand be judged in any class and none is asked for, the report is that of the class it comes
    nearest to.

    Returns:
        The report, or ``None`` when the rule book states no eligibility rules. A date before any rule, a level the
        region does not recognise and a class it does not know are *no data*, with a remark that says so.
    """
    rules = book.eligibility
    if rules is None:
        return None
    if rules.class_choice == "any" and rules.classes and target.brand_class is None and target.level in rules.levels:
        return _of_nearest_class(book, rules, dossier, target.level, on)
    return _report(book, rules, dossier, target, on)


def nearest(reports: Sequence[EligibilityReport]) -> EligibilityReport:
    """The report that comes nearest to being met: fewest hard conditions not met, then fewest open; the first of equals.

    Raises:
        ValueError: there is no report.
    """
    return min(reports, key=_distance)


def _distance(report: EligibilityReport) -> tuple[int, int, int]:
    hard = [finding.outcome for finding in report.findings if not finding.soft]
    unmet = hard.count(Outcome.NOT_MET)
    return _NEAREST_FIRST.index(report.outcome), unmet, len(hard) - unmet - hard.count(Outcome.MET)


def _of_nearest_class(book: RuleBook, rules: EligibilityRules, dossier: Dossier, level: Level, on: date) -> EligibilityReport:
    reports = [_report(book, rules, dossier, Target(level=level, brand_class=item.code), on) for item in rules.classes]
    best = nearest(reports)
    met = [report.class_label for report in reports if report.outcome is Outcome.MET and report.class_label]
    says = Text("任何一类均可：现按最接近的一类", "any class will do: this is the one it comes nearest to")
    if met:
        says = Text("合于：", "meets the conditions of: ") + joined(met, zh="、", en=", ")
    return attrs.evolve(best, remarks=(*best.remarks, says))


def _report(book: RuleBook, rules: EligibilityRules, dossier: Dossier, target: Target, on: date) -> EligibilityReport:
    criteria = [rule for rule in in_force(rules.criteria, on) if rule.asked_of(target.level, target.brand_class)]
    selections = [rule for rule in in_force(rules.selections, on) if target.level in rule.levels]
    preferences = [rule for rule in in_force(rules.preferences, on) if target.level in rule.levels]
    earlier = [rule for rule in in_force(rules.prerequisites, on) if target.level in rule.levels and rule.how != "independent"]
    evidence = Evidence(dossier=dossier, jurisdiction=book.profile.code, facts=book.facts, on=on)
    findings = [_find(rule, evidence, book) for rule in criteria]
    hard = [finding for finding in findings if not finding.soft]
    remarks = _remarks(rules, book.profile.name, target, on, any_condition=bool(hard))
    substantive = [finding.outcome for finding in hard if finding.scope is Scope.SUBSTANTIVE]
    territorial = [finding.outcome for finding in hard if finding.scope is Scope.TERRITORIAL]
    for rule in earlier:
        lower = _report(book, rules, dossier, attrs.evolve(target, level=rule.needs), on)
        finding, place = comes_first(rule, lower, evidence, book)
        findings.append(finding)
        substantive.append(finding.outcome)
        territorial.append(place)
    used = (*criteria, *earlier, *preferences, *selections)
    return EligibilityReport(
        jurisdiction=book.profile.code,
        target=target,
        class_label=next((item.label for item in rules.classes if item.code == target.brand_class), None),
        on=on,
        standing=book.standing(used, on, among=(*rules.criteria, *rules.selections)),
        outcome=Outcome.NO_DATA if remarks else all_of((*substantive, *territorial)),
        substantive=Outcome.NO_DATA if remarks else all_of(substantive),
        territorial=Outcome.NO_DATA if remarks else all_of(territorial),
        findings=tuple(findings),
        preferences=tuple(ground for rule in preferences for ground in _grounds(rule, evidence, book)),
        competitive=selections[0].summary if selections else None,
        readings=book.readings_on((*used, *(rule for rule in rules.prerequisites if target.level in rule.levels))),
        remarks=remarks,
    )


def _remarks(rules: EligibilityRules, name: Text, target: Target, on: date, *, any_condition: bool) -> tuple[Text, ...]:
    if target.level not in rules.levels:
        levels = target.level.label
        return (Text(f"{name.zh}不认定{levels.zh}劳务品牌", f"{name.en} does not recognise brands at {levels.en} level"),)
    known = {brand_class.code for brand_class in rules.classes}
    if known and target.brand_class not in known:
        listing = ", ".join(sorted(known))
        stated = target.brand_class or "—"
        return (Text(f"须指明类别（{listing}），现为 {stated}", f"a class must be named ({listing}); it is {stated}"),)
    if not any_condition:
        day = on.isoformat()
        return (Text(f"{day} 没有施行中的认定条件", f"no condition of recognition was in force on {day}"),)
    return ()


def _find(rule: Criterion, evidence: Evidence, book: RuleBook) -> Finding:
    judgement = evidence.judgement(rule.id)
    if rule.condition is None:
        outcome, observations = judged(rule.summary, judgement)
    else:
        outcome, observations = weigh(rule.condition, evidence, question=rule.summary, judgement=judgement)
    remarks = [rule.remark] if rule.remark else []
    if outcome is Outcome.NOT_MET and rule.unmet is Outcome.NEEDS_JUDGEMENT:
        outcome, asked = judged(rule.summary, judgement)
        observations += asked
    if rule.soft:
        remarks.append(Text("属努力方向，只作提示", "an aim to strive for: advice only"))
    return Finding(
        rule=rule.id,
        summary=rule.summary,
        clause=book.cite(rule),
        scope=rule.scope,
        soft=rule.soft,
        outcome=outcome,
        observations=observations,
        remarks=tuple(remarks),
    )


def _grounds(rule: Preference, evidence: Evidence, book: RuleBook) -> list[PreferenceGrounds]:
    found = []
    for rank, ground in enumerate(rule.grounds, start=1):
        outcome, seen = weigh(ground.condition, evidence, question=ground.label, judgement=evidence.judgement(rule.id))
        found.append(
            PreferenceGrounds(
                rule=rule.id,
                clause=book.cite(rule),
                code=ground.code,
                label=ground.label,
                rank=rank,
                outcome=outcome,
                observations=seen,
            )
        )
    return found
