"""Rows that repeat, rows that depend on a condition, and cells merged over a loop."""

from __future__ import annotations

from typing import Any

import pytest

from tests.excel.workbooks import (
    END,
    LOOP,
    column,
    compiled,
    filled,
    first,
    people,
    sheet_of,
    summary,
    summary_context,
    texts,
)


def test_tags_outside_loops_are_filled_in_place() -> None:
    book = sheet_of(["{{ 活动.标题 }}汇总表"], [None, "{{ 单位 }}", "固定"])
    sheet = first(filled(book, {"活动": {"标题": "好网民"}, "单位": "某单位"}))
    assert texts(sheet) == [["好网民汇总表"], [None, "某单位", "固定"]]


def test_rows_between_control_rows_repeat_and_control_rows_vanish() -> None:
    book = sheet_of(["姓名"], [LOOP], ["{{ 项.姓名 }}", "{{ loop.index }}"], [END], ["制表人"])
    sheet = first(filled(book, {"行": people(3)}))
    assert texts(sheet) == [
        ["姓名"],
        ["申报人001", 1],
        ["申报人002", 2],
        ["申报人003", 3],
        ["制表人"],
    ]


def test_several_rows_repeat_together_and_blank_ones_stay_between() -> None:
    book = sheet_of([LOOP], ["{{ 项.姓名 }}"], [], ["{{ 项.单位 }}"], [END])
    sheet = first(filled(book, {"行": people(2)}))
    unit = "徐州市某某融媒体中心"
    assert column(sheet, "A") == ["申报人001", None, unit, "申报人002", None, unit]


def test_an_empty_list_leaves_no_row() -> None:
    book = sheet_of(["姓名"], [LOOP], ["{{ 项.姓名 }}"], [END], ["制表人"])
    assert texts(first(filled(book, {"行": []}))) == [["姓名"], ["制表人"]]


def test_the_else_of_a_loop_stands_for_an_empty_list() -> None:
    book = sheet_of([LOOP], ["{{ 项.姓名 }}"], ["{%tr else %}"], ["无申报"], [END])
    assert texts(first(filled(book, {"行": []}))) == [["无申报"]]
    assert texts(first(filled(book, {"行": people(1)}))) == [["申报人001"]]


def test_loops_nest() -> None:
    book = sheet_of(
        ["{%tr for 组 in 分组 %}"],
        ["{{ 组.名称 }}（{{ 组.数量 }}人）"],
        ["{%tr for 项 in 组.行 %}"],
        ["{{ 项.姓名 }}"],
        [END],
        ["小计"],
        [END],
    )
    sheet = first(filled(book, summary_context(1)))
    assert column(sheet, "A") == [
        *("网络正能量类（1人）", "申报人001", "小计"),
        *("网络公益类（1人）", "申报人002", "小计"),
        *("网络科技类（1人）", "申报人003", "小计"),
    ]


@pytest.mark.parametrize(("stage", "shown"), [("初审", "甲"), ("复审", "乙"), ("终审", "丙")])
def test_conditions_choose_rows(stage: str, shown: str) -> None:
    book = sheet_of(
        ["{%tr if 阶段 == '初审' %}"],
        ["甲"],
        ["{%tr elif 阶段 == '复审' %}"],
        ["乙"],
        ["{%tr else %}"],
        ["丙"],
        ["{%tr endif %}"],
        ["{{ 阶段 }}"],
    )
    assert column(first(filled(book, {"阶段": stage})), "A") == [shown, stage]


def test_rows_without_tags_of_their_own_can_be_left_out_or_repeated() -> None:
    book = sheet_of(["{%tr if 有 %}"], ["一"], ["{%tr endif %}"], ["{%tr for 次 in range(有) %}"])
    for row in (["二"], [END]):
        first(book).append(row)
    assert column(first(filled(book, {"有": 2})), "A") == ["一", "二", "二"]
    assert texts(first(filled(book, {"有": 0}))) in ([], [[]])


def test_a_condition_inside_one_cell() -> None:
    book = sheet_of(["{% if 单位 %}推荐单位：{{ 单位 }}{% else %}个人自荐{% endif %}"])
    assert column(first(filled(book, {"单位": "某单位"})), "A") == ["推荐单位：某单位"]
    assert column(first(filled(book, {"单位": ""})), "A") == ["个人自荐"]


def test_a_name_set_in_a_row_of_its_own_serves_the_rows_below() -> None:
    book = sheet_of(["{%tr set 全部 = 行|length %}"], ["共{{ 全部 }}人"])
    assert column(first(filled(book, {"行": people(3)})), "A") == ["共3人"]


def test_filters_work_as_in_word() -> None:
    book = sheet_of(
        ["{{ 类别|勾选('好网民') }}好网民", "{{ '张三'|补齐 }}", "{{ 行|求和('得分') }}"]
    )
    sheet = first(filled(book, {"类别": "好网民", "行": people(3)}))
    assert texts(sheet) == [["☑好网民", "张\u3000三", 60]]


def test_curly_quotes_in_tags_are_forgiven() -> None:
    book = sheet_of(["“{{ 类别|勾选(“好网民”) }}”"])
    assert column(first(filled(book, {"类别": "好网民"})), "A") == ["“☑”"]


def test_dashes_in_tags_trim_only_their_own_cell() -> None:
    book = sheet_of(
        ["一 {{- 甲 -}} 二", "{{- 甲 -}}"], ["{%- tr if 甲 -%}"], ["三"], ["{%tr endif %}"]
    )
    assert texts(first(filled(book, {"甲": "甲"}))) == [["一甲二", "甲"], ["三"]]


def test_a_cell_with_vm_is_merged_over_its_loop() -> None:
    sheet = first(filled(summary(), summary_context(3)))
    merged = {str(area) for area in sheet.merged_cells.ranges}
    assert {"A4:A6", "A7:A9", "A10:A12"} <= merged
    assert column(sheet, "A")[3:12] == [
        *("网络正能量类", None, None, "网络公益类", None, None, "网络科技类", None, None)
    ]


def test_a_cell_with_vm_keeps_its_columns_together() -> None:
    book = sheet_of([LOOP], ["{% vm %}{{ 单位 }}", None, "{{ 项.姓名 }}"], [END])
    first(book).merge_cells("A2:B2")
    sheet = first(filled(book, {"行": people(3), "单位": "某单位"}))
    assert [str(area) for area in sheet.merged_cells.ranges] == ["A1:B3"]


def test_a_cell_with_vm_covers_all_rows_of_its_turns() -> None:
    book = sheet_of([LOOP], ["{% vm %}合并", "{{ 项.姓名 }}"], [None, "{{ 项.单位 }}"], [END])
    sheet = first(filled(book, {"行": people(2)}))
    assert [str(area) for area in sheet.merged_cells.ranges] == ["A1:A4"]


def test_a_loop_of_one_row_merges_nothing() -> None:
    book = sheet_of([LOOP], ["{% vm %}{{ 项.单位 }}"], [END])
    sheet = first(filled(book, {"行": people(1)}))
    assert not sheet.merged_cells.ranges
    assert column(sheet, "A") == ["徐州市某某融媒体中心"]


def test_merges_of_the_template_follow_their_rows() -> None:
    book = sheet_of(["标题"], [LOOP], ["{{ 项.姓名 }}"], ["{{ 项.单位 }}"], [END], ["落款"])
    sheet = first(book)
    for area in ("A1:C1", "A3:B3", "C3:C4", "A6:C6"):
        sheet.merge_cells(area)
    merged = {str(a) for a in first(filled(book, {"行": people(2)})).merged_cells.ranges}
    assert merged == {"A1:C1", "A2:B2", "C2:C3", "A4:B4", "C4:C5", "A6:C6"}


def test_a_merge_around_a_loop_grows_with_it() -> None:
    book = sheet_of(
        ["名单", "姓名"], [None, LOOP], [None, "{{ 项.姓名 }}"], [None, END], [None, "完"]
    )
    first(book).merge_cells("A1:A5")
    sheet = first(filled(book, {"行": people(4)}))
    assert [str(area) for area in sheet.merged_cells.ranges] == ["A1:A6"]


def test_a_template_serves_any_number_of_contexts() -> None:
    template = compiled(sheet_of([LOOP], ["{{ 项.姓名 }}"], [END]))
    long, short = template.render({"行": people(5)}), template.render({"行": people(1)})
    assert template.render({"行": people(5)}) == long != short


def test_a_record_may_be_any_object_with_properties() -> None:
    class Group:
        name = "组"

    book = sheet_of(["{{ 组.name }}"])
    assert column(first(filled(book, {"组": Group()})), "A") == ["组"]


def test_ten_thousand_rows_are_filled() -> None:
    book = sheet_of([LOOP], ["{{ 项.序号 }}"], [END])
    rows: list[dict[str, Any]] = [{"序号": number} for number in range(10_000)]
    assert column(first(filled(book, {"行": rows})), "A") == list(range(10_000))
