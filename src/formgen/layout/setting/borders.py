"""Borders of cells → strokes, each edge of the grid drawn once.

Rows are given with the upper edge of their upper border; a horizontal stroke hangs from there,
a vertical one lies centred on its grid line, as LibreOffice 7.4 draws them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from formgen.layout.model import Border, BorderStyle
from formgen.layout.pages import Stroke
from formgen.layout.setting.strokes import line_of
from formgen.layout.setting.tables import SetCell, width_of

_RANK: dict[BorderStyle, int] = {
    "double": 6,
    "thick_thin": 5,
    "single": 4,
    "wave": 3,
    "dot_dash": 2,
    "dashed": 1,
    "dotted": 0,
}
Edge = Border | None


@dataclass(frozen=True, slots=True)
class Boxed:
    """A cell and the rows of the page it covers: `first` to before `after`."""

    cell: SetCell
    first: int
    after: int


def stronger(one: Edge, other: Edge) -> Edge:
    """Which of two borders that meet at an edge is drawn (ECMA-376 part 1, 17.4.66).

    The wider; of equals the darker; of equals the one of the style with more lines. No border
    gives way to any.
    """
    if other is None or one is other:
        return one
    if one is None or one.width < other.width:
        return other
    if one.width > other.width or one == other:
        return one
    mine, its = _brightness(one.colour), _brightness(other.colour)
    if mine != its:
        return one if mine < its else other
    return one if _RANK[one.style] >= _RANK[other.style] else other


def strokes_of(
    boxes: Sequence[Boxed], columns: Sequence[float], rows: Sequence[float]
) -> list[Stroke]:
    """Every edge of the boxes once, collinear ones joined.

    Args:
        boxes: the cells.
        columns: x of the grid lines.
        rows: upper edges of the rows' upper borders, and that of the border below the last.
    """
    across: list[list[Edge]] = [[None] * len(columns) for _ in rows]
    upright: list[list[Edge]] = [[None] * len(columns) for _ in rows]
    grid = _Grid(columns, rows, across, upright)
    for box in boxes:
        grid.enter(box)
    strokes = grid.across_strokes()
    strokes.extend(grid.upright_strokes())
    return strokes


@dataclass(frozen=True, slots=True)
class _Grid:
    columns: Sequence[float]
    rows: Sequence[float]
    across: Sequence[list[Edge]]
    """By row edge and column: the border from this grid line to the next."""
    upright: Sequence[list[Edge]]
    """By row and grid line: the border from this row's edge to the next."""

    def enter(self, box: Boxed) -> None:
        begin, end, borders = box.cell.begin, box.cell.end, box.cell.cell.borders
        above, below = self.across[box.first], self.across[box.after]
        if borders.top is not None:
            for column in range(begin, end):
                above[column] = stronger(above[column], borders.top)
        if borders.bottom is not None:
            for column in range(begin, end):
                below[column] = stronger(below[column], borders.bottom)
        for row in range(box.first, box.after):
            edges = self.upright[row]
            edges[begin] = stronger(edges[begin], borders.left)
            edges[end] = stronger(edges[end], borders.right)

    def across_strokes(self) -> list[Stroke]:
        strokes: list[Stroke] = []
        for row, edges in enumerate(self.across):
            for begin, end, border in _runs(edges):
                left = self.columns[begin] - self._upright_width(row, begin) / 2
                right = self.columns[end] + self._upright_width(row, end) / 2
                strokes += line_of(border, left, self.rows[row] + border.width / 2, right)
        return strokes

    def upright_strokes(self) -> list[Stroke]:
        strokes: list[Stroke] = []
        for column, x in enumerate(self.columns):
            edges = [self.upright[row][column] for row in range(len(self.rows) - 1)]
            for begin, end, border in _runs(edges):
                bottom = self.rows[end] + self._across_width(end, column)
                strokes += line_of(border, self.rows[begin], x, bottom, upright=True)
        return strokes

    def _upright_width(self, row: int, column: int) -> float:
        above = width_of(self.upright[row - 1][column]) if row else 0.0
        return max(above, width_of(self.upright[row][column]))

    def _across_width(self, row: int, column: int) -> float:
        left = width_of(self.across[row][column - 1]) if column else 0.0
        return max(left, width_of(self.across[row][column]))


def _runs(edges: Sequence[Edge]) -> list[tuple[int, int, Border]]:
    """Neighbouring equal borders as one: first, one past the last, the border."""
    runs: list[tuple[int, int, Border]] = []
    begin = 0
    for number in range(1, len(edges) + 1):
        border = edges[begin]
        if number < len(edges) and (edges[number] is border or edges[number] == border):
            continue
        if border is not None:
            runs.append((begin, number, border))
        begin = number
    return runs


def _brightness(colour: str) -> int:
    """Word's measure: red + blue + twice green."""
    try:
        red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    except ValueError:
        return 0
    return red + blue + 2 * green
