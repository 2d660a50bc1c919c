"""Chongqing: all five answers come from the rule data."""

from laowu.contract import LocalityPlugin


class ChongqingPlugin(LocalityPlugin):
    """重庆市 (Chongqing)."""


plugin = ChongqingPlugin()
