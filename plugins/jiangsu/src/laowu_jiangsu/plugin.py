"""Jiangsu: all five answers come from the rule data."""

from laowu.contract import LocalityPlugin


class JiangsuPlugin(LocalityPlugin):
    """江苏省 (Jiangsu)."""


plugin = JiangsuPlugin()
