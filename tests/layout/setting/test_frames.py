"""Frames round pages and shapes: closed in every corner, and nothing sticks out of them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from formgen.layout.model import Border, BorderStyle, Edges, Floating, Offset, Shape
from formgen.layout.pages import Page, Stroke
from formgen.layout.reading import read_document
from tests.layout.setting.page_making import PAPER, pages_of, section, text
from tests.word.making import docx

Area = tuple[float, float, float, float]
"""Left, top, right, bottom."""
STYLES: tuple[BorderStyle, ...] = (
    "single", "double", "thick_thin", "dotted", "dashed", "dot_dash",
)  # fmt: skip


def framed(*sides: Border | None) -> list[Stroke]:
    """A page with borders above, right, below and left."""
    paper = replace(PAPER, borders=Edges(*sides))
    (page,) = pages_of(section(text("a"), page=paper)).pages
    return strokes_on(page)


def strokes_on(page: Page) -> list[Stroke]:
    return [one for one in page.over if isinstance(one, Stroke)]


def area(stroke: Stroke) -> Area:
    """What a stroke covers, were it not dashed; its ends are cut off flat."""
    half = stroke.width / 2
    if stroke.y0 == stroke.y1:
        return (stroke.x0, stroke.y0 - half, stroke.x1, stroke.y0 + half)
    return (stroke.x0 - half, stroke.y0, stroke.x0 + half, stroke.y1)


def around(strokes: list[Stroke]) -> Area:
    """The box round all of them."""
    areas = [area(one) for one in strokes]
    left, top = (min(one[side] for one in areas) for side in (0, 1))
    right, bottom = (max(one[side] for one in areas) for side in (2, 3))
    return tuple(pytest.approx(one) for one in (left, top, right, bottom))  # type: ignore[return-value]


def rings(strokes: list[Stroke]) -> list[list[Stroke]]:
    """The strands that make one frame each, from the outermost: above, below, left, right."""
    level = [one for one in strokes if one.y0 == one.y1]
    upright = [one for one in strokes if one.x0 == one.x1]
    above = sorted((one for one in level if one.y0 < 200), key=lambda one: one.y0)
    below = sorted((one for one in level if one.y0 > 200), key=lambda one: -one.y0)
    left = sorted((one for one in upright if one.x0 < 200), key=lambda one: one.x0)
    right = sorted((one for one in upright if one.x0 > 200), key=lambda one: -one.x0)
    return [list(ring) for ring in zip(above, below, left, right, strict=True)]


def is_whole(stroke: Stroke) -> bool:
    """Whether a stroke begins and ends with ink."""
    length = stroke.x1 - stroke.x0 + stroke.y1 - stroke.y0
    if not stroke.dashes:
        return True
    over = (length - stroke.dashes[0]) % sum(stroke.dashes)
    return min(over, sum(stroke.dashes) - over) < 1e-6


@pytest.mark.parametrize("width", [0.75, 2.25, 6.0])
@pytest.mark.parametrize("style", STYLES)
def test_each_strand_of_a_page_border_is_a_closed_frame(style: BorderStyle, width: float) -> None:
    strokes = framed(*[Border(style, width, space=10.0)] * 4)
    outer = 50.0 - 10.0 - width
    assert around(strokes) == (outer, outer, 400.0 - outer, 400.0 - outer)
    found = rings(strokes)
    assert len(found) == (2 if style in ("double", "thick_thin") else 1)
    for ring in found:
        box = around(ring)
        for stroke in ring:
            one = area(stroke)
            ends = (0, 2) if stroke.y0 == stroke.y1 else (1, 3)
            assert [one[side] for side in ends] == [box[side] for side in ends]
            assert is_whole(stroke)


def test_strands_of_a_frame_lie_in_each_other_on_every_side() -> None:
    outer, inner = rings(framed(*[Border("thick_thin", 4.0, space=10.0)] * 4))
    assert {one.width for one in outer} == {2.0}
    assert {one.width for one in inner} == {1.0}
    assert [one.y0 for one in inner[:2]] == [39.5, 360.5]
    assert [one.x0 for one in inner[2:]] == [39.5, 360.5]


def test_sides_of_other_kinds_end_at_each_other_s_edges() -> None:
    double, single = Border("double", 6.0, space=10.0), Border("single", 2.0, space=10.0)
    strokes = framed(double, single, double, single)
    assert around(strokes) == (38.0, 34.0, 362.0, 366.0)
    level = [one for one in strokes if one.y0 == one.y1]
    assert [(one.x0, one.x1) for one in level] == [(38.0, 362.0)] * 4
    upright = [one for one in strokes if one.x0 == one.x1]
    assert [(one.y0, one.y1) for one in upright] == [(34.0, 366.0)] * 2


@pytest.mark.parametrize("empty", [None, Border("single", 0.0, space=10.0)])
def test_a_side_without_a_border_ends_all_strands_alike(empty: Border | None) -> None:
    double = Border("double", 6.0, space=10.0)
    strokes = framed(double, double, empty, double)
    end = 350.0 if empty is None else 360.0
    assert {one.y1 for one in strokes if one.x0 == one.x1} == {end}
    assert len(strokes) == 6


@pytest.mark.parametrize(("kind", "width"), [("single", 6.0), ("double", 18.0)])
@pytest.mark.parametrize("offset", ["text", "page"])
def test_a_page_border_of_a_document_stands_where_it_says(
    kind: str, width: float, offset: str
) -> None:
    sides = "".join(
        f'<w:{side} w:val="{kind}" w:sz="48" w:space="20"/>'
        for side in ("top", "left", "bottom", "right")
    )
    properties = (
        '<w:sectPr><w:pgSz w:w="8000" w:h="8000"/><w:pgMar w:top="1000" w:right="1000" '
        f'w:bottom="1000" w:left="1000"/><w:pgBorders w:offsetFrom="{offset}">{sides}'
        "</w:pgBorders></w:sectPr>"
    )
    (page,) = pages_of(*read_document(docx("a", section=properties)).sections).pages
    outer = 20.0 if offset == "page" else 50.0 - 20.0 - width
    assert around(strokes_on(page)) == (outer, outer, 400.0 - outer, 400.0 - outer)


@pytest.mark.parametrize("style", STYLES)
def test_the_outline_of_a_shape_is_closed(style: BorderStyle) -> None:
    shape = Shape(100.0, 80.0, "rectangle", stroke=Border(style, 3.0))
    place = Offset("page", 150.0)
    anchor = replace(text("a"), content=(Floating(shape, place, place),))
    (page,) = pages_of(anchor).pages
    strokes = strokes_on(page)
    assert around(strokes) == (148.5, 148.5, 251.5, 231.5)
    assert all(is_whole(one) for one in strokes)
