"""The marks of a page → its tables with their text, and the text outside them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from formgen.collect.pdf_form.grid import Area, Grid, grids_of
from formgen.collect.pdf_form.lines import Line, lines_of
from formgen.collect.pdf_form.marks import PageMarks, Piece
from formgen.collect.pdf_form.ruled import FilledCell, Table, ruled_tables

_MIDDLE = 0.3
"""Ems from the baseline up to the middle of a character."""
_FOOT = 70.0
"""Points from the lower edge within which page numbers stand."""
_PAGE_NUMBER = re.compile(
    r"[-—–－\s]*\d{1,3}[-—–－\s]*|第\s*\d+\s*页.*|\d+\s*/\s*\d+|[2-9A-Z]{10}-\d+"
)
"""Also the code of a tracked paper."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page."""

    height: float
    items: tuple[Table | Line, ...]
    """In reading order; a table in a cell right behind the table it is in."""
    left: float
    """Where text and tables begin."""
    right: float
    """Where they end at most, reckoned as far from the edge as they begin."""


def sheet_of(marks: PageMarks) -> Sheet:
    """A page's tables and text."""
    grids, rules = grids_of(marks)
    inside: dict[Area, list[Piece]] = {cell: [] for grid in grids for cell in grid.cells}
    outside: list[Piece] = []
    for piece in marks.pieces:
        area = _cell_at(grids, piece.x + 1, piece.y - _MIDDLE * piece.size)
        (outside if area is None else inside[area]).append(piece)
    tables = [_table(grid, inside) for grid in grids]
    covers, rest = ruled_tables(outside, rules)
    tables += covers
    lines = [line for line in lines_of(rest) if not _is_page_number(line, marks.height)]
    items: list[Table | Line] = [*tables, *lines]
    lefts = [*(line.x for line in lines), *(grid.left for grid in grids)]
    rights = [*(line.right for line in lines), *(grid.right for grid in grids)]
    left = min(lefts, default=0.0)
    right = max([marks.width - left, *rights])
    return Sheet(marks.height, tuple(sorted(items, key=_place)), left, right)


def _cell_at(grids: Sequence[Grid], x: float, y: float) -> Area | None:
    """The smallest cell round a point."""
    found = (
        cell
        for grid in grids
        if grid.top <= y <= grid.bottom + 1
        for cell in grid.cells
        if cell.holds(x, y)
    )
    return min(found, key=lambda cell: cell.size, default=None)


def _table(grid: Grid, inside: dict[Area, list[Piece]]) -> Table:
    cells = (FilledCell(area, tuple(lines_of(inside[area]))) for area in grid.cells)
    return Table(grid, tuple(cells))


def _place(item: Table | Line) -> tuple[float, float]:
    """Where an item stands: y, then x; lines by their baseline."""
    if isinstance(item, Table):
        return item.grid.top, item.grid.left
    return item.y, item.x


def _is_page_number(line: Line, height: float) -> bool:
    return line.y > height - _FOOT and _PAGE_NUMBER.fullmatch(line.text) is not None
