"""What the author of a locality imports: the base class with the five hooks, and the mark for an override."""

from laowu.contract.locality import LocalityPlugin
from laowu.contract.markers import hookimpl, hookspec
from laowu.rules.profile import SUPPORTED_API, Profile

__all__ = ["SUPPORTED_API", "LocalityPlugin", "Profile", "hookimpl", "hookspec"]
