"""The files of a new distribution: those of ``templates/``, with what is known about the region filled in.

A template is the file as it will stand, with ``${token}`` where something is filled in, and ``.template`` behind its name.
What somebody typed is written as the kind of file wants it; what the program made is put there as it is.
"""

from collections.abc import Callable, Iterator
from datetime import date
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import PurePosixPath
from string import Template

from laowu import __version__
from laowu.model.level import Level
from laowu.places.divisions import Divisions
from laowu.places.resolving import path_of
from laowu.rules.profile import SUPPORTED_API
from laowu.scaffold.new_region import NewRegion
from laowu.scaffold.wording import docstring, markdown, toml, toml_array

_SUFFIX = ".template"
_PACKAGE = "package"
_EXAMPLE_YUAN = 10_000
_WRITTEN: dict[str, Callable[[str], str]] = {".toml": toml, ".py": docstring, ".md": markdown}


def distribution_files(region: NewRegion) -> dict[PurePosixPath, str]:
    """The files of the region's distribution: their texts by their places in its folder."""
    folder = files("laowu.scaffold") / "templates"
    typed = _typed(region)
    made = {**_made(region), "every_rule": (folder / "keys_of_every_rule.part").read_text(encoding="utf-8").rstrip("\n")}
    found = {}
    for place, template in _templates(folder, PurePosixPath()):
        path = PurePosixPath(*(region.package if step == _PACKAGE else step for step in place.parts))
        written = _WRITTEN.get(path.suffix, str)
        tokens = {**{name: written(text) for name, text in typed.items()}, **made}
        found[path] = Template(template.read_text(encoding="utf-8")).substitute(tokens)
    return found


def _templates(folder: Traversable, place: PurePosixPath) -> Iterator[tuple[PurePosixPath, Traversable]]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            yield from _templates(entry, place / entry.name)
        elif entry.name.endswith(_SUFFIX):
            yield place / entry.name.removesuffix(_SUFFIX), entry


def _typed(region: NewRegion) -> dict[str, str]:
    """What somebody typed, or what the table of divisions says: any sign may stand in it."""
    return {
        "name_zh": region.name.zh,
        "name_en": region.name.en,
        "title": region.document.title,
        "division_path": path_of(Divisions.load(), region.division, region.on),
        "brand": f"{region.division.name}面点师",
        "place_name": region.division.name,
    }


def _made(region: NewRegion) -> dict[str, str]:
    """What the program made, in letters that mean nothing to TOML, Python and Markdown, or written as TOML already."""
    document, order = region.document, list(Level)
    level = region.levels[0]
    upper = region.levels[-1] if region.levels[-1] is not Level.DISTRICT else Level.MUNICIPAL
    return {
        "code": region.code,
        "package": region.package,
        "class_name": "".join(part.capitalize() for part in region.code.split("-")) + "Plugin",
        "prefix": region.code.upper(),
        "division": region.division.code,
        "elsewhere": "310000" if region.division.code.startswith("11") else "110000",
        "tier": region.tier,
        "api": str(max(SUPPORTED_API)),
        "level": level.value,
        "levels": _codes(region.levels),
        "all_levels": _codes(region.all_levels),
        "upper_level": upper.value,
        "lower_level": order[order.index(upper) - 1].value,
        "amounts": ", ".join(f"{each.value} = {_EXAMPLE_YUAN:_}" for each in region.levels),
        "document": f"{region.code}-measures",
        "number": f'number = "{toml(document.number)}"\n' if document.number else "",
        "issued": f"issued = {document.issued}\n" if document.issued else "",
        "issuers": toml_array(document.issuers),
        "since": region.since.isoformat(),
        "on": region.on.isoformat(),
        "one_year_later": _later(region.on, 1).isoformat(),
        "two_years_later": _later(region.on, 2).isoformat(),
        "extends": f'extends = "{region.base.code}"\n' if region.base else "",
        "requires": toml_array(_requirements(region)),
        **_about_base(region),
    }


def _codes(levels: tuple[Level, ...]) -> str:
    return toml_array(tuple(level.value for level in levels))


def _later(day: date, years: int) -> date:
    """The same day of a later year; 28 February for the 29th."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def _requirements(region: NewRegion) -> tuple[str, ...]:
    base = region.base.record if region.base else None
    return (_within_minor("laowu", __version__), *((_within_minor(base.distribution, base.version),) if base else ()))


def _within_minor(distribution: str, version: str) -> str:
    """A requirement that holds for this minor version: the next one may change what a region is read against."""
    from packaging.version import InvalidVersion, Version

    try:
        release = Version(version)
    except InvalidVersion:
        return distribution
    return f"{distribution}>={release.major}.{release.minor},<{release.major}.{release.minor + 1}"


def _about_base(region: NewRegion) -> dict[str, str]:
    """What README.md says about the region that this one extends; nothing where it extends none."""
    if region.base is None:
        return {"base_zh": "", "base_en": ""}
    code = region.base.code
    return {
        "base_zh": f"""
本地区依据 `{code}`（`profile.toml` 的 `extends`）：这里没有写的，按它的规则办。只保留与它不同的规则，其余示例连同文件删去；
要改它的某一条规则，就用它的编号写一个表，只写不同的键（`laowu explain {code}` 列出全部编号）。
""",
        "base_en": f"""
This region extends `{code}` (`extends` in `profile.toml`): what is not written here is answered by its rules. Keep only what
differs and delete the other examples, whole files too. To change one of its rules, write a table under that rule's id with the
keys that differ (`laowu explain {code}` lists the ids).
""",
    }
