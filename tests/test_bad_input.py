"""Files that nobody could judge: one readable message with file, line and TOML path, exit code 3, never a traceback."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from laowu.cli.main import command

BRAND = '[brand]\nname = "金坛茶匠"\n'
FACTS = BRAND + "[facts]\n"
BODY = '[[operators]]\nname = "某协会"\n'

#: name of the case -> (content of the file, what the message must point to)
TEXTS = {
    "empty file": ("", "empty"),
    "no brand": ("[facts]\nworkers = 3\n", "brand"),
    "no name": ("[brand]\n", "brand.name"),
    "empty name": ('[brand]\nname = ""\n', "brand.name"),
    "very long name": (f'[brand]\nname = "{"茶" * 61}"\n', "brand.name"),
    "control character in the name": ('[brand]\nname = "茶\\u0007匠"\n', "brand.name"),
    "unknown table": (BRAND + "[fact]\n", "fact"),
    "unknown key of the brand": (BRAND + 'plcae = "金坛区"\n', "place"),
    "unknown fact": (FACTS + "wokers = 5000\n", "workers"),
    "fact that stands elsewhere": (FACTS + 'brand_name = "x"\n', "facts.brand_name"),
    "text where a number belongs": (FACTS + 'workers = "5000"\n', "facts.workers"),
    "decimal where a whole number belongs": (FACTS + "workers = 5000.5\n", "facts.workers"),
    "yes where a number belongs": (FACTS + "workers = true\n", "facts.workers"),
    "negative count": (FACTS + "workers = -1\n", "facts.workers"),
    "number beyond 64 bits": (FACTS + "workers = 99999999999999999999\n", "facts.workers"),
    "bare decimal share": (FACTS + "pass_rate = 0.8\n", "facts.pass_rate"),
    "percentage over 100": (FACTS + 'pass_rate = "100.01%"\n', "facts.pass_rate"),
    "part larger than whole": (FACTS + "pass_rate = { part = 5, whole = 4 }\n", "facts.pass_rate"),
    "share of nothing": (FACTS + "pass_rate = { part = 0, whole = 0 }\n", "facts.pass_rate"),
    "number where yes or no belongs": (FACTS + "local_plan = 1\n", "facts.local_plan"),
    "code that is no choice": (FACTS + 'after_services = ["singing"]\n', "facts.after_services"),
    "same year twice": (FACTS + "trained = [{ year = 2025, value = 1 }, { year = 2025, value = 2 }]\n", "facts.trained"),
    "bounds the wrong way round": (FACTS + "workers = { at_least = 5, at_most = 4 }\n", "facts.workers"),
    "impossible date": (BRAND + '[[recognitions]]\nlevel = "municipal"\non = 2025-02-30\n', ":5"),
    "date as text": (BRAND + '[[recognitions]]\nlevel = "municipal"\non = "2025-02-03"\n', "recognitions[0].on"),
    "unknown level": (BRAND + '[[recognitions]]\nlevel = "city"\non = 2025-02-03\n', "municipal"),
    "ends before it begins": (BRAND + '[[recognitions]]\nlevel = "municipal"\non = 2025-02-03\nuntil = 2024-01-01\n', "until"),
    "single brackets": (BRAND + '[operators]\nname = "x"\n', "[[operators]]"),
    "duplicate operator": (BRAND + BODY + BODY, "operators[1]"),
    "unknown kind of operator": (BRAND + BODY + 'kind = "asociation"\n', "association"),
    "unknown division": ('[brand]\nname = "金坛茶匠"\nplace = "江苏省常州市金谭区"\n', "brand.place"),
    "ambiguous division": ('[brand]\nname = "鼓楼茶匠"\nplace = "鼓楼区"\n', "brand.place"),
    "unknown division of an operator": (BRAND + BODY + 'place = "999999"\n', "operators[0].place"),
    "judgement that decides nothing": (
        BRAND + '[[judgements]]\njurisdiction = "dalian"\nrule = "DL-007"\noutcome = "no data"\nby = "某局"\non = 2026-01-01\n',
        "judgements[0].outcome",
    ),
    "claim for nobody": (BRAND + '[[claims]]\non = 2026-01-01\ngroup = "graduates"\npersons = 0\n', "claims[0].persons"),
    "broken TOML": (BRAND + "[facts\nworkers = 3\n", ":3"),
    "key given twice": (FACTS + "workers = 3\nworkers = 4\n", ":5"),
    "nesting bomb": (BRAND + "x = " + "[" * 5000 + "]" * 5000 + "\n", "nest"),
    "deep table": (BRAND + "[a" + ".a" * 60 + "]\n", "nest"),
}

BYTES = {
    "GBK file": ((BRAND + "workers = 3\n").encode("gbk"), "GB"),
    "UTF-16 file": (BRAND.encode("utf-16"), "UTF-8"),
    "zero bytes": (b'[brand]\nname = "a\x00b"\n', ":2"),
    "50 MB file": (b"# " + b"x" * 50_000_000, "MB"),
    "picture": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "not a text file"),
}  # fmt: skip

CASES = {name: (text.encode(), points) for name, (text, points) in TEXTS.items()} | BYTES


def test_there_are_at_least_thirty_of_them() -> None:
    assert len(CASES) >= 30


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", CASES)
def test_a_bad_file_is_told_and_never_judged(name: str, language: str, tmp_path: Path) -> None:
    content, points = CASES[name]
    file = tmp_path / "brand.toml"
    file.write_bytes(content)

    result = CliRunner().invoke(command, ["--lang", language, "assess", str(file), "-j", "jiangsu", "--on", "2026-11-20"])

    assert result.exit_code == 3
    assert result.stdout == ""
    assert "brand.toml" in result.stderr
    assert "Traceback" not in result.stderr
    assert "attrs" not in result.stderr
    if language == "en":
        assert points in result.stderr
    else:
        assert re.search("[\u4e00-\u9fff]", result.stderr)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    result = CliRunner().invoke(command, ["--lang", "en", "assess", str(tmp_path / "none.toml"), "-j", "jiangsu"])

    assert result.exit_code == 3
    assert "none.toml" in result.stderr
