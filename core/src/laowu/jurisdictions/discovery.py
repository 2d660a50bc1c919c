"""Which localities are installed: entry-point metadata only, no plugin is imported."""

from importlib.metadata import Distribution, entry_points

import attrs

from laowu import __version__

GROUP = "laowu.jurisdictions"


@attrs.frozen(kw_only=True)
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
        from packaging.requirements import InvalidRequirement, Requirement

        try:
            wanted = Requirement(self.requires or "laowu").specifier
        except InvalidRequirement:
            return True
        return wanted.contains(__version__, prereleases=True)


def discover() -> dict[str, PluginRecord]:
    """Every installed jurisdiction by code, in the order of the codes."""
    found: dict[str, list[PluginRecord]] = {}
    for entry in entry_points(group=GROUP):
        name, version, requires = _about(entry.dist)
        record = PluginRecord(code=entry.name, target=entry.value, distribution=name, version=version, requires=requires)
        claims = found.setdefault(entry.name, [])
        if record not in claims:
            claims.append(record)
    return {code: _first_of(claims) for code, claims in sorted(found.items())}


def _first_of(claims: list[PluginRecord]) -> PluginRecord:
    first, *rest = sorted(claims, key=lambda record: (record.distribution, record.version))
    return attrs.evolve(first, rivals=tuple(f"{record.distribution} {record.version}" for record in rest))


def _about(distribution: Distribution | None) -> tuple[str, str, str]:
    if distribution is None:
        return "", "", ""
    unconditional = (
        line.partition(";")[0].strip() for line in distribution.requires or () if "extra" not in line.partition(";")[2]
    )
    requires = next((line for line in unconditional if _project(line) == "laowu"), "")
    # What an installer half removed has no name any more: it is left nameless, and hides no other region.
    about = distribution.metadata
    name, version = (about[key] if key in about else "" for key in ("Name", "Version"))  # noqa: SIM401  # no get() in 3.11
    return name, version, requires


def _project(requirement: str) -> str:
    end = next((place for place, character in enumerate(requirement) if not (character.isalnum() or character in "-_.")), None)
    return requirement[:end].lower()
