"""The rules of the conformance suite, and which region keeps which of them."""

from laowu.conformance.examine import examine
from laowu.conformance.report import matrix_table
from laowu.conformance.suite_rules import RULES
from parts.repository import PART, ROOT

MATRIX = ROOT / "docs" / "reference" / "conformance-matrix.md"


def suite(about: str, language: str) -> str:
    """The rules of the conformance suite, each with its reasoning, an example and its exceptions."""
    sections = []
    for rule in RULES.values():
        wrapped = "\n\n".join(" ".join(paragraph.split()) for paragraph in rule.why.split("\n\n"))
        head = f"## {rule.id}\n\n**{rule.says.en}.** {rule.says.zh}。 Tier: *{rule.tier.code}*."
        sections.append(f"{head}\n\n{wrapped}\n\nBreaks it: {rule.example}\n\nExceptions: {rule.exceptions}")
    return "\n\n".join(sections)


def matrix(about: str, language: str) -> str:
    """Which region keeps which rule, as it stands on the page: to find out takes minutes."""
    (found,) = (part for part in PART.finditer(MATRIX.read_text(encoding="utf-8")) if part["name"] == "matrix")
    return found[0].removeprefix("<!-- matrix -->").removesuffix("<!-- /matrix -->").strip()


def examined(about: str, language: str) -> str:
    """Which region keeps which rule, found out anew."""
    codes = sorted(path.parent.name for path in ROOT.glob("plugins/*/pyproject.toml"))
    return matrix_table([examine(code) for code in codes])
