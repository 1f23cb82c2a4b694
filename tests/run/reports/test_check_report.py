"""What the check says on screen and as JSON: all of it, by unit, within the width."""

from __future__ import annotations

import io
import json
import re

import pytest
from rich.cells import cell_len
from rich.console import Console

from formgen.campaign import Campaign
from formgen.problems import Place, Problem
from formgen.run.reports.check_report import report_check, wrapped
from formgen.run.reports.problem_objects import problem_object, problems_json

UNITS = ["甲市委网信办", "乙市委网信办"]
CAMPAIGN = Campaign.model_validate(
    {
        "编号": "test-2024",
        "名称": "网络文明征集活动",
        "年份": 2024,
        "通知": {"标题": "通知", "发文机关": ["省委网信办"]},
        "命名字段": "姓名",
        "单位字段": "推荐单位",
        "字段": [{"名称": "姓名", "类型": "文本"}, {"名称": "推荐单位", "类型": "推荐单位"}],
        "文书": [{"名称": "申报表", "范围": ["每份申报"], "模板": ["申报表.docx"]}],
    }
)
OPTIONS = "、".join(f"网络空间第{number}类建设（{number}）" for number in range(12))


def choice(
    unit: str = UNITS[0], row: int = 3, entry: str = "张三", source: str = "", value: str = "错"
) -> Problem:
    place = Place("applicants.csv", "", row, 28, "申报类别")
    details = {"value": value, "advice": "", "options": OPTIONS}
    return Problem("V02", place, entry, unit, details, source=source)


def blank(row: int, entry: str = "张三") -> Problem:
    place = Place("applicants.csv", "", row, 1, "姓名")
    return Problem("V01", place, entry, UNITS[0], {"field": "姓名", "label": "姓名"})


def similar() -> Problem:
    place = Place("applicants.csv", "", 9, 1, "姓名")
    return Problem("R16", place, "李四", UNITS[1], {"value": "李四", "first": "第2行“李四”"})


def report(problems: list[Problem], width: int = 80, *, terminal: bool = False) -> str:
    console = Console(file=io.StringIO(), width=width, force_terminal=terminal)
    report_check(CAMPAIGN, UNITS, problems, {UNITS[0]: 4, UNITS[1]: 2}, console)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def squeezed(text: str) -> str:
    return "".join(text.split())


def last_column(text: str, heading: str) -> str:
    """The text of a column that runs to the end of its lines."""
    lines = text.splitlines()
    head = next(line for line in lines if heading in line)
    start = cell_len(head[: head.index(heading)])
    return squeezed("".join(after_cells(line, start) for line in lines))


def after_cells(line: str, cells: int) -> str:
    used = 0
    for index, character in enumerate(line):
        if used >= cells:
            return line[index:]
        used += cell_len(character)
    return ""


@pytest.mark.parametrize("width", [40, 80, 119, 120, 200])
def test_every_word_is_there_and_no_line_is_too_long(width: int) -> None:
    problem = choice(source="三1：同一案例不重复申报。" * 5, entry="一个名称很长的案例" * 6)
    text = report([problem], width)
    assert max(cell_len(line) for line in text.splitlines()) <= width
    heading = "问题和改法" if width < 120 else "怎么改"
    shown = last_column(text, heading)
    assert squeezed(problem.hint) in shown
    assert squeezed(problem.source) in shown
    assert "…" not in text


def test_narrow_and_wide_tables_have_the_parts_in_columns() -> None:
    narrow = [line.rstrip() for line in report([choice(), similar()]).splitlines()]
    assert narrow[:2] == ["网络文明征集活动", "检查了 6 份申报。"]
    assert narrow[3] == "甲市委网信办（4 份申报，错误 1 处）"
    assert narrow[4].split() == ["位置、申报", "级别", "问题和改法"]
    assert narrow[6].split() == ["第3行", "AB列“申报类别”", "错误", "V02", "“错”不在可选的写法里。"]
    assert narrow[7].startswith("张三 ")
    assert "怎么改：请照这些写法填：" in narrow[7]
    wide = report([choice()], 150).splitlines()
    assert wide[4].split() == ["位置", "申报", "级别", "问题", "怎么改"]
    assert wide[6].split()[:4] == ["第3行", "AB列“申报类别”", "张三", "错误"]


def test_columns_are_flush_whatever_the_widths_of_characters() -> None:
    text = report([choice(entry="Zoe𠮷ｱ张三é", value="ｶﾅ")], 80)
    starts = {
        cell_len(line[: line.index("怎么改：")]) for line in text.splitlines() if "怎么改：" in line
    }
    starts |= {cell_len(line[: line.index("“ｶﾅ”")]) for line in text.splitlines() if "“ｶﾅ”" in line}
    assert len(starts) == 1


def test_an_entry_is_named_where_it_begins() -> None:
    text = report([blank(3), choice(row=3), blank(4)])
    assert text.count("张三") == 2


def test_counts_at_the_end_are_by_kind_only_for_many_problems() -> None:
    few = report([blank(row) for row in range(20)])
    assert few.splitlines()[-1].rstrip() == "共有错误 20 处。"
    many = report([*(blank(row) for row in range(20)), similar()])
    last = [line.rstrip() for line in many.splitlines()[-3:]]
    assert last == ["共有错误 20 处，提醒 1 处。", "  V01 必填未填 × 20", "  R16 名称相同 × 1"]


def test_nothing_wrong_is_said_so() -> None:
    assert report([]).split() == ["网络文明征集活动", "检查了", "6", "份申报。", "没有发现问题。"]


def test_markup_and_escapes_in_data_are_shown_not_obeyed() -> None:
    text = report([choice(value="[red]错[/]\x1b[2J", entry="[/bold]:smile:")], terminal=True)
    assert "[red]错[/]␛[2J" in text
    assert "[/bold]:smile:" in text
    assert "\x1b[2J" not in text


def test_numbers_that_are_names_are_masked() -> None:
    text = report([choice(entry="990101199001010015", value="19900000001", unit="19900000002")])
    assert "990101********0015" in text
    assert not re.search(r"990101\d{8}|1990000\d{4}", text)


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("一二三四五", 10, ["一二三四五"]),
        ("一二三四五", 9, ["一二三四", "五"]),
        ("一二三四五，六", 10, ["一二三四", "五，六"]),
        ("一二三四（五六）", 10, ["一二三四", "（五六）"]),
        ("请写 name@example.com", 10, ["请写", "name@examp", "le.com"]),
        ("甲\n乙", 10, ["甲", "乙"]),
        ("", 10, [""]),
    ],
)
def test_lines_break_as_chinese_is_set(text: str, width: int, lines: list[str]) -> None:
    assert list(wrapped(text, width)) == lines


def test_json_objects_have_every_key_and_mask_names() -> None:
    problem = choice(entry="19900000001", source="三1：原文")
    assert problem_object(problem) == {
        "code": "V02",
        "severity": "error",
        "file": "applicants.csv",
        "sheet": "",
        "row": 3,
        "column": 28,
        "field": "申报类别",
        "entry": "199****0001",
        "unit": UNITS[0],
        "message": "“错”不在可选的写法里",
        "hint": f"请照这些写法填：{OPTIONS}",
        "source": "三1：原文",
        "path": "",
        "missing": False,
    }
    nowhere = problem_object(Problem("T02", Place("a.json"), details={"field": "姓名"}))
    assert (nowhere["row"], nowhere["column"], nowhere["missing"]) == (None, None, True)
    assert problem_object(similar())["severity"] == "warning"


def test_json_is_an_array_with_an_object_a_line() -> None:
    text = "".join(problems_json([choice(), similar()]))
    assert text.endswith("]\n")
    assert len(text.splitlines()) == 4
    assert [one["code"] for one in json.loads(text)] == ["V02", "R16"]
    assert "可选" in text, "Chinese is not escaped"
    assert "".join(problems_json([])) == "[]\n"


def test_json_can_always_be_written() -> None:
    assert "�" in "".join(problems_json([choice(value="\ud800")]))
    "".join(problems_json([choice(value="\ud800𠮷\0")])).encode()
    assert "𠮷" in "".join(problems_json([choice(value="𠮷")]))
