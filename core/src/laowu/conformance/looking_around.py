"""Noting what a plugin's own Python looks at besides its question: the clock, chance, the environment, files, the network."""

import os
import random
import sys
from pathlib import Path
from types import FrameType
from typing import Any, Self

from laowu.text import Text

_CLOCK, _CHANCE, _FILES = Text("时钟", "the clock"), Text("随机数", "chance"), Text("文件", "files")
_NETWORK, _FOLDER = Text("网络", "the network"), Text("当前目录", "the current folder")
#: What is forbidden to a plugin, by the module and the name of the function it would call.
_FORBIDDEN: dict[tuple[str, str], Text] = {
    (module, name): what
    for what, modules, names in (
        (_CLOCK, ("datetime",), ("today", "now", "utcnow")),
        (_CLOCK, ("time",), ("time", "time_ns", "localtime", "gmtime", "monotonic", "strftime")),
        (_CHANCE, ("_random", "posix", "nt"), ("random", "getrandbits", "urandom")),
        (_FILES, ("_io", "io", "builtins", "posix", "nt"), ("open", "stat", "listdir", "scandir")),
        (_NETWORK, ("_socket",), ("socket", "getaddrinfo", "connect")),
        (_FOLDER, ("posix", "nt"), ("getcwd",)),
    )
    for module in modules
    for name in names
}
_ENVIRONMENT = Text("环境变量", "the environment")
_ENVIRONMENT_CODES = frozenset({os.getenv.__code__, type(os.environ).__getitem__.__code__})
_CHANCE_CODES = frozenset({random.Random.randrange.__code__, random.Random.choice.__code__})


class LookingAround:
    """Watches calls while it is in force.

    Attributes:
        seen: what was looked at, with the place in the plugin's own code.
    """

    def __init__(self, package: str) -> None:
        """Watch one package.

        Args:
            package: name of the plugin's package; what core does for itself is its own affair.
        """
        self._package = package
        self._before: Any = None
        self.seen: list[tuple[str, Text]] = []

    def __enter__(self) -> Self:
        self._before = sys.getprofile()
        sys.setprofile(self._watch)
        return self

    def __exit__(self, *failure: object) -> None:
        sys.setprofile(self._before)

    def _watch(
        self, frame: FrameType, event: str, called: Any
    ) -> None:  # pragma: no cover  # runs inside a profiler, where coverage cannot look
        what = None
        if event == "c_call":
            what = _FORBIDDEN.get((_module(called), getattr(called, "__name__", "")))
        elif event == "call":
            if frame.f_code in _ENVIRONMENT_CODES:
                what = _ENVIRONMENT
            elif frame.f_code in _CHANCE_CODES:
                what = _CHANCE
        if what is not None and (place := self._blamed(frame)):
            self.seen.append((place, what))

    def _blamed(self, frame: FrameType | None) -> str:  # pragma: no cover  # runs inside a profiler, where coverage cannot look
        """File and line of the plugin's code on whose account something was looked at; empty when it was core's own."""
        while frame is not None:
            first = str(frame.f_globals.get("__name__", "")).partition(".")[0]
            if first == "laowu":
                return ""
            if first == self._package:
                return f"{Path(frame.f_code.co_filename).name}:{frame.f_lineno}"
            frame = frame.f_back
        return ""


def _module(called: Any) -> str:  # pragma: no cover  # runs inside a profiler, where coverage cannot look
    """The module of a built-in function, or that of the class it belongs to."""
    owner = getattr(called, "__self__", None)
    if isinstance(owner, type):
        return owner.__module__
    if getattr(called, "__module__", None):
        return str(called.__module__)
    return type(owner).__mro__[-2].__module__ if owner is not None else ""
