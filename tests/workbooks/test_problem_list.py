"""问题清单.xlsx: every unit finds its problems, whole, and no other unit's."""

from __future__ import annotations

import io
from collections.abc import Sequence

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from formgen.campaign import Campaign
from formgen.excel.heights import HIGHEST
from formgen.problems import Place, Problem
from formgen.problems.counting import counted
from formgen.workbooks.by_unit import by_unit
from formgen.workbooks.problem_list import problem_workbook, unit_workbook
from formgen.workbooks.sheet_names import sheet_names

UNITS = ["甲市委网信办", "乙市委网信办", "丙市委网信办"]


def campaign(**more: object) -> Campaign:
    body = {
        "编号": "test-2024",
        "名称": "网络文明征集活动",
        "年份": 2024,
        "通知": {"标题": "通知", "发文机关": ["省委网信办"]},
        "命名字段": "姓名",
        "单位字段": "推荐单位",
        "字段": [{"名称": "姓名", "类型": "文本"}, {"名称": "推荐单位", "类型": "推荐单位"}],
        "附表": [{"名称": "稿件", "文件": "稿件.csv", "字段": [{"名称": "标题", "类型": "文本"}]}],
        "文书": [{"名称": "申报表", "范围": ["每份申报"], "模板": ["申报表.docx"]}],
    }
    return Campaign.model_validate({**body, **more})


def blank(unit: str = "", row: int = 3, entry: str = "张三", file: str = "a.csv") -> Problem:
    place = Place(file, "", row, 1, "姓名")
    return Problem("V01", place, entry, unit, {"field": "姓名", "label": "姓名"})


def similar(unit: str, other: str) -> Problem:
    details = {"value": "张三", "first": other}
    return Problem("R16", Place("a.csv", "", 9, 1, "姓名"), "张三", unit, details)


def book(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def texts(sheet: Worksheet) -> list[list[object]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_groups_follow_units_csv_then_unknown_units_no_unit_and_tables() -> None:
    problems = [
        blank(file="units.csv"),
        blank("丙市委网信办"),
        blank("不在名单里的"),
        blank(""),
        blank("甲市委网信办"),
        Problem("T01", Place("a.csv", "", 1, 9), details={"column": "手机1", "advice": ""}),
        blank(entry="一篇稿件", file="稿件.csv"),
        blank("丙市委网信办", row=4),
    ]
    groups = by_unit(problems, campaign(), UNITS)
    assert [(group.heading, len(group.problems)) for group in groups] == [
        ("甲市委网信办", 1),
        ("丙市委网信办", 2),
        ("不在名单里的", 1),
        ("未写推荐单位", 1),
        ("数据表", 3),
    ]
    assert by_unit([blank("")], campaign(单位字段=""), ())[0].heading == "全部申报"


@pytest.mark.parametrize(("declared", "file"), [("", "results.csv"), ("结果.xlsx", "结果.xlsx")])
def test_no_unit_is_given_what_is_wrong_with_the_results(declared: str, file: str) -> None:
    groups = by_unit([blank(UNITS[0], file=file)], campaign(结果文件=declared), UNITS)
    assert [(group.heading, group.unit) for group in groups] == [("数据表", None)]
    assert groups[0].places() == [f"{file} 第3行 A列“姓名”"]
    elsewhere = by_unit([blank(UNITS[0], file="a.csv")], campaign(结果文件=declared), UNITS)
    assert elsewhere[0].heading == UNITS[0]


def test_a_place_names_its_table_only_where_there_are_several() -> None:
    one = by_unit([blank(UNITS[0])], campaign(), UNITS)[0]
    assert one.places() == ["第3行 A列“姓名”"]
    both = by_unit([blank(UNITS[0]), blank(UNITS[0], file="b.csv")], campaign(), UNITS)[0]
    assert both.places()[1] == "b.csv 第3行 A列“姓名”"
    table = by_unit([blank(file="units.csv")], campaign(), UNITS)[0]
    assert table.places() == ["units.csv 第3行 A列“姓名”"]


def test_counts_in_words_leave_out_what_there_is_none_of() -> None:
    assert counted([blank(), similar("", ""), blank()]) == "错误 2 处，提醒 1 处"
    assert counted([similar("", "")]) == "提醒 1 处"
    assert counted([]) == ""


def test_the_summary_counts_every_unit() -> None:
    problems = [blank(UNITS[0]), similar(UNITS[0], "x"), blank(""), blank(file="units.csv")]
    counts = {UNITS[0]: 3, UNITS[1]: 2, "": 1}
    sheet = book(problem_workbook(campaign(), UNITS, problems, counts))["汇总"]
    assert texts(sheet)[2:] == [
        ["序号", "推荐单位", "申报数", "错误", "提醒"],
        ["1", UNITS[0], 3, 1, 1],
        ["2", UNITS[1], 2, 0, 0],
        ["3", UNITS[2], 0, 0, 0],
        ["4", "未写推荐单位", 1, 1, 0],
        ["5", "数据表", 0, 1, 0],
        [None, "合计", 6, 3, 1],
    ]


def test_a_sheet_a_unit_with_place_message_hint_and_source() -> None:
    details = {"field": "姓名", "label": "姓名"}
    place = Place("a.csv", "", 3, 3, "姓名")
    asked = Problem("V01", place, "张三", UNITS[1], details, source="附件1：姓名须填")
    workbook = book(problem_workbook(campaign(截止日期="2024-03-11"), UNITS, [asked], {}))
    assert workbook.sheetnames == ["汇总", UNITS[1]]
    rows = texts(workbook[UNITS[1]])
    assert rows[0][0] == "网络文明征集活动数据问题清单"
    assert rows[1][0] == f"推荐单位：{UNITS[1]}（错误 1 处）"
    assert rows[2][0] == "请按下表修改后于2024年3月11日前重新报送。"
    assert rows[3] == ["序号", "位置", "申报", "级别", "问题", "怎么改", "依据"]
    message, hint = f"{asked.message}。", f"{asked.hint}。"
    where = "第3行 C列“姓名”"
    assert rows[4] == ["1", where, "张三", "错误\nV01", message, hint, "附件1：姓名须填"]
    assert len(rows) == 5


def test_without_a_deadline_no_day_is_named() -> None:
    sheet = book(unit_workbook(campaign(), UNITS[0], [blank(UNITS[0])])).worksheets[0]
    assert sheet["A3"].value == "请按下表修改后重新报送。"
    only = book(unit_workbook(campaign(), UNITS[0], [similar(UNITS[0], "x")])).worksheets[0]
    assert "确实无误的不用改" in str(only["A3"].value)


def test_the_list_of_one_unit_names_no_other() -> None:
    problems = [blank(unit, entry=f"{unit}的人") for unit in UNITS]
    workbook = book(unit_workbook(campaign(), UNITS[1], problems))
    assert workbook.sheetnames == [UNITS[1]]
    everything = str(texts(workbook.worksheets[0]))
    assert f"{UNITS[1]}的人" in everything
    assert UNITS[0] not in everything
    assert UNITS[2] not in everything
    empty = book(unit_workbook(campaign(), UNITS[1], [])).worksheets[0]
    assert "没有发现问题" in str(empty["A3"].value)


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        (["甲" * 31], ["甲" * 31]),
        (["甲" * 32], ["甲" * 31]),
        (["𠮷" * 16], ["𠮷" * 15]),  # two UTF-16 units each
        (["甲" * 40, "甲" * 41], ["甲" * 31, "甲" * 28 + "（2）"]),
        (["[甲]/乙*?:\\市"], ["甲 乙 市"]),
        (["'甲'"], ["甲"]),
        (["", "  ", "？"], ["未命名", "未命名（2）", "？"]),
        (["ABC", "abc"], ["ABC", "abc（2）"]),
        (["汇总", "History"], ["汇总（2）", "History（2）"]),
    ],
)
def test_sheet_names_are_such_as_excel_takes(wanted: Sequence[str], names: Sequence[str]) -> None:
    assert sheet_names(wanted, taken=["汇总"]) == names


@pytest.mark.parametrize("typed", ["=1+1", "#N/A", "+1", "=cmd|' /C calc'!A0"])
def test_nothing_becomes_a_formula(typed: str) -> None:
    problems = [blank(typed, entry=typed)]
    workbook = book(problem_workbook(campaign(), [], problems, {typed: 1}))
    cells = [cell for sheet in workbook for row in sheet for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s", "n"}
    assert typed in [cell.value for cell in cells]


def test_identity_numbers_and_phones_as_names_are_masked() -> None:
    problems = [blank("19900000001", entry="990101199001010015")]
    workbook = book(problem_workbook(campaign(), UNITS, problems, {}))
    everything = str([(sheet.title, texts(sheet)) for sheet in workbook])
    assert "990101********0015" in everything
    assert "990101199001010015" not in everything
    assert "19900000001" not in everything


def test_it_prints_on_a4_with_the_header_on_every_page() -> None:
    sheet = book(unit_workbook(campaign(), UNITS[0], [blank(UNITS[0])])).worksheets[0]
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert sheet.print_title_rows == "$4:$4"
    assert sheet.page_setup.fitToWidth == 1
    assert all(cell.alignment.wrap_text for row in sheet.iter_rows(5) for cell in row)


def test_what_is_too_long_for_the_highest_row_goes_on_in_the_next() -> None:
    options = "、".join(f"选项{number}" for number in range(600))
    details = {"value": "错", "advice": "", "options": options}
    place = Place("a.csv", "", 3, 1, "姓名")
    problems = [Problem("V02", place, "张三", UNITS[0], details), blank(UNITS[0], row=77)]
    sheet = book(unit_workbook(campaign(), UNITS[0], problems)).worksheets[0]
    rows = texts(sheet)[4:]
    assert len(rows) > 3
    assert "".join(str(row[5] or "") for row in rows[:-1]) == f"请照这些写法填：{options}。"
    assert [rows[0][0], rows[-1][0], rows[-1][1]] == ["1", "2", "第77行 A列“姓名”"]
    heights = [sheet.row_dimensions[row].height or 0 for row in range(5, 5 + len(rows))]
    assert max(heights) <= HIGHEST
