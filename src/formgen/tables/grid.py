"""Rows and columns of text, from CSV or a worksheet → Table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from formgen.campaign.kinds.base import Fault
from formgen.ooxml.area import Area
from formgen.problems import Place, Problem, column_letters
from formgen.tables.headers import Headings, is_serial, shown
from formgen.tables.keeping import Spool
from formgen.tables.kept_records import KeptRecords, Raws
from formgen.tables.record import Table

HEADER_ROWS = 20
"""The header is looked for in this many rows; above it stand titles and notes."""

MOST_UNKNOWN = 50
"""More unknown columns are not listed one by one: the file is probably another one."""

_ENDING_ZERO = re.compile(r"\d{4}\.1")


class GridCell(NamedTuple):
    """A cell that is not blank; a tuple, because there are millions."""

    text: str
    fault: Fault | None = None
    """Why the cell cannot be read; its text is then meaningless."""
    plain_number: bool = False
    """Whether the file holds a number, of which ending zeros are lost."""


_EMPTY = GridCell("")


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row that has at least one cell."""

    number: int
    """As the user's program shows it, from 1; blank rows count."""
    cells: Mapping[int, GridCell]
    """Column, from 1, to cell, in order; blank cells are left out."""


@dataclass(frozen=True, slots=True)
class Grid:
    """All rows of one sheet."""

    file: str
    rows: Sequence[GridRow]
    sheet: str = ""
    merged: Sequence[Area] = ()
    """Cells shown as one; only the first of them holds the value."""

    def place(self, row: int, column: int | None = None, field_name: str = "") -> Place:
        """A place on this sheet."""
        return Place(self.file, self.sheet, row, column, field_name)


@dataclass(slots=True)
class _Header:
    """What the header row says; filled while its cells are read."""

    row: int
    columns: dict[int, str] = field(default_factory=dict)
    """Column to field name, for the columns that name one."""
    first: dict[str, int] = field(default_factory=dict)
    """Field name to the first column that names it."""
    unknown: int = 0
    """How many columns name no field, or several."""
    serial: set[int] = field(default_factory=set)
    headed: set[int] = field(default_factory=set)
    """Columns with any heading, known or not."""
    unusable: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)

    def readable(self) -> Iterator[tuple[int, str]]:
        """Columns and their fields, without those that cannot be told apart."""
        return ((c, name) for c, name in self.columns.items() if name not in self.unusable)


def header_score(rows: Iterable[GridRow], headings: Headings) -> tuple[int, GridRow | None]:
    """The row among the first that names most fields, and how many it names."""
    best: tuple[int, GridRow | None] = (0, None)
    for row in rows:
        if row.number > HEADER_ROWS:
            break
        score = headings.count([cell.text for cell in row.cells.values()], beyond=best[0])
        if score > best[0]:
            best = (score, row)
        if score == headings.most:
            break
    return best


def table_of(
    grid: Grid, rows: Iterable[GridRow], header_row: GridRow, headings: Headings, spool: Spool
) -> Table:
    """The table below a header row. Rows above it are titles and are not read.

    Args:
        grid: the sheet; of its own rows none need be in it.
        rows: all its rows, which are gone through once.
        header_row: the one that names the fields.
        headings: says which.
        spool: where the records are put away.

    Raises:
        InputError: the rows cannot be read to their end.
        OutputError: the temporary file cannot be written.
    """
    header = _read_header(grid, header_row, headings)
    kinds = {definition.name: definition.kind for definition in headings.fields}
    reader = _RecordReader(grid, header, kinds)
    records = KeptRecords(spool, reader)
    for number, raws in reader.records(rows):
        records.add(number, raws)
    problems = [*header.problems, *reader.problems]
    if not records:
        problems.append(Problem("T07", grid.place(header.row)))
    return Table(
        file=grid.file,
        records=records,
        problems=tuple(problems),
        columns=frozenset(header.columns.values()),
        unusable=frozenset(header.unusable),
    )


def _read_header(grid: Grid, row: GridRow, headings: Headings) -> _Header:
    header = _Header(row.number)
    for column, cell in row.cells.items():
        header.headed.add(column)
        if cell.fault is not None:
            place = grid.place(row.number, column)
            header.problems.append(Problem(cell.fault.code, place, details=cell.fault.details))
            continue
        if is_serial(cell.text):
            header.serial.add(column)
            continue
        names = headings.find(cell.text)
        if len(names) == 1:
            _add_column(grid, header, column, names[0])
        else:
            header.unknown += 1
            if header.unknown <= MOST_UNKNOWN:
                place = grid.place(row.number, column)
                header.problems.append(unknown_column(place, cell.text, names, headings))
    if header.unknown > MOST_UNKNOWN:
        header.problems.append(more_unknown(grid.place(row.number), header.unknown))
    present = set(header.columns.values())
    for name in headings.required():
        if name not in present:
            header.problems.append(missing_column(grid.place(row.number), name))
    return header


def _add_column(grid: Grid, header: _Header, column: int, name: str) -> None:
    first = header.first.setdefault(name, column)
    header.columns[column] = name
    if first != column:
        header.unusable.add(name)
        place = grid.place(header.row, column, name)
        details = {"field": name, "first": f"{column_letters(first)}列"}
        header.problems.append(Problem("T03", place, details=details))


def unknown_column(place: Place, heading: str, names: Sequence[str], headings: Headings) -> Problem:
    """The problem of a heading that names no field, or several."""
    if names:
        details = {"column": shown(heading), "fields": "".join(f"“{name}”" for name in names)}
        return Problem("T04", place, details=details)
    near = headings.nearest(heading)
    advice = f"是否想写“{near}”？" if near else ""
    return Problem("T01", place, details={"column": shown(heading), "advice": advice})


def more_unknown(place: Place, count: int) -> Problem:
    """The problem that stands for all unknown columns after the first ones."""
    return Problem("T22", place, details={"count": count - MOST_UNKNOWN, "all": count})


def missing_column(place: Place, name: str) -> Problem:
    """The problem of a required field that no column is for."""
    return Problem("T02", place, details={"field": name})


class _RecordReader:
    """The rows below a header, as records; collects problems on the way."""

    def __init__(self, grid: Grid, header: _Header, kinds: Mapping[str, str]) -> None:
        self.grid = grid
        self.header = header
        self.problems: list[Problem] = []
        self._last = max(header.headed)
        """The last column with a heading."""
        self._readable = list(header.readable())
        self._columns = {name: column for column, name in self._readable}
        self._targets = [(column, name, kinds[name]) for column, name in self._readable]
        """Each readable column, its field, and the field's kind."""
        self._named_or_reported = set(header.headed)
        """Columns that have a heading, or were reported once as having none."""
        self._merges = sorted(grid.merged, key=lambda area: -area.top)
        """Merged ranges that begin below the rows read so far, the next at the end."""
        self._open_merges: list[Area] = []
        """Merged ranges that may reach into the next row."""

    def records(self, rows: Iterable[GridRow]) -> Iterator[tuple[int, Raws]]:
        """Row and cells of every row with anything in it but a serial number."""
        for row in rows:
            if row.number <= self.header.row or row.cells.keys() <= self.header.serial:
                continue
            self._report_outside(row)
            hidden = self._report_merged(row)
            yield row.number, dict(self._raws(row, hidden))

    def place(self, name: str, row: int, _hint: Sequence[str]) -> Place:
        """Where a field's cell stands."""
        return self.grid.place(row, self._columns[name], name)

    def _raws(self, row: GridRow, hidden: set[int]) -> Iterator[tuple[str, str]]:
        cells = row.cells
        for column, name, kind in self._targets:
            if column in hidden:
                continue
            cell = cells.get(column, _EMPTY)
            fault = cell.fault
            if kind == "年月" and cell.plain_number and fault is None:
                fault = _ambiguous_month(cell)
            if fault is None:
                yield name, cell.text
            else:
                at = self.grid.place(row.number, column, name)
                self.problems.append(Problem(fault.code, at, details=fault.details))

    def _report_outside(self, row: GridRow) -> None:
        """Report text under no heading: beyond the last one, or in a column without one."""
        surplus = [column for column in row.cells if column > self._last]
        if surplus:
            place = self.grid.place(row.number, surplus[0])
            details = {"count": len(surplus), "last": column_letters(self._last)}
            self.problems.append(Problem("T06", place, details=details))
        if row.cells.keys() <= self._named_or_reported:
            return
        for column in row.cells:
            if column < self._last and column not in self._named_or_reported:
                self._named_or_reported.add(column)
                place = self.grid.place(row.number, column)
                self.problems.append(Problem("T05", place, details={"header": self.header.row}))

    def _report_merged(self, row: GridRow) -> set[int]:
        """Report the merged ranges a row lies in; the columns whose value is elsewhere."""
        hidden: set[int] = set()
        for merged in self._merges_in(row.number):
            concerned = [(c, name) for c, name in self._readable if c in merged.columns]
            if concerned:
                column, name = concerned[0]
                place = self.grid.place(row.number, column, name)
                self.problems.append(Problem("T13", place, details={"range": str(merged)}))
            hidden.update(merged.columns)
            if row.number == merged.top:
                hidden.discard(merged.left)
        return hidden

    def _merges_in(self, row: int) -> list[Area]:
        """The merged ranges a row lies in; rows are asked for in their order."""
        if self._merges or self._open_merges:
            while self._merges and self._merges[-1].top <= row:
                self._open_merges.append(self._merges.pop())
            self._open_merges = [area for area in self._open_merges if area.bottom >= row]
        return self._open_merges


def _ambiguous_month(cell: GridCell) -> Fault | None:
    """The number 1990.1 may have been typed as 1990.10; only the typist knows."""
    return Fault("T14") if _ENDING_ZERO.fullmatch(cell.text) else None
