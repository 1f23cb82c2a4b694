"""Floating pictures, shapes, text boxes and frames → marks and blocks at their place on a page."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import pairwise
from math import cos, pi, sin

from formgen.layout.model import (
    Border,
    Edges,
    Floating,
    Offset,
    PageSetup,
    Picture,
    Shape,
)
from formgen.layout.pages import (
    Fill,
    Mark,
    PlacedBlock,
    PlacedParagraph,
    PlacedPicture,
    Stroke,
)
from formgen.layout.setting.frames import FramePart
from formgen.layout.setting.parts import Anchor, Part, Setting, Spot, place_stack
from formgen.layout.setting.stacks import parts_of
from formgen.layout.setting.strokes import frame_strokes, slanting_line

_INSETS = Edges(3.6, 7.2, 3.6, 7.2)
"""Of a text box that says nothing else (ECMA-376 part 1, 21.1.2.1.1)."""
_FAR = {"right": 1.0, "bottom": 1.0, "outside": 1.0, "center": 0.5}
_DEEPEST = 64
"""Text boxes in each other beyond this are left out; reading stops far before."""


@dataclass(frozen=True, slots=True)
class Rectangle:
    """A place on the page."""

    x: float
    y: float
    width: float
    height: float


@dataclass(slots=True)
class PageSheet:
    """The floating objects of one page."""

    page: PageSetup
    under: list[Mark] = field(default_factory=list)
    over: list[Mark] = field(default_factory=list)
    blocks: list[PlacedBlock] = field(default_factory=list)
    """Text boxes and frames, in the order of their anchors."""

    def float(self, floating: Floating, anchor: Anchor, setting: Setting) -> None:
        """Put a floating object on the page."""
        place = rectangle_of(floating, anchor, self.page)
        if isinstance(floating.content, Picture):
            marks: list[Mark] = [PlacedPicture(place.x, place.y, floating.content)]
        else:
            marks = _drawn(floating.content, place)
            if floating.content.blocks and setting.depth < _DEEPEST:
                if not floating.behind:
                    self.blocks.append(PlacedParagraph(tuple(marks), artifact=anchor.artifact))
                    marks = []
                spot = Spot(place.x, place.y, self, anchor.artifact)
                self.blocks.extend(_text_box(floating.content, spot, setting.deeper()))
        (self.under if floating.behind else self.over).extend(marks)

    def frame(self, frame: Part, anchor: Anchor) -> None:
        """Put a frame or a floating table on the page."""
        if isinstance(frame, FramePart):
            place = frame_rectangle(frame, anchor, self.page)
            spot = Spot(place.x, place.y, self, anchor.artifact)
            self.blocks.extend(place_stack(frame.parts, spot, frame.width))


def rectangle_of(floating: Floating, anchor: Anchor, page: PageSetup) -> Rectangle:
    """Where a floating object stands."""
    content = floating.content
    x = _across(floating.horizontal, content.width, anchor, page)
    y = _down(floating.vertical, content.height, anchor, page)
    return Rectangle(x, y, content.width, content.height)


def frame_rectangle(frame: FramePart, anchor: Anchor, page: PageSetup) -> Rectangle:
    """Where a frame stands; of a floating table, the text of its first cell."""
    asked = frame.frame
    x = _across(asked.horizontal, frame.width, anchor, page)
    height = frame.box_height
    y = _down(asked.vertical, height, anchor, page)
    return Rectangle(x - frame.shift, y, frame.width, height)


def page_borders(page: PageSetup) -> list[Stroke]:
    """A frame around the text area, each side at its distance."""
    edges = page.borders
    left = page.margins.left - _out(edges.left)
    right = page.width - page.margins.right + _out(edges.right)
    top = abs(page.margins.top) - _out(edges.top)
    bottom = page.height - abs(page.margins.bottom) + _out(edges.bottom)
    return frame_strokes(edges, (left, top, right, bottom))


def _out(border: Border | None) -> float:
    return 0.0 if border is None else border.space + border.width / 2


def _across(offset: Offset, width: float, anchor: Anchor, page: PageSetup) -> float:
    if offset.relative_to == "page":
        start, room = 0.0, page.width
    elif offset.relative_to == "margin":
        start, room = page.margins.left, page.width - page.margins.left - page.margins.right
    else:
        start, room = anchor.x, anchor.width
    return start + _along(offset, room, width)


def _down(offset: Offset, height: float, anchor: Anchor, page: PageSetup) -> float:
    top, bottom = abs(page.margins.top), abs(page.margins.bottom)
    if offset.relative_to == "page":
        return _along(offset, page.height, height)
    if offset.relative_to == "margin":
        return top + _along(offset, page.height - top - bottom, height)
    start = anchor.line if offset.relative_to in ("line", "character") else anchor.paragraph
    return start + offset.distance


def _along(offset: Offset, room: float, size: float) -> float:
    """From the start of what it is relative to."""
    if not offset.align:
        return offset.distance
    return (room - size) * _FAR.get(offset.align, 0.0)


def _text_box(shape: Shape, spot: Spot, setting: Setting) -> list[PlacedBlock]:
    """The text of a box whose upper left corner is the spot."""
    insets = shape.insets or _INSETS
    width = shape.width - insets.left - insets.right
    inside = replace(spot, x=spot.x + insets.left, y=spot.y + insets.top)
    return place_stack(parts_of(shape.blocks, width, setting), inside, width)


def _drawn(shape: Shape, place: Rectangle) -> list[Mark]:
    x, y, right, bottom = place.x, place.y, place.x + place.width, place.y + place.height
    marks: list[Mark] = []
    round_shape = shape.kind == "ellipse"
    if shape.fill is not None and shape.kind != "line":
        marks.append(Fill(x, y, place.width, place.height, shape.fill, round_shape))
    stroke = shape.stroke
    if stroke is None:
        return marks
    if shape.kind == "line":
        start, end = (bottom, y) if shape.flipped else (y, bottom)
        marks.append(slanting_line(stroke, (x, start), (right, end)))
    elif round_shape:
        marks.extend(_ring(stroke, place))
    else:
        sides: Edges[Border | None] = Edges(stroke, stroke, stroke, stroke)
        marks.extend(frame_strokes(sides, (x, y, right, bottom)))
    return marks


def _ring(stroke: Border, place: Rectangle) -> list[Stroke]:
    """An ellipse's outline as short strokes, as pages know straight lines only."""
    middle_x, middle_y = place.x + place.width / 2, place.y + place.height / 2
    corners = [
        (middle_x + place.width / 2 * cos(turn), middle_y + place.height / 2 * sin(turn))
        for turn in (number * pi / 36 for number in range(73))
    ]
    return [slanting_line(stroke, start, end) for start, end in pairwise(corners)]
