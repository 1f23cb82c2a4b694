"""The text of a header or footer → Jinja source, and what was rendered back to such text.

There an & begins a code (&P the page, &12 a font size, ECMA-376 Part 1, 18.3.1.46), so an
& of a value must be doubled, and a digit of a value must not lengthen a font size.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from formgen.excel.package import MAIN
from formgen.excel.sheet import has_tags
from formgen.excel.tagtext import split_tags

MAX_LENGTH = 255
"""Characters Excel takes in one header or footer."""
_CODE = "\x0e"
_BORDER = "\x0f"
_OPEN_SIZE = re.compile(f"({_CODE}[0-9]+){_BORDER}(?=[0-9])")


def tagged_furniture(root: etree._Element) -> dict[str, str]:
    """Headers and footers of a worksheet that hold tags: element name to text."""
    return dict(_tagged(root))


def _tagged(root: etree._Element) -> Iterator[tuple[str, str]]:
    for group in root.iterfind(f"{{{MAIN}}}headerFooter"):
        for element in group:
            text = element.text or ""
            if has_tags(text):
                yield etree.QName(element).localname, text


def furniture_source(text: str) -> str:
    """Jinja source in which codes of the template can be told from values."""
    return _BORDER.join(
        part if has_tags(part) else part.replace("&", _CODE) for part in split_tags(text)
    )


def furniture_text(rendered: str) -> str:
    """What Excel shows as the rendered text."""
    text = _OPEN_SIZE.sub(r"\1 ", rendered.replace("&", "&&"))
    return text.replace(_BORDER, "").replace(_CODE, "&")
