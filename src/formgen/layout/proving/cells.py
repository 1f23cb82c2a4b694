"""A cell among its neighbours: what stands left and right of it, and how far its frame reaches."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from formgen.layout.pages import PlacedCell, PlacedParagraph, PlacedPicture, PlacedTable, Stroke
from formgen.layout.proving.boxes import Box, box_of_picture
from formgen.layout.proving.lines import paragraphs_of, text_of
from formgen.layout.proving.phrases import phrases_of

_TOUCH = 1.5
"""Points by which a rule may lie beside an edge and still be its border."""
_HEADED = 3
"""Rows of the same columns, of as many cells at least, make a list with column headings."""


@dataclass(frozen=True, slots=True)
class Level:
    """A cell and the part of a table it stands in on one page."""

    table: PlacedTable
    cell: PlacedCell

    @property
    def text(self) -> str:
        """All its text, without spaces."""
        return "".join(text_of(block) for block in self.cell.content)

    def lefts(self) -> Iterator[Level]:
        """The cells of its row that stand left of it, the nearest first."""
        beside = [one for one in self._row() if one.column < self.cell.column]
        for cell in sorted(beside, key=lambda one: -one.column):
            yield Level(self.table, cell)

    def right(self) -> Level | None:
        """The next cell of its row."""
        beside = [one for one in self._row() if one.column > self.cell.column]
        return Level(self.table, min(beside, key=lambda one: one.column)) if beside else None

    def _row(self) -> Iterator[PlacedCell]:
        """The cells that reach over the row's height."""
        middle = self.cell.y + self.cell.height / 2
        return (one for one in self.table.cells if one.y <= middle <= one.y + one.height)

    def is_heading(self) -> bool:
        """Whether it heads a column of a list."""
        if self.cell.header:
            return True
        if self.cell.row != 0:
            return False
        rows: list[list[tuple[int, int]]] = [[] for _ in range(_HEADED)]
        for one in self.table.cells:
            if one.row < _HEADED:
                rows[one.row].append((one.column, one.column_span))
        return len(rows[0]) >= _HEADED and all(row == rows[0] for row in rows)

    def frame(self) -> Box | None:
        """The box between the rules above and below; None where it has none.

        Where no rule parts it from a cell of the same width above or below, that one is part of
        the frame.
        """
        top, bottom = self.cell.y, self.cell.y + self.cell.height
        column = [one for one in self.table.cells if self._shares_column(one)]
        while not self._ruled(top):  # a thin row reaches over both its edges: each step must rise
            above = (one.y for one in column if _near(one.y + one.height, top) and one.y < top)
            top = next(above, -1.0)
            if top < 0:
                return None
        while not self._ruled(bottom):
            ends = (one.y + one.height for one in column if _near(one.y, bottom))
            bottom = next((end for end in ends if end > bottom), -1.0)
            if bottom < 0:
                return None
        return Box(self.cell.x, top, self.cell.x + self.cell.width, bottom)

    def _shares_column(self, other: PlacedCell) -> bool:
        mine = self.cell
        return other.height > 0 and _near(other.x, mine.x) and _near(other.width, mine.width)

    def _ruled(self, y: float) -> bool:
        middle = self.cell.x + self.cell.width / 2
        return any(
            _near(stroke.y0, y) and _near(stroke.y1, y) and stroke.x0 <= middle <= stroke.x1
            for stroke in self.table.strokes
        )

    def taken(self, region: Box) -> tuple[Box, ...]:
        """What a seal in a region of the table must not cover: text, pictures, inner rules."""
        cells = [one for one in self.table.cells if box_of_cell(one).meets(region)]
        return tuple(box for cell in cells for box in _taken_in(cell) if box.meets(region))


def box_of_cell(cell: PlacedCell) -> Box:
    """The cell between its grid lines."""
    return Box(cell.x, cell.y, cell.x + cell.width, cell.y + cell.height)


def _taken_in(cell: PlacedCell) -> Iterator[Box]:
    for paragraph in paragraphs_of(cell.content):
        yield from _taken_by(paragraph)
    for block in cell.content:
        if isinstance(block, PlacedTable):
            yield from map(_box_of_rule, block.strokes)


def _taken_by(paragraph: PlacedParagraph) -> Iterator[Box]:
    phrases = phrases_of(paragraph)
    others = [phrase for phrase in phrases if not phrase.belongs_to_stamp]
    for phrase in others:
        yield from phrase.boxes
    if others or not phrases:  # beside 签名： a picture is the signature
        pictures = (mark for mark in paragraph.marks if isinstance(mark, PlacedPicture))
        yield from map(box_of_picture, pictures)


def _box_of_rule(stroke: Stroke) -> Box:
    """A rule without its width, so that a seal may touch it; it still has an inside."""
    x0, x1 = sorted((stroke.x0, stroke.x1))
    y0, y1 = sorted((stroke.y0, stroke.y1))
    return Box(x0, y0, x1 + 0.01, y1 + 0.01)


def _near(one: float, other: float) -> bool:
    return abs(one - other) < _TOUCH
