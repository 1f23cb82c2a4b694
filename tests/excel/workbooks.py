"""Draws workbook templates as an office would, and opens filled workbooks again."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from formgen.excel import WorkbookTemplate

THIN = Side(style="thin")
GRID = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
CENTRE = Alignment(horizontal="center", vertical="center", wrap_text=True)
LEFT = Alignment(horizontal="left", vertical="center", wrap_text=True)

LOOP = "{%tr for 项 in 行 %}"
END = "{%tr endfor %}"
"""The rows around those that are repeated for every entry."""


def saved(book: Workbook) -> bytes:
    """The workbook's bytes."""
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


Content = str | int | None


def sheet_of(*rows: Sequence[Content]) -> Workbook:
    """A workbook with one sheet of these rows, starting at A1; None leaves a cell out."""
    book = Workbook()
    sheet = first(book)
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(row, start=1):
            if value is not None:
                sheet.cell(number, column, value)
    return book


def first(book: Workbook) -> Worksheet:
    """The first worksheet."""
    return book.worksheets[0]


def furniture(sheet: Worksheet, name: str) -> HeaderFooterItem:
    """A header or footer by openpyxl's name: oddHeader, oddFooter."""
    item = getattr(sheet, name)
    assert isinstance(item, HeaderFooterItem)
    return item


def compiled(book: Workbook) -> WorkbookTemplate:
    """The workbook as a template."""
    return WorkbookTemplate.compile(saved(book), "汇总表.xlsx")


def filled(book: Workbook, context: Mapping[str, object]) -> Workbook:
    """The workbook as a template, filled and opened again."""
    return opened(compiled(book).render(context))


def opened(content: bytes) -> Workbook:
    """Bytes as openpyxl reads them."""
    return load_workbook(io.BytesIO(content))


def parts(content: bytes) -> dict[str, bytes]:
    """The parts of a workbook's package."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def texts(sheet: Worksheet) -> list[list[object]]:
    """The values of a sheet, row by row, without blank cells at the ends."""
    rows: list[list[object]] = [list(row) for row in sheet.values]
    for row in rows:
        while row and row[-1] is None:
            row.pop()
    return rows


def column(sheet: Worksheet, letter: str) -> list[object]:
    """The values of one column."""
    return [cell.value for cell in sheet[letter]]


def people(count: int) -> list[dict[str, object]]:
    """Synthetic applicants."""
    return [
        {
            "序号": number,
            "姓名": f"申报人{number:03}",
            "身份证号": f"11010519491231{number:03}X",
            "单位": "徐州市某某融媒体中心",
            "事迹": "参与策划网络文明主题宣传。" * (number % 4),
            "得分": number * 10,
        }
        for number in range(1, count + 1)
    ]


def summary() -> Workbook:
    """A 汇总表 as offices print it: title, unit line, grouped rows, sums, line for the clerk."""
    book = Workbook()
    sheet = first(book)
    sheet.title = "汇总表"
    _summary_cells(sheet)
    _summary_look(sheet)
    _summary_print(sheet)
    book.defined_names["总分"] = DefinedName("总分", attr_text="汇总表!$F$9")
    return book


def _summary_cells(sheet: Worksheet) -> None:
    rows: dict[int, list[Content]] = {
        1: ["{{ 活动.标题 }}推荐汇总表"],
        2: ["推荐单位（盖章）：{{ 单位 }}"],
        3: ["类别", "序号", "姓名", "身份证号", "主要事迹", "得分"],
        4: ["{%tr for 组 in 分组 %}"],
        5: ["{%tr for 项 in 组.行 %}"],
        6: [
            "{% vm %}{{ 组.名称 }}",
            "{{ 项.序号 }}",
            "{{ 项.姓名 }}",
            "{{ 项.身份证号 }}",
            "{{ 项.事迹 }}",
            "{{ 项.得分 }}",
        ],
        7: ["{%tr endfor %}"],
        8: ["{%tr endfor %}"],
        9: ["合计", None, None, None, None, "=SUM(F6)"],
        10: ["填表人：{{ 填表人 }}　　联系电话：{{ 电话 }}"],
    }
    for number, row in rows.items():
        for column, value in enumerate(row, start=1):
            sheet.cell(number, column, value)
    for area in ("A1:F1", "A2:F2", "A9:E9", "A10:F10"):
        sheet.merge_cells(area)


def _summary_look(sheet: Worksheet) -> None:
    sheet["A1"].font = Font(name="方正小标宋简体", size=20)
    sheet["A1"].alignment = CENTRE
    for column, width in zip("ABCDEF", (12, 6, 12, 22, 40, 8), strict=True):
        sheet.column_dimensions[column].width = width
    for number in (3, 6, 9):
        for cell in sheet[number]:
            cell.border, cell.alignment = GRID, CENTRE
            cell.font = Font(name="宋体", size=11, bold=number == 3)
    sheet["E6"].alignment = LEFT
    sheet["D6"].number_format = "@"
    for cell in sheet[3]:
        cell.fill = PatternFill("solid", fgColor="DDEBF7")
    for number, height in {1: 36, 2: 24, 3: 28, 6: 30, 9: 26, 10: 24}.items():
        sheet.row_dimensions[number].height = height
    choices = DataValidation(type="list", formula1='"10,20"', sqref="F6")
    sheet.add_data_validation(choices)


def _summary_print(sheet: Worksheet) -> None:
    sheet.page_setup.paperSize = 9
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins.left = 0.5
    sheet.print_title_rows = "3:3"
    sheet.print_area = "A1:F10"
    sheet.print_options.horizontalCentered = True
    furniture(sheet, "oddHeader").right.text = "{{ 活动.标题 }}"
    furniture(sheet, "oddFooter").center.text = "第 &P 页，共 &N 页"
    sheet.freeze_panes = "A4"


def summary_context(per_group: int = 4) -> dict[str, object]:
    """A context for `summary`."""
    names = ("网络正能量类", "网络公益类", "网络科技类")
    rows = people(per_group * len(names))
    groups = [
        {"名称": name, "数量": per_group, "行": rows[i * per_group : (i + 1) * per_group]}
        for i, name in enumerate(names)
    ]
    return {
        "活动": {"标题": "2024年度网络文明 & 先进典型"},
        "单位": "徐州市委网信办",
        "分组": groups,
        "填表人": "张　三",
        "电话": "0516-80809356",
    }
