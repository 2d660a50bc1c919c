"""Laying the places over one another, weakest first."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

import attrs

from laowu.settings.keys import READINGS
from laowu.settings.layers import Given, from_assignment, from_environment, from_file, from_options
from laowu.settings.paths import PROJECT_FILE
from laowu.settings.values import Provenance, ResolvedSettings, Settings

_BUILT_IN = "built-in"


def resolve(
    *,
    cwd: Path,
    environ: Mapping[str, str],
    user_file: Path | None,
    assignments: Sequence[str] = (),
    options: Mapping[str, object] = MappingProxyType({}),
) -> ResolvedSettings:
    """Decide every setting and remember who decided it.

    Weakest first: built-in, the user's file, ``laowu.toml`` in ``cwd``, ``LAOWU_*``, ``--set``, options. A stronger place
    replaces a whole value, lists included; readings are replaced one by one.

    Args:
        cwd: the working directory; paths given outside files are relative to it.
        environ: the environment.
        user_file: the user's settings file, which need not exist; ``None`` for none.
        assignments: the values of ``--set``, in order.
        options: values of command-line options by the name of the setting; ``None`` or an empty collection for an option
            that was not given.

    Raises:
        SettingsError: a file cannot be read, or a key or a value is wrong.
    """
    given: list[Given] = []
    if user_file is not None and os.path.lexists(user_file):
        given += from_file(user_file, str(user_file))
    if os.path.lexists(cwd / PROJECT_FILE):
        given += from_file(cwd / PROJECT_FILE, PROJECT_FILE)
    given += from_environment(environ, cwd)
    for assignment in assignments:
        given += from_assignment(assignment, cwd)
    given += from_options(options, cwd)
    return _decided({entry.name: entry for entry in given})


def _decided(strongest: Mapping[str, Given]) -> ResolvedSettings:
    values: dict[str, Any] = {}
    provenance: list[Provenance] = []
    built_in = Settings()
    for field in attrs.fields(Settings):
        name = field.name
        if name == READINGS:
            chosen = sorted(key for key in strongest if key.startswith(f"{READINGS}."))
            values[name] = {key.removeprefix(f"{READINGS}."): strongest[key].value for key in chosen}
            provenance += [Provenance(key, strongest[key].value, strongest[key].source) for key in chosen]
            if not chosen:
                provenance.append(Provenance(name, "", _BUILT_IN))
        elif name in strongest:
            values[name] = strongest[name].value
            provenance.append(Provenance(name, _as_text(values[name]), strongest[name].source))
        else:
            provenance.append(Provenance(name, _as_text(getattr(built_in, name)), _BUILT_IN))
    return ResolvedSettings(settings=Settings(**values), provenance=tuple(provenance))


def _as_text(value: object) -> str:
    """A value as a provenance shows it: items of a list separated by commas, empty when nothing is set."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return ", ".join(value)
    return str(value)
