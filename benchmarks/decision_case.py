"""The work that every engine is given: fourteen criteria shaped like those of Jiangsu's skill class, and dossiers to judge.

Shares reach the rivals as part and whole, so that all of them compare whole numbers, exactly.
"""
# ruff: noqa: INP001  # lies beside the programs that use it

import random
from datetime import date
from typing import Any

from laowu.errors import RuleDataError
from laowu.model.dossier import Brand, Dossier
from laowu.model.facts import Figure
from laowu.model.level import Level, Target
from laowu.model.share import Share
from laowu.rules.layer import Layer
from laowu.rules.load import build
from laowu.rules.rulebook import RuleBook
from laowu.toml_source import parse_toml

ON = date(2026, 11, 22)
TARGET = Target(level=Level.PROVINCIAL)

FLAGS = (
    "local_plan", "development_plan", "product_or_service", "credit_commitment", "worker_management_rules",
    "training_system", "training_plan", "subsidised_training",
)  # fmt: skip
FLOORS = {"leading_firms": 1, "above_scale_firms": 1, "workers": 5000}
SHARES = {"wage_ratio": 110, "skilled_share": 50}
#: A criterion each, and last the one that asks for a park or a base.
PLACES = ("industrial_parks", "startup_bases")
CRITERIA = (*FLAGS, *FLOORS, *SHARES, "place")

_FILES = {
    "profile": """
        code = "bench"
        name = { zh = "示例省", en = "Example" }
        division = "320000"
        tier = "province"
        api = 1
        edition = "1"
        read_on = 2026-11-22
    """,
    "documents": """
        [document.d]
        title = "示例办法"
        number = "例〔2022〕1号"
        issuers = ["示例厅"]
        since = 2022-01-01
        status = "in_force"
    """,
}


def rule_book() -> RuleBook:
    """The fourteen criteria as a region's rule files state them."""
    conditions = {
        **{name: f'{{ fact = "{name}", is = true }}' for name in FLAGS},
        **{name: f'{{ fact = "{name}", at_least = {bound} }}' for name, bound in FLOORS.items()},
        **{name: f'{{ fact = "{name}", at_least = "{bound}%" }}' for name, bound in SHARES.items()},
        "place": "{ any = [" + ", ".join(f'{{ fact = "{name}", at_least = 1 }}' for name in PLACES) + "] }",
    }
    criteria = "".join(
        f"""
        [criterion.B-{number:03}]
        levels = ["provincial"]
        summary = {{ zh = "条件 {number}：{name}", en = "criterion {number}: {name}" }}
        clause = "附件 {number}"
        condition = {conditions[name]}
        """
        for number, name in enumerate(CRITERIA, start=1)
    )
    files = {**_FILES, "eligibility": f'document = "d"\nlevels = ["provincial"]\n{criteria}'}
    sources: Any = {section: parse_toml(text.encode(), f"{section}.toml", error=RuleDataError) for section, text in files.items()}
    return build([Layer(files=sources)])


def plain_dossiers(count: int, seed: int = 8) -> list[dict[str, Any]]:
    """What the rivals are given: yes and no, counts, and the part and the whole of each share; nothing is missing."""
    chance = random.Random(seed)  # noqa: S311  # the same dossiers every time
    made = []
    for _ in range(count):
        good = chance.random() < 1 / 3
        facts: dict[str, Any] = {name: good or chance.random() < 0.8 for name in FLAGS}  # noqa: PLR2004
        facts |= {name: chance.randint(1 if good else 0, 6) for name in (*FLOORS, *PLACES)}
        facts["workers"] = chance.randint(5000 if good else 3000, 40_000)
        for name, bound in SHARES.items():
            whole = chance.randint(1000, 9000)
            facts[f"{name}_part"] = whole * chance.randint(bound if good else bound - 30, bound + 30) // 100 + 1
            facts[f"{name}_whole"] = whole
        made.append(facts)
    return made


def dossier(facts: dict[str, Any], known: random.Random | None = None) -> Dossier:
    """The same as laowu holds it; some of it left out by chance when ``known`` is given."""
    values = {name: facts[name] for name in (*FLAGS, *FLOORS, *PLACES)}
    values |= {name: Share(facts[f"{name}_part"], facts[f"{name}_whole"]) for name in SHARES}
    stated = {
        name: (Figure(low=value, high=value, source="申报表"),)
        for name, value in values.items()
        if known is None or known.random() < 0.9  # noqa: PLR2004
    }
    return Dossier(brand=Brand(name="示例"), facts=stated)
