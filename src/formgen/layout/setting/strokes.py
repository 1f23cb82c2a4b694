"""A border along an edge → the strokes that draw it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from formgen.layout.model import Border, BorderStyle, Edges
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


def frame_strokes(
    sides: Edges[Border | None], box: tuple[float, float, float, float]
) -> list[Stroke]:
    """The strokes of a frame, its corners closed and nothing sticking out of them.

    Outer strands meet outer ones and inner strands inner ones. Dashes begin and end in corners.
    Of unequal strands the thick one lies outside, as LibreOffice 7.4 draws thinThick above and
    thickThin below.

    Args:
        sides: the borders; a side that has none ends its neighbours.
        box: left, top, right and bottom: the centre of each border.
    """
    left, top, right, bottom = box
    west, north = _Side(sides.left, left, -1), _Side(sides.top, top, -1)
    east, south = _Side(sides.right, right, 1), _Side(sides.bottom, bottom, 1)
    return [
        *north.strokes(west, east, upright=False),
        *south.strokes(west, east, upright=False),
        *west.strokes(north, south, upright=True),
        *east.strokes(north, south, upright=True),
    ]


@dataclass(frozen=True, slots=True)
class _Side:
    border: Border | None
    middle: float
    outward: int
    """-1 for upper and left sides."""

    def strokes(self, before: _Side, after: _Side, *, upright: bool) -> list[Stroke]:
        """The side from one neighbour to the other."""
        made: list[Stroke] = []
        for number, (offset, width) in enumerate(self._strands()):
            place = self.middle + offset * self.outward
            first, last = before._outer_edge(number, self), after._outer_edge(number, self)
            ends = (place, first, place, last) if upright else (first, place, last, place)
            if self.border is not None:
                stroke = _stroke(self.border, ends, width)
                made.append(replace(stroke, dashes=_ending(stroke.dashes, last - first)))
        return made

    def _strands(self) -> tuple[tuple[float, float], ...]:
        """Each strand's centre, outwards from the side's, and its width; the outermost first."""
        if self.border is None or self.border.width <= 0:
            return ()
        return tuple((-offset, width) for offset, width in _strands(self.border))

    def _outer_edge(self, number: int, neighbour: _Side) -> float:
        """Where a neighbour's strand ends: at the outer edge of the strand it meets."""
        strands = self._strands()
        if not strands:
            return self.middle
        meets = number if len(neighbour._strands()) == len(strands) else 0
        offset, width = strands[meets]
        return self.middle + (offset + width / 2) * self.outward


def _ending(dashes: tuple[float, ...], length: float) -> tuple[float, ...]:
    """Dashes a little longer or shorter, so that the line ends with the first of them."""
    if not dashes or length <= dashes[0]:
        return ()
    count = max(round((length - dashes[0]) / sum(dashes)), 1)
    scale = length / (count * sum(dashes) + dashes[0])
    return tuple(one * scale for one in dashes)


def slanting_line(border: Border, start: tuple[float, float], end: tuple[float, float]) -> Stroke:
    """A diagonal; a double one is drawn as one."""
    return _stroke(border, (*start, *end), border.width)


def _strands(border: Border) -> tuple[tuple[float, float], ...]:
    """Each strand's centre beside the line's, and its width; from the left or top."""
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
