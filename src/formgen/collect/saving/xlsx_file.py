"""Rows → an .xlsx workbook: a new one, or one that was there with more in it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from formgen.campaign import FieldDefinition
from formgen.collect.saving.written import RowToWrite, WrittenTable
from formgen.workbooks.adding_cells import sheet_layout, with_cells
from formgen.workbooks.collected_table import collected_workbook


def new_xlsx(columns: Sequence[str], rows: Sequence[RowToWrite]) -> WrittenTable:
    """A workbook of one sheet, all cells text."""
    texts = [[str(row.cells.get(name, "")) for name in columns] for row in rows]
    places = {name: number for number, name in enumerate(columns, start=1)}
    content = collected_workbook(columns, texts)
    return WrittenTable(content, 1, places, range(2, len(rows) + 2))


def added_xlsx(
    path: Path,
    sheet: str,
    fields: Sequence[FieldDefinition],
    columns: Sequence[str],
    rows: Sequence[RowToWrite],
) -> WrittenTable:
    """A workbook with cells and rows added; all else in it stays byte for byte.

    Args:
        path: the workbook.
        sheet: the worksheet with the records.
        fields: what its columns can be, by which the header is known.
        columns: fields that need a column; those that have none get one behind all others.
        rows: what is added.

    Raises:
        PackageError: it cannot be read.
        OSError: it cannot be opened.
    """
    layout = sheet_layout(path, sheet, fields)
    places, wide = dict(layout.columns), layout.wide
    cells: dict[tuple[int, int], str] = {}
    for name in columns:
        if name not in places:
            wide += 1
            places[name] = wide
            cells[layout.header, wide] = name
    numbers: list[int] = []
    last = layout.last
    for row in rows:
        if row.at is None:
            last += 1
        numbers.append(row.at or last)
        for name, raw in row.cells.items():
            cells[numbers[-1], places[name]] = str(raw)
    content, refused = None, frozenset[tuple[int, int]]()
    if any(row.cells for row in rows):
        content, refused = with_cells(path.read_bytes(), layout, cells)
    return WrittenTable(content, layout.header, places, numbers, refused)
