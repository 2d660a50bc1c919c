"""The settings one by one: what each is called, how its value is read, and what it is for."""

from laowu.errors import did_you_mean
from laowu.settings.kinds import CHOICES, DATE, WORD, WORDS, YES_OR_NO, Kind, Refused, one_of
from laowu.text import Text, same
from laowu.toml_source import shortened
from laowu.values import frozen

READINGS = "readings"


@frozen(kw_only=True)
class Key:
    """One setting.

    Attributes:
        name: its name, also the field of :class:`Settings`.
        kind: how its value is read.
        purpose: what it is for.
        example: a line of a settings file that sets it.
        option: the command-line option that sets it; empty for the one of the same name.
    """

    name: str
    kind: Kind
    purpose: Text
    example: str
    option: str = ""

    @property
    def variable(self) -> str:
        """Its environment variable."""
        return f"LAOWU_{self.name.upper()}"

    @property
    def flag(self) -> str:
        """The command-line option that sets it."""
        return self.option or f"--{self.name.replace('_', '-')}"


def unknown(name: str) -> Refused:
    """The refusal of a setting that does not exist."""
    return Refused(
        Text(f"没有“{shortened(name)}”这个设置", f"there is no setting “{shortened(name)}”"),
        did_you_mean(name, KEYS) or Text("可写：", "known settings: ") + same(", ".join(KEYS)),
    )


_ALL = (
    Key(
        name="jurisdiction",
        kind=WORD,
        purpose=Text("按哪个地区的规则办事", "the jurisdiction whose rules apply"),
        example='jurisdiction = "chongqing"',
        option="-j",
    ),
    Key(
        name="jurisdictions",
        kind=WORDS,
        purpose=Text("compare 比较哪些地区；空着即全部已安装的", "what compare compares; empty for all that are installed"),
        example='jurisdictions = ["chongqing", "jiangsu"]',
        option="-j",
    ),
    Key(
        name="lang",
        kind=one_of("zh", "en"),
        purpose=Text("输出语言 zh 或 en；不写则随系统", "language of the output, zh or en; the locale's when left out"),
        example='lang = "zh"',
    ),
    Key(
        name="format",
        kind=one_of("table", "json", "markdown"),
        purpose=Text("输出形式 table、json 或 markdown", "form of the output: table, json or markdown"),
        example='format = "table"',
    ),
    Key(
        name="on",
        kind=DATE,
        purpose=Text("以哪一天为准；不写则为当天", "the date to judge by; the day of the call when left out"),
        example="on = 2026-12-31",
    ),
    Key(
        name="accept_draft",
        kind=WORDS,
        purpose=Text("哪些地区的征求意见稿可以用来作决定", "jurisdictions whose draft document may be used for decisions"),
        example='accept_draft = ["chongqing"]',
    ),
    Key(
        name="calendar_notices",
        kind=WORDS,
        purpose=Text(
            "另外载入的年度节假日通知，路径相对于写它的文件",
            "holiday notices of further years; paths are relative to the file that names them",
        ),
        example='calendar_notices = ["holidays-2027.toml"]',
    ),
    Key(
        name="strict_plugins",
        kind=YES_OR_NO,
        purpose=Text("插件损坏时停止，而不只是列出", "stop at a broken plugin instead of listing it"),
        example="strict_plugins = true",
    ),
    Key(
        name="debug",
        kind=YES_OR_NO,
        purpose=Text("出错时显示调用过程", "show tracebacks"),
        example="debug = true",
    ),
    # A table comes after the plain keys, or it would swallow them.
    Key(
        name=READINGS,
        kind=CHOICES,
        purpose=Text("有歧义的条文按哪种理解办，一行一个", "how ambiguous clauses are read, one line each"),
        example='[readings]\n"READING-ID" = "choice"',
        option="--reading",
    ),
)

KEYS: dict[str, Key] = {key.name: key for key in _ALL}
