"""Rows of a w:tbl → cells on a grid: columns, spans, merges, widths.

ECMA-376 part 1, 17.4. Word's files contradict themselves here more than anywhere else; a grid
is always found, and no cell is lost.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from lxml import etree

from formgen.layout.reading.cell_facts import MOST_COLUMNS, CellFacts, count_of, width_of
from formgen.layout.reading.measures import attribute, is_on, points
from formgen.layout.reading.names import CELL, ROW, WIDTH, W, flattened
from formgen.layout.reading.story import Story

_NOTICED = 1.0
"""Points by which widths may differ before they contradict each other."""


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell at its place on the grid."""

    element: etree._Element
    facts: CellFacts
    column: int
    span: int
    number: int
    """Which cell of its row it is, from 1."""
    rows: int = 1
    last: CellFacts | None = None
    """What the lowest cell merged into this one says."""


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row with its cells on the grid."""

    element: etree._Element
    properties: etree._Element | None
    cells: tuple[GridCell, ...]
    start: int
    """Grid column the row begins at."""
    end: int
    """Grid column after its last one."""

    def is_first(self, cell: GridCell) -> bool:
        """Whether nothing of the row is left of a cell."""
        return cell.column == self.start

    def is_last(self, cell: GridCell) -> bool:
        """Whether nothing of the row is right of a cell."""
        return cell.column + cell.span == self.end


def grid_rows(table: etree._Element, story: Story) -> list[GridRow]:
    """The rows that are printed, every cell with its column; continuing cells are still there."""
    rows = []
    for element in flattened(table):
        properties = element.find(f"{W}trPr") if element.tag == ROW else None
        if element.tag != ROW:
            _note_stray(element, story)
        if element.tag != ROW or is_on(properties, "hidden") or is_on(properties, "del"):
            continue
        cells = _cells(element, properties, story)
        if cells:
            last = cells[-1]
            end = last.column + last.span
            rows.append(GridRow(element, properties, cells, cells[0].column, end))
    return rows


def _cells(
    row: etree._Element, properties: etree._Element | None, story: Story
) -> tuple[GridCell, ...]:
    found: list[GridCell] = []
    column = count_of(attribute(properties, "gridBefore"), 0)
    number = 0
    for element in flattened(row):
        if element.tag != CELL or column >= MOST_COLUMNS:
            _note_stray(element, story)
            continue
        number += 1
        facts = story.cell(element.find(f"{W}tcPr"))
        span = min(facts.span, MOST_COLUMNS - column)
        if found and facts.continues_left:
            _note_stray(element, story, "合并单元格里被盖住的文字")
            found[-1] = replace(found[-1], span=found[-1].span + span)
        else:
            found.append(GridCell(element, facts, column, span, number))
        column += span
    return tuple(found)


def _note_stray(
    element: etree._Element, story: Story, construct: str = "表格里放错位置的文字"
) -> None:
    """Words that stand in no cell that is printed."""
    if any(piece.text for piece in element.iter(f"{W}t")):
        story.notices.add(construct, f"{story.name}的表格")


def merged(rows: Sequence[GridRow]) -> list[GridRow]:
    """The rows with continuing cells taken into the cells they continue (17.4.84).

    A cell that continues nothing, because the one above is narrower or wider or none, stands
    on its own.
    """
    owners: dict[int, tuple[int, int]] = {}
    kept: list[list[GridCell]] = []
    for number, row in enumerate(rows):
        here: dict[int, tuple[int, int]] = {}
        own: list[GridCell] = []
        kept.append(own)
        for cell in row.cells:
            above = owners.get(cell.column)
            owner = kept[above[0]][above[1]] if above is not None else None
            fits = cell.facts.continues_above and owner is not None and owner.span == cell.span
            if fits and above is not None and owner is not None:
                count = number - above[0] + 1
                kept[above[0]][above[1]] = replace(owner, rows=count, last=cell.facts)
                here[cell.column] = above
                continue
            here[cell.column] = (number, len(own))
            own.append(cell)
        owners = here
    return [replace(row, cells=tuple(cells)) for row, cells in zip(rows, kept, strict=True)]


def covered(rows: Iterable[GridRow], printed: Iterable[GridRow]) -> Iterable[GridCell]:
    """The cells that merging took away."""
    for before, after in zip(rows, printed, strict=True):
        if len(before.cells) != len(after.cells):
            there = {cell.column for cell in after.cells}
            yield from (cell for cell in before.cells if cell.column not in there)


def column_widths(
    table: etree._Element, rows: Sequence[GridRow], available: float
) -> tuple[float, ...]:
    """The widths of the grid's columns, in points.

    Args:
        table: the w:tbl.
        rows: its rows with every cell.
        available: width of the text area the table stands in.
    """
    grid = [
        max(0.0, points(column.get(WIDTH)) or 0.0)
        for column in table.iterfind(f"{W}tblGrid/{W}gridCol")
    ][:MOST_COLUMNS]
    used = max((row.end for row in rows), default=0)
    properties = table.find(f"{W}tblPr")
    own = properties.find(f"{W}tblW") if properties is not None else None
    wanted, share = width_of(own)
    if share is not None:
        wanted = available * share
    widths = grid + [0.0] * (used - len(grid))
    if not all(widths) or _contradicts(widths, rows):
        widths = _from_cells(widths, rows, wanted or available)
    total = sum(widths)
    fixed = attribute(properties, "tblLayout", "type") == "fixed" and share is None
    if wanted and not fixed and total and abs(total - wanted) > _NOTICED:
        return tuple(width * wanted / total for width in widths)
    return tuple(widths)


def _contradicts(widths: Sequence[float], rows: Iterable[GridRow]) -> bool:
    """Whether most cells say another width than the grid; Word then goes by the cells."""
    agreeing = disagreeing = 0
    for row in rows:
        for cell in row.cells:
            if cell.facts.width is None:
                continue
            of_grid = (
                widths[cell.column]
                if cell.span == 1
                else sum(widths[cell.column : cell.column + cell.span])
            )
            if abs(of_grid - cell.facts.width) > _NOTICED:
                disagreeing += 1
            else:
                agreeing += 1
    return disagreeing > agreeing


def _from_cells(grid: Sequence[float], rows: Iterable[GridRow], total: float) -> list[float]:
    """Widths as the cells say: single columns first, then what wider cells leave over."""
    found: list[float | None] = [None] * len(grid)
    cells = sorted((cell for row in rows for cell in row.cells), key=lambda cell: cell.span)
    for cell in cells:
        width = cell.facts.width if cell.facts.share is None else total * cell.facts.share
        span = range(cell.column, cell.column + cell.span)
        unknown = [column for column in span if found[column] is None]
        if not width or not unknown:
            continue
        rest = width - sum(found[column] or 0.0 for column in span)
        for column in unknown if rest > 0 else ():
            found[column] = rest / len(unknown)
    return _filled(grid, found, total)


def _filled(grid: Sequence[float], found: Sequence[float | None], total: float) -> list[float]:
    """Columns no cell says anything of: as the grid says, or an equal part of what is left."""
    widths = [
        of_cells if of_cells is not None else of_grid
        for of_cells, of_grid in zip(found, grid, strict=True)
    ]
    empty = widths.count(0.0)
    if not empty:
        return widths
    rest = max(total - sum(widths), 10.0 * empty)
    return [width or rest / empty for width in widths]
