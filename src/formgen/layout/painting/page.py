"""One page's tree of paragraphs and tables → its content stream, links, bookmarks and tags."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import Any
from urllib.parse import quote, urlsplit

from formgen.fonts import Face
from formgen.layout.pages import (
    Fill,
    Glyphs,
    Mark,
    Page,
    PlacedBlock,
    PlacedCell,
    PlacedParagraph,
    PlacedPicture,
    PlacedTable,
    Stroke,
)
from formgen.layout.painting.drawing import Drawing, joined
from formgen.layout.painting.engine import Bookmark, Link
from formgen.layout.painting.fonts import EmbeddedFace
from formgen.layout.painting.objects import numbers
from formgen.layout.painting.pictures import Source, source_of
from formgen.layout.painting.structure import Element, Tagger
from formgen.layout.painting.watermark import Watermark

_ARTIFACT = "/Artifact BMC"
_DEEPEST_HEADING = 6
_SCHEMES = frozenset({"http", "https", "mailto", "ftp", "tel"})
_URL_CHARACTERS = "!#$%&'()*+,/:;=?@[]~"
_Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Supplies:
    """What the pages of one document paint with."""

    fonts: Mapping[Face, tuple[str, EmbeddedFace]]
    """Resource name and font of each face."""
    pictures: Mapping[Source, str]
    """Resource name of each picture file; those that cannot be painted are missing."""
    watermark: Watermark | None = None


class PagePainter:
    """Paints one page; the results are read from its attributes."""

    def __init__(self, page: Page, supplies: Supplies, tagger: Tagger | None) -> None:
        self._drawing = Drawing(supplies.fonts)
        self._supplies = supplies
        self._height = page.height
        self._tagger = tagger
        self._artifact = False
        """Inside what a reader aloud leaves out."""
        self.links: list[Link] = []
        self._loose(page.under)
        for block in page.blocks:
            self._block(block)
        self._loose(page.over)
        if supplies.watermark is not None:
            self._drawing.watermark(supplies.watermark, page.width, page.height)

    def operators(self) -> bytes:
        """The content stream."""
        return self._drawing.operators()

    def _block(self, block: PlacedBlock) -> None:
        if block.artifact and not self._artifact:
            self._artifact = True
            with self._marked_artifact():
                self._block(block)
            self._artifact = False
        elif isinstance(block, PlacedTable):
            self._table(block)
        else:
            self._paragraph(block)

    def _paragraph(self, paragraph: PlacedParagraph) -> None:
        level = paragraph.outline_level
        kind = "P" if level is None else f"H{min(level + 1, _DEEPEST_HEADING)}"
        with self._element(kind):
            self._marks(paragraph.marks)

    def _table(self, table: PlacedTable) -> None:
        last_row = max((cell.row for cell in table.cells), default=0)
        with self._element("Table"):
            self._decoration(table.fills)
            for _, cells in groupby(table.cells, attrgetter("row")):
                with self._element("TR"):
                    for cell in cells:
                        self._cell(cell, last_row)
            self._decoration(table.strokes)

    def _cell(self, cell: PlacedCell, last_row: int) -> None:
        box = (cell.x, cell.y, cell.width, cell.height)
        clip = self._drawing.clipped(*box) if cell.overflow else nullcontext()
        kind = "TH" if cell.header else "TD"
        with clip, self._element(kind, attributes=_cell_attributes(cell, last_row)):
            for block in cell.content:
                self._block(block)

    def _loose(self, marks: Iterable[Mark]) -> None:
        """Floating objects: each text and picture is a part of the document by itself."""
        for is_content, group in groupby(marks, _is_content):
            if is_content:
                with self._element("P"):
                    self._marks(group)
            else:
                self._decoration(group)

    def _marks(self, marks: Iterable[Mark]) -> None:
        for group in _grouped(marks):
            first = group[0]
            if isinstance(first, Glyphs):
                self._text([mark for mark in group if isinstance(mark, Glyphs)])
            elif isinstance(first, PlacedPicture):
                self._picture(first)
            else:
                self._decoration(group)

    def _text(self, pieces: list[Glyphs]) -> None:
        target = _target(pieces[0].link)
        if not target or (self._artifact and self._tagger):
            with self._content():
                self._drawing.text(pieces)
            return
        with self._element("Link") as element:
            with self._content():
                self._drawing.text(pieces)
            # Without tags WeasyPrint still wants something that takes the annotation.
            holder = element or Element("Link", 0)
            self.links.append(("external", target, _extent(pieces), holder))

    def _picture(self, placed: PlacedPicture) -> None:
        if placed.picture.width <= 0 or placed.picture.height <= 0:
            return
        box = _numbers_from_below(placed, self._height)
        attributes = f"<</O/Layout/Placement/Block/BBox[{box}]>>"
        alt = placed.picture.alt or "图片"
        with self._element("Figure", alt=alt, attributes=attributes), self._content():
            self._draw_picture(placed)

    def _draw_picture(self, placed: PlacedPicture) -> None:
        name = self._supplies.pictures.get(source_of(placed.picture))
        if name is None:
            self._drawing.placeholder(placed)
        else:
            self._drawing.picture(placed, name)

    def _decoration(self, marks: Iterable[Mark]) -> None:
        """Lines and shadings, which say nothing."""
        with self._marked_artifact() if not self._artifact else nullcontext():
            for mark in marks:
                if isinstance(mark, Stroke):
                    self._drawing.stroke(mark)
                elif isinstance(mark, Fill):
                    self._drawing.fill(mark)

    def _element(self, kind: str, alt: str = "", attributes: str = "") -> Any:
        if self._tagger is None or self._artifact:
            return nullcontext()
        return self._tagger.element(kind, alt, attributes)

    def _content(self) -> Any:
        if self._tagger is None or self._artifact:
            return nullcontext()
        return self._drawing.marked(self._tagger.content())

    def _marked_artifact(self) -> Any:
        return nullcontext() if self._tagger is None else self._drawing.marked(_ARTIFACT)


def bookmarks(page: Page) -> list[Bookmark]:
    """The headings of a page, for the reader's side bar."""
    return [
        ((paragraph.outline_level or 0) + 1, paragraph.label, (0.0, paragraph.y), "open")
        for paragraph in _paragraphs(page.blocks)
        if paragraph.outline_level is not None and paragraph.label
    ]


def _paragraphs(blocks: Iterable[PlacedBlock]) -> Iterator[PlacedParagraph]:
    for block in blocks:
        if block.artifact:
            continue
        if isinstance(block, PlacedParagraph):
            yield block
        else:
            for cell in block.cells:
                yield from _paragraphs(cell.content)


def _grouped(marks: Iterable[Mark]) -> Iterator[list[Mark]]:
    """Marks in order; text that runs on, and lines and fills, together."""
    group: list[Mark] = []
    for mark in marks:
        if group and not _together(group[-1], mark):
            yield group
            group = []
        group.append(mark)
    if group:
        yield group


def _together(left: Mark, right: Mark) -> bool:
    if isinstance(left, Glyphs):
        return isinstance(right, Glyphs) and joined(left, right)
    return not _is_content(left) and not _is_content(right)


def _is_content(mark: Mark) -> bool:
    return isinstance(mark, (Glyphs, PlacedPicture))


def _cell_attributes(cell: PlacedCell, last_row: int) -> str:
    """Spans, cut to the rows that stand on this page (ISO 32000-1, 14.8.5.7)."""
    rows = min(cell.row_span, last_row - cell.row + 1)
    parts = [
        f"/ColSpan {cell.column_span}" if cell.column_span > 1 else "",
        f"/RowSpan {rows}" if rows > 1 else "",
        "/Scope/Column" if cell.header else "",
    ]
    return f"<</O/Table{''.join(parts)}>>" if any(parts) else ""


def _target(link: str) -> str:
    """The URL in ASCII; empty for kinds a reader of an official paper should not be sent to."""
    if not link:
        return ""
    try:
        known = urlsplit(link).scheme.lower() in _SCHEMES
    except ValueError:
        return ""
    return quote(link, safe=_URL_CHARACTERS) if known else ""


def _extent(pieces: list[Glyphs]) -> _Box:
    """The box round pieces of one line: left, bottom, right, top."""
    first, last = pieces[0], pieces[-1]
    ascent = max(piece.size * piece.face.ascent for piece in pieces)
    descent = max(piece.size * piece.face.descent for piece in pieces)
    if first.turned:
        sign = 1 if first.turned == 90 else -1
        across = sorted((first.x + sign * ascent, first.x - sign * descent))
        along = sorted((first.baseline, first.baseline + sign * first.width))
        return across[0], along[1], across[1], along[0]
    return first.x, first.baseline + descent, last.x + last.width, first.baseline - ascent


def _numbers_from_below(placed: PlacedPicture, page_height: float) -> str:
    picture = placed.picture
    bottom = page_height - placed.y - picture.height
    return numbers((placed.x, bottom, placed.x + picture.width, bottom + picture.height))
