"""Properties of tables, rows and cells → short Chinese phrases."""

from __future__ import annotations

from lxml import etree

from formgen.word.names import W
from formgen.word.outline.looks import (
    SIDES,
    attribute,
    borders,
    is_on,
    local_name,
    phrases,
    shading,
)
from formgen.word.outline.measures import millimetres, number, plain

_PLACES = {"left": "居左", "start": "居左", "center": "居中", "right": "居右", "end": "居右"}
_HEIGHTS = {"center": "中", "bottom": "下", "both": "撑满"}
_DIRECTIONS = {"tbRl": "竖排", "tbRlV": "竖排", "btLr": "自下而上"}
_TWIPS_PER_MM = 1440 / 25.4
_NOTICED = 0.5 * _TWIPS_PER_MM
"""Twips by which a cell may miss its grid before the outline says so."""


def table_look(table: etree._Element) -> list[str]:
    """Column widths in millimetres, then what the table says of itself."""
    columns = [attribute(column, "w") for column in table.iterfind(f"{W}tblGrid/{W}gridCol")]
    total = sum(number(width) or 0 for width in columns)
    widths = " ".join(millimetres(width) for width in columns)
    grid = f"列宽 {widths} 共{plain(total / _TWIPS_PER_MM)}毫米"
    properties = table.find(f"{W}tblPr")
    own = _width(properties.find(f"{W}tblW"), total) if properties is not None else ""
    return [grid, *([own] if own else []), *phrases(properties, _TABLE_WORDS)]


def row_look(row: etree._Element) -> list[str]:
    """Height, whether the row may break over pages, whether it repeats as a heading."""
    return phrases(row.find(f"{W}trPr"), _ROW_WORDS)


def cell_look(cell: etree._Element, grid: float) -> str:
    """What sets a cell apart, in （ ）; empty for a plain one.

    Args:
        cell: the cell.
        grid: the width of the grid columns it covers, in twips.
    """
    properties = cell.find(f"{W}tcPr")
    looks = phrases(properties, _CELL_WORDS)
    width = properties.find(f"{W}tcW") if properties is not None else None
    own = number(attribute(width, "w")) if attribute(width, "type") == "dxa" else None
    if own and abs(own - grid) > _NOTICED:
        looks.append(f"宽{plain(own / _TWIPS_PER_MM)}")
    return f"（{' '.join(looks)}）" if looks else ""


def _width(element: etree._Element | None, columns: float) -> str:
    """A table's own width, where it is not simply the sum of its columns."""
    kind, value = attribute(element, "type"), attribute(element, "w")
    size = number(value.rstrip("%"))
    if kind == "pct" and size is not None:
        return f"宽{plain(size if '%' in value else size / 50)}%"
    if kind == "dxa" and size is not None and abs(size - columns) > _NOTICED:
        return f"宽{millimetres(value)}"
    return ""


def _margins(element: etree._Element) -> str:
    sides = [
        SIDES[name] + millimetres(attribute(side, "w"))
        for side in element
        if (name := local_name(side)) in SIDES
    ]
    return f"格边距 {' '.join(sides)}" if sides else ""


def _height(element: etree._Element) -> str:
    rule = "固定高" if attribute(element, "hRule") == "exact" else "高≥"
    return rule + millimetres(attribute(element))


def _span(element: etree._Element) -> str:
    span = attribute(element)
    return f"跨{span}列" if span != "1" else ""


def _merge(element: etree._Element) -> str:
    return "纵合并起" if attribute(element) == "restart" else "纵合并续"


_TABLE_WORDS = {
    "jc": lambda element: _PLACES.get(attribute(element), attribute(element)),
    "tblInd": lambda element: f"缩进{millimetres(attribute(element, 'w'))}",
    "tblLayout": lambda element: "固定列宽" if attribute(element, "type") == "fixed" else "",
    "tblpPr": lambda _: "环绕",
    "tblBorders": borders,
    "tblCellMar": _margins,
    "shd": shading,
}
_ROW_WORDS = {
    "trHeight": _height,
    "cantSplit": lambda element: "不跨页" if is_on(element) else "",
    "tblHeader": lambda element: "重复表头" if is_on(element) else "",
    "hidden": lambda element: "隐藏" if is_on(element) else "",
    "gridBefore": lambda element: f"前空{attribute(element)}列",
    "gridAfter": lambda element: f"后空{attribute(element)}列",
}
_CELL_WORDS = {
    "gridSpan": _span,
    "vMerge": _merge,
    "vAlign": lambda element: _HEIGHTS.get(attribute(element), ""),
    "textDirection": lambda element: _DIRECTIONS.get(attribute(element), ""),
    "tcBorders": borders,
    "tcMar": _margins,
    "shd": shading,
    "noWrap": lambda element: "不换行" if is_on(element) else "",
    "tcFitText": lambda element: "压缩适应" if is_on(element) else "",
}
