"""The pages of a form → its boxes, tables that go on over pages made whole."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from formgen.collect.content import Box
from formgen.collect.pdf_form.grid import Area
from formgen.collect.pdf_form.lines import Line, paragraphs_of
from formgen.collect.pdf_form.ruled import FilledCell, Table
from formgen.collect.pdf_form.sheets import Sheet

_SAME_EDGE = 2.5
"""Points by which the edges of one column may differ from page to page."""
_LOWEST = 150.0
"""Points from a page's lower edge within which a row ends that goes on."""


@dataclass(slots=True)
class _Cell:
    """A cell, and what stands in it on all its pages."""

    area: Area
    """On its last page."""
    row: int
    """In the whole table."""
    rows: int
    lines: list[Line]

    def box(self, table: int, edges: Sequence[float]) -> Box:
        """Its box; `edges` are where the columns of the whole table begin and end."""
        area = self.area
        lines = tuple(paragraphs_of(self.lines, area.left, area.right))
        first, last = (_nearest(edges, x) for x in (area.left, area.right))
        return Box(
            lines,
            table=table,
            row=self.row,
            column=first,
            columns=max(last - first, 1),
            rows=self.rows,
        )


@dataclass(slots=True)
class _Whole:
    """A table over all its pages."""

    cells: list[_Cell] = field(default_factory=list)
    last: list[_Cell] = field(default_factory=list)
    """Cells that reach the lower edge of the last page so far."""
    bottom: float = 0.0
    height: float = 0.0

    @property
    def rows(self) -> int:
        return max((cell.row + cell.rows for cell in self.cells), default=0)

    def add(self, table: Table, height: float) -> None:
        """Add the part of a page."""
        repeated = self._repeated(table)
        cells = [one for one in table.cells if one.area.row >= repeated]
        first = [one for one in cells if one.area.row == repeated]
        merged = self._going_on(first)
        # Where the first row goes on, it is the last one of the page before.
        goes_on = len(merged) == len(first)
        start = self.rows - goes_on - repeated
        self.last = []
        self.bottom, self.height = table.grid.bottom, height
        end = max((one.area.row + one.area.rows for one in cells), default=0)
        for one in cells:
            cell = merged.get(one.area)
            if cell is None:
                cell = _Cell(one.area, start + one.area.row, one.area.rows, list(one.lines))
                self.cells.append(cell)
            else:
                cell.lines += one.lines
                cell.area = one.area
                cell.rows = start + one.area.row + one.area.rows - cell.row
            if one.area.row + one.area.rows == end:
                self.last.append(cell)

    def boxes(self, table: int) -> Iterator[Box]:
        """Its boxes, by row, then column; a page shows only the columns that it needs."""
        ends = sorted(x for cell in self.cells for x in (cell.area.left, cell.area.right))
        edges: list[float] = []
        for x in ends:
            if not edges or x - edges[-1] > _SAME_EDGE:
                edges.append(x)
        for cell in sorted(self.cells, key=lambda one: (one.row, one.area.left)):
            yield cell.box(table, edges)

    def _repeated(self, table: Table) -> int:
        """How many rows at the top of a page are the table's header once more."""
        for row in range(max(one.area.row for one in table.cells) + 1):
            here = [_text(one.lines) for one in table.cells if one.area.row == row]
            header = [_text(cell.lines) for cell in self.cells if cell.row == row]
            if len(here) < 2 or here != header or not all(here):
                return row
        return 0

    def _going_on(self, first: Sequence[FilledCell]) -> dict[Area, _Cell]:
        """Which cells of a page's first row go on from the page before.

        A merged label beside rows goes on where it is blank. Of the other cells all go on or
        none, see `_cut`. In doubt they are cells of their own, so that nothing is put together
        that does not belong together.
        """
        if not self.last or len(first) != len(self.last):
            return {}
        pairs = list(zip(first, sorted(self.last, key=lambda cell: cell.area.left), strict=True))
        if not all(_same_column(one.area, cell.area) for one, cell in pairs):
            return {}
        tall = {
            one.area: cell
            for one, cell in pairs
            if (one.area.rows > 1 or cell.rows > 1) and not one.lines
        }
        rest = [(one, cell) for one, cell in pairs if one.area not in tall]
        if self._cut(rest):
            return {one.area: cell for one, cell in pairs}
        return tall if rest and len(rest) < len(pairs) else {}

    def _cut(self, pairs: Sequence[tuple[FilledCell, _Cell]]) -> bool:
        """Whether a row goes on on this page."""
        if not pairs or self.bottom < self.height - _LOWEST:
            return False
        if len(pairs) == 2 and not pairs[0][0].lines:  # a text whose label stood before
            return all(cell.lines for _, cell in pairs)
        blank_label = len(pairs) == 1 or not pairs[0][0].lines
        return blank_label and any(_broken_off(cell, one) for one, cell in pairs)


def _broken_off(cell: _Cell, following: FilledCell) -> bool:
    """Whether a cell's last line is full and the next page's first goes on with it."""
    if not cell.lines or not following.lines:
        return False
    lines = [*cell.lines, *following.lines]
    whole = paragraphs_of(lines, cell.area.left, cell.area.right)
    parts = [paragraphs_of(part, cell.area.left, cell.area.right)
             for part in (cell.lines, following.lines)]  # fmt: skip
    return len(whole) < sum(map(len, parts))


@dataclass(slots=True)
class _Free:
    """Lines outside tables that follow each other on a page."""

    lines: list[Line]
    left: float
    right: float


_Part = _Whole | _Free


def _nearest(edges: Sequence[float], x: float) -> int:
    """The number of the edge at x, which is one of them or within its reach."""
    at = bisect_right(edges, x)
    return max(at - 1, 0)


def _text(lines: Sequence[Line]) -> str:
    return "".join(line.text for line in lines)


def _same_column(one: Area, other: Area) -> bool:
    return abs(one.left - other.left) <= _SAME_EDGE and abs(one.right - other.right) <= _SAME_EDGE


def joined(sheets: Sequence[Sheet]) -> tuple[Box, ...]:
    """The boxes of a form, in reading order."""
    parts: list[_Part] = []
    for sheet in sheets:
        for number, item in enumerate(sheet.items):
            before = parts[-1] if parts else None
            if isinstance(item, Table):
                if number or not isinstance(before, _Whole):
                    before = _Whole()
                    parts.append(before)
                before.add(item, sheet.height)
            elif isinstance(before, _Free) and number:
                before.lines.append(item)
            else:
                parts.append(_Free([item], sheet.left, sheet.right))
    return tuple(_boxes(parts))


def _boxes(parts: Sequence[_Part]) -> Iterator[Box]:
    table = 0
    for part in parts:
        if isinstance(part, _Whole):
            table += 1
            inner = table
            for box in part.boxes(table):
                own, rows = _signatures(box.lines)
                yield replace(box, lines=own)
                inner += bool(rows)
                yield from _nested(rows, inner)
            table = inner
        else:
            paragraphs = paragraphs_of(part.lines, part.left, part.right)
            yield from (Box((text,)) for text in paragraphs)


def _signatures(lines: Sequence[str]) -> tuple[tuple[str, ...], list[list[str]]]:
    """A cell's lines, and those in which the same stands two or three times side by side.

    So print tables without borders in which several units sign and stamp.
    """
    rows = [line.split("\t") for line in lines]
    twice = [len(row) > 1 and len({"".join(part.split()) for part in row}) == 1 for row in rows]
    if sum(twice) < 2:
        return tuple(lines), []
    own = tuple(line for line, is_row in zip(lines, twice, strict=True) if not is_row)
    return own, [row for row, is_row in zip(rows, twice, strict=True) if is_row]


def _nested(rows: Sequence[Sequence[str]], table: int) -> Iterator[Box]:
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            yield Box((text,), table=table, row=number, column=column)
