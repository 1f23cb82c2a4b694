"""VML in a run (w:pict, w:object) → pictures and shapes, in the line or floating.

ECMA-376 part 4, 19.1: what Word wrote before 2010, and still writes for OLE objects, and WPS
for watermarks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from lxml import etree

from formgen.layout.model import Block, Border, BorderStyle, Edges, Offset, Picture, Shape
from formgen.layout.reading.drawing_colours import named_colour
from formgen.layout.reading.drawings import (
    TEXT_BOX_INSET,
    Box,
    Drawn,
    Scene,
    bounded_box,
    read_drawing,
)
from formgen.layout.reading.lengths import css, real
from formgen.layout.reading.names import OFFICE, TEXT_BOX, VML, VML_WORD, R, W, local_name
from formgen.layout.reading.pictures import AS_IT_IS, Tone, picture_bytes
from formgen.layout.reading.placement import Alignment, Origin, Placement, Wrap
from formgen.layout.reading.story import MAX_DEPTH, Spot, Story

_KINDS: dict[str, Literal["line", "rectangle", "ellipse"]] = {
    "line": "line",
    "rect": "rectangle",
    "roundrect": "rectangle",
    "shape": "rectangle",
    "oval": "ellipse",
    "polyline": "line",
}
_SHAPES = frozenset(_KINDS)
_UNDRAWN = {"arc": "弧线", "curve": "曲线", "image": "旧式图片"}
_LINE_TYPE, _PICTURE_TYPE, _TEXT_TYPE = "32", "75", "202"
"""o:spt of a straight connector, a picture frame and a text box (part 4, 19.2.2.18)."""
_NUMBER = re.compile(r"(?:t|spt=?)(\d+)$")
_ORIGINS: dict[str, Origin] = {
    "margin": "margin",
    "page": "page",
    "text": "column",
    "char": "character",
    "line": "line",
}
_ALIGNMENTS: dict[str, Alignment] = {
    name: name for name in ("left", "center", "right", "top", "bottom", "inside", "outside")
}
_WRAPS: dict[str, Wrap] = {
    "square": "square",
    "tight": "square",
    "through": "square",
    "topAndBottom": "top_bottom",
}
_DASHES: dict[str, BorderStyle] = {
    "dash": "dashed",
    "shortdash": "dashed",
    "longdash": "dashed",
    "dot": "dotted",
    "1 1": "dotted",
    "shortdot": "dotted",
    "dashdot": "dot_dash",
    "shortdashdot": "dot_dash",
    "longdashdot": "dot_dash",
}


@dataclass(frozen=True, slots=True)
class Plate:
    """A VML shape with its style attribute read."""

    element: etree._Element
    style: Mapping[str, str]
    scene: Scene
    box: Box


def read_vml(holder: etree._Element, story: Story, spot: Spot, place: str) -> Iterator[Drawn]:
    """What a w:pict or w:object draws; what cannot be drawn is noted."""
    if spot.depth > MAX_DEPTH:
        story.notices.add("嵌套过深的图形", place)
        return
    if holder.find(f"{W}control") is not None:
        story.notices.add("ActiveX 控件", place, "只印出它的样子")
    found = False
    for element in holder:
        name = local_name(element)
        if name in _SHAPES or name == "group":
            found = True
            yield from _any(element, story, spot, place)
        elif name in _UNDRAWN:
            story.notices.add(_UNDRAWN[name], place)
    for drawing in holder.iterfind(f"{W}drawing"):
        found = True
        yield from read_drawing(drawing, story, spot, place)
    if not found and holder.find(f"{OFFICE}OLEObject") is not None:
        story.notices.add("嵌入的对象", place)


def _any(element: etree._Element, story: Story, spot: Spot, place: str) -> Iterator[Drawn]:
    style = _style(element)
    if style.get("visibility") == "hidden":
        return
    placement = _placement(element, style)
    scene = Scene(story, spot, place, placement, element.get("alt", ""))
    plate = Plate(element, style, scene, _box(element, style))
    if local_name(element) == "group":
        yield from _group(plate)
    else:
        yield from _one(plate)


def _style(element: etree._Element) -> dict[str, str]:
    pairs = (piece.partition(":") for piece in element.get("style", "").split(";"))
    return {name.strip().lower(): value.strip() for name, _, value in pairs}


def _box(element: etree._Element, style: Mapping[str, str]) -> Box:
    """Size of a shape; a line's from its end points (part 4, 19.1.2.12)."""
    if local_name(element) == "line":
        (x0, y0), (x1, y1) = _ends(element)
        return Box(0, 0, abs(x1 - x0), abs(y1 - y0))
    width, height = css(style.get("width")), css(style.get("height"))
    return Box(0, 0, max(0.0, width), max(0.0, height))


def _ends(element: etree._Element) -> tuple[tuple[float, float], tuple[float, float]]:
    points = []
    for name in ("from", "to"):
        across, _, down = element.get(name, "0,0").partition(",")
        points.append((css(across), css(down)))
    return points[0], points[1]


def _placement(element: etree._Element, style: Mapping[str, str]) -> Placement:
    floats = style.get("position") == "absolute"
    left, top = css(style.get("margin-left", style.get("left"))), css(style.get("margin-top"))
    if local_name(element) == "line":
        (x0, y0), (x1, y1) = _ends(element)
        left, top = left + min(x0, x1), top + min(y0, y1)
    wrap = element.find(f"{VML_WORD}wrap")
    kind = _WRAPS.get(wrap.get("type", ""), "none") if wrap is not None else "none"
    return Placement(
        _offset(style, "horizontal", left, "column"),
        _offset(style, "vertical", top, "paragraph"),
        kind,
        kind == "none" and real(style.get("z-index")) < 0,
        in_line=not floats,
    )


def _offset(style: Mapping[str, str], axis: str, distance: float, default: Origin) -> Offset:
    named = style.get(f"mso-position-{axis}-relative", "")
    origin = default if named == "text" else _ORIGINS.get(named, default)
    align = _ALIGNMENTS.get(style.get(f"mso-position-{axis}", ""), "")
    return Offset(origin, 0.0 if align else distance, align)


def _one(plate: Plate) -> Iterator[Drawn]:
    element, scene = plate.element, plate.scene
    words = element.find(f"{VML}textpath")
    if words is not None and words.get("string"):
        scene.note(f"艺术字“{words.get('string')}”")
        return
    image = element.find(f"{VML}imagedata")
    if image is not None:
        yield from _image(image, plate)
        return
    if _type_number(element) == _PICTURE_TYPE:
        scene.note("文件里缺少的图片")
        return
    yield from _shape(plate)


def _image(image: etree._Element, plate: Plate) -> Iterator[Drawn]:
    identity = image.get(f"{R}id") or image.get(f"{R}pict") or image.get(f"{OFFICE}relid")
    content = picture_bytes(identity, plate.scene.story, plate.scene.place)
    if content is None:
        return
    edges = [_fraction(image.get(f"crop{side}")) for side in ("left", "top", "right", "bottom")]
    left, top, right, bottom = edges
    if left + right >= 1 or top + bottom >= 1:
        left = top = right = bottom = 0.0
    picture = Picture(
        content,
        plate.box.width,
        plate.box.height,
        plate.scene.alt or image.get(f"{OFFICE}title", ""),
        (left, top, right, bottom),
        _degrees(plate.style.get("rotation")),
        _tone(image),
    )
    yield plate.scene.at(picture, plate.box)


def _tone(image: etree._Element) -> Tone:
    """Gain and blacklevel (part 4, 19.1.2.11): contrast as a factor, half the brightness."""
    gain = _signed(image.get("gain"), 1.0)
    dark = _signed(image.get("blacklevel"), 0.0)
    return AS_IT_IS if (gain, dark) == (1.0, 0.0) else (gain, (1 - gain) / 2 + dark)


def _signed(text: str | None, default: float) -> float:
    """A number: "1.5", or 65,536ths as in "-6554f"."""
    if not text:
        return default
    number = real(text[:-1]) / 65536 if text.endswith("f") else real(text, default)
    return max(-100.0, min(100.0, number))


def _fraction(text: str | None) -> float:
    """A share: ".1", "10%" or 65,536ths as in "6554f" (part 4, 19.1.2.11)."""
    if not text:
        return 0.0
    if text.endswith("f"):
        share = real(text[:-1]) / 65536
    elif text.endswith("%"):
        share = real(text[:-1]) / 100
    else:
        share = real(text)
    return max(0.0, min(1.0, share))


def _degrees(text: str | None) -> float:
    if text and text.endswith("fd"):
        return real(text[:-2]) / 65536 % 360
    return real(text) % 360


def _type_number(element: etree._Element) -> str:
    named = _NUMBER.search(element.get("type", "") or element.get(f"{OFFICE}spt", ""))
    return named[1] if named else element.get(f"{OFFICE}spt", "")


def _shape(plate: Plate) -> Iterator[Drawn]:
    element, scene = plate.element, plate.scene
    kind = _kind(plate)
    insets = _insets(element.find(f"{VML}textbox"))
    box = plate.box
    if element.get(f"{OFFICE}hr") in {"t", "true"}:
        kind = "line"
        box = Box(0, 0, box.width or scene.spot.width, 0.0)
    if _degrees(plate.style.get("rotation")) % 180 and kind != "line":
        scene.note("旋转的图形", "没有旋转")
    if scene.placement.in_line:
        scene.note("嵌入型的图形", "位置只是大致相同")
    shape = Shape(
        box.width,
        box.height,
        kind,
        _stroke(element),
        None if kind == "line" else _fill(element),
        _text(plate, insets),
        insets,
        _flipped(plate),
    )
    yield scene.at(shape, box)


def _kind(plate: Plate) -> Literal["line", "rectangle", "ellipse"]:
    name, number = local_name(plate.element), _type_number(plate.element)
    if name == "shape":
        if number in {_LINE_TYPE, "20"}:
            return "line"
        if number not in {_TEXT_TYPE, "1", "109"}:
            plate.scene.note("自选图形", "画成了方框")
    if name in {"roundrect", "polyline"}:
        plate.scene.note("圆角矩形" if name == "roundrect" else "折线", "只画出大致的样子")
    return _KINDS.get(name, "rectangle")


def _stroke(element: etree._Element) -> Border | None:
    if element.get("stroked", "t") in {"f", "false"}:
        return None
    colour = named_colour(element.get("strokecolor", "black"), "#000000") or "#000000"
    width = css(element.get("strokeweight"), 0.75)
    details = element.find(f"{VML}stroke")
    dash = details.get("dashstyle", "") if details is not None else ""
    return Border(_DASHES.get(dash, "single"), max(0.1, width), colour)


def _fill(element: etree._Element) -> str | None:
    if element.get("filled", "t") in {"f", "false"}:
        return None
    details = element.find(f"{VML}fill")
    if details is not None and details.get("opacity") in {"0", "0f"}:
        return None
    return named_colour(element.get("fillcolor", "white"), "#ffffff")


def _flipped(plate: Plate) -> bool:
    flip = plate.style.get("flip", "")
    flipped = ("x" in flip) != ("y" in flip)
    if local_name(plate.element) == "line":
        (x0, y0), (x1, y1) = _ends(plate.element)
        flipped = flipped != ((x1 - x0) * (y1 - y0) < 0)
    return flipped


def _insets(box: etree._Element | None) -> Edges[float]:
    if box is None or not box.get("inset"):
        return TEXT_BOX_INSET
    given = [*box.get("inset", "").split(","), "", "", "", ""]
    left, top, right, bottom = given[:4]
    return Edges(
        css(top, TEXT_BOX_INSET.top),
        css(right, TEXT_BOX_INSET.right),
        css(bottom, TEXT_BOX_INSET.bottom),
        css(left, TEXT_BOX_INSET.left),
    )


def _text(plate: Plate, insets: Edges[float]) -> tuple[Block, ...]:
    content = plate.element.find(f"{VML}textbox/{TEXT_BOX}")
    if content is None:
        return ()
    box = plate.element.find(f"{VML}textbox")
    if box is not None and "layout-flow:vertical" in box.get("style", ""):
        plate.scene.note("文本框里的竖排文字", "按横排印出")
    scene = plate.scene
    width = max(0.0, plate.box.width - insets.left - insets.right)
    spot = scene.spot.inside(f"{scene.place}的文本框", width)
    return scene.story.read_blocks(content, scene.story, spot)


def _group(plate: Plate) -> Iterator[Drawn]:
    """v:group: its parts, scaled from the group's own units (part 4, 19.1.2.7)."""
    scene = plate.scene
    if scene.spot.depth > MAX_DEPTH:
        scene.note("嵌套过深的图形")
        return
    left, top = _pair(plate.element.get("coordorigin"), (0.0, 0.0))
    width, height = _pair(plate.element.get("coordsize"), (1000.0, 1000.0))
    across = plate.box.width / width if width > 0 else 1.0
    down = plate.box.height / height if height > 0 else 1.0
    if scene.placement.in_line or scene.placement.is_aligned():
        scene.note("组合图形", "位置只是大致相同")
    for element in plate.element:
        name = local_name(element)
        if name in _UNDRAWN:
            scene.note(_UNDRAWN[name])
        if name not in _SHAPES and name != "group":
            continue
        style = _style(element)
        x, y, right, bottom = _place_in_group(element, style)
        box = bounded_box(
            plate.box.x + (x - left) * across,
            plate.box.y + (y - top) * down,
            (right - x) * across,
            (bottom - y) * down,
        )
        part = Plate(element, style, _freed(scene), box)
        yield from _group(part) if name == "group" else _one(part)


def _freed(scene: Scene) -> Scene:
    """Parts of a group float even where the group stands in the line, and are deeper in it."""
    old = scene.placement
    placement = Placement(old.horizontal, old.vertical, old.wrap, old.behind)
    spot = replace(scene.spot, depth=scene.spot.depth + 1)
    return Scene(scene.story, spot, scene.place, placement, scene.alt)


def _place_in_group(
    element: etree._Element, style: Mapping[str, str]
) -> tuple[float, float, float, float]:
    """Left, top, right and bottom in the group's units."""
    if local_name(element) == "line":
        x0, y0 = _pair(element.get("from"), (0.0, 0.0))
        x1, y1 = _pair(element.get("to"), (0.0, 0.0))
        return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
    x, y = real(style.get("left")), real(style.get("top"))
    return x, y, x + real(style.get("width")), y + real(style.get("height"))


def _pair(text: str | None, default: tuple[float, float]) -> tuple[float, float]:
    first, _, second = (text or "").partition(",")
    return real(first, default[0]), real(second, default[1])
