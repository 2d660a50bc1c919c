"""A new folder on disk: every file of it, or nothing."""

import stat
from pathlib import Path, PurePosixPath

import pytest

from laowu.errors import InputError
from laowu.scaffold.writing import write_folder

TEXTS = {PurePosixPath("README.md"): "一\n", PurePosixPath("src/x/y.toml"): "二\n"}


def written(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_every_file_is_written_in_utf8_and_nothing_else_is_left(tmp_path: Path) -> None:
    write_folder(tmp_path / "new", TEXTS)

    assert written(tmp_path / "new") == {"README.md": "一\n".encode(), "src/x/y.toml": "二\n".encode()}
    assert [path.name for path in tmp_path.iterdir()] == ["new"]


def test_the_folder_is_as_open_as_any_other_new_one(tmp_path: Path) -> None:
    (tmp_path / "usual").mkdir()
    write_folder(tmp_path / "new", TEXTS)

    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == stat.S_IMODE((tmp_path / "usual").stat().st_mode)


@pytest.mark.parametrize("kind", ["empty folder", "folder", "file", "link to nowhere"])
def test_what_is_there_already_is_left_as_it_is(kind: str, tmp_path: Path) -> None:
    there = tmp_path / "new"
    match kind:
        case "file":
            there.write_text("mine", encoding="utf-8")
        case "link to nowhere":
            there.symlink_to(tmp_path / "nowhere")
        case _:
            there.mkdir()
    if kind == "folder":
        (there / "README.md").write_text("mine", encoding="utf-8")
    before = written(tmp_path)

    with pytest.raises(InputError, match="already") as refused:
        write_folder(there, TEXTS)

    assert refused.value.where == str(there)
    assert written(tmp_path) == before
    assert [path.name for path in tmp_path.iterdir()] == ["new"]


def test_when_one_file_cannot_be_written_nothing_is_left(tmp_path: Path) -> None:
    impossible = {PurePosixPath("a"): "a file", PurePosixPath("a/b"): "a file below a file"}

    with pytest.raises(InputError, match="cannot be written"):
        write_folder(tmp_path / "new", impossible)

    assert list(tmp_path.iterdir()) == []


def test_the_folder_it_should_stand_in_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="does not exist") as refused:
        write_folder(tmp_path / "nowhere" / "new", TEXTS)

    assert refused.value.where == str(tmp_path / "nowhere")
    assert list(tmp_path.iterdir()) == []
