"""Workbooks of several sheets, and their names."""

from __future__ import annotations

import pytest
from openpyxl import Workbook

from formgen.excel import WorkbookTemplate
from tests.excel.workbooks import filled, first, parts, people, saved, sheet_of


def two() -> Workbook:
    book = sheet_of(["{{ 单位 }}"])
    first(book).title = "{{ 单位 }}汇总"
    other = book.create_sheet("明细")
    for row in (["{%tr for 项 in 行 %}"], ["{{ 项.姓名 }}"], ["{%tr endfor %}"]):
        other.append(row)
    book.create_sheet("说明")["A1"] = "填表说明"
    return book


def test_every_sheet_is_filled_and_sheets_without_tags_stay() -> None:
    book = filled(two(), {"单位": "某单位", "行": people(2)})
    assert book.sheetnames == ["某单位汇总", "明细", "说明"]
    assert [cell.value for cell in book["明细"]["A"]] == ["申报人001", "申报人002"]
    assert book["说明"]["A1"].value == "填表说明"


def test_hidden_sheets_are_filled_and_stay_hidden() -> None:
    book = two()
    book["明细"].sheet_state = "hidden"
    book["说明"].sheet_state = "veryHidden"
    result = filled(book, {"单位": "某单位", "行": people(1)})
    assert result["明细"].sheet_state == "hidden"
    assert result["说明"].sheet_state == "veryHidden"
    assert result["明细"]["A1"].value == "申报人001"


@pytest.mark.parametrize(
    ("value", "title"),
    [
        ("a/b\\c?d*e[f]g:h", "a／b＼c？d＊e［f］g：h汇总"),
        ("名" * 40, "名" * 30 + "…"),
        ("'引号'", "’引号'汇总"),
    ],
)
def test_names_that_excel_forbids_are_made_ones_it_takes(value: str, title: str) -> None:
    assert filled(two(), {"单位": value, "行": []}).sheetnames[0] == title


def test_two_sheets_never_get_one_name() -> None:
    book = two()
    book["明细"].title = "{{ 单位 }} 汇总"
    result = filled(book, {"单位": "", "行": []})
    assert result.sheetnames == ["汇总", "汇总（2）", "说明"]


def test_the_print_area_follows_a_renamed_sheet() -> None:
    book = two()
    first(book).print_area = "A1:C5"
    result = first(filled(book, {"单位": "甲", "行": []}))
    assert result.print_area == "'甲汇总'!$A$1:$C$5"


def test_a_sheet_without_tags_and_formulas_keeps_its_bytes() -> None:
    content = saved(two())
    result = WorkbookTemplate.compile(content, "表.xlsx").render({"单位": "甲", "行": people(3)})
    before, after = parts(content), parts(result)
    changed = [
        name for name in before if name.startswith("xl/work") and before[name] != after[name]
    ]
    assert "xl/worksheets/sheet3.xml" not in changed
    assert {"xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"} <= {*changed}
