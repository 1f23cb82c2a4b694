"""Rows of a table on one page → placed cells, shadings and borders."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from formgen.layout.pages import (
    Fill,
    Glyphs,
    Mark,
    PlacedBlock,
    PlacedCell,
    PlacedParagraph,
    PlacedTable,
    Stroke,
    marks_of,
)
from formgen.layout.setting.borders import Boxed, strokes_of
from formgen.layout.setting.parts import EPSILON, Spot, place_stack
from formgen.layout.setting.strokes import slanting_line
from formgen.layout.setting.tables import LaidRow, SetCell, SetTable
from formgen.layout.setting.turned import shift_of, turned_content

_READABLE = 0.3
"""Of a type size above the baseline: so much of a line has to be seen to read it."""


def place_table(table: SetTable, rows: Sequence[LaidRow], spot: Spot) -> PlacedTable:
    """The part of a table on one page, in the column that begins at the spot."""
    edges = [spot.y + row.y for row in rows]
    edges.append(edges[-1] + rows[-1].height if rows else spot.y)
    page = _Page(spot.x + table.x, edges, spot)
    boxes: list[Boxed] = []
    cells: list[PlacedCell] = []
    for number, row in enumerate(rows):
        for cell in row.row.cells:
            box = Boxed(cell, number, min(number + cell.span, len(rows)))
            boxes.append(box)
            cells.append(page.cell(box, row))
    strokes = strokes_of(boxes, [page.left + one for one in table.columns], edges)
    diagonals = [one for box in boxes for one in page.diagonals(box)]
    fills = [page.fill(box, colour) for box in boxes if (colour := box.cell.cell.shading)]
    return PlacedTable(
        tuple(cells), tuple(fills), (*strokes, *diagonals), spot.artifact, table.table.source
    )


@dataclass(frozen=True, slots=True)
class _Page:
    """The part of a table on one page."""

    left: float
    """Of its left grid line."""
    edges: list[float]
    """Upper edges of the rows, and the last one's lower edge."""
    spot: Spot

    def cell(self, box: Boxed, row: LaidRow) -> PlacedCell:
        """A cell's content and box."""
        cell, y, lower = box.cell, self.edges[box.first], self.edges[box.after]
        margins = cell.cell.margins
        upper = y + row.line + margins.top
        room = lower - margins.bottom - upper
        spot = Spot(self.left + cell.x + cell.inset, upper, self.spot.sheet, self._artifact(row))
        if cell.turned:
            turned = turned_content(cell, spot, room)
            content, lost = turned.blocks, turned.lost
            overflow = bool(lost)
        else:
            content, overflow = _stacked(cell, spot, room)
            lost = _lost(content, lower) if overflow else ""
            content = tuple(_clipped(one, lower) for one in content) if overflow else content
        return PlacedCell(
            x=self.left + cell.x,
            y=y,
            width=cell.width,
            height=lower - y,
            content=content,
            row=row.row.number,
            column=cell.cell.column,
            row_span=box.after - box.first,
            column_span=cell.end - cell.begin,
            header=row.row.row.header,
            continues=cell.continues,
            continued=cell.continued,
            overflow=overflow,
            lost=lost,
            source=next((block.source for block in content if block.source), ""),
        )

    def _artifact(self, row: LaidRow) -> bool:
        return self.spot.artifact or row.repeated

    def fill(self, box: Boxed, colour: str) -> Fill:
        """A cell's shading."""
        y = self.edges[box.first]
        height = self.edges[box.after] - y
        return Fill(self.left + box.cell.x, y, box.cell.width, height, colour)

    def diagonals(self, box: Boxed) -> list[Stroke]:
        """Lines from corner to corner."""
        cell, x = box.cell.cell, self.left + box.cell.x
        right, top, bottom = x + box.cell.width, self.edges[box.first], self.edges[box.after]
        strokes = []
        if cell.diagonal_down is not None:
            strokes.append(slanting_line(cell.diagonal_down, (x, top), (right, bottom)))
        if cell.diagonal_up is not None:
            strokes.append(slanting_line(cell.diagonal_up, (x, bottom), (right, top)))
        return strokes


def _stacked(cell: SetCell, spot: Spot, room: float) -> tuple[tuple[PlacedBlock, ...], bool]:
    """A cell's content at its place, and whether it is higher than the room."""
    spot = replace(spot, y=spot.y + shift_of(cell.cell, room - cell.content))
    content = place_stack(cell.parts, spot, cell.inner)
    return tuple(content), cell.content > room + EPSILON and bool(content)


def _lost(content: Sequence[PlacedBlock], bottom: float) -> str:
    """The text that stands below a row that may not grow, or whose upper part alone shows."""
    marks = (mark for block in content for mark in marks_of(block))
    return "".join(
        mark.text
        for mark in marks
        if isinstance(mark, Glyphs) and mark.baseline - mark.size * _READABLE > bottom
    ).strip()


def _clipped(block: PlacedBlock, bottom: float) -> PlacedBlock:
    """Without what lies wholly below a row that may not grow."""
    if isinstance(block, PlacedParagraph):
        return replace(block, marks=tuple(one for one in block.marks if _top_of(one) < bottom))
    return replace(
        block,
        cells=tuple(cell for cell in block.cells if cell.y < bottom),
        fills=tuple(fill for fill in block.fills if fill.y < bottom),
        strokes=tuple(stroke for stroke in block.strokes if stroke.y0 < bottom),
    )


def _top_of(mark: Mark) -> float:
    if isinstance(mark, Glyphs):
        return mark.baseline - mark.size
    return min(mark.y0, mark.y1) if isinstance(mark, Stroke) else mark.y
