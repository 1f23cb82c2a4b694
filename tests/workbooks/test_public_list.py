"""The published list as a workbook: its cells, its pages, and what its file does not say."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
from lxml import etree
from openpyxl.worksheet.worksheet import Worksheet
from pypdf import PdfReader

from formgen.publish.listing import ListColumn, ListGroup, PublicList
from formgen.workbooks.public_list import list_workbook
from tests.conftest import Converter

COLUMNS = (ListColumn("姓名", "姓　名"), ListColumn("单位及职务", "单位及职务"))
ABOUT = (("公示时间", "2025年3月3日至7日"), ("发布单位", "甲市委网信办"))


def listed(*groups: ListGroup, label: str = "申报类别") -> PublicList:
    return PublicList("征集活动", "预备人选公示", label, COLUMNS, groups, ABOUT)


def wide(count: int) -> PublicList:
    """Columns that each ask for 60 half-width characters."""
    columns = tuple(ListColumn(f"列{n}", f"列{n}") for n in range(count))
    rows = (tuple("很长的内容" * 12 for _ in columns),)
    return PublicList("征集活动", "宽表公示", "", columns, (ListGroup("", rows),))


TWO = listed(
    ListGroup("公益类", (("梁书远", "记者"), ("=1+1", "007"))),
    ListGroup("", (("程一", ""),)),
)


def sheet_of(content: bytes) -> Worksheet:
    (sheet,) = openpyxl.load_workbook(io.BytesIO(content)).worksheets
    return sheet


def texts(sheet: Worksheet) -> list[list[object]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_title_what_is_said_of_it_and_names_by_group() -> None:
    assert texts(sheet_of(list_workbook(TWO))) == [
        ["预备人选公示", None, None],
        ["公示时间：2025年3月3日至7日", None, None],
        ["发布单位：甲市委网信办", None, None],
        ["总数：3", None, None],
        ["序号", "姓　名", "单位及职务"],
        ["一、公益类（2）", None, None],
        ["1", "梁书远", "记者"],
        ["2", "=1+1", "007"],
        ["二、其他（1）", None, None],
        ["1", "程一", None],
    ]


def test_a_group_is_counted_in_its_own_word() -> None:
    people = ListGroup("典型人物", (("梁书远", ""),), counter="人")
    works = ListGroup("文化精品", (("网络视频", ""),), counter="件")
    rows = texts(sheet_of(list_workbook(listed(people, works))))
    assert [row[0] for row in rows[5::2]] == ["一、典型人物（1人）", "二、文化精品（1件）"]


def test_a_list_without_groups_has_no_group_headings() -> None:
    rows = texts(sheet_of(list_workbook(listed(ListGroup("", (("梁书远", "记者"),)), label=""))))
    assert rows[5:] == [["1", "梁书远", "记者"]]


def test_a_column_without_any_text_is_left_out() -> None:
    rows = texts(sheet_of(list_workbook(listed(ListGroup("公益类", (("梁书远", ""),))))))
    assert rows[4:] == [["序号", "姓　名"], ["一、公益类（1）", None], ["1", "梁书远"]]


def test_a_list_of_nobody_has_its_headings() -> None:
    assert texts(sheet_of(list_workbook(listed())))[3:] == [
        ["总数：0", None, None],
        ["序号", "姓　名", "单位及职务"],
    ]


def test_every_cell_is_text_and_nothing_is_hidden() -> None:
    sheet = sheet_of(list_workbook(TWO))
    filled = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {(cell.data_type, cell.number_format) for cell in filled} == {("s", "@")}
    assert sheet.sheet_state == "visible"
    assert not any(one.hidden for one in sheet.column_dimensions.values())
    assert not any(one.hidden for one in sheet.row_dimensions.values())


def test_the_file_says_its_title_and_nobody_s_name() -> None:
    content = list_workbook(TWO)
    properties = openpyxl.load_workbook(io.BytesIO(content)).properties
    assert properties.title == "预备人选公示"
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        core = etree.fromstring(archive.read("docProps/core.xml"))
        assert not [name for name in archive.namelist() if "comments" in name]
    said = [etree.QName(element).localname for element in core if element.text]
    assert sorted(said) == ["created", "modified", "title"]


def test_equal_lists_give_equal_bytes() -> None:
    assert list_workbook(TWO) == list_workbook(TWO)


@pytest.mark.parametrize(("count", "orientation"), [(1, "portrait"), (2, "landscape")])
def test_the_page_lies_where_columns_do_not_fit_an_upright_one(
    count: int, orientation: str
) -> None:
    assert sheet_of(list_workbook(wide(count))).page_setup.orientation == orientation


def test_wide_columns_are_cut_and_narrow_ones_kept() -> None:
    columns = tuple(ListColumn(name, name) for name in "甲乙丙丁")
    row = ("短", *("很长的内容" * 12 for _ in "乙丙丁"))
    names = PublicList("活动", "公示", "", columns, (ListGroup("", (row,)),))
    dimensions = sheet_of(list_workbook(names)).column_dimensions
    widths = [dimensions[letter].width for letter in "ABCDE"]
    assert sum(widths) == pytest.approx(142)
    assert widths[1] == 10 and widths[2] == widths[3] == widths[4] == pytest.approx(125 / 3)


def test_printed_on_a4_with_its_head_on_every_page(
    tmp_path: Path, convert_office: Converter
) -> None:
    people = tuple((f"人员{n:03}号", "某单位职员") for n in range(90))
    sources = {"长": listed(ListGroup("公益类", people)), "宽": wide(9)}
    for name, names in sources.items():
        (tmp_path / f"{name}.xlsx").write_bytes(list_workbook(names))
    made = convert_office([tmp_path / f"{name}.xlsx" for name in sources], tmp_path)
    long, broad = (PdfReader(made[tmp_path / f"{name}.xlsx"]) for name in sources)
    pages = [page.extract_text() for page in long.pages]
    assert len(pages) >= 2 and all("单位及职务" in page for page in pages)
    assert all("".join(pages).count(name) == 1 for name, _ in people)
    assert [round(float(edge)) for edge in long.pages[0].mediabox[2:]] == [595, 842]
    assert len(broad.pages) == 1
    assert [round(float(edge)) for edge in broad.pages[0].mediabox[2:]] == [842, 595]
