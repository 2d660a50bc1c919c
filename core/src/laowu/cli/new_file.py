"""Writing a file that was not there before."""

from pathlib import Path

from laowu.errors import InputError
from laowu.text import Text


def create(file: str, text: str) -> None:
    """Write a new file, in UTF-8, with the folders above it.

    Raises:
        InputError: there is such a file already, or it cannot be written.
    """
    path = Path(file)
    if path.exists():
        raise InputError(
            Text("文件已存在，不会覆盖", "there is such a file already; it is left as it is"),
            where=file,
            mend=Text("换一个文件名，或先移走它", "take another name, or move it away first"),
        )
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as opened:
            opened.write(text)
    except OSError as failure:
        reason = failure.strerror or str(failure)
        raise InputError(Text(f"写不了文件（{reason}）", f"the file cannot be written ({reason})"), where=file) from None
