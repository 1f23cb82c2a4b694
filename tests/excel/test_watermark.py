"""草稿 above the printed pages of a workbook."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from lxml import etree
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.header_footer import HeaderFooter
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from formgen.excel import WorkbookTemplate
from formgen.excel.watermark import with_watermark
from formgen.ooxml import PackageError, read_package
from tests.conftest import ROOT
from tests.excel.workbooks import first, furniture, saved, sheet_of

MARK = '&"黑体,常规"'
ORDER = ("oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter")


def marked(book: Workbook, text: str = "草稿") -> Worksheet:
    """The first sheet of the marked workbook, as openpyxl reads it."""
    return first(load_workbook(io.BytesIO(with_watermark(saved(book), text))))


def raw(content: bytes, sheet: int = 1) -> etree._Element:
    return etree.fromstring(read_package(content).parts[f"xl/worksheets/sheet{sheet}.xml"])


def header(content: bytes, name: str = "oddHeader", sheet: int = 1) -> str:
    """The text of a header as it is written."""
    found = raw(content, sheet).find(f"{{*}}headerFooter/{{*}}{name}")
    return "" if found is None else found.text or ""


def with_headers(**texts: str) -> Workbook:
    """A workbook of one cell with headers as written; first and even ones in use if given."""
    book = sheet_of(["甲"])
    sheet = first(book)
    group = HeaderFooter()
    for name, text in texts.items():
        item = getattr(group, name)
        item.center.text = text
    group.differentFirst = "firstHeader" in texts
    group.differentOddEven = "evenHeader" in texts
    sheet.HeaderFooter = group
    return book


def rezipped(parts: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return buffer.getvalue()


def test_it_stands_grey_and_large_in_the_middle() -> None:
    content = with_watermark(saved(sheet_of(["甲"])))
    assert header(content) == '&C&"黑体,常规"&36&KBFBFBF草稿'


def test_another_reader_finds_it() -> None:
    middle = furniture(marked(sheet_of(["甲"])), "oddHeader").center
    assert (middle.text, middle.color, middle.font) == ("草稿", "BFBFBF", "黑体,常规")


def test_cells_stay() -> None:
    assert [[c.value for c in row] for row in marked(sheet_of(["甲", 1], ["乙", 2])).rows] == [
        ["甲", 1],
        ["乙", 2],
    ]


def test_every_sheet_has_it() -> None:
    book = sheet_of(["甲"])
    book.create_sheet("二").append(["乙"])
    content = with_watermark(saved(book))
    assert "草稿" in header(content, sheet=1)
    assert "草稿" in header(content, sheet=2)


def test_a_chart_sheet_has_it() -> None:
    book = sheet_of(["甲"])
    book.create_chartsheet("图")
    parts = read_package(with_watermark(saved(book))).parts
    assert "草稿" in parts["xl/chartsheets/sheet1.xml"].decode()


@pytest.mark.parametrize("middle", ["徐州市汇总", "第&P页", "甲&&乙"])
def test_the_header_there_is_stays(middle: str) -> None:
    text = header(with_watermark(saved(with_headers(oddHeader=middle))))
    assert text.startswith(f"&C{middle}\n{MARK}")


def test_what_stands_left_and_right_stays_there() -> None:
    book = with_headers(oddHeader="中")
    ends = furniture(first(book), "oddHeader")
    ends.left.text, ends.right.text = "左", "右"
    text = header(with_watermark(saved(book)))
    assert text.startswith(f"&L左&C中\n{MARK}")
    assert text.endswith("草稿&R右")


def test_text_before_any_code_is_the_middle() -> None:
    content = saved(with_headers(oddHeader="甲"))
    parts = read_package(content).parts
    sheet = parts["xl/worksheets/sheet1.xml"].decode()
    assert "&amp;C甲" in sheet or "&amp;C&#30002;" in sheet
    bare = rezipped(
        {**parts, "xl/worksheets/sheet1.xml": re.sub("&amp;C(?=甲|&#)", "", sheet).encode()}
    )
    assert header(bare) == "甲"
    assert header(with_watermark(bare)).startswith(f"&C甲\n{MARK}")


def test_first_and_even_pages_have_it_where_they_differ() -> None:
    both = with_watermark(saved(with_headers(firstHeader="首", evenHeader="偶")))
    assert all("草稿" in header(both, f"{kind}Header") for kind in ("odd", "even", "first"))
    neither = with_watermark(saved(with_headers(oddHeader="奇")))
    assert [header(neither, f"{kind}Header") for kind in ("even", "first")] == ["", ""]


def test_elements_keep_the_order_of_the_schema() -> None:
    book = with_headers(evenHeader="偶")
    sheet = first(book)
    furniture(sheet, "oddFooter").center.text = "第&P页"
    sheet.row_breaks.append(Break(1))
    found = raw(with_watermark(saved(book))).find("{*}headerFooter")
    assert found is not None
    names = [etree.QName(child).localname for child in found]
    assert names == [name for name in ORDER if name in names]
    assert {"oddHeader", "oddFooter", "evenHeader"} <= set(names)


def test_a_sheet_without_headers_gets_them_at_their_place() -> None:
    book = sheet_of(["甲"])
    first(book).row_breaks.append(Break(1))
    names = [etree.QName(child).localname for child in raw(with_watermark(saved(book)))]
    assert names.index("pageMargins") < names.index("headerFooter") < names.index("rowBreaks")


def size_of(top: float, distance: float, **headers: str) -> tuple[int, float]:
    """The type size for margins in inches, and where the header then begins."""
    book = with_headers(**headers)
    margins = first(book).page_margins
    margins.top, margins.header = top, distance
    sheet = marked(book)
    middle = header(with_watermark(saved(book)))
    found = re.search(r"&(\d+)&K", middle)
    assert found is not None
    return int(found[1]), float(sheet.page_margins.header)


@pytest.mark.parametrize(
    ("top", "distance", "expected"),
    [
        (0.7, 0.5, (22, 0.2)),  # moved to the edge: half an inch, 36 pt, for one line
        (0.7, 0.15, (24, 0.15)),
        (0.45, 0.2, (12, 0.2)),  # 18 pt would give 11
        (3.0, 0.2, (48, 0.2)),
    ],
)
def test_it_is_as_large_as_the_margin_lets_it_be(
    top: float, distance: float, expected: tuple[int, float]
) -> None:
    assert size_of(top, distance) == expected


def test_beside_a_header_it_is_smaller_and_that_header_stays_in_place() -> None:
    assert size_of(1.0, 0.4, oddHeader="甲") == (int((0.6 * 72 - 15) / 1.6), 0.4)


@pytest.mark.parametrize(("length", "kept"), [(231, True), (232, False)])
def test_a_header_too_long_for_both_gives_way(length: int, kept: bool) -> None:
    text = header(with_watermark(saved(with_headers(oddHeader="长" * length))))
    assert "草稿" in text
    assert ("长" in text) is kept
    assert len(text) <= 255
    assert len(text) == 255 or not kept


def test_an_ampersand_of_the_text_is_doubled() -> None:
    assert header(with_watermark(saved(sheet_of(["甲"])), "A&B")).endswith("A&&B")


@pytest.mark.parametrize("path", sorted(ROOT.glob("templates/*/*.xlsx")), ids=lambda p: p.stem)
def test_every_bundled_template_still_compiles_and_says_it(path: Path) -> None:
    content = with_watermark(path.read_bytes())
    WorkbookTemplate.compile(content, path.name)
    assert header(content).endswith("草稿")


def test_it_is_in_the_filled_workbook_beside_what_was_filled_in() -> None:
    template = with_watermark(saved(with_headers(oddHeader="{{ 名称 }}")))
    filled = WorkbookTemplate.compile(template, "a.xlsx").render({"名称": "A&B"})
    assert header(filled).startswith(f"&CA&&B\n{MARK}")
    assert header(filled).endswith("草稿")


def test_equal_input_gives_equal_bytes() -> None:
    content = saved(sheet_of(["甲"]))
    assert with_watermark(content) == with_watermark(content)


def test_what_is_no_workbook_is_refused() -> None:
    with pytest.raises(PackageError):
        with_watermark(b"PK no zip")
