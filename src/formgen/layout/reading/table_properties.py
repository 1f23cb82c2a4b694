"""Properties of tables and cells at one level → what they set; levels merged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypedDict

from lxml import etree

from formgen.layout.model import Border
from formgen.layout.reading.marks import border, shading
from formgen.layout.reading.measures import is_true, points, value_of, whole_number
from formgen.layout.reading.names import W, local_name
from formgen.layout.reading.paragraph_look import ParagraphProperties, merge_paragraph
from formgen.layout.reading.run_look import RunProperties
from formgen.layout.reading.theme import Theme

Side = Literal["top", "right", "bottom", "left", "insideH", "insideV"]
VerticalAlign = Literal["top", "center", "bottom"]
TableAlignment = Literal["left", "center", "right"]
Borders = Mapping[Side, Border | None]
"""What one level says of borders; sides that are missing are inherited."""
Margins = Mapping[Side, float]

_SIDES: dict[object, Side] = {
    f"{W}top": "top",
    f"{W}right": "right",
    f"{W}end": "right",
    f"{W}bottom": "bottom",
    f"{W}left": "left",
    f"{W}start": "left",
    f"{W}insideH": "insideH",
    f"{W}insideV": "insideV",
}
_VERTICAL: dict[str, VerticalAlign] = {"center": "center", "both": "center", "bottom": "bottom"}
_ALIGNMENTS: dict[str, TableAlignment] = {
    "left": "left",
    "start": "left",
    "center": "center",
    "right": "right",
    "end": "right",
}
_LOOK_BITS = {
    "firstRow": 0x0020,
    "lastRow": 0x0040,
    "firstColumn": 0x0080,
    "lastColumn": 0x0100,
    "noHBand": 0x0200,
    "noVBand": 0x0400,
}
"""w:tblLook (17.4.56): bits of w:val, and the attributes of the same names."""


class TableProperties(TypedDict, total=False):
    """What one w:tblPr sets; lengths in points."""

    borders: Borders
    margins: Margins
    shading: str | None
    indent: float
    alignment: TableAlignment
    cell_spacing: float
    row_band: int
    column_band: int


class CellProperties(TypedDict, total=False):
    """What one w:tcPr sets of a cell's look."""

    borders: Borders
    margins: Margins
    shading: str | None
    vertical_align: VerticalAlign


@dataclass(frozen=True, slots=True)
class Region:
    """What a table style says of the whole table or of a part of it (17.7.6)."""

    paragraph: ParagraphProperties = field(default_factory=ParagraphProperties)
    run: RunProperties = field(default_factory=RunProperties)
    cell: CellProperties = field(default_factory=CellProperties)


def read_table(properties: etree._Element | None, theme: Theme) -> TableProperties:
    """What a w:tblPr itself sets (17.4.60)."""
    found: TableProperties = {}
    for element in properties if properties is not None else ():
        match local_name(element):
            case "tblBorders":
                found["borders"] = read_borders(element, theme)
            case "tblCellMar":
                found["margins"] = read_margins(element)
            case "shd":
                found["shading"] = shading(element, theme)
            case "tblInd":
                if (indent := _width(element)) is not None:
                    found["indent"] = indent
            case "jc":
                found["alignment"] = _ALIGNMENTS.get(value_of(element), "left")
            case "tblCellSpacing":
                found["cell_spacing"] = max(0.0, _width(element) or 0.0)
            case "tblStyleRowBandSize":
                found["row_band"] = max(1, whole_number(value_of(element)) or 1)
            case "tblStyleColBandSize":
                found["column_band"] = max(1, whole_number(value_of(element)) or 1)
    return found


def read_cell(properties: etree._Element | None, theme: Theme) -> CellProperties:
    """What a w:tcPr itself sets of a cell's look (17.4.69)."""
    found: CellProperties = {}
    for element in properties if properties is not None else ():
        match local_name(element):
            case "tcBorders":
                found["borders"] = read_borders(element, theme)
            case "tcMar":
                found["margins"] = read_margins(element)
            case "shd":
                found["shading"] = shading(element, theme)
            case "vAlign":
                found["vertical_align"] = _VERTICAL.get(value_of(element), "top")
    return found


def read_borders(element: etree._Element, theme: Theme) -> Borders:
    """The sides a w:tblBorders or w:tcBorders names; None for a side without a line."""
    return {_SIDES[edge.tag]: border(edge, theme) for edge in element if edge.tag in _SIDES}


def read_margins(element: etree._Element) -> Margins:
    """The sides a w:tblCellMar or w:tcMar names."""
    found: dict[Side, float] = {}
    for edge in element:
        width = _width(edge) if edge.tag in _SIDES else None
        if width is not None:
            found[_SIDES[edge.tag]] = max(0.0, width)
    return found


def read_flags(look: etree._Element | None) -> frozenset[str]:
    """The flags of a w:tblLook; an attribute of its own goes before the bit of w:val."""
    if look is None:
        return frozenset()
    text = value_of(look)
    digits = text if text.isalnum() and len(text) <= 4 else ""
    try:
        bits = int(digits or "0", 16)
    except ValueError:
        bits = 0
    return frozenset(
        name
        for name, bit in _LOOK_BITS.items()
        if (is_true(own) if (own := look.get(W + name)) is not None else bits & bit)
    )


def merge_table(*levels: TableProperties) -> TableProperties:
    """Later levels over earlier ones, borders and margins side by side."""
    merged: TableProperties = {}
    borders: dict[Side, Border | None] = {}
    margins: dict[Side, float] = {}
    for level in levels:
        merged.update(level)
        borders.update(level.get("borders", {}))
        margins.update(level.get("margins", {}))
    merged["borders"], merged["margins"] = borders, margins
    return merged


def merge_regions(*levels: Region) -> Region:
    """A region as a style and those it is based on say it, the first ancestor first."""
    run: RunProperties = {}
    cell: CellProperties = {}
    borders: dict[Side, Border | None] = {}
    margins: dict[Side, float] = {}
    for level in levels:
        run.update(level.run)
        cell.update(level.cell)
        borders.update(level.cell.get("borders", {}))
        margins.update(level.cell.get("margins", {}))
    cell["borders"], cell["margins"] = borders, margins
    return Region(merge_paragraph(*(level.paragraph for level in levels)), run, cell)


def _width(element: etree._Element) -> float | None:
    """ST_TblWidth in points (17.4.87); None for shares of a width and automatic ones."""
    if value_of(element, "type") in ("pct", "auto"):
        return None
    return points(element.get(f"{W}w"))
