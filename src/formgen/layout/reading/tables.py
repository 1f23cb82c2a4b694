"""A w:tbl → a table of the page model, every cell with its final borders and margins.

ECMA-376 part 1, 17.4.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Literal

from lxml import etree

from formgen.layout.model import Block, Cell, Paragraph, Row, RowHeight, Table
from formgen.layout.reading.measures import attribute, is_on, points
from formgen.layout.reading.names import W
from formgen.layout.reading.placement import table_frame
from formgen.layout.reading.story import Spot, Story
from formgen.layout.reading.table_grid import (
    GridCell,
    GridRow,
    column_widths,
    covered,
    grid_rows,
    merged,
)
from formgen.layout.reading.table_look import Span, TableLook, TableStyle, with_cell
from formgen.layout.reading.table_properties import CellProperties
from formgen.layout.reading.table_properties import read_table as read_properties

_ALIGNMENTS: dict[str, Literal["left", "center", "right"]] = {
    "center": "center",
    "right": "right",
    "end": "right",
}
_MARGINS_INSIDE = 15
"""From this compatibility mode on, a table's edge instead of its text stands at the indent."""


@dataclass(frozen=True, slots=True)
class TableReading:
    """What the cells of one table share while it is read."""

    story: Story
    spot: Spot
    place: str
    style: TableStyle
    columns: tuple[float, ...]
    rows: int
    heads: int
    """Rows that are formatted as the first."""


def read_table(element: etree._Element, story: Story, spot: Spot) -> Table | None:
    """A w:tbl; None for one without cells."""
    rows = grid_rows(element, story)
    if not rows:
        return None
    place = story.next_table(spot)
    properties = element.find(f"{W}tblPr")
    columns = column_widths(element, rows, spot.width)
    style = story.styles.table(properties)
    reading = TableReading(story, spot, place, style, columns, len(rows), _styled_heads(rows))
    printed = merged(rows)
    _note_covered(rows, printed, reading)
    _note_properties(properties, reading)
    if style.cell_spacing:
        story.notices.add("单元格之间的间距", place, "没有留出")
    made = _rows(printed, reading)
    floating = properties.find(f"{W}tblpPr") if properties is not None else None
    return Table(
        columns,
        made,
        _alignment(properties, rows[0], style),
        _indent(made, reading),
        table_frame(floating) if floating is not None else None,
        place,
    )


def _rows(rows: Sequence[GridRow], reading: TableReading) -> tuple[Row, ...]:
    """The rows; only heads that begin the table are repeated, and never all of it (17.4.49)."""
    made = []
    repeated = _leading_heads(rows)
    for number, row in enumerate(rows):
        heading = number < repeated < len(rows)
        style = _row_style(row, reading)
        cells = tuple(_cell(cell, number, row, style, reading) for cell in row.cells)
        cant_split = is_on(row.properties, "cantSplit")
        made.append(Row(cells, _height(row.properties), cant_split, heading))
    return tuple(made)


def _leading_heads(rows: Sequence[GridRow]) -> int:
    """How many rows that are heads begin the table."""
    heads = takewhile(lambda row: is_on(row.properties, "tblHeader"), rows)
    return sum(1 for _ in heads)


def _styled_heads(rows: Sequence[GridRow]) -> int:
    """How many rows the table style takes for its first row: all heads that are repeated.

    Word marks the rows it took for that (w:cnfStyle, 17.4.7); one without the mark is none.
    """
    heads = _leading_heads(rows)
    if heads == len(rows):
        return 1
    marked = takewhile(_may_be_first, rows[:heads])
    return max(1, sum(1 for _ in marked))


def _may_be_first(row: GridRow) -> bool:
    mark = row.properties.find(f"{W}cnfStyle") if row.properties is not None else None
    if mark is None:
        return True
    return mark.get(f"{W}firstRow", mark.get(f"{W}val", "0")[:1]) in {"1", "true", "on"}


def _row_style(row: GridRow, reading: TableReading) -> TableStyle:
    """The table's style with the exceptions of one row (w:tblPrEx, 17.4.61)."""
    exceptions = row.element.find(f"{W}tblPrEx")
    if exceptions is None:
        return reading.style
    return reading.style.with_exceptions(read_properties(exceptions, reading.story.styles.theme))


def _height(properties: etree._Element | None) -> RowHeight:
    """w:trHeight (17.4.80); without a rule it is the least height, as Word takes it."""
    element = properties.find(f"{W}trHeight") if properties is not None else None
    value = points(element.get(f"{W}val")) if element is not None else None
    if element is None or value is None or value <= 0:
        return RowHeight()
    rule = element.get(f"{W}hRule", "atLeast")
    if rule == "auto":
        return RowHeight()
    return RowHeight("exact" if rule == "exact" else "at_least", value)


def _cell(
    cell: GridCell, row_number: int, row: GridRow, style: TableStyle, reading: TableReading
) -> Cell:
    look = _look(cell, row_number, row, style, reading)
    place = f"{reading.place}第{row_number + 1}行第{cell.number}格"
    width = sum(reading.columns[cell.column : cell.column + cell.span])
    inner = max(0.0, width - look.margins.left - look.margins.right)
    spot = reading.spot.inside(place, inner, look)
    if cell.facts.is_fitted:
        reading.story.notices.add("适应文字的单元格", place, "字宽没有压缩")
    blocks = _content(cell, spot, reading.story)
    if cell.facts.direction != "horizontal" and any(isinstance(one, Table) for one in blocks):
        reading.story.notices.add("竖排单元格里的表格", place)
    return Cell(
        blocks,
        cell.column,
        cell.span,
        cell.rows,
        look.borders,
        look.margins,
        look.shading,
        look.vertical_align,
        cell.facts.direction,
        cell.facts.diagonal_down,
        cell.facts.diagonal_up,
    )


def _content(cell: GridCell, spot: Spot, story: Story) -> tuple[Block, ...]:
    """A cell's blocks; there is always a paragraph, which gives the row a height (17.4.65)."""
    blocks = story.read_blocks(cell.element, story, spot)
    if blocks:
        return blocks
    facts = story.paragraph(None, spot)
    return (Paragraph(facts.look, (), facts.mark, source=spot.place),)


def _look(
    cell: GridCell, row_number: int, row: GridRow, style: TableStyle, reading: TableReading
) -> TableLook:
    """Borders, margins and shading after table, style, conditions and the cell's own.

    The outermost cells of a row take the table's outer borders even where the row is shorter
    than the table.
    """
    start = 0 if row.is_first(cell) else cell.column
    end = len(reading.columns) if row.is_last(cell) else cell.column + cell.span
    base = style.cell(
        Span(row_number, cell.rows, reading.rows, reading.heads),
        Span(start, end - start, len(reading.columns)),
    )
    own = cell.facts.look
    if cell.last is not None:
        own = _with_lowest_edge(own, cell.last.look)
    return with_cell(base, own) if own else base


def _with_lowest_edge(own: CellProperties, last: CellProperties) -> CellProperties:
    """The bottom border of a merged cell is that of the lowest cell in it."""
    lowest = last.get("borders", {})
    borders = dict(own.get("borders", {}))
    borders.pop("bottom", None)
    if "bottom" in lowest:
        borders["bottom"] = lowest["bottom"]
    changed = own.copy()
    changed["borders"] = borders
    return changed


def _alignment(
    properties: etree._Element | None, first: GridRow, style: TableStyle
) -> Literal["left", "center", "right"]:
    """The table's own, or that of its first row, which is where old files say it (17.4.28)."""
    if attribute(properties, "jc") is None:
        return _ALIGNMENTS.get(attribute(first.properties, "jc") or "", style.alignment)
    return style.alignment


def _indent(rows: Sequence[Row], reading: TableReading) -> float:
    """From the text area's left edge to the middle of the table's left border (17.4.50).

    Word 2013 and later start the border's outer edge at the indent, which is never negative
    for nested tables; before, the text of the cells stood at the indent. Nested tables were
    always placed by their edge.
    """
    style = reading.style
    old = reading.story.styles.settings.compatibility < _MARGINS_INSIDE
    if old and reading.spot.depth == 0:
        return style.indent - style.cell_margins.left
    left = rows[0].cells[0].borders.left if rows[0].cells else None
    indent = max(0.0, style.indent) if reading.spot.depth else style.indent
    return indent + (left.width / 2 if left is not None else 0.0)


def _note_covered(
    rows: Sequence[GridRow], printed: Sequence[GridRow], reading: TableReading
) -> None:
    """Words in a cell that continues the one above are nowhere to be seen, in Word neither."""
    for cell in covered(rows, printed):
        if any(text.text for text in cell.element.iter(f"{W}t")):
            reading.story.notices.add("合并单元格里被盖住的文字", reading.place)


def _note_properties(properties: etree._Element | None, reading: TableReading) -> None:
    if is_on(properties, "bidiVisual"):
        reading.story.notices.add("从右到左的表格", reading.place, "各列按从左到右的顺序印出")
