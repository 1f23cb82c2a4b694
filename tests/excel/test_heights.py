"""Rows of a fixed height grow where their text needs more lines."""

from __future__ import annotations

import pytest
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

from formgen.problems import TemplateError
from tests.excel.workbooks import END, LOOP, filled, first, sheet_of

WRAP = Alignment(wrap_text=True)


def one_cell(height: float | None, *, width: float = 20, size: float = 11) -> Workbook:
    """A template of one wrapping cell, its font in points, its column in digits."""
    book = sheet_of(["{{ 值 }}"])
    sheet = first(book)
    sheet["A1"].alignment, sheet["A1"].font = WRAP, Font(name="宋体", size=size)
    sheet.column_dimensions["A"].width = width
    sheet.row_dimensions[1].height = height
    return book


def height_of(book: Workbook, text: str) -> float | None:
    height = first(filled(book, {"值": text})).row_dimensions[1].height
    return None if height is None else float(height)


def test_short_text_leaves_the_height_alone() -> None:
    assert height_of(one_cell(18), "短") == 18


@pytest.mark.parametrize("lines", [2, 5, 20])
def test_long_text_makes_the_row_high_enough(lines: int) -> None:
    # 20 digits of the 11-point normal font hold 9 Chinese characters of 11 points.
    height = height_of(one_cell(18), "长" * 9 * lines)
    assert height is not None
    assert lines * 11 * 1.3 <= height <= (lines + 1) * 11 * 1.5


def test_half_width_characters_take_half_the_room() -> None:
    assert height_of(one_cell(18), "a" * 18) == 18
    assert (height_of(one_cell(18), "长" * 18) or 0) > 18


def test_line_breaks_count_even_where_the_template_does_not_wrap() -> None:
    book = one_cell(18)
    first(book)["A1"].alignment = Alignment()
    assert (height_of(book, "一\n二\n三") or 0) >= 3 * 11


def test_text_that_does_not_wrap_needs_one_line() -> None:
    book = one_cell(18)
    first(book)["A1"].alignment = Alignment()
    assert height_of(book, "长" * 100) == 18


def test_larger_fonts_need_more() -> None:
    small, large = (height_of(one_cell(18, size=size), "长" * 18) or 0 for size in (11, 22))
    assert large > 2 * small * 0.9


def test_wider_columns_need_less() -> None:
    narrow, wide = (height_of(one_cell(18, width=width), "长" * 60) or 0 for width in (20, 60))
    assert wide < narrow / 2


def test_columns_merged_across_give_their_whole_width() -> None:
    book = one_cell(18)
    first(book).column_dimensions["B"].width = 100
    first(book).merge_cells("A1:B1")
    assert height_of(book, "长" * 40) == 18


def test_a_row_the_program_fits_is_left_to_it() -> None:
    assert height_of(one_cell(None), "长" * 100) is None


def test_a_row_the_program_fits_gets_a_height_for_merged_cells_which_it_does_not_fit() -> None:
    book = one_cell(None)
    first(book).merge_cells("A1:B1")
    assert (height_of(book, "长" * 100) or 0) > 60


def test_only_the_row_with_the_long_text_grows() -> None:
    book = sheet_of([LOOP], ["{{ 项 }}"], [END])
    sheet = first(book)
    sheet["A2"].alignment = WRAP
    sheet.row_dimensions[2].height = 20
    result = first(filled(book, {"行": ["短", "长" * 50, "短"]}))
    heights = [result.row_dimensions[number].height for number in (1, 2, 3)]
    assert heights[0] == heights[2] == 20
    assert heights[1] > 80


def grouped(height: float) -> Workbook:
    book = sheet_of([LOOP], ["{% vm %}{{ 名 }}", "{{ 项 }}"], [END])
    sheet = first(book)
    sheet["A2"].alignment = WRAP
    sheet.column_dimensions["A"].width = 5
    sheet.row_dimensions[2].height = height
    return book


def test_text_merged_over_rows_uses_all_of_them() -> None:
    sheet = first(filled(grouped(20), {"行": ["一"] * 10, "名": "长" * 12}))
    assert {sheet.row_dimensions[n].height for n in range(1, 11)} == {20}


def test_rows_share_what_text_merged_over_them_lacks() -> None:
    sheet = first(filled(grouped(20), {"行": ["一"] * 2, "名": "长" * 12}))
    one, two = (float(sheet.row_dimensions[number].height or 0) for number in (1, 2))
    assert 40 < one == two < 60  # together they hold six lines


def test_text_too_long_for_any_row_is_refused_rather_than_cut_on_paper() -> None:
    with pytest.raises(TemplateError, match=r"A1.*太长") as error:
        height_of(one_cell(18), "长" * 1000)
    assert "加宽" in error.value.hint
