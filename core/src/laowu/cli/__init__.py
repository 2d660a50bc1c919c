"""The command line: commands (one file each), what they share, and how results become pages.

Modules here import nothing slow at their top, because ``laowu --help`` and shell completion load them; what judges brands
is imported inside the command that needs it.
"""
