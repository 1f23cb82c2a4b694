"""Where characters stand in a line: indents, tabs, alignment, spacing, fitted groups."""

from dataclasses import replace
from itertools import pairwise

import pytest

from formgen.layout.model import (
    Alignment,
    Break,
    Fit,
    Floating,
    Grid,
    Offset,
    PageNumber,
    ParagraphLook,
    Shape,
    TabStop,
    Text,
)
from formgen.layout.pages import Glyphs, Stroke
from formgen.layout.setting.context import Context, PageNumbers
from formgen.layout.setting.lines import set_paragraph
from tests.layout.setting.lines_making import (
    FANGSONG,
    LEFT,
    book,
    glyphs,
    made,
    paragraph,
    places,
    starts,
    text_of,
    texts,
)


def _aligned(alignment: Alignment) -> ParagraphLook:
    return ParagraphLook(alignment=alignment)


def test_first_line_and_hanging_indents() -> None:
    look = replace(LEFT, indent_left=10.0, first_line=32.0)
    first, second = made("子" * 12, look=look).lines
    assert (starts(first)[0], starts(second)[0]) == (42.0, 10.0)
    hanging = replace(LEFT, indent_left=32.0, first_line=-32.0)
    first, second = made("子" * 12, look=hanging).lines
    assert (starts(first)[0], starts(second)[0]) == (0.0, 32.0)


def test_right_indent_narrows() -> None:
    assert texts(made("子" * 9, look=replace(LEFT, indent_right=37.0))) == ["子" * 8, "子"]


def test_centre_and_right_leave_trailing_spaces_out() -> None:
    assert starts(made("子子  ", look=_aligned("center")).lines[0]) == [66.5, 82.5]
    assert starts(made("子子  ", look=_aligned("right")).lines[0]) == [133.0, 149.0]


def test_right_text_with_spacing_ends_at_the_edge() -> None:
    run = replace(FANGSONG, spacing=3.0)
    assert starts(made("子子", look=_aligned("right"), run=run).lines[0]) == [130.0, 149.0]


def test_justified_lines_reach_the_edge_and_the_last_does_not() -> None:
    first, last = made("子" * 13, look=_aligned("both")).lines
    assert starts(first)[-1] == pytest.approx(149.0)
    assert starts(first)[1] == pytest.approx(16 + 5 / 9, abs=0.01)
    assert starts(last) == [0.0, 16.0, 32.0]
    assert glyphs(first)[0].spacing == pytest.approx(5 / 9)


def test_a_hanging_comma_begins_at_the_edge() -> None:
    first = made("子" * 10 + "，丑", look=_aligned("both")).lines[0]
    assert places(first)[-1] == ("，", 165.0)


def test_words_are_not_spread_but_the_gaps_around_them() -> None:
    line = made("子子abc子子12子子3丑丑丑", look=_aligned("both")).lines[0]
    assert text_of(line) == "子子abc子子12子子3"
    found = {mark.text: mark for mark in glyphs(line)}
    assert found["abc"].spacing == 0.0
    assert found["12"].spacing == 0.0
    natural = 6 * 16 + 5 * 3.2 + sum(found[word].width for word in ("abc", "12", "3"))
    grown = (165.0 - natural) / 8
    assert found["abc"].x == pytest.approx(2 * (16 + grown) + 3.2)
    assert found["3"].x + found["3"].width == pytest.approx(165.0)


def test_latin_text_grows_at_its_spaces() -> None:
    line = made("hello world of today and tomorrow", look=_aligned("both")).lines[0]
    words = [mark for mark in glyphs(line) if mark.text.strip()]
    assert [mark.text for mark in words] == ["hello", "world", "of", "today"]
    blanks = [right.x - left.x - left.width for left, right in pairwise(words)]
    assert blanks == pytest.approx([blanks[0]] * 3)
    assert words[-1].x + words[-1].width == pytest.approx(165.0)


def test_a_line_break_does_not_spread_a_justified_line() -> None:
    result = made("子" * 6, Break("line", FANGSONG), "丑", look=_aligned("both"))
    assert starts(result.lines[0]) == [0.0, 16.0, 32.0, 48.0, 64.0, 80.0]


def test_distributed_names_fill_their_width() -> None:
    look = _aligned("distribute")
    assert starts(made("姓名", look=look).lines[0]) == [0.0, 149.0]
    assert starts(made("负责人", look=look).lines[0]) == [0.0, 74.5, 149.0]
    assert starts(made("子", look=look).lines[0]) == [74.5]
    assert starts(made("ab", look=look).lines[0])[0] == 0.0
    last = glyphs(made("ab", look=look).lines[0])[0]
    assert last.x + last.width - last.spacing == pytest.approx(165.0)


def test_default_tabs() -> None:
    assert starts(made("子\t丑\t寅").lines[0]) == [0.0, 36.0, 72.0]


def test_tabs_set_come_before_default_ones() -> None:
    look = replace(LEFT, tabs=(TabStop(100.0),))
    assert starts(made("子\t丑\t寅", look=look).lines[0]) == [0.0, 100.0, 144.0]


@pytest.mark.parametrize(
    ("stop", "text", "x"),
    [
        (TabStop(100.0, "center"), "丑丑", 84.0),
        (TabStop(100.0, "right"), "丑丑", 68.0),
        (TabStop(100.0, "decimal"), "12.50", 84.0),
        (TabStop(20.0, "right"), "丑丑", 16.0),
    ],
)
def test_aligned_tabs(stop: TabStop, text: str, x: float) -> None:
    line = made("子\t" + text, look=replace(LEFT, tabs=(stop,))).lines[0]
    assert starts(line)[1] == pytest.approx(x, abs=0.02)


def test_a_hanging_indent_is_a_tab_stop() -> None:
    look = replace(LEFT, indent_left=40.0, first_line=-40.0)
    first, second = made("一、\t" + "丑" * 10, look=look).lines
    assert starts(first)[2] == 40.0
    assert starts(second)[0] == 40.0


def test_dots_lead_to_a_stop() -> None:
    look = replace(LEFT, tabs=(TabStop(165.0, "right", "dot"),))
    marks = glyphs(made("子\t丑", look=look).lines[0])
    assert set(marks[1].text) == {"."}
    assert marks[1].x == 16.0
    assert marks[1].x + marks[1].width == pytest.approx(149.0)
    advance = marks[1].face.advances[ord(".")] * 16
    assert len(marks[1].text) * (advance + marks[1].spacing) == pytest.approx(133.0)


def test_an_underscore_leads_as_a_line() -> None:
    look = replace(LEFT, tabs=(TabStop(100.0, "left", "underscore"),))
    line = made("子\t丑", look=look).lines[0]
    (stroke,) = [mark for mark in line.marks if isinstance(mark, Stroke)]
    assert (stroke.x0, stroke.x1) == (16.0, 100.0)


def test_text_behind_a_tab_that_does_not_fit_takes_the_tab_along() -> None:
    first, second = made("子" * 9 + "\t丑丑").lines
    assert len(starts(first)) == 9
    assert starts(second) == [36.0, 52.0]


def test_a_tab_beyond_the_edge_ends() -> None:
    look = replace(LEFT, tabs=(TabStop(500.0),))
    assert "".join(texts(made("\t子\t丑\t\t寅", look=look))) == "子丑寅"


def test_space_between_scripts_is_a_fifth_of_the_size() -> None:
    line = made("中a中").lines[0]
    advance = glyphs(line)[1].face.advances[ord("a")] * 16
    assert starts(line) == pytest.approx([0.0, 19.2, 19.2 + advance + 3.2], abs=0.01)
    assert starts(made("中：1").lines[0]) == [0.0, 16.0, 32.0]


def test_space_between_scripts_also_between_runs() -> None:
    line = made("中", Text("1", replace(FANGSONG, size=10.0, bold=True))).lines[0]
    assert starts(line) == [0.0, pytest.approx(19.2)]


def test_negative_spacing_spares_the_last_character_of_a_script() -> None:
    line = made("〔2021〕号", run=replace(FANGSONG, spacing=-0.3)).lines[0]
    digits = [16.0, 23.7, 31.4, 39.1]
    assert starts(line) == pytest.approx([0.0, *digits, 47.1, 62.8])
    wide = made("〔2021〕号", run=replace(FANGSONG, spacing=1.0)).lines[0]
    assert starts(wide)[:2] == pytest.approx([0.0, 17.0])


def test_fitted_groups_are_spread_and_squeezed() -> None:
    spread = made("乙", Text("姓名", FANGSONG, fit=Fit(1, 80.0)), "甲").lines[0]
    assert starts(spread) == [0.0, 16.0, 80.0, 96.0]
    squeezed = made(
        Text("政治面貌", FANGSONG, fit=Fit(1, 40.0)), Text("面貌", FANGSONG, fit=Fit(2, 40.0)), "甲"
    ).lines[0]
    assert starts(squeezed) == [0.0, 10.0, 20.0, 30.0, 40.0, 64.0, 80.0]
    assert glyphs(squeezed)[0].width_scale == pytest.approx(0.625)


def test_two_runs_of_one_fitted_group_are_one() -> None:
    fit = Fit(7, 96.0)
    bold = replace(FANGSONG, bold=True)
    line = made(Text("甲", FANGSONG, fit=fit), Text("乙丙", bold, fit=fit), "丁").lines[0]
    assert starts(line) == [0.0, 40.0, 80.0, 96.0]


def test_width_scale_narrows() -> None:
    line = made("子丑", run=replace(FANGSONG, width_scale=0.5)).lines[0]
    assert starts(line) == [0.0, 8.0]
    assert glyphs(line)[0].width == 16.0


def test_a_character_grid_gives_each_character_its_place() -> None:
    grid = Grid("lines_and_chars", line_pitch=28.95, char_pitch=15.8)
    assert starts(made("子子子", grid=grid).lines[0]) == pytest.approx([0.0, 15.8, 31.6])
    assert len(starts(made("子" * 30, grid=grid, width=442.4).lines[0])) == 28
    large = replace(FANGSONG, size=22.0)
    snapped = replace(grid, kind="snap_to_chars")
    assert starts(made("子子", grid=snapped, run=large).lines[0]) == pytest.approx([0.0, 31.6])
    off = replace(FANGSONG, snap_to_grid=False)
    assert starts(made("子子", grid=grid, run=off).lines[0]) == [0.0, 16.0]


def test_page_numbers_are_texts() -> None:
    context = Context(book(), numbers=PageNumbers(page=3, pages=12, section_pages=5))
    content = (
        PageNumber("page", FANGSONG, ""),
        Text("共", FANGSONG),
        PageNumber("pages", FANGSONG, "upperRoman"),
    )
    assert texts(set_paragraph(paragraph(*content), 165.0, context)) == ["3共XII"]


def test_floating_objects_name_their_line() -> None:
    seal = Floating(Shape(10.0, 10.0, "ellipse"), Offset("column"), Offset("paragraph"))
    result = made("子" * 12, seal, "丑")
    assert result.floating == ((1, seal),)
    assert texts(result) == ["子" * 10, "子子丑"]
    assert made("子", seal).floating == ((0, seal),)


def test_pieces_of_one_look_are_one_mark() -> None:
    line = made("负责人", "（联系人）").lines[0]
    assert [mark.text for mark in line.marks if isinstance(mark, Glyphs)] == ["负责人（联系人）"]
    assert line.width == 8 * 16
