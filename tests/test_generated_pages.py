"""The pages that stand in the documentation: light enough to pass on, of real brands, and complete in both languages."""

import re
from pathlib import Path

import html5lib
import pytest
import tomli

PAGES = sorted((Path(__file__).resolve().parent.parent / "docs" / "pages").glob("*.html"))


def test_three_brands_and_the_rule_books_stand_there(repository: Path) -> None:
    brands = [page.stem for page in PAGES if page.stem != "rule-books"]
    dossiers = [tomli.loads((repository / "examples" / f"{name}.toml").read_text(encoding="utf-8")) for name in brands]

    assert len(brands) == 3
    assert len(PAGES) == 4
    assert not [dossier for dossier in dossiers if dossier["brand"].get("invented")]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_is_light_well_formed_and_loads_nothing(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(text)
    ids = [item.get("id") for item in tree.iter() if item.get("id")]

    assert page.stat().st_size <= 400_000
    assert len(ids) == len(set(ids))
    assert not re.search(r"<(?:script|link|img|iframe|object|form)\b| (?:src|style|on\w+)=", text)
    assert text.count('<span lang="zh-Hans">') == text.count('<span lang="en">') > 100
