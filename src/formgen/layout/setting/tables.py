"""Tables of the model → set tables: columns, cells with their stacks, least row heights."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from formgen.layout.model import Block, Border, Cell, Paragraph, Row, Table
from formgen.layout.setting.paragraphs import ParagraphPart
from formgen.layout.setting.parts import Part, Setting, height_of

StackMaker = Callable[[Iterable[Block], float, Setting], tuple[Part, ...]]
_LONGEST_TURNED = 200.0
"""Height in points that turned text may ask of a row that nothing else gives a height."""


@dataclass(frozen=True, slots=True)
class SetCell:
    """A cell, or what is left of it after a page was filled."""

    cell: Cell
    parts: tuple[Part, ...]
    begin: int
    """Number of its left grid line."""
    end: int
    """Number of its right grid line."""
    x: float
    """Of its left grid line, from the table's."""
    width: float
    """Between its grid lines."""
    inset: float
    """From the left grid line to its text."""
    inner: float
    """Width of its text."""
    content: float
    """Height of its stack."""
    span: int
    """Rows, this one included."""
    setting: Setting
    continues: bool = False
    continued: bool = False

    @property
    def turned(self) -> bool:
        """Whether its lines do not run across."""
        return self.cell.text_direction != "horizontal"

    @property
    def needed(self) -> float:
        """Height of stack and margins."""
        return self.cell.margins.top + self.content + self.cell.margins.bottom

    def holding(self, parts: tuple[Part, ...], **changes: bool | int) -> SetCell:
        """The cell with other content."""
        return replace(self, parts=parts, content=height_of(parts), **changes)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class SetRow:
    """A row, or what is left of it."""

    number: int
    row: Row
    cells: tuple[SetCell, ...]
    top: float
    """Width of its widest upper border."""
    bottom: float
    """Width of the widest lower border of the cells that end with it."""
    rest: bool = False
    """Whether its beginning stands on an earlier page."""

    @property
    def fixed(self) -> float | None:
        """Its exact height, if it has one."""
        height = self.row.height
        return height.value if height.rule == "exact" and not self.rest else None

    @property
    def floor(self) -> float:
        """The height it has at least."""
        return 0.0 if self.row.height.rule == "auto" or self.rest else self.row.height.value

    @property
    def whole(self) -> bool:
        """Whether it may not be cut between pages."""
        return self.row.cant_split or self.fixed is not None

    @property
    def keep_next(self) -> bool:
        """Whether it stays with the row below: its first paragraph asks for it."""
        for cell in self.row.cells[:1]:
            for block in cell.blocks[:1]:
                return isinstance(block, Paragraph) and block.look.keep_next
        return False


@dataclass(frozen=True, slots=True)
class SetTable:
    """A table whose cells are set."""

    table: Table
    columns: tuple[float, ...]
    """Grid lines, from the left one at 0."""
    x: float
    """Of the left grid line in the column."""
    rows: tuple[SetRow, ...]
    heads: int
    """Rows repeated on each page."""
    kept: int
    """Number of the first of the rows at its end that all stay with what follows; that of the
    row after the last if there are none."""

    @property
    def width(self) -> float:
        """Between the outer grid lines."""
        return self.columns[-1]


@dataclass(frozen=True, slots=True)
class LaidRow:
    """A row at its place in the part of the table on one page."""

    row: SetRow
    y: float
    """Of its upper border's upper edge."""
    height: float
    """To the next row's upper border."""
    line: float
    """Width of its upper border."""
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class Laid:
    """Rows on one page, and the width of the border below the last."""

    rows: tuple[LaidRow, ...]
    closing: float

    @property
    def height(self) -> float:
        """With the lower border."""
        return self.rows[-1].y + self.rows[-1].height + self.closing if self.rows else 0.0


def set_table(table: Table, width: float, setting: Setting, make_stack: StackMaker) -> SetTable:
    """A table set for a column of a width."""
    lines = [0.0]
    for one in table.columns:
        lines.append(lines[-1] + max(one, 0.0))
    maker = _CellMaker(len(table.rows), lines, setting, make_stack)
    rows = tuple(_set_row(row, number, maker) for number, row in enumerate(table.rows))
    x = _left_edge(table, lines[-1], width)
    return SetTable(table, tuple(lines), x, _with_bottoms(rows), _heads(rows), _kept(rows))


def _heads(rows: tuple[SetRow, ...]) -> int:
    """Rows to repeat: those marked from the first on, if they end together and others follow."""
    heads = 0
    while heads < len(rows) and rows[heads].row.header:
        heads += 1
    ends = [row.number + cell.span for row in rows[:heads] for cell in row.cells]
    return heads if heads < len(rows) and max(ends, default=0) <= heads else 0


def _kept(rows: tuple[SetRow, ...]) -> int:
    kept = len(rows)
    while kept and rows[kept - 1].keep_next:
        kept -= 1
    return kept


def _left_edge(table: Table, own: float, width: float) -> float:
    if table.alignment == "center":
        return (width - own) / 2
    return width - own if table.alignment == "right" else table.indent


def _set_row(row: Row, number: int, maker: _CellMaker) -> SetRow:
    cells = [maker.cell(cell, number) for cell in row.cells]
    if any(cell.turned for cell in cells):
        cells = _with_turned(row, cells)
    top = max((width_of(cell.borders.top) for cell in row.cells), default=0.0)
    return SetRow(number, row, tuple(cells), top, 0.0)


@dataclass(frozen=True, slots=True)
class _CellMaker:
    rows: int
    lines: list[float]
    setting: Setting
    make_stack: StackMaker

    def cell(self, cell: Cell, row: int) -> SetCell:
        last = len(self.lines) - 1
        begin = min(max(cell.column, 0), last)
        end = min(begin + max(cell.column_span, 1), last)
        x, width = self.lines[begin], self.lines[end] - self.lines[begin]
        margins, borders = cell.margins, cell.borders
        inset = max(margins.left, width_of(borders.left) / 2)
        inner = max(width - inset - max(margins.right, width_of(borders.right) / 2), 1.0)
        across = inner if cell.text_direction == "horizontal" else _LONGEST_TURNED
        parts = self.make_stack(cell.blocks, across, self.setting)
        return SetCell(
            cell=cell,
            parts=parts,
            begin=begin,
            end=end,
            x=x,
            width=width,
            inset=inset,
            inner=inner,
            content=height_of(parts),
            span=min(max(cell.row_span, 1), self.rows - row),
            setting=self.setting,
        )


def _with_turned(row: Row, cells: list[SetCell]) -> list[SetCell]:
    """Turned text fits itself into the height the row has for other reasons.

    Where there are none, its longest line gives the height.
    """
    free = row.height.rule != "auto" or any(
        cell.content > 0 for cell in cells if not cell.turned and cell.span == 1
    )
    return [
        replace(cell, content=0.0 if free or cell.span > 1 else _longest_line(cell.parts))
        if cell.turned
        else cell
        for cell in cells
    ]


def _longest_line(parts: tuple[Part, ...]) -> float:
    lengths = [
        line.width for part in parts if isinstance(part, ParagraphPart) for line in part.made.lines
    ]
    return max(lengths, default=0.0)


def _with_bottoms(rows: tuple[SetRow, ...]) -> tuple[SetRow, ...]:
    widths = [0.0] * len(rows)
    for row in rows:
        for cell in row.cells:
            last = row.number + cell.span - 1
            widths[last] = max(widths[last], width_of(cell.cell.borders.bottom))
    return tuple(replace(row, bottom=widths[row.number]) for row in rows)


def width_of(border: Border | None) -> float:
    """Width of a border; none is nothing."""
    return 0.0 if border is None else border.width
