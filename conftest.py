"""What holds for every test of the repository."""

import os
from collections import Counter

import pytest
from hypothesis import settings

# Examples may take their time: a slow machine is no failing test. The rest is hypothesis's own, which under CI is derandomised.
settings.register_profile("laowu", deadline=None)
settings.load_profile("laowu")


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Under CI a skipped test fails the run: what nothing ran, nothing has shown."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")  # a worker process of xdist has none
    if reporter and skip_reasons(reporter) and no_skip_allowed() and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """List why tests were skipped, each reason with its number of tests."""
    reasons = skip_reasons(terminalreporter)
    if reasons:
        terminalreporter.section("skipped, which fails a run under CI" if no_skip_allowed() else "skipped")
    for reason, count in reasons.most_common():
        terminalreporter.line(f"{count} × {reason}")


def skip_reasons(reporter: pytest.TerminalReporter) -> Counter[str]:
    """The reasons of all skips so far, with the number of tests each one skipped."""
    return Counter(str(report.longrepr[2]).removeprefix("Skipped: ") for report in reporter.stats.get("skipped", ()))


def no_skip_allowed() -> bool:
    """Whether this is a build machine, which has everything that a test may need."""
    return bool(os.environ.get("CI"))
