"""Texts and the widths of their cells → the heights their rows need."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

HIGHEST = 409.5
"""Points; Excel takes no higher row."""
_PIXEL = 0.75
"""Points of a screen pixel, in which Excel keeps heights."""
_CELL_PADDING = 5.0
"""Pixels of a cell's width that hold no text (ECMA-376 Part 1, 18.3.1.13)."""
_LINE = 1.45
"""Height of a line in font sizes: that of Noto CJK, the tallest common stand-in."""
_LEADING = 0.3
"""Part of one line's height that is blank, so that losing it cuts no ink."""
_TOKEN = re.compile(
    "[\u2e80-\U0003ffff][、。，．：；？！）》」』】〕”’]*"  # what begins no line
    "|[^\\s\u2e80-\U0003ffff]+"  # a word or number
    "|\\s"
)


@dataclass(frozen=True, slots=True)
class Box:
    """The space of one cell, or of cells merged."""

    width: float
    """In pixels, as text can use it."""
    size: float
    """Font size in points."""
    wraps: bool


@dataclass(frozen=True, slots=True)
class Need:
    """What one text asks of the rows it stands in."""

    top: int
    bottom: int
    height: float
    """Points."""
    merged: bool
    """Whether its cells are merged; programs fit no row to these."""
    slot: int
    """Whose text it is, for messages."""


class TooHighError(Exception):
    """A text needs a higher row than there is."""

    def __init__(self, slot: int) -> None:
        super().__init__(slot)
        self.slot = slot


def digit_width(normal_size: float) -> int:
    """Pixels of a digit of the normal font: half an em, at 96 dots per inch.

    The least of the usual fonts', so that columns are never taken for wider than they are.
    """
    return max(1, math.floor(normal_size * 96 / 72 / 2))


def box_width(characters: float, normal_size: float) -> float:
    """Pixels a text can use of a column or several so many digits wide."""
    return max(characters * digit_width(normal_size) - _CELL_PADDING, 1.0)


def text_height(text: str, box: Box) -> float:
    """Points a text needs to show all its lines; 0 for one line, which rows are made for."""
    unit = box.size * 96 / 72 / 2
    room = max(int(box.width / unit), 2) if box.wraps else math.inf
    lines = sum(_lines(paragraph, room) for paragraph in text.split("\n"))
    return (lines * _LINE - _LEADING) * box.size if lines > 1 else 0.0


def _lines(paragraph: str, room: float) -> int:
    """Lines of a paragraph in a column so many half-width characters wide."""
    if _units(paragraph) <= room:
        return 1
    lines, used = 1, 0
    for token in _TOKEN.findall(paragraph):
        width = _units(token)
        if used + width <= room:
            used += width
            continue
        if token.isspace():
            continue
        whole = math.ceil(width / room)
        lines += whole if used else whole - 1
        used = width - int((whole - 1) * room)
    return lines


def _units(text: str) -> int:
    return sum(map(_unit, text))


@lru_cache(maxsize=20_000)
def _unit(character: str) -> int:
    """Half-widths of a character; ambiguous ones are wide in Chinese fonts."""
    return 2 if unicodedata.east_asian_width(character) in "WFA" else 1


def grown(fixed: Mapping[int, float], default: float, needs: Iterable[Need]) -> dict[int, float]:
    """Rows that must be made higher than the template has them, and how high.

    `fixed` are the rows whose height the template fixes; programs fit the others to
    their unmerged cells by themselves.

    Raises:
        TooHighError: a text does not fit the highest row there is.
    """
    ordered = sorted(needs, key=lambda need: (need.bottom - need.top, need.top))
    heights: dict[int, float] = {}
    fitted: dict[int, float] = {}
    for need in ordered:
        rows = range(need.top, need.bottom + 1)
        now = {row: heights.get(row, fixed.get(row, fitted.get(row, default))) for row in rows}
        lack = need.height - sum(now.values())
        if lack <= 0:
            continue
        if not need.merged and need.top not in fixed:
            fitted[need.top] = need.height
            continue
        for row in rows:
            heights[row] = _rounded(now[row] + lack / len(rows))
            if heights[row] > HIGHEST:
                raise TooHighError(need.slot)
    return heights


def _rounded(points: float) -> float:
    return math.ceil(points / _PIXEL - 1e-9) * _PIXEL
