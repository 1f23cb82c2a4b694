"""Lines of a paragraph, set but not yet placed on a page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from formgen.layout.model import Floating, Paragraph
from formgen.layout.pages import Mark, MissingGlyph


@dataclass(frozen=True, slots=True)
class Line:
    """One line.

    Marks: x from the left edge of the paragraph's area (before indents), y from the line's
    upper edge.
    """

    height: float
    """With line spacing and grid, as lines stack."""
    baseline: float
    """From the line's upper edge."""
    marks: tuple[Mark, ...]
    width: float = 0.0
    """Of its content, without indents; for tables that fit their content."""
    ends: Literal["", "page", "column"] = ""
    """A page or column break stands at its end."""


@dataclass(frozen=True, slots=True)
class SetParagraph:
    """A paragraph as lines; at least one."""

    paragraph: Paragraph
    lines: tuple[Line, ...]
    floating: tuple[tuple[int, Floating], ...] = ()
    """Floating objects and the index of the line each is anchored in."""
    missing: tuple[MissingGlyph, ...] = ()
