"""Settings and where each of them comes from: built-in, user file, ``./laowu.toml``, ``LAOWU_*``, ``--set``, options."""

from laowu.settings.paths import PROJECT_FILE, user_config_path
from laowu.settings.resolve import resolve
from laowu.settings.template import template
from laowu.settings.values import Provenance, Readings, ResolvedSettings, Settings

__all__ = [
    "PROJECT_FILE",
    "Provenance",
    "Readings",
    "ResolvedSettings",
    "Settings",
    "resolve",
    "template",
    "user_config_path",
]
