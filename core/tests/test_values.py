"""Value classes are what ``attrs.frozen`` makes of them, only later."""

import copy
import inspect
import pickle
import weakref
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from importlib import import_module
from pkgutil import walk_packages
from typing import Any, ClassVar, Generic, TypeVar

import attrs
import pytest
from attrs.exceptions import FrozenInstanceError
from hypothesis import given
from hypothesis import strategies as st

import laowu
from laowu import values
from laowu.values import field_names, frozen, is_value_class

T = TypeVar("T")


@frozen(kw_only=True)
class Base:
    """A base."""

    name: str
    size: int = attrs.field(default=1, validator=attrs.validators.ge(0))
    kept: ClassVar[int] = 7

    @size.validator
    def _even(self, attribute: "attrs.Attribute[int]", value: int) -> None:
        if value > 1 and value % 2:
            raise ValueError("odd")

    @property
    def twice(self) -> int:
        return 2 * self.size


@frozen(kw_only=True)
class Below(Base):
    size: int = 2
    parts: tuple[int, ...] = attrs.field(factory=tuple, repr=False)
    hidden: int = attrs.field(default=0, eq=False)


@frozen
class Pair(Generic[T]):
    one: T
    other: T


@frozen(kw_only=True, cache_hash=True)
class Hashed:
    name: str


@frozen(kw_only=True, eq=False)
class Same:
    name: str


def late(body: type, **options: Any) -> Any:
    """The class made anew, nothing of it written."""
    return values.frozen(**options)(body)


def unwritten(kind: type) -> bool:
    return type(vars(kind)["__init__"]).__name__ in ("_Unwritten", "_UnwrittenInit")


def test_nothing_is_written_before_the_first_value_and_comparing_later_still() -> None:
    class Body:
        name: str = attrs.field(default="x", validator=attrs.validators.min_len(1))

    kind = late(Body)
    assert unwritten(kind)
    assert is_value_class(kind)
    assert field_names(kind) == ("name",)
    assert unwritten(kind)
    value = kind(name="y")
    assert not unwritten(kind)
    assert type(vars(kind)["__eq__"]).__name__ == "_Unwritten"
    assert value == kind(name="y")
    assert type(vars(kind)["__eq__"]).__name__ == "function"


@pytest.mark.parametrize(
    "touch",
    [
        attrs.fields,
        attrs.has,
        attrs.resolve_types,
        inspect.signature,
        lambda kind: [kind("y") for _ in range(values._MADE_UNWRITTEN + 1)],
        lambda kind: kind.__match_args__,
        lambda kind: attrs.evolve(kind(), name="z"),
    ],
)
def test_whoever_looks_first_finds_the_finished_class(touch: Callable[[Any], object]) -> None:
    class Body:
        name: str = "x"

    class Eager:
        name: str = "x"

    kind: Any = late(Body)
    eager: Any = attrs.frozen(Eager)
    touch(kind)
    assert not unwritten(kind)
    assert inspect.signature(kind) == inspect.signature(eager)
    assert inspect.signature(late(type("Body", (), dict(vars(Body))))) == inspect.signature(eager)
    assert kind.__match_args__ == eager.__match_args__
    assert [field.name for field in attrs.fields(kind)] == ["name"]


class Plain:
    name: str
    size: int = 1
    more: tuple[int, ...] = ()


class PlainBelow:
    size: int = 2
    last: str = "z"


CALLS: list[tuple[tuple[Any, ...], dict[str, Any]]] = [
    (("a",), {}),
    (("a", 3), {"more": (1,)}),
    (("a", 3, (), "b"), {}),
    (("a", 3, (), "b", 1), {}),
    ((), {"name": "a"}),
    ((), {"size": 2}),
    ((), {"name": "a", "sise": 2}),
    (("a",), {"name": "b"}),
    ((), {}),
]


@pytest.mark.parametrize("kw_only", [False, True])
@pytest.mark.parametrize(("args", "given"), CALLS)
def test_the_first_values_are_made_as_attrs_makes_them(args: Any, given: dict[str, Any], *, kw_only: bool) -> None:
    def both(make: Callable[..., Any]) -> list[Any]:
        base = make(kw_only=kw_only)(type("Plain", (), dict(vars(Plain))))
        return [base, make(kw_only=kw_only)(type("PlainBelow", (base,), dict(vars(PlainBelow))))]

    for kind, eager in zip(both(values.frozen), both(attrs.frozen), strict=True):
        assert unwritten(kind)
        assert _told(kind, args, given) == _told(eager, args, given)


def _told(kind: Any, args: Any, given: dict[str, Any]) -> str:
    """The value as it is shown, or what is wrong with the call."""
    try:
        return repr(kind(*args, **given))
    except TypeError as failure:
        return str(failure)


def test_many_values_are_made_by_what_attrs_writes() -> None:
    class Body:
        name: str = "x"

    kind = late(Body)
    first = [kind("y") for _ in range(values._MADE_UNWRITTEN)]
    assert unwritten(kind)
    assert kind("y") == first[0]
    assert not unwritten(kind)


def test_a_class_below_one_that_is_not_plain_is_not_plain() -> None:
    class Body(Base):
        more: int = 3

    with pytest.raises(ValueError, match="odd"):
        late(Body, kw_only=True)(name="a", size=3)


def test_what_attrs_calls_around_making_a_value_is_called() -> None:
    made = []

    class Body:
        name: str

        def __attrs_post_init__(self) -> None:
            made.append(self.name)

    late(Body)("a")
    assert made == ["a"]


def test_a_private_field_is_stated_without_its_underscore() -> None:
    class Body:
        _name: str

    assert late(Body)(name="a")._name == "a"


def test_fields_defaults_and_validators_are_those_of_attrs() -> None:
    assert Below(name="a") == Below(name="a", size=2, parts=(), hidden=3)
    assert Below(name="a") != Below(name="b")
    assert hash(Below(name="a", hidden=1)) == hash(Below(name="a", hidden=2))
    assert (Below(name="a").twice, Below.kept) == (4, 7)
    assert [field.name for field in attrs.fields(Below)] == ["name", "size", "parts", "hidden"]
    assert isinstance(Below(name="a"), Base)
    with pytest.raises(ValueError, match="odd"):
        Base(name="a", size=3)
    with pytest.raises(ValueError, match="must be >= 0"):
        Base(name="a", size=-1)
    with pytest.raises(TypeError):
        Base("a")  # type: ignore[call-arg]


def test_values_are_frozen_slotted_and_can_be_pointed_at_weakly() -> None:
    value = Below(name="a")
    assert weakref.ref(value)() is value
    assert not hasattr(value, "__dict__")
    with pytest.raises(FrozenInstanceError):
        value.name = "b"  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        del value.name


def test_values_are_shown_as_attrs_shows_them() -> None:
    assert repr(Below(name="a", parts=(1,))) == "Below(name='a', size=2, hidden=0)"
    assert repr(Pair(1, 2)) == "Pair(one=1, other=2)"


def test_generic_classes_and_positional_patterns() -> None:
    match Pair[int](1, 2):
        case Pair(one, other):
            assert (one, other) == (1, 2)
        case _:
            pytest.fail("the pattern does not fit")


@given(st.text(), st.integers(0, 9).map(lambda number: 2 * number), st.lists(st.integers()).map(tuple))
def test_a_pickled_or_copied_value_comes_back_equal(name: str, size: int, parts: tuple[int, ...]) -> None:
    value = Below(name=name, size=size, parts=parts)
    for back in (pickle.loads(pickle.dumps(value)), copy.copy(value), copy.deepcopy(value)):  # noqa: S301  # our own
        assert back == value
        assert hash(back) == hash(value)


def test_a_pickled_value_comes_back_without_anything_being_written() -> None:
    class Body:
        name: str = "x"

    kind = late(Body)
    value = kind.__new__(kind)
    value.__setstate__({"name": "y"})
    assert unwritten(kind)
    assert value.name == "y"
    assert value == kind("y")


def test_a_hash_is_worked_out_once_where_that_is_asked_for() -> None:
    class Counted:
        times = 0

        def __hash__(self) -> int:
            self.times += 1
            return 1

    counted = Counted()
    value = Hashed(name=counted)  # type: ignore[arg-type]  # anything that counts
    assert hash(value) == hash(value)
    assert counted.times == 1
    back = pickle.loads(pickle.dumps(Hashed(name="a")))  # noqa: S301  # our own
    assert {back: 1}[Hashed(name="a")] == 1


def test_values_that_are_not_to_be_compared_are_only_themselves() -> None:
    assert Same(name="a") != Same(name="a")
    assert len({Same(name="a"), Same(name="a")}) == 2


def test_methods_of_the_class_stay() -> None:
    class Body:
        name: str

        def __repr__(self) -> str:
            return "shown"

        def __str__(self) -> str:
            return "told"

    value = late(Body)("a")
    assert (repr(value), str(value)) == ("shown", "told")


def test_a_class_that_attrs_takes_more_trouble_with_is_written_at_once() -> None:
    class Own:
        name: str

        def __eq__(self, other: object) -> bool:
            return True

        def __hash__(self) -> int:
            return 0

    class Cached:
        name: str

        @cached_property
        def twice(self) -> str:
            return 2 * self.name

    class Upwards:
        name: str

        def kind(self) -> type:
            return __class__  # type: ignore[name-defined, no-any-return]  # a cell that must be set anew

    own, cached, upwards = late(Own), late(Cached), late(Upwards)
    assert own("a") == own("b")
    assert cached("a").twice == "aa"
    assert upwards("a").kind() is upwards
    assert not any(unwritten(kind) for kind in (own, cached, upwards))


def test_threads_that_come_at_once_get_one_class() -> None:
    class Body:
        name: str = "x"
        more: int = attrs.field(default=1, validator=attrs.validators.ge(0))

    for _ in range(20):
        kind = late(Body)
        with ThreadPoolExecutor(8) as pool:
            made = list(pool.map(kind, "a" * 8, range(8)))
        assert len(set(made)) == 8
        assert [value.more for value in made] == list(range(8))


def test_every_value_class_of_the_program_can_be_written() -> None:
    """A field without a default after one with, and the like, would otherwise be found by whoever makes the first value."""
    found = set()
    for module in walk_packages(laowu.__path__, "laowu."):
        if not module.name.startswith(("laowu.conformance.suite", "laowu.conformance.pytest", "laowu.report", "laowu.__main__")):
            defined = vars(import_module(module.name)).values()
            found |= {item for item in defined if isinstance(item, type) and is_value_class(item)}
    assert len(found) > 150
    for kind in found:
        assert attrs.fields(kind) is not None
        assert callable(kind.__eq__)
        if "__annotations__" in vars(kind) and len(kind.__mro__) == 2:
            names = tuple(field.name for field in attrs.fields(kind))
            assert field_names(kind)[: len(names)] == names


def test_values_can_be_replaced() -> None:
    replaced = getattr(copy, "replace", attrs.evolve)  # copy has it from Python 3.13 on
    assert replaced(Base(name="a"), name="b") == Base(name="b")
