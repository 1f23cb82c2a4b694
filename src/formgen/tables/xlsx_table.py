"""An .xlsx workbook, as Excel, WPS or LibreOffice saves it → Table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from formgen.campaign import FieldDefinition
from formgen.ooxml import PackageError, StreamedPackage, open_package
from formgen.ooxml.area import Area
from formgen.problems import InputError, Place, Problem
from formgen.tables.grid import (
    HEADER_ROWS,
    Grid,
    GridRow,
    header_score,
    table_of,
)
from formgen.tables.headers import Headings, no_header
from formgen.tables.keeping import Spool
from formgen.tables.kept_rows import KeptRows
from formgen.tables.origin import ORIGIN_SHEET, SHEETS_BESIDE, origin_of
from formgen.tables.record import Origin, Table
from formgen.tables.workbook import Sheet, Workbook, read_workbook
from formgen.tables.worksheet import read_worksheet


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A sheet that has a header."""

    sheet: Sheet
    score: int
    header: GridRow


def read_xlsx(path: Path, file: str, fields: Sequence[FieldDefinition], spool: Spool) -> Table:
    """The table of a workbook: of the visible sheet whose header names most fields.

    Sheets with about as good a header that are not read become warnings, but not those
    that stand in a 填报表 beside the one that is filled in.

    Raises:
        InputError: the file is no workbook that can be read, or no sheet has a header.
        OutputError: the temporary file cannot be written.
    """
    headings = Headings(fields)
    try:
        with open_package(path) as package:
            workbook = read_workbook(package, spool)
            origin = _origin(package, workbook)
            sheets = _data_sheets(workbook, origin)
            candidates = list(_candidates(package, workbook, sheets, headings))
            chosen = _choose(candidates, file, headings)
            rows = KeptRows(spool)
            merged = list(_merged(package, workbook, chosen.sheet, rows))
    except PackageError as error:
        raise InputError(f"{file} 读不出来：{error.reason}", hint=error.hint) from None
    grid = Grid(file, (), chosen.sheet.name, merged)
    table = table_of(grid, rows, chosen.header, headings, spool)
    problems = (*table.problems, *_not_read(candidates, chosen, file))
    return replace(table, problems=problems, origin=origin)


def _origin(package: StreamedPackage, workbook: Workbook) -> Origin | None:
    """What the sheet in which a 填报表 names itself says; None where there is none."""
    for sheet in workbook.sheets:
        if sheet.name == ORIGIN_SHEET:
            rows = read_worksheet(package, sheet.part, workbook, last_row=HEADER_ROWS)
            cells = [row.cells for row in rows if isinstance(row, GridRow)]
            return origin_of((row[1].text, row[2].text) for row in cells if {1, 2} <= row.keys())
    return None


def _data_sheets(workbook: Workbook, origin: Origin | None) -> list[Sheet]:
    """The sheets that may hold records."""
    beside = SHEETS_BESIDE if origin else frozenset()
    return [sheet for sheet in workbook.sheets if sheet.name not in beside]


def _candidates(
    package: StreamedPackage, workbook: Workbook, sheets: Sequence[Sheet], headings: Headings
) -> Iterator[_Candidate]:
    for sheet in sheets:
        rows = read_worksheet(package, sheet.part, workbook, last_row=HEADER_ROWS)
        score, header = header_score((r for r in rows if isinstance(r, GridRow)), headings)
        if header is not None:
            yield _Candidate(sheet, score, header)


def _choose(candidates: Sequence[_Candidate], file: str, headings: Headings) -> _Candidate:
    """The first of the visible sheets with the best header.

    Raises:
        InputError: no visible sheet has a header.
    """
    visible = [candidate for candidate in candidates if candidate.sheet.visible]
    if visible:
        return max(visible, key=lambda candidate: candidate.score)
    if candidates:
        raise InputError(
            f"{file} 里只有隐藏的工作表“{candidates[0].sheet.name}”有表头，没有读取",
            hint="请取消隐藏这个工作表，或删去它并换上要读的表",
        )
    raise no_header(file, headings)


def _merged(
    package: StreamedPackage, workbook: Workbook, sheet: Sheet, rows: KeptRows
) -> Iterator[Area]:
    """Keep the rows of a sheet, and give its merged ranges, which stand behind them all."""
    for item in read_worksheet(package, sheet.part, workbook):
        if isinstance(item, GridRow):
            rows.add(item)
        else:
            yield item


def _not_read(candidates: Sequence[_Candidate], chosen: _Candidate, file: str) -> Iterator[Problem]:
    """A warning for every other visible sheet that looks like the one that was read.

    A sheet of notes may name a field or two; only half as good a header counts.
    """
    for candidate in candidates:
        alike = candidate.sheet.visible and 2 * candidate.score >= chosen.score
        if alike and candidate is not chosen:
            place = Place(file, candidate.sheet.name, candidate.header.number)
            yield Problem("T08", place, details={"read": chosen.sheet.name})
