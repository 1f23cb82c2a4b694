"""Rows of texts → a workbook of applicants, which people go on working in."""

from __future__ import annotations

from collections.abc import Sequence

from formgen.tables.origin import DATA_SHEET
from formgen.workbooks.alike_cells import AlikeCells
from formgen.workbooks.saving import workbook_bytes
from formgen.workbooks.style import BODY, HEADING, new_sheet, new_workbook, write_text
from formgen.workbooks.table_copy import arrange

_ROW_HEIGHT = 32.0
"""Points, for two lines: with whole texts of a thousand characters no row could be found."""


def collected_workbook(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    """A workbook of one sheet 申报: headings in the first row, then the rows, all as text.

    Args:
        headings: of the columns.
        rows: a text for each column, at most 32,767 characters.
    """
    workbook = new_workbook()
    sheet = new_sheet(workbook, DATA_SHEET)
    for column, heading in enumerate(headings, start=1):
        write_text(sheet, 1, column, heading, HEADING)
    cells = AlikeCells(sheet)
    for number, row in enumerate(rows, start=2):
        sheet.row_dimensions[number].height = _ROW_HEIGHT
        for column, text in enumerate(row, start=1):
            cells.write(number, column, text, BODY)
    arrange(sheet, 1)
    return workbook_bytes(workbook)
