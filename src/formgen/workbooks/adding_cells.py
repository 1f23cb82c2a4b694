"""A workbook and texts for cells → the same workbook with them; nothing else in it changes.

The worksheet is changed as XML: openpyxl would drop what formulas show and all it does not model.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from formgen.campaign import FieldDefinition
from formgen.ooxml import (
    PackageError,
    deflate,
    open_package,
    read_package,
    write_zip,
    written_part,
)
from formgen.ooxml.area import parse_area
from formgen.problems import column_letters
from formgen.tables.grid import HEADER_ROWS, GridRow, header_score
from formgen.tables.headers import Headings
from formgen.tables.workbook import read_workbook
from formgen.tables.worksheet import read_worksheet
from formgen.workbooks.style import cell_text

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


@dataclass(frozen=True, slots=True)
class SheetLayout:
    """Where on a worksheet the records stand."""

    part: str
    """Name of the worksheet's part."""
    header: int
    """The row of the headings, from 1."""
    columns: Mapping[str, int]
    """Column by field, of those that a heading names."""
    wide: int
    """The last column with anything in it in the first rows."""
    last: int
    """The last row with anything in it."""


def sheet_layout(path: Path, sheet: str, fields: Sequence[FieldDefinition]) -> SheetLayout:
    """Where on a worksheet the records stand.

    Args:
        path: the workbook.
        sheet: name of the worksheet.
        fields: what its columns can be, by which the header is known.

    Raises:
        PackageError: the file is no workbook, or damaged, or has no such sheet.
        OSError: it cannot be opened.
    """
    headings = Headings(fields)
    with open_package(path) as package:
        workbook = read_workbook(package)
        part = next((one.part for one in workbook.sheets if one.name == sheet), None)
        if part is None:
            raise PackageError(f"里面没有工作表“{sheet}”")
        found = read_worksheet(package, part, workbook, last_row=HEADER_ROWS)
        rows = [row for row in found if isinstance(row, GridRow)]
        last = max((row for row, _ in _filled(package.tree(part))), default=1)
    header = header_score(rows, headings)[1]
    if header is None:
        raise PackageError(f"工作表“{sheet}”里没有表头")
    columns = headings.columns((column, cell.text) for column, cell in header.cells.items())
    wide = max((column for row in rows for column in row.cells), default=1)
    return SheetLayout(part, header.number, columns, wide, last)


def with_cells(
    before: bytes, layout: SheetLayout, cells: Mapping[tuple[int, int], str]
) -> tuple[bytes, frozenset[tuple[int, int]]]:
    """A workbook with texts in some cells, which look as before, new ones as those above.

    Args:
        before: the workbook's file.
        layout: where its records stand.
        cells: row and column, from 1, to text.

    Returns:
        The file, and the cells that hold a formula and were left alone.

    Raises:
        PackageError: the file is damaged.
    """
    package = read_package(before)
    root = package.tree(layout.part)
    sheet = _Sheet(root, layout.header)
    refused = frozenset(at for at, text in sorted(cells.items()) if not sheet.write(*at, text))
    for dimension in root.findall("{*}dimension"):  # only a hint, which would be wrong now
        root.remove(dimension)
    parts = {**package.parts, layout.part: written_part(root)}
    return write_zip(deflate(name, content) for name, content in parts.items()), refused


def _filled(root: etree._Element) -> Iterator[tuple[int, etree._Element]]:
    """The rows that hold anything, with their numbers."""
    for number, row in _numbered(root):
        if next(row.iter("{*}v", "{*}is", "{*}f"), None) is not None:
            yield number, row


def _numbered(root: etree._Element) -> Iterator[tuple[int, etree._Element]]:
    number = 0
    for row in root.iterfind("{*}sheetData/{*}row"):
        stated = row.get("r")
        number = int(stated) if stated and stated.isdecimal() else number + 1
        yield number, row


class _Sheet:
    """A worksheet's XML being changed."""

    def __init__(self, root: etree._Element, header: int) -> None:
        data = root.find("{*}sheetData")
        if data is None:
            raise PackageError("文件已损坏")
        self.data = data
        self.header = header
        self.space = etree.QName(root).namespace or ""
        self.rows = dict(_numbered(root))
        self.numbers = sorted(self.rows)

    def write(self, row: int, column: int, text: str) -> bool:
        """Write a text into a cell; false where it holds a formula."""
        element = self._row(row)
        cells = self._cells(element)
        cell = cells.get(column)
        if cell is None:
            cell = etree.Element(self._tag("c"), r=f"{column_letters(column)}{row}")
            if style := self._style(row, column, cells):
                cell.set("s", style)
            behind = sum(1 for other in cells if other < column)
            element.insert(behind, cell)
        elif cell.find("{*}f") is not None:
            return False
        for child in list(cell):
            cell.remove(child)
        cell.set("t", "inlineStr")
        shown = etree.SubElement(etree.SubElement(cell, self._tag("is")), self._tag("t"))
        shown.set(_SPACE, "preserve")
        shown.text = cell_text(text)
        return True

    def _tag(self, name: str) -> str:
        return f"{{{self.space}}}{name}"

    def _row(self, number: int) -> etree._Element:
        """A row's element, made where there is none."""
        found = self.rows.get(number)
        if found is None:
            place = bisect.bisect(self.numbers, number)
            found = etree.Element(self._tag("row"), r=str(number))
            self.data.insert(place, found)
            self.numbers.insert(place, number)
            self.rows[number] = found
        found.attrib.pop("spans", "")  # only a hint, which would be wrong now
        return found

    def _cells(self, row: etree._Element) -> dict[int, etree._Element]:
        """A row's cells by column, in order."""
        cells: dict[int, etree._Element] = {}
        column = 0
        for cell in row.iterfind("{*}c"):
            reference = cell.get("r")
            column = _column(reference) if reference else column + 1
            cells[column] = cell
        return cells

    def _style(self, row: int, column: int, cells: Mapping[int, etree._Element]) -> str:
        """The style of the record's cell above, of a heading of the one before; "" for none."""
        if row == self.header:
            like = next((cells[one] for one in sorted(cells, reverse=True) if one < column), None)
        else:
            place = bisect.bisect_left(self.numbers, row) - 1
            above = self.numbers[place] if place >= 0 else 0
            like = self._cells(self.rows[above]).get(column) if above > self.header else None
        return like.get("s", "") if like is not None else ""


def _column(reference: str) -> int:
    try:
        return parse_area(reference).left
    except ValueError:
        raise PackageError("文件已损坏") from None
