"""Laid-out pages → where some words stand, such as the issuer's name that a seal covers."""

from __future__ import annotations

from formgen.layout.pages import Pages
from formgen.layout.proving.lines import text_of


def page_of(pages: Pages, words: str) -> int | None:
    """The last page with the words, from 0; None where none has them.

    The last, because an issuer stands in the letterhead as well. Spaces and line breaks do not
    count, but the words stand in one paragraph or cell.
    """
    wanted = "".join(words.split())
    for number in reversed(range(len(pages.pages))):
        if any(wanted in text_of(block) for block in pages.pages[number].blocks):
            return number
    return None
