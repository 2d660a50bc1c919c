"""Dalian: all five answers come from the rule data."""

from laowu.contract import LocalityPlugin


class DalianPlugin(LocalityPlugin):
    """大连市 (Dalian)."""


plugin = DalianPlugin()
