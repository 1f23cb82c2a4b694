"""A table's cells with their roles, and which label belongs to which blank."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from formgen.adopt.reading import Cell, Paragraph, Table
from formgen.adopt.understanding import wording
from formgen.adopt.understanding.cells import VALUES, Label, Role, label_from, lines_of, role_of
from formgen.adopt.understanding.found import Room
from formgen.adopt.understanding.lines import line_blanks

_COUNTED_IN = re.compile(r"单位[:：](\w+)")
_WORDS_BETWEEN_BLANKS = re.compile(r"(?:[\s_＿]{3,}[^\s_＿]{1,20}){2}")
Key = tuple[int, int]
"""A cell by its first row and column."""


class Grid:
    """A table while its labels and blanks are brought together."""

    def __init__(self, table: Table) -> None:
        """Give every cell its role."""
        self.table = table
        self.roles: dict[Key, Role] = {key(cell): role_of(cell) for cell in table.cells}
        self._rows: dict[int, list[Cell]] = defaultdict(list)
        for cell in table.cells:
            self._rows[cell.row].append(cell)
        self.used: set[Key] = set()
        """Label cells that name a blank."""
        for cell in table.cells:
            if self.roles[key(cell)] is Role.INLINE and self._names_its_neighbour(cell):
                self.roles[key(cell)] = Role.LABEL

    def role(self, cell: Cell | None) -> Role | None:
        """A cell's role; None where there is no cell."""
        return None if cell is None else self.roles[key(cell)]

    def label(self, cell: Cell) -> Label:
        """A label cell's text, taken apart."""
        return label_from(lines_of(cell.paragraphs))

    def left(self, cell: Cell, row: int | None = None) -> Cell | None:
        """The cell left of a cell, in its first row or the given one."""
        return self.table.grid.get((cell.row if row is None else row, cell.column - 1))

    def right(self, cell: Cell) -> Cell | None:
        """The cell right of a cell, in its first row."""
        return self.table.grid.get((cell.row, cell.column + cell.columns))

    def above(self, cell: Cell) -> Cell | None:
        """The cell over a cell, at its first column."""
        return self.table.grid.get((cell.row - 1, cell.column))

    def starting(self, row: int) -> list[Cell]:
        """The cells that begin in a row, from left to right."""
        return self._rows.get(row, [])

    def full(self, cell: Cell) -> bool:
        """Whether a cell takes the whole width of the table."""
        return cell.columns == self.table.columns

    def naming(self, cell: Cell) -> tuple[Cell, str] | None:
        """The label of a cell to be filled in, and on which side of the label that is."""
        ways = (self._beside, self._below)
        for way in ways[::-1] if self._row_of_blanks(cell) else ways:
            if found := way(cell):
                return found
        return None

    def groups(self, label: Cell) -> tuple[str, ...]:
        """The labels left of a label that comprise it, outermost first."""
        found: list[str] = []
        cell = self.left(label)
        while cell is not None:
            beside = self.table.grid.get((label.row, cell.column + cell.columns))
            over = self.role(cell) is Role.LABEL and self.role(beside) is Role.LABEL
            if over and key(cell) not in self.used and (not found or cell.rows > 1):
                found.insert(0, self.label(cell).core)
            elif found:
                break
            cell = self.left(cell, label.row)
        return tuple(found)

    def heading(self, label: Cell, cell: Cell) -> tuple[str, ...]:
        """The heading over a label and its blank, beside which other such headings stand."""
        over = self.above(label)
        while over is not None and (over.column, over.columns) == (label.column, label.columns):
            over = self.above(over)
        width = label.columns + cell.columns
        if over is None or (over.column, over.columns) != (label.column, width) or self.full(over):
            return ()
        row = self.starting(over.row)
        if len(row) < 2 or any(self.role(one) is not Role.LABEL for one in row):
            return ()
        return (self.label(over).core,)

    def room(self, cell: Cell) -> Room:
        """How much room a cell has."""
        share = cell.columns / self.table.columns if self.table.columns else 1.0
        if self.table.width and cell.width:
            share = cell.width / self.table.width
        return Room(cell.width, cell.height, share, sum(p.blank for p in cell.paragraphs))

    def counted_in(self, cell: Cell) -> str:
        """The unit that a heading says the numbers below it are in: 单位：万元; empty for none."""
        told = _COUNTED_IN.search(wording.compact("".join(lines_of(cell.paragraphs))))
        return told.group(1) if told else ""

    def unread(self) -> Iterator[str]:
        """Blanks between words beside a label that names nothing: none stays without a word."""
        for cell in self.table.cells:
            label = self.left(cell)
            if label is None or {key(cell), key(label)} & self.used:
                continue
            worded = self.role(cell) in (Role.LABEL, Role.TEXT) and self.role(label) is Role.LABEL
            text = "".join(p.text for p in cell.paragraphs)[: wording.LONGEST_LINE]
            if worded and _WORDS_BETWEEN_BLANKS.match(text):
                where = described(self.label(label).text, self.table, cell, "右边")
                yield f"{where}：没有看出怎样填，照原样留空"

    def _names_its_neighbour(self, cell: Cell) -> bool:
        """Whether a label with a colon has its blank in the next cell rather than behind it."""
        paragraphs = [p for p in cell.paragraphs if not p.blank]
        blanks = [blank for p in paragraphs for blank in line_blanks(p)]
        if len(blanks) != 1 or blanks[0].drawn or blanks[0].stamped:
            return False
        at_end = blanks[0].end == len(paragraphs[-1].text.rstrip())
        return at_end and self.role(self.right(cell)) in VALUES

    def _row_of_blanks(self, cell: Cell) -> bool:
        """Whether a row holds nothing but blanks, each under a label of the same width."""
        row = self.starting(cell.row)
        return all(self.role(one) is Role.EMPTY and self._below(one) for one in row)

    def _beside(self, cell: Cell) -> tuple[Cell, str] | None:
        label = self.left(cell)
        while label is not None and self.role(cell) is self.role(label) is Role.OPTIONS:
            label = self.left(label, cell.row)
        if label is None or self.role(label) is not Role.LABEL:
            return None
        return (label, "右边") if self._free(label, cell) else None

    def _below(self, cell: Cell) -> tuple[Cell, str] | None:
        label = self.above(cell)
        if label is None or self.role(label) is not Role.LABEL:
            return None
        same = (label.column, label.columns) == (cell.column, cell.columns)
        return (label, "下面") if same and self._free(label, cell) else None

    def _free(self, label: Cell, cell: Cell) -> bool:
        """Options may go on in further cells; all else has one cell a label."""
        return key(label) not in self.used or self.role(cell) is Role.OPTIONS


def key(cell: Cell) -> Key:
    """What a cell is told by within its table."""
    return cell.row, cell.column


def table_paragraphs(table: Table) -> Iterator[Paragraph]:
    """All paragraphs of a table, those of tables inside it too."""
    for cell in table.cells:
        yield from cell.paragraphs
        for inner in cell.tables:
            yield from table_paragraphs(inner)


def first_paragraph(cell: Cell) -> int:
    """Number of a cell's first paragraph; of one of a table inside it where it has none."""
    own = [p.number for p in cell.paragraphs]
    inner = [p.number for table in cell.tables for p in table_paragraphs(table)]
    return min(own + inner, default=0)


def cell_place(table: Table, cell: Cell) -> str:
    """Where a cell stands, as a person counts."""
    return f"表格{table.number + 1} 第{cell.row + 1}行"


def described(label: str, table: Table, cell: Cell, side: str) -> str:
    """Where a blank stands, as a person would say it."""
    return f"{cell_place(table, cell)}“{wording.compact(label)}”{side}"
