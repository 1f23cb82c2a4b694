"""Typefaces of signs, and what is drawn around text."""

from dataclasses import replace

import pytest

from formgen.layout.model import Border, RunLook, TabStop, Text, UnderlineStyle
from formgen.layout.pages import Fill, Stroke
from formgen.layout.setting.line import Line
from tests.layout.setting.lines_making import FANGSONG, LEFT, glyphs, made, starts

UNDERLINED = replace(FANGSONG, underline="single")


def _strokes(line: Line) -> list[Stroke]:
    return [mark for mark in line.marks if isinstance(mark, Stroke)]


def _asked(text: str, *, hint: bool) -> list[str]:
    run = RunLook(latin="Times New Roman", east_asian="楷体", east_asian_hint=hint, size=16.0)
    line = made(text, run=run, width=500.0).lines[0]
    return [mark.asked for mark in glyphs(line) for _ in mark.text]


def test_each_script_has_its_typeface() -> None:
    assert _asked("甲a1，（", hint=False) == ["楷体"] + ["Times New Roman"] * 2 + ["楷体"] * 2


@pytest.mark.parametrize("sign", "“”—…·×①°±§αЖ□√○→≥ℓⅡ")
def test_signs_of_both_scripts_follow_the_hint(sign: str) -> None:
    assert _asked(sign, hint=True) == ["楷体"]
    assert _asked(sign, hint=False) == ["Times New Roman"]


def test_rare_characters_take_another_face_at_their_place() -> None:
    line = made("张㛃䶮𠮷").lines[0]
    assert starts(line) == [0.0, 16.0, 32.0, 48.0]
    assert "".join(mark.text for mark in glyphs(line)) == "张㛃䶮𠮷"
    assert all(ord(sign) in mark.face.glyphs for mark in glyphs(line) for sign in mark.text)


def test_missing_bold_and_italic_are_asked_of_the_painter() -> None:
    (mark,) = glyphs(made("子", run=replace(FANGSONG, bold=True, italic=True)).lines[0])
    assert mark.bold is not mark.face.bold
    assert mark.slanted is not mark.face.italic


def test_an_underline_runs_on_over_runs_and_the_space_between_scripts() -> None:
    line = made("姓名：", Text("李a", UNDERLINED), Text("某", UNDERLINED)).lines[0]
    (stroke,) = _strokes(line)
    assert stroke.x0 == 48.0
    assert stroke.x1 == pytest.approx(starts(line)[-1] + 16)
    assert line.baseline < stroke.y0 == stroke.y1 < line.baseline + 0.2 * 16


def test_underlined_tabs_and_trailing_spaces_are_blanks_to_fill_in() -> None:
    look = replace(LEFT, tabs=(TabStop(120.0),))
    content = made("\t", run=UNDERLINED).paragraph.content
    (stroke,) = _strokes(made("姓名：", *content, "年", look=look).lines[0])
    assert (stroke.x0, stroke.x1) == (48.0, 120.0)
    blank = made("姓名：", Text(" " * 6, UNDERLINED)).lines[0]
    (stroke,) = _strokes(blank)
    space = glyphs(blank)[0].face.advances[ord(" ")] * 16
    assert [stroke.x0, stroke.x1] == pytest.approx([48.0, 48 + 6 * space])


def test_an_underlined_tab_that_fills_its_line_is_a_blank_to_fill_in() -> None:
    look = replace(LEFT, tabs=(TabStop(165.0),))
    blank, text = made("\t甲", look=look, run=UNDERLINED).lines
    (stroke,) = _strokes(blank)
    assert (stroke.x0, stroke.x1, blank.width) == (0.0, 165.0, 165.0)
    assert starts(text) == [0.0]


def test_blanks_longer_than_the_line_are_underlined_to_its_end() -> None:
    (stroke,) = _strokes(made("姓名：", Text(" " * 60, UNDERLINED)).lines[0])
    assert (stroke.x0, stroke.x1) == (48.0, 165.0)


def test_underlined_words_leave_spaces_out() -> None:
    run = replace(FANGSONG, underline="words")
    line = made("甲 乙", run=run).lines[0]
    first, second = _strokes(line)
    assert (first.x0, first.x1) == (0.0, 16.0)
    assert [second.x0, second.x1] == pytest.approx([starts(line)[1], starts(line)[1] + 16])


def test_underline_styles() -> None:
    def drawn(style: UnderlineStyle) -> list[Stroke]:
        return _strokes(made("甲", run=replace(FANGSONG, underline=style)).lines[0])

    (single,) = drawn("single")
    upper, lower = drawn("double")
    assert upper.y0 < single.y0 < lower.y0
    assert drawn("thick")[0].width == 2 * single.width
    assert drawn("wave")[0].wave
    assert drawn("dotted")[0].dashes
    assert drawn("dashed")[0].dashes


def test_colours() -> None:
    run = replace(UNDERLINED, colour="#ff0000")
    assert _strokes(made("甲", run=run).lines[0])[0].colour == "#ff0000"
    run = replace(run, underline_colour="#0000ff")
    assert _strokes(made("甲", run=run).lines[0])[0].colour == "#0000ff"


def test_a_strike_goes_through_the_middle() -> None:
    line = made("甲", run=replace(FANGSONG, strike="single")).lines[0]
    (stroke,) = _strokes(line)
    assert stroke.y0 == pytest.approx(line.baseline - 4.8)
    assert len(_strokes(made("甲", run=replace(FANGSONG, strike="double")).lines[0])) == 2


def test_shading_comes_before_the_text() -> None:
    line = made("甲", Text("乙丙", replace(FANGSONG, background="#ffff00"))).lines[0]
    fill = line.marks[0]
    assert isinstance(fill, Fill)
    assert (fill.x, fill.y, fill.width, fill.colour) == (16.0, 0.0, 32.0, "#ffff00")
    assert fill.height == pytest.approx(line.height)


def test_a_frame_has_four_sides() -> None:
    run = replace(FANGSONG, border=Border("single", 0.5, space=1.0))
    strokes = _strokes(made("甲乙", run=run).lines[0])
    assert len(strokes) == 4
    assert min(stroke.x0 for stroke in strokes) == -1.0
    assert max(stroke.x1 for stroke in strokes) == 33.0


def test_emphasis_dots_stand_below_each_character() -> None:
    line = made("甲 乙", run=replace(FANGSONG, emphasis_mark=True)).lines[0]
    dots = [mark for mark in line.marks if isinstance(mark, Fill)]
    assert [dot.x + dot.width / 2 for dot in dots] == pytest.approx([x + 8 for x in starts(line)])
    assert all(dot.round and dot.y > line.baseline for dot in dots)


def test_superscripts_are_small_and_high() -> None:
    line = made("甲", Text("2", replace(FANGSONG, vertical="superscript"))).lines[0]
    base, small = glyphs(line)
    assert small.size == pytest.approx(0.58 * 16)
    assert small.baseline < base.baseline
