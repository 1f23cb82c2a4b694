"""Pages of a PDF that share their typefaces → the text of each.

pypdf reads the table of characters of every typeface anew for every page: of a list of ten
thousand names that is nearly all of the time. So pages that share typefaces are read as one long
page, with a mark after each.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from pypdf import PageObject
from pypdf.generic import (
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    NumberObject,
)

_MARK = "/EndOfOnePage"


def page_texts(pages: Sequence[PageObject]) -> list[str]:
    """The text of each page.

    Args:
        pages: of one file, with equal typefaces under equal names.

    Raises:
        Exception: whatever pypdf raises on damaged pages.
    """
    if len(pages) == 1:
        return [pages[0].extract_text()]
    texts: list[str] = []
    parts: list[str] = []

    def shown(text: str, *_: object) -> None:
        parts.append(text)

    def passed(operator: bytes, operands: Sequence[object], *_: object) -> None:
        """Drawing anything makes pypdf hand over the text before it; so does drawing the mark."""
        if operator == b"Do" and operands == [_MARK]:
            texts.append("".join(parts))
            parts.clear()

    whole = _joined(pages)
    whole.extract_text(visitor_operand_after=passed, visitor_text=shown)
    if len(texts) != len(pages):  # a page's operators do not fit together
        return [page.extract_text() for page in pages]
    return texts


def _joined(pages: Sequence[PageObject]) -> PageObject:
    """One page that draws what all pages draw, and the mark after each."""
    first = pages[0]
    resources = DictionaryObject(cast(DictionaryObject, first["/Resources"].get_object()))
    resources[NameObject("/XObject")] = DictionaryObject({NameObject(_MARK): _nothing()})
    contents = (page.get_contents() for page in pages)
    data = [content.get_data() if content is not None else b"" for content in contents]
    drawn = DecodedStreamObject()
    drawn.set_data(b"".join(b"q\n%b\nQ\n%b Do\n" % (one, _MARK.encode()) for one in data))
    whole = PageObject(first.pdf)
    whole[NameObject("/Resources")] = resources
    whole[NameObject("/Contents")] = drawn
    return whole


def _nothing() -> DecodedStreamObject:
    """A drawing of nothing."""
    drawing = DecodedStreamObject()
    drawing.set_data(b"")
    drawing[NameObject("/Subtype")] = NameObject("/Form")
    drawing[NameObject("/FormType")] = NumberObject(1)
    return drawing
