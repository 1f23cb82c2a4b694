"""Heights of rows, cells that span rows, and where cell texts stand."""

from __future__ import annotations

from typing import Literal

import pytest

from formgen.layout.model import Border, Edges, RowHeight
from formgen.layout.pages import Glyphs, all_marks
from tests.layout.setting.page_making import (
    cell,
    lines,
    pages_of,
    row,
    section,
    standing,
    table,
    tables_of,
    text,
    tops,
    upright,
)


def test_a_row_holds_its_upper_border_and_the_table_its_lower() -> None:
    (page,) = pages_of(text("p"), table(row("a", "b"), row("c", "d")), text("z")).pages
    assert standing(page) == {
        "p": (50.0, 50.0),
        "a": (55.0, 71.0),
        "b": (155.0, 71.0),
        "c": (55.0, 92.0),
        "d": (155.0, 92.0),
        "z": (50.0, 113.0),
    }


def test_at_least_and_exact_heights_reach_from_line_to_line() -> None:
    rows = [
        row("a", "b", height=RowHeight("at_least", 40.0)),
        row("c", "d", height=RowHeight("exact", 30.0)),
        row("e", "f", height=RowHeight("at_least", 5.0)),
    ]
    (page,) = pages_of(table(*rows), text("z")).pages
    found = tops(page)
    assert [found[name] for name in "acez"] == [51.0, 91.0, 121.0, 142.0]


def test_margins_are_part_of_the_height() -> None:
    padded = Edges(4.0, 5.0, 3.0, 5.0)
    rows = [
        row(cell("a", margins=padded), height=RowHeight("at_least", 40.0)),
        row(cell("b", margins=padded)),
    ]
    (page,) = pages_of(table(*rows, columns=(100.0,)), text("z")).pages
    assert tops(page) == {"a": 55.0, "b": 95.0, "z": 119.0}


def test_spaces_of_first_and_last_paragraph_count_in_a_cell() -> None:
    inner = [text("a", space_before=6.0), text("b", space_after=8.0)]
    (page,) = pages_of(table(row(cell(*inner)), columns=(100.0,)), text("z")).pages
    assert tops(page) == {"a": 57.0, "b": 77.0, "z": 106.0}


@pytest.mark.parametrize(("align", "top"), [("top", 51.0), ("center", 70.5), ("bottom", 90.0)])
def test_vertical_alignment(align: Literal["top", "center", "bottom"], top: float) -> None:
    one = row(cell("a", vertical_align=align), height=RowHeight("at_least", 60.0))
    (page,) = pages_of(table(one, columns=(100.0,))).pages
    assert tops(page)["a"] == top


def test_a_wide_border_pushes_the_text_only_where_margins_are_smaller() -> None:
    wide = Border("single", 6.0)
    bare = cell("a", margins=Edges(0.0, 0.0, 0.0, 0.0), borders=Edges(wide, wide, wide, wide))
    (page,) = pages_of(table(row(bare), columns=(100.0,))).pages
    assert standing(page)["a"] == (53.0, 56.0)


@pytest.mark.parametrize(("alignment", "x"), [("left", 62.0), ("center", 100.0), ("right", 150.0)])
def test_a_table_stands_where_it_is_aligned(
    alignment: Literal["left", "center", "right"], x: float
) -> None:
    made = table(row("a", "b"), alignment=alignment, indent=12.0)
    (page,) = pages_of(made).pages
    assert [one[0] for one in upright(page)] == [x, x + 100.0, x + 200.0]


def test_what_a_spanning_cell_lacks_the_last_row_gives() -> None:
    tall = cell(*lines(5, "m"), row_span=3)
    rows = [
        row(tall, cell("a", column=1)),
        row(cell("b", column=1)),
        row(cell("c", column=1)),
        row("d", "e"),
    ]
    (page,) = pages_of(table(*rows)).pages
    found = tops(page)
    assert [found[name] for name in ("a", "b", "c", "d")] == [51.0, 72.0, 93.0, 152.0]
    (placed,) = tables_of(page)
    assert placed.cells[0].height == 101.0
    assert placed.cells[0].row_span == 3


def test_a_spanning_cell_that_fits_changes_nothing() -> None:
    rows = [row(cell("m", row_span=2), cell("a", column=1)), row(cell("b", column=1)), row("c")]
    (page,) = pages_of(table(*rows)).pages
    assert tops(page) == {"m": 51.0, "a": 51.0, "b": 72.0, "c": 93.0}


def test_an_exact_row_cuts_its_text_off_and_says_so() -> None:
    rows = [row(cell(*lines(4, "a")), height=RowHeight("exact", 50.0)), row("z")]
    (page,) = pages_of(table(*rows, columns=(100.0,))).pages
    assert tops(page) == {"a0": 51.0, "a1": 71.0, "a2": 91.0, "z": 101.0}
    assert [one.overflow for one in tables_of(page)[0].cells] == [True, False]
    assert [one.lost for one in tables_of(page)[0].cells] == ["a2a3", ""]


def test_a_table_in_a_cell() -> None:
    inner = table(row("a"), columns=(40.0,))
    (page,) = pages_of(table(row(cell("p", inner, "q")), columns=(100.0,))).pages
    assert standing(page) == {"p": (55.0, 51.0), "a": (60.0, 72.0), "q": (55.0, 93.0)}


def test_stacked_text_runs_down_from_the_right() -> None:
    turned = cell(text("甲乙丙"), column=1, text_direction="stacked")
    (page,) = pages_of(table(row("a", turned), row("b"))).pages
    marks = {one.text: one for one in all_marks(page) if isinstance(one, Glyphs)}
    assert marks["甲"].turned == 0
    # The line's right edge is at 245, its baseline 16 to the left, the character's middle 0.38 em
    # to the right of that.
    assert marks["甲"].x + 5.0 == pytest.approx(245.0 - 16.0 + 3.8)
    assert marks["丙"].x == pytest.approx(marks["甲"].x - 20.0)


def test_stacked_text_stands_one_under_the_other_in_a_high_row() -> None:
    turned = cell(text("甲乙a"), column=1, text_direction="stacked")
    (page,) = pages_of(table(row("a", turned, height=RowHeight("at_least", 100.0)))).pages
    marks = {one.text: one for one in all_marks(page) if isinstance(one, Glyphs)}
    assert marks["乙"].x == marks["甲"].x
    assert marks["乙"].baseline - marks["甲"].baseline == 10.0


@pytest.mark.parametrize(
    ("direction", "x", "y", "turned"),
    [("rotated_right", 229.0, 51.0, 90), ("rotated_left", 171.0, 150.0, 270)],
)
def test_rotated_text(
    direction: Literal["rotated_right", "rotated_left"], x: float, y: float, turned: int
) -> None:
    cells = (cell("a"), cell("bcd", column=1, text_direction=direction))
    (page,) = pages_of(table(row(*cells, height=RowHeight("at_least", 100.0)))).pages
    mark = next(one for one in all_marks(page) if isinstance(one, Glyphs) and one.text == "bcd")
    assert (mark.x, mark.baseline, mark.turned) == (x, y, turned)


@pytest.mark.parametrize("direction", ["stacked", "rotated_right", "rotated_left"])
def test_turned_text_deeper_than_its_cell_is_cut_off_and_said(direction: str) -> None:
    """Lines of three characters, 20 points apart, in cells with room for two, or for one."""
    turned = cell("甲乙丙丁戊己", column=1, text_direction=direction)
    wide = row("x", turned, height=RowHeight("exact", 31.0))
    for width, lost in ((50.0, ""), (30.0, "丁戊己")):
        (page,) = pages_of(table(wide, columns=(100.0, width))).pages
        placed = tables_of(page)[0].cells[1]
        assert (placed.overflow, placed.lost) == (bool(lost), lost)
        shown = "".join(one.text for one in all_marks(page) if isinstance(one, Glyphs))
        assert shown.replace("x", "") == ("甲乙丙" if lost else "甲乙丙丁戊己")


@pytest.mark.parametrize("direction", ["rotated_right", "rotated_left"])
@pytest.mark.parametrize(("width", "lost"), [(41.1, ""), (40.9, "丁戊己")])
def test_a_turned_line_cut_through_is_lost_but_printed(
    direction: str, width: float, lost: str
) -> None:
    """The second line's baseline lies 36 points behind the side margin of five."""
    turned = cell("甲乙丙丁戊己", column=1, text_direction=direction)
    made = row("x", turned, height=RowHeight("exact", 31.0))
    (page,) = pages_of(table(made, columns=(100.0, width))).pages
    placed = tables_of(page)[0].cells[1]
    assert placed.lost == lost
    assert "丁戊己" in [one.text for one in all_marks(page) if isinstance(one, Glyphs)]


def test_turned_text_in_a_row_lower_than_a_character_is_lost() -> None:
    turned = cell("甲", text_direction="stacked")
    for height, lost in ((9.9, ""), (9.7, "甲")):
        made = row(turned, height=RowHeight("exact", height))
        (page,) = pages_of(table(made, columns=(100.0,))).pages
        assert tables_of(page)[0].cells[0].lost == lost


def test_turned_text_alone_gives_its_row_the_height_of_its_line() -> None:
    turned = cell("abcdef", text_direction="rotated_right")
    (page,) = pages_of(table(row(turned), columns=(100.0,)), text("z")).pages
    assert tops(page)["z"] == 50.0 + 1.0 + 60.0 + 1.0


def test_cells_say_which_they_are() -> None:
    rows = [row("a", "b", header=True), row(cell("c", column_span=2))]
    (page,) = pages_of(table(*rows)).pages
    cells = tables_of(page)[0].cells
    assert [(one.row, one.column, one.column_span, one.header) for one in cells] == [
        (0, 0, 1, True),
        (0, 1, 1, True),
        (1, 0, 2, False),
    ]
    assert [(one.x, one.y, one.width, one.height) for one in cells][2] == (50.0, 71.0, 200.0, 21.0)


@pytest.mark.parametrize("columns", [(), (0.0,), (-50.0, 20.0), (1e6,)])
def test_odd_columns_and_spans_end_well(columns: tuple[float, ...]) -> None:
    rows = [
        row(cell("a", column=3, column_span=9, row_span=7), cell("b", column=-2, row_span=0)),
        row(),
    ]
    made = table(*rows, columns=columns, alignment="center")
    assert len(pages_of(section(made, text("z"))).pages) >= 1


def test_a_table_without_rows_takes_no_room() -> None:
    assert tops(pages_of(table(), text("z")).pages[0]) == {"z": 50.0}
