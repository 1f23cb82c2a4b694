"""A small campaign's 汇总表, its template and what comes back, for tests of lists."""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import cache
from typing import Any

from openpyxl import Workbook

from formgen.campaign import Campaign
from formgen.collect.content import Box, Content
from formgen.collect.lists import (
    ListGrid,
    ListPattern,
    Received,
    ReturnedList,
    grid_of_form,
    grids_of_workbook,
    read_lists,
)
from formgen.collect.values import ValueReader

HEADINGS = ("序号", "姓名", "出生年月", "类别", "推荐方式", "备注")
FILE = "回收/汇总表.xlsx"
CELLS = ("{{ 项.序号 }}", "{{ 项.姓名 }}", "{{ 项.出生年月 }}", "{{ 组.名称 }}{% vm %}")
WAY = "{{ 项.推荐方式 }}{% if 项.推荐单位 %}（{{ 项.推荐单位 }}）{% endif %}"
NOTE = "注：1. 按推荐程度排序。"


@cache
def campaign() -> Campaign:
    """A campaign of persons, ranked by their units."""
    fields: list[dict[str, Any]] = [
        {"名称": "姓名", "类型": "姓名", "必填": True},
        {"名称": "出生年月", "类型": "年月"},
        {"名称": "类别", "类型": "单选", "选项": ["宣传", "治理"]},
        {"名称": "推荐方式", "类型": "单选", "选项": ["组织推荐", "网民自荐"]},
        {"名称": "推荐单位", "类型": "推荐单位"},
        {"名称": "推荐排序", "类型": "整数"},
        {"名称": "电话", "类型": "电话"},
        {"名称": "备注", "类型": "文本"},
    ]
    document = {"名称": "汇总表", "模板": ["汇总表.xlsx"], "范围": ["每个单位"], "分组": "类别"}
    return Campaign.model_validate(
        {
            "编号": "test-2024",
            "名称": "试填活动",
            "简称": "试填",
            "年份": 2024,
            "通知": {"标题": "试填通知", "主送机关": "各市", "发文机关": ["某委"]},
            "命名字段": "姓名",
            "单位字段": "推荐单位",
            "字段": fields,
            "文书": [document],
        }
    )


@cache
def pattern() -> ListPattern:
    """Of the 汇总表's template, a workbook."""
    rows = [
        ["试填汇总表"],
        ["推荐单位：{{ 单位.名称 }}（盖章）", "", "", "联系人：{{ 单位.联系人 }}"],
        list(HEADINGS),
        ["{%tr for 组 in 分组 %}"],
        ["{%tr for 项 in 组.行 %}"],
        [*CELLS, WAY, "{{ 项.备注 }}"],
        ["{%tr endfor %}"],
        ["{%tr endfor %}"],
        [NOTE],
    ]
    made = ListPattern.compile(
        grids_of_workbook(workbook(rows), "汇总表.xlsx"), campaign(), campaign().documents[0]
    )
    assert made is not None
    return made


def reader() -> ValueReader:
    """Of the campaign's values, with two units."""
    units = {"甲市": "甲市", "乙市": "乙市"}
    options = {
        one.name: units if one.kind == "推荐单位" else campaign().options_of(one)
        for one in campaign().fields
    }
    return ValueReader.of(campaign().fields, options)


def workbook(rows: Sequence[Sequence[object]], merged: Sequence[str] = ()) -> bytes:
    """A workbook of one sheet."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "汇总表"
    for row in rows:
        sheet.append(list(row))
    for area in merged:
        sheet.merge_cells(area)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def form(rows: Sequence[Sequence[str]], *before: str) -> ListGrid:
    """A Word form: paragraphs and one table."""
    boxes = [Box((text,)) for text in before]
    boxes += [
        Box(tuple(text.split("\n")) if text else (), (), 1, row, column)
        for row, cells in enumerate(rows)
        for column, text in enumerate(cells)
    ]
    return grid_of_form(Content(tuple(boxes)))


Rows = list[Sequence[object]]


def read(rows: Sequence[Sequence[object]], merged: Sequence[str] = ()) -> ReturnedList:
    """The one list of a returned workbook."""
    grids = grids_of_workbook(workbook(rows, merged), FILE)
    [found] = read_lists(grids, [pattern()], reader(), FILE)
    return found


def names(found: ReturnedList) -> list[str]:
    """The names of a list's rows, in order."""
    return [row.values["姓名"] for row in found.rows]


def codes(found: ReturnedList) -> list[str]:
    """The codes of what could not be read."""
    return [problem.code for problem in found.problems]


def received(name: str, unit: str = "甲市", **values: str) -> Received:
    """An entry that a form came for."""
    return Received(name, unit, {"姓名": name} | values, f"{name}.docx")
