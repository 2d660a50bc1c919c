"""The page around the parts: one self-contained file that loads nothing and runs nothing."""

import base64
from collections.abc import Sequence
from hashlib import sha256
from importlib.resources import files

from markupsafe import Markup

from laowu.report.markup import both
from laowu.text import Language, Text

_CHECKED = Markup(" checked")
_LANGUAGES: dict[Language, tuple[str, str]] = {"zh": ("zh-Hans", "中文"), "en": ("en", "English")}


def document(title: Text, lead: Markup, parts: Sequence[tuple[str, Text, Markup]], *, language: Language) -> str:
    """A whole page.

    Args:
        title: heading of the page.
        lead: what stands above its parts.
        parts: anchor, title and body of each part.
        language: the language it opens in; the reader switches at the top, without any script.
    """
    style = (files("laowu.report") / "page.css").read_text(encoding="utf-8")
    # With its digest stated, this style and no other is allowed, and no style attribute anywhere.
    digest = base64.b64encode(sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    contents = Markup("").join(Markup('<li><a href="#{}">{}</a></li>').format(code, both(name)) for code, name, _ in parts)
    body = Markup("").join(part for _, _, part in parts)
    page = Markup(_PAGE).format(  # noqa: S704  # ours, too
        root=_LANGUAGES[language][0],
        policy=policy,
        title=getattr(title, language),
        style=Markup(style),  # noqa: S704  # ours, not a reader's
        switch=_switch(language),
        heading=both(title),
        lead=lead,
        contents=contents,
        contents_title=both(Text("目录", "Contents")),
        body=body,
        foot=both(
            Text(
                "由 laowu 生成。结果由规则数据得出，不是行政决定。",
                "Made by laowu. The results follow from rule data; they are no administrative decisions.",
            )
        ),
    )
    return str(page)


def _switch(language: Language) -> Markup:
    boxes = Markup("").join(
        Markup('<input type="radio" name="language" id="in-{}"{}>').format(code, _CHECKED if code == language else "")
        for code in _LANGUAGES
    )
    labels = Markup("").join(
        Markup('<label for="in-{}" lang="{}">{}</label>').format(code, tag, name) for code, (tag, name) in _LANGUAGES.items()
    )
    return Markup('{}\n<div class="switch">{}</div>').format(boxes, labels)


_PAGE = """<!DOCTYPE html>
<html lang="{root}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
{switch}
<svg class="patterns" width="0" height="0" aria-hidden="true" focusable="false"><defs>
<pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
<rect class="hatch-ground" width="6" height="6"></rect><line class="hatch-line" x1="0" y1="0" x2="0" y2="6"></line></pattern>
</defs></svg>
<header><h1>{heading}</h1>
{lead}
<nav aria-labelledby="contents"><h2 id="contents">{contents_title}</h2><ul>{contents}</ul></nav></header>
<main>
{body}</main>
<footer><p>{foot}</p></footer>
</body>
</html>
"""
