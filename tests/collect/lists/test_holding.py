"""Lists held against forms: who is missing where, what differs, in which order, how many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from formgen.collect.lists import Received, hold_against
from formgen.problems import Problem

from .making import HEADINGS, read, reader, received

TOP = [["推荐单位：甲市（盖章）"], HEADINGS]
PHONE = "19900000101"


def _held(
    rows: Sequence[Sequence[object]],
    entries: Sequence[Received],
    top: Sequence[Sequence[object]] = TOP,
) -> list[Problem]:
    found = read([*top, *rows])
    return list(hold_against([found], entries, reader().settings, "姓名", "推荐排序"))


def _codes(problems: Sequence[Problem]) -> list[str]:
    return [problem.code for problem in problems]


def test_lists_and_forms_that_agree() -> None:
    rows = [[1, "梁书远", "1990年5月", "宣传"], [2, "阿里·买买提", "", "治理"]]
    entries = [
        received("梁书远", 出生年月="1990.05", 类别="宣传", 备注="", 推荐排序="1"),
        received("阿里•买买提", 类别="治理", 推荐排序="2"),
    ]
    assert _held(rows, entries) == []


def test_on_the_list_but_no_form_and_the_other_way() -> None:
    problems = _held([[1, "梁书远"], [2, "王堃"]], [received("梁书远"), received("方晓")])
    assert _codes(problems) == ["C15", "C16"]
    assert problems[0].message == "汇总表上有“王堃”，没有收到对应的表"
    assert problems[0].place.row == 4
    assert problems[1].message == "收到了“方晓”的表（方晓.docx），汇总表上没有"
    assert problems[1].place.file == "回收/汇总表.xlsx"


def test_forms_of_units_without_a_list_are_not_asked_for() -> None:
    assert _held([[1, "梁书远"]], [received("梁书远"), received("方晓", unit="乙市")]) == []


def test_values_that_differ() -> None:
    rows = [[1, "梁书远", "1990.06", "宣传", "", "已公示"]]
    entries = [received("梁书远", 出生年月="1990.05", 类别="宣传", 电话=PHONE)]
    problems = _held(rows, entries)
    assert _codes(problems) == ["C17", "C17"]
    assert problems[0].message == (
        "“梁书远”的“出生年月”在汇总表上是“1990.06”，在表（梁书远.docx）上是“1990.05”"
    )
    assert "（没有填）" in problems[1].message
    problems = _held(rows, [replace(entries[0], asked={"姓名", "出生年月"})])
    assert "（没有这一项）" in problems[1].message


def test_namesakes_by_unit_and_in_order() -> None:
    rows = [[1, "梁书远", "1990.05"], [2, "梁书远", "1985.03"]]
    entries = [
        received("梁书远", unit="乙市", 出生年月="1970.01"),
        received("梁书远", 出生年月="1990.05"),
        received("梁书远", 出生年月="1985.03"),
    ]
    assert _held(rows, entries) == []


def test_a_name_of_another_unit_is_another_entry() -> None:
    problems = _held([[1, "梁书远"]], [received("梁书远", unit="乙市")])
    assert _codes(problems) == ["C15"]


def test_a_form_that_does_not_say_its_unit() -> None:
    assert _held([[1, "梁书远"]], [received("梁书远", unit="")]) == []
    assert _codes(_held([[1, "梁书远"]], [received("梁书远"), received("方晓", unit="")])) == [
        "C16"
    ]


def test_a_slip_in_the_name_is_a_difference_where_the_rest_agrees() -> None:
    entries = [received("梁书远", 出生年月="1990.05", 类别="宣传")]
    problems = _held([[1, "梁书沅", "1990.05", "宣传"]], entries)
    assert _codes(problems) == ["C17"]
    assert "“姓名”在汇总表上是“梁书沅”" in problems[0].message
    assert _codes(_held([[1, "梁书沅", "1971.01", "治理"]], entries)) == ["C15", "C16"]
    assert _codes(_held([[1, "梁书沅"]], entries)) == ["C15", "C16"]


def test_another_order_than_the_units_own_ranking() -> None:
    entries = [
        received(name, 推荐排序=rank)
        for name, rank in (("甲一", "2"), ("乙二", "1"), ("丙三", "3"))
    ]
    problems = _held([[1, "甲一"], [2, "乙二"], [3, "丙三"]], entries)
    assert _codes(problems) == ["C18", "C18"]
    assert problems[0].message == "汇总表上“乙二”排在第 2 位，按推荐排序应在第 1 位"
    assert _held([[1, "乙二"], [2, "甲一"], [3, "丙三"]], entries) == []


def test_equal_ranks_are_in_any_order() -> None:
    entries = [received(name, 推荐排序="1") for name in ("甲一", "乙二")]
    assert _held([[1, "乙二"], [2, "甲一"]], entries) == []


def test_a_total_that_is_none() -> None:
    problems = _held([[1, "梁书远"], ["合计：2人"]], [received("梁书远")])
    assert _codes(problems) == ["C19"]
    assert problems[0].message == "汇总表上写着共 2 份，列出的是 1 份，收到的表是 1 份"
    assert _held([[1, "梁书远"], ["合计：1人"]], [received("梁书远")]) == []


def test_numbers_of_persons_are_masked() -> None:
    problems = _held([[1, "梁书远", "", "", "", PHONE]], [received("梁书远")])
    assert PHONE not in str(problems[0])
