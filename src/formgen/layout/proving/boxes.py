"""Marks → the boxes they cover on the page."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, radians, sin

from formgen.layout.pages import Glyphs, Mark, PlacedPicture, Stroke

_ABOVE = 0.88
"""Of a type size: how far a Chinese character reaches over its baseline."""
_BELOW = 0.12


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page, in points from its upper left corner."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Whether they have more than an edge in common."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


def box_of(mark: Mark) -> Box:
    """The box round what a mark covers, in points."""
    if isinstance(mark, Glyphs):
        return box_of_glyphs(mark)
    if isinstance(mark, PlacedPicture):
        return box_of_picture(mark)
    if isinstance(mark, Stroke):
        (left, right), (top, bottom) = sorted((mark.x0, mark.x1)), sorted((mark.y0, mark.y1))
        half = mark.width / 2
        return Box(left - half, top - half, right + half, bottom + half)
    return Box(mark.x, mark.y, mark.x + mark.width, mark.y + mark.height)


def box_of_picture(placed: PlacedPicture) -> Box:
    """The box round a picture, which may be turned about its middle."""
    turn = radians(placed.picture.rotation)
    across, down = placed.picture.width / 2, placed.picture.height / 2
    x, y = placed.x + across, placed.y + down
    width = abs(across * cos(turn)) + abs(down * sin(turn))
    height = abs(across * sin(turn)) + abs(down * cos(turn))
    return Box(x - width, y - height, x + width, y + height)


def box_of_glyphs(mark: Glyphs) -> Box:
    """The box round a piece of text, without the spaces at its ends."""
    start, end = _ends(mark)
    above, below = mark.size * _ABOVE, mark.size * _BELOW
    x, y = mark.x, mark.baseline
    if mark.turned == 90:
        return Box(x - below, y + start, x + above, y + end)
    if mark.turned == 270:
        return Box(x - above, y - end, x + below, y - start)
    return Box(x + start, y - above, x + end, y + below)


def _ends(mark: Glyphs) -> tuple[float, float]:
    """Where the visible characters begin and end, from the beginning of the piece."""
    opening = len(mark.text) - len(mark.text.lstrip())
    closing = len(mark.text) - len(mark.text.rstrip())
    return _advance(mark, mark.text[:opening]), mark.width - _advance(
        mark, mark.text[len(mark.text) - closing :]
    )


def _advance(mark: Glyphs, text: str) -> float:
    scale = mark.size * mark.width_scale
    return sum(mark.face.advances.get(ord(one), 1.0) * scale + mark.spacing for one in text)
