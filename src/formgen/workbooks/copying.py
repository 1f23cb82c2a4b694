"""A submitted table, whatever its format → a copy as a workbook, with the same addresses."""

from __future__ import annotations

import csv
import io
import warnings
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, islice, takewhile
from pathlib import Path
from typing import TypeAlias
from zipfile import BadZipFile, ZipFile

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from formgen.campaign import FieldDefinition
from formgen.ooxml import PackageError, open_package
from formgen.problems import InputError, os_reason
from formgen.tables.decoding import EncodingError, decode
from formgen.tables.grid import HEADER_ROWS, GridCell, GridRow, header_score
from formgen.tables.headers import Headings
from formgen.tables.json_syntax import too_deep
from formgen.tables.workbook import read_workbook
from formgen.tables.worksheet import read_worksheet
from formgen.workbooks.copying_json import copy_json, copy_json_lines
from formgen.workbooks.sheet_names import sheet_names
from formgen.workbooks.style import BODY, HEADING, new_sheet, new_workbook
from formgen.workbooks.table_copy import MAX_ROWS, TableCopy, arrange, cells_of, write_cells

_DELIMITERS = (",", "\t", ";")
_MAX_FIELD_CHARACTERS = 2**31 - 1
_MAX_XML_BYTES = 48 * 2**20
"""Unpacked; of larger workbooks, mostly formatted empty rows, the texts alone are copied."""
_UNREADABLE = (
    BadZipFile,
    AttributeError,
    EOFError,
    LookupError,
    OverflowError,
    SyntaxError,
    TypeError,
    ValueError,
    zlib.error,
)
"""What openpyxl raises at files that Excel opens: it checks attributes Excel passes over."""


def copy_table(
    path: Path, fields: Sequence[FieldDefinition], rows: Set[int] | None = None
) -> TableCopy:
    """The copy of a table that can be read; formulas become what they show.

    Args:
        path: the submitted .csv, .json, .jsonl or .xlsx file.
        fields: what the columns can be, by which the header row is known.
        rows: rows of the records wanted, as places number them; None for all. Of a workbook
            for many, the texts of these rows alone are copied, not the looks.

    Raises:
        InputError: the file cannot be opened, or is none of these.
    """
    copier = _COPIERS.get(path.suffix.lower())
    if copier is None:
        raise InputError(f"{path.name} 不是能加批注的表格", hint=f"可用：{'、'.join(_COPIERS)}")
    try:
        return copier(path, Headings(fields), rows)
    except OSError as error:
        raise InputError(
            f"{path.name} 无法打开：{os_reason(error)}", hint="如果正在 Excel 里开着，请先关闭"
        ) from None
    except EncodingError as error:
        raise InputError(f"{path.name} 读不出来：{error}", hint="请另存为 UTF-8") from None
    except PackageError as error:
        raise InputError(f"{path.name} 读不出来：{error.reason}", hint=error.hint) from None
    except RecursionError:
        raise too_deep(path.name) from None


def _copy_xlsx(path: Path, headings: Headings, rows: Set[int] | None) -> TableCopy:
    """All sheets with their looks; only their texts where openpyxl cannot read the file."""
    if rows is not None:
        return _copy_rows(path, headings, rows)
    workbook = _with_looks(path) or _texts_only(path)
    sheets = workbook.worksheets
    if not sheets:
        raise PackageError("里面没有工作表")
    shown = [sheet for sheet in sheets if sheet.sheet_state == "visible"] or sheets
    scored = [(*header_score(_first_rows(sheet), headings), sheet) for sheet in shown]
    _, header, sheet = max(scored, key=lambda one: one[0])
    return TableCopy(workbook, sheet, header.number if header else 1)


@dataclass(frozen=True, slots=True)
class _SheetTexts:
    """The texts of a worksheet."""

    name: str
    visible: bool
    rows: tuple[GridRow, ...]


def _copy_rows(path: Path, headings: Headings, rows: Set[int]) -> TableCopy:
    """The header and some rows of the sheet with the records."""
    sheets = _texts_of(path, path.stat().st_mtime_ns)
    shown = [sheet for sheet in sheets if sheet.visible] or sheets
    if not shown:
        raise PackageError("里面没有工作表")
    scored = [(*header_score(sheet.rows, headings), sheet) for sheet in shown]
    _, header, source = max(scored, key=lambda one: one[0])
    header_row = header.number if header else 1
    workbook = new_workbook()
    sheet = new_sheet(workbook, sheet_names([source.name])[0])
    cut: set[tuple[int, int]] = set()
    for row in source.rows:
        if row.number > header_row and row.number not in rows:
            sheet.row_dimensions[row.number].hidden = True
            continue
        look = HEADING if row.number == header_row else BODY
        cut |= write_cells(sheet, row.number, {c: cell.text for c, cell in row.cells.items()}, look)
    arrange(sheet, header_row)
    return TableCopy(workbook, sheet, header_row, cut=frozenset(cut))


@lru_cache(maxsize=1)
def _texts_of(path: Path, _changed: int) -> tuple[_SheetTexts, ...]:
    """The texts of a workbook, kept while it is copied for one unit after the other."""
    with open_package(path) as package:
        source = read_workbook(package)
        return tuple(
            _SheetTexts(
                sheet.name,
                sheet.visible,
                tuple(
                    row
                    for row in read_worksheet(package, sheet.part, source)
                    if isinstance(row, GridRow)
                ),
            )
            for sheet in source.sheets
        )


def _with_looks(path: Path) -> openpyxl.Workbook | None:
    """The workbook as openpyxl reads it; None where it cannot, or memory might not do."""
    try:
        with ZipFile(path) as package:
            size = sum(
                part.file_size for part in package.infolist() if part.filename[-4:] == ".xml"
            )
        if size > _MAX_XML_BYTES:
            return None
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of extensions that the copy does without
            return openpyxl.load_workbook(path, data_only=True, keep_links=False)
    except _UNREADABLE:
        return None


def _first_rows(sheet: Worksheet) -> Iterator[GridRow]:
    """The rows of a sheet in which a header may stand."""
    cells = takewhile(lambda cell: cell.row <= HEADER_ROWS, cells_of(sheet))
    for number, row in groupby(cells, key=lambda cell: cell.row):
        yield _grid_row(number, {cell.column: str(cell.value) for cell in row if cell.value})


def _grid_row(number: int, texts: Mapping[int, str]) -> GridRow:
    return GridRow(number, {column: GridCell(text) for column, text in texts.items()})


def _texts_only(path: Path) -> openpyxl.Workbook:
    """A workbook of the texts alone, of a file with looks that cannot be read."""
    copy = new_workbook()
    with open_package(path) as package:
        source = read_workbook(package)
        names = sheet_names(sheet.name for sheet in source.sheets)
        for sheet, name in zip(source.sheets, names, strict=True):
            target = new_sheet(copy, name)
            target.sheet_state = "visible" if sheet.visible else "hidden"
            for row in read_worksheet(package, sheet.part, source):
                if isinstance(row, GridRow):
                    cells = {column: cell.text for column, cell in row.cells.items()}
                    write_cells(target, row.number, cells)
    return copy


def _copy_csv(path: Path, headings: Headings, rows: Set[int] | None) -> TableCopy:
    text = decode(path.read_bytes())
    delimiter = max(_DELIMITERS, key=lambda one: _header(text, one, headings)[0])
    _, header = _header(text, delimiter, headings)
    header_row = header.number if header else 1
    workbook = new_workbook()
    sheet = new_sheet(workbook, sheet_names([path.stem])[0])
    cut: set[tuple[int, int]] = set()
    for number, cells in enumerate(islice(_csv_rows(text, delimiter), MAX_ROWS), start=1):
        if rows is not None and number > header_row and number not in rows:
            sheet.row_dimensions[number].hidden = True
            continue
        cut |= write_cells(
            sheet, number, _written(cells), HEADING if number == header_row else BODY
        )
    arrange(sheet, header_row)
    return TableCopy(workbook, sheet, header_row, cut=frozenset(cut))


def _header(text: str, delimiter: str, headings: Headings) -> tuple[int, GridRow | None]:
    rows = islice(_csv_rows(text, delimiter), HEADER_ROWS)
    texts = map(_written, rows)
    return header_score(
        (_grid_row(number, row) for number, row in enumerate(texts, start=1)), headings
    )


def _written(cells: Sequence[str]) -> dict[int, str]:
    """The cells of a row by column, without the blank ones, of which there may be millions."""
    return {column: cell for column, cell in enumerate(cells, start=1) if cell.strip()}


def _csv_rows(text: str, delimiter: str) -> Iterator[list[str]]:
    before = csv.field_size_limit(_MAX_FIELD_CHARACTERS)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    finally:
        csv.field_size_limit(before)


_Copier: TypeAlias = Callable[[Path, Headings, Set[int] | None], TableCopy]
_COPIERS: Mapping[str, _Copier] = {
    ".csv": _copy_csv,
    ".json": copy_json,
    ".jsonl": copy_json_lines,
    ".xlsx": _copy_xlsx,
}
