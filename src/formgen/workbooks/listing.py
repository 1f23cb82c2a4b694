"""Rows of text → rows of a printed list, high enough that nothing is cut."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from openpyxl.worksheet.worksheet import Worksheet

from formgen.excel.heights import HIGHEST, Box, box_width, text_height
from formgen.workbooks.alike_cells import AlikeCells
from formgen.workbooks.style import Look, write_text
from formgen.workbooks.visible import visible

_SIZE = 11
_PADDING = 6.0
"""Points above and below a row's text."""
_ONE_LINE = 21.0
"""Points of a row of one line."""
_FULL = HIGHEST - _PADDING


def write_row(
    cells: AlikeCells,
    row: int,
    texts: Sequence[str],
    widths: Sequence[float],
    looks: Sequence[Look],
) -> int:
    """Write a row of texts; what does not fit the highest row goes on in the next.

    Programs fit no row to its text when they open a file, so heights are computed.

    Args:
        cells: where to; their looks live as long as it does.
        row: the first row to be used.
        texts: one a column.
        widths: of the columns, in half-width characters.
        looks: of the columns.

    Returns:
        The row after it.
    """
    columns = [_pieces(visible(text), width) for text, width in zip(texts, widths, strict=True)]
    number = row
    for number, pieces in enumerate(zip_longest(*columns, fillvalue=""), start=row):
        for column, (piece, look) in enumerate(zip(pieces, looks, strict=True), start=1):
            cells.write(number, column, piece, look)
        cells.sheet.row_dimensions[number].height = _height(pieces, widths)
    return number + 1


def write_line(sheet: Worksheet, row: int, text: str, widths: Sequence[float], look: Look) -> None:
    """Write a text across all columns, in a row as high as it needs."""
    text = visible(text)
    write_text(sheet, row, 1, text, look)
    sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(widths))
    box = Box(box_width(sum(widths), _SIZE), float(look.font.size or _SIZE), wraps=True)
    least = _ONE_LINE * box.size / _SIZE
    height = max(text_height(text, box) + _PADDING, least)
    sheet.row_dimensions[row].height = min(height, HIGHEST)


def _height(texts: Sequence[str], widths: Sequence[float]) -> float:
    needed = max(text_height(text, _box(width)) for text, width in zip(texts, widths, strict=True))
    return min(max(needed + _PADDING, _ONE_LINE), HIGHEST)


def _box(width: float) -> Box:
    return Box(box_width(width, _SIZE), _SIZE, wraps=True)


def _pieces(text: str, width: float) -> list[str]:
    """A text in pieces that each fit a row."""
    pieces = []
    box = _box(width)
    while text_height(text, box) > _FULL:
        size = _fitting(text, box)
        pieces.append(text[:size])
        text = text[size:]
    return [*pieces, text]


def _fitting(text: str, box: Box) -> int:
    """How many characters of a text, at least one, fit the highest row."""
    least, most = 1, len(text)
    while least < most:
        middle = (least + most + 1) // 2
        if text_height(text[:middle], box) <= _FULL:
            least = middle
        else:
            most = middle - 1
    return least
