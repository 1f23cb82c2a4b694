"""Heights and baselines: line spacing, grid, sizes, pictures."""

from dataclasses import replace
from typing import Literal

import pytest

from formgen.layout.model import Grid, LineSpacing, ParagraphLook
from formgen.layout.pages import PlacedPicture
from formgen.layout.setting.line import Line
from tests.layout.setting.lines_making import (
    ASCENT,
    FANGSONG,
    LEFT,
    OFFICIAL,
    SINGLE,
    made,
    picture,
)

LARGE = replace(FANGSONG, size=32.0)


def _look(rule: Literal["multiple", "exact", "at_least"], value: float) -> ParagraphLook:
    return replace(LEFT, line=LineSpacing(rule, value))


def _measure(line: Line) -> tuple[float, float]:
    return round(line.height, 3), round(line.baseline, 3)


def test_single_lines() -> None:
    assert _measure(made("子").lines[0]) == (SINGLE, ASCENT)
    assert _measure(made("子", run=LARGE).lines[0]) == (2 * SINGLE, 2 * ASCENT)


def test_an_empty_paragraph_is_as_high_as_its_mark() -> None:
    assert _measure(made(run=LARGE).lines[0]) == (2 * SINGLE, 2 * ASCENT)


def test_the_largest_character_makes_the_line() -> None:
    line = made("子", *made("丑", run=LARGE).paragraph.content).lines[0]
    assert _measure(line) == (2 * SINGLE, 2 * ASCENT)


@pytest.mark.parametrize(
    ("rule", "value", "height", "baseline"),
    [
        ("exact", 28.0, 28.0, 22.4),
        ("exact", 12.0, 12.0, 9.6),
        ("at_least", 28.0, 28.0, ASCENT + 8.8),
        ("at_least", 10.0, SINGLE, ASCENT),
        ("multiple", 1.5, 28.8, ASCENT),
        ("multiple", 0.8, 15.36, 12.288),
    ],
)
def test_line_spacing(
    rule: Literal["multiple", "exact", "at_least"], value: float, height: float, baseline: float
) -> None:
    assert _measure(made("子", look=_look(rule, value)).lines[0]) == (height, round(baseline, 3))


def test_a_multiple_below_one_draws_later_lines_together() -> None:
    first, second = made("子" * 12, look=_look("multiple", 0.8)).lines
    assert first.height == second.height == pytest.approx(15.36)
    assert second.baseline == pytest.approx(ASCENT - 3.84)


def test_what_a_multiple_adds_is_the_next_lines() -> None:
    content = made("丑" * 4, run=LARGE).paragraph.content
    first, second = made("子" * 9, *content, look=_look("multiple", 1.5)).lines
    assert first.height == pytest.approx(SINGLE + SINGLE)
    assert second.height == pytest.approx(2 * SINGLE + SINGLE)


def test_the_grid_centres_text_in_its_lines() -> None:
    line = made("子", grid=OFFICIAL).lines[0]
    assert _measure(line) == (28.95, 22.155)
    line = made("子", grid=Grid("lines", 15.6)).lines[0]
    assert _measure(line) == (31.2, 23.28)


def test_paragraphs_off_the_grid_and_exact_lines_do_not_snap() -> None:
    off = replace(LEFT, snap_to_grid=False)
    assert made("子", look=off, grid=OFFICIAL).lines[0].height == pytest.approx(SINGLE)
    assert made("子", look=_look("exact", 24.0), grid=OFFICIAL).lines[0].height == 24.0


def test_raised_text_and_small_letters() -> None:
    plain = made("子").lines[0]
    raised = made("子", run=replace(FANGSONG, raised=6.0)).lines[0]
    assert raised.baseline == pytest.approx(plain.baseline + 6)
    mark = made("子", *made("2", run=replace(FANGSONG, vertical="superscript")).paragraph.content)
    assert mark.lines[0].height == pytest.approx(SINGLE)


def test_a_picture_stands_on_the_baseline_and_raises_the_line() -> None:
    image = picture(50.0, 60.0)
    line = made("子", image, "丑").lines[0]
    assert _measure(line) == (61.92, 60.0)
    assert line.width == 16 + 50 + 16
    assert PlacedPicture(16.0, 0.0, image.picture) in line.marks


def test_a_picture_in_an_exact_line_stays_whole() -> None:
    image = picture(50.0, 60.0)
    line = made(image, look=_look("exact", 20.0)).lines[0]
    assert line.height == 20.0
    assert line.marks == (PlacedPicture(0.0, -44.0, image.picture),)


def test_a_multiple_does_not_multiply_a_picture() -> None:
    line = made("子", picture(50.0, 60.0), look=_look("multiple", 1.5)).lines[0]
    assert line.height == pytest.approx(60 + SINGLE - ASCENT + SINGLE / 2)


def test_a_picture_wider_than_the_line_has_a_line_of_its_own() -> None:
    lines = made("子", picture(500.0, 60.0), "丑").lines
    assert [bool(line.marks) for line in lines] == [True, True, True]
