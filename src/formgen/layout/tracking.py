"""Pages → the same pages with a small code in the foot margin that says which paper they are.

The code (QR, ISO/IEC 18004) and the tiny text beside it hold a random identifier and the page's
number, nothing of the campaign or a person. A scan that comes back is sorted by it.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from formgen.fonts import Face, FontBook
from formgen.layout.pages import Fill, Glyphs, Mark, Page, Pages, PlacedParagraph, all_marks
from formgen.layout.proving.boxes import Box, box_of

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Without 0, O, 1 and I, which readers take for each other."""
_LENGTH = 10
_MILLIMETRE = 72 / 25.4
_SIDE = 12 * _MILLIMETRE
"""Of the code with its quiet zone."""
_QUIET = 4
"""Modules (ISO/IEC 18004, 9.1)."""
_FEET = (6.0, 4.5, 2.6)
"""Millimetres from the code to the paper's lower edge, tried in turn. Printers leave four to five
blank: with the quiet zone all of them are kept."""
_ASIDE = 6 * _MILLIMETRE
"""From the code to the paper's side."""
_TYPEFACE = "仿宋"
"""Nearly every paper embeds it for its text."""
_SIZE = 6.0
_OVERLAP = 0.03
"""Points by which bars reach into the next row, so that no hairline shows between them."""


def new_code() -> str:
    """A random identifier that nobody can guess: ten characters, fifty bits."""
    return "".join(secrets.choice(ALPHABET) for _ in range(_LENGTH))


def track_where_free(pages: Pages, code: str, fonts: FontBook) -> tuple[Pages, tuple[int, ...]]:
    """Pages with the code of their identifier and number, such as K7QF2M9XPA-2; and those without.

    Args:
        pages: a document laid out.
        code: its identifier, as `new_code` makes them.
        fonts: print the text beside the code.

    Returns:
        The pages; and the numbers, from 1, of those that are as they were, because their foot
        has no free place: neither right nor left nor in the middle.

    Raises:
        ValueError: the identifier has other characters than `ALPHABET`.
    """
    if not code or not set(code) <= set(ALPHABET):
        raise ValueError(f"{code!r} is no identifier of {ALPHABET}")
    face = _face(fonts)
    made: list[Page] = []
    full: list[int] = []
    for number, page in enumerate(pages.pages, 1):
        marks = _marks(page, f"{code}-{number}", face)
        if marks is None:
            full.append(number)
            made.append(page)
        else:
            block = PlacedParagraph(tuple(marks), artifact=True)
            made.append(replace(page, blocks=(*page.blocks, block)))
    return replace(pages, pages=tuple(made)), tuple(full)


def _face(fonts: FontBook) -> Face:
    """The first face with all characters an identifier may have."""
    needed = set(map(ord, ALPHABET + "01-"))
    return next(face for face in fonts.stack(_TYPEFACE).faces if face.advances.keys() >= needed)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where code and text stand, in points."""

    x: float
    """Of the code with its quiet zone."""
    y: float
    text_x: float
    width: float
    """Of the text."""

    @property
    def box(self) -> Box:
        """Round code and text."""
        left = min(self.x, self.text_x)
        right = max(self.x + _SIDE, self.text_x + self.width)
        return Box(left, self.y, right, self.y + _SIDE)


def _marks(page: Page, text: str, face: Face) -> list[Mark] | None:
    """Bars and text at the first free place; None where there is none."""
    width = _SIZE * sum(face.advances[ord(one)] for one in text)
    top = page.height - _FEET[0] * _MILLIMETRE - _SIDE
    taken = [box for mark in all_marks(page) if (box := box_of(mark)).bottom > top]
    for place in _places(page, width):
        if not any(place.box.meets(box) for box in taken):
            baseline = place.y + _SIDE - _SIDE / 4
            written = Glyphs(place.text_x, baseline, text, face, _SIZE, width)
            return [*_bars(text, place.x, place.y), written]
    return None


def _places(page: Page, width: float) -> Iterator[_Place]:
    """Right, left and middle, as high above the edge as there is room."""
    right = page.width - _ASIDE - _SIDE
    middle = (page.width - _SIDE) / 2
    for foot in _FEET:
        y = page.height - foot * _MILLIMETRE - _SIDE
        yield _Place(right, y, right - width, width)
        yield _Place(_ASIDE, y, _ASIDE + _SIDE, width)
        yield _Place(middle, y, middle + _SIDE, width)


def _bars(text: str, x: float, y: float) -> Iterable[Fill]:
    """The dark modules, those beside each other as one bar."""
    import segno  # noqa: PLC0415 - a twentieth of each start, and few papers carry codes

    # 25 % of the code may be unreadable: a stamp's edge or a staple may lie on it.
    rows = [list(row) for row in segno.make_qr(text, error="q", boost_error=False).matrix]
    module = _SIDE / (len(rows) + 2 * _QUIET)
    for number, row in enumerate(rows, _QUIET):
        column = _QUIET
        for dark, run in groupby(row):
            length = len(list(run))
            if dark:
                left, width = x + column * module, length * module
                height = module + _OVERLAP
                yield Fill(left, y + number * module, width, height, "#000000")
            column += length
