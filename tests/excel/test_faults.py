"""A wrong template is refused in Chinese, with the cell at fault."""

from __future__ import annotations

import io
import zipfile

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.table import Table

from formgen.excel import WorkbookTemplate
from formgen.problems import TemplateError
from formgen.tags import RecordShape, shape_of
from tests.excel.workbooks import (
    END,
    LOOP,
    Content,
    compiled,
    first,
    people,
    saved,
    sheet_of,
    summary,
    summary_context,
)


def message(*rows: list[Content], merge: str = "", context: dict[str, object] | None = None) -> str:
    """What the template of these rows is refused for."""
    book = sheet_of(*rows)
    if merge:
        first(book).merge_cells(merge)
    with pytest.raises(TemplateError) as error:
        compiled(book).render({} if context is None else context)
    assert error.value.exit_code == 4
    return error.value.message


@pytest.mark.parametrize(
    ("rows", "where", "what"),
    [
        ([["一"], [None, "{{ 姓名 "]], "B2", "没有写完"),
        ([["{{ 姓名|打勾 }}"]], "A1", "过滤器"),
        ([["{% 如果 甲 %}"]], "A1", "不认识标记“如果”"),
        ([["{% if 甲 %}甲"]], "A1", "结束标记"),
        ([["{%tc for 项 in 行 %}"]], "A1", "{%tc"),
        ([["{% include '别的' %}"]], "A1", "include"),
        ([["一"], [LOOP], ["{{ 项 }}"]], "A2", "没有配对的 {%tr endfor %}"),
        ([["一"], [END]], "A2", "没有配对的开始标记"),
        ([[LOOP], ["{%tr endif %}"]], "A2", "应先写 {%tr endfor %}"),
        ([["{%tr else %}"]], "A1", "没有配对的 {%tr if"),
        ([["{%tr if 甲 %}"], ["{%tr else %}"], ["{%tr else %}"], ["{%tr endif %}"]], "A3", "配对"),
        ([[LOOP], ["{%tr elif 甲 %}"], [END]], "A2", "配对"),
        ([["序号{%tr for 项 in 行 %}"], [END]], "A1", "单独占一格"),
        ([["{%tr for 项 in 行 %}{{ 项 }}"], [END]], "A1", "单独占一格"),
        ([["{{tr 项 }}"]], "A1", "单独占一格"),
        ([[LOOP, "文字"], [END]], "A1", "B1 的内容会丢失"),
        ([[LOOP, "=A1"], [END]], "A1", "B1 的内容会丢失"),
        ([[LOOP, LOOP], [END]], "A1", "B1 的内容会丢失"),
        ([["{%tr for 项 行 %}"], [END]], "A1", "应是“in”"),
        ([["{%tr while 甲 %}"]], "A1", "while"),
        ([["{%tr for 项 in 行 recursive %}"], [END]], "A1", "递归"),
        ([["{% vm %}甲"]], "A1", "循环"),
        ([["甲", '="{{ 单位 }}"']], "B1", "公式里不能写标记"),
        ([['="A1']], "A1", "公式"),
    ],
)
def test_a_fault_is_refused_when_the_template_is_compiled(
    rows: list[list[Content]], where: str, what: str
) -> None:
    with pytest.raises(TemplateError) as error:
        compiled(sheet_of(*rows))
    assert f"模板“汇总表.xlsx”工作表“Sheet”{where}：" in error.value.message
    assert what in error.value.message


def test_text_that_a_vertical_merge_would_hide_is_refused() -> None:
    rows: list[list[Content]] = [[LOOP], ["{% vm %}甲"], ["乙"], [END]]
    assert "盖住 A3" in message(*rows)


def test_a_vertical_merge_over_another_merge_is_refused() -> None:
    rows: list[list[Content]] = [[LOOP], ["{% vm %}甲", "{{ 项 }}"], [None], [END]]
    assert "A3:B3 重叠" in message(*rows, merge="A3:B3")


def test_a_merge_from_inside_a_loop_to_outside_is_refused() -> None:
    rows: list[list[Content]] = [[LOOP], ["甲", "{{ 项 }}"], [None, END], [None, "丁"]]
    assert "A2:A4：合并单元格从循环里跨到了循环外" in message(*rows, merge="A2:A4")


def test_rows_with_tags_in_an_excel_table_are_refused() -> None:
    book = sheet_of(["姓名"], ["{{ 姓名 }}"])
    first(book).add_table(Table(displayName="表1", ref="A1:A2"))
    with pytest.raises(TemplateError, match="表格") as error:
        compiled(book)
    assert "转换为区域" in error.value.hint


@pytest.mark.parametrize(
    ("rows", "where", "what"),
    [
        ([["一"], ["甲", "{{ 姓铭 }}"]], "B2", "没有“姓铭”这个字段"),
        ([[LOOP], ["{{ 项.姓铭 }}"], [END]], "A2", "没有“姓铭”这个字段"),
        ([["{%tr for 项 in 名单 %}"], [END]], "A1", "没有“名单”这个字段"),
        ([["{%tr if 名单 %}"], ["{%tr endif %}"]], "A1", "没有“名单”这个字段"),
        ([["{{ 行[0] }}"]], "A1", "一条记录"),
        ([["{{ 1 / 0 * 总数 }}"]], "A1", "除数是 0"),
        ([["{{ 总数 + '人' }}"]], "A1", "算不出"),
        ([["{{ 10000|中文数 }}"]], "A1", "0 到 9999"),
        ([["{{ 行|求和('年龄') }}"]], "A1", "年龄"),
        ([["{{ ''.__class__ }}"]], "A1", "__class__"),
        ([["{% for 数 in range(99999) %}一{% endfor %}"]], "A1", ""),
    ],
)
def test_a_fault_that_shows_when_filling_names_its_cell(
    rows: list[list[Content]], where: str, what: str
) -> None:
    found = message(*rows, context={"行": people(2), "总数": 2})
    assert f"模板“汇总表.xlsx”工作表“Sheet”{where}：" in found
    assert what in found


def test_a_fault_in_a_later_row_of_data_names_its_cell() -> None:
    rows = people(3)
    del rows[2]["姓名"]
    found = message([LOOP], ["{{ 项.单位 }}", "{{ 项.姓名 }}"], [END], context={"行": rows})
    assert "B2：没有“姓名”这个字段" in found


def test_names_are_held_against_the_context_before_filling() -> None:
    book = summary()
    first(book)["C6"] = "{{ 项.姓铭 }}"
    first(book)["A10"] = "{{ 填表任 }}"
    shape = shape_of(summary_context())
    assert isinstance(shape, RecordShape)
    compiled(summary()).check_names(shape)
    with pytest.raises(TemplateError) as error:
        compiled(book).check_names(shape)
    assert error.value.message.splitlines() == [
        "模板“汇总表.xlsx”工作表“汇总表”C6：没有“姓铭”这个字段，是否想写“姓名”",
        "模板“汇总表.xlsx”工作表“汇总表”A10：没有“填表任”这个字段，是否想写“填表人”",
    ]


def test_names_in_every_kind_of_control_row_are_held_against_the_context() -> None:
    rows = ["{%tr if 甲 %}", "一", "{%tr elif 乙 %}", "二", "{%tr else %}", "三", "{%tr endif %}"]
    book = sheet_of(*([text] for text in rows), ["{%tr for 项 in 丙 %}"], [END])
    with pytest.raises(TemplateError) as error:
        compiled(book).check_names(RecordShape({}))
    found = [line.split("”")[2].split("：")[0] for line in error.value.message.splitlines()]
    assert found == ["A1", "A3", "A8"]


def refused(content: bytes) -> str:
    with pytest.raises(TemplateError) as error:
        WorkbookTemplate.compile(content, "表.xlsx")
    return error.value.message


def repacked(**changes: bytes) -> bytes:
    """A workbook with parts changed or added; __ in a name stands for a slash."""
    buffer = io.BytesIO()
    named = {
        name.replace("__", "/").replace("_xml", ".xml"): data for name, data in changes.items()
    }
    with zipfile.ZipFile(io.BytesIO(saved(Workbook()))) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in {*old.namelist(), *named}:
            new.writestr(name, named.get(name) or old.read(name))
    return buffer.getvalue()


def test_what_is_no_workbook_is_refused() -> None:
    assert "模板“表.xlsx”：" in refused(b"")
    assert "Excel" in refused(b"PK\x03\x04 and nothing more")
    assert "xlsx" in refused(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(512))


def test_a_word_file_is_refused() -> None:
    assert "另存为 .xlsx" in refused(repacked(**{"[Content_Types]_xml": b"<Types/>"}))


def test_a_workbook_with_macros_is_refused() -> None:
    assert "宏" in refused(repacked(xl__vbaProject_bin=b"x").replace(b"_bin", b".bin"))


def test_a_document_type_declaration_is_refused() -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet>&a;</worksheet>'
    assert "DOCTYPE" in refused(repacked(xl__worksheets__sheet1_xml=bomb))


def test_broken_xml_and_missing_parts_are_refused() -> None:
    assert "损坏" in refused(repacked(xl__worksheets__sheet1_xml=b"<worksheet>"))
    assert "损坏" in refused(repacked(xl__styles_xml=b"<a"))


@pytest.mark.parametrize(
    "cell", ['<c r="A1" t="s"><v>9</v></c>', '<c r="A1" s="x"/>', '<c r="?"/>']
)
def test_xml_that_says_what_no_workbook_may_is_refused(cell: str) -> None:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    row = f'<sheetData><row r="1">{cell}</row></sheetData>'
    sheet = f'<worksheet xmlns="{main}">{row}</worksheet>'.encode()
    assert "损坏" in refused(repacked(xl__worksheets__sheet1_xml=sheet))


def test_a_bomb_is_refused_without_being_unpacked() -> None:
    buffer = io.BytesIO(saved(Workbook()))
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as archive:
        for number in range(3):
            archive.writestr(f"bomb{number}", bytes(100_000_000))
    assert "过大" in refused(buffer.getvalue())
