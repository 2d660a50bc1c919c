"""苏人社发〔2022〕40号 states no award for a recognised brand."""

from collections.abc import Callable
from datetime import date

from laowu.jurisdictions.jurisdiction import Jurisdiction
from laowu.model.dossier import Dossier, Recognition
from laowu.model.level import Level, Target
from laowu.model.money import NOT_STATED
from laowu.model.questions import SubsidyClaim

DossierOf = Callable[..., Dossier]


def test_a_recognised_brand_has_a_sum_that_is_not_stated_and_is_not_nothing(jiangsu: Jurisdiction, dossier: DossierOf) -> None:
    held = Recognition(level=Level.PROVINCIAL, on=date(2025, 12, 23), jurisdiction="jiangsu")
    claim = SubsidyClaim(dossier=dossier({"recognitions": (held,)}), target=Target(level=Level.PROVINCIAL))
    statement = jiangsu.calculate_subsidy(claim, date(2026, 11, 23))

    assert statement is not None
    assert statement.lines == ()
    assert statement.total == NOT_STATED
    assert any("no award" in remark.en for remark in statement.remarks)
