"""A submitted table and its problems → a copy with the wrong cells coloured and commented."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from pathlib import Path

from openpyxl.cell.cell import Cell
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet

from formgen.campaign import FieldDefinition
from formgen.excel.heights import Box, text_height
from formgen.problems import Problem, Severity
from formgen.workbooks.copying import copy_table
from formgen.workbooks.saving import workbook_bytes
from formgen.workbooks.style import ERROR, WARNING
from formgen.workbooks.table_copy import TableCopy
from formgen.workbooks.visible import visible

_AUTHOR = "formgen"
_CUT = "这一格的内容超过 32767 个字符，这里没有显示完，请看原文件。"
_COMMENT_WIDTH, _COMMENT_HEIGHT = 320, 400
"""Pixels; a longer comment is read by pulling its frame."""
_COMMENT_BOX = Box(_COMMENT_WIDTH - 20.0, 9.0, wraps=True)
_MOST_COMMENTS = 5_000
"""A comment takes 10 KB while the workbook is made, and programs open no more in good time."""
_NO_MORE = (
    f"有问题的格太多，只给前 {_MOST_COMMENTS} 格加了批注，其余只标了颜色；全部问题请看问题清单。"
)
_MAX_COMMENT = 32_000
"""Characters; Excel takes 32,767."""


def marked_table(
    path: Path,
    problems: Iterable[Problem],
    fields: Sequence[FieldDefinition],
    rows: Set[int] | None = None,
) -> bytes:
    """A copy of a table as .xlsx, with a comment at every cell that has problems.

    Errors are light red, warnings light yellow. What is wrong with a row is said at its
    first cell, what is wrong with the table at the heading.

    Args:
        path: the submitted .csv, .json, .jsonl or .xlsx file.
        problems: those found in this file.
        fields: what the columns can be, by which the header row is known.
        rows: rows of the records one unit may see, as places number them; all others are
            left out and hidden, so that addresses stay what they are. None shows all.

    Raises:
        InputError: the file cannot be opened, or is no table.
    """
    copy = copy_table(path, fields, rows)
    found: dict[tuple[Worksheet, int, int], list[Problem]] = {}
    for problem in problems:
        if rows is None or _concerns(problem, copy, rows):
            found.setdefault(copy.address(problem.place), []).append(problem)
    for number, ((sheet, row, column), own) in enumerate(found.items(), start=1):
        cell = _shown_cell(sheet, row, column)
        _colour(cell, own)
        if number <= _MOST_COMMENTS:
            _say(cell, _sentences(own))
    if len(found) > _MOST_COMMENTS:
        _say(_shown_cell(copy.sheet, copy.header, 1), _NO_MORE)
    for row, column in sorted(copy.cut):
        _say(_shown_cell(copy.sheet, row, column), _CUT)
    return workbook_bytes(copy.workbook)


def _concerns(problem: Problem, copy: TableCopy, rows: Set[int]) -> bool:
    """Whether a problem may be shown to one unit: of its rows, or of the heading."""
    if problem.place.sheet not in ("", copy.sheet.title):
        return False
    _, row, _ = copy.address(problem.place)
    return row <= copy.header or row - copy.shift in rows


def _shown_cell(sheet: Worksheet, row: int, column: int) -> Cell:
    """The cell that shows an address: of merged cells the first."""
    cell = sheet.cell(row, column)
    if isinstance(cell, Cell):
        return cell
    ranges = sheet.merged_cells.ranges  # compared as numbers: their own “in” parses a text each
    merged = next(
        one
        for one in ranges
        if one.min_row <= row <= one.max_row and one.min_col <= column <= one.max_col
    )
    return _shown_cell(sheet, merged.min_row, merged.min_col)


def _colour(cell: Cell, problems: Sequence[Problem]) -> None:
    grave = any(problem.severity is Severity.ERROR for problem in problems)
    fill = (ERROR if grave else WARNING).fill
    if fill is not None:
        cell.fill = fill


def _sentences(problems: Iterable[Problem]) -> str:
    """What is said at a cell; of very many problems the first, which fill a comment."""
    lines: dict[str, None] = {}
    room = _MAX_COMMENT
    for problem in problems:
        line = f"{problem.severity.chinese} {problem.code}：{problem.message}。{problem.hint}。"
        if line not in lines:
            lines[line] = None
            room -= len(line)
        if room < 0:
            break
    return "\n".join(lines)


def _say(cell: Cell, text: str) -> None:
    """Add to a cell's comment, in a frame as high as the text needs."""
    before = f"{cell.comment.text}\n\n" if cell.comment else ""
    text = visible(before + text)
    if len(text) > _MAX_COMMENT:
        text = text[:_MAX_COMMENT] + "……（其余请看问题清单）"
    points = max(text_height(text, _COMMENT_BOX), 15.0) + 15
    height = min(round(points * 96 / 72), _COMMENT_HEIGHT)
    cell.comment = Comment(text, _AUTHOR, height, _COMMENT_WIDTH)
