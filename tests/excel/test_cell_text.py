"""What a value becomes in its cell: text stays the text it was, a lone number a number."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from formgen.campaign.values import Day, OpenChoice, YearMonth
from formgen.excel import WorkbookTemplate
from formgen.problems import TemplateError
from tests.excel.workbooks import compiled, filled, first, opened, parts, saved, sheet_of

ONE = WorkbookTemplate.compile(saved(sheet_of(["{{ 值 }}"])), "一格.xlsx")
XML_TEXT = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")
    | st.sampled_from("\n\t<>&\"'=_x{}%#")
)


def one(value: object) -> Workbook:
    return opened(ONE.render({"值": value}))


@pytest.mark.parametrize(
    "text",
    [
        "110105194912310021",
        "007",
        "1990.10",
        "2024-01-14",
        "1e5",
        "50%",
        "TRUE",
        "#N/A",
        "  两端有空格  ",
        "<b>&amp;\"'</b>",
        "㛃䶮𠮷昇堃祎翀镕喆☑",
        "_x0041_ 和 _x000D_",
        "{{ 别的 }}{% raw %}",
        "一\n二\n",
    ],
)
def test_text_reads_back_as_it_was(text: str) -> None:
    cell = first(one(text))["A1"]
    assert (cell.value, cell.data_type) == (text, "s")


def test_text_that_excel_would_decode_is_escaped() -> None:
    assert b">_x005F_x0041_B<" in parts(ONE.render({"值": "_x0041_B"}))["xl/sharedStrings.xml"]


@given(XML_TEXT)
def test_any_text_reads_back_as_it_was(text: str) -> None:
    assert (first(one(text))["A1"].value or "") == text


@pytest.mark.parametrize("text", ["=1+1", "+86 138", "-5", "@某人", "\t缩进", "=cmd|' /C calc'!A0"])
def test_text_that_looks_like_a_formula_is_marked_as_text(text: str) -> None:
    cell = first(one(text))["A1"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)


def test_other_text_is_not_marked() -> None:
    assert not first(one("张三"))["A1"].quotePrefix


def test_a_whole_number_alone_in_its_cell_is_a_number() -> None:
    cell = first(one(42))["A1"]
    assert (cell.value, cell.data_type) == (42, "n")


@pytest.mark.parametrize(
    ("tag", "value", "text"),
    [
        ("共{{ 值 }}人", 3, "共3人"),
        ("{{ 值 }}人", 3, "3人"),
        ("{{ 值 }}{{ 值 }}", 3, "33"),
        ("{% if 值 %}{{ 值 }}{% endif %}", 3, "3"),
        ("{{ 值 }}", 10**15, "1000000000000000"),
        ("{{ 值 }}", "42", "42"),
        ("{{ 值 }}", Day(2024, 1, 14), "2024年1月14日"),
        ("{{ 值 }}", datetime.date(2024, 1, 14), "2024-01-14"),
        ("{{ 值 }}", YearMonth(1990, 10), "1990.10"),
        ("{{ 值 }}", OpenChoice("其他", "融媒体"), "其他（融媒体）"),
        ("{{ 值 }}", ("报纸", "网站"), "报纸、网站"),
        ("{{ 值 }}", 1.5, "1.5"),
    ],
)
def test_everything_else_is_text(tag: str, value: object, text: str) -> None:
    cell = first(filled(sheet_of([tag]), {"值": value}))["A1"]
    assert (cell.value, cell.data_type) == (text, "s")


@pytest.mark.parametrize("value", ["", None, ()])
def test_an_empty_value_leaves_a_blank_cell(value: object) -> None:
    assert first(one(value))["A1"].value is None


def test_the_number_format_stays_the_template_s() -> None:
    book = sheet_of(["{{ 值 }}", "{{ 值 }}"])
    first(book)["A1"].number_format = "@"
    sheet = first(filled(book, {"值": "0012"}))
    assert (sheet["A1"].number_format, sheet["B1"].number_format) == ("@", "General")


def test_line_breaks_show_because_the_cell_wraps() -> None:
    sheet = first(filled(sheet_of(["{{ 值 }}", "{{ 他 }}"]), {"值": "一\r\n二\r三", "他": "一"}))
    assert sheet["A1"].value == "一\n二\n三"
    assert sheet["A1"].alignment.wrap_text
    assert not sheet["B1"].alignment.wrap_text


def test_formatting_inside_a_cell_stays() -> None:
    book = sheet_of([None])
    bold = TextBlock(InlineFont(b=True), "单位：")
    first(book)["A1"] = CellRichText(bold, "{{ 值 }}（", TextBlock(InlineFont(i=True), "盖章）"))
    content = compiled(book).render({"值": "<某单位>"})
    cell = first(opened(content))["A1"]
    assert cell.value == "单位：<某单位>（盖章）"
    assert _runs(content) == [("b", "单位："), ("", "<某单位>（"), ("i", "盖章）")]


def test_a_tag_split_over_formatting_takes_that_of_its_beginning() -> None:
    book = sheet_of([None])
    first(book)["A1"] = CellRichText(TextBlock(InlineFont(b=True), "{{ 值"), " }}", "完")
    content = compiled(book).render({"值": "某"})
    assert _runs(content) == [("b", "某"), ("", "完")]


def _runs(content: bytes) -> list[tuple[str, str]]:
    """Formatting and text of the runs of the last shared string."""
    root = etree.fromstring(parts(content)["xl/sharedStrings.xml"])
    return [
        (
            "".join(etree.QName(mark).localname for mark in run.iter("{*}b", "{*}i")),
            run.findtext("{*}t") or "",
        )
        for run in root[-1].iter("{*}r")
    ]


def test_a_control_character_is_an_internal_error() -> None:
    with pytest.raises(ValueError, match=r"U\+0007") as error:
        ONE.render({"值": "坏\x07字"})
    assert not isinstance(error.value, TemplateError)


def test_the_marks_of_rows_and_cells_cannot_be_forged() -> None:
    for character in map(chr, range(1, 9)):
        with pytest.raises(ValueError, match=r"U\+000"):
            ONE.render({"值": f"{character}1\n\x07"})


def test_the_longest_text_a_cell_holds_is_written_and_one_more_refused() -> None:
    book = sheet_of(["{{ 值 }}"])
    assert len(str(first(filled(book, {"值": "a" * 32_767}))["A1"].value)) == 32_767
    with pytest.raises(TemplateError, match=r"A1.*32767"):
        filled(book, {"值": "a" * 32_768})


def test_rare_characters_count_as_excel_counts_them() -> None:
    with pytest.raises(TemplateError, match="A1"):
        ONE.render({"值": "𠮷" * 16_384})
