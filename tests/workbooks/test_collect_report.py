"""收表情况.xlsx: every file has its line, every value its word, no number of a person is whole."""

from __future__ import annotations

import io

import openpyxl

from formgen.problems import Place, Problem
from formgen.workbooks.collect_report import (
    CertaintyCell,
    CertaintySheet,
    ReceivedFile,
    collect_report,
)
from tests.check.generating import identity_number

NUMBER = identity_number("19860317")
RECEIVED = [
    ReceivedFile("回收.zip/林书远.docx", "已读出", "申报表", "林书远", "泉屏区", 18, 1),
    ReceivedFile(f"{NUMBER}.docx", "加了密码，没有读取", failed=True),
]
PROBLEM = Problem(
    "C08",
    Place("回收.zip/林书远.docx", field="身份证号"),
    "林书远",
    "泉屏区",
    {"label": "身份证号", "kept": NUMBER, "read": "无"},
)


def book(certainty: CertaintySheet | None = None) -> openpyxl.Workbook:
    content = collect_report(
        "好网民活动", RECEIVED, certainty or CertaintySheet(1, {}, ()), [PROBLEM]
    )
    return openpyxl.load_workbook(io.BytesIO(content))


def test_every_file_has_a_line() -> None:
    sheet = book()["收到的表"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]
    assert rows[0] == [
        "1",
        "回收.zip/林书远.docx",
        "申报表",
        "林书远",
        "泉屏区",
        "18",
        "1",
        "已读出",
    ]
    assert [rows[1][0], rows[1][5], rows[1][7]] == ["2", None, "加了密码，没有读取"]
    assert sheet["A2"].value == "收到 2 个文件，读出 1 份。"
    assert sheet["H5"].fill.fgColor.rgb != sheet["H4"].fill.fgColor.rgb


def test_how_sure_a_value_is_stands_where_the_value_stands_in_the_table() -> None:
    cells = (
        CertaintyCell(7, 3, "高", "", "林书远"),
        CertaintyCell(7, 5, "低", "林书远.docx\n不在原来的位置"),
    )
    sheet = book(CertaintySheet(6, {3: "姓名", 5: "电话"}, cells))["可信度"]
    assert (sheet["C6"].value, sheet["E6"].value) == ("姓名", "电话")
    assert (sheet["C7"].value, sheet["E7"].value) == ("林书远（高）", "低")
    assert sheet["C7"].comment is None
    assert sheet["E7"].comment is not None
    assert sheet["E7"].comment.text == "林书远.docx\n不在原来的位置"
    assert len({sheet["C7"].fill.fgColor.rgb, sheet["E7"].fill.fgColor.rgb}) == 2


def test_what_is_to_be_checked_names_file_entry_and_field() -> None:
    sheet = book()["要核对的"]
    row = [cell.value for cell in sheet[4]]
    assert row[:4] == ["1", "回收.zip/林书远.docx", "林书远", "身份证号"]
    assert "保留了表格里的" in str(row[5])


def test_no_number_of_a_person_is_whole() -> None:
    cells = (CertaintyCell(2, 1, "中", f"{NUMBER}.docx"),)
    workbook = book(CertaintySheet(1, {1: "姓名"}, cells))
    texts = [str(c.value) for s in workbook for row in s.iter_rows() for c in row]
    notes = [c.comment.text for s in workbook for row in s.iter_rows() for c in row if c.comment]
    assert any("********" in text for text in texts)
    assert not any(NUMBER in text for text in (*texts, *notes))
