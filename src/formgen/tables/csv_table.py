"""A CSV file, as Excel, WPS or a text editor saves it → Table."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import islice
from pathlib import Path

from formgen.campaign import FieldDefinition
from formgen.problems import InputError
from formgen.tables.decoding import EncodingError, decode
from formgen.tables.grid import HEADER_ROWS, Grid, GridCell, GridRow, header_score, table_of
from formgen.tables.headers import Headings, no_header
from formgen.tables.record import Table, unix_lines

_DELIMITERS = (",", "\t", ";")
_LOOKALIKES = {"，": "全角逗号", "；": "全角分号", "、": "顿号"}
_HEAD_CHARACTERS = 200_000
"""A header stands higher up, but where somebody has written a book above it."""
_MAX_FIELD_CHARACTERS = 2**31 - 1
"""The csv module stops at 131,072 by default; this is the most any platform takes."""


def read_csv(path: Path, file: str, fields: Sequence[FieldDefinition]) -> Table:
    """The table of a CSV file.

    Rows are numbered as Excel shows them: a cell with line breaks is still one row.

    Raises:
        InputError: encoding, quotes or header are beyond reading.
    """
    try:
        text = decode(path.read_bytes())
    except EncodingError as error:
        raise InputError(
            f"{file} 读不出来：{error}", hint="请用 Excel 另存为“CSV UTF-8（逗号分隔）”"
        ) from None
    if not text.strip():
        raise InputError(f"{file} 是空的", hint="请在第 1 行写上列名，下面每人一行")
    headings = Headings(fields)
    with long_fields():
        rows = list(_rows(text, _delimiter(_head(text, headings), file, headings), file))
    _, header = header_score(rows, headings)
    if header is None:
        raise no_header(file, headings)
    return table_of(Grid(file, rows), header, headings)


def _head(text: str, headings: Headings) -> str:
    """So much of a text as holds its header: to read three times all of it takes its time."""
    head = text[:_HEAD_CHARACTERS]
    found = any(header_score(_grid_rows(_first_rows(head, d)), headings)[0] for d in _DELIMITERS)
    return head if found else text


def _delimiter(text: str, file: str, headings: Headings) -> str:
    """The delimiter with which the header names most fields, a comma in doubt.

    Raises:
        InputError: the header would name more fields if a full-width comma were one.
    """
    heads = {delimiter: _first_rows(text, delimiter) for delimiter in _DELIMITERS}
    scores = {d: header_score(_grid_rows(rows), headings)[0] for d, rows in heads.items()}
    best = max(_DELIMITERS, key=lambda delimiter: scores[delimiter])
    for lookalike, name in _LOOKALIKES.items():
        cut = [[part for cell in row for part in cell.split(lookalike)] for row in heads[best]]
        if header_score(_grid_rows(cut), headings)[0] > scores[best]:
            raise InputError(
                f"{file} 的表头用了{name}“{lookalike}”来隔开各列",
                hint="请改成半角逗号“,”（内容里的逗号不用改）",
            )
    return best


def _first_rows(text: str, delimiter: str) -> list[list[str]]:
    """The rows in which a header may stand, up to a quote that does not pair."""
    rows: list[list[str]] = []
    with suppress(csv.Error):
        for row in islice(_raw_rows(text, delimiter), HEADER_ROWS):
            rows.append(row)
    return rows


def _rows(text: str, delimiter: str, file: str) -> Iterator[GridRow]:
    number = 0
    try:
        for number, cells in enumerate(_raw_rows(text, delimiter), start=1):
            yield from _grid_rows([cells], first=number)
    except csv.Error as error:
        unclosed = "unexpected end" in str(error)
        what = "有一个双引号没有配对，后面的内容全被当成了一格" if unclosed else "双引号用得不对"
        raise InputError(
            f"{file} 从第{number + 1}行起{what}",
            hint="整格加双引号时，里面的双引号要写两遍；或用 Excel 打开后另存为“CSV UTF-8”",
        ) from None


def _grid_rows(rows: Sequence[Sequence[str]], first: int = 1) -> Iterator[GridRow]:
    for number, texts in enumerate(rows, start=first):
        cells = {
            column: GridCell(unix_lines(text), plain_number=True)  # Excel cut its ending zeros
            for column, text in enumerate(texts, start=1)
            if text.strip()
        }
        if cells:
            yield GridRow(number, cells)


def _raw_rows(text: str, delimiter: str) -> Iterator[list[str]]:
    """The cells of every row.

    Raises:
        csv.Error: quotes do not pair.
    """
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)


@contextmanager
def long_fields() -> Iterator[None]:
    """Raise the csv module's own limit, which it keeps for the whole process."""
    before = csv.field_size_limit(_MAX_FIELD_CHARACTERS)
    try:
        yield
    finally:
        csv.field_size_limit(before)
