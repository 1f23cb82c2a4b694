"""A border along an edge → the strokes that draw it."""

from __future__ import annotations

from formgen.layout.model import Border, BorderStyle
from formgen.layout.pages import Stroke

_DASHES: dict[BorderStyle, tuple[float, ...]] = {
    "dotted": (1.0, 1.0),
    "dashed": (3.0, 2.0),
    "dot_dash": (4.0, 2.0, 1.0, 2.0),
}
"""In line widths, for lines of at least a point."""


def line_of(
    border: Border, start: float, middle: float, end: float, *, upright: bool = False
) -> list[Stroke]:
    """Strokes of a line from start to end whose centre lies at `middle`.

    Start and end are x and middle is y, or the other way round if the line is upright.
    """
    if border.width <= 0:
        return []
    strokes: list[Stroke] = []
    for offset, width in _strands(border):
        place = middle + offset
        ends = (place, start, place, end) if upright else (start, place, end, place)
        strokes.append(_stroke(border, ends, width))
    return strokes


def frame_side(
    border: Border, span: tuple[float, float], middle: float, outward: int, *, upright: bool = False
) -> list[Stroke]:
    """Strokes of one side of a frame whose sides meet at both ends of its span, corners closed.

    Each strand runs to the outer edge of the neighbouring side's strand, so that outer strands
    meet outer ones and inner strands inner ones. `outward` is -1 for upper and left sides.
    """
    if border.width <= 0:
        return []
    strokes: list[Stroke] = []
    start, end = span
    for offset, width in _strands(border):
        place, longer = middle + offset, offset * outward + width / 2
        first, last = start - longer, end + longer
        ends = (place, first, place, last) if upright else (first, place, last, place)
        strokes.append(_stroke(border, ends, width))
    return strokes


def slanting_line(border: Border, start: tuple[float, float], end: tuple[float, float]) -> Stroke:
    """A diagonal; a double one is drawn as one."""
    return _stroke(border, (*start, *end), border.width)


def _strands(border: Border) -> tuple[tuple[float, float], ...]:
    """Each strand's centre beside the line's, and its width."""
    third = border.width / 3
    if border.style == "double":
        return (-third, third), (third, third)
    if border.style == "thick_thin":
        return (-border.width / 4, border.width / 2), (border.width * 0.375, border.width / 4)
    return ((0.0, border.width),)


def _stroke(border: Border, ends: tuple[float, float, float, float], width: float) -> Stroke:
    unit = max(width, 1.0)
    dashes = tuple(share * unit for share in _DASHES.get(border.style, ()))
    return Stroke(*ends, width, border.colour, dashes, border.style == "wave")
