"""The outline of a workbook template, as kept beside it for review."""

from __future__ import annotations

import pytest

from formgen.excel import outline
from formgen.ooxml import deflate, write_zip
from formgen.problems import TemplateError
from tests.excel.workbooks import first, opened, parts, saved, summary

EXPECTED = """\
工作表“汇总表”
  列宽 A=12 B=6 C=12 D=22 E=40 F=8
  行高 1=36 2=24 3=28 6=30 9=26 10=24
  合并 A1:F1 A2:F2 A9:E9 A10:F10
  冻结 A4
  页面 A4 横向 缩放为1页宽不限页高 水平居中
  页边距 上25.4 下25.4 左12.7 右19.05 页眉12.7 页脚12.7
  打印区域 '汇总表'!$A$1:$F$10
  打印标题 $3:$3
  页眉右：{{ 活动.标题 }}
  页脚中：第 &P 页，共 &N 页
  有效性 F6 list "10,20"
  A1：{{ 活动.标题 }}推荐汇总表 〔方正小标宋简体20 居中 垂直居中 换行〕
  A2：推荐单位（盖章）：{{ 单位 }} 〔Calibri11〕
"""


def test_an_outline_says_what_shows_and_prints() -> None:
    text = outline(saved(summary()))
    assert text.startswith(EXPECTED)
    assert "  D6：{{ 项.身份证号 }} 〔宋体11 居中 垂直居中 换行 框 格式@〕\n" in text
    assert "  F9：=SUM(F6) 〔" in text
    assert text.endswith("名称 总分：汇总表!$F$9\n")


def test_saving_again_changes_nothing() -> None:
    content = saved(summary())
    assert outline(saved(opened(content))) == outline(content)


def test_heights_a_program_measures_anew_are_left_out() -> None:
    book = summary()
    book.worksheets[0].row_dimensions[5].height = 14.4
    content = {
        name: part.replace(b'ht="14.4" customHeight="1"', b'ht="14.4"')
        for name, part in parts(saved(book)).items()
    }
    assert b'ht="14.4"' in content["xl/worksheets/sheet1.xml"]
    assert outline(write_zip(deflate(*item) for item in content.items())) == outline(
        saved(summary())
    )


def test_every_change_that_shows_changes_the_outline() -> None:
    unchanged = summary()
    unchanged.create_sheet("另一张")
    before = outline(saved(unchanged))
    for change in (
        lambda sheet: sheet.cell(3, 2, "编号"),
        lambda sheet: setattr(sheet.row_dimensions[6], "height", 31),
        lambda sheet: setattr(sheet.column_dimensions["B"], "width", 7),
        lambda sheet: sheet.unmerge_cells("A9:E9"),
        lambda sheet: setattr(sheet, "sheet_state", "hidden"),
        lambda sheet: setattr(sheet.page_setup, "orientation", "portrait"),
    ):
        book = summary()
        change(first(book))
        book.create_sheet("另一张")
        assert outline(saved(book)) != before


def test_line_breaks_do_not_break_the_outline_s_lines() -> None:
    book = summary()
    first(book)["A3"] = "类\n别"
    assert "  A3：类↵别 〔" in outline(saved(book))


def test_what_is_no_workbook_is_refused() -> None:
    with pytest.raises(TemplateError, match="模板无法读取"):
        outline(b"no workbook")
