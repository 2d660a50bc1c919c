"""A dossier that the demo region has something to say about at every point."""

from datetime import date

import pytest

from laowu.model.dossier import Brand, Check, CheckResult, Dossier, Material, Operator, Recognition
from laowu.model.facts import Figure, Grade
from laowu.model.level import ApplicantKind, Level
from laowu.model.share import Share


@pytest.fixture
def dossier() -> Dossier:
    """A skills brand from the region itself: recognised, failed one check, and short of people."""
    share = Share.from_percent("49.99%")
    return Dossier(
        brand=Brand(name="金坛茶匠", place="江苏省常州市金坛区", brand_class="skill", invented=True),
        operators=(Operator(name="某茶业公司", kind=ApplicantKind.ENTERPRISE, place="江苏省常州市金坛区"),),
        facts={
            "workers": (Figure(low=4999, high=4999, source="名册", grade=Grade.DOCUMENTED),),
            "skilled_share": (Figure(low=share, high=share),),
            "wage_arrears_records": (Figure(low=0, high=0),),
            "local_plan": (Figure(low=True, high=True),),
        },
        materials={"application_form": Material(held=True)},
        recognitions=(Recognition(level=Level.MUNICIPAL, on=date(2024, 5, 1), jurisdiction="demo"),),
        checks=(Check(on=date(2026, 5, 1), result=CheckResult.FAILED, grounds=("poor_training",)),),
    )
