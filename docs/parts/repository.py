"""Where the repository is, which of its pages hold generated parts, and how such a part looks."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PART = re.compile(
    r"^<!-- (?P<part>(?P<name>[a-z]+)(?: (?P<about>[^\n]*?))?) -->\n(?:.*?^)??<!-- /(?P=name) -->$", re.MULTILINE | re.DOTALL
)


def pages() -> list[Path]:
    """Every page that may hold generated parts."""
    return [*sorted(ROOT.glob("README*.md")), *sorted((ROOT / "docs").rglob("*.md"))]
