"""Reading a stored JSON result."""

import json
from pathlib import Path
from typing import Any

from laowu.errors import ReplayError
from laowu.text import Text


def read_result(file: str) -> Any:
    """The data of a JSON file.

    Raises:
        ReplayError: it cannot be read, or is no JSON.
    """
    try:
        return json.loads(Path(file).read_text(encoding="utf-8-sig"))
    except OSError as failure:
        reason = failure.strerror or str(failure)
        raise ReplayError(Text(f"读不了文件（{reason}）", f"the file cannot be read ({reason})"), where=file) from None
    except json.JSONDecodeError as failure:
        place = f"{file}:{failure.lineno}"
        raise ReplayError(Text(f"不是 JSON（{failure.msg}）", f"this is no JSON ({failure.msg})"), where=place) from None
    except (UnicodeDecodeError, RecursionError):
        raise ReplayError(Text("不是 UTF-8 的 JSON 文件", "this is no JSON file in UTF-8"), where=file) from None
