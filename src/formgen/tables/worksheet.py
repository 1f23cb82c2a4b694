"""A worksheet part → rows of the texts a person saw, and its merged ranges."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import IO

from lxml import etree

from formgen.campaign.kinds.base import Fault
from formgen.ooxml import PackageError, StreamedPackage
from formgen.ooxml.area import Area, parse_area
from formgen.ooxml.xstring import unescaped
from formgen.tables.grid import GridCell, GridRow
from formgen.tables.number_format import FormatError, format_number, is_date_format
from formgen.tables.record import unix_lines
from formgen.tables.workbook import Workbook, forget, rich_text

_FIRST_LOST_DIGIT = 1e15
"""Excel keeps 15 digits of a number; from here on the last ones have become 0."""

_VALUE = re.compile(rb"<(?:\w+:)?(?:v|is|f)[\s/>]")
_ROW = re.compile(rb"<(?:\w+:)?row[\s/>]")
_END = re.compile(rb"</(?:\w+:)?sheetData\s*>")
_LONGEST_MARK = 64
_CHUNK = 2**20


def read_worksheet(
    package: StreamedPackage, part: str, workbook: Workbook, *, last_row: int | None = None
) -> Iterator[GridRow | Area]:
    """The rows that have a cell which is not blank, then the merged ranges.

    Memory does not grow with the sheet, nor time with formatted but empty rows at its
    end.

    Args:
        package: the open workbook file.
        part: name of the worksheet's part.
        workbook: what its cells refer to.
        last_row: stop after this row, and without merged ranges.

    Raises:
        PackageError: the part is damaged.
    """
    blank = range(0)
    if last_row is None:
        with package.open(part) as stream:
            blank = _blank_rows_at_end(stream)
    with package.open(part) as stream:
        source = _Skipping(stream, blank)
        events = etree.iterparse(source, tag=("{*}row", "{*}mergeCell"), resolve_entities=False)
        number = 0
        for _, element in events:
            if not element.tag.endswith("row"):
                yield _area(element.get("ref", ""))
                continue
            number = _number(element.get("r"), number + 1)
            if last_row is not None and number > last_row:
                return
            cells = dict(_cells(element, workbook))
            forget(element)
            if cells:
                yield GridRow(number, cells)


def _cells(row: etree._Element, workbook: Workbook) -> Iterator[tuple[int, GridCell]]:
    if next(row.iter("{*}v", "{*}is", "{*}f"), None) is None:  # formatted but empty
        return
    column = 0
    for element in row.iterchildren("{*}c"):
        reference = element.get("r")
        column = _column(reference) if reference else column + 1
        if not len(element):  # formatted but empty
            continue
        try:
            cell = _cell(element, workbook)
        except Fault as fault:
            cell = GridCell("", fault)
        if cell.fault or cell.text.strip():
            yield column, cell


def _column(reference: str) -> int:
    """The column of a cell's reference."""
    letters = reference.rstrip("0123456789")
    return _column_of(letters) if letters != reference else _area(reference).left


@lru_cache(maxsize=16_384)
def _column_of(letters: str) -> int:
    return _area(f"{letters}1").left


def _cell(element: etree._Element, workbook: Workbook) -> GridCell:
    """One cell by its type (ECMA-376 part 1, 18.18.11).

    Raises:
        Fault: the cell shows nothing that could be read.
    """
    kind = element.get("t", "n")
    parts = {_local(child): child for child in element.iterchildren("{*}v", "{*}f", "{*}is")}
    value = (parts["v"].text or "") if "v" in parts else None
    if "f" in parts and not value and (value is None or kind != "str"):
        raise Fault("T12")
    if kind == "inlineStr":
        return GridCell(unix_lines(rich_text(parts["is"])) if "is" in parts else "")
    if not value:
        return GridCell("")
    match kind:
        case "s":
            return GridCell(unix_lines(_shared_text(value, workbook)))
        case "b":
            return GridCell("TRUE" if value.strip() in ("1", "true") else "FALSE")
        case "e":
            raise Fault("T19") if element.get("vm") else Fault("T11", value=value)
        case "str":
            return _formula_text(unescaped(value))
    number = _serial(value, workbook) if kind == "d" else _float(value)
    return _number_cell(number, _format(element, workbook), date1904=workbook.date1904)


def _local(element: etree._Element) -> str:
    """An element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def _formula_text(text: str) -> GridCell:
    if "DISPIMG(" in text:  # how WPS keeps a picture put into a cell
        raise Fault("T19")
    return GridCell(unix_lines(text))


def _number_cell(number: float, code: str, *, date1904: bool) -> GridCell:
    if abs(number) >= _FIRST_LOST_DIGIT:
        raise Fault("T09")
    try:
        text = format_number(number, code, date1904=date1904)
    except FormatError:
        raise Fault("T10", format=code or "不明") from None
    return GridCell(text, plain_number=not is_date_format(code))


def _format(element: etree._Element, workbook: Workbook) -> str:
    if not workbook.formats:
        return "General"
    style = _number(element.get("s"), 0)
    if style >= len(workbook.formats):
        raise PackageError("文件已损坏")
    return workbook.formats[style]


def _shared_text(value: str, workbook: Workbook) -> str:
    index = _number(value, 0)
    if index >= len(workbook.texts):
        raise PackageError("文件已损坏")
    return workbook.texts[index]


def _serial(value: str, workbook: Workbook) -> float:
    """The day number of an ISO date, as strict files write one."""
    try:
        moment = datetime.datetime.fromisoformat(value.strip()).replace(tzinfo=None)
    except ValueError:
        raise PackageError("文件已损坏") from None
    start = datetime.datetime(1904, 1, 1) if workbook.date1904 else datetime.datetime(1899, 12, 30)
    return (moment - start) / datetime.timedelta(days=1)


def _float(value: str) -> float:
    try:
        return float(value)
    except ValueError:
        raise PackageError("文件已损坏") from None


def _number(text: str | None, default: int) -> int:
    if text is None:
        return default
    if not text.strip().isdecimal():
        raise PackageError("文件已损坏")
    return int(text)


def _area(reference: str) -> Area:
    try:
        return parse_area(reference)
    except ValueError:
        raise PackageError("文件已损坏") from None


def _blank_rows_at_end(stream: IO[bytes]) -> range:
    """Where in a worksheet's bytes the rows after the last value stand.

    Excel keeps a row for every line that was ever given a border, up to a million.
    Looking for the last value's tag is ten times faster than parsing them. Where the
    tags are not found (UTF-16) the range is empty and everything is parsed.
    """
    first_blank: int | None = None
    position, window = 0, b""
    while chunk := stream.read(_CHUNK):
        window += chunk
        start = 0
        end = _END.search(window)
        for value in _VALUE.finditer(window, 0, end.start() if end else len(window)):
            first_blank, start = None, value.end()
        row = _ROW.search(window, start) if first_blank is None else None
        if row is not None:
            first_blank = position + row.start()
        if end is not None:
            stop = position + end.start()
            return range(stop if first_blank is None else min(first_blank, stop), stop)
        position += max(0, len(window) - _LONGEST_MARK)
        window = window[-_LONGEST_MARK:]
    return range(0)


class _Skipping:
    """A stream without a range of its bytes."""

    def __init__(self, stream: IO[bytes], skipped: range) -> None:
        self._stream = stream
        self._skipped = skipped
        self._position = 0

    def read(self, size: int = _CHUNK) -> bytes:
        """The next bytes, at most so many; none at the end."""
        if self._position == self._skipped.start:
            while self._take(min(_CHUNK, self._skipped.stop - self._position)):
                pass
        if self._position < self._skipped.start:
            size = min(size, self._skipped.start - self._position)
        return self._take(size)

    def _take(self, size: int) -> bytes:
        content = self._stream.read(size)
        self._position += len(content)
        return content
