"""A row and an alignment → how far its text moves and what is added between its characters.

As LibreOffice 7.4: every gap between two characters takes the same share, but none inside words
of alphabetic scripts; text before a row's last tab stays where it is.
"""

from __future__ import annotations

from dataclasses import dataclass

from formgen.layout.model import Alignment
from formgen.layout.setting.breaking import HANGING, before_spaces
from formgen.layout.setting.measure import Measured
from formgen.layout.setting.scripts import SPACES, TIGHT
from formgen.layout.setting.wrapping import ROUNDING, Row


@dataclass(frozen=True, slots=True)
class Justified:
    """How a row is aligned."""

    shift: float = 0.0
    """Of everything, to the right."""
    spread: float = 0.0
    """Added in each gap of the last stretch."""
    words_too: bool = False
    """Whether letters of words are spread as well (分散对齐)."""
    end: float = 0.0
    """Right edge of the text before it is moved or spread, without what hangs."""


def justified(row: Row, measured: Measured, alignment: Alignment) -> Justified:
    """Align a row. Its spaces at the end and hanging punctuation take no room."""
    last = row.stretches[-1] if row.stretches else None
    if last is None:
        return Justified(end=row.left)
    text, edges = measured.text, measured.edges
    end = before_spaces(text, last.end, last.start)
    x = last.x + edges[end] - edges[last.start]
    if end > last.start:
        x -= measured.trailing(end - 1)
        if x > row.right + ROUNDING and text[end - 1] in HANGING:
            x = last.x + edges[end - 1] - edges[last.start]
    room = max(0.0, row.right - x)
    if alignment in {"center", "right"}:
        return Justified(shift=room / 2 if alignment == "center" else room, end=x)
    if alignment == "both" and row.ended == "full":
        gaps = _gaps(text, last.start, end)
        return Justified(spread=room / gaps if gaps else 0.0, end=x)
    if alignment == "distribute":
        gaps = end - last.start - 1
        if gaps < 1:
            return Justified(shift=room / 2, end=x)
        return Justified(spread=room / gaps, words_too=True, end=x)
    return Justified(end=x)


def _gaps(text: str, start: int, end: int) -> int:
    """How many gaps of a stretch may grow."""
    count = end - start
    for word in TIGHT.finditer(text, start, end):
        count -= word.end() - word.start()
        if word.end() < end and text[word.end()] not in SPACES:
            count += 1
    return count - (not TIGHT.match(text, end - 1, end)) if count else 0
