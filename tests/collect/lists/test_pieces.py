"""Cells of a template → what their texts hold; worksheets → lines of cells."""

from __future__ import annotations

from pathlib import Path

import pytest

from formgen.collect.lists import grids_of_workbook
from formgen.collect.lists.pieces import shape_of
from tests.tables.making import inline, raw_workbook

NAMES = {"项.甲": "甲", "项.乙": "乙", "项.序号": "序号", "组.名称": "类别"}
MAYBE = "{{ 项.甲 }}{% if 项.乙 %}（{{ 项.乙 }}）{% endif %}类"


@pytest.mark.parametrize(
    ("template", "text", "values"),
    [
        ("{{ 项.甲 }}", "任何（文字）", {"甲": "任何（文字）"}),
        ("{{ 组.名称 }}{% vm %}", "宣传", {"类别": "宣传"}),
        ('{{ "..." if loop.last and 项.序号 else 项.序号 }}', "3", {"序号": "3"}),
        ("{{ 项.甲 }}—{{ 项.乙 }}", "2021.01 - 2024.05", {"甲": "2021.01", "乙": "2024.05"}),
        ("{{ 项.甲 }}—{{ 项.乙 }}", "2021.01", {"甲": "2021.01"}),
        ("共{{ 项.甲 }}人", "共 12 人", {"甲": "12"}),
        (MAYBE, "宣传类", {"甲": "宣传"}),
        (MAYBE, "宣传(某市) 类", {"甲": "宣传", "乙": "某市"}),
        ("{{ 项.甲|年 }}年{{ 项.甲|月 }}月", "2024年5月", {"甲": "2024年5月"}),
        ("{{ 项.甲 }}—{{ 项.乙 }}", "长" * 2000 + "—短", {"甲": "长" * 2000 + "—短"}),
    ],
)
def test_what_a_cell_holds(template: str, text: str, values: dict[str, str]) -> None:
    shape = shape_of(template, NAMES)
    assert shape is not None
    assert shape.values(text) == values


@pytest.mark.parametrize("template", ["姓名", "{{ 单位.名称 }}", "{%tr for 项 in 行 %}", ""])
def test_cells_that_hold_no_field(template: str) -> None:
    assert shape_of(template, NAMES) is None


def test_what_a_merged_range_hides_is_not_seen(tmp_path: Path) -> None:
    rows = f"<row r='1'>{inline('A1', '甲')}{inline('B1', '一')}</row>"
    rows += f"<row r='2'>{inline('A2', '藏')}{inline('B2', '二')}</row>"
    merged = '<mergeCells><mergeCell ref="A1:A2"/></mergeCells>'
    content = raw_workbook(tmp_path / "a.xlsx", rows, after=merged).read_bytes()
    [grid] = grids_of_workbook(content, "a.xlsx")
    seen = [[(cell.text, cell.spanned) for cell in line.cells] for line in grid.lines]
    assert seen == [[("甲", False), ("一", False)], [("甲", True), ("二", False)]]
