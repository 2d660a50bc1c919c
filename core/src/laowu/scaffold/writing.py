"""A new folder on disk: every file of it, or nothing."""

import os
import secrets
import shutil
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from laowu.errors import InputError
from laowu.text import Text


def write_folder(folder: Path, texts: Mapping[PurePosixPath, str]) -> None:
    """Write a folder that was not there before.

    It is put together beside its place under a name nobody uses and gets its own name at the end, so that whatever stops the
    program leaves either the whole folder or none.

    Args:
        folder: the folder; the one it stands in is there already.
        texts: the texts of its files, by their places in it.

    Raises:
        InputError: there is something of that name already, or it cannot be written.
    """
    place = str(folder)
    if not folder.parent.is_dir():
        what = Text("上一级文件夹不存在", "the folder it should stand in does not exist")
        raise InputError(what, where=str(folder.parent), mend=Text("先建好它，或换 --into", "make it first, or change --into"))
    if os.path.lexists(folder):
        raise InputError(
            Text("已有同名的文件或文件夹，不会覆盖", "there is a file or folder of this name already; it is left as it is"),
            where=place,
            mend=Text("换一个代码或 --into，或先移走它", "take another code or --into, or move it away first"),
        )
    unfinished = folder.with_name(f".{folder.name}-{secrets.token_hex(4)}")
    try:
        for path, text in texts.items():
            file = unfinished / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8", newline="\n")
        unfinished.rename(folder)
    except OSError as failure:
        reason = failure.strerror or str(failure)
        raise InputError(Text(f"写不了（{reason}）", f"it cannot be written ({reason})"), where=place) from None
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
