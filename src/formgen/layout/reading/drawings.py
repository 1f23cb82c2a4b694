"""DrawingML in a run → pictures and shapes, in the line or floating.

ECMA-376 part 1, 20.4 (placement), 20.2 (pictures), 20.1 (shapes, groups).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from lxml import etree

from formgen.layout.model import Block, Edges, Floating, Picture, Shape
from formgen.layout.reading.drawing_colours import fill_of, stroke_of
from formgen.layout.reading.lengths import EMU_PER_POINT, bounded, emu, percentage, real
from formgen.layout.reading.names import (
    ALTERNATE_CONTENT,
    LC,
    PIC,
    TEXT_BOX,
    WP,
    WPC,
    WPG,
    WPS,
    A,
    R,
    W,
    chosen,
    local_name,
)
from formgen.layout.reading.pictures import (
    AS_IT_IS,
    Tone,
    faded,
    picture_bytes,
    tone_of,
)
from formgen.layout.reading.placement import Placement, anchored, in_line
from formgen.layout.reading.story import MAX_DEPTH, Spot, Story

Drawn = Picture | Floating

TEXT_BOX_INSET = Edges(3.6, 7.2, 3.6, 7.2)
"""Of a text box that says none (21.1.2.1.1)."""
_KINDS: dict[str, Literal["line", "rectangle", "ellipse"]] = {
    "line": "line",
    "straightConnector1": "line",
    "rect": "rectangle",
    "flowChartProcess": "rectangle",
    "ellipse": "ellipse",
    "flowChartConnector": "ellipse",
}
_UNPAINTED = {
    "chart": "图表",
    "chartex": "图表",
    "diagram": "SmartArt 图形",
    "ink": "墨迹",
    "slicer": "切片器",
    "model3d": "三维模型",
}
"""By words in the URI of a:graphicData."""
_UNKNOWN_PARTS = {"contentPart": "墨迹", "graphicFrame": "图表"}
_SETTINGS = frozenset(
    {
        *("bg", "whole", "extLst", "style", "bodyPr", "cNvPr", "cNvGrpSpPr", "cNvFrPr", ""),
        *("nvGrpSpPr", "grpSpPr", "cNvSpPr", "cNvCnPr"),
    }
)
"""What stands in a group or canvas beside its parts; comments have no name."""
_LONGEST_QUOTE = 40
_ROTATION = 60_000
"""Units in a degree (20.1.10.3)."""
_COLOUR_EFFECTS = frozenset({"biLevel", "clrChange", "duotone", "grayscl", "hsl", "tint"})
"""Of a:blip (20.1.8.13)."""


@dataclass(frozen=True, slots=True)
class Box:
    """A place within a drawing, in points from the drawing's upper left corner."""

    x: float
    y: float
    width: float
    height: float


def bounded_box(x: float, y: float, width: float, height: float) -> Box:
    """A box kept within what paper can hold, whatever a group's units made of it."""
    return Box(bounded(x), bounded(y), max(0.0, bounded(width)), max(0.0, bounded(height)))


@dataclass(frozen=True, slots=True)
class Scene:
    """What the parts of one drawing share."""

    story: Story
    spot: Spot
    place: str
    placement: Placement
    alt: str = ""

    def note(self, construct: str, effect: str = "没有印出") -> None:
        """Say what of the drawing is not printed as Word prints it."""
        self.story.notices.add(construct, self.place, effect)

    def at(self, content: Picture | Shape, box: Box) -> Drawn:
        """A part at its place: in the line, or floating."""
        if self.placement.in_line and isinstance(content, Picture):
            return content
        return self.placement.moved(box.x, box.y).floating(content)


def read_drawing(drawing: etree._Element, story: Story, spot: Spot, place: str) -> Iterator[Drawn]:
    """What a w:drawing draws; what cannot be drawn is noted."""
    if spot.depth > MAX_DEPTH:
        story.notices.add("嵌套过深的图形", place)
        return
    for container in drawing:
        if container.tag not in {f"{WP}inline", f"{WP}anchor"}:
            continue
        name = container.find(f"{WP}docPr")
        if name is not None and name.get("hidden") in {"1", "true"}:
            continue
        placement = (
            in_line()
            if container.tag == f"{WP}inline"
            else anchored(container, story.notices, place)
        )
        alt = (name.get("descr") or name.get("title") or "") if name is not None else ""
        scene = Scene(story, spot, place, placement, alt)
        extent = container.find(f"{WP}extent")
        yield from _graphic(container.find(f"{A}graphic/{A}graphicData"), _size(extent), scene)


def _size(extent: etree._Element | None) -> Box:
    if extent is None:
        return Box(0, 0, 0, 0)
    return Box(0, 0, max(0.0, emu(extent.get("cx"))), max(0.0, emu(extent.get("cy"))))


def _graphic(data: etree._Element | None, box: Box, scene: Scene) -> Iterator[Drawn]:
    if data is None:
        scene.note("图形")
        return
    known = False
    for element in data:
        handler = _HANDLERS.get(element.tag)
        if handler is not None:
            known = True
            yield from handler(element, box, scene)
    if not known:
        uri = data.get("uri", "").lower()
        named = (word for key, word in _UNPAINTED.items() if key in uri)
        scene.note(next(named, "未识别的图形"))


def _picture(element: etree._Element, box: Box, scene: Scene) -> Iterator[Drawn]:
    """pic:pic (20.2.2.5)."""
    blip = element.find(f"{PIC}blipFill/{A}blip")
    identity = None
    if blip is not None:
        identity = blip.get(f"{R}embed") or blip.get(f"{R}link")
    content = picture_bytes(identity, scene.story, scene.place)
    if content is None:
        return
    frame = element.find(f"{PIC}spPr/{A}xfrm")
    if _is_flipped(frame):
        scene.note("翻转的图片", "没有翻转")
    picture = Picture(
        content,
        box.width,
        box.height,
        scene.alt,
        _crop(element.find(f"{PIC}blipFill/{A}srcRect")),
        _rotation(frame),
        _tone(blip, scene),
    )
    yield scene.at(picture, box)


def _tone(blip: etree._Element | None, scene: Scene) -> Tone:
    """a:lum (20.1.8.42) and a:alphaModFix (20.1.8.6); other effects are noted."""
    tone = AS_IT_IS
    for effect in blip if blip is not None else ():
        name = local_name(effect)
        if name == "lum":
            bright, contrast = (effect.get(key) for key in ("bright", "contrast"))
            tone = tone_of(percentage(bright, 0.0), percentage(contrast, 0.0))
        elif name == "alphaModFix":
            tone = faded(tone, percentage(effect.get("amt"), 1.0))
        elif name in _COLOUR_EFFECTS:
            scene.note("改过颜色的图片", "按原来的颜色印出")
    return tone


def _crop(source: etree._Element | None) -> tuple[float, float, float, float]:
    """a:srcRect (20.1.8.55); what lies outside the picture is not added to it."""
    if source is None:
        return (0.0, 0.0, 0.0, 0.0)
    left, top, right, bottom = (
        max(0.0, min(1.0, percentage(source.get(side), 0.0))) for side in "ltrb"
    )
    if left + right >= 1 or top + bottom >= 1:
        return (0.0, 0.0, 0.0, 0.0)
    return (left, top, right, bottom)


def _rotation(frame: etree._Element | None) -> float:
    return real(frame.get("rot")) / _ROTATION % 360 if frame is not None else 0.0


def _is_flipped(frame: etree._Element | None) -> bool:
    """Whether mirrored along one axis; mirrored along both is turned."""
    if frame is None:
        return False
    turns = [frame.get(name) in {"1", "true"} for name in ("flipH", "flipV")]
    return turns[0] != turns[1]


def _shape(element: etree._Element, box: Box, scene: Scene) -> Iterator[Drawn]:
    """wps:wsp: a line, a box, or a text box."""
    properties = element.find(f"{WPS}spPr")
    style = element.find(f"{WPS}style")
    theme = scene.story.styles.theme.colours
    frame = properties.find(f"{A}xfrm") if properties is not None else None
    fill, rough = fill_of(properties, style, theme)
    if rough:
        scene.note(rough, "没有按原样填充")
    kind = _kind(properties, scene)
    if kind != "line" and _rotation(frame) % 180:
        scene.note("旋转的图形", "没有旋转")
    if scene.placement.in_line:
        scene.note("嵌入型的图形", "位置只是大致相同")
    insets = _insets(element.find(f"{WPS}bodyPr"))
    shape = Shape(
        box.width,
        box.height,
        kind,
        stroke_of(properties, style, theme),
        None if kind == "line" else fill,
        _text(element, box, insets, scene),
        insets,
        _is_flipped(frame),
    )
    yield scene.at(shape, box)


def _kind(
    properties: etree._Element | None, scene: Scene
) -> Literal["line", "rectangle", "ellipse"]:
    geometry = properties.find(f"{A}prstGeom") if properties is not None else None
    name = geometry.get("prst", "rect") if geometry is not None else ""
    if not name and (properties is None or properties.find(f"{A}custGeom") is None):
        return "rectangle"
    if name not in _KINDS:
        scene.note(f"自选图形（{name}）" if name else "任意多边形", "画成了方框")
    kind = _KINDS.get(name, "rectangle")
    line = properties.find(f"{A}ln") if properties is not None else None
    if kind == "line" and line is not None and _has_arrow(line):
        scene.note("箭头", "画成了直线")
    return kind


def _has_arrow(line: etree._Element) -> bool:
    ends = (line.find(f"{A}headEnd"), line.find(f"{A}tailEnd"))
    return any(end is not None and end.get("type", "none") != "none" for end in ends)


def _insets(body: etree._Element | None) -> Edges[float]:
    if body is None:
        return TEXT_BOX_INSET
    return Edges(
        emu(body.get("tIns"), TEXT_BOX_INSET.top),
        emu(body.get("rIns"), TEXT_BOX_INSET.right),
        emu(body.get("bIns"), TEXT_BOX_INSET.bottom),
        emu(body.get("lIns"), TEXT_BOX_INSET.left),
    )


def _text(
    element: etree._Element, box: Box, insets: Edges[float], scene: Scene
) -> tuple[Block, ...]:
    content = element.find(f"{WPS}txbx/{TEXT_BOX}")
    if content is None:
        if element.find(f"{WPS}linkedTxbx") is not None:
            scene.note("链接的文本框", "文字都印在第一个文本框里")
        return ()
    body = element.find(f"{WPS}bodyPr")
    if body is not None and body.get("vert", "horz") != "horz":
        scene.note("文本框里的竖排文字", "按横排印出")
    width = max(0.0, box.width - insets.left - insets.right)
    spot = scene.spot.inside(f"{scene.place}的文本框", width)
    return scene.story.read_blocks(content, scene.story, spot)


def _group(element: etree._Element, box: Box, scene: Scene) -> Iterator[Drawn]:
    """wpg:wgp and its like: the parts of a group, each on its own (20.1.2.2.20)."""
    if scene.spot.depth > MAX_DEPTH:
        scene.note("嵌套过深的图形")
        return
    parts = list(_parts(element))
    if len(parts) > 1 and scene.placement.is_aligned():
        scene.note("组合图形", "位置只是大致相同")
    if scene.placement.in_line and parts:
        scene.note("嵌入型的图形", "位置只是大致相同")
        scene = replace(scene, placement=replace(scene.placement, in_line=False))
    frame = element.find(f"{WPG}grpSpPr/{A}xfrm")
    deeper = replace(scene, spot=replace(scene.spot, depth=scene.spot.depth + 1))
    for part, handler in parts:
        own = next(part.iter(f"{A}xfrm"), None)
        yield from handler(part, _inner_box(own, frame, box), deeper)


def _parts(element: etree._Element) -> Iterator[tuple[etree._Element, Handler]]:
    for part in element:
        if part.tag == ALTERNATE_CONTENT:
            branch = chosen(part)
            yield from _parts(branch) if branch is not None else ()
            continue
        handler = _HANDLERS.get(part.tag)
        if handler is not None:
            yield part, handler
        elif local_name(part) not in _SETTINGS:
            yield part, _unpainted


def _inner_box(own: etree._Element | None, group: etree._Element | None, box: Box) -> Box:
    """Where a part of a group stands: the group's own measure scaled to its size."""
    if own is None:
        return box
    x, y = _point(own, "off", "x", "y")
    width, height = _point(own, "ext", "cx", "cy")
    if group is None:
        return bounded_box(x + box.x, y + box.y, width, height)
    left, top = _point(group, "chOff", "x", "y")
    inner_width, inner_height = _point(group, "chExt", "cx", "cy")
    across = box.width / inner_width if inner_width > 0 else 1.0
    down = box.height / inner_height if inner_height > 0 else 1.0
    return bounded_box(
        box.x + (x - left) * across, box.y + (y - top) * down, width * across, height * down
    )


def _point(frame: etree._Element, name: str, first: str, second: str) -> tuple[float, float]:
    """Two measures of a transform; a group's own units may be any, so they are not bounded."""
    element = frame.find(A + name)
    if element is None:
        return 0.0, 0.0
    across, down = real(element.get(first)), real(element.get(second))
    return across / EMU_PER_POINT, down / EMU_PER_POINT


def _unpainted(element: etree._Element, _box: Box, scene: Scene) -> Iterator[Drawn]:
    """What no reader knows, with its words: shapes of drawings alone, as in a locked canvas."""
    construct = _UNKNOWN_PARTS.get(local_name(element), "未识别的图形")
    words = " ".join(piece.text for piece in element.iter(f"{A}t", f"{W}t") if piece.text)
    if len(words) > _LONGEST_QUOTE:
        words = f"{words[:_LONGEST_QUOTE]}…"
    scene.note(f"{construct}“{words}”" if words else construct)
    yield from ()


Handler = Callable[[etree._Element, Box, Scene], Iterator[Drawn]]
_HANDLERS: dict[object, Handler] = {
    f"{PIC}pic": _picture,
    f"{WPS}wsp": _shape,
    f"{WPG}wgp": _group,
    f"{WPG}grpSp": _group,
    f"{WPC}wpc": _group,
    f"{LC}lockedCanvas": _group,
    f"{WPG}graphicFrame": _unpainted,
    f"{WPC}graphicFrame": _unpainted,
}
"""What a drawing is made of."""
