"""What every paragraph of a part of the document is set with."""

from __future__ import annotations

from dataclasses import dataclass

from formgen.fonts import FontBook
from formgen.layout.model import Grid


@dataclass(frozen=True, slots=True)
class PageNumbers:
    """The texts page number fields print, already in their format."""

    page: int = 1
    pages: int = 1
    section_pages: int = 1
    format: str = "decimal"
    """The section's own number format."""


_NO_GRID = Grid()
_NO_NUMBERS = PageNumbers()


@dataclass(frozen=True, slots=True)
class Context:
    """Fonts, grid and settings; equal contexts set equal paragraphs alike."""

    fonts: FontBook
    grid: Grid = _NO_GRID
    default_tab: float = 21.0
    numbers: PageNumbers = _NO_NUMBERS
    hanging: bool = True
    """Whether punctuation may hang in the margin; in a table's cell it would touch the border."""
