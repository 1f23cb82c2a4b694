"""Marks set at one place → the same marks at another, moved or turned.

Lines are set with their own left upper corner as origin; a page has its own. In cells with
turned text the lines run down or up, or their characters stand one under the other.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from formgen.layout.pages import Fill, Glyphs, Mark, PlacedPicture, Stroke

_MIDDLE = 0.38
"""Of an em: the middle of a Chinese character above its baseline."""
_ASCENT = 0.88
"""Of an em: the upper edge of a Chinese character above its baseline."""
_FIRST_UPRIGHT = 0x2E80
"""Code points from here on are Chinese characters and their signs."""
_LYING = frozenset("（）〈〉《》「」『』【】〔〕［］｛｝—…～－：；")
"""Wide signs that lie on their side in stacked text, for lack of upright forms."""
_CORNER = frozenset("，。、．")
"""Signs that move to the upper right of their square in stacked text."""


def moved(mark: Mark, dx: float, dy: float) -> Mark:
    """The mark, `dx` points further right and `dy` further down."""
    if isinstance(mark, Glyphs):
        return Glyphs(
            mark.x + dx,
            mark.baseline + dy,
            mark.text,
            mark.face,
            mark.size,
            mark.width,
            mark.colour,
            mark.spacing,
            mark.width_scale,
            mark.bold,
            mark.slanted,
            mark.turned,
            mark.asked,
            mark.link,
        )
    if isinstance(mark, Stroke):
        return replace(mark, x0=mark.x0 + dx, y0=mark.y0 + dy, x1=mark.x1 + dx, y1=mark.y1 + dy)
    return replace(mark, x=mark.x + dx, y=mark.y + dy)


def turned_right(mark: Mark, right: float, top: float) -> Mark:
    """The mark of a line that runs down: its origin at (right, top), its lines leftwards."""
    if isinstance(mark, Glyphs):
        return replace(mark, x=right - mark.baseline, baseline=top + mark.x, turned=90)
    if isinstance(mark, Stroke):
        return replace(
            mark, x0=right - mark.y0, y0=top + mark.x0, x1=right - mark.y1, y1=top + mark.x1
        )
    if isinstance(mark, Fill):
        return replace(
            mark,
            x=right - mark.y - mark.height,
            y=top + mark.x,
            width=mark.height,
            height=mark.width,
        )
    middle = _middle_of(mark)
    return _turned_picture(mark, right - middle[1], top + middle[0], 90.0)


def turned_left(mark: Mark, left: float, bottom: float) -> Mark:
    """The mark of a line that runs up: its origin at (left, bottom), its lines rightwards."""
    if isinstance(mark, Glyphs):
        return replace(mark, x=left + mark.baseline, baseline=bottom - mark.x, turned=270)
    if isinstance(mark, Stroke):
        return replace(
            mark, x0=left + mark.y0, y0=bottom - mark.x0, x1=left + mark.y1, y1=bottom - mark.x1
        )
    if isinstance(mark, Fill):
        return replace(
            mark,
            x=left + mark.y,
            y=bottom - mark.x - mark.width,
            width=mark.height,
            height=mark.width,
        )
    middle = _middle_of(mark)
    return _turned_picture(mark, left + middle[1], bottom - middle[0], -90.0)


def stacked(mark: Mark, right: float, top: float) -> Iterator[Mark]:
    """The marks of a line whose Chinese characters stand upright one under the other.

    Latin letters and brackets lie on their side, as in Word's tbRlV.
    """
    if not isinstance(mark, Glyphs):
        yield turned_right(mark, right, top)
        return
    position = mark.x
    advances = mark.face.advances
    scale = mark.size * mark.width_scale
    for character in mark.text:
        step = advances.get(ord(character), 1.0) * scale + mark.spacing
        one = replace(mark, text=character, width=step)
        yield _stacked_character(one, position, right, top)
        position += step


def _stacked_character(one: Glyphs, position: float, right: float, top: float) -> Glyphs:
    if ord(one.text) < _FIRST_UPRIGHT or one.text in _LYING:
        return replace(one, x=right - one.baseline, baseline=top + position, turned=90)
    corner = 0.5 * one.size if one.text in _CORNER else 0.0
    return replace(
        one,
        x=right - one.baseline - (0.5 - _MIDDLE) * one.size + corner,
        baseline=top + position + _ASCENT * one.size - corner,
    )


def _middle_of(mark: PlacedPicture) -> tuple[float, float]:
    return mark.x + mark.picture.width / 2, mark.y + mark.picture.height / 2


def _turned_picture(mark: PlacedPicture, x: float, y: float, degrees: float) -> PlacedPicture:
    picture = replace(mark.picture, rotation=mark.picture.rotation + degrees)
    return PlacedPicture(x - picture.width / 2, y - picture.height / 2, picture)
