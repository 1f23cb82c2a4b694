"""Where paragraphs stand: spaces, page breaks, what is kept together."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Literal

import pytest

from formgen.layout.model import (
    Border,
    Break,
    Edges,
    Floating,
    Frame,
    Offset,
    PageModel,
    PageNumber,
    PageSetup,
    Paragraph,
    Picture,
    Properties,
    Shape,
)
from formgen.layout.pages import (
    Fill,
    Glyphs,
    Pages,
    PlacedParagraph,
    PlacedPicture,
    Stroke,
    all_marks,
    marks_of,
)
from formgen.layout.setting.flow import MOST_PAGES
from formgen.problems import OverfullError
from tests.layout.setting.page_making import (
    LOOK,
    PAPER,
    THIN,
    cell,
    lines,
    many,
    names,
    pages_of,
    row,
    section,
    standing,
    table,
    text,
    tops,
)


def test_an_empty_document_is_one_page() -> None:
    assert [page.blocks for page in pages_of(section()).pages] == [()]
    assert len(pages_of(replace(section(), blocks=())).pages) == 1


def test_lines_follow_each_other_from_the_margin() -> None:
    (page,) = pages_of(*lines(3)).pages
    assert standing(page) == {"p0": (50.0, 50.0), "p1": (50.0, 70.0), "p2": (50.0, 90.0)}


def test_between_paragraphs_stands_the_larger_space() -> None:
    blocks = [
        text("a", space_before=7.0, space_after=10.0),
        text("b", space_before=16.0, space_after=4.0),
        text("c", space_before=2.0),
    ]
    (page,) = pages_of(*blocks).pages
    assert tops(page) == {"a": 57.0, "b": 93.0, "c": 117.0}


def test_space_before_counts_after_a_break_but_not_where_text_flows_over() -> None:
    flowing = pages_of(*lines(15), text("q", space_before=9.0))
    broken = pages_of(text("p"), text("q", space_before=9.0, page_break_before=True))
    assert tops(flowing.pages[1]) == {"q": 50.0}
    assert tops(broken.pages[1]) == {"q": 59.0}


def test_contextual_spacing_drops_the_space_towards_the_same_style() -> None:
    same: dict[str, Any] = {
        "contextual_spacing": True,
        "style": "s",
        "space_before": 8.0,
        "space_after": 6.0,
    }
    blocks = [text("a", **same), text("b", **same), text("c", **{**same, "style": "t"})]
    (page,) = pages_of(*blocks).pages
    assert tops(page) == {"a": 58.0, "b": 78.0, "c": 106.0}


def test_fifteen_lines_fill_the_page() -> None:
    assert [len(page) for page in names(pages_of(*lines(31)))] == [15, 15, 1]


def test_a_page_break_inside_a_paragraph() -> None:
    broken = Paragraph(
        text("").look, (*text("a").content, Break("page", LOOK), *text("b").content), LOOK
    )
    assert names(pages_of(broken, text("c"))) == [["a"], ["b", "c"]]


def test_a_lone_page_break_leaves_its_empty_line_behind() -> None:
    broken = Paragraph(text("").look, (Break("page", LOOK),), LOOK)
    pages = pages_of(text("a"), broken, text("b"))
    assert tops(pages.pages[1]) == {"b": 50.0}
    assert len(pages_of(text("a"), broken).pages) == 1


def test_widows_and_orphans_are_two_lines() -> None:
    orphan = pages_of(*lines(14), many(4, widow_control=True))
    widow = pages_of(*lines(11), many(5, widow_control=True))
    alone = pages_of(*lines(13), many(3, widow_control=True))
    loose = pages_of(*lines(14), many(4))
    assert names(orphan)[1] == ["m0", "m1", "m2", "m3"]
    assert names(widow)[1] == ["m3", "m4"]
    assert names(alone)[1] == ["m0", "m1", "m2"]
    assert names(loose)[1] == ["m1", "m2", "m3"]


def test_lines_kept_together_move_whole_unless_higher_than_a_page() -> None:
    assert names(pages_of(*lines(10), many(7, keep_lines=True)))[1][0] == "m0"
    high = pages_of(text("a"), many(20, keep_lines=True))
    assert [len(page) for page in names(high)] == [1, 15, 5]


def test_a_heading_goes_with_the_first_two_lines_below() -> None:
    pages = pages_of(*lines(13), text("H", keep_next=True), many(5, widow_control=True))
    assert names(pages)[1][:2] == ["H", "m0"]
    assert names(pages_of(*lines(13), text("H", keep_next=True), text("b")))[0][-2:] == ["H", "b"]


def test_a_chain_longer_than_a_page_fills_pages() -> None:
    pages = pages_of(*lines(3), *lines(20, "k", keep_next=True), text("z"))
    assert [len(page) for page in names(pages)] == [3, 15, 6]


def test_a_heading_goes_with_the_first_row_of_a_table() -> None:
    high = table(row(cell(*lines(5, "a")), cant_split=True), columns=(100.0,))
    pages = pages_of(*lines(11), text("H", keep_next=True), high)
    assert names(pages)[1][:2] == ["H", "a0"]
    low = table(row(cell(*lines(5, "a"))), columns=(100.0,))
    assert names(pages_of(*lines(11), text("H", keep_next=True), low))[0][-2:] == ["a0", "a1"]


def test_a_line_higher_than_the_page_is_placed_all_the_same() -> None:
    paper = replace(PAPER, height=110.0)
    assert len(pages_of(section(*lines(2), page=paper)).pages) == 2


def test_borders_take_room_and_shading_fills_their_box() -> None:
    line = Border("single", 1.0, space=4.0)
    boxed = text("b", borders=Edges(line, line, line, line), shading="#ffff00")
    (page,) = pages_of(text("a"), boxed, text("c")).pages
    assert tops(page) == {"a": 50.0, "b": 75.0, "c": 100.0}
    assert [mark for mark in all_marks(page) if isinstance(mark, Fill)] == [
        Fill(45.0, 70.0, 310.0, 30.0, "#ffff00")
    ]
    strokes = [mark for mark in all_marks(page) if isinstance(mark, Stroke)]
    assert {(one.x0, one.y0, one.x1, one.y1) for one in strokes} == {
        (45.0, 70.5, 355.0, 70.5),
        (45.0, 99.5, 355.0, 99.5),
        (45.5, 70.0, 45.5, 100.0),
        (354.5, 70.0, 354.5, 100.0),
    }


def test_paragraphs_with_equal_borders_share_a_box() -> None:
    line = Border("single", 1.0, space=4.0)
    look: dict[str, Any] = {"borders": Edges(line, line, line, line), "border_between": THIN}
    (page,) = pages_of(text("a", **look), text("b", **look)).pages
    assert tops(page) == {"a": 55.0, "b": 76.0}
    level = {one.y0 for one in all_marks(page) if isinstance(one, Stroke) and one.y0 == one.y1}
    assert level == {50.5, 75.5, 100.5}


def test_a_box_is_closed_at_the_foot_and_opened_on_the_next_page() -> None:
    line = Border("single", 1.0, space=4.0)
    boxed = many(6, borders=Edges(line, line, line, line))
    first, second = pages_of(*lines(13), boxed).pages
    assert tops(first)["m0"] == 315.0
    assert tops(second)["m1"] == 55.0
    level = {one.y0 for one in all_marks(first) if isinstance(one, Stroke) and one.y0 == one.y1}
    assert level == {310.5, 339.5}


def test_the_header_pushes_the_text_and_the_footer_stands_on_its_edge() -> None:
    headers = {"default": (*lines(3, "h"), text("h3", space_after=7.0))}
    footers = {"default": (text("f0", space_before=5.0), text("f1", space_after=6.0))}
    pages = pages_of(section(*lines(20), headers=headers, footers=footers))
    found = tops(pages.pages[0])
    assert (found["h0"], found["h3"], found["p0"]) == (20.0, 80.0, 107.0)
    assert (found["f0"], found["f1"]) == (334.0, 354.0)
    assert "p10" in found
    assert "p11" not in found


def test_first_and_even_pages_have_headers_of_their_own() -> None:
    headers = {"first": (text("F"),), "even": (text("E"),), "default": (text("D"),)}
    pages = pages_of(section(*lines(40), headers=headers, title_page=True))
    assert [page[0] for page in names(pages)] == ["F", "D", "D"]
    pages = pages_of(
        section(*lines(40), headers=headers, title_page=True), even_and_odd_headers=True
    )
    assert [page[0] for page in names(pages)] == ["F", "E", "D"]


def test_headers_are_artifacts() -> None:
    (page,) = pages_of(section(text("a"), headers={"default": (text("h"),)})).pages
    assert [block.artifact for block in page.blocks] == [True, False]


def test_frames_and_text_boxes_of_headers_are_artifacts() -> None:
    framed = replace(text("f"), frame=Frame(Offset("margin"), Offset("paragraph"), 50.0))
    shape = Shape(60.0, 40.0, "rectangle", THIN, blocks=(text("b"),))
    box = Floating(shape, Offset("margin"), Offset("paragraph"))
    holding = replace(text("h"), content=(*text("h").content, box))
    (page,) = pages_of(section(text("a"), headers={"default": (framed, holding)})).pages
    spoken = [one for one in page.blocks if not one.artifact]
    assert [mark.text for one in spoken for mark in marks_of(one) if isinstance(mark, Glyphs)] == [
        "a"
    ]
    assert sorted(names(Pages((page,), Properties()))[0]) == ["a", "b", "f", "h"]


def _number(kind: Literal["page", "pages"]) -> Paragraph:
    return replace(text(""), content=(PageNumber(kind, LOOK),))


def test_page_numbers_restart_and_count_pages() -> None:
    both = Paragraph(
        text("").look,
        (
            PageNumber("page", LOOK),
            *text("/").content,
            PageNumber("pages", LOOK),
            *text("/").content,
            PageNumber("section_pages", LOOK),
        ),
        LOOK,
    )
    footers = {"default": (both,)}
    pages = pages_of(
        section(*lines(16), footers=footers),
        section(text("x"), footers=footers, first_page_number=7, page_number_format="upperRoman"),
    )
    assert [names(pages)[page][-1] for page in range(3)] == ["1/3/2", "2/3/2", "7/3/1"]
    assert [page.number for page in pages.pages] == ["1", "2", "VII"]


def test_numbers_in_the_text_are_those_of_their_page() -> None:
    pages = pages_of(
        *lines(15), _number("page"), _number("pages"), text("x", page_break_before=True)
    )
    assert list(tops(pages.pages[1])) == ["2", "3"]


def test_sections_begin_pages_or_go_on() -> None:
    pages = pages_of(section(text("a")), section(text("b")), section(text("c"), start="continuous"))
    assert names(pages) == [["a"], ["b", "c"]]


def test_an_odd_page_section_leaves_the_back_of_the_sheet_empty() -> None:
    pages = pages_of(section(text("a")), section(text("b"), start="odd_page"))
    assert names(pages) == [["a"], [], ["b"]]
    assert [page.number for page in pages.pages] == ["1", "2", "3"]


def test_columns_fill_from_left_to_right() -> None:
    pages = pages_of(section(*lines(21), columns=2, column_space=20.0))
    found = standing(pages.pages[0])
    assert found["p14"] == (50.0, 330.0)
    assert found["p15"] == (210.0, 50.0)


def test_columns_above_another_section_end_at_one_height() -> None:
    pages = pages_of(
        section(text("a")),
        section(*lines(8), columns=2, column_space=20.0, start="continuous"),
        section(text("z"), start="continuous"),
    )
    found = standing(pages.pages[0])
    assert found["p3"] == (50.0, 130.0)
    assert found["p4"] == (210.0, 70.0)
    assert found["z"] == (50.0, 150.0)


def test_a_column_break() -> None:
    broken = Paragraph(
        text("").look, (*text("a").content, Break("column", LOOK), *text("b").content), LOOK
    )
    (page,) = pages_of(section(broken, columns=2, column_space=20.0)).pages
    assert standing(page) == {"a": (50.0, 50.0), "b": (210.0, 50.0)}


def test_a_section_is_centred_on_the_page() -> None:
    (page,) = pages_of(section(*lines(2), vertical_align="center")).pages
    assert tops(page) == {"p0": 180.0, "p1": 200.0}


def test_headings_carry_their_label_once() -> None:
    pages = pages_of(*lines(14), many(3, outline_level=0))
    found = [block for page in pages.pages for block in page.blocks][14:]
    assert [one.label for one in found if isinstance(one, PlacedParagraph)] == ["m0m1m2", ""]
    assert isinstance(found[0], PlacedParagraph)
    assert (found[0].outline_level, found[0].y) == (0, 330.0)


def _picture(width: float, height: float, **known: Any) -> Floating:
    made = Floating(Picture(b"", width, height), Offset("column", 0.0), Offset("paragraph", 0.0))
    return replace(made, **known)


def _with(floating: Floating, name: str) -> Paragraph:
    made = text(name)
    return replace(made, content=(floating, *made.content))


def test_text_makes_room_below_a_wide_picture() -> None:
    (page,) = pages_of(text("a"), _with(_picture(200, 50, wrap="square"), "b"), text("c")).pages
    assert tops(page) == {"a": 50.0, "b": 120.0, "c": 140.0}
    pictures = [mark for mark in page.over if isinstance(mark, PlacedPicture)]
    assert [(one.x, one.y) for one in pictures] == [(50.0, 70.0)]


def test_a_picture_as_high_as_the_page_lies_over_its_text() -> None:
    pages = pages_of(_with(_picture(300, 400, wrap="top_bottom"), "b"), text("c"))
    assert tops(pages.pages[0]) == {"b": 50.0, "c": 70.0}


def test_text_goes_on_overleaf_where_a_picture_leaves_no_room() -> None:
    framed = replace(text("f"), frame=Frame(Offset("margin"), Offset("margin"), 300.0, 300.0))
    pages = pages_of(framed, text("c"))
    assert names(pages) == [["f"], ["c"]]


def test_text_stands_beside_a_narrow_picture() -> None:
    (page,) = pages_of(_with(_picture(60, 30, wrap="square"), "b"), text("c"), text("d")).pages
    assert standing(page) == {"b": (110.0, 50.0), "c": (110.0, 70.0), "d": (50.0, 90.0)}


def test_a_picture_behind_text_takes_no_room() -> None:
    floating = _picture(
        100, 80, behind=True, horizontal=Offset("page", align="center"), vertical=Offset("page", 9)
    )
    (page,) = pages_of(_with(floating, "b")).pages
    assert tops(page) == {"b": 50.0}
    assert [(one.x, one.y) for one in page.under if isinstance(one, PlacedPicture)] == [
        (150.0, 9.0)
    ]


def test_a_text_box_shows_its_text_over_its_fill() -> None:
    shape = Shape(
        100, 50, "rectangle", THIN, "#eeeeee", (text("t"),), insets=Edges(5.0, 5.0, 5.0, 5.0)
    )
    floating = Floating(shape, Offset("margin", align="right"), Offset("margin", align="bottom"))
    (page,) = pages_of(_with(floating, "b")).pages
    assert standing(page)["t"] == (255.0, 305.0)
    marks = list(all_marks(page))
    fill = next(number for number, mark in enumerate(marks) if isinstance(mark, Fill))
    assert fill < next(n for n, mark in enumerate(marks) if getattr(mark, "text", "") == "t")


def test_a_frame_stands_beside_the_flow() -> None:
    frame = Frame(Offset("margin", align="right"), Offset("paragraph", 0.0))
    framed = replace(text("9"), frame=frame)
    footer = (framed, text(""))
    (page,) = pages_of(section(text("a"), footers={"default": footer})).pages
    x, y = standing(page)["9"]
    assert x == pytest.approx(340.0, abs=0.02)
    assert y == 360.0


@pytest.mark.parametrize("margins", [PAPER.margins, Edges(-50.0, 50.0, -50.0, 50.0)])
def test_page_borders_stand_at_their_distance(margins: Edges[float]) -> None:
    line = Border("single", 2.0, space=10.0)
    paper = replace(PAPER, margins=margins, borders=Edges(line, line, line, line))
    (page,) = pages_of(section(text("a"), page=paper)).pages
    assert {one.y0 for one in page.over if isinstance(one, Stroke) and one.y0 == one.y1} == {
        39.0,
        361.0,
    }


@pytest.mark.parametrize(
    "paper",
    [
        PageSetup(400, 400, Edges(300.0, 300.0, 300.0, 300.0)),
        PageSetup(0, 0, Edges(0.0, 0.0, 0.0, 0.0)),
        PageSetup(-5, -5, Edges(-3.0, -3.0, -3.0, -3.0)),
    ],
)
def test_paper_without_room_still_gets_one_line_a_page(paper: PageSetup) -> None:
    assert len(pages_of(section(text("a"), text("b"), page=paper)).pages) == 2


def test_a_document_without_end_is_refused() -> None:
    paper = replace(PAPER, height=60.0)
    with pytest.raises(OverfullError, match=str(MOST_PAGES)):
        pages_of(section(*lines(MOST_PAGES + 1), page=paper))


def test_a_model_without_sections_is_one_page() -> None:
    assert len(pages_of(sections=()).pages) == 1
    assert PageModel(()).sections == ()
