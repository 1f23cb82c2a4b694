"""Returned 汇总表, as people change them → the same rows; nothing is lost without a word."""

from __future__ import annotations

import pytest

from formgen.collect.lists import grids_of_workbook, read_lists
from formgen.ooxml import PackageError

from .making import (
    FILE,
    HEADINGS,
    NOTE,
    Rows,
    codes,
    form,
    names,
    pattern,
    read,
    reader,
    workbook,
)

ROWS: list[list[object]] = [
    [1, "梁书远", "1990.05", "宣传", "组织推荐（甲市）", ""],
    [2, "王堃", "1985年3月", "治理", "网民自荐", "已公示"],
]
TOP: list[list[object]] = [["试填汇总表"], ["推荐单位：甲市（盖章）", "", "", "联系人：方远"]]
WHOLE: Rows = [*TOP, HEADINGS, *ROWS, [NOTE]]


def test_the_template_itself() -> None:
    assert [column.heading for column in pattern().columns] == list(HEADINGS)
    assert [column.cell.fields for column in pattern().columns] == [
        ("序号",),
        ("姓名",),
        ("出生年月",),
        ("类别",),
        ("推荐方式", "推荐单位"),
        ("备注",),
    ]


def test_a_list_as_it_was_sent_out() -> None:
    found = read(WHOLE)
    assert names(found) == ["梁书远", "王堃"]
    assert found.unit == "甲市"
    assert found.said_total is None
    first, second = found.rows
    assert first.values == {
        "姓名": "梁书远",
        "出生年月": "1990.05",
        "类别": "宣传",
        "推荐方式": "组织推荐",
        "推荐单位": "甲市",
    }
    assert second.values["出生年月"] == "1985.03"
    assert (second.values["推荐方式"], second.unit) == ("网民自荐", "甲市")
    assert (first.place.sheet, first.place.row) == ("汇总表", 4)
    assert codes(found) == []


def test_the_same_in_word() -> None:
    rows = [[str(cell) for cell in row] for row in (HEADINGS, *ROWS)]
    grid = form(rows, "试填汇总表", "推荐单位：甲市（盖章）")
    [found] = read_lists([grid], [pattern()], reader(), "汇总表.docx")
    assert names(found) == ["梁书远", "王堃"]
    assert found.unit == "甲市"
    assert found.rows[0].place.row == 2
    assert codes(found) == []


def test_columns_in_any_order_respaced_and_removed() -> None:
    headings = ["备 注", "姓　　名", "出生\n年月", "类别"]
    rows = [["", "梁书远", "1990.05", "宣传"], ["已公示", "王堃", "1985.03", "治理"]]
    found = read([*TOP, headings, *rows, [NOTE]])
    assert names(found) == ["梁书远", "王堃"]
    assert found.rows[1].values["备注"] == "已公示"
    assert codes(found) == []


def test_an_added_column_is_told_once() -> None:
    rows = [[*row, "某局"] for row in ROWS]
    found = read([*TOP, [*HEADINGS, "单位"], *rows])
    assert names(found) == ["梁书远", "王堃"]
    assert codes(found) == ["C07"]
    assert "单位：某局（共 2 处）" in found.problems[0].message


def test_text_beyond_the_last_heading_is_told() -> None:
    found = read([*TOP, HEADINGS, [*ROWS[0], "另注"]])
    assert codes(found) == ["C07"]
    assert "另注" in found.problems[0].message


def test_blank_rows_numbers_and_dots_are_no_rows() -> None:
    rows: Rows = [ROWS[0], [], [2], ["…"], ["", "", "", "治理"], [3, *ROWS[1][1:]], [4]]
    found = read([*TOP, HEADINGS, *rows, [NOTE]])
    assert names(found) == ["梁书远", "王堃"]
    assert codes(found) == []


def test_a_row_without_a_name_is_told() -> None:
    found = read([*TOP, HEADINGS, ROWS[0], [2, "", "1985.03", "治理", "网民自荐"]])
    assert names(found) == ["梁书远"]
    assert codes(found) == ["C07", "C07"]
    assert "1985.03" in found.problems[0].message
    assert found.problems[0].place.row == 5


def test_notes_and_totals_are_no_rows() -> None:
    ends = [["合计：3人"], ["填表人：方远"], ["　　2. 另一条没有见过的说明，写得很长很长很长"]]
    found = read([*WHOLE, *ends], merged=["A6:F6", "A9:F9"])
    assert names(found) == ["梁书远", "王堃"]
    assert found.said_total == 3
    assert codes(found) == ["C07"]
    assert "没有见过的说明" in found.problems[0].message


@pytest.mark.parametrize(
    ("text", "total"),
    [
        ("共计 12 人", 12),
        ("共十二人", 12),
        ("本表所列共5个", 5),
        ("合计：　　个", None),
        ("中共5人小组", None),
    ],
)
def test_totals_as_people_write_them(text: str, total: int | None) -> None:
    assert read([*WHOLE, [text]]).said_total == total


def test_a_merged_group_holds_for_all_its_rows() -> None:
    headings = ["类别", "序号", "姓名", "出生年月", "推荐方式", "备注"]
    rows = [
        ["宣传", 1, "梁书远", "1990.05", "组织推荐", ""],
        ["", 2, "王堃", "1985.03", "组织推荐", ""],
        ["治理", 1, "方远", "1985.04", "组织推荐", ""],
    ]
    found = read([*TOP, headings, *rows], merged=["A4:A5"])
    assert [row.values["类别"] for row in found.rows] == ["宣传", "宣传", "治理"]
    assert codes(found) == []


def test_a_name_over_two_lines_is_one_row() -> None:
    rows: Rows = [
        [1, "梁书远", "1990.05", "宣传", "组织推荐", "第一"],
        ["", "", "", "", "", "第二"],
        ROWS[1],
    ]
    found = read([*TOP, HEADINGS, *rows], merged=["B4:B5"])
    assert names(found) == ["梁书远", "王堃"]
    assert found.rows[0].values["备注"] == "第一第二"
    assert codes(found) == []


def test_units_between_the_rows() -> None:
    groups: Rows = [
        ["推荐单位：甲市", "", "", "联系人：方远"],
        ROWS[0],
        ["推荐单位：乙市"],
        ROWS[1],
    ]
    found = read([["试填汇总表"], HEADINGS, *groups], merged=["A3:C3", "A5:C5"])
    assert [row.unit for row in found.rows] == ["甲市", "乙市"]
    assert (found.unit, codes(found)) == ("", [])


def test_a_header_that_comes_again() -> None:
    turned = ["序号", "出生年月", "姓名", "类别", "推荐方式", "备注"]
    found = read([*TOP, HEADINGS, ROWS[0], [], turned, [2, "1985.03", "王堃", "治理", "", ""]])
    assert names(found) == ["梁书远", "王堃"]
    assert found.rows[1].values["出生年月"] == "1985.03"


def test_a_misspelt_heading_is_read_and_told() -> None:
    headings = ["序号", "姓名", "出生年份", "类别", "推荐的方式", "备注"]
    found = read([*TOP, headings, *ROWS])
    assert found.rows[0].values["出生年月"] == "1990.05"
    assert codes(found) == ["C05", "C05"]


def test_cells_that_cannot_be_trusted_are_told() -> None:
    rows = [[1, "梁书远", 1990.1, "宣传", "组织推荐", "=A1"]]
    found = read([*TOP, HEADINGS, *rows])
    assert codes(found) == ["T14", "T12"]
    assert "备注" not in found.rows[0].values


def test_what_is_no_list_is_none() -> None:
    rows = [["姓名", "梁书远", "性别", "男"], ["出生年月", "1990.05"], ["梁书远", "备注"]]
    grids = grids_of_workbook(workbook(rows), FILE)
    assert read_lists(grids, [pattern()], reader(), FILE) == ()
    grid = form([["姓名", "梁书远", "出生年月", "1990.05"], ["备注", ""]])
    assert read_lists([grid], [pattern()], reader(), FILE) == ()
    with pytest.raises(PackageError):
        grids_of_workbook(b"PK not a workbook", FILE)


def test_every_sheet_with_a_list_is_read() -> None:
    one = grids_of_workbook(workbook(WHOLE), FILE)
    assert len(read_lists([*one, *one], [pattern()], reader(), FILE)) == 2
