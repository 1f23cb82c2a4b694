"""The look all workbooks made here share: typeface, fills, borders, page."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import openpyxl
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooter, HeaderFooterItem
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from formgen.campaign.kinds.base import storable

FACE = "宋体"
"""On every office machine, in Excel, WPS and LibreOffice alike."""
TEXT_FORMAT = "@"
"""The number format of text: digits stay as typed."""
MAX_CELL_CHARACTERS = 32_767
"""More than this no cell holds."""

_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
"""What a reader would take for an escaped character (ECMA-376 part 1, 22.9.2.19)."""
_A4 = 9
_CELL_PADDING = 1.5
"""Half-width characters lost at the sides of a cell, and to words that do not fill a line."""
_LINE_POINTS = 15.0
_ROW_PADDING = 4.0
_HIGHEST_ROW = 409.0
"""The most Excel allows."""

_BODY_FONT = Font(name=FACE, size=11)
_BOLD_FONT = Font(name=FACE, size=11, bold=True)
_LINE = Side(style="thin", color="A6A6A6")
_THIN = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_TOP_LEFT = Alignment(horizontal="left", vertical="top", wrap_text=True)
_CENTRED = Alignment(horizontal="center", vertical="center", wrap_text=True)


def _fill(colour: str) -> PatternFill:
    return PatternFill("solid", fgColor=colour)


@dataclass(frozen=True, slots=True)
class Look:
    """How a cell looks."""

    font: Font = _BODY_FONT
    alignment: Alignment = _TOP_LEFT
    fill: PatternFill | None = None
    border: Border | None = _THIN


BODY = Look()
PLAIN = Look(border=None)
CENTRED = Look(alignment=_CENTRED)
HEADING = Look(_BOLD_FONT, _CENTRED, _fill("DCE6F1"))
REQUIRED_HEADING = replace(HEADING, font=Font(name=FACE, size=11, bold=True, color="C00000"))
CONDITIONAL_HEADING = replace(HEADING, fill=_fill("FFF2CC"))
TITLE = Look(Font(name=FACE, size=16, bold=True), _CENTRED, border=None)
SUBTITLE = Look(_BOLD_FONT, _TOP_LEFT, border=None)
LABEL = Look(_BOLD_FONT, _TOP_LEFT, _fill("F2F2F2"))
ERROR = Look(fill=_fill("F8CBAD"))
WARNING = Look(fill=_fill("FFF2CC"))


def new_workbook() -> openpyxl.Workbook:
    """A workbook without sheets."""
    workbook = openpyxl.Workbook()
    for sheet in list(workbook.worksheets):
        workbook.remove(sheet)
    workbook.properties.creator = "formgen"
    return workbook


def new_sheet(workbook: openpyxl.Workbook, title: str) -> Worksheet:
    """A worksheet after the others."""
    sheet: Worksheet = workbook.create_sheet(title)
    return sheet


def write_text(sheet: Worksheet, row: int, column: int, text: str, look: Look = BODY) -> Cell:
    """A text in a cell, as text: = at its start makes no formula, digits stay digits.

    Args:
        sheet: the worksheet.
        row: row from 1.
        column: column from 1.
        text: the text; see `cell_text` for what becomes of one no cell can hold.
        look: how it looks.
    """
    cell = Cell(sheet, row=row, column=column, value=cell_text(text))
    cell.data_type = "s"  # else openpyxl takes =1+1 for a formula and #N/A for an error
    cell.number_format = TEXT_FORMAT
    dress(cell, look)
    sheet._cells[row, column] = cell
    return cell


def dress(cell: Cell, look: Look) -> None:
    """Give a cell a look; a look without fill or border leaves the cell's own."""
    cell.font = look.font
    cell.alignment = look.alignment
    if look.fill is not None:
        cell.fill = look.fill
    if look.border is not None:
        cell.border = look.border


def cell_text(text: str) -> str:
    """A text as a cell can hold it.

    Characters no XML can hold are left out, what looks like an escape is escaped, and
    what exceeds a cell's room is cut with ….
    """
    text = _LOOKS_ESCAPED.sub("_x005F_", storable(text))
    if len(text) <= MAX_CELL_CHARACTERS:
        return text
    return text[: MAX_CELL_CHARACTERS - 1] + "…"


def write_headings(sheet: Worksheet, row: int, headings: Sequence[str]) -> None:
    """A header row, kept in sight and repeated on every printed page."""
    for column, heading in enumerate(headings, start=1):
        write_text(sheet, row, column, heading, HEADING)
    keep_in_sight(sheet, row)


def keep_in_sight(sheet: Worksheet, row: int, columns: int = 0) -> None:
    """Freeze the rows down to the header row and so many columns; print the row on every page."""
    sheet.freeze_panes = f"{get_column_letter(columns + 1)}{row + 1}"
    sheet.print_title_rows = f"{row}:{row}"


def set_widths(sheet: Worksheet, widths: Sequence[float]) -> None:
    """The widths of the first columns, in half-width characters."""
    for column, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width


def text_width(text: str) -> int:
    """The width of a line in half-width characters; Chinese ones count two."""
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text)


def row_height(cells: Iterable[tuple[str, float]]) -> float:
    """The height in points that shows all of a row's texts.

    Neither Excel nor LibreOffice finds it for merged cells, and WPS not for new files.

    Args:
        cells: each text, in 11 point, and the width of its column.
    """
    most = max((_lines(text, width) for text, width in cells), default=1)
    return min(_HIGHEST_ROW, most * _LINE_POINTS + _ROW_PADDING)


def _lines(text: str, width: float) -> int:
    """Lines a text takes in a column."""
    room = max(2.0, width - _CELL_PADDING)
    return sum(max(1, math.ceil(text_width(line) / room)) for line in text.split("\n"))


_PAGE_WIDTH = 200.0
"""Half-width characters across a landscape page that are small, but can be read."""


def print_on_a4(sheet: Worksheet, *, landscape: bool = True, width: float = 0.0) -> None:
    """A4, as many pages wide as can be read, as long as the rows need, with page numbers.

    Args:
        sheet: the worksheet.
        landscape: whether the page lies.
        width: of all columns together in half-width characters, where they may need pages.
    """
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.fitToWidth = max(1, math.ceil(width / _PAGE_WIDTH))
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins = PageMargins(0.5, 0.5, 0.5, 0.6, header=0.3, footer=0.3)
    footer = HeaderFooterItem()
    footer.center.text = "第 &P 页，共 &N 页"
    sheet.HeaderFooter = HeaderFooter(oddFooter=footer)
