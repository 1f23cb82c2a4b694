"""Rows → a CSV file: a new one, or one that was there with its blank cells and end filled in."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from itertools import islice

from formgen.campaign import FieldDefinition
from formgen.collect.saving.written import RowToWrite, WrittenTable
from formgen.tables.csv_table import long_fields
from formgen.tables.decoding import decode
from formgen.tables.grid import HEADER_ROWS, GridCell, GridRow, header_score
from formgen.tables.headers import Headings

_DELIMITERS = (",", "\t", ";")
_ENCODINGS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
"""Byte order marks, and what writes a file that begins so."""


def new_csv(columns: Sequence[str], rows: Sequence[RowToWrite]) -> WrittenTable:
    """A CSV file (RFC 4180) as Excel likes it: UTF-8 with a byte order mark, CRLF."""
    lines = [list(columns)]
    lines += [[str(row.cells.get(name, "")) for name in columns] for row in rows]
    content = _text(lines, ",", "\r\n").encode("utf-8-sig")
    places = {name: number for number, name in enumerate(columns, start=1)}
    return WrittenTable(content, 1, places, range(2, len(rows) + 2))


def added_csv(
    before: bytes,
    fields: Sequence[FieldDefinition],
    columns: Sequence[str],
    rows: Sequence[RowToWrite],
) -> WrittenTable:
    """A CSV file with cells and rows added; its encoding, delimiter and line ends stay.

    Args:
        before: the file as it is.
        fields: what its columns can be, by which the header is known.
        columns: fields that need a column; those that have none get one behind all others.
        rows: what is added.

    Raises:
        EncodingError: it is no text.
    """
    text = decode(before)
    headings = Headings(fields)
    delimiter, lines, header = _parted(text, headings)
    places = headings.columns(enumerate(lines[header - 1], start=1))
    wide = max(map(len, lines))
    for name in columns:
        if name not in places:
            wide += 1
            places[name] = wide
            _put(lines[header - 1], wide, name)
    numbers = []
    for row in rows:
        if row.at is None:
            lines.append([])
        numbers.append(row.at or len(lines))
        for name, raw in row.cells.items():
            _put(lines[numbers[-1] - 1], places[name], str(raw))
    if not any(row.cells for row in rows):
        return WrittenTable(None, header, places, numbers)
    ending = "\r\n" if "\r\n" in text else "\n"
    return WrittenTable(_encoded(_text(lines, delimiter, ending), before), header, places, numbers)


def _parted(text: str, headings: Headings) -> tuple[str, list[list[str]], int]:
    """What parts the cells of a file, its rows, and the number of the header from 1."""
    with long_fields():
        delimiter = max(_DELIMITERS, key=lambda one: _header(text, one, headings)[0])
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
        return delimiter, lines, _header(text, delimiter, headings)[1]


def _put(line: list[str], column: int, text: str) -> None:
    """Write a cell of a row, which may be shorter."""
    line += [""] * (column - len(line))
    line[column - 1] = text


def _header(text: str, delimiter: str, headings: Headings) -> tuple[int, int]:
    """How many fields the best header row names, and its number from 1."""
    score, row = header_score(_grid_rows(text, delimiter), headings)
    return score, row.number if row else 1


def _grid_rows(text: str, delimiter: str) -> Iterator[GridRow]:
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    for number, cells in enumerate(islice(lines, HEADER_ROWS), start=1):
        yield GridRow(number, {n: GridCell(cell) for n, cell in enumerate(cells, 1) if cell})


def _text(lines: Sequence[Sequence[str]], delimiter: str, ending: str) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator=ending).writerows(lines)
    return text.getvalue()


def _encoded(text: str, before: bytes) -> bytes:
    """A text in the encoding of the file as it was; UTF-8 where that cannot write it."""
    for mark, encoding in _ENCODINGS.items():
        if before.startswith(mark):
            start = b"" if encoding == "utf-8-sig" else mark
            return start + text.removeprefix("\ufeff").encode(encoding)
    try:
        before.decode("utf-8")
    except UnicodeDecodeError:
        return text.encode("gb18030")
    return text.encode()
