"""What holds for every test of the repository."""

import os
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import ModuleType
from typing import Protocol

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


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Rule books that tests keep are not the user's."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield


PURE_DATA = '''
"""A region made for a test: all five answers come from the rule data."""
from laowu.contract import LocalityPlugin
class MadePlugin(LocalityPlugin):
    """Pure data."""
plugin = MadePlugin()
'''


class RegionMaker(Protocol):
    """Installs a region for the length of a test."""

    def __call__(
        self,
        code: str,
        files: Mapping[str, str],
        plugin: str | None = None,
        version: str = "0.1.0",
        requires: str = "laowu>=0.1,<0.2",
    ) -> Path:
        """Install the distribution ``laowu-CODE``; making the same code again replaces it.

        Args:
            code: jurisdiction code.
            files: texts of the rule files by name (``"profile.toml"``); without any there is no ``rules`` folder.
            plugin: text of ``plugin.py``; a region of pure data when left out.
            version: version of the distribution.
            requires: its requirement on the core; empty for none.

        Returns:
            The folder of the package ``laowu_CODE``.
        """


@pytest.fixture
def region(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[RegionMaker]:
    """Installs made regions, as packages with metadata, for this process and for the programs it starts."""
    # A test may damage a file within the second and the size by which compiled bytecode is told to be stale.
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    usual_path = os.environ.get("PYTHONPATH", "")
    hidden: dict[str, dict[str, ModuleType]] = {}
    sites: dict[str, str] = {}

    def make(
        code: str,
        files: Mapping[str, str],
        plugin: str | None = None,
        version: str = "0.1.0",
        requires: str = "laowu>=0.1,<0.2",
    ) -> Path:
        name = f"laowu_{code.replace('-', '_')}"
        site = tmp_path_factory.mktemp(name)
        package = site / name
        texts = {package / "__init__.py": "", package / "plugin.py": PURE_DATA if plugin is None else plugin}
        texts |= {package / "rules" / file: text for file, text in files.items()}
        texts |= metadata(site, code, version, requires)
        for path, text in texts.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        if name in sites:
            sys.path.remove(sites[name])
        sites[name] = str(site)
        monkeypatch.syspath_prepend(site)
        monkeypatch.setenv("PYTHONPATH", os.pathsep.join(filter(None, [*sites.values(), usual_path])))
        hidden.setdefault(name, forgotten(name))
        return package

    yield make
    for name, modules in hidden.items():
        forgotten(name)
        sys.modules.update(modules)


def metadata(site: Path, code: str, version: str, requires: str) -> dict[Path, str]:
    """What an installer leaves behind about the distribution of a region: the texts of the files, by path."""
    name = f"laowu_{code.replace('-', '_')}"
    folder = site / f"{name}-{version}.dist-info"
    needs = f"Requires-Dist: {requires}\n" if requires else ""
    return {
        folder / "METADATA": f"Metadata-Version: 2.1\nName: laowu-{code}\nVersion: {version}\n{needs}",
        folder / "entry_points.txt": f"[laowu.jurisdictions]\n{code} = {name}.plugin:plugin\n",
    }


def forgotten(package: str) -> dict[str, ModuleType]:
    """The modules of a package, no longer known as imported."""
    names = [name for name in sys.modules if name == package or name.startswith(f"{package}.")]
    return {name: sys.modules.pop(name) for name in names}


class DemoMaker(Protocol):
    """Writes the rule files of a small complete region."""

    def __call__(self, code: str = "demo", *changes: tuple[str, str, str]) -> dict[str, str]:
        """The texts of the rule files, by name.

        Args:
            code: code of the region.
            changes: name of a file, a text that stands in it, and what to write instead.
        """


@pytest.fixture
def demo() -> DemoMaker:
    """Makes rule files for :func:`region`: a region that answers all five questions from data."""

    def make(code: str = "demo", *changes: tuple[str, str, str]) -> dict[str, str]:
        files = {path.name: path.read_text(encoding="utf-8") for path in DEMO_RULES.glob("*.toml")}
        for file, old, new in (("profile.toml", 'code = "demo"', f'code = "{code}"'), *changes):
            if old not in files[file]:
                raise ValueError(f"{old} does not stand in {file}")
            files[file] = files[file].replace(old, new)
        return files

    return make


DEMO_RULES = Path(__file__).parent / "core" / "tests" / "demo" / "rules"
