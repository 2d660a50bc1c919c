"""``laowu plugins new``: what it writes, what it says, and every way of refusing."""

from collections.abc import Callable
from pathlib import Path

import pytest
import tomli
from click.testing import Result

Laowu = Callable[..., Result]
Region = Callable[..., Path]
Demo = Callable[..., dict[str, str]]

NEW = ("plugins", "new", "zhejiang", "--name", "浙江省", "--name-en", "Zhejiang", "--division", "浙江", "--on", "2026-11-21")


def test_it_lists_what_it_wrote_and_says_what_comes_next(laowu: Laowu, clean: Path) -> None:
    result = laowu(*NEW)

    written = sorted(path.relative_to(clean).as_posix() for path in clean.rglob("*") if path.is_file())
    assert result.exit_code == 0
    assert sorted(result.stdout.splitlines()) == written
    assert "zhejiang/src/laowu_zhejiang/rules/eligibility.toml" in written
    assert "pip install -e zhejiang" in result.stderr
    assert "laowu plugins check zhejiang" in result.stderr


def test_what_is_said_of_the_region_stands_in_its_files(laowu: Laowu, clean: Path) -> None:
    (clean / "regions").mkdir()
    document = ("--document", "某办法", "--number", "浙人社〔2026〕1号", "--issued", "2026-01-05", "--issuer", "甲厅")
    result = laowu(*NEW, "--level", "省级", "--level", "municipal", *document, "--issuer", "乙厅", "--into", "regions")

    rules = clean / "regions/zhejiang/src/laowu_zhejiang/rules"
    profile = tomli.loads((rules / "profile.toml").read_text(encoding="utf-8"))
    stated = tomli.loads((rules / "documents.toml").read_text(encoding="utf-8"))["document"]["zhejiang-measures"]
    assert result.exit_code == 0
    assert (profile["code"], profile["division"], profile["tier"]) == ("zhejiang", "330000", "province")
    assert profile["name"] == {"zh": "浙江省", "en": "Zhejiang"}
    assert (stated["title"], stated["number"], stated["issuers"]) == ("某办法", "浙人社〔2026〕1号", ["甲厅", "乙厅"])
    assert stated["issued"].isoformat() == stated["since"].isoformat() == "2026-01-05"
    assert tomli.loads((rules / "eligibility.toml").read_text(encoding="utf-8"))["levels"] == ["municipal", "provincial"]


def test_a_second_time_it_leaves_the_folder_as_it_is(laowu: Laowu, clean: Path) -> None:
    laowu(*NEW)
    (clean / "zhejiang/README.md").write_text("mine", encoding="utf-8")

    result = laowu(*NEW)

    assert result.exit_code == 3
    assert "left as it is" in result.stderr
    assert result.stdout == ""
    assert (clean / "zhejiang/README.md").read_text(encoding="utf-8") == "mine"


@pytest.fixture
def demo_installed(region: Region, demo: Demo) -> None:
    """A region that another one may extend."""
    region("demo", demo())


@pytest.mark.usefixtures("demo_installed")
@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("Zhe Jiang", "--name", "x", "--division", "浙江"), 3, ("不能作地区代码", "such as zhe-jiang")),
        (("zj", "--name", "x", "--division", "浙冮"), 3, ("是否想写：浙江", "did you mean: 浙江")),
        (("zj", "--name", "x", "--division", "鼓楼区"), 3, ("不止一处", "320106")),
        (("zj", "--name", "", "--division", "浙江"), 3, ("没有写内容", "where: --name")),
        (("zj", "--division", "浙江"), 2, ("缺少选项 --name", "the option --name is missing")),
        (("zj", "--name", "x"), 2, ("缺少选项 --division", "the option --division is missing")),
        (
            ("zj", "--name", "x", "--division", "浙江", "--level", "provincal"),
            2,
            ("是否想写：provincial", "did you mean: provincial"),
        ),
        (("zj", "--name", "x", "--division", "浙江", "--issued", "2026-13-01"), 2, ("不是日期", "is no date")),
        (("zj", "--name", "x", "--division", "浙江", "--issued", "2999-01-01"), 3, ("晚于", "lies after")),
        (("zj", "--name", "x", "--division", "浙江", "--into", "nowhere"), 3, ("上一级文件夹不存在", "where: nowhere")),
        (("zj", "--name", "x", "--division", "浙江", "--extends", "dmeo"), 4, ("是否想写：demo", "did you mean: demo")),
    ],
)
def test_a_wrong_answer_is_refused_in_both_languages_and_nothing_is_written(
    words: tuple[str, ...], status: int, said: tuple[str, str], laowu: Laowu, clean: Path
) -> None:
    chinese = laowu("plugins", "new", *words, "--lang", "zh")
    english = laowu("plugins", "new", *words)

    assert chinese.exit_code == english.exit_code == status
    assert said[0] in chinese.stderr
    assert said[1] in english.stderr
    assert list(clean.iterdir()) == []


@pytest.mark.usefixtures("demo_installed")
def test_a_region_that_extends_another_one_needs_it(laowu: Laowu, clean: Path) -> None:
    result = laowu("plugins", "new", "county", "--name", "某区", "--division", "金坛区", "--extends", "demo")

    profile = (clean / "county/src/laowu_county/rules/profile.toml").read_text(encoding="utf-8")
    assert result.exit_code == 0
    assert tomli.loads(profile)["extends"] == "demo"
    assert "laowu-demo>=0.1,<0.2" in (clean / "county/pyproject.toml").read_text(encoding="utf-8")


@pytest.mark.usefixtures("demo_installed")
def test_a_code_that_is_installed_already_is_pointed_out(laowu: Laowu) -> None:
    result = laowu("plugins", "new", "demo", "--name", "某市", "--division", "常州")

    assert result.exit_code == 0
    assert "laowu-demo, which is installed, claims demo too" in result.stderr
