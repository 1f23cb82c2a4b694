"""The bytes of a workbook → its visible sheets as grids of the texts a person saw."""

from __future__ import annotations

import io
from itertools import islice
from zipfile import ZipFile

from lxml import etree

from formgen.ooxml import PackageError, StreamedPackage
from formgen.ooxml.area import Area
from formgen.ooxml.lazy import open_bytes
from formgen.ooxml.package import DAMAGED, ZIP_DAMAGE
from formgen.tables.grid import Grid, GridRow
from formgen.tables.keeping import Spool
from formgen.tables.workbook import Sheet, Workbook, read_workbook
from formgen.tables.worksheet import read_worksheet

MAX_SHEETS = 100
"""No list that people keep by hand has more sheets; further ones are not read."""
MAX_ROWS = 20_000
"""Of one sheet, rows and merged ranges together."""


def read_sheets(content: bytes, file: str) -> tuple[Grid, ...]:
    """The visible sheets of a workbook, in the order of their tabs.

    Args:
        content: the workbook's bytes.
        file: its name, for the places of cells.

    Raises:
        PackageError: no workbook, encrypted, damaged, or larger than the bounds.
    """
    try:
        with open_bytes(content) as parts, ZipFile(io.BytesIO(content)) as archive:
            package = StreamedPackage(parts.parts, archive)
            workbook = read_workbook(package, Spool())
            visible = [sheet for sheet in workbook.sheets if sheet.visible]
            if len(visible) > MAX_SHEETS:
                raise PackageError(f"有 {len(visible)} 个工作表，太多了", "请分成几个文件")
            return tuple(_grid(package, workbook, sheet, file) for sheet in visible)
    except (*ZIP_DAMAGE, etree.XMLSyntaxError):
        raise PackageError(DAMAGED) from None


def _grid(package: StreamedPackage, workbook: Workbook, sheet: Sheet, file: str) -> Grid:
    rows: list[GridRow] = []
    merged: list[Area] = []
    items = read_worksheet(package, sheet.part, workbook)
    for item in islice(items, MAX_ROWS + 1):
        if isinstance(item, GridRow):
            rows.append(item)
        else:
            merged.append(item)
    if len(rows) + len(merged) > MAX_ROWS:
        raise PackageError(f"工作表“{sheet.name}”超过 {MAX_ROWS} 行", "请删去多余的行")
    return Grid(file, rows, sheet.name, merged)
