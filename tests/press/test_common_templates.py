"""The templates every campaign shares: 打印目录 and 用印清单, filled, printed, read back."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from typing import Any

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn
from pypdf import PdfReader

from formgen.layout.printing import Printer
from formgen.press.imposition import Paper, impose
from formgen.press.index import SetName, index_context
from formgen.press.seals import SealPlace, seal_rows, seals_context
from formgen.problems import TemplateError
from formgen.templating import compiled
from tests.conftest import ROOT

COMMON = ROOT / "templates/通用"
INDEX, SEALS, SEALS_SHEET = "打印目录.docx", "用印清单.docx", "用印清单.xlsx"
Context = dict[str, Any]


def index_of(count: int, *, duplex: bool = True) -> Context:
    rows = [
        {"序号": f"{n}", "名称": f"申报{n:04}号", "文书": f"文书{n % 3}", "页码": 2000 + n}
        | {"页数": 300 + n, "份数": 600 + n, "张数": 2}
        for n in range(1, count + 1)
    ]
    words = {"名称": "推荐单位：甲市委网信办", "活动": "网络文明征集活动", "双面": duplex}
    return {"册": words | {"页数": 7654, "张数": 3827, "份数": count}, "行": rows}


def seals_of(count: int) -> Context:
    rows = [
        {"序号": f"{n}", "名称": f"申报{n:04}号", "文书": f"文书{n % 3}", "位置": f"第{n}处意见"}
        | {"印章": f"甲{n}局、乙{n}委", "枚数": 5000 + n, "页码": 2000 + n, "份数": 7000 + n}
        | {"备注": f"MWQ{n:07}"}
        for n in range(1, count + 1)
    ]
    total = {"枚数": 9876, "张数": 3827, "页数": 7654}
    return {"册": index_of(0)["册"], "行": rows, "合计": total}


def filled(template: str, context: Mapping[str, object]) -> bytes:
    return compiled(COMMON / template).render(context)


def word_rows(content: bytes) -> list[list[str]]:
    (table,) = docx.Document(io.BytesIO(content)).tables
    return [[cell.text for cell in row.cells] for row in table.rows]


def word_text(content: bytes) -> str:
    return "".join(
        text.text or "" for text in docx.Document(io.BytesIO(content)).element.iter(qn("w:t"))
    )


def sheet_rows(content: bytes) -> Iterator[list[Any]]:
    (sheet,) = openpyxl.load_workbook(io.BytesIO(content)).worksheets
    for row in sheet.iter_rows():
        yield [cell.value for cell in row]


def page_texts(content: bytes) -> list[str]:
    return ["".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(content)).pages]


@pytest.fixture(scope="module")
def printer() -> Printer:
    return Printer.open()


def test_the_index_has_a_line_for_every_row() -> None:
    context = index_of(200)
    keys = ("序号", "名称", "文书", "页码", "页数", "份数")
    head, *rows = word_rows(filled(INDEX, context))
    assert [text.replace("　", "") for text in head] == list(keys)
    assert rows == [[str(row[key]) for key in keys] for row in context["行"]]


@pytest.mark.parametrize(
    ("duplex", "said"),
    [
        (True, "本册请双面打印（长边翻转），共 7654 页 3827 张；"),
        (False, "本册请单面打印，共 7654 页"),
    ],
)
def test_the_index_says_how_to_print(duplex: bool, said: str) -> None:
    text = word_text(filled(INDEX, index_of(1, duplex=duplex)))
    assert said in text and "打印一次即可" in text
    assert ("双面" in text) is duplex
    assert "网络文明征集活动" in text and "推荐单位：甲市委网信办" in text


def test_the_list_of_seals_has_a_line_for_every_place_and_ends_with_sum_and_names() -> None:
    context = seals_of(200)
    content = filled(SEALS, context)
    keys = ("序号", "名称", "文书", "位置", "印章", "枚数", "份数", "页码", "备注")
    head, *rows, total, sign = word_rows(content)
    assert [text.replace("　", "") for text in head] == [
        *("序号", "名称", "文书", "盖章位置", "印章", "枚数", "份数", "页码", "备注")
    ]
    assert rows == [[str(row[key]) for key in keys] for row in context["行"]]
    assert total[0] == "共用印 9876 枚；本册共 7654 页，用纸 3827 张。"
    assert [sign[0].count(word) for word in ("核对人：", "用印人：", "日期：")] == [1, 1, 1]
    assert "网络文明征集活动" in word_text(content)


def test_the_worksheet_of_seals_has_numbers_to_be_summed_and_text_elsewhere() -> None:
    context = seals_of(40)
    keys = ("序号", "名称", "文书", "位置", "印章", "枚数", "份数", "页码", "备注")
    title, campaign, name, _, *rows, total, sign = sheet_rows(filled(SEALS_SHEET, context))
    assert [title[0], campaign[0], name[0]] == [
        *("用印清单", "网络文明征集活动", "推荐单位：甲市委网信办")
    ]
    assert rows == [[row[key] for key in keys] for row in context["行"]]
    assert total[0] == "共用印 9876 枚；本册共 7654 页，用纸 3827 张。"
    assert sign[0] == "核对人：" and "用印人：" in sign and any("日期" in str(x) for x in sign)


def test_the_contexts_of_print_sets_fill_the_templates() -> None:
    papers = [Paper("梁书远", "申报表", 3, True, copies=2, number="1")]
    places = [
        [SealPlace(1, "推荐单位意见", ("甲市委网信办", "乙局")), SealPlace(None, "乙处", ("丙",))]
    ]
    imposition, name = impose(papers, 1), SetName("甲市委网信办", "征集活动")
    assert word_rows(filled(INDEX, index_context(name, imposition)))[1:] == [
        ["1", "梁书远", "申报表", "3", "3", "2"]
    ]
    seals = seals_context(name, imposition, seal_rows(imposition, places))
    assert word_rows(filled(SEALS, seals))[1:3] == [
        ["1", "梁书远", "申报表", "推荐单位意见", "甲市委网信办、乙局", "4", "2", "4", ""],
        ["1", "梁书远", "申报表", "乙处", "丙", "2", "2", "", ""],
    ]
    assert [row[7] for row in sheet_rows(filled(SEALS_SHEET, seals))][4:6] == [4, None]


@pytest.mark.parametrize("template", [INDEX, SEALS, SEALS_SHEET])
def test_a_context_that_lacks_a_word_is_refused(template: str) -> None:
    context = seals_of(1) if template != INDEX else index_of(1)
    del context["行"][0]["文书"]
    with pytest.raises(TemplateError):
        filled(template, context)


@pytest.mark.parametrize(
    ("template", "count", "pages"),
    # Of seals 17 rows go on the first page, 20 on others, fewer above sum and names.
    [
        *((INDEX, 3, 1), (INDEX, 30, 1), (INDEX, 40, 2), (INDEX, 200, 6)),
        *((SEALS, 3, 1), (SEALS, 14, 1), (SEALS, 18, 2), (SEALS, 40, 3), (SEALS, 200, 11)),
    ],
)
def test_pages_and_their_repeated_head(
    printer: Printer, template: str, count: int, pages: int
) -> None:
    context = index_of(count) if template == INDEX else seals_of(count)
    printed = printer.print(filled(template, context))
    assert printed.page_count == pages
    assert not printed.not_shown and not printed.missing and not printed.warnings
    texts = page_texts(printed.content)
    assert all("序号名称文书" in text for text in texts)
    found = "".join(texts)
    assert all(found.count(row["名称"]) == 1 for row in context["行"])
    assert all(
        f"目录第{n}页" in text if template == INDEX else f"第{n}页共{pages}页" in text
        for n, text in enumerate(texts, start=1)
    )
    if template == SEALS:
        assert all(word in texts[-1] for word in ("共用印9876枚", "核对人：", "用印人：", "日期："))


@pytest.mark.parametrize("count", range(14, 19))
def test_sum_and_names_never_stand_alone_on_a_page(printer: Printer, count: int) -> None:
    context = seals_of(count)
    last = page_texts(printer.print(filled(SEALS, context)).content)[-1]
    assert "共用印9876枚" in last and context["行"][-1]["名称"] in last


@pytest.mark.parametrize("count", range(30, 38))
def test_the_index_never_ends_with_a_page_without_rows(printer: Printer, count: int) -> None:
    context = index_of(count)
    last = page_texts(printer.print(filled(INDEX, context)).content)[-1]
    assert context["行"][-1]["名称"] in last


def test_the_worksheet_of_seals_repeats_its_head_on_lying_pages() -> None:
    content = filled(SEALS_SHEET, seals_of(40))
    (sheet,) = openpyxl.load_workbook(io.BytesIO(content)).worksheets
    assert sheet.print_title_rows == "$4:$4"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
