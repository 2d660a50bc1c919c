"""Does a brand meet one level and class? Criteria applied to a dossier."""

from datetime import date

from laowu.decide.conditions import judged, weigh
from laowu.decide.evidence import Evidence
from laowu.model.answers import EligibilityReport, Finding, Scope
from laowu.model.dossier import Dossier
from laowu.model.level import Target
from laowu.model.outcome import Outcome, all_of
from laowu.rules.eligibility import Criterion, EligibilityRules
from laowu.rules.rule import in_force
from laowu.rules.rulebook import RuleBook
from laowu.text import Text


def check_eligibility(book: RuleBook, dossier: Dossier, target: Target, on: date) -> EligibilityReport | None:
    """Apply the eligibility rules in force on ``on``.

    Returns:
        The report, or ``None`` when the rule book states no eligibility rules. A date before any rule, a level the
        region does not recognise and a class it does not know are *no data*, with a remark that says so.
    """
    rules = book.eligibility
    if rules is None:
        return None
    criteria = [rule for rule in in_force(rules.criteria, on) if rule.asked_of(target.level, target.brand_class)]
    selections = [rule for rule in in_force(rules.selections, on) if target.level in rule.levels]
    evidence = Evidence(dossier=dossier, jurisdiction=book.profile.code, facts=book.facts, on=on)
    findings = tuple(_find(rule, evidence, book) for rule in criteria)
    hard = [finding for finding in findings if not finding.soft]
    remarks = _remarks(rules, book.profile.name, target, on, any_condition=bool(hard))
    if remarks:
        outcome = substantive = territorial = Outcome.NO_DATA
    else:
        outcome = all_of(finding.outcome for finding in hard)
        substantive = all_of(finding.outcome for finding in hard if finding.scope is Scope.SUBSTANTIVE)
        territorial = all_of(finding.outcome for finding in hard if finding.scope is Scope.TERRITORIAL)
    used = (*criteria, *selections)
    return EligibilityReport(
        jurisdiction=book.profile.code,
        target=target,
        class_label=next((item.label for item in rules.classes if item.code == target.brand_class), None),
        on=on,
        standing=book.standing(used, on, among=(*rules.criteria, *rules.selections)),
        outcome=outcome,
        substantive=substantive,
        territorial=territorial,
        findings=findings,
        competitive=selections[0].summary if selections else None,
        readings=book.readings_on(used),
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
