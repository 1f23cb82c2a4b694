"""Rows that stay with what follows: each row on the page on which LibreOffice prints it."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Iterator

import pytest
from pypdf import PdfReader

from formgen.fonts import FontBook
from formgen.layout.libreoffice import LibreOffice, find_program
from formgen.layout.office_fonts import office_fonts
from formgen.layout.pages import Glyphs, all_marks
from formgen.layout.reading import read_document
from formgen.layout.setting import set_pages
from tests.word.making import cell, docx, paragraph, row, table

_LINE = '<w:widowControl w:val="0"/><w:spacing w:line="600" w:lineRule="exact"/>'
_KEPT = "<w:keepNext/>"
_HEAD = "<w:tblHeader/>"
_RULES = "<w:tblBorders>{}</w:tblBorders>".format(
    "".join(
        f'<w:{side} w:val="single" w:sz="4"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
)


def line(name: str, properties: str = "") -> str:
    """A paragraph of one line; 23 fill the page."""
    return paragraph(name, properties=properties + _LINE)


def some(count: int) -> list[str]:
    return [line(f"L{number}") for number in range(count)]


def rows(count: int, *kept: int, high: int = -1, head: bool = False) -> str:
    """A table of rows R0, R1 …, of which some stay with the next, and one has four lines."""
    made = []
    for number in range(count):
        names = [f"R{number}{letter}" for letter in "abcd"] if number == high else [f"R{number}"]
        look = _KEPT if number in kept else ""
        first, second = [line(name, look) for name in names], line("x", look)
        properties = _HEAD if head and number == 0 else ""
        made.append(row(cell(*first), cell(second), properties=properties))
    return table(*made, properties=_RULES)


def spanned(count: int, start: int, *kept: int) -> str:
    """A table whose second column is one cell from a row on."""
    made = []
    for number in range(count):
        merge = "" if number < start else "<w:vMerge/>"
        merge = '<w:vMerge w:val="restart"/>' if number == start else merge
        look = _KEPT if number in kept else ""
        second = cell(line("x", look), properties=merge)
        made.append(row(cell(line(f"R{number}", look)), second))
    return table(*made, properties=_RULES)


_END = [line("Z"), line("Y")]
CASES = {
    "last row fits": [*some(3), rows(19, 18), *_END],
    "last row": [*some(5), rows(18, 17), *_END],
    "two last rows": [*some(5), rows(18, 16, 17), *_END],
    "over three pages": [*some(3), rows(41, 40), *_END],
    "on a page of its own": [rows(23, 22), *_END],
    "all rows": [*some(10), rows(13, *range(13)), *_END],
    "all rows on a full page": [rows(23, *range(23)), *_END],
    "all but the first": [*some(10), rows(13, *range(1, 13)), *_END],
    "in the middle": [*some(10), rows(16, 10, 11, 12), *_END],
    "high last row": [*some(6), rows(16, 15, high=15), *_END],
    "high row in the middle": [*some(6), rows(20, 15, high=15), *_END],
    "head row": [*some(10), rows(13, 11, 12, head=True), *_END],
    "head row, all others": [*some(10), rows(13, *range(1, 13), head=True), *_END],
    "heading": [*some(10), line("H", _KEPT), rows(12, 10, 11), *_END],
    "heading, all rows": [*some(10), line("H", _KEPT), rows(12, *range(12)), *_END],
    "higher than a page": [*some(3), rows(49, *range(4, 49)), *_END],
    "page break after": [*some(5), rows(18, 17), line("Z", "<w:pageBreakBefore/>"), line("Y")],
    "page break after a heading": [
        *some(22), line("H", _KEPT), line("Z", "<w:pageBreakBefore/>"), line("Y"),
    ],
    "spanning cell": [*some(5), spanned(18, 14, 16, 17), *_END],
}  # fmt: skip


@pytest.fixture(scope="module")
def printed() -> Iterator[dict[str, bytes]]:
    """Every case as LibreOffice prints it."""
    if find_program() is None:
        if os.environ.get("CI"):
            pytest.fail("LibreOffice is missing, and CI may not skip what needs it")
        pytest.skip("LibreOffice is not installed (make setup-test installs it)")
    fonts = office_fonts(FontBook.open(), ["Times New Roman", "宋体"])
    with LibreOffice.open(fonts.folders, fonts.aliases) as office:
        yield office.convert_all({name: docx(*body) for name, body in CASES.items()})


def found(text: str) -> set[str]:
    return set(re.findall(r"[HLRYZ]\d*[a-d]?", text))


@pytest.mark.parametrize("name", CASES)
def test_each_row_stands_on_the_page_libreoffice_puts_it_on(
    printed: dict[str, bytes], name: str
) -> None:
    theirs = [found(page.extract_text()) for page in PdfReader(io.BytesIO(printed[name])).pages]
    pages = set_pages(read_document(docx(*CASES[name])), FontBook.open())
    ours = [
        found(" ".join(mark.text for mark in all_marks(page) if isinstance(mark, Glyphs)))
        for page in pages.pages
    ]
    assert ours == theirs
