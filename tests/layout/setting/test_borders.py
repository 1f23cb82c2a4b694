"""Which border is drawn where two meet, and each edge once."""

from __future__ import annotations

from dataclasses import replace

from formgen.layout.model import Border, Edges
from formgen.layout.pages import Fill, Page, Stroke
from formgen.layout.setting.borders import stronger
from tests.layout.setting.page_making import (
    BOX,
    across,
    cell,
    pages_of,
    row,
    table,
    tables_of,
    text,
    upright,
)

THIN, WIDE = Border("single", 0.5), Border("single", 3.0)
NONE: Edges[Border | None] = Edges(None, None, None, None)


def _strokes(page: Page) -> list[Stroke]:
    return list(tables_of(page)[0].strokes)


def test_the_wider_border_wins() -> None:
    assert stronger(THIN, WIDE) is WIDE
    assert stronger(WIDE, THIN) is WIDE


def test_any_border_wins_over_none() -> None:
    assert stronger(None, THIN) is THIN
    assert stronger(THIN, None) is THIN
    assert stronger(None, None) is None


def test_of_equal_widths_the_darker_wins_then_the_style_with_more_lines() -> None:
    grey = replace(THIN, colour="#808080")
    assert stronger(grey, THIN) is THIN
    double = replace(THIN, style="double")
    assert stronger(THIN, double) is double
    assert stronger(replace(THIN, style="dotted"), THIN) is THIN


def test_each_edge_is_drawn_once_and_collinear_edges_are_one_stroke() -> None:
    (page,) = pages_of(table(row("a", "b"), row("c", "d"))).pages
    assert across(page) == [(50.5, 49.5, 250.5), (71.5, 49.5, 250.5), (92.5, 49.5, 250.5)]
    assert upright(page) == [(50.0, 50.0, 93.0), (150.0, 50.0, 93.0), (250.0, 50.0, 93.0)]


def test_lines_stop_at_cells_that_span() -> None:
    rows = [row(cell("a", row_span=2), cell("b", column=1)), row(cell("c", column=1))]
    (page,) = pages_of(table(*rows)).pages
    assert across(page)[1] == (71.5, 149.5, 250.5)
    (page,) = pages_of(table(row(cell("a", column_span=2)), row("c", "d"))).pages
    assert upright(page)[1] == (150.0, 71.0, 93.0)


def test_a_wide_lower_border_takes_the_room_of_the_row_below() -> None:
    rows = [
        row(cell("a", borders=replace(BOX, bottom=WIDE)), cell("b", column=1)),
        row("c", "d"),
    ]
    (page,) = pages_of(table(*rows), text("z")).pages
    found = {(one.y0, one.x0, one.x1): one.width for one in _strokes(page) if one.y0 == one.y1}
    assert found[72.5, 49.5, 150.5] == 3.0
    assert found[71.5, 149.5, 250.5] == 1.0


def test_a_cell_without_borders_beside_one_with() -> None:
    cells = (cell("a"), cell("b", column=1, borders=NONE))
    (page,) = pages_of(table(row(*cells))).pages
    assert upright(page) == [(50.0, 50.0, 72.0), (150.0, 50.0, 72.0)]
    assert across(page) == [(50.5, 49.5, 150.5), (71.5, 49.5, 150.5)]


def test_no_borders_no_strokes() -> None:
    (page,) = pages_of(table(row(cell("a", borders=NONE)), columns=(100.0,))).pages
    assert _strokes(page) == []


def test_a_double_border_is_two_strokes_around_its_middle() -> None:
    double = Border("double", 1.5)
    edges: Edges[Border | None] = Edges(double, None, None, None)
    (page,) = pages_of(table(row(cell("a", borders=edges)), columns=(100.0,))).pages
    assert [(one.y0, one.width) for one in _strokes(page)] == [(50.25, 0.5), (51.25, 0.5)]


def test_dashed_borders_have_dashes_and_colours_stay() -> None:
    edges: Edges[Border | None] = Edges(Border("dashed", 1.0, "#ff0000"), None, None, None)
    (page,) = pages_of(table(row(cell("a", borders=edges)), columns=(100.0,))).pages
    (stroke,) = _strokes(page)
    assert stroke.dashes
    assert stroke.colour == "#ff0000"


def test_shading_and_diagonals_fill_the_cell() -> None:
    one = cell("a", shading="#eeeeee", diagonal_down=THIN, diagonal_up=WIDE, borders=NONE)
    (page,) = pages_of(table(row(one), columns=(100.0,))).pages
    (placed,) = tables_of(page)
    assert placed.fills == (Fill(50.0, 50.0, 100.0, 20.0, "#eeeeee"),)
    assert [(s.x0, s.y0, s.x1, s.y1, s.width) for s in placed.strokes] == [
        (50.0, 50.0, 150.0, 70.0, 0.5),
        (50.0, 70.0, 150.0, 50.0, 3.0),
    ]


def test_equal_edges_of_different_rows_are_joined_down_the_page() -> None:
    (page,) = pages_of(table(*(row("a", "b") for _ in range(10)))).pages
    assert len(upright(page)) == 3
