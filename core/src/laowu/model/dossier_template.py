"""An empty dossier to fill in: every fact with its unit and the paper that settles it, all of them commented out.

A line that stays commented out is an unknown fact. No example values are filled in, so that none is left behind.
"""

from collections.abc import Iterable, Iterator, Mapping

from laowu.model.dossier import CheckResult, ProgressResult
from laowu.model.facts import FactCatalogue, FactDefinition, FactType, Grade
from laowu.model.level import ApplicantKind, Level
from laowu.text import Language, Text
from laowu.toml_source import toml_path

_INTRODUCTION = (
    Text("劳务品牌档案（TOML，UTF-8 编码）", "dossier of a labour-service brand (TOML, encoded as UTF-8)"),
    Text(
        "填写方法：删去一行开头的单个 #，在等号后写值，表头也一样；留着 # 的即为缺数据，不作否定处理",
        "to fill it in: delete the single # of a line, headers too, and write a value; what keeps its # is unknown, never a no",
    ),
    Text("检查：laowu dossier check 文件名", "to check it: laowu dossier check FILE"),
)

_FIGURES = (
    Text(
        '每项可直接写值，也可写明年份和来源：{ value = …, year = 2025, grade = "documented", source = "…", note = "…" }',
        'a bare value, or one with year and source: { value = …, year = 2025, grade = "documented", source = "…", note = "…" }',
    ),
    Text(
        "grade：" + "、".join(f"{grade.value}（{grade.label.zh}）" for grade in Grade),
        "grade: " + ", ".join(grade.value for grade in Grade),
    ),
    Text(
        "多年数据：[{ value = …, year = 2024 }, { value = …, year = 2025 }]",
        "several years: [{ value = …, year = 2024 }, { value = …, year = 2025 }]",
    ),
)

_GROUPS: tuple[tuple[tuple[FactType, ...], Text], ...] = (
    (
        (FactType.COUNT,),
        Text(
            "数量：整数；只知道界限时写 { at_least = … } 或 { more_than = … }，约数写 { about = … }",
            "counts: whole numbers; for a mere bound { at_least = … } or { more_than = … }, for a round figure { about = … }",
        ),
    ),
    ((FactType.YUAN,), Text("金额：整数元，写法同数量", "money: whole yuan, written like counts")),
    (
        (FactType.SHARE,),
        Text(
            '比例：加引号的百分比，如 "80.01%"，或 { part = 401, whole = 500 }',
            'shares: a quoted percentage such as "80.01%", or { part = 401, whole = 500 }',
        ),
    ),
    ((FactType.FLAG,), Text("是否：true 或 false", "yes or no: true or false")),
    (
        (FactType.CODE, FactType.CODES),
        Text("代码：从所列中选，多选的写成数组；[] 表示没有", "codes: from those listed, several in an array; [] for none"),
    ),
    (
        (FactType.TEXT, FactType.DATE, FactType.DIVISIONS),
        Text("其他：文本加引号，日期如 2025-12-31", "others: text in quotes, dates like 2025-12-31"),
    ),
)

_Field = tuple[str, Text]


def _choices(values: Iterable[tuple[str, Text]]) -> Text:
    pairs = list(values)
    return Text("、".join(f'"{code}"（{label.zh}）' for code, label in pairs), ", ".join(f'"{code}"' for code, _ in pairs))


_BRAND: tuple[_Field, ...] = (
    (
        "place",
        Text("品牌所在地：六位区划代码，或“省 市 县”", "home of the brand: a six-digit division code, or its names in a row"),
    ),
    ("class", Text("品牌类别代码，由地区规定", "class code, as the region names it")),
    ("trademark", Text('商标注册号；没有商标写 ""', 'trademark number; "" when there is none')),
    ("existing", Text("命名规则出台前已在使用：true 或 false", "in use before the naming rule: true or false")),
    ("invented", Text("虚构的示例：true 或 false", "an invented example: true or false")),
    ("about", Text("说明", "remark")),
)
_TABLES: tuple[tuple[str, Text, tuple[_Field, ...]], ...] = (
    (
        "judgements",
        Text("主管部门已作出的评判，每项一个", "what offices have judged, one table each"),
        (
            ("jurisdiction", Text("地区代码", "jurisdiction code")),
            ("rule", Text("条件编号", "id of the criterion")),
            ("outcome", Text('"met"（符合）、"not met"（不符合）', '"met", "not met"')),
            ("by", Text("作出评判的单位，不写个人姓名", "the office, never a person")),
            ("on", Text("日期", "day")),
            ("reason", Text("理由", "reason")),
        ),
    ),
    (
        "progress",
        Text(
            "申报已办理的环节，每次一个；异议另写一个",
            "what has happened to the application, one table each; an objection has its own",
        ),
        (
            ("jurisdiction", Text("地区代码", "jurisdiction code")),
            ("level", Text("申报层级；各级同一份材料的不写", "level applied for; left out when one file serves every level")),
            ("stage", Text("环节代码，由地区规定", "code of the stage, as the region names it")),
            (
                "began",
                Text(
                    "开始日期；公示写张贴日期，异议写提出日期",
                    "first day; the posting day of a notice, the day an objection was raised",
                ),
            ),
            ("ended", Text("结束日期；办理中、异议未处理的不写", "last day; left out while it goes on or an objection stands")),
            (
                "result",
                _choices(
                    zip(
                        (result.value for result in ProgressResult),
                        (
                            Text("通过", "passed"),
                            Text("不予通过", "rejected"),
                            Text("退回补正", "sent back for supplement"),
                            Text("公示中断，须重新公示", "notice broken off"),
                            Text("异议待处理", "objection that stands"),
                            Text("异议不成立", "objection dismissed"),
                            Text("异议成立", "objection upheld"),
                        ),
                        strict=True,
                    )
                ),
            ),
        ),
    ),
    (
        "recognitions",
        Text("已获的认定，每项一个", "recognitions held, one table each"),
        (
            ("jurisdiction", Text("地区代码；国家级不写", "jurisdiction code; left out for a national one")),
            ("level", _choices((level.value, level.label) for level in Level)),
            ("on", Text("认定文件日期", "day of the notice")),
            ("until", Text("失效日期（当日起无效）", "first day it no longer holds")),
        ),
    ),
    (
        "checks",
        Text("认定后的检查，每次一个", "checks after recognition, one table each"),
        (
            ("jurisdiction", Text("地区代码", "jurisdiction code")),
            ("on", Text("检查日期；未按时接受检查的写应检日期", "day of the check, or the day it was due when missed")),
            (
                "result",
                _choices(
                    zip(
                        (result.value for result in CheckResult),
                        (Text("通过", "passed"), Text("未通过", "failed"), Text("未接受", "missed")),
                        strict=True,
                    )
                ),
            ),
            ("kind", Text("检查种类代码；定期检查不写", "code of the check; left out for the regular review")),
            ("grounds", Text("问题代码，写成数组", "codes of the failings, in an array")),
            ("rectify_by", Text("整改期限", "day by which failings must be corrected")),
            ("rectified", Text("整改完成日期", "day they were corrected")),
        ),
    ),
    (
        "claims",
        Text("按人申领的奖补，每行一个", "per-head awards claimed, one table a line"),
        (
            ("jurisdiction", Text("地区代码", "jurisdiction code")),
            ("on", Text("申领事由发生日期", "day the claim arises")),
            ("group", Text("重点群体代码", "code of the key group")),
            ("operator", Text("吸纳就业的承办单位", "the body that hired")),
            ("persons", Text("人数", "number of people")),
            (
                "person",
                Text("只代表一人时的代号，不写姓名和身份证号", "token of the one person meant, never a name or identity number"),
            ),
            ("months", Text("同一单位连续缴纳养老保险的月数", "consecutive months of pension payment by the hiring body")),
            ("contract_days", Text("劳动合同天数", "days of labour contract")),
            ("payer", Text('"employer"（单位缴纳）、"self"（个人缴纳）', '"employer", "self"')),
            ("enrolment", Text('"new"（首次参保）、"resumed"（中断后续保）', '"new", "resumed" (after a gap)')),
            ("relation", Text('"own"（本单位用工，默认）、"sent_out"（组织输出）', '"own" (the default), "sent_out"')),
            ("brand", Text("以其他品牌申领时的品牌名", "name of the other brand under which it was claimed")),
            ("paid_yuan", Text("已付金额（元）", "already paid, in yuan")),
        ),
    ),
    (
        "payments",
        Text("已拨付的一次性奖补，每笔一个", "awards paid as one sum, one table each"),
        (
            ("jurisdiction", Text("地区代码", "jurisdiction code")),
            ("on", Text("拨付日期", "day it was paid")),
            ("award", Text("奖补规则编号", "id of the award")),
            ("yuan", Text("金额（元）", "the sum, in yuan")),
            ("level", Text("所依据的认定层级", "level of recognition it was paid for")),
            ("operator", Text("收款单位，按单位发放时写", "the body that got it, where each body may have it")),
            ("payer", Text("由其他单位支付时的支付方", "who paid, when it was another than the one who pays here")),
        ),
    ),
)
_OPERATOR: tuple[_Field, ...] = (
    ("name", Text("单位全称", "full name")),
    ("kind", _choices((kind.value, kind.label) for kind in ApplicantKind)),
    ("code", Text("统一社会信用代码", "unified social credit code")),
    ("place", Text("注册地，写法同品牌所在地", "where it is registered, written like the home of the brand")),
    ("legal_person", Text("独立法人：true 或 false", "independent legal person: true or false")),
    ("trade_name", Text("可用于品牌名称的企业名号", "enterprise name that may stand inside the brand name")),
)


def template(
    language: Language,
    facts: FactCatalogue,
    *,
    asked: tuple[str, ...] | None = None,
    local: Mapping[str, FactCatalogue] | None = None,
    materials: Mapping[str, Text] | None = None,
) -> str:
    """A dossier to fill in; it loads as soon as the brand has a name.

    Args:
        language: language of the comments.
        facts: the shared facts.
        asked: names of the facts to list; ``None`` for all.
        local: each region's own facts, by jurisdiction code.
        materials: the papers to list: labels by code.
    """
    sections = [
        _comments(language, *_INTRODUCTION),
        ["[brand]", 'name = ""', *_blanks(language, _BRAND)],
        _table(language, "operators", Text("创建承办单位，每个单位一个", "bodies building the brand, one table each"), _OPERATOR),
        ["[facts]", *_comments(language, *_FIGURES)],
        *_grouped(language, _wanted(facts, asked)),
    ]
    for code, own in (local or {}).items():
        says = Text(f"以下是 {code} 自定的事实，表头的 # 也要删去", f"facts of {code}'s own: delete the # before this header too")
        sections.append([f"# [{toml_path(('facts', code))}]", *_comments(language, says)])
        sections.extend(_grouped(language, [own[name] for name in own if name not in facts]))
    papers = Text(
        "材料：true 已有，false 没有；不知道就不写", "papers: true when at hand, false when not; leave out when unknown"
    )
    sections.append(["[materials]", *_comments(language, papers), *_blanks(language, (materials or {}).items())])
    sections.extend(_table(language, *table) for table in _TABLES)
    return "\n\n".join("\n".join(lines) for lines in sections) + "\n"


def _wanted(facts: FactCatalogue, asked: tuple[str, ...] | None) -> list[FactDefinition]:
    return [facts[name] for name in facts if asked is None or name in asked]


def _grouped(language: Language, definitions: Iterable[FactDefinition]) -> Iterator[list[str]]:
    """One section per kind of value, each with how such a value is written."""
    written = [definition for definition in definitions if definition.given_by is None]
    for types, says in _GROUPS:
        members = [definition for definition in written if definition.type in types]
        if members:
            yield [*_comments(language, says), *(line for member in members for line in _fact(language, member))]


def _fact(language: Language, definition: FactDefinition) -> list[str]:
    says = definition.label
    if definition.unit is not None:
        says += Text("，单位：", ", in ") + definition.unit
    if definition.choices:
        one = definition.type is FactType.CODE
        says += Text("，可选：", ", one of " if one else ", any of ") + _choices(definition.choices.items())
    says += Text("；依据：", "; settled by: ") + definition.settled_by
    return ["", *_comments(language, says), f"# {definition.name} ="]


def _table(language: Language, key: str, says: Text, fields: Iterable[_Field]) -> list[str]:
    return [*_comments(language, says), f"# [[{key}]]", *_blanks(language, fields)]


def _blanks(language: Language, fields: Iterable[_Field]) -> list[str]:
    return [f"# {key} =   # {_one_line(says, language)}" for key, says in fields]


def _comments(language: Language, *says: Text) -> list[str]:
    # Two signs, so that the lines to fill in, which have one, stand out.
    return [f"## {_one_line(text, language)}" for text in says]


def _one_line(says: Text, language: Language) -> str:
    return " ".join(says.in_language(language).split())
