"""A workbook's bytes → its visible sheets as they are shown, within bounds."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from openpyxl import Workbook

from formgen.ooxml import PackageError
from formgen.tables.sheets import MAX_ROWS, MAX_SHEETS, read_sheets

from .making import inline, new_sheet, raw_workbook


def _saved(book: Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_visible_sheets_in_the_order_of_their_tabs() -> None:
    book, first = new_sheet(["姓名", None, "电话"], [], ["梁书远"])
    first.title = "甲"
    first.merge_cells("A3:B3")
    book.create_sheet("藏").sheet_state = "hidden"
    book.create_sheet("乙")["B2"] = 1.5
    one, other = read_sheets(_saved(book), "汇总表.xlsx")
    assert [grid.sheet for grid in (one, other)] == ["甲", "乙"]
    assert [(row.number, {c: cell.text for c, cell in row.cells.items()}) for row in one.rows] == [
        (1, {1: "姓名", 3: "电话"}),
        (3, {1: "梁书远"}),
    ]
    assert [str(area) for area in one.merged] == ["A3:B3"]
    assert other.rows[0].cells[2].text == "1.5"
    assert other.place(2, 2).file == "汇总表.xlsx"


def test_more_sheets_than_anyone_keeps_are_refused() -> None:
    book, _ = new_sheet(["姓名"])
    for number in range(MAX_SHEETS - 1):
        book.create_sheet(f"表{number}")
    assert len(read_sheets(_saved(book), "a.xlsx")) == MAX_SHEETS
    book.create_sheet("多")
    with pytest.raises(PackageError, match="太多"):
        read_sheets(_saved(book), "a.xlsx")


def test_more_rows_than_anyone_types_are_refused(tmp_path: Path) -> None:
    def rows(count: int) -> str:
        return "".join(f"<row>{inline(f'A{n}', 'a')}</row>" for n in range(1, count + 1))

    most = raw_workbook(tmp_path / "most.xlsx", rows(MAX_ROWS)).read_bytes()
    [grid] = read_sheets(most, "a.xlsx")
    assert len(grid.rows) == MAX_ROWS
    more = raw_workbook(tmp_path / "more.xlsx", rows(MAX_ROWS + 1)).read_bytes()
    with pytest.raises(PackageError, match="超过"):
        read_sheets(more, "a.xlsx")


def test_what_is_no_workbook_is_refused() -> None:
    book, _ = new_sheet(["姓名"])
    content = _saved(book)
    for broken in (b"", b"PK", b"<html>", content[: len(content) // 2]):
        with pytest.raises(PackageError):
            read_sheets(broken, "a.xlsx")
