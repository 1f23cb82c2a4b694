"""Set tables → the rows that stand on each page, cut between and inside rows."""

from __future__ import annotations

from dataclasses import dataclass, replace

from formgen.layout.pages import PlacedTable
from formgen.layout.setting.parts import EPSILON, UNBOUNDED, Part, Spot, cut_stack
from formgen.layout.setting.placed_tables import place_table
from formgen.layout.setting.tables import Laid, LaidRow, SetCell, SetRow, SetTable, width_of


class TablePart(Part):
    """A table from one of its rows on."""

    __slots__ = ("_whole", "first", "start", "table")

    def __init__(self, table: SetTable, start: int = 0, first: SetRow | None = None) -> None:
        self.table = table
        self.start = start
        self.first = first
        """What is left of row `start`, with the cells that reach into it from above."""
        self._whole: Laid | None = None

    @property
    def height(self) -> float:
        """Of all rows and the lower border."""
        return self.whole.height

    @property
    def whole(self) -> Laid:
        """All rows, as though the page had no end."""
        if self._whole is None:
            self._whole = _lay(self, UNBOUNDED)[0]
        return self._whole

    @property
    def keep_next(self) -> bool:
        """Whether all its rows, but for the head rows, stay with what follows."""
        before = range(self.start, self.table.kept)
        return self.ends_kept and all(self.table.rows[one].row.header for one in before)

    @property
    def ends_kept(self) -> bool:
        """Whether its last row stays with what follows."""
        return self.table.kept < len(self.table.rows)

    def row(self, number: int) -> SetRow:
        """A row as it is to be laid."""
        if number == self.start and self.first is not None:
            return self.first
        return self.table.rows[number]

    def least(self) -> float:
        """Height of the head rows and the first row, or of its first lines."""
        rows = self.table.rows
        y, number, above = 0.0, self.start, 0.0
        while number < len(rows) - 1 and (rows[number].keep_next or rows[number].row.header):
            y += _own_height(self.row(number), max(above, self.row(number).top))
            above = self.row(number).bottom
            number += 1
        if number >= len(rows):
            return y
        row = self.row(number)
        line = max(above, row.top)
        if row.whole:
            return y + _own_height(row, line) + row.bottom
        return y + max(row.floor, line + _first_lines(row)) + row.bottom

    def fit(self, room: float, *, forced: bool) -> tuple[Part | None, Part | None]:
        """Rows that fit, and the table from the first that does not."""
        laid, stop = _lay(self, room)
        if stop is None:
            return TablePiece(self.table, laid), None
        return _Cutting(self, laid, stop, room, forced).cut()

    def cut_above_kept(self) -> tuple[Part, Part] | None:
        """The rows above those at its end that stay with what follows, and these.

        None where no row but head rows would stay above.
        """
        return _Cutting(self, self.whole, self.table.kept, self.height, forced=False).above()

    def place(self, spot: Spot) -> PlacedTable:
        """All rows at their place."""
        return place_table(self.table, self.whole.rows, spot)


class TablePiece(TablePart):
    """The rows of a table that stand on one page."""

    __slots__ = ()

    def __init__(self, table: SetTable, laid: Laid) -> None:
        super().__init__(table)
        self._whole = laid


def _lay(part: TablePart, room: float) -> tuple[Laid, int | None]:
    """Rows that fit, and the number of the first that does not.

    A row reaches from its upper border's upper edge to the next one's; its height contains its
    upper border and its cells' margins (measured in LibreOffice 7.4, as in Word). A cell that
    spans rows gives what its content lacks to the last of them.
    """
    rows = part.table.rows
    laid = _repeated_heads(part, room)
    y = laid[-1].y + laid[-1].height if laid else 0.0
    below = laid[-1].row.bottom if laid else 0.0
    ending: dict[int, list[tuple[float, float]]] = {}
    for number in range(part.start, len(rows)):
        row = part.row(number)
        line = max(below, row.top)
        height = _own_height(row, line)
        for cell in row.cells:
            if cell.span > 1 and not cell.turned:
                need = (y, line + cell.needed)
                ending.setdefault(number + cell.span - 1, []).append(need)
        if row.fixed is None:
            for start, needed in ending.pop(number, ()):
                height = max(height, needed - (y - start))
        if y + height + row.bottom > room + EPSILON:
            return Laid(tuple(laid), below), number
        laid.append(LaidRow(row, y, height, line))
        y += height
        below = row.bottom
    return Laid(tuple(laid), below), None


def _repeated_heads(part: TablePart, room: float) -> list[LaidRow]:
    """The head rows once more, unless they would fill the page."""
    heads = part.table.heads
    if heads == 0 or part.start < heads:
        return []
    whole = _lay(TablePart(replace(part.table, rows=part.table.rows[:heads], heads=0)), UNBOUNDED)
    if whole[0].height > room / 2:
        return []
    return [replace(row, repeated=True) for row in whole[0].rows]


def _own_height(row: SetRow, line: float) -> float:
    if row.fixed is not None:
        return max(row.fixed, 0.0)
    needed = max((cell.needed for cell in row.cells if cell.span == 1), default=0.0)
    return max(row.floor, line + needed)


def _first_lines(row: SetRow) -> float:
    """Height that shows the first line of each cell."""
    highest = 0.0
    for cell in row.cells:
        first = next((part for part in cell.parts if not part.floats), None)
        if first is not None and not cell.turned:
            lines = first.before + first.least()
            highest = max(highest, cell.cell.margins.top + lines + cell.cell.margins.bottom)
    return highest


@dataclass(frozen=True, slots=True)
class _Cutting:
    """How a table is cut where the page ends."""

    part: TablePart
    laid: Laid
    stop: int
    """Number of the row that does not fit."""
    room: float
    forced: bool

    def cut(self) -> tuple[Part | None, Part | None]:
        """Inside the row that does not fit, or above it, or not at all.

        A row that stays with the next is cut only where it is higher than the page, as
        LibreOffice 7.4 does.
        """
        row = self.part.row(self.stop)
        whole = row.whole or row.keep_next
        if not whole and (row.floor <= self._left or self._alone):
            inside = self._inside(row, forced=False)
            if inside is not None:
                return inside
        above = self.above()
        if above is not None:
            return above
        if self.forced:
            return self._inside(row, forced=True) or self._whole_row(row)
        return None, self.part

    @property
    def _own_rows(self) -> int:
        return sum(not row.repeated for row in self.laid.rows)

    @property
    def _alone(self) -> bool:
        """Whether the row stands first on an empty page."""
        return self.forced and self._own_rows == 0

    @property
    def _y(self) -> float:
        last = self.laid.rows[-1] if self.laid.rows else None
        return last.y + last.height if last else 0.0

    @property
    def _left(self) -> float:
        return self.room - self._y + EPSILON

    def _inside(self, row: SetRow, *, forced: bool) -> tuple[Part | None, Part | None] | None:
        """Each cell's lines that fit stay, the others go on; None if a cell has none."""
        line = max(self.laid.closing, row.top)
        opens = self._open_cells(self.stop)
        closing = max([row.bottom, *(_bottom(cell) for cell in row.cells)])
        foot = self.room - closing
        heads: list[SetCell] = []
        tails: list[SetCell] = []
        height = line
        for cell in row.cells:
            head, tail = _halves(cell, foot - self._y - line, forced=forced)
            if head is None:
                return None
            heads.append(head)
            tails.append(tail)
            height = max(height, line + head.needed)
        tails += [self._rest_of(one, cell, foot) for one, cell in opens]
        if all(not tail.parts for tail in tails) and not forced:
            return None
        floor = min(row.floor, max(foot - self._y, 0.0))
        for one, cell in opens:
            kept = _halves(cell, foot - one.y - one.line, forced=False)[0]
            if kept is not None:
                height = max(height, one.y + one.line + kept.needed - self._y)
        laid = LaidRow(replace(row, cells=tuple(heads)), self._y, max(height, floor), line)
        rows = (*self._closed_rows(opens, foot), laid)
        first = replace(row, cells=_sorted(tails), rest=True)
        piece = TablePiece(self.part.table, Laid(rows, closing))
        if all(not tail.parts for tail in tails):
            return piece, self._from(self.stop + 1, None)
        return piece, self._from(self.stop, first)

    def above(self) -> tuple[Part, Part] | None:
        """Above the row, or above the rows kept with it; None if nothing would stay."""
        stop = self.stop
        while stop > self.part.start and self.part.table.rows[stop - 1].keep_next:
            stop -= 1
        if stop == self.part.start and self.forced:
            stop = self.stop
        if stop == self.part.start:
            return None
        rows = [row for row in self.laid.rows if row.repeated or row.row.number < stop]
        if all(row.repeated or row.row.row.header for row in rows) and not self.forced:
            return None
        cutting = replace(self, laid=Laid(tuple(rows), rows[-1].row.bottom))
        return cutting._at_row_edge(stop)

    def _at_row_edge(self, stop: int) -> tuple[Part, Part]:
        opens = self._open_cells(stop)
        foot = self._y
        closing = max([self.laid.closing, *(_bottom(cell) for _, cell in opens)])
        rows = self._closed_rows(opens, foot)
        row = self.part.row(stop)
        first = None
        if opens:
            rests = [
                replace(self._rest_of(one, cell, foot), span=one.row.number + cell.span - stop)
                for one, cell in opens
            ]
            first = replace(row, cells=_sorted([*row.cells, *rests]))
        return TablePiece(self.part.table, Laid(rows, closing)), TablePart(
            self.part.table, stop, first
        )

    def _whole_row(self, row: SetRow) -> tuple[Part | None, Part | None]:
        """A row that is higher than the page and has nothing to cut: as much as there is."""
        line = max(self.laid.closing, row.top)
        laid = LaidRow(row, self._y, max(self._left, 1.0), line)
        piece = TablePiece(self.part.table, Laid((*self.laid.rows, laid), row.bottom))
        return piece, self._from(self.stop + 1, None)

    def _from(self, number: int, first: SetRow | None) -> TablePart | None:
        if number >= len(self.part.table.rows):
            return None
        return TablePart(self.part.table, number, first)

    def _open_cells(self, stop: int) -> list[tuple[LaidRow, SetCell]]:
        """Cells that began above row `stop` and reach into it."""
        return [
            (one, cell)
            for one in self.laid.rows
            if not one.repeated
            for cell in one.row.cells
            if cell.span > 1 and one.row.number + cell.span > stop
        ]

    def _rest_of(self, one: LaidRow, cell: SetCell, foot: float) -> SetCell:
        rest = _halves(cell, foot - one.y - one.line, forced=False)[1]
        return replace(rest, span=one.row.number + cell.span - self.stop)

    def _closed_rows(
        self, opens: list[tuple[LaidRow, SetCell]], foot: float
    ) -> tuple[LaidRow, ...]:
        """The rows on the page, their open cells holding only what fits."""
        if not opens:
            return self.laid.rows
        changed: dict[int, dict[int, SetCell]] = {}
        for one, cell in opens:
            head = _halves(cell, foot - one.y - one.line, forced=False)[0]
            kept = head if head is not None else cell.holding((), continued=True)
            changed.setdefault(one.row.number, {})[cell.cell.column] = kept
        return tuple(
            replace(one, row=_with_cells(one.row, changed[one.row.number]))
            if not one.repeated and one.row.number in changed
            else one
            for one in self.laid.rows
        )


def _halves(cell: SetCell, room: float, *, forced: bool) -> tuple[SetCell | None, SetCell]:
    """What of a cell stays in a room below its upper border, and what goes on.

    The first is None where not even a line fits. Turned text is not cut.
    """
    if cell.turned:
        return replace(cell, continued=True), cell.holding((), continues=True)
    inner = room - cell.cell.margins.top - cell.cell.margins.bottom
    head, tail = cut_stack(cell.parts, inner, forced=forced)
    if not head and cell.parts:
        return None, cell
    return cell.holding(head, continued=True), cell.holding(tail, continues=True)


def _with_cells(row: SetRow, changed: dict[int, SetCell]) -> SetRow:
    cells = tuple(changed.get(cell.cell.column, cell) for cell in row.cells)
    return replace(row, cells=cells)


def _sorted(cells: list[SetCell]) -> tuple[SetCell, ...]:
    return tuple(sorted(cells, key=lambda cell: cell.cell.column))


def _bottom(cell: SetCell) -> float:
    return width_of(cell.cell.borders.bottom)
