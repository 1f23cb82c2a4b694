"""A JSON or JSON Lines file of records → a workbook: a row a record, a column a key."""

from __future__ import annotations

import json
from collections.abc import Mapping, Set
from pathlib import Path
from typing import Any

from formgen.tables.decoding import decode
from formgen.tables.headers import Headings
from formgen.tables.json_syntax import JsonLiteral, JsonObject, JsonValue, parse
from formgen.tables.json_table import RECORDS_KEY
from formgen.workbooks.sheet_names import sheet_names
from formgen.workbooks.style import HEADING, new_sheet, new_workbook
from formgen.workbooks.table_copy import TableCopy, arrange, write_cells


def copy_json(path: Path, headings: Headings, rows: Set[int] | None) -> TableCopy:
    """The copy of a list of records.

    Raises:
        OSError: the file cannot be opened.
        EncodingError: it is no text.
        InputError: it is no JSON.
        RecursionError: it is nested too deep.
    """
    whole = parse(decode(path.read_bytes()), path.name)
    items = whole.items.get(RECORDS_KEY) if isinstance(whole, JsonObject) else whole
    records = items if isinstance(items, list) else []
    return _copy_records(path, dict(enumerate(records, start=1)), "份", headings, rows)


def copy_json_lines(path: Path, headings: Headings, rows: Set[int] | None) -> TableCopy:
    """The copy of a file with a record a line.

    Raises:
        OSError: the file cannot be opened.
        EncodingError: it is no text.
        InputError: it is no JSON.
        RecursionError: it is nested too deep.
    """
    lines = enumerate(decode(path.read_bytes()).split("\n"), start=1)
    records = {
        number: parse(line, path.name, first_line=number) for number, line in lines if line.strip()
    }
    return _copy_records(path, records, "行", headings, rows)


def _copy_records(
    path: Path,
    records: Mapping[int, JsonValue],
    counted: str,
    headings: Headings,
    rows: Set[int] | None,
) -> TableCopy:
    """A row for each record, a column for each key; the first column numbers the records."""
    workbook = new_workbook()
    sheet = new_sheet(workbook, sheet_names([path.stem])[0])
    columns: dict[str, int] = {}
    for record in records.values():
        for key in record.items if isinstance(record, JsonObject) else ():
            columns.setdefault(key, len(columns) + 2)
    write_cells(sheet, 1, {1: counted, **{n: key for key, n in columns.items()}}, HEADING)
    cut: set[tuple[int, int]] = set()
    for number, record in records.items():
        if rows is not None and number not in rows:
            sheet.row_dimensions[number + 1].hidden = True
            continue
        pairs = record.items.items() if isinstance(record, JsonObject) else ()
        texts = {1: str(number), **{columns[key]: _json_text(value) for key, value in pairs}}
        cut |= write_cells(sheet, number + 1, texts)
    arrange(sheet, 1)
    named = {names[0]: n for key, n in columns.items() if len(names := headings.find(key)) == 1}
    return TableCopy(workbook, sheet, 1, 1, {**named, **columns}, frozenset(cut))


def _json_text(value: JsonValue) -> str:
    """A value of a record as a cell shows it: a text as it is, lists and objects as JSON."""
    if value is None:
        return ""
    plain = _plain(value)
    return plain if isinstance(plain, str) else json.dumps(plain, ensure_ascii=False)


def _plain(value: JsonValue) -> Any:
    match value:
        case JsonLiteral():
            return value.text
        case JsonObject():
            return {key: _plain(item) for key, item in value.items.items()}
        case list():
            return [_plain(item) for item in value]
    return value
