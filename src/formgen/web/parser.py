"""The standard library's HTML parser, mended where a page can make it raise.

Browsers take any text for a page, so what reads pages before they do has to take any as well.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser

_REFERENCE = re.compile(r"&#0*([0-9]{8,})")
"""A decimal reference of more digits than any character has."""
_DIGITS = 8


def short_references(text: str) -> str:
    """The text with character references that `html.unescape` can read, meaning the same.

    Python refuses to read numbers of more than 4,300 digits. Of more than seven, noughts in
    front not counted, none is a character.
    """
    if "&#" not in text:
        return text
    return _REFERENCE.sub(_shortened, text)


def _shortened(found: re.Match[str]) -> str:
    return f"&#{found[1][:_DIGITS]}"


class PageParser(HTMLParser):
    """Reads any text as a page."""

    def feed(self, data: str) -> None:
        """Read a whole page."""
        super().feed(short_references(data))

    def parse_marked_section(self, i: int, report: bool = True) -> int:
        """<![ … ]>; with an unknown word in it a comment (HTML Living Standard, 13.2.5.42)."""
        try:
            return super().parse_marked_section(i, report)
        except AssertionError:
            return self.parse_bogus_comment(i)
