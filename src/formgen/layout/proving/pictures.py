"""Laid-out pages → the pictures that stick out of their cell, or off the paper."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from formgen.layout.pages import (
    Mark,
    Page,
    PlacedBlock,
    PlacedCell,
    PlacedParagraph,
    PlacedPicture,
)
from formgen.layout.proving.boxes import Box, box_of_picture
from formgen.layout.proving.cells import box_of_cell

_MILLIMETRE = 72 / 25.4
_SEEN = 0.3 * _MILLIMETRE
"""What sticks out less is not seen, as a photo of 35 mm in a cell of 35 mm less its border."""
_BACKGROUND = 0.5
"""Of the paper's area: larger pictures behind the text are backgrounds, which may bleed."""
_PAPER = "纸边"
_CELL = "它的格子"


@dataclass(frozen=True, slots=True)
class StickingOut:
    """A picture that is larger than its place, or beside it."""

    where: str
    """The cell or paragraph, in Chinese; "" where that is not known."""
    bound: str
    """What it sticks out of."""
    side: str
    """Where it sticks out most."""
    excess: float
    """By how much there, in millimetres."""


def sticking_out(page: Page) -> Iterator[StickingOut]:
    """The pictures of a page that stick out; each is said once."""
    paper = Box(0.0, 0.0, page.width, page.height)
    for picture, cell, where in _in_blocks(page.blocks):
        yield from _out_of(picture, paper, cell, where)
    yield from _floating(page, paper)


def _floating(page: Page, paper: Box) -> Iterator[StickingOut]:
    """Those that stand free: their cell is the one their middle is in."""
    cells = list(_cells(page.blocks))
    behind = [box for box in _boxes(page.under) if _area(box) <= _area(paper) * _BACKGROUND]
    for box in (*behind, *_boxes(page.over)):
        cell = _innermost(cells, box)
        yield from _out_of(box, paper, cell, cell.source if cell else "")


def _boxes(marks: Iterable[Mark]) -> Iterator[Box]:
    return (box_of_picture(mark) for mark in marks if isinstance(mark, PlacedPicture))


def _in_blocks(
    blocks: Iterable[PlacedBlock], cell: PlacedCell | None = None
) -> Iterator[tuple[Box, PlacedCell | None, str]]:
    """Pictures in lines of text: box, innermost cell, place in Chinese."""
    for block in blocks:
        if isinstance(block, PlacedParagraph):
            for mark in block.marks:
                if isinstance(mark, PlacedPicture):
                    yield box_of_picture(mark), cell, cell.source if cell else block.source
        else:
            for inner in block.cells:
                yield from _in_blocks(inner.content, inner)


def _cells(blocks: Iterable[PlacedBlock]) -> Iterator[PlacedCell]:
    """Every cell, the outer before the inner."""
    for block in blocks:
        if not isinstance(block, PlacedParagraph):
            for cell in block.cells:
                yield cell
                yield from _cells(cell.content)


def _innermost(cells: Iterable[PlacedCell], box: Box) -> PlacedCell | None:
    """The cell in which a box has its middle."""
    x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    found = None
    for cell in cells:
        if cell.x <= x < cell.x + cell.width and cell.y <= y < cell.y + cell.height:
            found = cell
    return found


def _out_of(box: Box, paper: Box, cell: PlacedCell | None, where: str) -> Iterator[StickingOut]:
    bounds = [(_PAPER, paper)] if cell is None else [(_PAPER, paper), (_CELL, box_of_cell(cell))]
    for bound, place in bounds:
        excess, side = max(
            (place.left - box.left, "左边"),
            (box.right - place.right, "右边"),
            (place.top - box.top, "上边"),
            (box.bottom - place.bottom, "下边"),
        )
        if excess > _SEEN:
            yield StickingOut(where, bound, side, excess / _MILLIMETRE)
            return


def _area(box: Box) -> float:
    return (box.right - box.left) * (box.bottom - box.top)
