"""A PDF → its characters and ruled lines with their places, as pdfium reads them.

Places are points from the upper left corner of the page. A character's place is its
origin (left end on the baseline), because the boxes around it depend on how each PDF
describes the typeface, while the origin is where the glyph is drawn.
"""

from __future__ import annotations

import ctypes
import itertools
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from unicodedata import category

import pypdfium2 as pdfium
from pypdfium2 import raw

FORM_DEPTH = 8
"""Content inside content (form XObjects) is followed so far."""
HYPHENS = (0x02, 0xFFFE)
"""What pdfium makes of a hyphen at the end of a line."""
INVISIBLE = ("Cc", "Cf", "Zl", "Zp", "Zs")
"""Unicode categories of spaces and of what directs the text."""
THIN = 3.0
"""A filled box no thicker than this is a line, in points."""
SHORTEST = 4.0
"""Shorter strokes are parts of signs and dashes, not ruled lines."""
STRAIGHT = 0.1
"""How far the ends of a level or upright line may be out of true."""
SAME_LINE = 0.3
"""Pieces of a line may be so far out of line with each other."""
JOINT = 1.0
"""Pieces of a line may be so far apart: borders of neighbouring cells, drawn cell by cell."""

Point = tuple[float, float]
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Character:
    """A visible character and its origin."""

    text: str
    page: int
    x: float
    baseline: float
    right: float
    """Where the next character would begin without a gap, as far as known."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line along an axis, pieces joined."""

    page: int
    upright: bool
    at: float
    """Its y where level, its x where upright."""
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class PrintedDocument:
    """What stands on the pages of a PDF."""

    sizes: tuple[Point, ...]
    """Width and height of each page."""
    characters: tuple[Character, ...]
    """In the order of the PDF's content; without spaces."""
    rules: tuple[Rule, ...]


def read_pdf(content: bytes) -> PrintedDocument:
    """Read a PDF."""
    document = pdfium.PdfDocument(content)
    try:
        sizes: list[Point] = []
        characters: list[Character] = []
        rules: list[Rule] = []
        for number, page in enumerate(document):
            sizes.append((page.get_width(), page.get_height()))
            characters += _characters(page, number)
            rules += _rules(page, number)
            page.close()
    finally:
        document.close()
    return PrintedDocument(tuple(sizes), tuple(characters), tuple(rules))


def _characters(page: pdfium.PdfPage, number: int) -> Iterator[Character]:
    height = page.get_height()
    text = page.get_textpage()
    x, y = ctypes.c_double(), ctypes.c_double()
    box = raw.FS_RECTF()
    for index, character in _visible(text):
        raw.FPDFText_GetCharOrigin(text, index, x, y)
        raw.FPDFText_GetLooseCharBox(text, index, box)
        yield Character(character, number, x.value, height - y.value, box.right)
    text.close()


def _visible(text: pdfium.PdfTextPage) -> Iterator[tuple[int, str]]:
    """The characters that leave a mark, with their number; pdfium counts UTF-16 units."""
    high = 0
    for index in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text, index)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000:
            code += 0x10000 - 0xDC00 + ((high - 0xD800) << 10)
        character = "-" if code in HYPHENS else chr(code)
        if category(character) in INVISIBLE or raw.FPDFText_IsGenerated(text, index) == 1:
            continue
        yield index, character


def _rules(page: pdfium.PdfPage, number: int) -> Iterator[Rule]:
    height = page.get_height()
    pieces: dict[bool, list[tuple[float, float, float]]] = defaultdict(list)
    for x0, y0, x1, y1 in itertools.chain.from_iterable(
        _lines_of(path, matrix) for path, matrix in _paths(page, None, pdfium.PdfMatrix(), 0)
    ):
        upright = abs(x1 - x0) < abs(y1 - y0)
        along = sorted((height - y0, height - y1) if upright else (x0, x1))
        at = (x0 + x1) / 2 if upright else height - (y0 + y1) / 2
        pieces[upright].append((at, along[0], along[1]))
    for upright, found in pieces.items():
        for at, start, end in _joined(found):
            if end - start >= SHORTEST:
                yield Rule(number, upright, at, start, end)


def _paths(
    page: pdfium.PdfPage, form: object, matrix: pdfium.PdfMatrix, depth: int
) -> Iterator[tuple[pdfium.PdfObject, pdfium.PdfMatrix]]:
    """Every path of a page with the matrix to page space, also inside forms."""
    for item in page.get_objects(max_depth=1, form=form):
        own = item.get_matrix().multiply(matrix)
        if item.type == raw.FPDF_PAGEOBJ_PATH:
            yield item, own
        elif item.type == raw.FPDF_PAGEOBJ_FORM and depth < FORM_DEPTH:
            yield from _paths(page, item, own, depth + 1)


def _lines_of(path: pdfium.PdfObject, matrix: pdfium.PdfMatrix) -> Iterator[Box]:
    """The level and upright lines a path draws: stroked segments, thin filled boxes."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, fill, stroke)
    for outline in _outlines(path, matrix):
        box = _box(outline)
        if fill.value and min(box[2] - box[0], box[3] - box[1]) <= THIN:
            yield _middle(box)
        elif stroke.value:
            for (x0, y0), (x1, y1) in itertools.pairwise(outline):
                if min(abs(x1 - x0), abs(y1 - y0)) <= STRAIGHT:
                    yield x0, y0, x1, y1


def _outlines(path: pdfium.PdfObject, matrix: pdfium.PdfMatrix) -> list[list[Point]]:
    """The parts of a path as points in page space; curves as their corner points."""
    outlines: list[list[Point]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(raw.FPDFPath_CountSegments(path)):
        segment = raw.FPDFPath_GetPathSegment(path, index)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO or not outlines:
            outlines.append([])
        outlines[-1].append(matrix.on_point(x.value, y.value))
        if raw.FPDFPathSegment_GetClose(segment):
            outlines[-1].append(outlines[-1][0])
    return outlines


def _box(points: Sequence[Point]) -> Box:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def _middle(box: Box) -> Box:
    """The centre line of a thin box."""
    x0, y0, x1, y1 = box
    if x1 - x0 > y1 - y0:
        return x0, (y0 + y1) / 2, x1, (y0 + y1) / 2
    return (x0 + x1) / 2, y0, (x0 + x1) / 2, y1


def _joined(pieces: Sequence[tuple[float, float, float]]) -> Iterator[tuple[float, float, float]]:
    """Pieces in line with each other that touch, as one line."""
    lanes: list[list[tuple[float, float, float]]] = []
    for piece in sorted(pieces):
        if lanes and piece[0] - lanes[-1][0][0] <= SAME_LINE:
            lanes[-1].append(piece)
        else:
            lanes.append([piece])
    for lane in lanes:
        group: list[tuple[float, float, float]] = []
        end = float("-inf")
        for piece in sorted(lane, key=lambda piece: piece[1]):
            if group and piece[1] > end + JOINT:
                yield _spanning(group)
                group, end = [], float("-inf")
            group.append(piece)
            end = max(end, piece[2])
        yield _spanning(group)


def _spanning(group: Sequence[tuple[float, float, float]]) -> tuple[float, float, float]:
    """One line over pieces, at the place most of its length has."""
    lengths = [end - start for _, start, end in group]
    total = sum(lengths) or 1.0
    at = sum(piece[0] * length for piece, length in zip(group, lengths, strict=True)) / total
    return at, min(piece[1] for piece in group), max(piece[2] for piece in group)
