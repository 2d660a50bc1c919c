"""Where settings files are looked for."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

PROJECT_FILE = "laowu.toml"


def user_config_path(environ: Mapping[str, str], *, platform: str = sys.platform) -> Path:
    """The user's own settings file; it need not exist.

    ``$XDG_CONFIG_HOME/laowu/config.toml`` where that variable holds an absolute path, otherwise the platform's place for
    settings, as ``click.get_app_dir`` has it: ``~/.config`` on Linux, ``~/Library/Application Support`` on macOS,
    ``%APPDATA%`` on Windows.

    Args:
        environ: the environment.
        platform: the platform, as ``sys.platform`` names it.
    """
    return _settings_folder(environ, platform) / "laowu" / "config.toml"


def _settings_folder(environ: Mapping[str, str], platform: str) -> Path:
    stated = Path(environ.get("XDG_CONFIG_HOME", ""))
    if stated.is_absolute():  # the XDG specification asks to ignore relative paths
        return stated
    # Unlike Path.home, expanduser does not fail for a user without a home, who then simply has no such file.
    home = Path(environ.get("HOME") or os.path.expanduser("~"))  # noqa: PTH111
    if platform == "win32":
        return Path(environ.get("APPDATA") or home)
    if platform == "darwin":
        return home / "Library" / "Application Support"
    return home / ".config"
