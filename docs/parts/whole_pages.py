"""The pages that the program makes whole."""

from pathlib import Path
from tempfile import TemporaryDirectory

from parts.program_output import printed
from parts.repository import ROOT

SHOWN_BRANDS = ("hualong-beef-noodles", "wujin-robot-operators", "yunyang-noodle-makers")
"""Real brands of the examples whose page stands in ``docs/pages``."""
SHOWN_ON = "2026-11-22"


def whole_pages() -> dict[Path, str]:
    """The pages of real brands and of the rule books, as the program makes them."""
    asked = {brand: ["compare", f"examples/{brand}.toml"] for brand in SHOWN_BRANDS}
    asked["rule-books"] = ["plugins", "rules", "--across"]
    made = {}
    with TemporaryDirectory() as folder:
        for name, words in asked.items():
            file = Path(folder) / f"{name}.html"
            told = printed([*words, "--on", SHOWN_ON, "--html", str(file)], "zh")
            if not file.exists():
                raise RuntimeError(told)
            made[ROOT / "docs" / "pages" / file.name] = file.read_text(encoding="utf-8")
    return made
