"""What is wrong with a text that is not TOML, in both languages."""

import re
from datetime import date

import tomli

from laowu.text import Text
from laowu.toml_source.wording import printable, shortened


def says(failure: tomli.TOMLDecodeError) -> Text:
    """What tomli found, with line and column."""
    return Text(
        f"第 {failure.lineno} 行第 {failure.colno} 列不合 TOML 语法：{_in_chinese(failure.msg)}",
        f"line {failure.lineno}, column {failure.colno} is not TOML: {shortened(failure.msg)}",
    )


def mend(failure: tomli.TOMLDecodeError) -> Text | None:
    """How to put it right, where the character at fault gives that away."""
    if any(not _is_day(meant) for meant in _MEANT_AS_DAY.findall(failure.doc.split("\n")[failure.lineno - 1])):
        return Text(
            "日期写成 2026-12-31 的样子，不加引号，且须有这一天", "write a date like 2026-12-31, without quotes: a day there is"
        )
    # By far the most frequent slip on a Chinese keyboard: punctuation that looks right and is full-width.
    found = failure.doc[failure.pos : failure.pos + 1]
    if not found or found not in _FULL_WIDTH:
        return None
    sign = printable(found)
    return Text(f"{sign} 是全角符号，请改用半角", f"{sign} is full-width punctuation: use the ASCII sign")


_MEANT_AS_DAY = re.compile(r"=\s*(\d{4}(?:[-/.]\d{1,2}[-/.]\d{1,2}|年[\d月日]*))")
_FULL_WIDTH = "“”‘’＝：，；。【】｛｝＃＂＇\u3000"


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


# The beginnings of what tomli says, and the same in Chinese.
_SYNTAX_IN_CHINESE = {
    "Cannot declare": "同一个表写了两次",
    "Cannot mutate": "已写完的表或数组不能再补充",
    "Cannot overwrite": "同一个键写了两次，或与已有的表冲突",
    "Cannot redefine": "同一个表写了两次",
    "Duplicate inline table key": "行内表里同一个键写了两次",
    "Expected \"'": "文本缺少收尾的引号",
    "Escaped character": "反斜杠后面的编码不是字符",
    "Expected '='": "键后面缺少等号",
    "Expected ']": "方括号没有写完",
    "Expected newline": "一行只能写一项，这里多出了内容",
    "Found invalid character": "有不允许的字符",
    "Illegal character": "有不允许的字符",
    "Invalid date": "日期或时刻不存在",
    "Invalid hex value": "反斜杠后面的编码不是十六进制数",
    "Invalid initial character": "键的写法不对",
    "Invalid statement": "这一行既不是键值也不是表头",
    "Invalid value": "值的写法不对，文本要加引号",
    "Unclosed": "括号没有写完",
    "Unescaped": "双引号文本里的反斜杠要写成两个",
    "Unterminated string": "文本缺少收尾的引号",
}


def _in_chinese(message: str) -> str:
    return next((zh for start, zh in _SYNTAX_IN_CHINESE.items() if message.startswith(start)), shortened(message))
