"""What people read: the two commands, the links, the TOML files."""

import ast
import re
from pathlib import Path
from urllib.parse import unquote

import pytest
import tomli

READMES = ("README.md", "README.zh-CN.md")
SHELL_BLOCK = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"^(`{3,}|~{3,}).*?^\1$|`[^`\n]*`", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)(?:\s+\"[^\"]*\")?\)")
ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|#")


def commands(readme: Path) -> list[str]:
    """The command lines of a README that run a job of the noxfile, in order."""
    blocks = SHELL_BLOCK.findall(readme.read_text(encoding="utf-8"))
    return [line for block in blocks for line in block.splitlines() if "nox -s" in line]


@pytest.mark.parametrize("readme", READMES)
def test_a_readme_gives_one_command_for_the_main_job_and_one_for_all_tests(readme: str, repository: Path) -> None:
    main_job, all_tests = commands(repository / readme)

    assert main_job.endswith("nox -s compare")
    assert all_tests.endswith("nox -s tests")


def test_both_readmes_name_the_same_two_commands(repository: Path) -> None:
    english, chinese = (commands(repository / readme) for readme in READMES)

    assert english == chinese


def test_the_build_machine_runs_the_command_for_all_tests(repository: Path) -> None:
    _, all_tests = commands(repository / "README.md")

    assert (repository / ".ci" / "run").read_text(encoding="utf-8").splitlines()[-1] == all_tests


def test_the_real_brand_of_the_main_job_is_among_the_examples(repository: Path) -> None:
    noxfile = ast.parse((repository / "noxfile.py").read_text(encoding="utf-8"))
    (brand,) = (
        node.value.value
        for node in noxfile.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant) and ast.unparse(node.targets[0]) == "REAL_BRAND"
    )

    assert (repository / str(brand)).is_file()


def test_every_toml_file_parses(repository: Path, kept_files: tuple[Path, ...]) -> None:
    errors = {}
    for path in kept_files:
        place = path.relative_to(repository)
        if path.suffix == ".toml" and "tests" not in place.parts:  # tests keep malformed files on purpose
            try:
                tomli.loads(path.read_text(encoding="utf-8"))
            except ValueError as error:
                errors[str(place)] = str(error)

    assert errors == {}


def test_every_relative_link_leads_somewhere(repository: Path, kept_files: tuple[Path, ...]) -> None:
    broken = [
        f"{page.relative_to(repository)}: {target}"
        for page in kept_files
        if page.suffix == ".md"
        for target in LINK.findall(CODE.sub("", page.read_text(encoding="utf-8")))
        if not ELSEWHERE.match(target) and not (page.parent / unquote(target.partition("#")[0])).exists()
    ]

    assert broken == []
