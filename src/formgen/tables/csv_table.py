"""A CSV file, as Excel, WPS or a text editor saves it → Table."""

from __future__ import annotations

import csv
import io
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import islice
from pathlib import Path
from typing import TextIO

from formgen.campaign import FieldDefinition
from formgen.problems import InputError
from formgen.tables.decoding import EncodingError, TextFile, text_file
from formgen.tables.grid import HEADER_ROWS, Grid, GridCell, GridRow, header_score, table_of
from formgen.tables.headers import Headings, no_header
from formgen.tables.keeping import Spool
from formgen.tables.record import Table, unix_lines

_DELIMITERS = (",", "\t", ";")
_LOOKALIKES = {"，": "全角逗号", "；": "全角分号", "、": "顿号"}
_HEAD_CHARACTERS = 200_000
"""A header stands higher up, but where somebody has written a book above it."""
_MAX_FIELD_CHARACTERS = 2**31 - 1
"""The csv module stops at 131,072 by default; this is the most any platform takes."""


def read_csv(path: Path, file: str, fields: Sequence[FieldDefinition], spool: Spool) -> Table:
    """The table of a CSV file.

    Rows are numbered as Excel shows them: a cell with line breaks is still one row.

    Raises:
        InputError: encoding, quotes or header are beyond reading.
        OutputError: the temporary file cannot be written.
        OSError: the file cannot be read.
    """
    try:
        source = text_file(path)
    except EncodingError as error:
        raise _undecodable(file, str(error)) from None
    if source.blank:
        raise InputError(f"{file} 是空的", hint="请在第 1 行写上列名，下面每人一行")
    headings = Headings(fields)
    try:
        with long_fields():
            return _table(source, file, headings, spool)
    except UnicodeDecodeError:  # it was a text when it was looked through
        raise _undecodable(file, "读的时候被改动了") from None


def _undecodable(file: str, reason: str) -> InputError:
    hint = "请用 Excel 另存为“CSV UTF-8（逗号分隔）”"
    return InputError(f"{file} 读不出来：{reason}", hint=hint)


def _table(source: TextFile, file: str, headings: Headings, spool: Spool) -> Table:
    """The table of a text, which is read a row at a time."""
    delimiter = _delimiter(_head(source, headings), file, headings)
    with _opened(source) as lines:
        rows = _rows(lines, delimiter, file)
        _, header = header_score(rows, headings)
        if header is None:
            deque(rows, maxlen=0)  # quotes that do not pair are said first: they hide the header
            raise no_header(file, headings)
    with _opened(source) as lines:
        return table_of(Grid(file, ()), _rows(lines, delimiter, file), header, headings, spool)


def _opened(source: TextFile) -> TextIO:
    """A text file with its line ends as they are, which the csv module wants to see."""
    return source.path.open(encoding=source.encoding, newline="")


def _head(source: TextFile, headings: Headings) -> str:
    """So much of a text as holds its header: to read three times all of it takes its time."""
    with _opened(source) as stream:
        head = stream.read(_HEAD_CHARACTERS)
        found = any(_score(head, delimiter, headings) for delimiter in _DELIMITERS)
        return head if found else head + stream.read()


def _score(text: str, delimiter: str, headings: Headings) -> int:
    """How many fields the best row names that may be the header."""
    return header_score(_grid_rows(_first_rows(text, delimiter)), headings)[0]


def _delimiter(text: str, file: str, headings: Headings) -> str:
    """The delimiter with which the header names most fields, a comma in doubt.

    Raises:
        InputError: the header would name more fields if a full-width comma were one.
    """
    heads = {delimiter: _first_rows(text, delimiter) for delimiter in _DELIMITERS}
    scores = {d: header_score(_grid_rows(rows), headings)[0] for d, rows in heads.items()}
    best = max(_DELIMITERS, key=lambda delimiter: scores[delimiter])
    if scores[best] == headings.most:
        return best
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
        for row in islice(_raw_rows(io.StringIO(text, newline=""), delimiter), HEADER_ROWS):
            rows.append(row)
    return rows


def _rows(lines: Iterable[str], delimiter: str, file: str) -> Iterator[GridRow]:
    number = 0
    try:
        for number, cells in enumerate(_raw_rows(lines, delimiter), start=1):
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
            column: GridCell(
                unix_lines(text) if "\r" in text else text, None, True
            )  # Excel cut ending zeros
            for column, text in enumerate(texts, start=1)
            if text and not text.isspace()
        }
        if cells:
            yield GridRow(number, cells)


def _raw_rows(lines: Iterable[str], delimiter: str) -> Iterator[list[str]]:
    """The cells of every row.

    Raises:
        csv.Error: quotes do not pair.
    """
    return csv.reader(lines, delimiter=delimiter, strict=True)


@contextmanager
def long_fields() -> Iterator[None]:
    """Raise the csv module's own limit, which it keeps for the whole process."""
    before = csv.field_size_limit(_MAX_FIELD_CHARACTERS)
    try:
        yield
    finally:
        csv.field_size_limit(before)
