"""A paragraph's content → one text with the width of every character.

Tabs, breaks and pictures stand in the text as single characters, so that a line is a slice.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import accumulate, groupby, pairwise

from formgen.fonts import Face, FontBook, Stack
from formgen.fonts.characters import plain
from formgen.layout.model import (
    Break,
    Fit,
    Floating,
    Grid,
    Inline,
    InlinePicture,
    PageNumber,
    Paragraph,
    RunLook,
    Tab,
    Text,
)
from formgen.layout.numerals import numeral
from formgen.layout.pages import MissingGlyph
from formgen.layout.setting.context import Context, PageNumbers
from formgen.layout.setting.scripts import LATIN, OBJECT, SEAM, SPACES, is_chinese

AUTO_SPACE = 0.2
"""Between Chinese and Latin, in ems of the character before, as LibreOffice 7.4 has it; Word puts
about a quarter."""
SMALL = 0.58
"""Size of superscripts and subscripts (LibreOffice; Word about two thirds)."""
_CELL_TOLERANCE = 0.25
_BREAKS = {"line": "\n", "page": "\f", "column": "\v"}
STOPS = re.compile("[\t\n\f\v]")
"""Characters that end a stretch of text: tab, line, page and column break."""


@dataclass(frozen=True, slots=True, eq=False)
class Kind:
    """What all characters of a piece share: face and spacing in one look."""

    face: Face | None
    asked: str
    spacing: float
    """After each character: of the look and of the character grid."""
    ascent: float
    descent: float


class Measures(dict[str, float]):
    """Character to width in one look, spacing included; filled as characters come."""

    def __init__(self, look: RunLook, fonts: FontBook, cell: float, snapped: bool) -> None:
        super().__init__()
        self.look = look
        self.size = look.size * (1.0 if look.vertical == "baseline" else SMALL)
        self.kinds: dict[str, Kind] = {}
        self._cell = cell
        self._snapped = snapped
        self._east = fonts.stack(look.east_asian, bold=look.bold, italic=look.italic)
        self._west = fonts.stack(look.latin, bold=look.bold, italic=look.italic)
        self._made: dict[tuple[Face | None, str, float], Kind] = {}
        self.mark = self._kind(self._east if look.east_asian_hint else self._west, None, 0.0)
        """Gives a paragraph mark, a tab or a break its height."""
        face = (self._east if look.east_asian_hint else self._west).faces[0]
        self.rise = look.raised + self._shift(face)
        self.underline = (face.underline_position, face.underline_thickness)

    def __missing__(self, character: str) -> float:
        chinese = is_chinese(character, hint=self.look.east_asian_hint)
        stack = self._east if chinese else self._west
        face = stack.face_of(character)
        own = face.advances.get(ord(character), 1.0) if face else float(character not in SPACES)
        natural = own * self.size * self.look.width_scale
        spacing = self.look.spacing
        if self._cell and chinese:
            spacing += self._to_cell(natural + spacing)
        self.kinds[character] = self._kind(stack, face, spacing)
        self[character] = natural + spacing
        return natural + spacing

    def _to_cell(self, width: float) -> float:
        """What a character lacks of its place on the character grid.

        Types of another size than the grid's keep their width on a lines-and-characters grid.
        """
        if self._snapped:
            return -width % self._cell
        near = abs(width - self._cell) <= _CELL_TOLERANCE * self._cell
        return self._cell - width if near else 0.0

    def _shift(self, face: Face) -> float:
        """How far superscripts stand above the baseline, subscripts below (LibreOffice's rule)."""
        left = (1 - SMALL) * self.look.size
        if self.look.vertical == "superscript":
            return left * (face.ascent + face.line_gap)
        return -left * face.descent if self.look.vertical == "subscript" else 0.0

    def _kind(self, stack: Stack, face: Face | None, spacing: float) -> Kind:
        key = (face, stack.name, spacing)
        if key not in self._made:
            first = stack.faces[0]
            rise = self.look.raised + self._shift(first)
            ascent = (first.ascent + first.line_gap) * self.size + rise
            descent = first.descent * self.size - rise
            self._made[key] = Kind(face, stack.name, spacing, ascent, descent)
        return self._made[key]


@lru_cache(maxsize=1024)
def measures_of(look: RunLook, fonts: FontBook, grid: Grid) -> Measures:
    """The widths of a look; the same object for the same question."""
    on_cells = look.snap_to_grid and grid.kind in {"lines_and_chars", "snap_to_chars"}
    return Measures(look, fonts, grid.char_pitch if on_cells else 0.0, grid.kind == "snap_to_chars")


@dataclass(frozen=True, slots=True)
class Piece:
    """Neighbouring characters of one look and face."""

    start: int
    end: int
    measures: Measures
    kind: Kind
    link: str = ""
    squeezed: float = 1.0
    """Horizontal scaling that a fitted group adds."""
    spread: float = 0.0
    """Spacing that a fitted group adds."""
    sign: bool = False
    """Whether it is a tab, a break or a picture."""
    picture: InlinePicture | None = None

    @property
    def ascent(self) -> float:
        """Above the baseline."""
        if self.picture is None:
            return self.kind.ascent
        return self.picture.picture.height + self.picture.look.raised

    @property
    def descent(self) -> float:
        """Below the baseline."""
        if self.picture is None:
            return self.kind.descent
        return max(0.0, -self.picture.look.raised)


@dataclass(frozen=True, slots=True)
class Measured:
    """The text of a paragraph. `edges[i]` is where character i begins if all stood in one line."""

    text: str
    edges: list[float]
    pieces: tuple[Piece, ...]
    """In order, covering the text."""
    gaps: Mapping[int, float]
    """Space after a character, beyond its spacing: between scripts; included in `edges`."""
    glued: frozenset[int] = frozenset()
    """Positions inside fitted groups, where no line breaks."""
    floating: tuple[tuple[int, Floating], ...] = ()
    missing: tuple[MissingGlyph, ...] = ()
    starts: list[int] = field(default_factory=list)
    """Where each piece starts."""

    def piece_at(self, at: int) -> int:
        """Index of the piece that holds a character."""
        return bisect_right(self.starts, at) - 1

    def trailing(self, at: int) -> float:
        """What stands behind a character but not at a line's end: its spacing and gap."""
        piece = self.pieces[self.piece_at(at)]
        return piece.kind.spacing * piece.squeezed + piece.spread + self.gaps.get(at, 0.0)


@dataclass(slots=True)
class _Writer:
    """Gathers text, widths and pieces."""

    fonts: FontBook
    grid: Grid
    numbers: PageNumbers
    source: str
    text: list[str] = field(default_factory=list)
    widths: list[float] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    floating: list[tuple[int, Floating]] = field(default_factory=list)
    missing: dict[MissingGlyph, None] = field(default_factory=dict)
    fence: int = 0
    """Where the group of runs began that is being written; pieces do not reach over it."""

    def add(self, item: Inline) -> None:
        match item:
            case Text():
                self.add_text(item.text, item.look, item.link, item.source or self.source)
            case PageNumber():
                self.add_text(_number(item, self.numbers), item.look, "", self.source)
            case Tab():
                self.add_sign("\t", item.look)
            case Break():
                self.add_sign(_BREAKS[item.kind], item.look)
            case InlinePicture():
                self.add_sign(OBJECT, item.look, item)
            case Floating():
                self.floating.append((len(self.widths), item))

    def add_sign(self, sign: str, look: RunLook, picture: InlinePicture | None = None) -> None:
        measures = measures_of(look, self.fonts, self.grid)
        at = len(self.widths)
        self.pieces.append(Piece(at, at + 1, measures, measures.mark, sign=True, picture=picture))
        self.text.append(sign)
        self.widths.append(picture.picture.width if picture else 0.0)

    def add_text(self, text: str, look: RunLook, link: str, source: str) -> None:
        text = plain(text)
        if not text:
            return
        measures = measures_of(look, self.fonts, self.grid)
        at = len(self.widths)
        self.text.append(text)
        self.widths.extend(map(measures.__getitem__, text))
        kinds = {measures.kinds[character] for character in set(text)}
        if any(kind.face is None for kind in kinds):
            self.note_missing(text, measures, source)
        for kind, length in _alike(text, measures, kinds):
            self.add_piece(Piece(at, at + length, measures, kind, link))
            at += length

    def add_piece(self, piece: Piece) -> None:
        """Add a piece of text, or lengthen the last one if nothing differs."""
        last = self.pieces[-1] if self.pieces and piece.start > self.fence else None
        if last and (last.kind, last.link) == (piece.kind, piece.link) and not last.sign:
            self.pieces[-1] = replace(last, end=piece.end)
        else:
            self.pieces.append(piece)

    def note_missing(self, text: str, measures: Measures, source: str) -> None:
        for character in dict.fromkeys(text):
            if measures.kinds[character].face is None and character not in SPACES:
                self.missing[MissingGlyph(character, source)] = None


def measure(paragraph: Paragraph, context: Context) -> Measured:
    """The paragraph's content as one measured text."""
    writer = _Writer(context.fonts, context.grid, context.numbers, paragraph.source)
    glued: set[int] = set()
    for fit, items in groupby(paragraph.content, _fit_of):
        first, at = len(writer.pieces), len(writer.widths)
        writer.fence = at
        for item in items:
            writer.add(item)
        if fit is not None:
            _fit(writer, first, at, fit.width)
            glued.update(range(at + 1, len(writer.widths)))
    text = "".join(writer.text)
    gaps = _gaps(text, writer, glued) if paragraph.look.auto_space else {}
    for at, kept in _unnarrowed(text, writer.pieces):
        gaps[at] = gaps.get(at, 0.0) + kept
    for at, gap in gaps.items():
        writer.widths[at] += gap
    return Measured(
        text=text,
        edges=list(accumulate(writer.widths, initial=0.0)),
        pieces=tuple(writer.pieces),
        gaps=gaps,
        glued=frozenset(glued),
        floating=tuple(writer.floating),
        missing=tuple(writer.missing),
        starts=[piece.start for piece in writer.pieces],
    )


def _alike(text: str, measures: Measures, kinds: set[Kind]) -> Iterator[tuple[Kind, int]]:
    """The kinds of a text's characters, and how many in a row are of each."""
    if len(kinds) == 1:
        yield kinds.pop(), len(text)
        return
    for kind, same in groupby(map(measures.kinds.__getitem__, text)):
        yield kind, len(list(same))


def _fit_of(item: Inline) -> Fit | None:
    return item.fit if isinstance(item, Text) else None


def _number(item: PageNumber, numbers: PageNumbers) -> str:
    values = {
        "page": numbers.page,
        "pages": numbers.pages,
        "section_pages": numbers.section_pages,
    }
    return numeral(values[item.kind], item.format or numbers.format)


def _fit(writer: _Writer, first: int, at: int, width: float) -> None:
    """Spread or squeeze what was written last to a width (ECMA-376 part 1, 17.3.2.14)."""
    last = len(writer.widths) - 1
    natural = sum(writer.widths[at:])
    if natural <= 0 or width <= 0:
        return
    squeezed = min(1.0, width / natural)
    spread = max(0.0, width - natural) / (last - at) if last > at else 0.0
    writer.widths[at:] = [own * squeezed + spread for own in writer.widths[at:]]
    if last > at:
        writer.widths[last] -= spread
    writer.pieces[first:] = [
        Piece(piece.start, piece.end, piece.measures, piece.kind, piece.link, squeezed, spread)
        for piece in writer.pieces[first:]
    ]


def _unnarrowed(text: str, pieces: list[Piece]) -> Iterator[tuple[int, float]]:
    """Characters that a negative spacing does not narrow, and by how much.

    They are the last before another script or look, as LibreOffice 7.4 has it; Word narrows them
    too. It decides where lines break: a 28-character line leaves 2.3 points.
    """
    if not any(piece.measures.look.spacing < 0 for piece in pieces):
        return
    ends = {end for found in LATIN.finditer(text) for end in found.span()}
    ends.update(
        right.start for left, right in pairwise(pieces) if left.measures is not right.measures
    )
    number = 0
    for end in sorted(ends - {0, len(text)}):
        while pieces[number].end < end:
            number += 1
        spacing = pieces[number].measures.look.spacing
        if spacing < 0 and not pieces[number].sign:
            yield end - 1, -spacing


def _gaps(text: str, writer: _Writer, glued: Iterable[int]) -> dict[int, float]:
    """The spaces between Chinese and Latin, by the character before."""
    seams = [found.start() for found in SEAM.finditer(text)]
    if not seams:
        return {}
    inside = set(glued)
    ends = iter(writer.pieces)
    piece = next(ends)
    gaps = {}
    for seam in seams:
        while piece.end < seam:
            piece = next(ends)
        if seam not in inside:
            gaps[seam - 1] = AUTO_SPACE * piece.measures.size
    return gaps
