"""Every command of the program: where it lives and what it does, in one line.

The one place that is read by help pages, by completion and by the commands themselves, so that none of them needs to import
a command to say what it does. A word that other entries begin with, such as ``dossier``, is a group.
"""

from typing import NamedTuple

from laowu.text import Text


class Entry(NamedTuple):
    """One command or group.

    Attributes:
        section: heading under which help lists it.
        says: what it does, in one line.
    """

    section: Text
    says: Text


_JUDGE = Text("判断一个品牌", "Judge a brand")
_REGIONS = Text("规则与地区", "Rules and regions")
_AROUND = Text("材料与设置", "Dossiers and settings")

COMMANDS: dict[str, Entry] = {
    "assess": Entry(_JUDGE, Text("按一个地区的规则回答全部五个问题", "answer all five questions under one jurisdiction")),
    "eligibility": Entry(_JUDGE, Text("是否符合认定条件", "does the brand meet the conditions of recognition?")),
    "name": Entry(_JUDGE, Text("品牌名称是否合乎形式", "is a brand name well-formed?")),
    "review": Entry(_JUDGE, Text("谁在何时办什么、要哪些材料", "who does what by when, with which papers?")),
    "subsidy": Entry(_JUDGE, Text("有什么奖补、谁支付、以多少为限", "what money, from whom, under which cap?")),
    "manage": Entry(_JUDGE, Text("认定后的检查有什么后果", "what follows from the checks after recognition?")),
    "compare": Entry(_JUDGE, Text("把同一品牌放到各地规则下并列比较", "one brand under every region's rules, side by side")),
    "gap": Entry(_JUDGE, Text("还差什么，怎样改变结果，近者在前", "what is missing, nearest first, and what would change it")),
    "simulate": Entry(_JUDGE, Text("改动规则参数后谁的结果会变", "who flips when a parameter of the rules is changed")),
    "ask": Entry(_JUDGE, Text("接下来弄清哪项事实、哪份材料最有用", "which fact or paper to get next, across regions")),
    "explain": Entry(
        _REGIONS, Text("说明一个条款或一条规则，或列出全部规则", "explain one clause or rule of a region, or list all rules")
    ),
    "coverage": Entry(_REGIONS, Text("逐条列出文件条款如何处理", "every clause of the documents and what became of it")),
    "conformance": Entry(
        _REGIONS, Text("检查地区插件：可装载、齐全、有据、经证", "examine a region: loads, complete, sourced, proven")
    ),
    "plugins": Entry(_REGIONS, Text("查看已安装的地区插件，新建一个", "look at the installed regions, start a new one")),
    "plugins list": Entry(_REGIONS, Text("列出已安装的地区，不加载插件", "list the installed regions without loading them")),
    "plugins show": Entry(
        _REGIONS, Text("一个地区的概况、文件和读法，或其中一个部分", "one region: profile, documents, readings, or one section")
    ),
    "plugins rules": Entry(
        _REGIONS, Text("列出一个地区的规则，或把各地规则并列", "the rules of one region, or the rule books side by side")
    ),
    "plugins check": Entry(_REGIONS, Text("逐个加载插件，看能否使用", "load regions one by one and tell whether they work")),
    "plugins new": Entry(
        _REGIONS, Text("生成一个新地区的插件，装上就能用", "start the plugin of a new region, which works at once")
    ),
    "dossier": Entry(_AROUND, Text("新建、检查材料文件", "start a dossier, or check one")),
    "dossier new": Entry(_AROUND, Text("生成带注释的空白材料文件", "write an empty dossier with comments")),
    "dossier check": Entry(_AROUND, Text("检查材料文件，指出每处错误", "check dossier files and point at every mistake")),
    "config": Entry(_AROUND, Text("查看、新建设置文件", "look at the settings, or start a settings file")),
    "config show": Entry(_AROUND, Text("列出每项设置的值和来源", "print every setting with its value and its source")),
    "config path": Entry(_AROUND, Text("设置文件在哪里", "where settings files are looked for")),
    "config init": Entry(_AROUND, Text("生成带注释的设置文件", "write a settings file with comments")),
    "schema": Entry(_AROUND, Text("输出材料或结果的 JSON Schema", "print the JSON Schema of dossiers or results")),
    "completion": Entry(_AROUND, Text("输出命令补全脚本", "print the shell's completion script")),
}


def is_group(path: str) -> bool:
    """Whether a word stands for a group of commands."""
    return any(other.startswith(f"{path} ") for other in COMMANDS)


def below(path: str) -> dict[str, Entry]:
    """The entries directly below a group, by their last word; the top ones for an empty path."""
    prefix = f"{path} " if path else ""
    return {
        name.removeprefix(prefix): entry
        for name, entry in COMMANDS.items()
        if name.startswith(prefix) and " " not in name.removeprefix(prefix)
    }


def module_of(path: str) -> str:
    """The module whose ``command`` is the command of that path: ``plugins list`` stands in ``commands/plugins_list.py``."""
    return f"laowu.cli.commands.{path.replace(' ', '_')}"
