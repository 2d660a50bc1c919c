"""The template loads once the brand has a name, and each line in it loads once it has a value."""

import re
from pathlib import Path
from typing import Literal

import pytest

from laowu.errors import DossierError
from laowu.model.dossier_file import read_dossier
from laowu.model.dossier_template import template
from laowu.model.fact_value import EXAMPLES
from laowu.model.facts import FactCatalogue, FactDefinition, FactType
from laowu.model.vocabulary import shared_facts
from laowu.text import Text

LOCAL = {
    "dalian": FactCatalogue(
        (FactDefinition(name="boats", type=FactType.COUNT, label=Text("船\n数", "boats"), settled_by=Text("表", "list")),)
    )
}
VALUES = {
    "place": '"500235"', "class": '"skill"', "trademark": '"1"', "existing": "true", "invented": "true", "about": '"x"',
    "name": '"甲"', "kind": '"school"', "code": '"915"', "legal_person": "true", "trade_name": '"x"', "jurisdiction": '"dalian"',
    "rule": '"x"', "outcome": '"met"', "by": '"x"', "on": "2025-01-01", "reason": '"x"', "level": '"provincial"',
    "until": "2026-01-01", "result": '"passed"', "grounds": '["x"]', "rectify_by": "2025-02-01", "rectified": "2025-02-01",
    "group": '"g"', "operator": '"x"', "persons": "1", "person": '"p1"', "months": "12", "payer": '"self"', "brand": '"x"',
    "paid_yuan": "1", "charter": "true", "stage": '"notice"', "began": "2025-01-01", "ended": "2025-01-09", "award": '"S-1"',
    "yuan": "1", "contract_days": "90", "enrolment": '"new"', "relation": '"sent_out"',
}  # fmt: skip


def written(folder: Path, text: str) -> Path:
    file = folder / "brand.toml"
    file.write_text(text, encoding="utf-8")
    return file


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_template_loads_once_the_brand_has_a_name(language: Literal["zh", "en"], tmp_path: Path) -> None:
    text = template(language, shared_facts(), local=LOCAL, materials={"charter": Text("章程", "charter")})
    with pytest.raises(DossierError, match="empty"):
        read_dossier(written(tmp_path, text))
    dossier = read_dossier(written(tmp_path, text.replace('name = ""', 'name = "云阳面工"')))
    assert dossier.brand.name == "云阳面工"
    assert (dossier.facts, dossier.materials, dossier.operators) == ({}, {}, ())


def test_every_line_of_a_template_loads_once_it_is_filled_in(tmp_path: Path) -> None:
    facts = {**shared_facts(), **LOCAL["dalian"]}

    def filled(line: re.Match[str]) -> str:
        key = line[1]
        definition = facts.get(key)
        if definition is None or key == "trademark":
            return f"{key} = {VALUES[key]}"
        choice = next(iter(definition.choices), "x")
        return f"{key} = {EXAMPLES[definition.type].replace('…', choice)}"

    text = template("zh", shared_facts(), local=LOCAL, materials={"charter": Text("章程", "charter")})
    text = text.replace('name = ""', 'name = "云阳面工"')
    text = re.sub(r"^# (\w+) =", filled, re.sub(r"^# \[", "[", text, flags=re.MULTILINE), flags=re.MULTILINE)
    # A kind means one thing in an operator and another in a check; both take a code.
    dossier = read_dossier(written(tmp_path, text), local=LOCAL)
    assert set(dossier.facts) == {name for name, definition in shared_facts().items() if definition.given_by is None}
    assert set(dossier.local_facts["dalian"]) == {"boats"}
    assert set(dossier.materials) == {"charter"}
    after = (dossier.recognitions, dossier.checks, dossier.claims, dossier.payments)
    sections = (dossier.operators, dossier.judgements, dossier.progress, *after)
    assert [len(section) for section in sections] == [1] * 7


def test_a_template_names_label_unit_and_settling_paper_of_each_fact() -> None:
    text = template("zh", shared_facts())
    for definition in shared_facts().values():
        if definition.given_by is None:
            assert f"\n# {definition.name} =\n" in text
            assert definition.label.zh in text
            assert definition.settled_by.zh in text
    assert "，单位：人" in text
    assert "operator_count" not in text


def test_a_template_can_be_kept_to_the_facts_that_are_asked() -> None:
    text = template("en", shared_facts(), asked=("workers", "pass_rate"))
    assert re.findall(r"^# (\w+) =$", text, re.MULTILINE) == ["workers", "pass_rate"]


def test_comments_stay_on_one_line_and_in_one_language() -> None:
    english = template("en", shared_facts(), local=LOCAL)
    assert not re.search(r"[\u4e00-\u9fff]", english)
    for line in template("zh", shared_facts(), local=LOCAL).splitlines():
        assert line == "" or line.startswith(("#", "[", 'name = ""'))
