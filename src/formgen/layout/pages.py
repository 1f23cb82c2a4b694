"""Pages: every mark on the paper with its place, as setting leaves it and painting takes it.

Coordinates are points from the paper's upper left corner, y growing downwards. The marks
stay in the tree of paragraphs and tables they come from, so that the PDF can be tagged.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from formgen.fonts import Face
from formgen.layout.model import Picture, Properties


@dataclass(frozen=True, slots=True)
class Glyphs:
    """A piece of one line in one face, size and colour."""

    x: float
    """Left edge of the first character."""
    baseline: float
    text: str
    face: Face
    size: float
    width: float
    """Advance of the whole, with spacing."""
    colour: str = "#000000"
    spacing: float = 0.0
    """Added after each character, beyond the face's own advance."""
    width_scale: float = 1.0
    bold: bool = False
    """Drawn bolder, because the face itself is not."""
    slanted: bool = False
    """Slanted, because the face itself is not."""
    turned: Literal[0, 90, 270] = 0
    """Degrees clockwise about (x, baseline), in cells with turned text."""
    asked: str = ""
    """The typeface the document names; differs from the face where one stands in."""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight line: border, underline, rule."""

    x0: float
    y0: float
    x1: float
    y1: float
    width: float
    colour: str = "#000000"
    dashes: tuple[float, ...] = ()
    wave: bool = False


@dataclass(frozen=True, slots=True)
class Fill:
    """A filled rectangle or ellipse."""

    x: float
    y: float
    width: float
    height: float
    colour: str
    round: bool = False


@dataclass(frozen=True, slots=True)
class PlacedPicture:
    """A picture at its place."""

    x: float
    y: float
    picture: Picture


Mark = Glyphs | Stroke | Fill | PlacedPicture


@dataclass(frozen=True, slots=True)
class PlacedParagraph:
    """The part of a paragraph that stands on one page."""

    marks: tuple[Mark, ...]
    """In painting order: fills, then lines and text."""
    outline_level: int | None = None
    label: str = ""
    """Text of a heading, for the bookmark; only where it begins."""
    y: float = 0.0
    """Upper edge, for the bookmark."""
    artifact: bool = False
    """Headers, footers and repeated table heads, which a reader aloud leaves out."""
    source: str = ""


@dataclass(frozen=True, slots=True)
class PlacedCell:
    """A cell, or its part on one page: the box and what stands in it."""

    x: float
    y: float
    width: float
    height: float
    content: tuple[PlacedBlock, ...]
    row: int
    """Row and column in the table, from 0, for tags; of the rest of a cell that spans rows, the
    row it goes on in."""
    column: int
    row_span: int = 1
    column_span: int = 1
    header: bool = False
    continues: bool = False
    """Whether the cell began on an earlier page."""
    continued: bool = False
    """Whether the cell goes on on the next page."""
    overflow: bool = False
    """Whether its text is higher than an exact row lets it be, or turned text deeper than it is
    wide, so that some is cut off."""
    lost: str = ""
    """The text that is cut off and cannot be read; of turned text, also what is cut through."""
    source: str = ""


@dataclass(frozen=True, slots=True)
class PlacedTable:
    """The part of a table that stands on one page."""

    cells: tuple[PlacedCell, ...]
    fills: tuple[Fill, ...]
    """Shadings, under the text."""
    strokes: tuple[Stroke, ...]
    """Borders, each edge once."""
    artifact: bool = False
    source: str = ""


PlacedBlock = PlacedParagraph | PlacedTable


@dataclass(frozen=True, slots=True)
class Page:
    """One side of paper."""

    width: float
    height: float
    blocks: tuple[PlacedBlock, ...]
    """Header, body, footer, in reading order."""
    under: tuple[Mark, ...] = ()
    """Floating objects behind the text."""
    over: tuple[Mark, ...] = ()
    """Floating objects before the text, page borders."""
    number: str = ""
    """As printed."""


@dataclass(frozen=True, slots=True)
class MissingGlyph:
    """A character no typeface has."""

    character: str
    source: str


@dataclass(frozen=True, slots=True)
class Pages:
    """A document laid out."""

    pages: tuple[Page, ...]
    properties: Properties
    missing: tuple[MissingGlyph, ...] = ()


def marks_of(block: PlacedBlock) -> Iterator[Mark]:
    """Every mark of a block in painting order."""
    if isinstance(block, PlacedParagraph):
        yield from block.marks
        return
    yield from block.fills
    for cell in block.cells:
        for inner in cell.content:
            yield from marks_of(inner)
    yield from block.strokes


def all_marks(page: Page) -> Iterator[Mark]:
    """Every mark of a page in painting order."""
    yield from page.under
    for block in page.blocks:
        yield from marks_of(block)
    yield from page.over
