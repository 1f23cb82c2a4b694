"""What was collected → （收表情况）.xlsx: the files, how sure each value is, what is to be done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import openpyxl
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from formgen.problems import Problem, Severity, masked
from formgen.problems.counting import counted
from formgen.workbooks.alike_cells import AlikeCells
from formgen.workbooks.listing import write_line, write_row
from formgen.workbooks.saving import workbook_bytes
from formgen.workbooks.style import (
    BODY,
    CENTRED,
    ERROR,
    HEADING,
    PLAIN,
    SUBTITLE,
    TITLE,
    WARNING,
    Look,
    keep_in_sight,
    new_sheet,
    new_workbook,
    print_on_a4,
    set_widths,
    text_width,
    write_headings,
    write_text,
)
from formgen.workbooks.visible import visible

RECEIVED, CERTAINTY, TO_CHECK = "收到的表", "可信度", "要核对的"
_RECEIVED_COLUMNS = {
    "序号": 6.0,
    "文件": 40.0,
    "文书": 16.0,
    "申报": 20.0,
    "单位": 24.0,
    "读到几项": 10.0,
    "要核对几项": 12.0,
    "情况": 40.0,
}
_PROBLEM_COLUMNS = {
    "序号": 6.0,
    "文件": 30.0,
    "申报": 18.0,
    "项目": 16.0,
    "级别": 7.0,
    "问题": 40.0,
    "怎么办": 38.0,
}
_LOOKS = {
    severity: (CENTRED, BODY, BODY, BODY, replace(CENTRED, fill=look.fill), BODY, BODY)
    for severity, look in {Severity.ERROR: ERROR, Severity.WARNING: WARNING}.items()
}
"""Looks of the columns of a problem's row."""
_HIGH = replace(CENTRED, fill=PatternFill("solid", fgColor="E2EFDA"))
_COLOURS: Mapping[str, Look] = {
    "高": _HIGH,
    "中": replace(CENTRED, fill=WARNING.fill),
    "低": replace(CENTRED, fill=ERROR.fill),
}
_FAILED, _DOUBTFUL = replace(BODY, fill=ERROR.fill), replace(CENTRED, fill=WARNING.fill)
_HEADER_ROW = 3
_MOST_LISTED = 20_000
"""Nobody works through more rows of a sheet, and openpyxl keeps all of them in memory."""
_MOST_COMMENTS = 5_000
"""A comment takes 10 KB while the workbook is made, and programs open no more in good time."""
_WIDEST_NAME = 40.0
_COMMENT_WIDTH, _COMMENT_LINE = 300, 18
"""Pixels."""
_COMMENT_CHARACTERS = 22
_COLUMN_WIDTH = 12.0


@dataclass(frozen=True, slots=True)
class ReceivedFile:
    """A line of 收到的表: one file, whatever became of it."""

    file: str
    state: str
    """What became of it, in Chinese: 已读出."""
    document: str = ""
    entry: str = ""
    unit: str = ""
    read: int | None = None
    """How many fields hold something; None where the file was not read."""
    doubtful: int = 0
    """How many of them a person should look at."""
    failed: bool = False
    """Whether nothing of it came into the table."""


@dataclass(frozen=True, slots=True)
class CertaintyCell:
    """How sure one cell of the table is."""

    row: int
    column: int
    confidence: str
    """高, 中 or 低."""
    note: str = ""
    """Where it was read and why it is not certain; empty where there is nothing to say."""
    shown: str = ""
    """What stands before the word: the entry's name in the column that names it."""


@dataclass(frozen=True, slots=True)
class CertaintySheet:
    """The table, with how sure each cell is in place of what it says."""

    header: int
    """Row of the headings, the same as in the table."""
    headings: Mapping[int, str]
    """Heading by column, the same as in the table."""
    cells: Sequence[CertaintyCell]


def collect_report(
    campaign: str,
    received: Sequence[ReceivedFile],
    certainty: CertaintySheet,
    problems: Sequence[Problem],
) -> bytes:
    """The workbook: what became of each file, how sure each value is, and what is to be checked.

    Numbers of persons are masked, as in all reports; the table itself has them whole.

    Args:
        campaign: the campaign's name.
        received: all files, in their order.
        certainty: of the table's cells that were read.
        problems: everything that a person should look at, in the order of the files.
    """
    workbook = new_workbook()
    _write_received(new_sheet(workbook, RECEIVED), campaign, received)
    _write_certainty(workbook, certainty)
    _write_problems(new_sheet(workbook, TO_CHECK), campaign, problems)
    return workbook_bytes(workbook)


def _write_received(sheet: Worksheet, campaign: str, received: Sequence[ReceivedFile]) -> None:
    widths = list(_RECEIVED_COLUMNS.values())
    set_widths(sheet, widths)
    read = sum(one.read is not None for one in received)
    write_line(sheet, 1, f"{campaign}收表情况", widths, TITLE)
    write_line(sheet, 2, f"收到 {len(received)} 个文件，读出 {read} 份。", widths, SUBTITLE)
    write_headings(sheet, _HEADER_ROW, list(_RECEIVED_COLUMNS))
    row, cells = _HEADER_ROW + 1, AlikeCells(sheet)
    for number, one in enumerate(received[:_MOST_LISTED], start=1):
        texts = [
            str(number),
            masked(one.file),
            one.document,
            masked(one.entry),
            masked(one.unit),
            "" if one.read is None else str(one.read),
            str(one.doubtful or ""),
            one.state,
        ]
        state = _FAILED if one.failed else BODY
        doubt = _DOUBTFUL if one.doubtful else CENTRED
        looks = (CENTRED, BODY, BODY, BODY, BODY, CENTRED, doubt, state)
        row = write_row(cells, row, texts, widths, looks)
    _say_more(sheet, row, len(received), widths)
    print_on_a4(sheet)


def _write_certainty(workbook: openpyxl.Workbook, certainty: CertaintySheet) -> None:
    sheet = new_sheet(workbook, CERTAINTY)
    for column, heading in certainty.headings.items():
        write_text(sheet, certainty.header, column, heading, HEADING)
    widths = _certainty_widths(certainty)
    set_widths(sheet, widths)
    room, cells = _MOST_COMMENTS, AlikeCells(sheet)
    for one in certainty.cells:
        text = f"{masked(one.shown)}（{one.confidence}）" if one.shown else one.confidence
        cell = cells.write(one.row, one.column, text, _COLOURS[one.confidence])
        if one.note and room:
            room -= 1
            note = masked(visible(one.note))
            lines = sum(1 + len(line) // _COMMENT_CHARACTERS for line in note.split("\n"))
            height = min(400, _COMMENT_LINE * (lines + 1))
            cell.comment = Comment(note, "formgen", height, _COMMENT_WIDTH)
    names = 1 if widths[0] > _COLUMN_WIDTH else 0  # of the entries, where they come first
    keep_in_sight(sheet, certainty.header, names)
    if names:
        sheet.print_title_cols = "A:A"
    print_on_a4(sheet, width=sum(widths))


def _certainty_widths(certainty: CertaintySheet) -> list[float]:
    """The widths of the columns; that of the names as wide as they are, within reason."""
    widths = [_COLUMN_WIDTH] * max(certainty.headings, default=1)
    for one in certainty.cells:
        if one.shown:
            needed = text_width(f"{one.shown}（{one.confidence}）") + 2.0
            widths[one.column - 1] = min(max(widths[one.column - 1], needed), _WIDEST_NAME)
    return widths


def _write_problems(sheet: Worksheet, campaign: str, problems: Sequence[Problem]) -> None:
    widths = list(_PROBLEM_COLUMNS.values())
    set_widths(sheet, widths)
    write_line(sheet, 1, f"{campaign}收表要核对的问题", widths, TITLE)
    write_line(sheet, 2, counted(problems) or "没有要核对的问题。", widths, SUBTITLE)
    write_headings(sheet, _HEADER_ROW, list(_PROBLEM_COLUMNS))
    row, cells = _HEADER_ROW + 1, AlikeCells(sheet)
    for number, problem in enumerate(problems[:_MOST_LISTED], start=1):
        texts = [
            str(number),
            masked(_where(problem)),
            masked(problem.entry),
            problem.place.field,
            f"{problem.severity.chinese}\n{problem.code}",
            f"{problem.message}。",
            f"{problem.hint}。",
        ]
        row = write_row(cells, row, texts, widths, _LOOKS[problem.severity])
    _say_more(sheet, row, len(problems), widths)
    print_on_a4(sheet)


def _where(problem: Problem) -> str:
    """The file, and of a table the sheet and the row."""
    place = problem.place
    return " ".join(filter(None, (place.file, place.sheet, place.record)))


def _say_more(sheet: Worksheet, row: int, count: int, widths: Sequence[float]) -> None:
    """How many lines there are beside those listed."""
    if count > _MOST_LISTED:
        write_line(sheet, row, f"还有 {count - _MOST_LISTED} 行没有列出。", widths, PLAIN)
