"""A table copied into a workbook, and where in it the places of problems are."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass, field

import openpyxl
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from formgen.problems import Place
from formgen.tables.record import unix_lines
from formgen.workbooks.style import (
    BODY,
    MAX_CELL_CHARACTERS,
    Look,
    cell_text,
    keep_in_sight,
    print_on_a4,
    set_widths,
    write_text,
)
from formgen.workbooks.visible import visible

_MAX_COLUMNS, MAX_ROWS = 16_384, 1_048_576
"""A worksheet has no more."""
_LISTS = re.compile(r"\$(?:\.申报)?\[\d+\]|\$")
"""How the JSON path of something in a record begins."""
_KEY = re.compile(r'\.(?P<plain>\w+)|\["(?P<quoted>(?:[^"\\]|\\.)*)"\]')
_NARROW, _BROAD = 14.0, 40.0
_ROWS_LOOKED_AT = 50
_ROW_HEIGHT = 32.0
"""Points, for two lines: with whole texts of a thousand characters no row could be found."""


@dataclass(frozen=True, slots=True)
class TableCopy:
    """A workbook being marked, and where in it the places of problems are."""

    workbook: openpyxl.Workbook
    sheet: Worksheet
    """The sheet the records are on."""
    header: int
    """Its header row; what stands above it are titles."""
    shift: int = 0
    """From the row of a place to the row of the copy: 1 where the file has no header."""
    columns: Mapping[str, int] = field(default_factory=dict)
    """Columns by field name, where places have no columns."""
    cut: frozenset[tuple[int, int]] = frozenset()
    """Row and column of the cells whose text is longer than a cell can hold."""

    def address(self, place: Place) -> tuple[Worksheet, int, int]:
        """The sheet, row and column that shows a place."""
        named = place.sheet and place.sheet in self.workbook.sheetnames
        sheet = self.workbook[place.sheet] if named else self.sheet
        row = self.header if place.row is None else place.row + self.shift
        column = place.column or self.columns.get(_key(place)) or self.columns.get(place.field)
        return sheet, min(row, MAX_ROWS), min(column or 1, _MAX_COLUMNS)


def _key(place: Place) -> str:
    """The key of a record that a JSON path leads through; "" for other places."""
    start = _LISTS.match(place.path)
    step = _KEY.match(place.path, start.end()) if start else None
    if step is None:
        return ""
    return step["plain"] or str(json.loads(f'"{step["quoted"]}"'))


def cells_of(sheet: Worksheet) -> list[Cell]:
    """The cells there are, row by row. openpyxl's own ways to walk a sheet create the others."""
    grid: dict[tuple[int, int], object] = vars(sheet)["_cells"]
    return [cell for _, cell in sorted(grid.items()) if isinstance(cell, Cell)]


def write_cells(
    sheet: Worksheet, row: int, texts: Mapping[int, str], look: Look = BODY
) -> set[tuple[int, int]]:
    """Write the cells of a row; the addresses of those that had to be cut."""
    cut: set[tuple[int, int]] = set()
    first: Cell | None = None
    if not texts:
        return cut
    sheet.row_dimensions[row].height = _ROW_HEIGHT
    for column, text in texts.items():
        if column > _MAX_COLUMNS:
            continue
        shown = visible(unix_lines(text))
        if first is None:
            first = write_text(sheet, row, column, shown, look)
        else:
            _write_alike(sheet, first, column, shown)
        if len(shown) > MAX_CELL_CHARACTERS:
            cut.add((row, column))
    return cut


def _write_alike(sheet: Worksheet, first: Cell, column: int, text: str) -> None:
    """Write a text that looks as another of its row; to dress each takes most of the time."""
    cell = Cell(sheet, row=first.row, column=column, value=cell_text(text))
    cell.data_type = "s"
    cell._style = copy(first._style)  # type: ignore[attr-defined] # no public way
    sheet._cells[first.row, column] = cell


def arrange(sheet: Worksheet, header: int) -> None:
    """Columns as wide as the first rows ask for, the header kept in sight, A4."""
    widths = [_NARROW] * sheet.max_column
    for cell in cells_of(sheet):
        if header <= cell.row <= header + _ROWS_LOOKED_AT:
            size = 2.0 * max(map(len, str(cell.value).split("\n"))) + 2
            widths[cell.column - 1] = min(max(widths[cell.column - 1], size), _BROAD)
    set_widths(sheet, widths)
    keep_in_sight(sheet, header)
    print_on_a4(sheet, width=sum(widths))
