"""What Excel and WPS write and openpyxl does not: read as it is, kept, and moved."""

from __future__ import annotations

import io
import zipfile

from lxml import etree
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.worksheet.table import Table

from formgen.excel import WorkbookTemplate
from tests.excel.workbooks import (
    END,
    LOOP,
    compiled,
    filled,
    first,
    opened,
    parts,
    people,
    saved,
    sheet_of,
)

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
STRINGS = (
    f'<sst xmlns="{MAIN}" count="4" uniqueCount="4"><si><t>标题</t></si><si><t>{LOOP}</t></si>'
    "<si><r><rPr><b/></rPr><t>{{ 项.</t></r><r><t>姓名 }}</t></r></si>"
    f"<si><t>{END}</t></si></sst>"
)


def with_xml(sheet: str, strings: str = STRINGS) -> bytes:
    """A workbook whose only sheet and shared strings are written by hand."""
    changed = {
        **parts(saved(sheet_of(["一"]))),
        "xl/worksheets/sheet1.xml": sheet.encode(),
        "xl/sharedStrings.xml": strings.encode(),
    }
    return linked(changed, "sharedStrings")


def linked(content: dict[str, bytes], kind: str) -> bytes:
    """The parts as a workbook, with its part xl/<kind>.xml related to it and typed."""
    link = f'<Relationship Id="{kind}" Target="{kind}.xml" Type="{OFFICE}/{kind}"/></Relationships>'
    part = f'<Override PartName="/xl/{kind}.xml" ContentType="{SPREADSHEET}.{kind}+xml"/></Types>'
    ends = {
        "xl/_rels/workbook.xml.rels": (b"</Relationships>", link.encode()),
        "[Content_Types].xml": (b"</Types>", part.encode()),
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in content.items():
            end = ends.get(name, (b"", b""))
            known = kind.encode() in data or name not in ends
            archive.writestr(name, data if known else data.replace(*end))
    return buffer.getvalue()


def rendered(content: bytes, count: int = 3) -> bytes:
    return WorkbookTemplate.compile(content, "表.xlsx").render({"行": people(count)})


def sheet_root(content: bytes) -> etree._Element:
    return etree.fromstring(parts(content)["xl/worksheets/sheet1.xml"])


ROWS = (
    '<row r="1" spans="1:2" ht="20.1" x14ac:dyDescent="0.2"><c r="A1" t="s"><v>0</v></c></row>'
    '<row r="2"><c r="A2" t="s"><v>1</v></c></row>'
    '<row r="3" ht="40.5" x14ac:dyDescent="0.2"><c r="A3" t="s"><v>2</v></c>'
    '<c r="B3"><f t="shared" ref="B3:B5" si="0">A3&amp;"!"</f><v>0</v></c></row>'
    '<row r="4"><c r="A4" t="s"><v>3</v></c></row>'
    '<row r="5"><c r="B5"><f t="shared" si="0"/><v>0</v></c>'
    '<c r="C5" t="b"><v>1</v></c><c r="D5" t="e"><v>#N/A</v></c><c r="E5"><v>1.25</v></c></row>'
)
HEAD = (
    f'<worksheet xmlns="{MAIN}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/'
    '2006" mc:Ignorable="x14ac" xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/'
    '2009/9/ac">'
)


def test_shared_strings_formulas_and_extension_attributes_are_understood() -> None:
    content = rendered(with_xml(f"{HEAD}<sheetData>{ROWS}</sheetData></worksheet>"))
    sheet = first(opened(content))
    assert [cell.value for cell in sheet["A"]] == [
        "标题",
        "申报人001",
        "申报人002",
        "申报人003",
        None,
    ]
    assert [cell.value for cell in sheet["B"]] == [None, '=A2&"!"', '=A3&"!"', '=A4&"!"', '=A5&"!"']
    assert [cell.value for cell in sheet[5]][2:] == [True, "#N/A", 1.25]
    spacing = "{http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac}dyDescent"
    assert [row.get(spacing) for row in sheet_root(content).iter("{*}row")] == [
        *("0.2", "0.2", "0.2", "0.2", None)
    ]


def test_a_height_the_program_had_fitted_to_the_tags_is_left_to_it_again() -> None:
    content = rendered(with_xml(f"{HEAD}<sheetData>{ROWS}</sheetData></worksheet>"))
    heights = [row.get("ht") for row in sheet_root(content).iter("{*}row")]
    assert heights == ["20.1", None, None, None, None]


def test_values_formulas_had_in_the_template_are_not_kept() -> None:
    content = rendered(with_xml(f"{HEAD}<sheetData>{ROWS}</sheetData></worksheet>"))
    computed = [cell for cell in sheet_root(content).iter("{*}c") if cell.find("{*}f") is not None]
    assert computed
    assert all(cell.find("{*}v") is None for cell in computed)
    book = etree.fromstring(parts(content)["xl/workbook.xml"])
    assert book.find("{*}calcPr").get("fullCalcOnLoad") == "1"  # type: ignore[union-attr]


def test_text_that_talks_of_xml_is_kept() -> None:
    strings = STRINGS.replace("标题", f'&lt;sst xmlns="{MAIN}"&gt;')
    content = rendered(with_xml(f"{HEAD}<sheetData>{ROWS}</sheetData></worksheet>", strings))
    assert first(opened(content))["A1"].value == f'<sst xmlns="{MAIN}">'


def test_a_prefix_for_every_element_is_understood() -> None:
    rows = ROWS.replace("<", "<s:").replace("<s:/", "</s:")
    head = HEAD.replace("<worksheet xmlns=", "<s:worksheet xmlns:s=")
    content = rendered(with_xml(f"{head}<s:sheetData>{rows}</s:sheetData></s:worksheet>"))
    sheet = first(opened(content))
    assert [cell.value for cell in sheet["A"]][:2] == ["标题", "申报人001"]


def test_array_formulas_move() -> None:
    rows = ROWS.replace('<f t="shared" si="0"/>', '<f t="array" ref="B5">SUM(LEN(A3:A3))</f>')
    content = rendered(with_xml(f"{HEAD}<sheetData>{rows}</sheetData></worksheet>"))
    *_, formula = sheet_root(content).iter("{*}f")
    assert (formula.get("ref"), formula.text) == ("B5", "SUM(LEN(A2:A4))")


def test_rules_of_newer_excels_move_and_the_rest_of_the_sheet_is_kept() -> None:
    tail = (
        '<pageMargins left="1" right="1" top="1" bottom="1" header="0.5" footer="0.5"/>'
        '<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}" xmlns:x14="http://schemas.'
        'microsoft.com/office/spreadsheetml/2009/9/main"><x14:dataValidations count="1" '
        'xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"><x14:dataValidation '
        'type="list"><x14:formula1><xm:f>$A$5:$A$5</xm:f></x14:formula1><xm:sqref>A3</xm:sqref>'
        "</x14:dataValidation></x14:dataValidations></ext></extLst>"
    )
    content = rendered(with_xml(f"{HEAD}<sheetData>{ROWS}</sheetData>{tail}</worksheet>"), 4)
    root = sheet_root(content)
    assert root.findtext(".//{*}sqref") == "A2:A5"
    assert root.findtext(".//{*}f[.='$A$6:$A$6']") is not None
    assert [etree.QName(child).localname for child in root][-3:] == [
        *("pageMargins", "ignoredErrors", "extLst")
    ]


def test_the_order_of_calculation_is_left_to_excel() -> None:
    content = parts(with_xml(f"{HEAD}<sheetData>{ROWS}</sheetData></worksheet>"))
    content["xl/calcChain.xml"] = f'<calcChain xmlns="{MAIN}"/>'.encode()
    result = parts(rendered(linked(content, "calcChain")))
    assert b"calcChain" not in result["[Content_Types].xml"]
    assert "xl/calcChain.xml" not in result
    assert b"calcChain" not in result["xl/_rels/workbook.xml.rels"]


def test_the_boxes_of_comments_move_with_them() -> None:
    book = sheet_of(["标题"], [LOOP], ["{{ 项.姓名 }}"], [END], ["签字"])
    first(book)["A5"].comment = Comment("五", "某人")
    first(book)["A4"].comment = Comment("四", "某人")
    result = parts(compiled(book).render({"行": people(4)}))
    notes = next(data for name, data in result.items() if name.endswith(".vml"))
    rows = [element.text for element in etree.fromstring(notes).iter("{*}Row")]
    assert rows == ["5"]


def test_charts_read_from_the_filled_rows() -> None:
    book = sheet_of(["姓名", "得分"], [LOOP], ["{{ 项.姓名 }}", "{{ 项.得分 }}"], [END])
    sheet = first(book)
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=2, min_row=3, max_row=3))
    sheet.add_chart(chart, "D2")
    result = parts(compiled(book).render({"行": people(4)}))
    root = etree.fromstring(result["xl/charts/chart1.xml"])
    assert root.findtext(".//{*}val//{*}f") == "'Sheet'!$B$2:$B$5"


def test_tables_beside_the_filled_rows_move_down() -> None:
    book = sheet_of([LOOP], ["{{ 项.姓名 }}"], [END], ["列"], ["值"])
    first(book).add_table(Table(displayName="表1", ref="A4:A5"))
    assert first(filled(book, {"行": people(4)})).tables["表1"].ref == "A5:A6"


def test_numbers_kept_as_text_get_no_green_corners() -> None:
    content = compiled(sheet_of(["{{ 甲 }}", "固定", "{{ 甲 }}"])).render({"甲": "007"})
    error = sheet_root(content).find(".//{*}ignoredError")
    assert error is not None
    assert (error.get("sqref"), error.get("numberStoredAsText")) == ("A1:C1", "1")
