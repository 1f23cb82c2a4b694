"""A chosen list: whose entries it means, in which order, and what is said of wrong lines."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from formgen.check.chosen import Chosen, read_chosen
from formgen.problems import InputError
from tests.check.awarding import APPLICANTS, campaign_in, checked, folder_with


def chosen(folder: Path, name: str, content: str | bytes) -> Chosen:
    """What a list beside the folder means for the campaign in it."""
    path = folder.parent / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_chosen(path, campaign_in(folder), checked(folder))


def complaint(folder: Path, name: str, content: str | bytes) -> str:
    with pytest.raises(InputError) as caught:
        chosen(folder, name, content)
    return caught.value.message + caught.value.hint


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "awards"
    path.mkdir()
    return folder_with(path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_text_with_a_name_a_line(folder: Path, encoding: str) -> None:
    found = chosen(folder, "名单.txt", "姓名\r\n李・买提\r\n\r\n 苏　苗 \r\n".encode(encoding))
    assert found == Chosen((4, 2), ())


def test_the_order_is_the_lists_and_each_comes_once(folder: Path) -> None:
    assert chosen(folder, "名单.txt", "李·买提\n苏苗\n李·买提").numbers == (4, 2)


def test_a_table_tells_namesakes_apart(folder: Path) -> None:
    table = "序号,姓名,推荐单位,电话\n1,王禾,西河村,19900001234\n2,苏苗,,\n"
    assert chosen(folder, "名单.csv", table) == Chosen((3, 2), ())
    lines = '[{"姓名": "王禾", "推荐单位": "东岭村", "备注": "好"}]'
    assert chosen(folder, "名单.json", lines) == Chosen((1,), ())


def test_a_workbook(folder: Path) -> None:
    book = openpyxl.Workbook()
    for row in (["参会名单"], ["姓名"], ["苏苗"]):
        book.worksheets[0].append(row)
    path = folder.parent / "名单.xlsx"
    book.save(path)
    assert read_chosen(path, campaign_in(folder), checked(folder)) == Chosen((2,), ())


def test_namesakes_in_a_text_ask_for_a_table(folder: Path) -> None:
    found = chosen(folder, "名单.txt", "苏苗\n王禾\n")
    assert found.numbers == (2,)
    [problem] = found.problems
    assert (problem.code, str(problem.place)) == ("N05", "名单.txt 第2行 “姓名”")
    assert problem.hint == "请把名单改成表格，加一列“推荐单位”，写明是哪个单位的"


def test_names_that_are_not_there(folder: Path) -> None:
    found = chosen(folder, "名单.csv", "姓名,推荐单位\n苏蕾,\n王禾,南山村\n苏苗,东岭村\n")
    assert found.numbers == (2,)
    assert [(p.code, str(p.place), p.message) for p in found.problems] == [
        ("N09", "名单.csv 第2行 A列“姓名”", "申报里没有“苏蕾”，或它的数据有错误"),
        ("N09", "名单.csv 第3行 A列“姓名”", "申报里没有“王禾（南山村）”，或它的数据有错误"),
    ]
    assert found.problems[0].hint == "请与申报表格核对，是否想写“苏苗”"
    assert "“王禾”在 applicants.csv 第2行（东岭村）、applicants.csv 第4行（西河村）" in (
        found.problems[1].hint
    )


def test_a_name_that_several_are_equally_near_to_gets_no_advice(folder: Path) -> None:
    names = "".join(f"苏{second},东岭村\n" for second in "甲乙丙丁")
    folder_with(folder, "姓名,推荐单位\n" + names)
    assert chosen(folder, "名单.txt", "苏苗").problems[0].hint == "请与申报表格核对"
    folder_with(folder, "姓名,推荐单位\n" + names[: names.index("苏丁")])
    hint = "请与申报表格核对，是否想写“苏甲”或“苏乙”或“苏丙”"
    assert chosen(folder, "名单.txt", "苏苗").problems[0].hint == hint


def test_an_entry_with_errors_is_named_with_its_place(folder: Path) -> None:
    folder_with(folder, APPLICANTS + "高禾,南山村\n")
    found = chosen(folder, "名单.txt", "高禾\n苏苗")
    assert found.numbers == (2,)
    [problem] = found.problems
    assert problem.code == "N09"
    assert problem.hint == "请与申报表格核对：“高禾”在 applicants.csv 第6行，请先改正它的错误"


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("名单.txt", "", "名单.txt 里没有名称请每行写一个姓名"),
        ("名单.txt", " \n姓名", "名单.txt 里没有名称"),
        ("名单.txt", b"\xff\x00\x81", "名单.txt 读不出来"),
        ("名单.csv", "电话\n19900001234\n", "名单.csv 里没有找到表头"),
        ("名单.csv", "推荐单位\n东岭村\n", "名单.csv 缺少必填的“姓名”这一列"),
        ("名单.csv", "姓名,推荐单位\n", "名单.csv 里没有名称"),
        ("名单.docx", b"PK", "名单.docx 是Word 文档，不能作数据表"),
        ("名单.xlsx", b"PK", "名单.xlsx"),
    ],
)
def test_what_is_no_list(folder: Path, name: str, content: str | bytes, expected: str) -> None:
    assert expected in complaint(folder, name, content)


def test_a_list_that_is_not_there(folder: Path) -> None:
    for name in ("无.txt", "无.csv"):
        with pytest.raises(InputError, match=rf"无{name[1:]}"):
            read_chosen(folder.parent / name, campaign_in(folder), checked(folder))
    (folder.parent / "夹.txt").mkdir()
    with pytest.raises(InputError, match=r"夹\.txt 无法打开"):
        read_chosen(folder.parent / "夹.txt", campaign_in(folder), checked(folder))
