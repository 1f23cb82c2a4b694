"""Marked copies: every address as in the submitted file, nothing of other units."""

from __future__ import annotations

import html
import io
import zipfile
from collections.abc import Iterable, Set
from pathlib import Path

import openpyxl
import pytest
from openpyxl.chart import BarChart, Reference
from openpyxl.drawing.image import Image
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Font
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet
from PIL import Image as Pillow

from formgen.campaign import FieldDefinition
from formgen.problems import InputError, Place, Problem
from formgen.tables import read_table
from formgen.workbooks.marked_table import marked_table
from tests.conftest import Converter

FIELDS = [
    FieldDefinition(name="姓名", kind="文本", required=True),
    FieldDefinition(name="联系电话", kind="文本"),
    FieldDefinition(name="推荐单位", kind="文本"),
    FieldDefinition(name="事迹", kind="长文本"),
]
RED, YELLOW = "00F8CBAD", "00FFF2CC"


def phone(place: Place, value: str = "19900000") -> Problem:
    return Problem("V22", place, "张三", "甲市", {"value": value, "reason": "少了几位"})


def blank(place: Place) -> Problem:
    details = {"field": "姓名", "label": "姓名"}
    return Problem("V01", place, "", "", details)


def renamed(place: Place) -> Problem:
    details = {"value": "张 三", "what": "中间空了一格", "used": "张三"}
    return Problem("V28", place, "张三", "甲市", details)


def opened(
    path: Path, problems: Iterable[Problem], rows: Set[int] | None = None
) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(marked_table(path, problems, FIELDS, rows)))


def marked(path: Path, problems: Iterable[Problem], rows: Set[int] | None = None) -> Worksheet:
    return opened(path, problems, rows).worksheets[0]


def said(sheet: Worksheet, address: str) -> str:
    comment = sheet[address].comment
    return comment.text if comment else ""


def written(tmp_path: Path, name: str, text: str) -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8", newline="")
    return path


CSV = (
    "关于申报的表,,\r\n姓名,联系电话,推荐单位\r\n"
    "张三,19900000,甲市\r\n\r\n李四,19900000002,乙市\r\n"
)


def test_csv_cells_keep_their_addresses_and_wrong_ones_are_coloured(tmp_path: Path) -> None:
    path = written(tmp_path, "applicants.csv", CSV)
    sheet = marked(path, [phone(Place("applicants.csv", "", 3, 2, "联系电话"))])
    assert [cell.value for cell in sheet[2]] == ["姓名", "联系电话", "推荐单位"]
    assert [cell.value for cell in sheet[3]] == ["张三", "19900000", "甲市"]
    assert sheet["A5"].value == "李四"
    assert sheet["B3"].fill.fgColor.rgb == RED
    assert said(sheet, "B3").startswith("错误 V22：电话“19900000”少了几位。")
    assert [c.coordinate for row in sheet for c in row if c.comment] == ["B3"]


def test_several_problems_of_a_cell_are_joined_and_the_gravest_colours_it(tmp_path: Path) -> None:
    path = written(tmp_path, "a.csv", CSV)
    place = Place("a.csv", "", 3, 1, "姓名")
    sheet = marked(path, [renamed(place), phone(place)])
    assert "提醒 V28" in said(sheet, "A3")
    assert "错误 V22" in said(sheet, "A3")
    assert sheet["A3"].fill.fgColor.rgb == RED
    assert marked(path, [renamed(place)])["A3"].fill.fgColor.rgb == YELLOW


def test_a_problem_of_a_row_is_at_its_first_cell_of_the_table_at_the_heading(
    tmp_path: Path,
) -> None:
    path = written(tmp_path, "a.csv", CSV)
    sheet = marked(path, [blank(Place("a.csv", "", 5)), blank(Place("a.csv"))])
    assert said(sheet, "A5")
    assert said(sheet, "A2")
    assert not said(sheet, "A1")


@pytest.mark.parametrize(
    "typed", ["=1+1", "+8619900000001", "@SUM(A1)", "#N/A", "1990.10", "007", "_x0041_", "TRUE"]
)
def test_what_was_typed_stays_text(tmp_path: Path, typed: str) -> None:
    path = written(tmp_path, "a.csv", f"姓名,联系电话\n张三,{typed}\n")
    (tmp_path / "b.xlsx").write_bytes(marked_table(path, [], FIELDS))
    cell = openpyxl.load_workbook(tmp_path / "b.xlsx").worksheets[0]["B2"]
    assert cell.data_type == "s"
    record = read_table(tmp_path, "b.xlsx", FIELDS).records[0]
    assert record.cells["联系电话"].raw == typed


@pytest.mark.parametrize(
    ("encoding", "delimiter"), [("gb18030", ","), ("utf-16", "\t"), ("utf-8-sig", ";")]
)
def test_csv_is_read_in_any_encoding_and_with_any_delimiter(
    tmp_path: Path, encoding: str, delimiter: str
) -> None:
    row = delimiter.join(["张三", "甲,乙,丙,丁" if delimiter != "," else "甲"])
    text = f"姓名{delimiter}推荐单位\n{row}\n"
    (tmp_path / "a.csv").write_bytes(text.encode(encoding))
    assert marked(tmp_path / "a.csv", [])["A2"].value == "张三"
    assert str(marked(tmp_path / "a.csv", [])["B2"].value).startswith("甲")


def test_characters_no_file_can_hold_become_visible(tmp_path: Path) -> None:
    path = written(tmp_path, "a.csv", "姓名,联系电话\n张\x07三,1\x1b\n")
    sheet = marked(path, [phone(Place("a.csv", "", 2, 1), "张\x07三")])
    assert sheet["A2"].value == "张␇三"
    assert sheet["B2"].value == "1␛"
    assert "张␇三" in said(sheet, "A2")


@pytest.mark.parametrize(("length", "whole"), [(32_767, True), (32_768, False)])
def test_what_a_cell_cannot_hold_is_cut_and_said(tmp_path: Path, length: int, whole: bool) -> None:
    path = written(tmp_path, "a.csv", f"姓名,事迹\n张三,{'字' * length}\n")
    sheet = marked(path, [])
    assert len(str(sheet["B2"].value)) == 32_767
    assert ("没有显示完" in said(sheet, "B2")) is not whole


def test_csv_of_one_unit_has_only_its_rows_at_the_same_addresses(tmp_path: Path) -> None:
    text = "名单,\n姓名,联系电话\n张三,19900000001\n李四,19900000002\n王五,19900000003\n"
    path = written(tmp_path, "a.csv", text)
    problems = [phone(Place("a.csv", "", row, 2), f"1990000000{row - 2}") for row in (3, 4)]
    content = marked_table(path, [*problems, blank(Place("a.csv"))], FIELDS, {4})
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    assert [sheet.cell(row, 1).value for row in range(1, 6)] == ["名单", "姓名", None, "李四", None]
    assert [sheet.row_dimensions[row].hidden for row in range(1, 6)] == [0, 0, 1, 0, 1]
    assert said(sheet, "B4")
    assert said(sheet, "A2")
    for secret in ("张三", "王五", "19900000001", "19900000003"):
        assert secret not in unpacked(content)


def unpacked(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = [archive.read(name).decode("utf-8", "replace") for name in archive.namelist()]
    return html.unescape("".join(parts))  # openpyxl writes 李 as &#26446; into some parts


JSON = """{"申报": [
  {"姓名": "张三", "联系电话": "19900000", "获奖": [{"年份": 2020.10}], "备注 1": null},
  "说明",
  {"姓名": "李四", "事迹": "好人", "是否": true}
]}"""


def test_json_records_are_rows_and_keys_columns(tmp_path: Path) -> None:
    path = written(tmp_path, "a.json", JSON)
    problems = [
        phone(Place("a.json", row=1, field="联系电话", path="$.申报[0].联系电话")),
        phone(Place("a.json", row=1, path='$.申报[0]["备注 1"]')),
        blank(Place("a.json", row=2, path="$.申报[1]")),
        blank(Place("a.json", row=3, field="事迹")),
        blank(Place("a.json", field="推荐单位")),
    ]
    sheet = marked(path, problems)
    headings = [cell.value for cell in sheet[1]]
    assert headings == ["份", "姓名", "联系电话", "获奖", "备注 1", "事迹", "是否"]
    assert sheet["D2"].value == '[{"年份": "2020.10"}]'
    assert [sheet["B4"].value, sheet["F4"].value, sheet["G4"].value] == ["李四", "好人", "true"]
    found = [cell.coordinate for row in sheet for cell in row if cell.comment]
    assert found == ["A1", "C2", "E2", "A3", "F4"]


def test_json_lines_are_numbered_by_line_and_cut_to_a_unit(tmp_path: Path) -> None:
    path = written(tmp_path, "a.jsonl", '{"姓名": "张三"}\n\n{"姓名": "李四"}\n')
    sheet = marked(path, [blank(Place("a.jsonl", row=3, field="姓名", path="$.姓名"))], {3})
    assert [sheet["A4"].value, sheet["B4"].value] == ["3", "李四"]
    assert said(sheet, "B4")
    assert sheet["B2"].value is None


def workbook_file(tmp_path: Path) -> Path:
    """A workbook as units send it: two sheets of data, looks, lists, formulas, pictures."""
    workbook = openpyxl.Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = "人员"
    sheet.append(["先进个人名单"])
    sheet.merge_cells("A1:C1")
    sheet.append(["姓名", "联系电话", "推荐单位"])
    sheet.append(["张三", "19900000", "甲市"])
    sheet.append(["李四", "19900000002", "乙市"])
    sheet["C4"].hyperlink = "mailto:secret@example.com"
    sheet["C4"].font = Font(underline="single")
    sheet.column_dimensions["B"].width = 33
    choices = DataValidation("list", formula1='"甲市,乙市"')
    choices.add("C3:C100")
    sheet.add_data_validation(choices)
    sheet["D3"] = "=1+1"
    for row in (3, 4):
        picture = io.BytesIO()
        Pillow.new("RGB", (8, 8), (row, 0, 0)).save(picture, "PNG")
        sheet.add_image(Image(picture), f"F{row}")
    other = workbook.create_sheet("别的科室")
    other.append(["王五", "19900000003"])
    workbook.create_sheet("formgen").append(["anhui-2024"])
    path = tmp_path / "a.xlsx"
    workbook.save(path)
    return path


def test_xlsx_keeps_its_looks_and_lists(tmp_path: Path) -> None:
    path = workbook_file(tmp_path)
    problems = [
        phone(Place("a.xlsx", "人员", 3, 2, "联系电话")),
        blank(Place("a.xlsx", "人员", 1, 3)),
        blank(Place("a.xlsx", "别的科室", 1)),
    ]
    workbook = opened(path, problems)
    sheet = workbook["人员"]
    assert sheet["B3"].fill.fgColor.rgb == RED
    assert said(sheet, "A1"), "of merged cells the first is shown"
    assert said(workbook["别的科室"], "A1")
    assert sheet.column_dimensions["B"].width == 33
    assert [str(one.sqref) for one in sheet.data_validations.dataValidation] == ["C3:C100"]
    assert sheet["D3"].value is None, "a formula never calculated shows nothing"


def test_a_comment_of_the_heading_stays(tmp_path: Path) -> None:
    path = workbook_file(tmp_path)
    workbook = openpyxl.load_workbook(path)
    workbook["人员"]["A2"].comment = openpyxl.comments.Comment("填身份证上的姓名", "x")
    workbook.save(path)
    assert "填身份证上的姓名\n\n错误 V01" in said(marked(path, [blank(Place("a.xlsx"))]), "A2")


def test_xlsx_of_one_unit_holds_nothing_of_others(tmp_path: Path) -> None:
    content = marked_table(workbook_file(tmp_path), [], FIELDS, {3})
    workbook = openpyxl.load_workbook(io.BytesIO(content))
    assert [cell.value for cell in workbook["人员"][3]][:3] == ["张三", "19900000", "甲市"]
    assert workbook.sheetnames == ["人员"]
    for secret in ("李四", "王五", "19900000002", "19900000003", "secret@example.com"):
        assert secret not in unpacked(content)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert not [name for name in archive.namelist() if "/media/" in name]


def test_a_workbook_with_looks_openpyxl_refuses_is_copied_as_text(tmp_path: Path) -> None:
    path = workbook_file(tmp_path)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["xl/styles.xml"] = (
        parts["xl/styles.xml"]
        .replace(b'<patternFill patternType="gray125"', b'<patternFill patternType="striped"')
        .replace(b"<patternFill />", b'<patternFill patternType="striped" />')
    )
    with zipfile.ZipFile(path, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    with pytest.raises(ValueError, match="could not read stylesheet"):
        openpyxl.load_workbook(path)
    workbook = opened(path, [phone(Place("a.xlsx", "人员", 3, 2))])
    assert workbook.sheetnames == ["人员", "别的科室", "formgen"]
    assert workbook["人员"]["B3"].value == "19900000"
    assert said(workbook["人员"], "B3")


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.docx", b""), ("a.xlsx", b"PK\3\4"), ("a.csv", b"\xff\xff\x00"), ("a.json", b"{")],
)
def test_what_is_no_table_is_an_error_in_chinese(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(InputError, match=r"[一-龥]"):
        marked_table(tmp_path / name, [], FIELDS)
    with pytest.raises(InputError, match=r"无法打开|不是"):
        marked_table(tmp_path / "没有" / name, [], FIELDS)


def test_the_same_table_gives_the_same_bytes(tmp_path: Path) -> None:
    path = written(tmp_path, "a.csv", CSV)
    problems = [phone(Place("a.csv", "", 3, 2))]
    assert marked_table(path, problems, FIELDS) == marked_table(path, problems, FIELDS)


def test_libreoffice_opens_a_marked_copy(tmp_path: Path, convert_office: Converter) -> None:
    path = tmp_path / "marked.xlsx"
    content = marked_table(
        workbook_file(tmp_path), [phone(Place("a.xlsx", "人员", 3, 2, "联系电话"))], FIELDS
    )
    path.write_bytes(content)
    folder = tmp_path / "out"
    sheet = openpyxl.load_workbook(convert_office([path], folder, "xlsx")[path])["人员"]
    assert sheet["B3"].value == "19900000"
    assert "错误 V22" in said(sheet, "B3")
    assert sheet["B3"].fill.fgColor.rgb == "FFF8CBAD"


def test_what_stands_beside_the_cells_of_a_unit_copy_names_no_others(tmp_path: Path) -> None:
    path = workbook_file(tmp_path)
    workbook = openpyxl.load_workbook(path)
    other = workbook["别的科室"]
    other.HeaderFooter.oddHeader.center.text = "王五"
    listed = DataValidation("list", formula1='"王五"')
    listed.add("A1")
    other.add_data_validation(listed)
    workbook["人员"].conditional_formatting.add("A3:A9", Rule("expression", formula=['$A3="王五"']))
    workbook["人员"].defined_names["一人"] = DefinedName("一人", attr_text='"王五"')
    workbook.defined_names["某人"] = DefinedName("某人", attr_text='"王五"')
    workbook.properties.creator = workbook.properties.title = "王五"
    chart = BarChart()
    chart.title = "王五"
    chart.add_data(Reference(other, min_col=1, min_row=1))
    workbook.create_chartsheet("图").add_chart(chart)
    workbook.save(path)
    assert "王五" in unpacked(path.read_bytes())
    copy = marked_table(path, [], FIELDS, {3})
    assert "王五" not in unpacked(copy)
    active = openpyxl.load_workbook(io.BytesIO(copy)).active
    assert active is not None
    assert active.title == "人员"


def test_rows_in_merged_cells_are_marked_at_the_first_of_each(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.worksheets[0]
    sheet.append(["姓名", "推荐单位"])
    for row in range(2, 42, 2):
        sheet.append(["张三", "甲市"])
        sheet.append(["李四"])
        sheet.merge_cells(f"B{row}:B{row + 1}")
    workbook.save(tmp_path / "a.xlsx")
    problems = [
        Problem("T13", Place("a.xlsx", "Sheet", row, 2), details={"range": "B2:B3"})
        for row in range(3, 43, 2)
    ]
    copy = marked(tmp_path / "a.xlsx", problems)
    assert all("T13" in said(copy, f"B{row}") for row in (2, 20, 40))


@pytest.mark.parametrize(("columns", "pages"), [(10, 1), (30, 3)])
def test_a_wide_table_is_printed_on_pages_that_can_be_read(
    tmp_path: Path, columns: int, pages: int
) -> None:
    heading = ",".join(["姓名", *(f"列{number}" for number in range(1, columns))])
    path = written(tmp_path, "a.csv", f"{heading}\n张三\n")
    assert opened(path, []).worksheets[0].page_setup.fitToWidth == pages
