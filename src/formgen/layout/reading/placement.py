"""Anchors of drawings, frames and floating tables → where they stand and what text does.

ECMA-376 part 1, 20.4.2.3 (wp:anchor), 17.3.1.11 (w:framePr), 17.4.57 (w:tblpPr).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, get_args

from lxml import etree

from formgen.layout.model import Floating, Frame, Offset, Picture, Shape
from formgen.layout.reading.lengths import bounded, emu
from formgen.layout.reading.measures import points
from formgen.layout.reading.names import WP, W
from formgen.layout.reading.not_shown import Notices

Origin = Literal["page", "margin", "column", "paragraph", "line", "character"]
Alignment = Literal["", "left", "center", "right", "top", "bottom", "inside", "outside"]
Wrap = Literal["none", "square", "top_bottom"]

_ORIGINS: dict[str, Origin] = {
    **{name: name for name in get_args(Origin)},
    "text": "column",
    "leftMargin": "page",
    "insideMargin": "page",
    "topMargin": "page",
    "rightMargin": "page",
    "outsideMargin": "page",
    "bottomMargin": "page",
}
_ALIGNMENTS: dict[str, Alignment] = {
    **{name: name for name in get_args(Alignment)},
    "start": "left",
    "end": "right",
}
_WRAPS: dict[str, Wrap] = {
    "wrapNone": "none",
    "wrapSquare": "square",
    "wrapTight": "square",
    "wrapThrough": "square",
    "wrapTopAndBottom": "top_bottom",
}


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a drawing stands."""

    horizontal: Offset
    vertical: Offset
    wrap: Wrap = "none"
    behind: bool = False
    in_line: bool = False

    def moved(self, right: float, down: float) -> Placement:
        """The same for a part of the drawing that stands further right and down."""
        if not right and not down:
            return self
        across = replace(self.horizontal, distance=self.horizontal.distance + right)
        along = replace(self.vertical, distance=self.vertical.distance + down)
        return replace(self, horizontal=across, vertical=along)

    def is_aligned(self) -> bool:
        """Whether it is aligned to something, so that parts of it cannot be moved apart."""
        return bool(self.horizontal.align or self.vertical.align)

    def floating(self, content: Picture | Shape) -> Floating:
        """The content at this place."""
        return Floating(content, self.horizontal, self.vertical, self.wrap, self.behind)


def in_line() -> Placement:
    """Of what stands in the line like a character."""
    return Placement(Offset("character"), Offset("line"), in_line=True)


def anchored(anchor: etree._Element, notices: Notices, place: str) -> Placement:
    """Of a wp:anchor; what is only roughly kept is noted."""
    horizontal = _offset(anchor.find(f"{WP}positionH"), "column")
    vertical = _offset(anchor.find(f"{WP}positionV"), "paragraph")
    simple = anchor.find(f"{WP}simplePos")
    if simple is not None and anchor.get("simplePos") in {"1", "true"}:
        horizontal = Offset("page", emu(simple.get("x")))
        vertical = Offset("page", emu(simple.get("y")))
    wrap: Wrap = "none"
    for name, meaning in _WRAPS.items():
        if anchor.find(WP + name) is not None:
            wrap = meaning
            if name in {"wrapTight", "wrapThrough"}:
                notices.add("紧密环绕", place, "按四周型环绕印出")
    behind = wrap == "none" and anchor.get("behindDoc") in {"1", "true"}
    return Placement(horizontal, vertical, wrap, behind)


def _offset(position: etree._Element | None, default: Origin) -> Offset:
    if position is None:
        return Offset(default)
    origin = _ORIGINS.get(position.get("relativeFrom", ""), default)
    align = position.find(f"{WP}align")
    if align is not None:
        return Offset(origin, align=_ALIGNMENTS.get((align.text or "").strip(), ""))
    distance = position.find(f"{WP}posOffset")
    return Offset(origin, emu((distance.text or "").strip()) if distance is not None else 0.0)


def frame_of(element: etree._Element) -> Frame:
    """w:framePr (17.3.1.11); without anchors it stands at its paragraph."""
    width = _points(element, "w")
    height = _points(element, "h")
    return Frame(
        _frame_offset(element, "hAnchor", "x", "xAlign", "column"),
        _frame_offset(element, "vAnchor", "y", "yAlign", "paragraph"),
        width if width > 0 else None,
        height if height > 0 else None,
    )


def table_frame(element: etree._Element) -> Frame:
    """w:tblpPr (17.4.57); anchors that are not given are taken as Word takes them."""
    return Frame(
        _frame_offset(element, "horzAnchor", "tblpX", "tblpXSpec", "column"),
        _frame_offset(element, "vertAnchor", "tblpY", "tblpYSpec", "margin"),
    )


def _frame_offset(
    element: etree._Element, anchor: str, distance: str, align: str, default: Origin
) -> Offset:
    named = element.get(W + anchor, "")
    origin: Origin = default
    if named in {"page", "margin"}:
        origin = _ORIGINS[named]
    elif named == "text":
        origin = "paragraph" if anchor.startswith("v") else "column"
    aligned = _ALIGNMENTS.get(element.get(W + align, ""), "")
    return Offset(origin, 0.0 if aligned else _points(element, distance), aligned)


def _points(element: etree._Element, name: str) -> float:
    return bounded(points(element.get(W + name)) or 0.0)
