"""An HTML page's bytes → the same with a word across the screen and every printed page.

The style sheet alone does it: nothing of the page moves, and no text is added to what is copied.
Browsers repeat what is fixed on each page they print (CSS Positioned Layout 3, 2.1).
"""

from __future__ import annotations

from formgen.web.template import CHARSET

_STYLE = (
    '<style>body::before{{content:"{text}";position:fixed;inset:0;z-index:9;display:flex;'
    "align-items:center;justify-content:center;overflow:hidden;pointer-events:none;"
    "font:bold min(30vmin,60mm)/1 SimHei,sans-serif;white-space:nowrap;"
    "color:rgba(128,128,128,.3);transform:rotate(-45deg);"
    "print-color-adjust:exact;-webkit-print-color-adjust:exact}}</style>"
)


def with_watermark(content: bytes, text: str = "草稿") -> bytes:
    """The page, or template, with a text large and grey across it.

    A page without its encoding is left alone: compiling refuses it.
    """
    source = content.decode("utf-8-sig", errors="surrogateescape")
    found = CHARSET.search(source)
    if found is None:
        return content
    style = _STYLE.format(text=_escaped(text))
    marked = source[: found.end()] + style + source[found.end() :]
    return marked.encode("utf-8", errors="surrogateescape")


def _escaped(text: str) -> str:
    """A text as a CSS string, no character of which CSS or Jinja reads as its own."""
    return "".join(f"\\{ord(character):06x}" for character in text)
