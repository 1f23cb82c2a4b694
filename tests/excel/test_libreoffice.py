"""A filled 汇总表 opened by another program: computed, paged, and nothing cut on paper."""

from __future__ import annotations

from collections import defaultdict

import pytest
from pypdf import PageObject, PdfReader

from tests.conftest import Converter
from tests.excel.workbooks import compiled, summary, summary_context

LONG = [f"第{number}件好事。" for number in range(1, 61)]
"""The deeds of the fifth person, too much for the template's row."""


@pytest.fixture(scope="module")
def pages(convert_office: Converter, tmp_path_factory: pytest.TempPathFactory) -> list[list[str]]:
    """The lines of each page of a 汇总表 of 36 people, from top to bottom, without blanks."""
    context = summary_context(12)
    groups = context["分组"]
    assert isinstance(groups, list)
    groups[0]["行"][4]["事迹"] = "".join(LONG)
    source = tmp_path_factory.mktemp("summary") / "汇总表.xlsx"
    source.write_bytes(compiled(summary()).render(context))
    pdf = convert_office([source], source.parent)[source]
    return [_lines(page) for page in PdfReader(pdf).pages]


def _lines(page: PageObject) -> list[str]:
    lines: dict[int, str] = defaultdict(str)

    def collect(text: str, _: object, matrix: list[float], *__: object) -> None:
        lines[round(matrix[5])] += "".join(text.split())

    page.extract_text(visitor_text=collect)
    return [lines[height] for height in sorted(lines, reverse=True)]


def test_everyone_is_on_paper_and_sums_are_computed(pages: list[list[str]]) -> None:
    text = "".join("".join(lines) for lines in pages)
    assert all(f"申报人{number:03}" in text for number in range(1, 37))
    # A digit may sit a hair above its neighbour, depending on the typefaces there are.
    assert "合计" in text
    assert str(sum(range(10, 361, 10))) in text


def test_the_header_row_repeats_and_pages_are_numbered(pages: list[list[str]]) -> None:
    assert len(pages) > 1
    for number, lines in enumerate(pages, start=1):
        assert any("身份证号主要事迹得分" in line for line in lines)
        assert f"第{number}页，共{len(pages)}页" in "".join(lines)


def test_a_long_text_stands_between_its_neighbours_and_is_not_cut(pages: list[list[str]]) -> None:
    lines = [line for page in pages for line in page]
    before, after = (
        next(number for number, line in enumerate(lines) if name in line)
        for name in ("申报人004", "申报人006")
    )
    assert all(deed in "".join(lines[before + 1 : after]) for deed in (LONG[0], LONG[-1]))


def test_the_line_for_the_clerk_comes_last(pages: list[list[str]]) -> None:
    assert any("填表人：张三" in line for line in pages[-1])
