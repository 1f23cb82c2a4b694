"""Cells with turned text → paragraphs whose lines run down or up, or stand character by character.

The lines are set to the height of the cell, so that is done when the height is known.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from formgen.layout.model import Cell
from formgen.layout.pages import Glyphs, Mark, PlacedBlock, PlacedParagraph
from formgen.layout.setting.line import Line
from formgen.layout.setting.moving import stacked, turned_left, turned_right
from formgen.layout.setting.paragraphs import ParagraphPart
from formgen.layout.setting.parts import Spot
from formgen.layout.setting.tables import SetCell

_ASCENT = 0.88
"""Of a type size: how far a Chinese character reaches over its baseline."""
_READABLE = 0.88
"""Of a type size: so much of a line has to be seen; only room for descenders may be cut off."""


@dataclass(frozen=True, slots=True)
class TurnedContent:
    """What a cell with turned text shows."""

    blocks: tuple[PlacedBlock, ...]
    """Without the lines that stand wholly beyond its edge."""
    lost: str
    """The text of the lines that its edge cuts off, wholly or in part."""


@dataclass(frozen=True, slots=True)
class _SetLine:
    line: Line
    offset: float
    """From the edge of the text area at which the first line begins."""
    seen: float
    """The share of its characters' size that lies inside the cell; not over 1."""


def shift_of(cell: Cell, free: float) -> float:
    """How far content begins behind the cell's edge, for its vertical alignment."""
    if free <= 0 or cell.vertical_align == "top":
        return 0.0
    return free / 2 if cell.vertical_align == "center" else free


def turned_content(cell: SetCell, spot: Spot, length: float) -> TurnedContent:
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
    lost: list[str] = []
    for part in parts:
        offset += part.before
        lines = list(_set_lines(cell, part, offset, length))
        lost += [_text_of(one.line) for one in lines if one.seen < _READABLE]
        marks = tuple(_marks(cell, lines, spot, length))
        source = part.made.paragraph.source
        blocks.append(PlacedParagraph(marks, y=spot.y, artifact=spot.artifact, source=source))
        offset += part.height + part.after
    return TurnedContent(tuple(blocks), "".join(lost).strip())


def _set_lines(
    cell: SetCell, part: ParagraphPart, offset: float, length: float
) -> Iterator[_SetLine]:
    leftwards = cell.cell.text_direction != "rotated_left"
    across = cell.inset + cell.inner if leftwards else cell.width - cell.inset
    down = length + cell.cell.margins.bottom
    for line in part.made.lines:
        yield _SetLine(line, offset, _seen(line, across - offset, down))
        offset += line.height


def _seen(line: Line, across: float, down: float) -> float:
    """How much of a line is seen in the room from its own edge across, and from its head down."""
    glyphs = [mark for mark in line.marks if isinstance(mark, Glyphs)]
    if not glyphs:
        return 1.0
    size = max(mark.size for mark in glyphs)
    beyond = across - max(mark.baseline for mark in glyphs) + _ASCENT * size
    first = min(line.width, size)  # a line that is longer was set to the room
    return min(beyond / size, down / first if first > 0 else 1.0, 1.0)


def _text_of(line: Line) -> str:
    return "".join(mark.text for mark in line.marks if isinstance(mark, Glyphs))


def _marks(cell: SetCell, lines: list[_SetLine], spot: Spot, length: float) -> Iterator[Mark]:
    for one in lines:
        if one.seen <= 0:
            continue
        right = spot.x + cell.inner - one.offset
        for mark in one.line.marks:
            if cell.cell.text_direction == "stacked":
                yield from stacked(mark, right, spot.y)
            elif cell.cell.text_direction == "rotated_right":
                yield turned_right(mark, right, spot.y)
            else:
                yield turned_left(mark, spot.x + one.offset, spot.y + length)
