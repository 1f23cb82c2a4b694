"""Marks → the operators of a page's content stream (ISO 32000-1, 8 and 9).

Origin at the upper left corner, y growing downwards, as in formgen.layout.pages.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Literal

from formgen.fonts import Face
from formgen.layout.pages import Fill, Glyphs, PlacedPicture, Stroke
from formgen.layout.painting.fonts import EmbeddedFace
from formgen.layout.painting.objects import colour, number, numbers, text_string
from formgen.layout.painting.watermark import Watermark, watermark_operators

_BOLD_STROKE = 1 / 30
"""Width of the outline that makes a face bolder, as a share of the size; LibreOffice's."""
_SLANT = 0.25
"""How far a slanted character leans over its height: 14 degrees."""
_CIRCLE = 4 / 3 * math.tan(math.pi / 8)
"""Control points of a quarter of a circle."""
_WAVE = 2.0
"""Half the length of a wave, and its whole height, in widths of the line."""
_DIRECTIONS = {
    # Degrees clockwise: where the line runs, and where a character's head points.
    0: ((1, 0), (0, -1)),
    90: ((0, 1), (1, 0)),
    270: ((0, -1), (-1, 0)),
}
_INITIAL = {
    "fill": "0 g",
    "pen": "0 G",
    "width": "1 w",
    "dashes": "[] 0 d",
    "spacing": "0 Tc",
    "scale": "100 Tz",
    "rendering": "0 Tr",
}


class Drawing:
    """Writes operators; says nothing twice that still holds."""

    def __init__(self, fonts: Mapping[Face, tuple[str, EmbeddedFace]]) -> None:
        self._fonts = fonts
        self._parts: list[str] = []
        self._state = dict(_INITIAL)
        self._mode: Literal["", "text", "path"] = ""
        """Inside BT … ET, or in a path not yet stroked."""
        self._looks: dict[tuple[object, ...], tuple[tuple[str, str], ...]] = {}
        """What sets each look of text met so far: a page has few."""

    def operators(self) -> bytes:
        """The content stream so far."""
        self._enter("")
        return "\n".join(self._parts).encode("ascii")

    def text(self, pieces: Sequence[Glyphs]) -> None:
        """Pieces of one line that stand close together."""
        spoken = self._spoken(pieces)
        if spoken:
            self._enter("text")
            self._parts.append(f"/Span <</ActualText {text_string(spoken)}>> BDC")
        for piece in pieces:
            self._glyphs(piece)
        if spoken:
            self._parts.append("EMC")

    def stroke(self, line: Stroke) -> None:
        """A straight or wavy line."""
        if line.width <= 0:
            return
        self._set("pen", colour(line.colour, stroke=True))
        self._set("width", f"{number(line.width)} w")
        self._set("dashes", f"[{numbers(line.dashes)}] 0 d")
        self._enter("path")
        if line.wave:
            self._parts.append(_wave(line))
        else:
            self._parts.append(
                f"{number(line.x0)} {number(line.y0)} m {number(line.x1)} {number(line.y1)} l"
            )

    def fill(self, area: Fill) -> None:
        """A filled rectangle or ellipse."""
        self._set("fill", colour(area.colour))
        self._enter("")
        box = (area.x, area.y, area.width, area.height)
        self._parts.append(f"{_ellipse(*box)} f" if area.round else f"{numbers(box)} re f")

    def picture(self, placed: PlacedPicture, name: str) -> None:
        """A picture, cut and turned within its box."""
        self._enter("")
        self._parts.append(f"q {_turned(placed)} {_cut(placed)} /{name} Do Q")

    def placeholder(self, placed: PlacedPicture) -> None:
        """A crossed box where a picture cannot be painted."""
        left, top = placed.x, placed.y
        right, bottom = left + placed.picture.width, top + placed.picture.height
        for ends in (
            (left, top, right, top),
            (right, top, right, bottom),
            (right, bottom, left, bottom),
            (left, bottom, left, top),
            (left, top, right, bottom),
            (left, bottom, right, top),
        ):
            self.stroke(Stroke(*ends, width=0.5, colour="#808080"))

    def watermark(self, mark: Watermark, width: float, height: float) -> None:
        """Words across a page of this size, which are no part of its text."""
        name, font = self._fonts[mark.face]
        self._enter("")
        self._parts.append(watermark_operators(mark, (width, height), name, font))

    @contextmanager
    def clipped(self, x: float, y: float, width: float, height: float) -> Iterator[None]:
        """Nothing drawn meanwhile shows outside the box."""
        self._enter("")
        kept = self._state.copy()
        self._parts.append(f"q {numbers((x, y, width, height))} re W n")
        yield
        self._enter("")
        self._parts.append("Q")
        self._state = kept

    @contextmanager
    def marked(self, begin: str) -> Iterator[None]:
        """Marked content, begun by the operator given."""
        self._enter("")
        self._parts.append(begin)
        yield
        self._enter("")
        self._parts.append("EMC")

    def _glyphs(self, piece: Glyphs) -> None:
        p = piece
        look = (p.face, p.size, p.colour, p.spacing, p.width_scale, p.bold)
        operators = self._looks.get(look)
        if operators is None:
            operators = self._looks[look] = tuple(self._look_of(piece))
        for key, operator in operators:
            self._set(key, operator)
        self._enter("text")
        codes = self._fonts[piece.face][1].codes
        self._parts.append(f"{_text_matrix(piece)} Tm<{piece.text.translate(codes)}>Tj")

    def _look_of(self, piece: Glyphs) -> Iterator[tuple[str, str]]:
        """What a piece of text needs set, and the operators that set it."""
        yield "font", f"/{self._fonts[piece.face][0]} {number(piece.size)} Tf"
        yield "fill", colour(piece.colour)
        yield "spacing", f"{number(piece.spacing / piece.width_scale)} Tc"
        yield "scale", f"{number(piece.width_scale * 100)} Tz"
        yield "rendering", "2 Tr" if piece.bold else "0 Tr"
        if piece.bold:
            yield "pen", colour(piece.colour, stroke=True)
            yield "width", f"{number(piece.size * _BOLD_STROKE)} w"
            yield "dashes", "[] 0 d"

    def _spoken(self, pieces: Sequence[Glyphs]) -> str:
        """The text, where its glyphs alone would read as other characters; else empty.

        Never only to hide gaps, which some readers take for spaces: others then no longer
        know where in the line each character stands.
        """
        if all(self._fonts[piece.face][1].shared.isdisjoint(piece.text) for piece in pieces):
            return ""
        return "".join(piece.text for piece in pieces)

    def _set(self, key: str, operator: str) -> None:
        if self._state.get(key) == operator:
            return
        if self._mode == "path":
            self._enter("")
        self._state[key] = operator
        self._parts.append(operator)

    def _enter(self, mode: Literal["", "text", "path"]) -> None:
        if mode == self._mode:
            return
        if self._mode:
            self._parts.append("ET" if self._mode == "text" else "S")
        if mode == "text":
            self._parts.append("BT")
        self._mode = mode


def joined(left: Glyphs, right: Glyphs) -> bool:
    """Whether two pieces belong to one run of text: one line, one link, no tab between."""
    if left.link != right.link or left.turned != right.turned:
        return False
    if left.turned or left.baseline != right.baseline:
        return False
    return -left.size < right.x - left.x - left.width < left.size / 2


def _text_matrix(piece: Glyphs) -> str:
    if not piece.turned and not piece.slanted:
        return f"1 0 0 -1 {number(piece.x)} {number(piece.baseline)}"
    (along_x, along_y), (up_x, up_y) = _DIRECTIONS[piece.turned]
    lean = _SLANT if piece.slanted else 0
    up = (up_x + lean * along_x, up_y + lean * along_y)
    return numbers((along_x, along_y, *up, piece.x, piece.baseline))


def _turned(placed: PlacedPicture) -> str:
    """Moves the origin to the middle of the box and turns it."""
    picture = placed.picture
    angle = math.radians(picture.rotation)
    cosine, sine = f"{math.cos(angle):.6f}", f"{math.sin(angle):.6f}"
    middle = (placed.x + picture.width / 2, placed.y + picture.height / 2)
    return f"{cosine} {sine} {-math.sin(angle):.6f} {cosine} {numbers(middle)} cm"


def _cut(placed: PlacedPicture) -> str:
    """Clips to the box round the origin and scales the image, so that the uncut part fills it."""
    picture = placed.picture
    left, top, right, bottom = picture.crop
    width = picture.width / max(1 - left - right, 0.001)
    height = picture.height / max(1 - top - bottom, 0.001)
    x = -picture.width / 2 - left * width
    y = -picture.height / 2 - top * height
    scale = f"{numbers((width, 0, 0, -height, x, y + height))} cm"
    if not any(picture.crop):
        return scale
    box = (-picture.width / 2, -picture.height / 2, picture.width, picture.height)
    return f"{numbers(box)} re W n {scale}"


def _ellipse(x: float, y: float, width: float, height: float) -> str:
    across, down = width / 2, height / 2
    middle_x, middle_y = x + across, y + down

    def point(right: float, under: float) -> str:
        return numbers((middle_x + across * right, middle_y + down * under))

    quarters = (
        f"{point(ax + _CIRCLE * bx, ay + _CIRCLE * by)} "
        f"{point(bx + _CIRCLE * ax, by + _CIRCLE * ay)} {point(bx, by)} c"
        for (ax, ay), (bx, by) in (
            ((1, 0), (0, 1)),
            ((0, 1), (-1, 0)),
            ((-1, 0), (0, -1)),
            ((0, -1), (1, 0)),
        )
    )
    return f"{point(1, 0)} m {' '.join(quarters)} h"


def _wave(line: Stroke) -> str:
    """Half waves to either side in turn, as many as fit."""
    length = math.hypot(line.x1 - line.x0, line.y1 - line.y0)
    count = max(1, round(length / (_WAVE * line.width)))
    step_x, step_y = (line.x1 - line.x0) / count, (line.y1 - line.y0) / count
    # A curve rises to three quarters of its control points' height.
    rise = _WAVE / 2 * line.width / (length or 1) / 0.75
    aside_x, aside_y = -(line.y1 - line.y0) * rise, (line.x1 - line.x0) * rise
    parts = [f"{numbers((line.x0, line.y0))} m"]
    for at in range(count):
        x, y = line.x0 + at * step_x, line.y0 + at * step_y
        side = 1 if at % 2 else -1
        over = (aside_x * side, aside_y * side)
        first = (x + step_x / 3 + over[0], y + step_y / 3 + over[1])
        second = (x + step_x * 2 / 3 + over[0], y + step_y * 2 / 3 + over[1])
        parts.append(f"{numbers((*first, *second, x + step_x, y + step_y))} c")
    return " ".join(parts)
