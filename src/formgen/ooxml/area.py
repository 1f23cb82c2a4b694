"""Cell references such as B3:D9 → areas of rows and columns, and back."""

from __future__ import annotations

import re
from typing import NamedTuple

from formgen.problems import column_letters

MAX_ROW = 1_048_576
"""Last row of a worksheet (ECMA-376 Part 1, 18.3.1.73, as Excel limits it)."""

_AREA = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d+)(?::\$?([A-Za-z]{1,3})\$?(\d+))?")


class Area(NamedTuple):
    """A rectangle of cells; rows and columns count from 1, both ends included."""

    top: int
    left: int
    bottom: int
    right: int

    def __str__(self) -> str:
        """B3:D9, or B3 for one cell."""
        start = coordinate(self.top, self.left)
        end = coordinate(self.bottom, self.right)
        return start if start == end else f"{start}:{end}"

    @property
    def columns(self) -> range:
        """The columns it covers."""
        return range(self.left, self.right + 1)

    def at(self, top: int, bottom: int) -> Area:
        """The same columns in other rows."""
        return Area(top, self.left, bottom, self.right)


def coordinate(row: int, column: int) -> str:
    """Row 3, column 2 as B3."""
    return f"{column_letters(column)}{row}"


def parse_area(text: str) -> Area:
    """B3:D9 as an area.

    Raises:
        ValueError: the text is no reference to cells.
    """
    match = _AREA.fullmatch(text)
    if match is None:
        raise ValueError(f"no reference to cells: {text!r}")
    left, top, right, bottom = match.groups()
    rows = sorted((int(top), int(bottom or top)))
    columns = sorted((_number(left), _number(right or left)))
    return Area(rows[0], columns[0], rows[1], columns[1])


def _number(letters: str) -> int:
    """Number of a column: A is 1, AA is 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
