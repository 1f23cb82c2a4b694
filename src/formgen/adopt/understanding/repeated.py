"""Blank rows under a header row → a list with its columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from formgen.adopt.reading import Cell
from formgen.adopt.understanding import wording
from formgen.adopt.understanding.cells import Role
from formgen.adopt.understanding.filling import with_options
from formgen.adopt.understanding.found import NAME, Blank, Slot
from formgen.adopt.understanding.grids import Grid, described, first_paragraph, key
from formgen.adopt.understanding.lines import kept
from formgen.adopt.understanding.options import option_sets

_LEAST_COLUMNS = 2
_FILLED = (Role.EMPTY, Role.NUMBER, Role.UNIT, Role.DATE, Role.OPTIONS)
_HEADS = (Role.LABEL, Role.STAMP)
"""What stands over a column; 签名 alone is no label elsewhere."""


@dataclass(frozen=True, slots=True)
class Run:
    """Rows of a table that look alike and are blank."""

    first: int
    last: int
    columns: tuple[Blank, ...]
    header: tuple[Cell, ...]
    """The label cells over the columns, from left to right."""
    over: Cell | None
    """The cell that names the whole list: left of it, or over its header."""
    top: int
    """Row of the header; the first row where there is none."""
    group: Blank | None = None
    group_rows: int = 0


def runs_of(grid: Grid, *, listing: bool) -> list[Run]:
    """The lists of a table; what they comprise counts as used.

    Args:
        grid: the table.
        listing: whether the form is known to be a list, so that one blank row is enough.
    """
    found: list[Run] = []
    layouts = [_layout(grid, row) for row in range(grid.table.rows)]
    row = 0
    while row < grid.table.rows:
        last = row
        while layouts[row] and last + 1 < len(layouts) and layouts[last + 1] == layouts[row]:
            last += 1
        run = None
        if layouts[row] and (last > row or listing or _has_numbers(grid, row)):
            run = _run(grid, row, last)
        if run is None and last > row:  # rows beside one merged label, then beside the next
            last = next((r for r in range(row + 1, last + 1) if _names_rows(grid, r)), last + 1) - 1
            run = _run(grid, row, last)
        if run is not None:
            _use(grid, run)
            found.append(run)
        row = last + 1
    return found


def _names_rows(grid: Grid, row: int) -> bool:
    """Whether a cell that is merged down begins in a row."""
    return any(cell.rows > 1 for cell in grid.starting(row))


def _layout(grid: Grid, row: int) -> list[tuple[int, int, str]]:
    """Columns of a row that is blank but for its number; none where it is not.

    What is printed in them, such as boxes to tick, is printed in all rows of a list. A cell
    merged down over further rows names a group and does not count.
    """
    layout = []
    for cell in grid.starting(row):
        role = grid.role(cell)
        if role in (Role.LABEL, Role.TEXT) and cell.rows > 1 and cell.column == 0:
            continue
        if role not in _FILLED or cell.rows > 1:
            return []
        printed = "" if role in (Role.EMPTY, Role.NUMBER) else wording.compact(_text(cell))
        layout.append((cell.column, cell.columns, printed))
    return layout


def _has_numbers(grid: Grid, row: int) -> bool:
    """Whether the row above begins with 序号."""
    above = grid.starting(row - 1) if row else []
    texts = [grid.label(cell).text for cell in above if grid.role(cell) is Role.LABEL]
    return any(wording.NUMBER_LABEL.match(text) for text in texts) and len(texts) > _LEAST_COLUMNS


def _run(grid: Grid, first: int, last: int) -> Run | None:
    cells = [c for c in grid.starting(first) if grid.role(c) in _FILLED and c.rows == 1]
    header = [_header(grid, cell) for cell in cells]
    if any(label is None for label in header) or not cells:
        return _numbered_run(grid, cells, first, last)
    labels = [label for label in header if label is not None]
    columns = [
        _column(grid, cell, label)
        for cell, label in zip(cells, labels, strict=True)
        if not _is_number(grid, cell, label) and not wording.SIGNATURE.search(_text(label))
    ]
    if len(columns) < _LEAST_COLUMNS:
        return None
    top = min(label.row for label in labels)
    group = _group(grid, first, last, labels)
    over = None if group else _over(grid, labels, top)
    rows = _group_rows(grid, first) if group else 0
    return Run(first, last, tuple(columns), tuple(labels), over, top, group, rows)


def _header(grid: Grid, cell: Cell) -> Cell | None:
    """The label over a column of the run, which may be merged over a little more."""
    above = grid.above(cell)
    if above is None or grid.role(above) not in _HEADS or key(above) in grid.used:
        return None
    within = (
        above.column <= cell.column and cell.column + cell.columns <= above.column + above.columns
    )
    return above if within and not grid.full(above) else None


def _is_number(grid: Grid, cell: Cell, label: Cell) -> bool:
    if grid.role(cell) is Role.NUMBER:
        return True
    return wording.NUMBER_LABEL.match(grid.label(label).text) is not None


def _column(grid: Grid, cell: Cell, label: Cell) -> Blank:
    told = grid.label(label)
    parent = _parent(grid, label)
    blank = Blank(
        told.text,
        described(told.text, grid.table, cell, "下面"),
        (_slot(cell),),
        first_paragraph(cell),
        grid.table.number,
        group=() if parent is None else (grid.label(parent).core,),
        hints=told.hints,
        unit=told.unit,
        room=grid.room(cell),
    )
    sets = option_sets(cell.paragraphs) if grid.role(cell) is Role.OPTIONS else []
    return with_options(blank, sets[0]) if sets else blank


def _parent(grid: Grid, label: Cell) -> Cell | None:
    """The label that several column labels share, over them."""
    parent = grid.above(label)
    if parent is None or grid.role(parent) is not Role.LABEL or grid.full(parent):
        return None
    labels = all(grid.role(cell) is Role.LABEL for cell in grid.starting(parent.row))
    return parent if labels and parent.columns > label.columns else None


def _slot(cell: Cell) -> Slot:
    paragraph = cell.paragraphs[0]
    printed = paragraph.text.replace("\t", "").replace("\n", "")
    pattern = kept(printed) if printed.strip() else "{{ " + NAME + " }}"
    return Slot(paragraph.number, 0, paragraph.offsets[-1], pattern)


def _over(grid: Grid, header: Sequence[Cell], top: int) -> Cell | None:
    """The label that names a list: left of its header, else a full row over it."""
    beside = grid.table.grid.get((top, header[0].column - 1))
    if beside is not None and grid.role(beside) is Role.LABEL and key(beside) not in grid.used:
        return beside
    above = grid.table.grid.get((top - 1, header[0].column))
    if above is not None and grid.role(above) is Role.LABEL and grid.full(above):
        return above
    return None


def _group(grid: Grid, first: int, last: int, header: Sequence[Cell]) -> Blank | None:
    """The first column, where its merged cells name two groups of rows or more."""
    names = [
        cell
        for row in range(first, last + 1)
        for cell in grid.starting(row)
        if cell.column == 0 and cell.rows > 1 and grid.role(cell) in (Role.LABEL, Role.TEXT)
    ]
    label = grid.table.grid.get((min(cell.row for cell in header), 0))
    if len(names) < _LEAST_COLUMNS or label is None or label.row >= first:
        return None
    told = grid.label(label)
    paragraph = names[0].paragraphs[0]
    slot = Slot(paragraph.number, 0, paragraph.offsets[-1], "{{ 组.名称 }}")
    return Blank(
        told.text,
        described(told.text, grid.table, names[0], "下面"),
        (slot,),
        paragraph.number,
        grid.table.number,
        hints=told.hints,
        kind="单选",
        options=tuple(dict.fromkeys(wording.compact(_text(cell)) for cell in names)),
    )


def _group_rows(grid: Grid, first: int) -> int:
    return next((c.rows for c in grid.starting(first) if c.column == 0), 1)


def _text(cell: Cell) -> str:
    return "".join(paragraph.text for paragraph in cell.paragraphs)


def _numbered_run(grid: Grid, cells: Sequence[Cell], first: int, last: int) -> Run | None:
    """Rows beside one merged label, each with one blank: a list of one column."""
    blanks = [cell for cell in cells if grid.role(cell) is Role.EMPTY]
    if len(blanks) != 1 or last == first:
        return None
    left = grid.table.grid.get((first, cells[0].column - 1))
    if left is None or grid.role(left) is not Role.LABEL or key(left) in grid.used:
        return None
    if left.row != first or left.row + left.rows - 1 != last:
        return None
    where = described(grid.label(left).text, grid.table, blanks[0], "右边")
    column = Blank(
        "内容", where, (_slot(blanks[0]),), first_paragraph(blanks[0]), grid.table.number,
        room=grid.room(blanks[0]),
    )  # fmt: skip
    return Run(first, last, (column,), (), left, first)


def _use(grid: Grid, run: Run) -> None:
    """What a list comprises names and holds nothing else."""
    parents = (_parent(grid, label) for label in run.header)
    inside = (cell for row in range(run.first, run.last + 1) for cell in grid.starting(row))
    for cell in (run.over, *run.header, *parents, *inside):
        if cell is not None:
            grid.used.add(key(cell))
