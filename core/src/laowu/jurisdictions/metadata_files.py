"""Entry points read straight from the files that installers leave: one look at each distribution, nothing imported for it.

:mod:`importlib.metadata` answers the same in general and costs more than the rest of a short command to import, because it can
also read archives, old formats and whatever a finder invents. Where any of these is in sight, it is asked.
"""

import os
import re
import sys
from collections.abc import Iterator
from importlib.machinery import PathFinder
from typing import Any

from laowu.values import frozen


@frozen(kw_only=True)
class Claim:
    """One entry point with the distribution that declares it.

    Attributes:
        name: its name.
        value: what it points at, as ``module:object``.
        distribution: name of the distribution; empty for what is left of one that was half removed.
        version: its version; empty likewise.
        requires: what it requires, a line for each, as metadata write it.
    """

    name: str
    value: str
    distribution: str
    version: str
    requires: tuple[str, ...]


def claims(group: str) -> list[Claim]:
    """Every entry point of a group; of two distributions of one name, the first on the path counts."""
    found = _read(group) if _plain() else None
    return _asked(group) if found is None else found


def _plain() -> bool:
    """Whether the path is all there is, and made of folders."""
    if any(hasattr(finder, "find_distributions") and finder is not PathFinder for finder in sys.meta_path):
        return False
    return not any(os.path.isfile(folder) or folder.lower().endswith(".egg") for folder in sys.path)  # noqa: PTH113  # pathlib doubles the time


def _read(group: str) -> list[Claim] | None:
    """The claims; ``None`` when one stands in a format that is not read here."""
    header = f"[{group}]"
    seen: set[str] = set()
    found: list[Claim] = []
    for folder, name in _metadata_folders():
        distribution = re.sub("[-_.]+", "_", name.rpartition(".")[0].partition("-")[0]).lower()
        if distribution in seen:
            continue
        seen.add(distribution)
        listing = _text(f"{folder}/{name}/entry_points.txt")
        if listing is None:
            return None
        if group not in listing:
            continue
        if not name.endswith(".dist-info"):
            return None
        pairs = list(_declared(listing, header))
        if pairs:
            about = _about(f"{folder}/{name}/METADATA")
            if about is None:
                return None
            of, version, requires = about
            found += [Claim(name=key, value=value, distribution=of, version=version, requires=requires) for key, value in pairs]
    return found


def _metadata_folders() -> Iterator[tuple[str, str]]:
    for folder in sys.path:
        try:
            names = os.listdir(folder or ".")  # noqa: PTH208  # pathlib doubles the time
        except OSError:
            continue
        yield from ((folder or ".", name) for name in names if name.lower().endswith((".dist-info", ".egg-info")))


def _text(file: str) -> str | None:
    """What a file says; nothing when it is not there, ``None`` when it cannot be read."""
    try:
        # A stranger's file that is not in UTF-8 must not hide every region: what matters in it is plain ASCII.
        with open(file, encoding="utf-8", errors="replace") as opened:  # noqa: PTH123  # pathlib doubles the time
            return opened.read()
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError, PermissionError):
        return ""
    except OSError:
        return None


def _declared(listing: str, header: str) -> Iterator[tuple[str, str]]:
    section = ""
    for line in map(str.strip, listing.splitlines()):
        if line.startswith("[") and line.endswith("]"):
            section = line
        elif section == header and line and not line.startswith("#"):
            name, _, value = line.partition("=")
            yield name.strip(), value.strip()


def _about(file: str) -> tuple[str, str, tuple[str, ...]] | None:
    """Name, version and requirements, from the head of a metadata file; ``None`` where a line of it goes on in the next."""
    text = _text(file)
    if text is None:
        return None
    known: dict[str, str] = {}
    requires: list[str] = []
    for line in text.splitlines():
        if not line:
            break
        if line[0] in " \t":
            continue
        key, _, value = line.partition(":")
        key, value = key.lower(), value.strip()
        if key == "requires-dist":
            requires.append(value)
        else:
            known.setdefault(key, value)
    return known.get("name", ""), known.get("version", ""), tuple(requires)


def _asked(group: str) -> list[Claim]:
    from importlib.metadata import entry_points

    found = []
    for entry in entry_points(group=group):
        about: Any = entry.dist.metadata if entry.dist is not None else {}
        # What an installer half removed has no name any more: it is left nameless, and hides no other region.
        name, version = (about[key] if key in about else "" for key in ("Name", "Version"))  # noqa: SIM401  # no get() in 3.11
        requires = tuple(entry.dist.requires or ()) if entry.dist is not None else ()
        found.append(Claim(name=entry.name, value=entry.value, distribution=name, version=version, requires=requires))
    return found
