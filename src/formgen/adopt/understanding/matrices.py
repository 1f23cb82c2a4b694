"""Tables with labels at the left and over the columns → a blank a crossing, or a row of ticks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from formgen.adopt.reading import Cell
from formgen.adopt.understanding.cells import Label, Role
from formgen.adopt.understanding.grids import Grid, key
from formgen.adopt.understanding.options import OptionSet, lone_box

Crossing = tuple[Cell, Label, str]
"""A blank cell, what it is called, and what stands over it."""


def crossings(grid: Grid) -> Iterator[Crossing]:
    """The blanks of such rows; their labels count as used."""
    for row in range(1, grid.table.rows):
        cells = [cell for cell in grid.starting(row) if key(cell) not in grid.used]
        blanks = [cell for cell in cells if grid.role(cell) is Role.EMPTY]
        labels = [cell for cell in cells if grid.role(cell) is Role.LABEL]
        if len(blanks) < 2 or len(labels) != 1 or labels[0].column > blanks[0].column:
            continue
        heads = [head for cell in blanks if (head := _head(grid, cell)) is not None]
        if len(heads) == len(blanks):
            yield from _row(grid, labels[0], blanks, heads)


def ratings(grid: Grid) -> Iterator[tuple[Cell, Label, OptionSet]]:
    """Rows with a box under each of some headings: the row's label, and what it chooses from."""
    for row in range(1, grid.table.rows):
        cells = [cell for cell in grid.starting(row) if key(cell) not in grid.used]
        boxes = [cell for cell in cells if _is_box(grid, cell)]
        labels = [cell for cell in cells if grid.role(cell) is Role.LABEL]
        if len(boxes) < 2 or not labels or labels[-1].column > boxes[0].column:
            continue
        heads = [head for cell in boxes if (head := _head(grid, cell)) is not None]
        if len(heads) == len(boxes):
            yield _rating(grid, labels[-1], boxes, heads)


def _is_box(grid: Grid, cell: Cell) -> bool:
    return grid.role(cell) is Role.OPTIONS and lone_box(cell.paragraphs, "") is not None


def _rating(
    grid: Grid, label_cell: Cell, boxes: Sequence[Cell], heads: Sequence[Cell]
) -> tuple[Cell, Label, OptionSet]:
    corner = grid.table.grid.get((heads[0].row, label_cell.column))
    for cell in (label_cell, corner, *heads, *boxes):
        if cell is not None:
            grid.used.add(key(cell))
    options = [grid.label(head).text for head in heads]
    slots = (lone_box(cell.paragraphs, option) for cell, option in zip(boxes, options, strict=True))
    hints = [] if corner is None else [grid.label(corner).text, *grid.label(corner).hints]
    chosen = OptionSet("", options, [], [slot for slot in slots if slot is not None], hints)
    return label_cell, grid.label(label_cell), chosen


def _head(grid: Grid, cell: Cell) -> Cell | None:
    """The label over a cell's column, with nothing but blanks between."""
    over = grid.above(cell)
    while over is not None and (grid.role(over) is Role.EMPTY or _is_box(grid, over)):
        over = grid.above(over)
    same = over is not None and (over.column, over.columns) == (cell.column, cell.columns)
    return over if same and grid.role(over) is Role.LABEL else None


def _row(
    grid: Grid, label_cell: Cell, blanks: Sequence[Cell], heads: Sequence[Cell]
) -> Iterator[Crossing]:
    left = grid.label(label_cell)
    corner = grid.table.grid.get((heads[0].row, label_cell.column))
    for cell in (label_cell, corner, *heads, *blanks):
        if cell is not None:
            grid.used.add(key(cell))
    for cell, head in zip(blanks, heads, strict=True):
        over = grid.label(head)
        name = Label(left.text + over.text, (*left.hints, *over.hints), over.unit or left.unit)
        yield cell, name, over.text
