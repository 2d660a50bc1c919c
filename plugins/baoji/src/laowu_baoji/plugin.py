"""Baoji: all five answers come from the rule data."""

from laowu.contract import LocalityPlugin


class BaojiPlugin(LocalityPlugin):
    """宝鸡市 (Baoji)."""


plugin = BaojiPlugin()
