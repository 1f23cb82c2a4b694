"""Pieces of text → lines as they stand, and lines → the paragraphs that were broken into them."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from formgen.collect.pdf_form.marks import Piece

_LEVEL = 0.35
"""Ems by which baselines of one line may differ."""
_WORD_GAP, _GAP, _TAB = 0.2, 0.75, 1.8
"""Ems between pieces: between words; more than justifying makes; as only a tab makes."""
_INDENT = 1.2
"""Ems that begin a paragraph."""
_RESIZED = 0.6
"""Points between two sizes of type."""
_LEADING = 3.0
"""Ems between lines beyond which they are no longer of one text."""
_NUMBER = re.compile(r"\d{1,2}[.．、)）]|[（(]\d{1,2}[)）]|[●○■□◆•·*※-]")
"""How an item begins whose further lines hang."""
_SPACE = 0.5
"""Ems of the space between words."""
_SLACK = 0.05
"""Ems by which a line may end beyond the edge."""
_CENTRED = 4.0
"""Points by which the room left and right of a centred line may differ."""
_MARGIN = 10.0
"""The most points between a cell's edge and its text; Word's are 5.4."""
_CHUNK = re.compile(r"[（《“‘〈【［({\[]*(?:[!-~]+|.)[，。、；：！？）》”’〉】］…,.;:!?)\]}]{0,2}")
"""What no line break parts: a word or character with the marks that stay with it."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text."""

    text: str
    x: float
    right: float
    """Where its last character that shows ends."""
    y: float
    size: float


def lines_of(pieces: Iterable[Piece]) -> list[Line]:
    """The lines that pieces make, from top to bottom."""
    groups: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda one: (one.y, one.x)):
        last = groups[-1][0] if groups else None
        if last is not None and piece.y - last.y <= _LEVEL * max(piece.size, last.size):
            groups[-1].append(piece)
        else:
            groups.append([piece])
    return [line for group in groups if (line := _line(group)) is not None]


def _line(pieces: list[Piece]) -> Line | None:
    """One line; None where nothing shows in it."""
    pieces.sort(key=lambda one: one.x)
    parts: list[str] = []
    for number, piece in enumerate(pieces):
        if number:
            parts.append(_between(pieces[number - 1], piece))
        parts.append(piece.text)
    shown = [piece for piece in pieces if piece.text.strip()]
    if not shown:
        return None
    last = shown[-1]
    blank = len(last.text) - len(last.text.rstrip())
    right = last.right - blank * (last.right - last.x) / len(last.text)
    return Line("".join(parts).strip(), shown[0].x, right, pieces[0].y, last.size)


def _between(left: Piece, right: Piece) -> str:
    """What stands for the room between two pieces."""
    gap = (right.x - left.right) / (max(left.size, right.size) or 1)
    if gap > _TAB:
        return "\t"
    if left.text[-1:].isspace() or right.text[:1].isspace():
        return ""
    latin = left.text[-1:].isascii() and right.text[:1].isascii()
    return " " if gap > (_WORD_GAP if latin else _GAP) else ""


def paragraphs_of(lines: Sequence[Line], left: float, right: float) -> list[str]:
    """The paragraphs that were broken into lines.

    A line that has room for the next one's beginning ends its paragraph, and so does one before
    an indented line. A paragraph that happens to fill its last line is read on into the next.

    Args:
        lines: of one cell or column, top to bottom.
        left: the cell's left edge.
        right: its right edge.
    """
    if not lines:
        return []
    start = min(line.x for line in lines)
    margin = min(max(start - left, 0.0), _MARGIN)
    limit = max(right - margin, *(line.right for line in lines))
    middle = (left + right) / 2
    paragraphs = [lines[0].text]
    for line, following in itertools.pairwise(lines):
        centred = _centred(line, following, middle)
        ended = _apart(line, following) or (_indented(line, following, start) and not centred)
        if not ended and _full(line, following, limit - start, limit):
            paragraphs[-1] = _together(paragraphs[-1], following.text, limit - start, line.size)
        else:
            paragraphs.append(following.text)
    return paragraphs


def _apart(line: Line, following: Line) -> bool:
    """Whether lines are of other sizes of type, as a title is, or have a picture between them."""
    size = max(line.size, following.size)
    resized = abs(following.size - line.size) > _RESIZED
    return resized or following.y - line.y > _LEADING * size


def _indented(line: Line, following: Line, start: float) -> bool:
    """Whether a line begins a paragraph as the one before it does not.

    Behind a number the deeper line hangs under the text.
    """
    deep = _INDENT * following.size
    hangs = _NUMBER.match(line.text) is not None
    return not hangs and following.x - start > deep >= line.x - start


def _centred(line: Line, following: Line, middle: float) -> bool:
    """Whether both lines stand in the middle."""
    return all(abs(one.x + one.right - 2 * middle) <= _CENTRED for one in (line, following))


def _full(line: Line, following: Line, width: float, limit: float) -> bool:
    """Whether a line has no room for the beginning of the next."""
    chunk = _CHUNK.match(following.text)
    latin = line.text[-1:].isascii() or following.text[:1].isascii()
    space = _SPACE * line.size if latin else 0.0  # which the line break swallowed
    wanted = min(_width(chunk[0] if chunk else "", following.size), width) + space
    return line.right + wanted > limit + _SLACK * line.size


def _together(text: str, following: str, width: float, size: float) -> str:
    """Two lines of a paragraph as one; between words a space, in a broken one none."""
    if not (text[-1:].isascii() and following[:1].isascii()):
        return text + following
    last, first = re.split(r"[^!-~]", text)[-1], re.split(r"[^!-~]", following)[0]
    broken = _width(last + first, size) > width
    letters = (text[-1:].isalpha() or text[-1:] in ",.;:!?") and following[:1].isalnum()
    return f"{text} {following}" if letters and not broken else text + following


def _width(text: str, size: float) -> float:
    """About how wide a text is."""
    wide = sum(unicodedata.east_asian_width(character) in "WFA" for character in text)
    return (wide + (len(text) - wide) * 0.5) * size
