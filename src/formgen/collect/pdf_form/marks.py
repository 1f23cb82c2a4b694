"""What a page of a PDF shows, as far as a form needs it: pieces of text and ruled lines.

Lengths are points from the upper left corner of the page as shown, y growing downwards.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Piece:
    """Text shown in one go."""

    text: str
    x: float
    """Where it starts."""
    right: float
    """Where it ends, spacing behind the last character counted."""
    y: float
    """Of the baseline."""
    size: float
    """Of the type."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line along the page's sides."""

    at: float
    """y of a horizontal line, x of a vertical one."""
    start: float
    end: float


@dataclass(slots=True)
class PageMarks:
    """The marks of one page."""

    width: float
    height: float
    pieces: list[Piece] = field(default_factory=list)
    across: list[Rule] = field(default_factory=list)
    """Horizontal lines."""
    down: list[Rule] = field(default_factory=list)
    """Vertical lines."""
    unread: int = 0
    """Characters whose typeface does not say what they are."""
