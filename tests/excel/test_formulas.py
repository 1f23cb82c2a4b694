"""Formulas of the template point at the filled rows."""

from __future__ import annotations

import pytest
from openpyxl import Workbook

from tests.excel.workbooks import (
    END,
    LOOP,
    column,
    filled,
    first,
    people,
    sheet_of,
    summary_context,
)

EMPTY = "1048576"


def listing(*formulas: str) -> Workbook:
    """Header, loop over B4 from row 3 to 5, and a row of formulas in row 6."""
    return sheet_of(
        ["标题"],
        ["姓名", "得分"],
        [LOOP],
        ["{{ 项.姓名 }}", "{{ 项.得分 }}"],
        [END],
        ["合计", *formulas],
    )


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("=SUM(B4:B4)", "=SUM(B3:B5)"),
        ("=SUM(B4)", "=SUM(B3:B5)"),
        ("=SUM(B3:B5)", "=SUM(B3:B5)"),
        ("=SUM(B2:B4)", "=SUM(B2:B5)"),
        ("=SUM($B$4:$B$4)", "=SUM($B$3:$B$5)"),
        ('=COUNTIF(B4:B4,">10")', '=COUNTIF(B3:B5,">10")'),
        ('=IF(SUM(B4)>0,"B4",A6)', '=IF(SUM(B3:B5)>0,"B4",A6)'),
        ("=B4", "=B3"),
        ("=SUM(B:B)", "=SUM(B:B)"),
        ("=SUM(4:4)", "=SUM(3:5)"),
        ("=A1&A6", "=A1&A6"),
        ("='Sheet'!B4", "='Sheet'!B3"),
        ("=SUM(Sheet!B4:B4)", "=SUM(Sheet!B3:B5)"),
        ("=SUM(B4:B4)/COUNTA(A4:A4)*100%", "=SUM(B3:B5)/COUNTA(A3:A5)*100%"),
    ],
)
def test_references_follow_the_rows(formula: str, expected: str) -> None:
    sheet = first(filled(listing(formula), {"行": people(3)}))
    assert sheet["B6"].value == expected


def test_a_formula_below_moves_and_still_counts() -> None:
    sheet = first(filled(listing("=SUM(B4:B4)"), {"行": people(10)}))
    assert sheet["B13"].value == "=SUM(B3:B12)"
    assert sheet["A13"].value == "合计"


def test_a_sum_over_no_rows_is_a_sum_over_a_blank_cell() -> None:
    sheet = first(filled(listing("=SUM(B4:B4)", "=B4"), {"行": []}))
    assert sheet["B3"].value == f"=SUM(B{EMPTY}:B{EMPTY})"
    assert sheet["C3"].value == f"=B{EMPTY}"


def test_a_formula_in_a_repeated_row_reads_its_own_row() -> None:
    book = sheet_of([LOOP], ["{{ 项.得分 }}", "=A2*2", "=SUM(A2:B2)", "=A$5"], [END], [], ["终"])
    sheet = first(filled(book, {"行": people(3)}))
    assert column(sheet, "B")[:3] == ["=A1*2", "=A2*2", "=A3*2"]
    assert column(sheet, "C")[:3] == ["=SUM(A1:B1)", "=SUM(A2:B2)", "=SUM(A3:B3)"]
    assert column(sheet, "D")[:3] == ["=A$5", "=A$5", "=A$5"]


def test_a_dollar_holds_a_range_to_the_whole_list() -> None:
    formulas = ["=RANK(A2,A$2:A$2)", "=SUM(A$2:A2)"]
    book = sheet_of([LOOP], ["{{ 项.得分 }}", *formulas], [END])
    sheet = first(filled(book, {"行": people(3)}))
    assert column(sheet, "B") == [f"=RANK(A{n},A$1:A$3)" for n in (1, 2, 3)]
    assert column(sheet, "C") == [f"=SUM(A$1:A{n})" for n in (1, 2, 3)]


def grouped() -> Workbook:
    return sheet_of(
        ["{%tr for 组 in 分组 %}"],
        ["{{ 组.名称 }}"],
        ["{%tr for 项 in 组.行 %}"],
        [None, "{{ 项.得分 }}", "=B4/B6", "=A2"],
        [END],
        ["小计", "=SUM(B4:B4)"],
        [END],
        ["总计", "=SUM(B4:B4)", '=SUMIF(A2:A6,"小计",B2:B6)', "=COUNTA(B4)"],
    )


def test_a_subtotal_covers_its_own_group_and_a_total_all_groups_without_subtotals() -> None:
    sheet = first(filled(grouped(), summary_context(2)))
    totals = [cell for cell in column(sheet, "B") if str(cell).startswith("=")]
    assert totals == [
        *("=SUM(B2:B3)", "=SUM(B6:B7)", "=SUM(B10:B11)"),
        "=SUM(B2:B3,B6:B7,B10:B11)",
    ]
    assert sheet["C13"].value == '=SUMIF(A1:A12,"小计",B1:B12)'
    assert sheet["D13"].value == "=COUNTA(B2:B3,B6:B7,B10:B11)"


def test_a_row_of_a_group_reads_its_own_group_s_other_rows() -> None:
    sheet = first(filled(grouped(), summary_context(2)))
    assert column(sheet, "C")[5:7] == ["=B6/B8", "=B7/B8"]
    assert column(sheet, "D")[5:7] == ["=A5", "=A5"]


def test_formulas_of_other_sheets_follow() -> None:
    book = listing("=SUM(B4:B4)")
    book.create_sheet("封面")["A1"] = "=Sheet!B6+SUM(Sheet!B4:B4)"
    other = filled(book, {"行": people(5)})["封面"]
    assert other["A1"].value == "=Sheet!B8+SUM(Sheet!B3:B7)"


def test_formulas_follow_a_renamed_sheet() -> None:
    book = listing("=SUM(B4:B4)")
    first(book).title = "{{ 单位 }}"
    book.create_sheet("封面")["A1"] = "='{{ 单位 }}'!B6"
    result = filled(book, {"行": people(1), "单位": "甲 '乙'"})
    assert result.sheetnames == ["甲 '乙’", "封面"]
    assert result["封面"]["A1"].value == "='甲 ''乙’'!B4"


def test_text_in_quotes_and_functions_like_cells_stay() -> None:
    formula = "=IF(LOG10(B4)>1,\"见 B4\",'Sheet'!A1)"
    sheet = first(filled(listing(formula), {"行": people(2)}))
    assert sheet["B5"].value == "=IF(LOG10(B3)>1,\"见 B4\",'Sheet'!A1)"
