"""Every rule of the suite, in the order of their ids."""

from collections.abc import Mapping

from laowu.conformance.checks import (
    answering,
    boundaries,
    cases,
    extending,
    four_values,
    loading,
    money,
    names,
    procedure,
    purity,
    sources,
)
from laowu.conformance.suite_rule import SuiteRule

_MODULES = (loading, answering, purity, four_values, sources, cases, boundaries, money, procedure, names, extending)

RULES: Mapping[str, SuiteRule] = {rule.id: rule for module in _MODULES for rule in module.RULES}
