"""Which localities are installed: entry-point metadata only, no plugin is imported."""

from collections.abc import Sequence

import attrs

from laowu import __version__
from laowu.jurisdictions.metadata_files import claims
from laowu.jurisdictions.requirement import fits
from laowu.values import frozen

GROUP = "laowu.jurisdictions"


@frozen(kw_only=True)
class PluginRecord:
    """One installed claim to a jurisdiction code.

    Attributes:
        code: jurisdiction code.
        target: entry point, as ``module:object``.
        distribution: name of the distribution that ships it.
        version: version of that distribution.
        requires: the distribution's own requirement on ``laowu``; empty when it states none.
        rivals: names of other distributions that claim the same code.
    """

    code: str
    target: str
    distribution: str
    version: str
    requires: str = ""
    rivals: tuple[str, ...] = ()

    @property
    def place(self) -> str:
        """Distribution, version and entry point: what an error message points at."""
        return f"{self.distribution} {self.version}, {self.target}".lstrip(" ,")

    @property
    def compatible(self) -> bool:
        """Whether this core is among those the distribution asks for; a requirement nobody can read asks for nothing.

        Nobody looks at a requirement again once the core alone was upgraded, so it is looked at before importing.
        """
        return fits(self.requires or "laowu", __version__)


def discover() -> dict[str, PluginRecord]:
    """Every installed jurisdiction by code, in the order of the codes."""
    found: dict[str, list[PluginRecord]] = {}
    for claim in claims(GROUP):
        record = PluginRecord(
            code=claim.name,
            target=claim.value,
            distribution=claim.distribution,
            version=claim.version,
            requires=_on_core(claim.requires),
        )
        known = found.setdefault(claim.name, [])
        if record not in known:
            known.append(record)
    return {code: _first_of(known) for code, known in sorted(found.items())}


def _first_of(known: list[PluginRecord]) -> PluginRecord:
    first, *rest = sorted(known, key=lambda record: (record.distribution, record.version))
    return attrs.evolve(first, rivals=tuple(f"{record.distribution} {record.version}" for record in rest))


def _on_core(requires: Sequence[str]) -> str:
    unconditional = (line.partition(";")[0].strip() for line in requires if "extra" not in line.partition(";")[2])
    return next((line for line in unconditional if _project(line) == "laowu"), "")


def _project(requirement: str) -> str:
    end = next((place for place, character in enumerate(requirement) if not (character.isalnum() or character in "-_.")), None)
    return requirement[:end].lower()
