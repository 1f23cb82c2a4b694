"""待填清单.xlsx: what each form lacks, to be ticked off."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
from pypdf import PdfReader

from formgen.problems import Place, Problem
from formgen.workbooks.problem_list import problem_workbook
from formgen.workbooks.to_fill import to_fill_lists, to_fill_workbook
from tests.conftest import Converter
from tests.workbooks.test_problem_list import UNITS, campaign


def blank(field: str, unit: str = "甲市委网信办", row: int = 3, entry: str = "张三") -> Problem:
    details = {"field": field, "label": field}
    return Problem("V01", Place("a.csv", "", row, 1, field), entry, unit, details)


def material(name: str, **more: str) -> Problem:
    details = {"material": name, "field": name, "description": "加盖公章的扫描件", **more}
    place = Place("a.csv", "", 3, 2, name)
    return Problem("R18", place, "张三", UNITS[0], details, source="三2：附证明材料")


def rows_of(content: bytes) -> list[list[object]]:
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_only_what_is_missing_is_listed_by_entry() -> None:
    details = {"value": "错", "advice": "", "options": "对"}
    wrong = Problem("V02", Place("a.csv", "", 3, 5, "类别"), "张三", UNITS[0], details)
    lists = to_fill_lists([blank("姓名"), wrong, material("证明"), blank("电话", row=4)])
    assert [[item.what for item in one.items] for one in lists] == [
        ["填写“姓名”", "补交“证明”"],
        ["填写“电话”"],
    ]
    assert lists[0].items[1].source == "三2：附证明材料"
    assert "加盖公章的扫描件" in lists[0].items[1].how


def test_entries_stand_in_the_order_of_units_csv() -> None:
    problems = [
        blank("姓名", unit="", entry="没有单位的"),
        blank("姓名", unit=UNITS[1], row=5, entry="乙"),
        blank("姓名", unit=UNITS[0], row=9, entry="甲二"),
        blank("姓名", unit=UNITS[0], row=8, entry="甲一"),
    ]
    lists = to_fill_lists(problems, UNITS)
    assert [one.entry for one in lists] == ["甲二", "甲一", "乙", "没有单位的"]


def test_what_one_entry_lacks_twice_is_said_once_and_numbers_are_masked() -> None:
    lists = to_fill_lists([blank("姓名", entry="990101199001010015")] * 2)
    assert [(one.entry, len(one.items)) for one in lists] == [("990101********0015", 1)]


def test_a_missing_column_is_said_of_the_whole_table() -> None:
    absent = Problem("T02", Place("a.csv", "", 1), details={"field": "姓名"})
    one = to_fill_lists([absent])[0]
    assert one.entry == "整个数据表 a.csv"
    assert "姓名" in one.items[0].what


def test_the_check_list_has_a_box_for_every_item() -> None:
    lists = to_fill_lists([blank("姓名"), material("证明"), blank("=1+1", row=4)])
    rows = rows_of(to_fill_workbook(campaign(截止日期="2024-03-11"), lists))
    assert rows[0][0] == "网络文明征集活动待填清单"
    assert str(rows[1][0]).startswith("以下 2 份表共有 3 项")
    assert "2024年3月11日前" in str(rows[1][0])
    assert [row[0] for row in rows[3:]] == [
        "1. 张三　　推荐单位：甲市委网信办　　（2 项）",
        "1.1",
        "1.2",
        "2. 张三　　推荐单位：甲市委网信办　　（1 项）",
        "2.1",
    ]
    assert [row[1] for row in rows[3:]] == [None, "□", "□", None, "□"]
    assert rows[7][2] == "填写“=1+1”"


def test_nothing_to_fill_is_said_so() -> None:
    assert to_fill_lists([]) == ()
    rows = rows_of(to_fill_workbook(campaign(), ()))
    assert rows[1][0] == "各份表都已填齐，没有要补的内容。"


def test_libreoffice_prints_this_list_and_that_of_problems(
    tmp_path: Path, convert_office: Converter
) -> None:
    files = {
        tmp_path / "待填清单.xlsx": fields_to_fill(),
        tmp_path / "问题清单.xlsx": long_problem(),
    }
    for path, content in files.items():
        path.write_bytes(content)
    converted = convert_office(list(files), tmp_path)
    to_fill, problems = (pages_of(converted[path]) for path in files)
    assert all(f"填写“字段{number:02}”" in "".join(to_fill) for number in range(40))
    assert len(to_fill) == 2
    assert all("怎么填" in page for page in to_fill), "the header is on every page"
    # LibreOffice leaves lines out of the PDF that a row is too low for.
    assert all(f"选{number:03}" in "".join(problems) for number in range(100))
    assert "依据完" in "".join(problems)
    assert len(problems) == 2


def fields_to_fill() -> bytes:
    lists = to_fill_lists([blank(f"字段{number:02}") for number in range(40)])
    return to_fill_workbook(campaign(), lists)


def long_problem() -> bytes:
    options = "".join(f"选{number:03}" for number in range(100))
    details = {"value": "错", "advice": "", "options": options}
    place = Place("a.csv", "", 3, 1, "姓名")
    problem = Problem("V02", place, "张三" * 30, UNITS[0], details, source="依据" * 60 + "完")
    return problem_workbook(campaign(), UNITS, [problem], {UNITS[0]: 1})


def pages_of(pdf: Path) -> list[str]:
    return ["".join(page.extract_text().split()) for page in PdfReader(pdf).pages]
