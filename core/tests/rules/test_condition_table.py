"""Conditions as TOML writes them: what they become, and every way in which they can be wrong."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import tomli

from laowu.errors import RuleDataError
from laowu.model.facts import FactCatalogue, FactDefinition, FactType
from laowu.model.refusal import Refusal
from laowu.model.share import Share
from laowu.rules.condition_table import condition
from laowu.rules.dated import Dated, DatedValue
from laowu.rules.predicate import APPLIES_TO, AllOf, AnyOf, AtLeastK, Judge, Leaf, Not, Operator, leaves
from laowu.rules.rulebook import RuleBook
from laowu.text import Text, same
from laowu.toml_source import toml_path

CHOICES = {"skill": same("s"), "care": same("c")}
FACTS = FactCatalogue(
    tuple(
        FactDefinition(
            name=kind.value,
            type=kind,
            label=same(kind.value),
            settled_by=same("x"),
            choices=CHOICES if kind in (FactType.CODE, FactType.CODES) else {},
        )
        for kind in FactType
    )
)
#: A bound of every type of fact, as TOML writes it, and as it is read.
BOUNDS: dict[FactType, tuple[str, Any]] = {
    FactType.COUNT: ("5000", 5000),
    FactType.YUAN: ("80_000", 80_000),
    FactType.SHARE: ('"80.01%"', Share.from_percent("80.01%")),
    FactType.FLAG: ("true", True),
    FactType.TEXT: ('"x"', "x"),
    FactType.DATE: ("2022-12-31", date(2022, 12, 31)),
    FactType.CODE: ('"skill"', "skill"),
    FactType.CODES: ('"skill"', "skill"),
    FactType.DIVISIONS: ('"320400"', "320400"),
}


def read(toml: str) -> Any:
    """The condition behind ``condition =``."""
    return condition(tomli.loads(f"condition = {toml}")["condition"], FACTS)


def bound(operator: Operator, kind: FactType) -> tuple[str, Any]:
    written, value = ("true", True) if operator is Operator.PRESENT else BOUNDS[kind]
    return (f"[{written}]", (value,)) if operator in (Operator.IN, Operator.INCLUDES) else (written, value)


@pytest.mark.parametrize("kind", FactType)
@pytest.mark.parametrize("operator", Operator)
def test_an_operator_is_taken_where_it_means_something_and_refused_elsewhere(operator: Operator, kind: FactType) -> None:
    written, value = bound(operator, kind)
    toml = f'{{ fact = "{kind.value}", {operator.value} = {written} }}'

    if kind in APPLIES_TO[operator]:
        assert read(toml) == Leaf(fact=kind.value, operator=operator, bound=Dated.always(value))
    else:
        with pytest.raises(Refusal, match="cannot be asked of") as caught:
            read(toml)
        assert caught.value.at == (operator.value,)
        assert caught.value.mend is not None
        assert "present" in caught.value.mend.en


def test_every_type_of_fact_can_be_asked_something_besides_presence() -> None:
    assert all(
        any(kind in APPLIES_TO[operator] for operator in Operator if operator is not Operator.PRESENT) for kind in FactType
    )


def test_conditions_nest_as_they_are_written() -> None:
    tree = read(
        """{ all = [
            { any = [{ fact = "count", at_least = 1 }, { not = { fact = "flag", is = true } }] },
            { at_least_k = 1, of = [{ judge = { zh = "好吗", en = "good?" } }, { fact = "yuan", more_than = 2 }] },
        ] }"""
    )

    heads = Leaf(fact="count", operator=Operator.AT_LEAST, bound=Dated.always(1))
    ready = Leaf(fact="flag", operator=Operator.IS, bound=Dated.always(True))  # noqa: FBT003  # the bound is a yes
    wage = Leaf(fact="yuan", operator=Operator.MORE_THAN, bound=Dated.always(2))
    judge = Judge(question=Text("好吗", "good?"))
    assert tree == AllOf(parts=(AnyOf(parts=(heads, Not(part=ready))), AtLeastK(k=1, parts=(judge, wage))))
    assert list(leaves(tree)) == [heads, ready, wage]


def test_years_are_kept_in_their_order() -> None:
    assert read('{ fact = "count", at_least = 500, years_back = [1, 0] }').years_back == (1, 0)


@pytest.mark.parametrize(
    ("comparison", "inclusive", "operator"),
    [
        ("count:at_least", False, Operator.MORE_THAN),
        ("count:more_than", True, Operator.AT_LEAST),
        ("share:at_most", False, Operator.LESS_THAN),
        ("share:less_than", True, Operator.AT_MOST),
        ("date:before", True, Operator.ON_OR_BEFORE),
        ("date:on_or_before", False, Operator.BEFORE),
        ("count:more_than", False, Operator.MORE_THAN),
        ("count:at_least", True, Operator.AT_LEAST),
    ],
)
def test_whether_the_bound_counts_may_be_said_apart(comparison: str, operator: Operator, *, inclusive: bool) -> None:
    kind, _, name = comparison.partition(":")
    written, value = BOUNDS[FactType(kind)]

    leaf = read(f'{{ fact = "{kind}", {name} = {written}, inclusive = {str(inclusive).lower()} }}')

    assert leaf == Leaf(fact=kind, operator=operator, bound=Dated.always(value))


def test_a_bound_may_have_a_history() -> None:
    leaf = read(
        '{ fact = "share", at_least = [{ value = "50%" }, { since = 2025-07-01, value = "55.5%", clause = "二" }] }',
    )

    assert leaf.bound == Dated(
        (
            DatedValue(value=Share.from_percent("50%")),
            DatedValue(since=date(2025, 7, 1), value=Share.from_percent("55.5%"), clause="二"),
        )
    )


def test_codes_may_have_a_history_too() -> None:
    leaf = read('{ fact = "codes", in = [{ value = ["skill"] }, { since = 2025-07-01, value = ["skill", "care"] }] }')

    assert (leaf.bound.on(date(2025, 6, 30)), leaf.bound.on(date(2025, 7, 1))) == (("skill",), ("skill", "care"))


#: The condition; the path the refusal points at; parts of what it says and of how to mend it.
REFUSED: dict[str, tuple[str, str, str, str]] = {
    "no bound to include": ('{ fact = "flag", is = true, inclusive = true }', "inclusive", "no bound", "delete"),
    "inclusive is yes or no": ('{ fact = "count", at_least = 1, inclusive = 1 }', "inclusive", "", "true"),
    "no table": ("5", "", "expected a table", "key = value"),
    "empty table": ("{}", "fact", "“fact” is missing", "use all, any, not"),
    "unknown fact": ('{ fact = "cuont", at_least = 1 }', "fact", "there is no fact “cuont”", "count"),
    "fact that is no text": ("{ fact = 1, at_least = 1 }", "fact", "expected text", "quotes"),
    "unknown operator": ('{ fact = "count", at_leats = 1 }', "at_leats", "no key “at_leats”", "at_least"),
    "no operator": ('{ fact = "count" }', "", "exactly one comparison", "at_least, more_than"),
    "two operators": ('{ fact = "count", at_least = 1, at_most = 2 }', "", "exactly one comparison", "at_least"),
    "fact beside a group": ('{ any = [{ fact = "flag", is = true }], fact = "count" }', "fact", "no key “fact”", "any"),
    "two groups": ("{ all = [], any = [] }", "any", "no key “any”", "all"),
    "group of none": ("{ all = [] }", "all", "at least one condition", ""),
    "group that is no array": ('{ any = { fact = "flag", is = true } }', "any", "expected an array", "brackets"),
    "wrong part of a group": ('{ all = [{ fact = "flag", is = true }, { fact = "x" }] }', "all[1].fact", "no fact “x”", ""),
    "not of several": ('{ not = [{ fact = "flag", is = true }] }', "not", "expected a table", ""),
    "wrong part below not": ('{ not = { fact = "flag", is = 1 } }', "not.is", "yes-or-no", "true or false"),
    "k without parts": ("{ at_least_k = 1 }", "of", "“of” is missing", ""),
    "k of nothing": ("{ at_least_k = 1, of = [] }", "of", "at least one condition", ""),
    "k below one": ('{ at_least_k = 0, of = [{ fact = "flag", is = true }] }', "at_least_k", "between 1 and 1", ""),
    "k above n": ('{ at_least_k = 2, of = [{ fact = "flag", is = true }] }', "at_least_k", "between 1 and 1", ""),
    "k in words": ('{ at_least_k = "one", of = [{ fact = "flag", is = true }] }', "at_least_k", "whole number", ""),
    "of without k": ('{ of = [{ fact = "flag", is = true }] }', "of", "no key “of”", ""),
    "wrong part of k": ('{ at_least_k = 1, of = [{ fact = "flag", is = 2 }] }', "of[0].is", "yes-or-no", ""),
    "question in one language": ('{ judge = { zh = "好吗" } }', "judge.en", "missing", "en ="),
    "judge beside a fact": ('{ judge = { zh = "x", en = "x" }, fact = "flag" }', "fact", "no key “fact”", "judge"),
    "count in words": ('{ fact = "count", at_least = "5000" }', "at_least", "whole number", "leave out the quotes"),
    "count as decimal": ('{ fact = "count", at_least = 5000.0 }', "at_least", "whole number", "decimal point"),
    "yes for a count": ('{ fact = "count", is = true }', "is", "whole number", ""),
    "share as number": ('{ fact = "share", at_least = 80 }', "at_least", "percentage", "quote"),
    "share as counts": ('{ fact = "share", at_least = { part = 4, whole = 5 } }', "at_least", 'such as "80%"', ""),
    "share in words": ('{ fact = "share", at_least = "most" }', "at_least", "not a percentage", "quote"),
    "flag in words": ('{ fact = "flag", is = "true" }', "is", "yes-or-no", "leave out the quotes"),
    "date in quotes": ('{ fact = "date", before = "2022-12-31" }', "before", "expected a date", "2022-12-31"),
    "number for text": ('{ fact = "text", is = 5 }', "is", "expected text", '"5"'),
    "name of a division": ('{ fact = "divisions", within = "常州" }', "within", "six-digit", ""),
    "short division code": ('{ fact = "divisions", within = "3204" }', "within", "six-digit", ""),
    "presence in words": ('{ fact = "text", present = "yes" }', "present", "yes-or-no", ""),
    "one code without brackets": ('{ fact = "codes", in = "skill" }', "in", "expected an array", "brackets"),
    "code that is no choice": ('{ fact = "codes", includes = ["skill", "caer"] }', "includes[1]", "none of the choices", "care"),
    "code equal to no choice": ('{ fact = "code", is = "skil" }', "is", "none of the choices", "skill"),
    "years in no array": ('{ fact = "count", at_least = 1, years_back = 1 }', "years_back", "expected an array", "[1]"),
    "year to come": ('{ fact = "count", at_least = 1, years_back = [-1] }', "years_back", "cannot be negative", ""),
    "years in words": ('{ fact = "count", at_least = 1, years_back = ["1"] }', "years_back", "whole number", ""),
    "misspelt key of a history": (
        '{ fact = "count", at_least = [{ vlaue = 1 }] }', "at_least[0].vlaue", "no key “vlaue”", "value",
    ),
    "history without a value": (
        '{ fact = "count", at_least = [{ since = 2025-01-01 }] }', "at_least[0].value", "“value” is missing", "",
    ),
    "wrong value in a history": (
        '{ fact = "count", at_least = [{ value = 1 }, { since = 2025-01-01, value = "2" }] }',
        "at_least[1].value", "whole number", "leave out the quotes",
    ),
    "wrong day in a history": (
        '{ fact = "count", at_least = [{ value = 1 }, { since = 2025, value = 2 }] }',
        "at_least[1].since", "expected a date", "",
    ),
    "wrong clause in a history": (
        '{ fact = "count", at_least = [{ value = 1, clause = 2 }] }', "at_least[0].clause", "expected text", "",
    ),
    "second value without a day": (
        '{ fact = "count", at_least = [{ value = 1 }, { value = 2 }] }', "at_least[1].since", "in the order", "",
    ),
    "days that do not rise": (
        '{ fact = "count", at_least = [{ since = 2025-01-01, value = 1 }, { since = 2025-01-01, value = 2 }] }',
        "at_least[1].since", "in the order", "",
    ),
    "history beside bare values": ('{ fact = "count", at_least = [{ value = 1 }, 2] }', "at_least", "whole number", ""),
    "history of nothing": ('{ fact = "count", at_least = [] }', "at_least", "whole number", ""),
}  # fmt: skip


@pytest.mark.parametrize(("toml", "path", "says", "mend"), REFUSED.values(), ids=REFUSED)
def test_a_wrong_condition_is_refused_where_it_is_wrong(toml: str, path: str, says: str, mend: str) -> None:
    with pytest.raises(Refusal) as caught:
        read(toml)

    assert toml_path(caught.value.at) == path
    assert says in caught.value.says.en
    assert caught.value.says.zh != caught.value.says.en
    assert mend in (caught.value.mend.en if caught.value.mend else "")


CRITERION = """
document = "d1"
levels = ["municipal"]

[criterion.D-1]
levels = ["municipal"]
summary = { zh = "人数", en = "heads" }
clause = "一"
condition = { all = [
    { fact = "workers", at_least = 5000 },
    { fact = "wrokers", at_least = 1 },
] }
"""


def test_the_message_has_file_line_and_path_of_the_wrong_condition(book: Callable[..., RuleBook]) -> None:
    with pytest.raises(RuleDataError) as caught:
        book(eligibility=CRITERION)

    assert caught.value.where.endswith("rules/eligibility.toml:11 criterion.D-1.condition.all[1].fact")
    assert "did you mean: workers" in str(caught.value)
    assert "wrokers" in caught.value.what.zh


def test_a_criterion_without_a_condition_is_for_an_official(book: Callable[..., RuleBook]) -> None:
    rules = book(eligibility=CRITERION.partition("condition")[0]).eligibility

    assert rules is not None
    assert rules.criteria[0].condition is None
