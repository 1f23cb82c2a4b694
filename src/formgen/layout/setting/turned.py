"""Cells with turned text → paragraphs whose lines run down or up, or stand character by character.

The lines are set to the height of the cell, so that is done when the height is known.
"""

from __future__ import annotations

from collections.abc import Iterator

from formgen.layout.model import Cell
from formgen.layout.pages import Mark, PlacedBlock, PlacedParagraph
from formgen.layout.setting.moving import stacked, turned_left, turned_right
from formgen.layout.setting.paragraphs import ParagraphPart
from formgen.layout.setting.parts import Spot
from formgen.layout.setting.tables import SetCell


def shift_of(cell: Cell, free: float) -> float:
    """How far content begins behind the cell's edge, for its vertical alignment."""
    if free <= 0 or cell.vertical_align == "top":
        return 0.0
    return free / 2 if cell.vertical_align == "center" else free


def turned_content(cell: SetCell, spot: Spot, length: float) -> list[PlacedBlock]:
    """The paragraphs of a cell with turned text; tables in such cells are left out.

    Args:
        cell: the cell.
        spot: upper left corner of its text area.
        length: height of its text area, along which the lines run.
    """
    parts = [
        part.again(cell.setting, length) for part in cell.parts if isinstance(part, ParagraphPart)
    ]
    depth = sum(part.before + part.height + part.after for part in parts)
    offset = shift_of(cell.cell, cell.inner - depth)
    blocks: list[PlacedBlock] = []
    for part in parts:
        offset += part.before
        marks = tuple(_marks(cell, part, spot, (offset, length)))
        source = part.made.paragraph.source
        blocks.append(PlacedParagraph(marks, y=spot.y, artifact=spot.artifact, source=source))
        offset += part.height + part.after
    return blocks


def _marks(
    cell: SetCell, part: ParagraphPart, spot: Spot, place: tuple[float, float]
) -> Iterator[Mark]:
    offset, length = place
    for line in part.made.lines:
        right = spot.x + cell.inner - offset
        for mark in line.marks:
            if cell.cell.text_direction == "stacked":
                yield from stacked(mark, right, spot.y)
            elif cell.cell.text_direction == "rotated_right":
                yield turned_right(mark, right, spot.y)
            else:
                yield turned_left(mark, spot.x + offset, spot.y + length)
        offset += line.height
