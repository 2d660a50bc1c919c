"""Noting what a plugin's own Python looks at besides its question: the clock, chance, the environment, files, the network."""

import os
import random
import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

from laowu.text import Text

#: What is forbidden to a plugin, by the module and the name of the function it would call.
_FORBIDDEN: dict[tuple[str, str], Text] = {
    **dict.fromkeys(
        (("datetime", "today"), ("datetime", "now"), ("datetime", "utcnow"), ("time", "time"), ("time", "time_ns"),
         ("time", "localtime"), ("time", "gmtime"), ("time", "monotonic"), ("time", "strftime")),
        Text("时钟", "the clock"),
    ),
    **dict.fromkeys((("_random", "random"), ("_random", "getrandbits"), ("posix", "urandom"), ("nt", "urandom")), Text("随机数", "chance")),
    **dict.fromkeys((("_io", "open"), ("io", "open"), ("posix", "open"), ("nt", "open"), ("posix", "stat"), ("posix", "listdir"),
                     ("posix", "scandir"), ("builtins", "open")), Text("文件", "files")),
    **dict.fromkeys((("_socket", "socket"), ("_socket", "getaddrinfo"), ("_socket", "connect")), Text("网络", "the network")),
    **dict.fromkeys((("posix", "getcwd"), ("nt", "getcwd")), Text("当前目录", "the current folder")),
}  # fmt: skip
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
        self._before: Callable[[FrameType, str, Any], Any] | None = None
        self.seen: list[tuple[str, Text]] = []

    def __enter__(self) -> "LookingAround":
        self._before = sys.getprofile()
        sys.setprofile(self._watch)
        return self

    def __exit__(self, *failure: object) -> None:
        sys.setprofile(self._before)

    def _watch(self, frame: FrameType, event: str, called: Any) -> None:
        what = None
        if event == "c_call":
            what = _FORBIDDEN.get((_module(called), getattr(called, "__name__", "")))
        elif event == "call":
            if frame.f_code in _ENVIRONMENT_CODES:
                what = _ENVIRONMENT
            elif frame.f_code in _CHANCE_CODES:
                what = Text("随机数", "chance")
        if what is not None and (place := self._blamed(frame)):
            self.seen.append((place, what))

    def _blamed(self, frame: FrameType | None) -> str:
        """File and line of the plugin's code on whose account something was looked at; empty when it was core's own."""
        while frame is not None:
            first = str(frame.f_globals.get("__name__", "")).partition(".")[0]
            if first == "laowu":
                return ""
            if first == self._package:
                return f"{os.path.basename(frame.f_code.co_filename)}:{frame.f_lineno}"
            frame = frame.f_back
        return ""


def _module(called: Any) -> str:
    """The module of a built-in function, or that of the class it belongs to."""
    owner = getattr(called, "__self__", None)
    if isinstance(owner, type):
        return owner.__module__
    if getattr(called, "__module__", None):
        return str(called.__module__)
    return type(owner).__mro__[-2].__module__ if owner is not None else ""
