"""Placed paragraphs → their lines as text with the box each one covers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from formgen.layout.pages import Glyphs, PlacedBlock, PlacedParagraph
from formgen.layout.proving.boxes import Box, box_of_glyphs

_SAME_LINE = 0.5
"""Of a type size: how far baselines of one line differ, as of raised characters."""
_STACKED = 1.2
"""Of a type size: the most from one stacked character to the next."""
_GAP = 1.0
"""Of a type size: from here on white space between pieces is a gap, as a tab makes one."""


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line of a paragraph."""

    text: str
    """Spaces as printed; a tab stands for white space that no character makes."""
    box: Box
    """Round its visible characters."""


def lines_of(paragraph: PlacedParagraph) -> tuple[PrintedLine, ...]:
    """The lines of a paragraph that print anything, in order; turned lines are lines too."""
    lines: list[list[Glyphs]] = []
    for mark in paragraph.marks:
        if not isinstance(mark, Glyphs):
            continue
        if lines and _goes_on(lines[-1][-1], mark):
            lines[-1].append(mark)
        else:
            lines.append([mark])
    return tuple(made for line in lines if (made := _printed(line)) is not None)


def text_of(block: PlacedBlock) -> str:
    """All text of a block, without spaces."""
    if isinstance(block, PlacedParagraph):
        text = "".join(mark.text for mark in block.marks if isinstance(mark, Glyphs))
        return "".join(text.split())
    return "".join(text_of(inner) for cell in block.cells for inner in cell.content)


def paragraphs_of(blocks: Iterable[PlacedBlock]) -> Iterator[PlacedParagraph]:
    """Every paragraph, those of tables included."""
    for block in blocks:
        if isinstance(block, PlacedParagraph):
            yield block
        else:
            for cell in block.cells:
                yield from paragraphs_of(cell.content)


def _goes_on(last: Glyphs, mark: Glyphs) -> bool:
    """Whether a piece stands in the same line as the one before it."""
    size = max(last.size, mark.size)
    if last.turned and last.turned == mark.turned:
        return abs(mark.x - last.x) < size * _SAME_LINE
    if abs(mark.baseline - last.baseline) < size * _SAME_LINE and mark.x >= last.x:
        return True
    step = mark.baseline - last.baseline
    return (
        len(last.text) == len(mark.text) == 1
        and abs(mark.x - last.x) < size * _STACKED
        and 0 < step <= size * _STACKED
    )


def _printed(pieces: list[Glyphs]) -> PrintedLine | None:
    visible = [box_of_glyphs(piece) for piece in pieces if not piece.text.isspace()]
    if not visible:
        return None
    box = Box(
        min(one.left for one in visible),
        min(one.top for one in visible),
        max(one.right for one in visible),
        max(one.bottom for one in visible),
    )
    return PrintedLine("".join(_with_gaps(pieces)), box)


def _with_gaps(pieces: list[Glyphs]) -> Iterator[str]:
    end: float | None = None
    for piece in pieces:
        across = not piece.turned
        if across and end is not None and piece.x - end > piece.size * _GAP:
            yield "\t"
        yield piece.text
        end = piece.x + piece.width if across else None
