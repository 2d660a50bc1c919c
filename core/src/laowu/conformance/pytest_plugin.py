"""What pytest must know before it collects :mod:`laowu.conformance.suite`: its options, and which regions are examined.

pytest loads this in every session of an environment in which laowu is installed, so nothing but pytest is imported until
somebody asks for the suite.
"""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from laowu.conformance.examine import Examination

_OPTIONS = "conformance suite of laowu"


def pytest_addoption(parser: pytest.Parser) -> None:
    """The options of ``laowu conformance``, as far as they are not pytest's own affair."""
    group = parser.getgroup("laowu", _OPTIONS)
    group.addoption(
        "--jurisdiction",
        action="append",
        default=[],
        metavar="CODE",
        help="region to examine; may be repeated; every installed region when left out",
    )
    group.addoption("--thorough", action="store_true", help="more examples, fresh seeds, every value nudged in every way")
    group.addoption("--conformance-seed", type=int, default=None, metavar="N", help="repeat the run that printed this seed")


def pytest_report_header(config: pytest.Config) -> list[str]:
    """The seed, where somebody asked for the suite."""
    if not config.getoption("--jurisdiction") and not config.getoption("--thorough"):
        return []
    return [f"laowu conformance: seed {_seed(config)}" + (", thorough" if config.getoption("--thorough") else "")]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """One test for each rule of the suite and each region."""
    if metafunc.module.__name__ != "laowu.conformance.suite.test_region" or "rule_id" not in metafunc.fixturenames:
        return
    from laowu.conformance.suite_rules import RULES
    from laowu.jurisdictions.discovery import discover

    codes = metafunc.config.getoption("--jurisdiction") or list(discover())
    pairs = [(code, rule) for code in dict.fromkeys(codes) for rule in RULES]
    metafunc.parametrize(("code", "rule_id"), pairs, ids=[f"{code}:{rule}" for code, rule in pairs])


@pytest.fixture(scope="session")
def laowu_examinations() -> "dict[str, Examination]":
    """The examinations of this session by code, filled as they are asked for."""
    return {}


@pytest.fixture
def laowu_examination(code: str, laowu_examinations: "dict[str, Examination]", pytestconfig: pytest.Config) -> "Examination":
    """The examination of one region."""
    from laowu.conformance.examine import Examination

    if code not in laowu_examinations:
        thorough = bool(pytestconfig.getoption("--thorough"))
        laowu_examinations[code] = Examination(code, thorough=thorough, seed=_seed(pytestconfig))
    return laowu_examinations[code]


_SEED = pytest.StashKey[int]()


def _seed(config: pytest.Config) -> int:
    """The seed given, a fresh one for a thorough run, else always the same."""
    if _SEED not in config.stash:
        given = config.getoption("--conformance-seed")
        if given is None and config.getoption("--thorough"):
            from laowu.conformance.drawing import fresh_seed

            given = fresh_seed()
        config.stash[_SEED] = given or 0
    return config.stash[_SEED]
