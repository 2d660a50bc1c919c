"""Rule books kept between two calls of the program, so that rule files are parsed and checked once and not each time.

What is kept is found again by what it was made of: the bytes of every rule file, the readings chosen, the versions of laowu,
its data classes and Python. So nothing has to be thrown away when a file changes. A folder that cannot be written to is left
alone. What is read must be the user's own, whole (it carries its SHA-256), and made of laowu's plain values: nothing else can
come out of it, whoever wrote it. Whatever is wrong with it, the files are read again.
"""

import hashlib
import os
import pickle
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from enum import Enum
from io import BytesIO
from pathlib import Path
from typing import Any

import attrs

from laowu import __version__
from laowu.model.facts import FactCatalogue
from laowu.rules.rulebook import RuleBook
from laowu.text import Text
from laowu.values import frozen, is_value_class

_FORMAT = b"laowu rule book 1\n"
_DIGEST = 32
_MOST_KEPT = 64
_OTHERS_MAY_WRITE = 0o022
#: What the classes of a rule book are made by; a checkout changes them without a new version.
_SOURCES = ("model", "model/answers", "rules")


@frozen(kw_only=True)
class Part:
    """One plugin behind a rule book.

    Attributes:
        code: its jurisdiction code.
        files: SHA-256 of its rule files.
    """

    code: str
    files: bytes


@frozen(kw_only=True, eq=False)
class RuleCache:
    """A folder of rule books.

    Attributes:
        folder: the folder; made when something is first kept.
    """

    folder: Path

    def get(self, own: Part, choices: Mapping[str, str]) -> tuple[tuple[Part, ...], RuleBook] | None:
        """What was kept for a jurisdiction under these readings: the plugins it was made of, most general first, and the book.

        The caller sees to it that the plugins it extends still say the same.
        """
        try:
            with self._file(own, choices).open("rb") as file:
                if not _ours(os.fstat(file.fileno())):
                    return None
                content = file.read()
            head = len(_FORMAT) + _DIGEST
            body = content[head:]
            if content[:head] != _FORMAT + hashlib.sha256(body).digest():
                return None
            parts, book = _Reader(BytesIO(body)).load()
        except Exception:  # noqa: BLE001  # whatever is wrong with it: the rule files are there
            return None
        sound = isinstance(book, RuleBook) and isinstance(parts, tuple) and all(isinstance(part, Part) for part in parts)
        return (parts, book) if sound else None

    def keep(self, parts: Sequence[Part], choices: Mapping[str, str], book: RuleBook) -> None:
        """Keep a rule book, if that is possible.

        Args:
            parts: the plugins it was made of, most general first.
            choices: the readings it was made with.
            book: the rule book.
        """
        import tempfile

        with suppress(OSError, pickle.PicklingError, TypeError, AttributeError):
            body = pickle.dumps((tuple(parts), attrs.evolve(book)), protocol=5)  # without what was derived from it
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self.folder)
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(_FORMAT + hashlib.sha256(body).digest() + body)
                Path(name).replace(self._file(parts[-1], choices))
            except OSError:
                Path(name).unlink(missing_ok=True)
                raise
            self._drop_oldest()

    def _file(self, own: Part, choices: Mapping[str, str]) -> Path:
        made_of = (__version__, _stamp(), sys.version_info[:3], own.code, own.files, sorted(choices.items()))
        return self.folder / f"{own.code}-{hashlib.sha256(repr(made_of).encode()).hexdigest()[:40]}"

    def _drop_oldest(self) -> None:
        files = sorted(self.folder.iterdir(), key=lambda file: file.stat().st_mtime)
        for file in files[:-_MOST_KEPT]:
            file.unlink(missing_ok=True)


def user_cache(environ: Mapping[str, str]) -> RuleCache | None:
    """The cache of the user who runs the program; ``None`` where there is no home to keep it in."""
    if sys.platform == "win32":
        base = environ.get("LOCALAPPDATA", "")
    elif sys.platform == "darwin":
        base = f"{environ['HOME']}/Library/Caches" if environ.get("HOME") else ""
    else:
        base = environ.get("XDG_CACHE_HOME", "") or (f"{environ['HOME']}/.cache" if environ.get("HOME") else "")
    return RuleCache(folder=Path(base, "laowu", "rules")) if Path(base).is_absolute() else None


def digest_of(contents: Mapping[str, bytes]) -> bytes:
    """SHA-256 of files by name."""
    digest = hashlib.sha256()
    for name, content in contents.items():
        digest.update(f"{name} {len(content)}\n".encode())
        digest.update(content)
    return digest.digest()


def _stamp() -> str:
    """When the classes of a rule book, and the data that come with them, were last written."""
    home = Path(__file__).parent.parent
    written = []
    for folder in _SOURCES:
        with os.scandir(home / folder) as entries:
            written += sorted((entry.name, entry.stat().st_mtime_ns) for entry in entries if entry.is_file())
    return hashlib.sha256(repr(written).encode()).hexdigest()


def _ours(about: os.stat_result) -> bool:
    """Whether a file is the user's own and nobody else may write to it."""
    if sys.platform == "win32":
        return True
    return about.st_uid == os.geteuid() and not about.st_mode & _OTHERS_MAY_WRITE


class _Reader(pickle.Unpickler):
    """Makes plain values of laowu and nothing else: a file that names anything else is refused before anything is called."""

    def find_class(self, module: str, name: str, /) -> Any:
        """One of the few classes that a rule book consists of."""
        if (module, name) == ("datetime", "date"):
            return super().find_class(module, name)
        if module.startswith(("laowu.model.", "laowu.rules.")) or module in ("laowu.text", __name__):
            found = super().find_class(module, name)
            if isinstance(found, type) and (is_value_class(found) or issubclass(found, (Enum, Text, FactCatalogue))):
                return found
        raise pickle.UnpicklingError(f"a rule book holds no {module}.{name}")
