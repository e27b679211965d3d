"""Pages share one base, and nothing in them needs a softer content policy."""

import re

from .sources import TEMPLATES, told

INLINE = re.compile(r"""\s(style|on[a-z]+)\s*=\s*["']""")
RAW = re.compile(r"\|\s*safe\b|autoescape\s+false|Markup\(")


def is_page(name: str, text: str) -> bool:
    """Whether a template is shown by itself: no base, no fragment, no mere collection of macros."""
    only_macros = "{% macro" in text and "{% block" not in text
    return name != "base.html" and not name.startswith("_") and not only_macros


def test_every_page_extends_the_base() -> None:
    texts = {path: path.read_text(encoding="utf-8") for path in sorted(TEMPLATES.rglob("*.html"))}
    pages = [path for path, text in texts.items() if is_page(path.name, text)]
    assert pages
    assert [told(page) for page in pages if not re.search(r"{%-?\s*extends\s", texts[page])] == []


def test_no_template_has_inline_styles_or_handlers() -> None:
    found = [told(path) for path in TEMPLATES.rglob("*.html") if INLINE.search(path.read_text(encoding="utf-8"))]
    assert found == []


def test_no_template_lets_raw_markup_through() -> None:
    found = [told(path) for path in TEMPLATES.rglob("*.html") if RAW.search(path.read_text(encoding="utf-8"))]
    assert found == []


def test_every_inline_script_carries_the_nonce() -> None:
    bare = [
        told(path)
        for path in TEMPLATES.rglob("*.html")
        for tag in re.findall(r"<script\b[^>]*>", path.read_text(encoding="utf-8"))
        if "src=" not in tag and "nonce=" not in tag
    ]
    assert bare == []
