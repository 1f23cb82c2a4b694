"""A Word form or a worksheet → lines of cells, alike for both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from formgen.campaign.kinds.base import Fault
from formgen.collect.content import Box, Content
from formgen.ooxml.area import Area
from formgen.tables.grid import Grid, GridRow
from formgen.tables.sheets import read_sheets


@dataclass(frozen=True, slots=True)
class ListCell:
    """A cell of a line, or a paragraph outside tables."""

    lines: tuple[str, ...]
    """Its paragraphs."""
    column: int = 0
    """From 0."""
    columns: int = 1
    """How many it spans."""
    spanned: bool = False
    """Whether it began in a line above and spans this one too."""
    fault: Fault | None = None
    """Why it could not be read; it then has no lines."""
    plain_number: bool = False
    """Whether a worksheet holds a number here, of which ending zeros are lost."""

    @property
    def text(self) -> str:
        """All its lines."""
        return "\n".join(self.lines)

    def overlap(self, column: int, columns: int) -> int:
        """How many columns it shares with others."""
        return min(self.column + self.columns, column + columns) - max(self.column, column)


@dataclass(frozen=True, slots=True)
class ListLine:
    """A row of a table or sheet, or a paragraph outside tables."""

    number: int
    """As its reader counts it, from 1; 0 for a paragraph."""
    cells: tuple[ListCell, ...]
    """Those that are not blank, and those that span it from above."""


@dataclass(frozen=True, slots=True)
class ListGrid:
    """A Word form, or a worksheet."""

    lines: tuple[ListLine, ...]
    sheet: str = ""


def grids_of_workbook(content: bytes, file: str) -> tuple[ListGrid, ...]:
    """The visible sheets of a workbook.

    Raises:
        PackageError: no workbook, encrypted, damaged, or larger than the bounds.
    """
    return tuple(map(_of_sheet, read_sheets(content, file)))


def _of_sheet(grid: Grid) -> ListGrid:
    areas = {(area.top, area.left): area for area in grid.merged}
    tall = sorted(filter(_is_tall, grid.merged), key=_top)[:_MOST_TALL]
    rows = {row.number: row for row in grid.rows}
    reached = [range(area.top, min(area.bottom, grid.rows[-1].number) + 1) for area in tall]
    numbers = sorted({*rows, *(number for some in reached for number in some)})
    lines = []
    waiting, spanning = list(reversed(tall)), list[Area]()
    for number in numbers:
        while waiting and waiting[-1].top < number:
            spanning.append(waiting.pop())
        spanning = [area for area in spanning if area.bottom >= number]
        own = _cells(rows.get(number), areas)
        hidden = {column for area in spanning for column in area.columns}
        above = [_spanned(rows[area.top], area) for area in spanning if area.top in rows]
        cells = [cell for cell in own if cell.column + 1 not in hidden] + above
        lines.append(ListLine(number, tuple(sorted(cells, key=_column))))
    return ListGrid(tuple(lines), grid.sheet)


_MOST_TALL, _TALLEST = 2_000, 1_000
"""Merged ranges that hold for several lines, and how many; who merges more spoils a sheet."""


def _is_tall(area: Area) -> bool:
    return area.top < area.bottom <= area.top + _TALLEST


def _top(area: Area) -> int:
    return area.top


def _column(cell: ListCell) -> int:
    return cell.column


def _cells(row: GridRow | None, areas: Mapping[tuple[int, int], Area]) -> list[ListCell]:
    """The cells of a row; columns from 0, merged ones with their width."""
    if row is None:
        return []
    cells = []
    for column, cell in row.cells.items():
        area = areas.get((row.number, column))
        width = area.right - area.left + 1 if area else 1
        lines = tuple(line for line in cell.text.split("\n") if line.strip())
        cells.append(
            ListCell(
                () if cell.fault else lines,
                column - 1,
                width,
                fault=cell.fault,
                plain_number=cell.plain_number,
            )
        )
    return cells


def _spanned(row: GridRow, area: Area) -> ListCell:
    """The cell of a merged range as a line below its first sees it."""
    found = [cell for cell in _cells(row, {}) if cell.column + 1 == area.left]
    lines = found[0].lines if found else ()
    return ListCell(lines, area.left - 1, area.right - area.left + 1, spanned=True)


def grid_of_form(content: Content) -> ListGrid:
    """The tables of a Word form with the paragraphs around them, in order."""
    lines: list[ListLine] = []
    table: list[Box] = []
    for box in content.boxes:
        if table and box.table != table[-1].table:
            lines += _of_table(table)
            table = []
        if box.table:
            table.append(box)
        elif box.lines:
            lines.append(ListLine(0, (ListCell(box.lines),)))
    return ListGrid((*lines, *_of_table(table)))


def _of_table(boxes: Sequence[Box]) -> list[ListLine]:
    """The rows of one table."""
    rows: dict[int, list[ListCell]] = {}
    for box in boxes:
        cell = ListCell(box.lines, box.column, box.columns)
        if box.lines:
            rows.setdefault(box.row, []).append(cell)
        for row in range(box.row + 1, box.row + box.rows):
            rows.setdefault(row, []).append(replace(cell, spanned=True))
    return [ListLine(row + 1, tuple(sorted(rows[row], key=_column))) for row in sorted(rows)]
