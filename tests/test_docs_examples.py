"""The examples on the pages: what they say to write is read by the program, what they say is printed is what it prints.

A block tells by its first line what it is; a file name after that writes it beside the blocks that follow::

    ```toml dossier [FILE]              a dossier; with the word "part" in place of the file, a piece of one
    ```toml settings [FILE]             a settings file
    ```toml notice [FILE]               a holiday notice
    ```toml rules/SECTION.toml [FILE]   a file of rules; without a name it joins those before it on the page
    ```toml file FILE                   any other TOML file
    ```toml cases/FILE                  worked cases, all of which pass in a region of the page's rules so far
    ```python plugin                    the plugin of that region, from here on; without one, all its answers are from the rules
    ```python [file FILE]               Python that compiles
    ```python run                       Python that runs, and whose asserts hold
    ```json                             JSON that parses
    ```console                          commands after "$ " and what they print; "…" is any text, alone on a line any lines
    ```sh, ```text                      what is not tried: commands that change the machine, pictures

A page's rules start from the head of the demo region of core's tests: who it is, and a document "measures". A plugin is also held
to mypy, strictly.

Commands run beside a copy of the examples, 88 columns wide, in English (on a Chinese page in Chinese). One that does not end
with 0 is followed by `$ echo $?`. The pages of a tutorial are one: each goes on where the one before it ended.
"""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import chdir
from pathlib import Path
from typing import NamedTuple
from zipfile import ZipFile

import pytest
import tomli
from click.testing import CliRunner

from laowu.calendar import read_notice
from laowu.cli.main import command
from laowu.conformance.cases import case_book
from laowu.rules.load import build, read_layer

ROOT = Path(__file__).resolve().parent.parent
FENCE = re.compile(r"^```(?P<info>[^\n`]*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
ASSIGNMENT = re.compile(r"[A-Z_]+=.*", re.DOTALL)
UNTRIED = ("sh", "text")
PART = '[brand]\nname = "示例面点工"\n\n'
"""What makes a dossier of a piece of one."""

Demo = Callable[[], dict[str, str]]
RegionMaker = Callable[[str, dict[str, str], str | None], Path]


class Block(NamedTuple):
    """A fenced block of a page."""

    place: str
    language: str
    kind: str
    file: str
    body: str


def blocks(page: Path) -> Iterator[Block]:
    text = page.read_text(encoding="utf-8")
    for found in FENCE.finditer(text):
        place = f"{page.relative_to(ROOT)}:{text.count(chr(10), 0, found.start()) + 1}"
        language, kind, file = (*found["info"].split(), "", "", "")[:3]
        yield Block(place, language, kind, file, found["body"])


PAGES = [
    str(page.relative_to(ROOT))
    for page in (*sorted(ROOT.glob("README*.md")), *sorted((ROOT / "docs").rglob("*.md")))
    if any(blocks(page))
]
TUTORIAL = tuple(page for page in PAGES if page.startswith("docs/tutorial/"))
JOURNEYS = [*((page,) for page in PAGES if page not in TUTORIAL), TUTORIAL]
"""Pages that are tried one after the other in one folder."""


@pytest.fixture
def workshop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, demo: Demo, region: RegionMaker) -> Iterator["Workshop"]:
    """A folder with a copy of the examples, where nothing of this machine's settings is felt."""
    for name in [name for name in os.environ if name.startswith(("LAOWU_", "LC_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    monkeypatch.setenv("COLUMNS", "88")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    folder = tmp_path / "work"
    shutil.copytree(ROOT / "examples", folder / "examples")
    monkeypatch.chdir(folder)
    before = set(sys.modules)
    yield Workshop(folder, tmp_path / "site", monkeypatch, demo(), region)
    for name in set(sys.modules) - before:
        if name.startswith("laowu_"):  # a region that only this page knows
            del sys.modules[name]


@pytest.mark.parametrize("pages", JOURNEYS, ids=lambda pages: pages[0])
def test_every_example_on_a_page_holds(pages: tuple[str, ...], workshop: "Workshop", monkeypatch: pytest.MonkeyPatch) -> None:
    if ".zh-CN" in pages[0]:
        monkeypatch.setenv("LANG", "zh_CN.UTF-8")

    for page in pages:
        for block in blocks(ROOT / page):
            workshop.take(block)


class Workshop:
    """Takes the blocks of one page in their order."""

    def __init__(
        self, folder: Path, site: Path, monkeypatch: pytest.MonkeyPatch, rules: dict[str, str], region: RegionMaker
    ) -> None:
        self.region = region
        self.plugin: str | None = None
        self.folder = folder
        self.site = site
        self.monkeypatch = monkeypatch
        self.rules = {name: rules[name] for name in ("profile.toml", "documents.toml")}
        self.status = 0
        self.owed = ""

    def take(self, block: Block) -> None:
        match block.language, block.kind:
            case "console", "":
                self.console(block)
            case "toml", kind if kind in ("dossier", "settings", "notice", "file") or kind.startswith("rules/"):
                self.toml(block)
            case "toml", kind if kind.startswith("cases/"):
                self.cases(block)
            case "python", "plugin":
                self.plugin = block.body
            case "python", "" | "file" | "run":
                code = compile(self.written(block).read_text(encoding="utf-8"), block.place, "exec")
                self.forget_regions()  # the file may be the plugin of one
                if block.kind == "run":
                    exec(code, {})  # noqa: S102  # from our own page
            case "json", "":
                json.loads(block.body)
            case _:
                assert block.language in UNTRIED, f"{block.place}: what is a block of {block.language} {block.kind}?"

    def written(self, block: Block, instead: str = "") -> Path:
        """The block as a file: under its own name beside the others, else out of their way."""
        file = self.folder / (block.file or instead or f"unnamed-{block.place.rpartition(':')[2]}")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(block.body, encoding="utf-8")
        return file

    def toml(self, block: Block) -> None:
        if block.kind == "dossier":
            partial = block.file == "part"
            file = self.written(block._replace(file="", body=PART * partial + block.body) if partial else block)
            self.succeeds(block, "dossier", "check", str(file), "--on", "2026-11-21")
        elif block.kind == "settings":
            file = self.written(block, instead=f"unnamed-{block.place.rpartition(':')[2]}/laowu.toml")
            with chdir(file.parent):
                self.succeeds(block, "config", "show")
        elif block.kind == "notice":
            read_notice(self.written(block))
        elif block.kind == "file" or block.file:
            tomli.loads(self.written(block).read_text(encoding="utf-8"))
        else:
            self.rules[block.kind.removeprefix("rules/")] = block.body
            folder = self.folder / f"rules-{block.place.rpartition(':')[2]}"
            for name, text in self.rules.items():
                self.written(block._replace(file=f"{folder.name}/{name}", body=text))
            if "extends" not in tomli.loads(self.rules["profile.toml"]):  # such a region's rules are no whole without the other's
                assert build([read_layer(folder)]).digest

    def cases(self, block: Block) -> None:
        """Install the page's region with these cases, and put them to it."""
        code = tomli.loads(self.rules["profile.toml"])["code"]
        file = self.region(code, self.rules, self.plugin) / block.kind
        file.parent.mkdir()
        file.write_text(block.body, encoding="utf-8")
        book = case_book(code)
        told = [line.en for case in book.cases for line in book.run(case).told()]
        assert book.cases, f"{block.place}: there is no case here"
        assert not told, f"{block.place}\n" + "\n".join(told)

    def console(self, block: Block) -> None:
        for step in re.split(r"^\$ ", block.body, flags=re.MULTILINE)[1:]:
            line, _, expected = re.sub(r"\\\n\s*", "", step).partition("\n")
            assert not self.owed or line == "echo $?", f"{block.place}: `{self.owed}` ended with {self.status}; show it"
            printed = self.run(line, block)
            as_shown = bool(elided(expected).fullmatch(tidy(printed)))
            assert as_shown, f"{block.place}: $ {line}\n--- on the page\n{tidy(expected)}\n--- printed\n{tidy(printed)}"
        assert not self.owed, f"{block.place}: `{self.owed}` ended with {self.status}; show it"

    def run(self, line: str, block: Block) -> str:
        words = shlex.split(line)
        variables = {}
        while ASSIGNMENT.fullmatch(words[0]):
            name, _, value = words.pop(0).partition("=")
            variables[name] = value
        match words:
            case ["laowu", *rest]:
                result = CliRunner().invoke(command, rest, prog_name="laowu", env=variables)
                self.status, self.owed = result.exit_code, line if result.exit_code else ""
                return result.output
            case ["echo", "$?"]:
                self.owed = ""
                return str(self.status)
        return self.tool(line, words, block)

    def tool(self, line: str, words: list[str], block: Block) -> str:
        """A program of the shell, as far as the pages need it."""
        match words:
            case ["cd", folder]:
                self.monkeypatch.chdir(folder)
                return ""
            case ["pip", "install", "--quiet", folder]:
                self.install(Path(folder))
                return ""
            case ["pip", "install", "--quiet", "--editable", folder]:
                self.install(Path(folder), editable=True)
                return ""
            case ["pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", target, folder]:
                self.build(Path(folder), Path(target))
                return ""
            case ["ls", folder]:
                return "".join(f"{path.name}\n" for path in sorted(Path(folder).iterdir()))
            case ["pytest", *rest]:
                return self.pytest(line, *rest)
        raise AssertionError(f"{block.place}: nobody knows how to try `{line}`")

    def install(self, project: Path, *, editable: bool = False) -> None:
        """Build the wheel and unpack it, which is what an installer does with it; of an editable one, what tells of it."""
        wheels = self.site.with_name("wheels")
        self.build(project, wheels)
        for wheel in wheels.glob("*.whl"):
            with ZipFile(wheel) as packed:
                packed.extractall(self.site, [name for name in packed.namelist() if ".dist-info/" in name or not editable])
        for folder in (self.site, (project / "src").resolve()) if editable else (self.site,):
            self.monkeypatch.syspath_prepend(folder)
            self.monkeypatch.setenv("PYTHONPATH", str(folder), prepend=os.pathsep)

    def build(self, project: Path, target: Path) -> None:
        words = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(target.resolve())]
        subprocess.run(words, check=True, capture_output=True, cwd=project)

    def pytest(self, line: str, *words: str) -> str:
        """Run pytest as a program of its own, so that it leaves no trace in this one."""
        command_line = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *words]
        done = subprocess.run(command_line, check=False, capture_output=True, encoding="utf-8")
        self.status, self.owed = done.returncode, line if done.returncode else ""
        return done.stdout + done.stderr

    def forget_regions(self) -> None:
        """As if the program were started anew: the Python of the page's own regions is imported again."""
        for name in [name for name in sys.modules if name.startswith("laowu_")]:
            if Path(sys.modules[name].__file__ or "").is_relative_to(self.folder):
                del sys.modules[name]

    def succeeds(self, block: Block, *words: str) -> None:
        result = CliRunner().invoke(command, words, prog_name="laowu")
        assert result.exit_code == 0, f"{block.place}\n{result.output}"


def tidy(text: str) -> str:
    """Output as a page shows it: no blanks at the ends of lines, no empty lines around."""
    return "\n".join(line.rstrip() for line in text.splitlines()).strip("\n") + "\n"


def elided(expected: str) -> re.Pattern[str]:
    """What matches the output that a page shows with elisions."""
    lines = tidy(expected).splitlines()
    return re.compile(
        "".join(r"(?:.*\n)*?" if line.strip() == "…" else ".*?".join(map(re.escape, line.split("…"))) + "\n" for line in lines)
    )


@pytest.mark.parametrize(
    ("page", "printed"),
    [("one\n", "two"), ("one\n…\n", "zero\none"), ("one …\nthree\n", "one two\nfour"), ("", "one"), ("one\n", "one\ntwo")],
)
def test_other_output_than_the_page_shows_is_noticed(page: str, printed: str) -> None:
    assert not elided(page).fullmatch(tidy(printed))


@pytest.mark.parametrize(
    ("page", "printed"),
    [("one\n…\n", "one"), ("…\ntwo\n", "zero\none\ntwo"), ("one … three\n", "one two three"), ("… no data\n", "… no data  \n\n")],
)
def test_elided_output_may_be_anything(page: str, printed: str) -> None:
    assert elided(page).fullmatch(tidy(printed))


def test_every_plugin_on_a_page_is_well_typed(tmp_path: Path) -> None:
    found = {f"plugin_{number}": block for number, block in enumerate(plugins())}
    for name, block in found.items():
        (tmp_path / f"{name}.py").write_text(block.body, encoding="utf-8")

    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--config-file", "pyproject.toml", *map(str, tmp_path.glob("*.py"))],
        cwd=ROOT, check=False, capture_output=True, encoding="utf-8",
    )  # fmt: skip

    places = {name: block.place for name, block in found.items()}
    assert done.returncode == 0, re.sub(r"\S*(plugin_\d+)\.py", lambda match: places[match[1]], done.stdout + done.stderr)


def plugins() -> list[Block]:
    return [block for page in PAGES for block in blocks(ROOT / page) if (block.language, block.kind) == ("python", "plugin")]


def test_pages_hold_examples_of_every_kind() -> None:
    found = {(block.language, block.kind.partition("/")[0]) for page in PAGES for block in blocks(ROOT / page)}

    toml = {("toml", kind) for kind in ("dossier", "settings", "notice", "rules", "cases")}
    assert {("console", ""), ("python", "plugin"), *toml} <= found
