"""The demo region as it should be, which is proven, with whatever a test breaks in it."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import pytest

from laowu.conformance.examine import examine
from laowu.conformance.suite_rule import Fault
from laowu.conformance.suite_rules import RULES

DEMO = Path(__file__).parents[2] / "demo"

Change = tuple[str, str, str]


class Sound(Protocol):
    """Installs the demo region with its cases and its list of clauses."""

    def __call__(
        self,
        *changes: Change,
        plugin: str | None = None,
        requires: str = "laowu>=0.1,<0.2",
        without: tuple[str, ...] = (),
        waivers: str = "",
    ) -> Path:
        """Install it; gives the folder of its package.

        Args:
            changes: name of a rule file, of ``coverage.toml`` or of ``cases/all.toml``, a text in it, and what to write instead.
            plugin: text of ``plugin.py``; a region of pure data when left out.
            requires: what its distribution asks of laowu.
            without: names of rule files left out.
            waivers: text of ``conformance.toml``; empty for none.
        """


@pytest.fixture
def sound(region: Callable[..., Path], demo: Callable[..., dict[str, str]]) -> Sound:
    def make(
        *changes: Change,
        plugin: str | None = None,
        requires: str = "laowu>=0.1,<0.2",
        without: tuple[str, ...] = (),
        waivers: str = "",
    ) -> Path:
        files = demo("demo", *(change for change in changes if "/" not in change[0] and change[0] != "coverage.toml"))
        kept = {name: text for name, text in files.items() if name not in without}
        package = region("demo", kept, plugin=plugin, requires=requires)
        shutil.copytree(DEMO / "cases", package / "cases")
        shutil.copy(DEMO / "coverage.toml", package)
        for name, old, new in changes:
            if "/" in name or name == "coverage.toml":
                text = (package / name).read_text(encoding="utf-8")
                assert old in text, f"{old} does not stand in {name}"
                (package / name).write_text(text.replace(old, new), encoding="utf-8")
        if waivers:
            (package / "conformance.toml").write_text(waivers, encoding="utf-8")
        return package

    return make


HEAD = '''
"""A region that is wrong on purpose."""
import attrs
from datetime import date
from laowu.contract import LocalityPlugin, hookimpl
from laowu.model.answers import BrandStatus, ManagementDecision, NameVerdict
from laowu.model.citation import Standing
from laowu.model.dossier import CheckResult
from laowu.model.money import Amount
from laowu.model.outcome import Outcome
from laowu.text import Text
{imports}

class DemoPlugin(LocalityPlugin):
    """Wrong on purpose."""

    asked = 0
{hook}

plugin = DemoPlugin()
'''


class Bites(Protocol):
    """Breaks one rule of the suite and gives the fault that it finds in one place."""

    def __call__(
        self,
        rule: str,
        subject: str,
        *changes: Change,
        hook: str = "",
        imports: str = "",
        requires: str = "laowu>=0.1,<0.2",
        without: tuple[str, ...] = (),
    ) -> Fault:
        """Ask one rule of a broken region.

        Args:
            rule: id of the rule.
            subject: what must be found to be at fault.
            changes: as for :class:`Sound`, also the last two.
            hook: methods of the plugin's class; a region of pure data when left out with ``imports``.
            imports: a further line at the head of the plugin.
            requires: see there.
            without: see there.
        """


@pytest.fixture
def bites(sound: Sound) -> Bites:
    def ask(
        rule: str,
        subject: str,
        *changes: Change,
        hook: str = "",
        imports: str = "",
        requires: str = "laowu>=0.1,<0.2",
        without: tuple[str, ...] = (),
    ) -> Fault:
        plugin = HEAD.format(imports=imports, hook=hook) if hook or imports else None
        sound(*changes, plugin=plugin, requires=requires, without=without)
        (result,) = examine("demo", rules=[RULES[rule]]).results
        found = {fault.subject: fault for fault in result.faults}
        assert subject in found, [fault.says.en for fault in result.faults]
        fault = found[subject]
        assert "\n" not in fault.says.en
        assert fault.says.zh != fault.says.en
        return fault

    return ask
