"""The strict edge: what cattrs by itself would let through, and how a refusal finds its way to the reader."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any, Generic, Literal, TypeVar

import attrs
import cattrs
import pytest

from laowu.errors import DossierError, LaowuError, RuleDataError
from laowu.model.refusal import Refusal, SeveralRefused, where
from laowu.model.share import Share
from laowu.model.strict import converter, structure, table_hook, union_hook
from laowu.text import Text
from laowu.toml_source import TomlSource, parse_toml

T = TypeVar("T")


class Colour(Enum):
    RED = "red"
    GREEN = "green"


@attrs.frozen(kw_only=True)
class Leaf:
    kind: Literal["leaf"] = "leaf"
    size: int = attrs.field(default=1, validator=attrs.validators.ge(1))


@attrs.frozen(kw_only=True)
class Branch:
    kind: Literal["branch"] = "branch"
    parts: "tuple[Leaf | Branch, ...]"


Tree = Leaf | Branch


@attrs.frozen(kw_only=True)
class Dated(Generic[T]):
    value: T
    later: tuple[T, ...] = ()


LABEL = Text("甲", "a")
HALF = Share(1, 2)


@attrs.frozen(kw_only=True)
class Everything:
    count: int = 0
    yes: bool = False
    word: str = ""
    day: date = date(2000, 1, 1)
    colour: Colour = Colour.RED
    size: Literal["small", "large"] = "small"
    label: Text = LABEL
    share: Share = HALF
    numbers: tuple[int, ...] = ()
    pair: tuple[int, str] = (1, "a")
    by_colour: Mapping[Colour, int] = attrs.field(factory=dict)
    maybe: int | None = None
    dated: Dated[int] | None = None
    inner: Leaf | None = None


def source(text: str) -> TomlSource:
    return parse_toml(text.encode(), "file.toml", error=RuleDataError)


def read(text: str) -> Everything:
    file = source(text)
    return structure(file.data, Everything, source=file, error=RuleDataError)


def refused(text: str) -> LaowuError:
    with pytest.raises(RuleDataError) as caught:
        read(text)
    return caught.value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("count = 3", Everything(count=3)),
        ("yes = true", Everything(yes=True)),
        ("day = 2025-12-31", Everything(day=date(2025, 12, 31))),
        ('colour = "green"', Everything(colour=Colour.GREEN)),
        ('size = "large"', Everything(size="large")),
        ('label = { zh = "乙", en = "b" }', Everything(label=Text("乙", "b"))),
        ('share = "80.01%"', Everything(share=Share(8001, 10000))),
        ("numbers = [1, 2]", Everything(numbers=(1, 2))),
        ('pair = [2, "b"]', Everything(pair=(2, "b"))),
        ("by_colour = { red = 1, green = 2 }", Everything(by_colour={Colour.RED: 1, Colour.GREEN: 2})),
        ("maybe = 4", Everything(maybe=4)),
        ("dated = { value = 1, later = [2] }", Everything(dated=Dated(value=1, later=(2,)))),
        ("inner = { size = 2 }", Everything(inner=Leaf(size=2))),
    ],
)
def test_each_kind_of_value_is_read_from_what_means_it(text: str, expected: Everything) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "place", "says"),
    [
        ("count = 3.9", "count", "a decimal number 3.9"),
        ("count = 3.0", "count", "a decimal number 3.0"),
        ('count = "3"', "count", 'text "3"'),
        ("count = true", "count", "a yes-or-no value true"),
        ('yes = "false"', "yes", 'text "false"'),
        ("yes = 0", "yes", "a whole number 0"),
        ("word = 5", "word", "a whole number 5"),
        ("word = true", "word", "a yes-or-no value true"),
        ('word = ["a"]', "word", "an array"),
        ('word = "a\\u0000b"', "word", "U+0000"),
        ('day = "2025-12-31"', "day", "expected a date"),
        ("day = 2025-12-31T00:00:00Z", "day", "a date with a time"),
        ("day = 10:00:00", "day", "a time of day"),
        ("day = 20251231", "day", "a whole number"),
        ('colour = "gren"', "colour", "none of the choices"),
        ("colour = 1", "colour", "expected text"),
        ('size = "medium"', "size", "none of the choices"),
        ('label = "乙"', "label", "expected a table"),
        ('label = { zh = "乙" }', "label.en", "missing"),
        ('label = { zh = "", en = "b" }', "label.zh", "empty"),
        ('label = { zh = "乙", en = 3 }', "label.en", "expected text"),
        ('label = { zh = "乙", en = "b", fr = "b" }', "label.fr", "no key"),
        ("share = 0.8", "share", "a decimal number 0.8"),
        ("share = 80", "share", "a whole number 80"),
        ("share = { part = 1, whole = 2, of = 3 }", "share.of", "no key"),
        ("numbers = 1", "numbers", "expected an array"),
        ('numbers = "12"', "numbers", "expected an array"),
        ("numbers = [1, 2.5]", "numbers[1]", "a decimal number 2.5"),
        ("pair = [1]", "pair", "an array of 2 values"),
        ("pair = [1, 2]", "pair[1]", "expected text"),
        ("by_colour = [1]", "by_colour", "expected a table"),
        ("by_colour = { blue = 1 }", "by_colour.blue", "none of the choices"),
        ('by_colour = { red = "1" }', "by_colour.red", "expected a whole number"),
        ("dated = { value = true }", "dated.value", "expected a whole number"),
        ('dated = { value = 1, later = ["x"] }', "dated.later[0]", "expected a whole number"),
        ("inner = 3", "inner", "expected a table"),
        ("inner = { siz = 3 }", "inner.siz", "no key"),
        ("inner = { size = 0 }", "inner.size", "0 is out of range"),
        ("kount = 3", "kount", "no key"),
    ],
)
def test_nothing_is_converted_on_a_guess(text: str, place: str, says: str) -> None:
    error = refused(text)
    assert error.where == f"file.toml:1 {place}"
    assert says in error.what.en
    assert error.further == ()


def test_a_suggestion_names_the_nearest_key_or_choice() -> None:
    assert "count" in str(refused("kount = 3").mend)
    assert "choices: red, green; did you mean: green" in str(refused('colour = "gren"').mend)


def test_numbers_of_any_python_decimal_are_no_whole_numbers() -> None:
    with pytest.raises(Refusal):
        converter().structure(Decimal(3), int)
    with pytest.raises(Refusal):
        converter().structure(3.0, int)


def test_all_mistakes_are_reported_in_the_order_of_the_file() -> None:
    error = refused('yes = 1\ncount = "x"\n[inner]\nsize = 2.5\nkind = "branch"\n')
    assert [found.where for found in (error, *error.further)] == [
        "file.toml:1 yes",
        "file.toml:2 count",
        "file.toml:4 inner.size",
        "file.toml:5 inner.kind",
    ]


def test_a_path_inside_a_file_is_told_from_its_top() -> None:
    file = source("[rule]\n[rule.a]\nsize = 0\n")
    with pytest.raises(DossierError) as caught:
        structure(file.data["rule"]["a"], Leaf, source=file, path=("rule", "a"), error=DossierError)
    assert caught.value.where == "file.toml:3 rule.a.size"


def test_what_is_missing_points_to_the_table_that_lacks_it() -> None:
    file = source("\n[dated]\n")
    with pytest.raises(RuleDataError) as caught:
        structure(file.data, Everything, source=file, error=RuleDataError)
    assert caught.value.where == "file.toml:2 dated.value"


def test_a_union_is_told_apart_by_its_kind_and_may_hold_itself() -> None:
    convert = converter()
    union_hook(convert, Tree)
    file = source('kind = "branch"\nparts = [{ kind = "leaf" }, { kind = "branch", parts = [{ kind = "leaf", size = 3 }] }]\n')
    tree: Tree = structure(file.data, Tree, source=file, error=RuleDataError, convert=convert)  # type: ignore[arg-type]
    assert tree == Branch(parts=(Leaf(), Branch(parts=(Leaf(size=3),))))


@pytest.mark.parametrize(
    ("text", "place", "says", "mend"),
    [
        ("size = 1", "kind", "“kind” is missing", '"leaf", "branch"'),
        ('kind = "leef"', "kind", "none of the choices", "leaf"),
        ("kind = 3", "kind", "expected text", '"leaf"'),
        ('kind = "branch"\nparts = [{ kind = "leaf", size = 0 }]', "parts[0].size", "out of range", "at least 1"),
    ],
)
def test_an_unknown_kind_lists_the_allowed_ones(text: str, place: str, says: str, mend: str) -> None:
    convert = converter()
    union_hook(convert, Tree)
    file = source(text)
    with pytest.raises(RuleDataError) as caught:
        structure(file.data, Tree, source=file, error=RuleDataError, convert=convert)  # type: ignore[arg-type]
    assert caught.value.where.endswith(f" {place}")
    assert says in caught.value.what.en
    assert mend in str(caught.value.mend)


@attrs.frozen(kw_only=True)
class Judged:
    few: tuple[int, ...] = attrs.field(default=(1,), validator=attrs.validators.min_len(1))
    low: int = attrs.field(default=5, validator=attrs.validators.le(9))
    code: str = attrs.field(default="ab", validator=attrs.validators.matches_re("[a-z]+"))
    one: str = attrs.field(default="x", validator=attrs.validators.in_(("x", "y")))
    own: int = attrs.field(default=0)

    @own.validator
    def _even(self, attribute: "attrs.Attribute[int]", value: int) -> None:
        if value % 2:
            raise ValueError("own is an even number")


@pytest.mark.parametrize(
    ("text", "place", "says", "mend"),
    [
        ("few = []", " few", "too few entries", "at least 1"),
        ("low = 10", " low", "10 is out of range", "at most 9"),
        ('code = "A1"', " code", "wrong form", "[a-z]+"),
        ('one = "z"', " one", "none of the choices", "x, y"),
        ("own = 3", "", "own is an even number", "correct"),
    ],
)
def test_the_sentence_of_a_validator_is_kept_and_its_field_found(text: str, place: str, says: str, mend: str) -> None:
    file = source(text)
    with pytest.raises(RuleDataError) as caught:
        structure(file.data, Judged, source=file, error=RuleDataError)
    assert caught.value.where == f"file.toml:1{place}"
    assert says in caught.value.what.en
    assert caught.value.mend is not None
    assert mend in caught.value.mend.en


def test_a_renamed_key_is_named_as_the_file_writes_it() -> None:
    convert = converter()
    table_hook(convert, Leaf, keys={"size": "class"}, hooks={"size": int}, check=_odd)
    file = source('class = "7"')
    assert structure(file.data, Leaf, source=file, error=RuleDataError, convert=convert) == Leaf(size=7)
    for text, place in (("size = 1", "size"), ('class = "0"', "class"), ('class = "8"', "class"), ('class = "x"', "class")):
        bad = source(text)
        with pytest.raises(RuleDataError) as caught:
            structure(bad.data, Leaf, source=bad, error=RuleDataError, convert=convert)
        assert caught.value.where == f"file.toml:1 {place}"


def _odd(values: Mapping[Any, Any]) -> list[Refusal]:
    size = values.get("class", 1)
    return [Refusal(Text("偶数", "even"), at=("class",))] if size and size % 2 == 0 else []


def test_hooks_of_one_converter_leave_the_next_one_alone() -> None:
    first = converter()
    first.register_structure_hook(int, lambda *_: 0)
    assert converter().structure(7, int) == 7


def test_groups_of_cattrs_own_hooks_are_walked_by_their_notes() -> None:
    plain = cattrs.Converter(forbid_extra_keys=True)
    plain.register_structure_hook(int, lambda value, _: converter().structure(value, int))
    file = source("value = true\nlater = [1, 2.5]\nmore = 1\n")
    with pytest.raises(RuleDataError) as caught:
        structure(file.data, Dated[int], source=file, error=RuleDataError, convert=plain)
    places = [found.where for found in (caught.value, *caught.value.further)]
    assert places == ["file.toml:1 value", "file.toml:2 later[1]", "file.toml:3 more"]
    with pytest.raises(RuleDataError, match=r"file.toml:1 value: “value” is missing"):
        structure({}, Dated[int], source=file, error=RuleDataError, convert=plain)


def test_validators_and_mistakes_of_ours_are_told_apart_inside_groups_of_cattrs() -> None:
    plain = cattrs.Converter()
    with pytest.raises(RuleDataError, match="own is an even number"):
        structure({"own": 3}, Judged, source=source("own = 3"), error=RuleDataError, convert=plain)

    def broken(value: object, _: object) -> int:
        raise LookupError("a bug")

    plain.register_structure_hook(int, broken)
    with pytest.raises(LookupError):
        structure({"own": 3}, Judged, source=source("own = 3"), error=RuleDataError, convert=plain)


def test_a_hook_may_raise_a_sentence_of_its_own_or_several_refusals() -> None:
    def sentence(value: object, _: object) -> int:
        raise ValueError("the tide is out")

    def several(value: object, _: object) -> int:
        both = SeveralRefused([Refusal(LABEL, at=("a",)), Refusal(LABEL, at=("b",))])
        raise both.below("deep")

    for hook, places in ((sentence, ["count"]), (several, ["count.deep.a", "count.deep.b"])):
        convert = converter()
        convert.register_structure_hook(int, hook)
        file = source("count = 1")
        with pytest.raises(RuleDataError) as caught:
            structure(file.data, Everything, source=file, error=RuleDataError, convert=convert)
        assert [found.where.split()[1] for found in (caught.value, *caught.value.further)] == places


def test_a_mistake_of_ours_is_not_blamed_on_the_file() -> None:
    def broken(value: object, _: object) -> int:
        raise LookupError("a bug")

    convert = converter()
    convert.register_structure_hook(int, broken)
    file = source("count = 1")
    with pytest.raises(LookupError):
        structure(file.data, Everything, source=file, error=RuleDataError, convert=convert)


def test_a_place_without_a_file_is_its_path() -> None:
    assert where(None, ("facts", "workers", 0, "一 二")) == 'facts.workers[0]."一 二"'
    assert where(None, ()) == ""
