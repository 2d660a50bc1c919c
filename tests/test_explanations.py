"""Every rule of every region of this repository can be looked up."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from laowu.errors import InputError
from laowu.evaluate.explaining.explain import explain, rules_of
from laowu.evaluate.result_data import result_data
from laowu.jurisdictions.loading import load_installed

ON = date(2026, 11, 21)
Install = Callable[[str], Path]


def test_every_rule_is_explained_in_both_languages_with_its_clause(regions: tuple[str, ...], install: Install) -> None:
    for code in regions:
        install(code)
        jurisdiction = load_installed(code)
        rules = rules_of(jurisdiction, ON)

        assert len(rules) > 10
        for rule in rules:
            assert rule in explain(jurisdiction, rule.id, ON).rules
            assert rule.clause.locator
            assert rule.clause.document in jurisdiction.book.documents
            assert all(wording for pair in rule.values for text in pair for wording in text), rule.id
            assert all(label.zh != label.en for label, _ in rule.values), rule.id
            assert result_data(rule)["id"] == rule.id


def test_every_further_clause_of_a_rule_leads_to_it(regions: tuple[str, ...], install: Install) -> None:
    for code in regions:
        install(code)
        jurisdiction = load_installed(code)
        for _, rule in jurisdiction.book.rules():
            for clause in rule.also:
                assert rule.id in {found.id for found in explain(jurisdiction, clause, ON).rules}


def test_a_slip_in_a_rules_id_is_answered_with_the_rule(regions: tuple[str, ...], install: Install) -> None:
    for code in regions:
        install(code)
        jurisdiction = load_installed(code)
        some_rule = rules_of(jurisdiction, ON)[0].id
        with pytest.raises(InputError, match="did you mean: .*" + some_rule[:4]):
            explain(jurisdiction, some_rule + "x", ON)
