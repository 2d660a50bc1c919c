"""The text of a record that compiled rules write is, byte for byte, the JSON of the report that the interpreter makes."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import attrs
import pytest
from generated_rules import CITY, DISTRICT, HEAD, ON, Op, book_of, dossiers, rules
from hypothesis import given, settings
from hypothesis import strategies as st

from laowu.decide.decider import Decider
from laowu.decide.decision import Decision, Reported
from laowu.decide.eligibility import decide_eligibility
from laowu.evaluate.records.record_json import record_json
from laowu.evaluate.result_data import result_data
from laowu.model.dossier import Brand, Dossier, Judgement
from laowu.model.facts import Figure, Grade
from laowu.model.level import Target
from laowu.model.outcome import Outcome
from laowu.model.share import Share
from laowu.rules.dated import Dated
from laowu.rules.eligibility import BrandClass, Criterion, EligibilityRules
from laowu.rules.predicate import AnyOf, Judge, Leaf, Not, Predicate
from laowu.text import Text, same


def in_full(decision: Decision) -> str:
    return json.dumps(result_data(decision.report), ensure_ascii=False, indent=2) + "\n"


@given(asked=rules(), brands=st.lists(dossiers(), min_size=1, max_size=4), brand_class=st.sampled_from([None, "a", "b"]))
@settings(max_examples=40)  # each compiles several sets of rules
def test_it_is_the_json_of_the_report(asked: EligibilityRules, brands: list[Dossier], brand_class: str | None) -> None:
    book = book_of(asked)
    for level in (DISTRICT, CITY):
        target = Target(level=level, brand_class=brand_class)
        for brand in brands * 2:  # what is kept of the first brands is what the next are told
            decision = decide_eligibility(book, brand, target, ON)
            assert decision is not None
            assert record_json(decision) == in_full(decision)


def asking(*conditions: Predicate | None, **more: Any) -> Callable[[Dossier], Decision]:
    criteria = tuple(
        Criterion(id=f"E-{place}", condition=condition, levels=(CITY,), **{**HEAD, **more})
        for place, condition in enumerate(conditions)
    )
    return Decider(book_of(EligibilityRules(levels=(CITY,), criteria=criteria)), Target(level=CITY), on=ON).eligibility


def least(fact: str, bound: Any, **more: Any) -> Leaf:
    return Leaf(fact=fact, operator=Op.AT_LEAST, bound=Dated.always(bound), **more)


def stating(**figures: Figure) -> Dossier:
    return Dossier(brand=Brand(name="x"), facts={name: (figure,) for name, figure in figures.items()})


def told(low: Any, high: Any = None, **more: Any) -> Figure:
    return Figure(low=low, high=low if high is None else high, **more)


@pytest.mark.parametrize(
    ("condition", "figures"),
    [
        pytest.param(least("heads", 5000), {"heads": told(4999)}, id="short by one"),
        pytest.param(least("heads", 5000), {"heads": told(1)}, id="short by many"),
        pytest.param(least("heads", 5000), {"heads": told(5000, 6000, about=True, note="“约”")}, id="bounds with a note"),
        pytest.param(least("heads", 5000, years_back=(1, 0)), {"heads": told(7000)}, id="a figure that stands for every year"),
        pytest.param(least("heads", 5000, years_back=(1, 0)), {"heads": told(7000, year=2025)}, id="one year of two"),
        pytest.param(least("rate", Share.from_percent("50%")), {"rate": told(Share(2, 5))}, id="a counted share"),
        pytest.param(least("rate", Share(3, 2)), {"rate": told(Share(1, 3))}, id="short by points that do not end"),
        pytest.param(
            least("rate", Share(1, 2)), {"rate": Figure(low=Share(1, 2), high=Share(2, 4))}, id="a share written in two ways"
        ),
        pytest.param(least("heads", 1), {"heads": Figure(low=True, high=True)}, id="a value of another kind"),
        pytest.param(Not(part=Not(part=least("heads", 5))), {"heads": told(2)}, id="twice not"),
        pytest.param(AnyOf(parts=()), {}, id="nothing offered"),
        pytest.param(AnyOf(parts=(Judge(question=Text("“问”", 'a "question"')), least("heads", 5))), {}, id="a question"),
    ],
)
@pytest.mark.parametrize("unmet", [Outcome.NOT_MET, Outcome.NEEDS_JUDGEMENT])
def test_what_is_not_plain_is_told_in_full(condition: Predicate, figures: dict[str, Figure], unmet: Outcome) -> None:
    decide = asking(condition, None, unmet=unmet)
    brand = stating(**figures)
    judged = Judgement(jurisdiction="demo", rule="E-0", outcome=Outcome.NOT_MET, by="某局", on=date(2026, 1, 5), reason='"否"')
    for each in (brand, attrs.evolve(brand, judgements=(judged,))):
        assert record_json(decide(each)) == in_full(decide(each))


def test_source_and_grade_of_each_figure_are_its_own() -> None:
    decide = asking(least("heads", 2))
    brands = [
        stating(heads=told(3, source=source, grade=grade))
        for source in ("甲", "乙", 'a "b"')
        for grade in Grade
        for _ in range(2)
    ]
    for brand in brands:
        assert record_json(decide(brand)) == in_full(decide(brand))


def test_a_remark_on_the_choice_of_a_class_stands_in_it() -> None:
    criterion = Criterion(id="E-0", condition=least("heads", 2), levels=(CITY,), **HEAD)
    classes = tuple(BrandClass(code=code, label=same(code)) for code in ("a", "b"))
    book = book_of(EligibilityRules(levels=(CITY,), classes=classes, class_choice="any", criteria=(criterion,)))
    decision = Decider(book, Target(level=CITY), on=ON).eligibility(stating(heads=told(3)))
    assert "meets the conditions of: a, b" in record_json(decision)
    assert record_json(decision) == in_full(decision)


def test_a_report_made_by_a_region_is_written_as_it_is() -> None:
    report = asking(least("heads", 2))(stating()).report
    assert record_json(Reported(report)) == in_full(Reported(report))


def test_a_failure_names_the_rule() -> None:
    decide = asking(least("heads", 1), least("heads", 1))
    decision = decide(stating(heads=told(3)))
    broken = attrs.evolve(decision.dossier, facts={"heads": (Figure(low="many", high="many"),)})  # type: ignore[union-attr]
    with pytest.raises(TypeError) as caught:
        record_json(type(decision)(decision.asked, broken, (0, 0, 0, 0)))  # type: ignore[union-attr,call-arg,arg-type]
    assert caught.value.__notes__ == ["rule E-0"]
