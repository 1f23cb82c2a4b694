"""Merged rows → the table's file, in its format."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from formgen.campaign import FieldDefinition
from formgen.collect.merging.merged import Merged, MergedRow
from formgen.collect.quoting import short
from formgen.collect.saving.cells import MOST_QUOTED, CellWriter, WrittenCell, in_words
from formgen.collect.saving.csv_file import added_csv, new_csv
from formgen.collect.saving.json_file import added_json, new_json
from formgen.collect.saving.written import RowToWrite, WrittenTable
from formgen.collect.saving.xlsx_file import added_xlsx, new_xlsx
from formgen.ooxml import PackageError
from formgen.problems import InputError, Place, Problem, os_reason
from formgen.tables import Table
from formgen.tables.decoding import EncodingError

SUFFIXES = (".csv", ".json", ".xlsx")
"""The formats a table is written in."""


@dataclass(frozen=True, slots=True)
class Target:
    """The table's file."""

    path: Path
    fields: Sequence[FieldDefinition]
    existing: Table | None
    """What stands in it; None where there is no file yet."""


def written_table(
    merged: Merged, target: Target, cells: CellWriter
) -> tuple[WrittenTable, tuple[Problem, ...]]:
    """The file with merged rows in it, and what it cannot hold as it is.

    Texts too long for a cell are written to files of their own on the way.

    Raises:
        InputError: the table that is there cannot be read any more.
        OutputError: a file cannot be written.
    """
    in_cells = [_in_cells(row, cells) for row in merged.rows]
    rows = [
        RowToWrite(_at(row, target.existing), {name: cell.raw for name, cell in own.items()})
        for row, own in zip(merged.rows, in_cells, strict=True)
    ]
    if target.existing is None:
        written = _new(target.path.suffix.lower(), merged.columns, rows)
    else:
        has = target.existing.columns
        more = {name for row in rows for name in row.cells if name not in has}
        columns = [field.name for field in target.fields if field.name in has | more]
        written = _added(target, target.existing, columns, rows)
    changed = (problem for own in in_cells for cell in own.values() for problem in cell.problems)
    return written, (*changed, *_refused(merged, written))


def _in_cells(row: MergedRow, cells: CellWriter) -> dict[str, WrittenCell]:
    return {
        name: cells.cell(value, name, row) for name, value in row.values.items() if value.written
    }


def _at(row: MergedRow, existing: Table | None) -> int | None:
    """The row's place in the table that was there; None for a new one."""
    if row.record is None or existing is None:
        return None
    record = existing.records[row.record - 1]
    return next((cell.place.row for cell in record.cells.values()), None)


def _new(suffix: str, columns: Sequence[str], rows: Sequence[RowToWrite]) -> WrittenTable:
    match suffix:
        case ".json":
            return new_json(columns, rows)
        case ".xlsx":
            return new_xlsx(columns, rows)
    return new_csv(columns, rows)


def _added(
    target: Target, existing: Table, columns: Sequence[str], rows: Sequence[RowToWrite]
) -> WrittenTable:
    path, fields = target.path, target.fields
    try:
        match path.suffix.lower():
            case ".json":
                return added_json(path.read_bytes(), fields, columns, rows)
            case ".xlsx":
                return added_xlsx(path, _sheet(existing), fields, columns, rows)
        return added_csv(path.read_bytes(), fields, columns, rows)
    except OSError as error:
        raise InputError(f"{path.name} 无法打开：{os_reason(error)}") from None
    except EncodingError as error:
        raise InputError(f"{path.name} 读不出来：{error}", hint="请另存为 UTF-8") from None
    except PackageError as error:
        raise InputError(f"{path.name} 读不出来：{error.reason}", hint=error.hint) from None


def _sheet(table: Table) -> str:
    """The worksheet that a workbook's records stand on, or would."""
    places = [cell.place for record in table.records[:1] for cell in record.cells.values()]
    places += [problem.place for problem in table.problems if problem.code == "T07"]
    return places[0].sheet if places else ""


def _refused(merged: Merged, written: WrittenTable) -> Iterator[Problem]:
    """C08 of values whose cells hold formulas."""
    names = {column: name for name, column in written.columns.items()}
    at = dict(zip(written.rows, merged.rows, strict=True))
    for number, column in sorted(written.refused):
        if row := at.get(number):
            name = names[column]
            value = row.values[name]
            read = short(in_words(value.raw), MOST_QUOTED)
            details = {"label": name, "kept": "（空的公式）", "read": read}
            yield Problem("C08", Place(value.source, field=name), row.name, row.unit, details)
