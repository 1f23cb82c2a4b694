"""Text: what other programs read in it, where it stands, how it looks."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from formgen.layout.pages import Glyphs
from formgen.layout.painting import paint
from tests.layout.painting.making import (
    face,
    glyphs,
    ink,
    ink_box,
    marks_painted,
    one_page,
    operators_of,
    paragraph,
    picture_of,
    pixel,
    poppler,
    reader,
    text_of,
    words_of,
)


def test_text_reads_back_in_order_with_its_spaces(tmp_path: Path) -> None:
    lines = ("姓名 Zhang San", "“在网络空间”——传播，正能量！", "2024.05（徐州）①")
    content = marks_painted(*(glyphs(line, baseline=40 + 20 * n) for n, line in enumerate(lines)))
    assert text_of(content, tmp_path) == list(lines)


def test_rare_and_astral_characters_read_back(tmp_path: Path) -> None:
    pieces = [
        glyphs(character, 20 + 12 * n, face=face("仿宋", character))
        for n, character in enumerate("张𠮷䶮☑")
    ]
    assert text_of(marks_painted(*pieces), tmp_path) == ["张𠮷䶮☑"]


@pytest.mark.parametrize("spacing", [-0.3, 0.3, 0.9])
def test_justified_text_reads_as_one_word(tmp_path: Path, spacing: float) -> None:
    assert text_of(marks_painted(glyphs("出生年月", spacing=spacing)), tmp_path) == ["出生年月"]


def test_every_character_of_spread_text_reads_where_it_stands() -> None:
    content = marks_painted(glyphs("年月", spacing=24.0, x=50))
    page = pypdfium2.PdfDocument(content)[0].get_textpage()
    found = page.get_text_range()
    size = glyphs("年").size
    left = [page.get_charbox(found.index(sign), loose=True)[0] for sign in "年月"]
    assert left == pytest.approx([50, 50 + size + 24], abs=0.5)


def test_what_stands_apart_stays_apart(tmp_path: Path) -> None:
    content = marks_painted(glyphs("姓名"), glyphs("性别", 120))
    assert text_of(content, tmp_path) == ["姓名 性别"]


def test_two_characters_with_one_glyph_read_as_what_they_are(tmp_path: Path) -> None:
    font = face("宋体", "⼀")
    assert font.glyphs[ord("⼀")] == font.glyphs[ord("一")]
    content = marks_painted(glyphs("⼀", face=font), glyphs("一二", baseline=60, face=font))
    assert text_of(content, tmp_path) == ["⼀", "一二"]
    # The common character needs no help: the glyph reads as it.
    assert operators_of(content).count("/ActualText <FEFF2f00>") == 1
    assert operators_of(content).count("/ActualText") == 1


def test_words_stand_where_they_were_placed(tmp_path: Path) -> None:
    pieces = (
        glyphs("甲乙丙", 33.33, 50.125),
        glyphs("丁戊", 33.337, 90, spacing=0.37),
        glyphs("己庚辛壬", 100.004, 130, width_scale=0.66),
        glyphs("Latin", 20.5, 160),
    )
    boxes = words_of(marks_painted(*pieces), tmp_path)
    for piece in pieces:
        left, _, right, _ = boxes[piece.text]
        assert left == pytest.approx(piece.x, abs=0.01)
        assert right == pytest.approx(piece.x + piece.width, abs=0.01 + piece.spacing)


def test_the_last_of_many_spaced_characters_stands_where_one_placed_alone_does(
    tmp_path: Path,
) -> None:
    looks = {"size": 10.5, "width_scale": 0.5}
    many = glyphs("一" * 20, 20, 60, spacing=0.323, **looks)
    alone = glyphs("一", 20 + 19 * (10.5 * 0.5 + 0.323), 100, **looks)
    image = picture_of(marks_painted(many, alone), tmp_path)
    upper, lower = (image.crop((0, top, image.width, top + 120)) for top in (140, 300))
    assert ink_box(upper)[2] == pytest.approx(ink_box(lower)[2], abs=0.26)


def test_baseline_is_where_it_was_set(tmp_path: Path) -> None:
    _, top, _, bottom = ink_box(
        picture_of(marks_painted(glyphs("H", size=40, baseline=100)), tmp_path)
    )
    assert bottom == pytest.approx(100, abs=0.3)
    assert 60 < top < 80


def test_bold_has_more_ink(tmp_path: Path) -> None:
    box = (15, 15, 150, 60)
    plain = ink(picture_of(marks_painted(glyphs("推荐单位", size=20)), tmp_path), box)
    bold = ink(picture_of(marks_painted(glyphs("推荐单位", size=20, bold=True)), tmp_path), box)
    assert 1.1 * plain < bold < 2 * plain


def test_text_after_bold_text_is_not_bold(tmp_path: Path) -> None:
    alone = marks_painted(glyphs("推荐单位", baseline=80))
    after = marks_painted(glyphs("推荐单位", bold=True), glyphs("推荐单位", baseline=80))
    box = (15, 60, 150, 90)
    assert ink(picture_of(after, tmp_path), box) == pytest.approx(
        ink(picture_of(alone, tmp_path), box), rel=0.01
    )


def test_slanted_text_leans_right(tmp_path: Path) -> None:
    upright = ink_box(picture_of(marks_painted(glyphs("H", size=60, baseline=100)), tmp_path))
    slanted = ink_box(
        picture_of(marks_painted(glyphs("H", size=60, baseline=100, slanted=True)), tmp_path)
    )
    height = upright[3] - upright[1]
    assert slanted[2] - upright[2] == pytest.approx(0.25 * height, abs=1)
    assert slanted[0] == pytest.approx(upright[0], abs=0.6)


def test_turned_text_runs_down_or_up(tmp_path: Path) -> None:
    down = ink_box(picture_of(marks_painted(glyphs("一一一", 100, 60, turned=90)), tmp_path))
    assert 60 <= down[1] < down[3] <= 96
    assert 100 < down[0] < down[2] < 112
    up = ink_box(picture_of(marks_painted(glyphs("一一一", 100, 160, turned=270)), tmp_path))
    assert 124 <= up[1] < up[3] <= 160
    assert 88 < up[0] < up[2] < 100


def test_colours(tmp_path: Path) -> None:
    font = face("DejaVu Sans", "■")
    red = glyphs("■", 20, 40, face=font, size=30, colour="#c00000")
    grey = glyphs("■", 100, 40, face=font, size=30, colour="#808080")
    image = picture_of(marks_painted(red, grey), tmp_path)
    assert pixel(image, 33, 32) == (0xC0, 0, 0)
    assert pixel(image, 113, 32) == (0x80, 0x80, 0x80)


def test_grey_and_black_are_printed_with_black_ink_only() -> None:
    content = operators_of(marks_painted(glyphs("黑"), glyphs("灰", 60, colour="#404040")))
    assert " rg" not in content
    assert "0.251 g" in content


def test_every_font_is_embedded_cut_down_and_readable(tmp_path: Path) -> None:
    names = ("仿宋", "楷体", "方正小标宋简体", "宋体", "DejaVu Sans")
    pieces = [
        glyphs(
            "☑" if n == 4 else "字体",
            baseline=40 + 20 * n,
            face=face(name, "☑" if n == 4 else "字"),
        )
        for n, name in enumerate(names)
    ]
    rows = poppler("pdffonts", marks_painted(*pieces), tmp_path).splitlines()[2:]
    assert len(rows) == len(names)
    for row, piece in zip(rows, pieces, strict=True):
        name, *_ = row.split()
        assert name.partition("+")[2] == piece.face.key
        assert row.split()[-5:-2] == ["yes", "yes", "yes"]


def test_a_font_holds_nothing_but_what_is_printed() -> None:
    few = len(marks_painted(glyphs("一")))
    assert few < 6_000
    assert few < len(marks_painted(glyphs("推荐单位意见盖章年月日"))) < 20_000


def test_a_composite_glyph_keeps_its_parts(tmp_path: Path) -> None:
    font = face("DejaVu Sans", "☑")
    plain = ink_box(
        picture_of(marks_painted(glyphs("e", size=60, baseline=100, face=font)), tmp_path)
    )
    accent = ink_box(
        picture_of(marks_painted(glyphs("é", size=60, baseline=100, face=font)), tmp_path)
    )
    assert accent[1] < plain[1] - 5
    assert accent[3] == pytest.approx(plain[3], abs=0.3)


def test_a_character_the_face_lacks_is_a_mistake_of_the_setter() -> None:
    piece = Glyphs(20, 40, "𠮷", face("仿宋"), 12, 12)
    with pytest.raises(ValueError, match="FandolFang-Regular has no glyph for U\\+20BB7"):
        paint(one_page(paragraph(piece)))


def test_widths_in_the_pdf_are_the_face_s() -> None:
    font = face("DejaVu Sans", "☑")
    fonts = reader(marks_painted(glyphs("Wi", face=font))).pages[0]["/Resources"]["/Font"]
    (top,) = fonts.values()
    widths = top.get_object()["/DescendantFonts"][0].get_object()["/W"]
    written = sorted(float(width) for entry in widths if isinstance(entry, list) for width in entry)
    assert written == pytest.approx(sorted(font.advances[ord(c)] * 1000 for c in "Wi"), abs=0.001)
