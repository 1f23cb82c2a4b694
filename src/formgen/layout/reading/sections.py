"""w:sectPr → paper, margins, grid, columns and page numbers of a section.

ECMA-376 part 1, 17.6.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

from lxml import etree

from formgen.layout.model import Border, Edges, Grid, HeaderKind, PageSetup
from formgen.layout.reading.measures import attribute, is_on, number_of, points, whole_number
from formgen.layout.reading.names import (
    PARAGRAPH,
    PARAGRAPH_PROPERTIES,
    SECTION_PROPERTIES,
    TYPE,
    VALUE,
    R,
    W,
    flattened,
)
from formgen.layout.reading.not_shown import Notices
from formgen.layout.reading.styles import Styles

Start = Literal["next_page", "continuous", "even_page", "odd_page"]
GridKind = Literal["none", "lines", "lines_and_chars", "snap_to_chars"]
VerticalAlign = Literal["top", "center", "bottom", "both"]

PLACE = "页面设置"
NO_GRID_LINE = 12.0
"""Points of "one line" where no grid says how high lines are (240 twips)."""
_SMALLEST_AREA = 10.0
"""Points that margins always leave free, however wrong they are."""
_LARGEST_PAGE, _SMALLEST_PAGE = 1584.0, 20.0
_STARTS: dict[str, Start] = {
    "continuous": "continuous",
    "evenPage": "even_page",
    "oddPage": "odd_page",
}
_GRIDS: dict[str, GridKind] = {
    "lines": "lines",
    "linesAndChars": "lines_and_chars",
    "snapToChars": "snap_to_chars",
}
_VERTICAL: dict[str, VerticalAlign] = {"center": "center", "bottom": "bottom", "both": "both"}
_KINDS: dict[str, HeaderKind] = {"default": "default", "first": "first", "even": "even"}
_HORIZONTAL = frozenset({"lrTb", "tb"})
_LINES = frozenset({"single", "thick", "double", "dotted", "dashed", "triple", "wave"})
_LINE_WORDS = ("dot", "dash", "thin", "thick", "inset", "outset", "three", "doubleWave", "ni", "no")
"""How the names of borders begin that are lines and not pictures (17.18.2)."""


@dataclass(frozen=True, slots=True)
class SectionProperties:
    """What a w:sectPr says but for its headers' and footers' content."""

    page: PageSetup = field(default_factory=PageSetup)
    grid: Grid = field(default_factory=Grid)
    start: Start = "next_page"
    title_page: bool = False
    first_page_number: int | None = None
    page_number_format: str = "decimal"
    vertical_align: VerticalAlign = "top"
    columns: int = 1
    column_space: float = 36.0

    @property
    def text_width(self) -> float:
        """Of one column, in points."""
        margins = self.page.margins
        area = self.page.width - margins.left - margins.right
        return max(_SMALLEST_AREA, (area - self.column_space * (self.columns - 1)) / self.columns)

    @property
    def line_pitch(self) -> float:
        """Height of one line where spacing is given in lines."""
        return self.grid.line_pitch or NO_GRID_LINE


def split(body: etree._Element) -> Iterator[tuple[list[etree._Element], etree._Element | None]]:
    """The blocks of each section with its w:sectPr; None where the last has none (17.6.17)."""
    blocks: list[etree._Element] = []
    last: etree._Element | None = None
    has_breaks = next(body.iter(SECTION_PROPERTIES), None) is not None
    for element in flattened(body):
        if element.tag == SECTION_PROPERTIES:
            last = element
            continue
        blocks.append(element)
        if has_breaks and element.tag == PARAGRAPH:
            properties = element.find(PARAGRAPH_PROPERTIES)
            own = properties.find(SECTION_PROPERTIES) if properties is not None else None
            if own is not None:
                yield blocks, own
                blocks = []
    yield blocks, last


def header_parts(
    properties: etree._Element | None, name: Literal["header", "footer"]
) -> dict[HeaderKind, str]:
    """Relationship ids of a section's headers or footers (17.10.5, 17.10.2)."""
    found: dict[HeaderKind, str] = {}
    for reference in properties.findall(f"{W}{name}Reference") if properties is not None else ():
        kind = _KINDS.get(reference.get(TYPE, "default"))
        if kind is not None:
            found[kind] = reference.get(f"{R}id", "")
    return found


def read_section(
    properties: etree._Element | None, styles: Styles, notices: Notices
) -> SectionProperties:
    """What a w:sectPr says; what is not printed as it says is noted."""
    if properties is None:
        return SectionProperties()
    columns, space = _columns(properties, notices)
    _note_unprinted(properties, notices)
    numbers = properties.find(f"{W}pgNumType")
    first = numbers.get(f"{W}start") if numbers is not None else None
    number_format = numbers.get(f"{W}fmt", "decimal") if numbers is not None else "decimal"
    return SectionProperties(
        _page(properties, styles, notices),
        _grid(properties.find(f"{W}docGrid"), styles),
        _STARTS.get(attribute(properties, "type") or "", "next_page"),
        is_on(properties, "titlePg"),
        _page_number(first),
        number_format,
        _VERTICAL.get(attribute(properties, "vAlign") or "", "top"),
        columns,
        space,
    )


def _page_number(text: str | None) -> int | None:
    number = whole_number(text)
    return None if number is None else max(0, min(1_000_000, number))


def _page(properties: etree._Element, styles: Styles, notices: Notices) -> PageSetup:
    default = PageSetup()
    size = properties.find(f"{W}pgSz")
    width = _side(size, "w", default.width)
    height = _side(size, "h", default.height)
    element = properties.find(f"{W}pgMar")
    margins = _fitting(_margins(element, styles, properties), width, height)
    if styles.settings.mirror_margins and margins.left != margins.right:
        notices.add("对称页边距", PLACE, "偶数页没有对换左右页边距")
    return PageSetup(
        width,
        height,
        margins,
        _margin(element, "header", default.header),
        _margin(element, "footer", default.footer),
        _page_borders(properties.find(f"{W}pgBorders"), margins, styles, notices),
    )


def _side(size: etree._Element | None, name: str, default: float) -> float:
    length = points(size.get(W + name)) if size is not None else None
    if not length or length < 0:
        return default
    return max(_SMALLEST_PAGE, min(_LARGEST_PAGE, length))


def _margins(
    element: etree._Element | None, styles: Styles, properties: etree._Element
) -> Edges[float]:
    """w:pgMar (17.6.11) with the gutter added where it belongs."""
    default = PageSetup().margins
    top = _margin(element, "top", default.top)
    left = _margin(element, "left", default.left)
    right = _margin(element, "right", default.right)
    gutter = _margin(element, "gutter", 0.0)
    if styles.settings.gutter_at_top:
        top += gutter
    elif is_on(properties, "rtlGutter"):
        right += gutter
    else:
        left += gutter
    return Edges(top, right, _margin(element, "bottom", default.bottom), left)


def _margin(element: etree._Element | None, name: str, default: float) -> float:
    """A margin; a negative one holds against tall headers too, which makes no other difference."""
    length = points(element.get(W + name)) if element is not None else None
    return default if length is None else abs(length)


def _fitting(margins: Edges[float], width: float, height: float) -> Edges[float]:
    """Margins that leave some room for text."""
    across, down = margins.left + margins.right, margins.top + margins.bottom
    if across > width - _SMALLEST_AREA:
        share = (width - _SMALLEST_AREA) / across
        margins = replace(margins, left=margins.left * share, right=margins.right * share)
    if down > height - _SMALLEST_AREA:
        share = (height - _SMALLEST_AREA) / down
        margins = replace(margins, top=margins.top * share, bottom=margins.bottom * share)
    return margins


def _grid(element: etree._Element | None, styles: Styles) -> Grid:
    """w:docGrid (17.6.5); a character's place is the default style's size and w:charSpace."""
    kind = _GRIDS.get(element.get(TYPE, ""), "none") if element is not None else "none"
    pitch = points(element.get(f"{W}linePitch")) if element is not None else None
    if element is None or kind == "none" or pitch is None or pitch <= 0:
        return Grid()
    if kind == "lines":
        return Grid(kind, pitch)
    extra = (number_of(element.get(f"{W}charSpace")) or 0.0) / 4096
    size = styles.run(None, None).size
    return Grid(kind, pitch, max(1.0, size + max(-100.0, min(1000.0, extra))))


def character_extra(grid: Grid, styles: Styles) -> float:
    """What a grid's place is wider than a character of the default style; 0 without places."""
    return grid.char_pitch - styles.run(None, None).size if grid.char_pitch else 0.0


def _columns(properties: etree._Element, notices: Notices) -> tuple[int, float]:
    """w:cols (17.6.4)."""
    element = properties.find(f"{W}cols")
    if element is None:
        return 1, 36.0
    space = points(element.get(f"{W}space"))
    count = whole_number(element.get(f"{W}num")) or 1
    own = element.findall(f"{W}col")
    if own and element.get(f"{W}equalWidth", "1") in {"0", "false", "off"}:
        count = len(own)
        space = points(own[0].get(f"{W}space")) if space is None else space
        if len({column.get(f"{W}w") for column in own}) > 1:
            notices.add("不等宽的分栏", PLACE, "各栏按等宽印出")
    if count > 1 and element.get(f"{W}sep", "0") not in {"0", "false", "off"}:
        notices.add("分栏线", PLACE)
    return max(1, min(45, count)), 36.0 if space is None else max(0.0, space)


def _page_borders(
    element: etree._Element | None, margins: Edges[float], styles: Styles, notices: Notices
) -> Edges[Border | None]:
    """w:pgBorders (17.6.10); `space` is always from the text area to the line."""
    none: Edges[Border | None] = Edges(None, None, None, None)
    if element is None:
        return none
    from_page = element.get(f"{W}offsetFrom") == "page"
    lines: list[Border | None] = []
    for side in ("top", "right", "bottom", "left"):
        edge = element.find(W + side)
        line = styles.border(edge) if edge is not None else None
        if line is not None and edge is not None and not _is_line(edge.get(VALUE, "")):
            notices.add("艺术型页面边框", PLACE, "画成了单线")
        if line is not None and from_page:
            margin = getattr(margins, side)
            line = replace(line, space=max(0.0, margin - line.space - line.width))
        lines.append(line)
    if any(lines) and element.get(f"{W}display", "allPages") != "allPages":
        notices.add("只在部分页上的页面边框", PLACE, "每页都印出")
    return Edges(lines[0], lines[1], lines[2], lines[3])


def _is_line(kind: str) -> bool:
    return kind in _LINES or kind.startswith(_LINE_WORDS)


def _note_unprinted(properties: etree._Element, notices: Notices) -> None:
    direction = attribute(properties, "textDirection")
    if direction is not None and direction not in _HORIZONTAL:
        notices.add("竖排的页面", PLACE, "按横排印出")
    if properties.find(f"{W}lnNumType") is not None:
        notices.add("行号", PLACE)
    if is_on(properties, "bidi"):
        notices.add("从右到左的页面", PLACE, "按从左到右的顺序印出")
