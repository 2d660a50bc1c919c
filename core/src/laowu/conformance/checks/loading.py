"""Rules of the tier *loads*: it can be installed, found and loaded, and leans on nothing it must not lean on."""

import ast
from collections.abc import Iterator

from laowu.conformance.subject import Subject
from laowu.conformance.suite_rule import Fault, suite_rule
from laowu.errors import LaowuError
from laowu.text import Text, same

#: Floors of core that an author may build on; the others answer to the program itself.
_CLOSED_FLOORS = ("cli", "evaluate", "conformance", "scaffold", "jurisdictions", "settings")
_TEST_TOOLS = ("pytest", "hypothesis", "click")


@suite_rule(
    "LC-101",
    "插件装得上、找得到、载得入",
    "The plugin is found by its code, fits this core, and its rule files can be read",
    example="A rule file with a key that means nothing; an entry point that names a class instead of an instance.",
)
def loads(subject: Subject) -> Iterator[Fault]:
    """Nothing else can be asked of a region that does not load.

    The message is the one that `laowu plugins check` gives: what is wrong, in which file and line, and how to mend it.
    """
    try:
        subject.jurisdiction  # noqa: B018  # loading it is the question
    except LaowuError as failure:
        yield Fault(subject=subject.code, says=_told(failure))


@suite_rule(
    "LC-102",
    "每种读法都载得入",
    "The rule data can be read under every choice of every reading",
    example="A reading that sets `levels = []` on a criterion: nobody notices until an office chooses it.",
    exceptions="A region without readings.",
)
def loads_under_every_reading(subject: Subject) -> Iterator[Fault]:
    """A choice is laid over the rule data only when somebody makes it, so a slip in one sleeps until then."""
    for reading, _ in subject.book.readings:
        for choice in reading.choices:
            try:
                subject.cases.jurisdiction({reading.id: choice.code})
            except LaowuError as failure:
                yield Fault(subject=f"readings.reading.{reading.id}.choice.{choice.code}", says=_told(failure))


@suite_rule(
    "LC-103",
    "分发包写明所需的 laowu 版本",
    "The distribution says which versions of laowu it was written for",
    example="`dependencies = []` in `pyproject.toml`.",
)
def says_which_core(subject: Subject) -> Iterator[Fault]:
    """Without a requirement an installer puts the region beside a core that it does not fit, and nobody is told why it breaks."""
    record = subject.rules.record
    name = record.distribution or record.code
    if not record.requires:
        says = Text(
            f'{name} 没有要求 laowu 的版本，应写 dependencies = ["laowu>=0.1,<0.2"] 之类',
            f'{name} asks for no version of laowu; write dependencies = ["laowu>=0.1,<0.2"] or such',
        )
        yield Fault(subject=name, says=says)


@suite_rule(
    "LC-104",
    "不依赖别的地区、本程序的上层或测试工具",
    "Its Python imports no other region, no floor of core above the contract, and no test tool",
    example="`from laowu_chongqing.plugin import …` in the plugin of another region; `import pytest`.",
)
def imports_what_it_may(subject: Subject) -> Iterator[Fault]:
    """A region must work beside core alone.

    What stands above the contract (`laowu.cli`, `laowu.evaluate`, `laowu.jurisdictions` and so on) may change with any version,
    and another region may not be installed; a region that refines another names it under `extends`.
    """
    own = subject.rules.record.target.partition(":")[0].partition(".")[0]
    for file in subject.python_files:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            for module in _imported(node):
                if _forbidden(module, own):
                    at = f"{file.name}:{getattr(node, 'lineno', 0)}"
                    says = Text(f"{at} 导入了 {module}", f"{at} imports {module}")
                    yield Fault(subject=module, says=says)


def _imported(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Import(names=names):
            yield from (alias.name for alias in names)
        case ast.ImportFrom(module=str(module), level=0):
            yield module


def _forbidden(module: str, own: str) -> bool:
    first, _, rest = module.partition(".")
    if first == "laowu":
        return any(step.startswith("_") for step in rest.split(".")) or rest.partition(".")[0] in _CLOSED_FLOORS
    return first in _TEST_TOOLS or (first.startswith("laowu_") and first != own)


def _told(failure: LaowuError) -> Text:
    told = failure.what if not failure.where else same(f"{failure.where}: ") + failure.what
    return told if failure.mend is None else told + Text("；", "; ") + failure.mend


RULES = (loads, loads_under_every_reading, says_which_core, imports_what_it_may)
