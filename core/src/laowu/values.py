"""Value classes: attrs classes whose methods are written when the first value is made.

attrs writes the methods of a class as text and compiles it: half a millisecond a class, at each start of the program. A
command makes values of a third of the classes it imports. So :func:`frozen` makes the class at once, with its slots and all,
and asks attrs for the methods when somebody first calls one of them, compares two values or looks at the fields. From then on
the class is what ``attrs.frozen`` makes of it.

A value that was pickled comes back without any of that, and the first values of a class whose fields are plain ones are made
without it, too.
"""

import sys
from collections.abc import Callable, Collection, Mapping
from functools import cached_property, partial
from threading import RLock
from typing import TYPE_CHECKING, Any, ClassVar, get_origin
from weakref import WeakKeyDictionary

import attrs

if TYPE_CHECKING:
    from attrs import frozen
else:

    def frozen(maybe: type | None = None, *, kw_only: bool = False, eq: bool = True, cache_hash: bool = False) -> Any:
        """Make a frozen attrs class with slots; stands for ``attrs.frozen`` and takes some of its options.

        Args:
            maybe: the class, where the decorator stands without brackets.
            kw_only: values are made with keywords only.
            eq: values with equal fields are equal.
            cache_hash: work out a value's hash only once.
        """

        def made(body: type) -> type:
            if _can_wait(body, eq=eq):
                return _written_later(body, kw_only=kw_only, eq=eq, cache_hash=cache_hash)
            return attrs.frozen(kw_only=kw_only, eq=None if eq else False, cache_hash=cache_hash)(body)

        return made if maybe is None else made(maybe)


__all__ = ["field_names", "frozen", "is_value_class"]

#: What attrs writes, or sets on a class, that somebody may ask for.
_WRITTEN = ("__init__", "__setattr__", "__delattr__", "__getstate__", "__attrs_attrs__", "__match_args__")
if sys.version_info >= (3, 13):
    _WRITTEN += ("__replace__",)
#: What it writes to compare values; most are never compared.
_COMPARING = frozenset(("__eq__", "__ne__", "__hash__"))
_CACHE = "_cached_hash"
_OF_THE_LAYOUT = frozenset(("__slots__", "__dict__", "__weakref__"))

#: What makes a field more than a name, a type and a default, and methods that attrs calls when it makes a value.
_TOLD_MORE = type(attrs.field())
_AROUND_INIT = {"__attrs_pre_init__", "__attrs_post_init__"}
#: So many values are made field by field before it pays to have the method written that makes them quicker.
_MADE_UNWRITTEN = 100

_plain: "WeakKeyDictionary[type, Mapping[str, Any]]" = WeakKeyDictionary()
_writing = RLock()


def is_value_class(kind: type) -> bool:
    """Whether a class is an attrs class, without having its methods written."""
    return "__attrs_attrs__" in vars(kind)


def field_names(kind: type) -> tuple[str, ...]:
    """The names of an attrs class's own fields, without having its methods written."""
    return tuple(name for name, hint in vars(kind).get("__annotations__", {}).items() if not _of_class(hint))


class _Unwritten:
    """Stands where a method will stand."""

    __slots__ = ("_cls", "_name", "_write")

    def __init__(self, cls: type, name: str, write: Callable[[], None]) -> None:
        self._cls = cls
        self._name = name
        self._write = write

    def __get__(self, value: object | None, owner: type) -> Any:
        self._write()
        written = vars(self._cls)[self._name]
        return written.__get__(value, owner) if hasattr(written, "__get__") else written


class _UnwrittenInit(_Unwritten):
    """Stands where ``__init__`` will stand, and makes the first values by itself where their fields are plain ones."""

    __slots__ = ("_by_place", "_fields", "_left", "_required")

    def __init__(self, cls: type, write: Callable[[], None], fields: Mapping[str, Any], *, by_place: bool) -> None:
        super().__init__(cls, "__init__", write)
        self._fields = fields
        self._required = {name for name, default in fields.items() if default is attrs.NOTHING}
        self._by_place = by_place
        self._left = _MADE_UNWRITTEN

    def __get__(self, value: object | None, owner: type) -> Any:
        if value is None or isinstance(value, type) or self._left <= 0:  # somebody looks at the class, or makes many
            return super().__get__(value, owner)
        self._left -= 1
        return partial(self._make, value)

    def _make(self, value: object, /, *args: Any, **given: Any) -> None:
        stated = given | dict(zip(self._fields, args, strict=False)) if args and self._by_place else given
        as_usual = len(stated) == len(args) + len(given) and self._required <= stated.keys() <= self._fields.keys()
        if not as_usual:
            self._write()
            value.__init__(*args, **given)  # type: ignore[misc]  # which says what is wrong
            return
        for name, default in self._fields.items():
            object.__setattr__(value, name, stated.get(name, default))


def _plain_fields(body: type) -> Mapping[str, Any] | None:
    """The fields of a class with their defaults, where nothing more is said of any of them."""
    fields: dict[str, Any] = {}
    for base in filter(is_value_class, reversed(body.__mro__[1:])):
        if base not in _plain:
            return None
        fields |= _plain[base]
    for name in field_names(body):
        fields[name] = vars(body).get(name, attrs.NOTHING)
        if name.startswith("_") or isinstance(fields[name], _TOLD_MORE):
            return None
    return fields if not _AROUND_INIT & vars(body).keys() else None


def _can_wait(body: type, *, eq: bool) -> bool:
    """Whether a class is as plain as nearly all are; with the others attrs takes more trouble than is worth doing again."""
    ours = {*_WRITTEN, "__setstate__", *(_COMPARING if eq else ())}
    return not any(
        name in ours or isinstance(item, cached_property) or "__class__" in _names_around(item)
        for name, item in vars(body).items()
    )


def _names_around(item: object) -> tuple[str, ...]:
    function = getattr(item, "fget", None) or getattr(item, "__func__", item)
    code = getattr(function, "__code__", None)
    return code.co_freevars if code is not None else ()


def _written_later(body: type, *, kw_only: bool, eq: bool, cache_hash: bool) -> type:
    """The class with its slots, and what has attrs write its methods in their place."""
    cls = _with_slots(body, _CACHE if cache_hash else None)

    def write(names: Collection[str], *, compared: bool) -> None:
        with _writing:
            if not any(isinstance(vars(cls).get(name), _Unwritten) for name in names):
                return  # somebody else was faster
            finished = vars(attrs.frozen(kw_only=kw_only, eq=compared, repr=False)(body))
            wanted = _COMPARING if compared else finished.keys() - _OF_THE_LAYOUT - _COMPARING
            for name in wanted:
                if name.startswith("__") and vars(body).get(name) is not finished[name]:
                    setattr(cls, name, _cached(finished[name]) if cache_hash and name == "__hash__" else finished[name])

    write_all = partial(write, _WRITTEN, compared=False)
    for name in _WRITTEN:
        setattr(cls, name, _Unwritten(cls, name, write_all))
    fields = _plain_fields(body)
    if fields is not None:
        _plain[cls] = fields
        by_place = not kw_only and len(fields) == len(field_names(body))
        type.__setattr__(cls, "__init__", _UnwrittenInit(cls, write_all, fields, by_place=by_place))
    for name in _COMPARING if eq else ():
        setattr(cls, name, _Unwritten(cls, name, partial(write, _COMPARING, compared=True)))
    return cls


def _cached(written: Callable[[Any], int]) -> Callable[[Any], int]:
    def __hash__(self: Any) -> int:  # noqa: N807  # it becomes a method
        try:
            found: int = self._cached_hash
        except AttributeError:
            found = written(self)
            object.__setattr__(self, _CACHE, found)
        return found

    return __hash__


def _with_slots(body: type, *more: str | None) -> type:
    own = field_names(body)
    bases = body.__mro__[1:]
    inherited = {name for base in bases for name in vars(base).get("__slots__", ())}
    slots = [name for name in own if name not in inherited]
    if not any("__weakref__" in vars(base) for base in bases):
        slots.append("__weakref__")
    slots += filter(None, more)
    kept = {name: item for name, item in vars(body).items() if name not in own and name not in _OF_THE_LAYOUT}
    kept |= {"__slots__": tuple(slots), "__qualname__": body.__qualname__, "__setstate__": _restored}
    kept.setdefault("__repr__", _shown)
    return type(body)(body.__name__, body.__bases__, kept)


def _of_class(kind: Any) -> bool:
    return "ClassVar" in kind if isinstance(kind, str) else kind is ClassVar or get_origin(kind) is ClassVar


def _restored(self: object, state: Mapping[str, Any]) -> None:
    for name, item in state.items():
        object.__setattr__(self, name, item)


def _shown(self: Any) -> str:
    fields = (field for field in attrs.fields(type(self)) if field.repr)
    return f"{type(self).__qualname__}({', '.join(f'{field.name}={getattr(self, field.name)!r}' for field in fields)})"
