"""Sources of facts that other packages bring, through entry points of the group ``laowu.fact_sources``.

A package says ``[project.entry-points."laowu.fact_sources"]`` and a line ``ledger = "…:verified"``. The object is called with
what :class:`FactSource` says, and imported only when somebody asks for it.
"""

from datetime import date
from typing import Protocol, cast

from laowu.cli.extensions import BrokenExtension
from laowu.errors import InputError
from laowu.jurisdictions.jurisdiction import Jurisdiction
from laowu.model.dossier import Dossier
from laowu.model.verified_facts import VerifiedFacts
from laowu.text import Text

GROUP = "laowu.fact_sources"


class FactSource(Protocol):
    """Something that counts facts about a brand."""

    def __call__(self, place: str, dossier: Dossier, jurisdiction: Jurisdiction, on: date, *, brand: str | None) -> VerifiedFacts:
        """What it knows.

        Args:
            place: where the source is.
            dossier: the dossier whose brand is looked for.
            jurisdiction: the region that asks.
            on: date judged.
            brand: the brand as the source calls it, where it is not the dossier's.

        Raises:
            InputError: there is no such source, or it does not know the brand.
        """


def fact_source(name: str, package: str) -> FactSource:
    """A source by its name.

    Args:
        name: name of the entry point.
        package: the distribution that brings it, for whoever has to install it.

    Raises:
        InputError: no package brings it.
        BrokenExtension: it cannot be imported.
    """
    from importlib.metadata import entry_points

    entries = list(dict.fromkeys(entry_points(group=GROUP, name=name)))
    if not entries:
        raise InputError(
            Text(f"读取台账需要 {package} 包", f"this needs the package {package}"),
            where=f"--{name}",
            mend=Text(f"用 pip install {package} 安装", f"install it with pip install {package}"),
        )
    try:
        return cast("FactSource", entries[0].load())
    except ImportError as failure:
        says = Text(f"{package} 加载失败（{failure}）", f"{package} cannot be loaded ({failure})")
        raise BrokenExtension(says, where=entries[0].value) from failure
