"""Entry to and exit from the libraries, of which 苏人社发〔2022〕40号 二（三） says only that both happen."""

from collections.abc import Callable
from datetime import date

from laowu.jurisdictions.jurisdiction import Jurisdiction
from laowu.model.answers import BrandStatus, ManagementDecision
from laowu.model.dossier import Check, CheckResult, Dossier, Judgement, Recognition
from laowu.model.level import Level
from laowu.model.outcome import Outcome
from laowu.model.questions import BrandRecord

ON = date(2026, 11, 23)
HELD = (Recognition(level=Level.PROVINCIAL, on=date(2025, 12, 23), jurisdiction="jiangsu"),)
DossierOf = Callable[..., Dossier]


def decided(jurisdiction: Jurisdiction, dossier: Dossier) -> ManagementDecision:
    decision = jurisdiction.manage_brand(BrandRecord(dossier=dossier, level=Level.PROVINCIAL), ON)
    assert decision is not None
    return decision


def check(result: CheckResult) -> tuple[Check, ...]:
    return (Check(on=date(2026, 6, 1), result=result, jurisdiction="jiangsu"),)


def test_a_brand_without_a_failed_check_is_kept(jiangsu: Jurisdiction, dossier: DossierOf) -> None:
    for checks in ((), check(CheckResult.PASSED)):
        assert decided(jiangsu, dossier({"recognitions": HELD, "checks": checks})).status is BrandStatus.KEEP


def test_a_failed_check_leaves_exit_to_the_office(jiangsu: Jurisdiction, dossier: DossierOf) -> None:
    record = {"recognitions": HELD, "checks": check(CheckResult.FAILED)}

    assert decided(jiangsu, dossier(record)).status is BrandStatus.NEEDS_JUDGEMENT


def test_exit_follows_when_the_office_has_judged_so(jiangsu: Jurisdiction, dossier: DossierOf) -> None:
    verdict = Judgement(jurisdiction="jiangsu", rule="JS-009-exit", outcome=Outcome.MET, by="江苏省人社厅", on=date(2026, 7, 1))
    record = {"recognitions": HELD, "checks": check(CheckResult.FAILED), "judgements": (verdict,)}

    assert decided(jiangsu, dossier(record)).status is BrandStatus.EXIT_PROPOSED
