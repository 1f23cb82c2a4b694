"""Everything around the cells stays, and moves with the rows it belongs to."""

from __future__ import annotations

import io
import zipfile

from lxml import etree
from openpyxl.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.formatting.rule import Rule
from openpyxl.styles import PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet
from PIL import Image as Picture

from formgen.excel import WorkbookTemplate
from tests.excel.workbooks import (
    END,
    LOOP,
    compiled,
    filled,
    first,
    furniture,
    opened,
    parts,
    people,
    saved,
    sheet_of,
    summary,
    summary_context,
)


def summarised() -> Worksheet:
    """The 汇总表 with 12 people in three groups: rows 4 to 15, sums in 16, clerk in 17."""
    return first(filled(summary(), summary_context(4)))


def test_styles_stay_on_every_copy_of_a_row_and_below() -> None:
    template, sheet = first(opened(saved(summary()))), summarised()
    rows = {**dict.fromkeys(range(4, 16), 6), 3: 3, 16: 9, 17: 10}
    for new, old in rows.items():
        for before, after in zip(template[old], sheet[new], strict=True):
            if isinstance(after, MergedCell):
                continue  # openpyxl shows no style of cells under a merge
            for name in ("font", "border", "fill", "alignment", "number_format"):
                assert repr(getattr(after, name)) == repr(getattr(before, name))


def test_heights_widths_and_freeze_panes_stay() -> None:
    sheet = summarised()
    heights = {number: sheet.row_dimensions[number].height for number in (1, 2, 3, 4, 16, 17)}
    assert heights == {1: 36, 2: 24, 3: 28, 4: 30, 16: 26, 17: 24}
    widths = [sheet.column_dimensions[letter].width for letter in "ABCDEF"]
    assert widths == [12, 6, 12, 22, 40, 8]
    assert sheet.freeze_panes == "A4"


def test_rows_without_a_height_get_none() -> None:
    book = sheet_of([LOOP], ["{{ 项.姓名 }}"], [END], ["终"])
    sheet = first(filled(book, {"行": people(3)}))
    assert [sheet.row_dimensions[number].height for number in range(1, 5)] == [None] * 4


def test_print_setup_stays_and_the_print_area_grows() -> None:
    sheet = summarised()
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert sheet.sheet_properties.pageSetUpPr is not None
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_setup.fitToHeight == 0
    assert sheet.page_margins.left == 0.5
    assert sheet.print_options.horizontalCentered
    assert sheet.print_title_rows == "$3:$3"
    assert sheet.print_area == "'汇总表'!$A$1:$F$17"


def test_headers_and_footers_are_filled_and_keep_their_codes() -> None:
    sheet = summarised()
    assert furniture(sheet, "oddHeader").right.text == "2024年度网络文明 && 先进典型"
    assert furniture(sheet, "oddFooter").center.text == "第 &P 页，共 &N 页"


def test_a_font_size_in_a_header_does_not_swallow_the_value_s_digits() -> None:
    book = sheet_of(["一"])
    furniture(first(book), "oddHeader").left.text = '&"宋体"&12{{ 年 }}年&B{{ 名 }}'
    content = compiled(book).render({"年": 2024, "名": "甲"})
    assert _header(content) == '&L&"宋体"&12 2024年&B甲'


def test_an_ampersand_in_a_tag_is_text() -> None:
    book = sheet_of(["一"])
    furniture(first(book), "oddHeader").left.text = "{{ 甲 ~ '&' ~ 乙 }}&P"
    assert _header(compiled(book).render({"甲": "A", "乙": "B"})) == "&LA&&B&P"


def _header(content: bytes) -> str:
    root = etree.fromstring(parts(content)["xl/worksheets/sheet1.xml"])
    return root.findtext(".//{*}oddHeader") or ""


def test_frozen_rows_and_the_cursor_follow() -> None:
    book = sheet_of([LOOP], ["{{ 项.姓名 }}"], [END], ["表头"], ["一"], ["二"])
    first(book).freeze_panes = "B5"
    first(book).sheet_view.selection[-1].activeCell = "C6"
    sheet = first(filled(book, {"行": people(4)}))
    assert sheet.freeze_panes == "B6"
    assert sheet.sheet_view.pane is not None
    assert sheet.sheet_view.pane.ySplit == 5
    assert sheet.sheet_view.selection[-1].activeCell == "C7"


def test_titles_and_areas_of_rows_that_vanish_vanish() -> None:
    book = sheet_of(["{%tr if 有 %}"], ["表头"], ["{%tr endif %}"], ["{{ 有 }}"])
    first(book).print_title_rows = "2:2"
    first(book).print_area = "A2:A2"
    assert first(filled(book, {"有": 1})).print_title_rows == "$1:$1"
    sheet = first(filled(book, {"有": 0}))
    assert not sheet.print_title_rows
    assert not sheet.print_area


def test_defined_names_move() -> None:
    book = summary()
    book.defined_names["得分"] = DefinedName("得分", attr_text="汇总表!$F$6:$F$6")
    book.defined_names["姓名"] = DefinedName("姓名", attr_text="汇总表!$C$6")
    book.defined_names["税率"] = DefinedName("税率", attr_text="0.13")
    names = filled(book, summary_context(4)).defined_names
    assert {name: names[name].attr_text for name in names} == {
        "总分": "汇总表!$F$16",
        "得分": "汇总表!$F$4:$F$15",
        "姓名": "汇总表!$C$4:$C$15",
        "税率": "0.13",
    }


def test_validations_cover_all_copies_of_their_row() -> None:
    book = summary()
    sheet = first(book)
    sheet.add_data_validation(DataValidation(type="list", formula1="$A$9:$A$10", sqref="A2 B9:C10"))
    rules = first(filled(book, summary_context(4))).data_validations.dataValidation
    assert [(str(rule.sqref), rule.formula1) for rule in rules] == [
        ("F4:F15", '"10,20"'),
        ("A2 B16:C17", "$A$16:$A$17"),
    ]


def test_conditional_formats_cover_all_copies_of_their_row() -> None:
    book = summary()
    red = DifferentialStyle(fill=PatternFill("solid", bgColor="FF0000"))
    rules = first(book).conditional_formatting
    rules.add("A6:F6", Rule(type="expression", formula=["$F6>$F$9/2"], dxf=red))
    rules.add("F9", Rule(type="cellIs", operator="greaterThan", formula=["100"], dxf=red))
    formats = first(filled(book, summary_context(4))).conditional_formatting
    found = {str(item.sqref): item.rules[0].formula for item in formats}
    assert found == {"A4:F15": ["$F4>$F$16/2"], "F16": ["100"]}


def test_rules_of_rows_that_vanish_vanish() -> None:
    book = sheet_of(["甲"], [LOOP], ["{{ 项.姓名 }}"], [END])
    sheet = first(book)
    sheet.add_data_validation(DataValidation(type="list", formula1='"一"', sqref="A3"))
    sheet.conditional_formatting.add("A3", Rule(type="expression", formula=["A3=1"]))
    sheet["A3"].hyperlink = "https://example.org/"
    result = first(filled(book, {"行": []}))
    assert not result.data_validations.dataValidation
    assert not [*result.conditional_formatting]


def test_filters_and_links_follow() -> None:
    book = sheet_of(["姓名"], [LOOP], ["{{ 项.姓名 }}"], [END], ["网址"])
    sheet = first(book)
    sheet.auto_filter.ref = "A1:B3"
    sheet["A3"].hyperlink = "https://example.org/row"
    sheet["A5"].hyperlink = "https://example.org/foot"
    result = first(filled(book, {"行": people(3)}))
    assert result.auto_filter.ref == "A1:B4"
    links = {
        cell.coordinate: cell.hyperlink.target for (cell,) in result["A1:A5"] if cell.hyperlink
    }
    assert links == {
        **dict.fromkeys(("A2", "A3", "A4"), "https://example.org/row"),
        "A5": "https://example.org/foot",
    }


def test_a_page_break_after_a_group_comes_after_every_group() -> None:
    book = sheet_of(
        ["{%tr for 组 in 分组 %}"],
        ["{{ 组.名称 }}"],
        ["{%tr for 项 in 组.行 %}"],
        ["{{ 项.姓名 }}"],
        [END],
        ["小计"],
        [END],
        ["终"],
    )
    first(book).row_breaks.append(Break(id=6))
    breaks = first(filled(book, summary_context(2))).row_breaks
    assert [item.id for item in breaks.brk] == [4, 8, 12]


def test_comments_move_and_those_of_control_rows_go() -> None:
    book = sheet_of(["标题"], [LOOP], ["{{ 项.姓名 }}"], [END], ["签字"])
    sheet = first(book)
    for cell, text in (("A1", "一"), ("A2", "二"), ("A3", "三"), ("A5", "五")):
        sheet[cell].comment = Comment(text, "某人")
    result = first(filled(book, {"行": people(4)}))
    found = {c.coordinate: c.comment.text for (c,) in result["A1:A6"] if c.comment}
    assert found == {"A1": "一", "A2": "三", "A6": "五"}


def test_pictures_move_with_their_rows() -> None:
    book = sheet_of(["标题"], [LOOP], ["{{ 项.姓名 }}"], [END], ["盖章"])
    buffer = io.BytesIO()
    Picture.new("RGB", (20, 20), "red").save(buffer, "PNG")
    first(book).add_image(Image(buffer), "B5")
    result = first(filled(book, {"行": people(4)}))
    assert [image.anchor._from.row for image in result._images] == [5]  # type: ignore[attr-defined]


def test_rows_hidden_in_the_template_stay_hidden_wherever_they_go() -> None:
    book = sheet_of([LOOP], ["{{ 项.姓名 }}"], ["{{ 项.单位 }}"], [END], ["一"], ["二"])
    for number in (3, 6):
        first(book).row_dimensions[number].hidden = True
    sheet = first(filled(book, {"行": people(2)}))
    assert [sheet.row_dimensions[n].hidden for n in range(1, 7)] == [
        *(False, True, False, True, False, True)
    ]


def test_document_properties_stay() -> None:
    book = summary()
    book.properties.creator, book.properties.title = "某办公室", "汇总表"
    content = saved(book)
    before = opened(content).properties
    after = filled(opened(content), summary_context()).properties
    for name in ("creator", "title", "created"):
        assert getattr(after, name) == getattr(before, name)


def test_equal_input_gives_equal_bytes() -> None:
    content = saved(summary())
    one, two = (WorkbookTemplate.compile(content, "汇总表.xlsx") for _ in range(2))
    assert one.render(summary_context()) == two.render(summary_context())
    assert one.render(summary_context()) == one.render(summary_context())


def test_parts_nobody_touched_are_the_template_s_own() -> None:
    content = saved(summary())
    result = WorkbookTemplate.compile(content, "汇总表.xlsx").render(summary_context())
    before, after = parts(content), parts(result)
    for name in ("docProps/core.xml", "xl/theme/theme1.xml"):
        assert after[name] == before[name]
    with zipfile.ZipFile(io.BytesIO(result)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_no_tag_is_left_anywhere_in_the_file() -> None:
    result = parts(compiled(summary()).render(summary_context()))
    assert b"{{" not in b"".join(result.values())
    assert b"{%" not in b"".join(result.values())
