"""Ascent and descent of a line's text → the line's height and baseline.

Figures follow LibreOffice 7.4: an exact line has its baseline at four fifths; the line grid
centres the text in its lines; "at least" adds above; a multiple adds below.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from formgen.layout.model import Grid, ParagraphLook

_EXACT_BASELINE = 0.8
_ROUNDING = 0.05
"""Text this much higher than the grid's lines still fits: a twentieth of a point."""


@dataclass(frozen=True, slots=True)
class Box:
    """A line's measure. `extra` is what a multiple adds to its height, below the line before."""

    height: float
    baseline: float
    extra: float = 0.0


@dataclass(frozen=True, slots=True)
class Extent:
    """How far a line's content reaches from its baseline."""

    ascent: float
    descent: float
    text: float
    """Height of the text alone: pictures take no part in a multiple."""


def line_box(look: ParagraphLook, grid: Grid, extent: Extent, *, first: bool) -> Box:
    """The box of a line; `first` of its paragraph.

    An exact height is kept on a line grid too, as in Word; LibreOffice 7.4 would widen it.
    """
    rule, value = look.line.rule, look.line.value
    if rule == "exact" and value > 0:
        return Box(value, _EXACT_BASELINE * value)
    ascent, text = extent.ascent, extent.text
    height = natural = ascent + extent.descent
    if grid.kind != "none" and grid.line_pitch > 0 and look.snap_to_grid:
        height, text = _on_grid(natural, grid.line_pitch), _on_grid(text, grid.line_pitch)
        ascent += (height - natural) / 2
    if rule != "multiple":
        grown = max(height, value)
        return Box(grown, ascent + grown - height)
    if value >= 1:
        return Box(height, ascent, text * (value - 1))
    less = text * (1 - max(value, 0.01))
    shrunk = height - less
    return Box(shrunk, _EXACT_BASELINE * shrunk if first else ascent - less)


def _on_grid(height: float, pitch: float) -> float:
    """The grid's lines that hold a height."""
    return math.ceil((height - _ROUNDING) / pitch) * pitch if height > 0 else 0.0
