"""草稿 across the pages of a PDF: seen on everything, in the way of nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from formgen.layout.model import Properties
from formgen.layout.pages import Fill, Page, Pages
from formgen.layout.painting import VARIANTS, Variant, Watermark
from formgen.layout.printing import About, Printer
from formgen.word.watermark import with_watermark
from tests.layout.painting.making import (
    HEIGHT,
    WIDTH,
    book,
    face,
    glyphs,
    ink,
    one_page,
    operators_of,
    painted,
    paragraph,
    picture_of,
    pixel,
    reader,
    text_of,
    words_of,
)
from tests.word.making import A4, docx
from tests.word.making import paragraph as word_paragraph

MARK = Watermark("草稿", face("黑体"))
PLAIN = one_page(paragraph(glyphs("徐州市", 20, 40), glyphs("推荐表", 20, 190)))


def marked(pages: Pages, variant: Variant = "") -> bytes:
    return painted(pages, variant=variant, watermark=MARK)


def test_it_stands_in_the_middle_and_leaves_the_edges_white(tmp_path: Path) -> None:
    image = picture_of(marked(one_page()), tmp_path)
    drawn = image.convert("L").point(lambda value: 255 if value < 250 else 0).getbbox()
    assert drawn is not None
    left, top, right, bottom = (edge / 4 for edge in drawn)
    assert (left + right) / 2 == pytest.approx(WIDTH / 2, abs=5)
    assert (top + bottom) / 2 == pytest.approx(HEIGHT / 2, abs=5)
    assert 0.5 * HEIGHT < bottom - top < 0.8 * HEIGHT


def test_it_rises_from_left_to_right(tmp_path: Path) -> None:
    image = picture_of(marked(one_page()), tmp_path)
    rising = ink(image, (90, 110, 140, 170)) + ink(image, (160, 30, 210, 90))
    falling = ink(image, (90, 30, 130, 70)) + ink(image, (170, 130, 210, 170))
    assert rising > 0.05
    assert falling < 0.01


def test_it_shows_on_shaded_cells_and_lets_black_stay_black(tmp_path: Path) -> None:
    left_grey = Fill(0, 0, WIDTH, HEIGHT / 2, "#e0e0e0")
    black = Fill(0, HEIGHT / 2, WIDTH, HEIGHT / 2, "#000000")
    image = picture_of(marked(one_page(paragraph(left_grey, black))), tmp_path)
    upper = {pixel(image, x / 2, 70) for x in range(int(WIDTH) * 2)}
    lower = {pixel(image, x / 2, 130) for x in range(int(WIDTH) * 2)}
    assert (0xE0,) * 3 in upper
    assert min(upper) < (0xC8,) * 3
    assert lower == {(0, 0, 0)}


def test_it_is_light_on_white(tmp_path: Path) -> None:
    image = picture_of(marked(one_page()), tmp_path)
    darkest = min(image.convert("L").tobytes())
    assert 0xC8 < darkest < 0xF0


def test_the_text_keeps_its_places(tmp_path: Path) -> None:
    before, after = words_of(painted(PLAIN), tmp_path), words_of(marked(PLAIN), tmp_path)
    assert {word: box for word, box in after.items() if word not in {"草稿", "草", "稿"}} == before


def test_marks_painted_before_leave_it_as_it_is(tmp_path: Path) -> None:
    spaced = glyphs("字", 2, 10, spacing=3.0, width_scale=0.5, bold=True, colour="#ff0000")
    alone, beside = marked(one_page()), marked(one_page(paragraph(spaced)))
    middle = (60, 20, 240, 180)
    assert ink(picture_of(beside, tmp_path), middle) == pytest.approx(
        ink(picture_of(alone, tmp_path), middle)
    )


def test_it_is_on_every_page_and_its_face_in_the_file_once(tmp_path: Path) -> None:
    pages = Pages((Page(200, 300, ()), Page(300, 200, ()), Page(400, 500, ())), Properties())
    content = marked(pages)
    fonts = reader(content).pages[0]["/Resources"]["/Font"]
    assert len(fonts) == 1
    assert content.count(b"/FontFile3") == 1
    assert len(re.findall("草", "".join(text_of(content, tmp_path)))) == 3


def test_a_face_the_text_has_too_is_there_once() -> None:
    content = marked(one_page(paragraph(glyphs("标题", face=face("黑体")))))
    assert content.count(b"/FontFile3") == 1


def test_readers_aloud_leave_it_out() -> None:
    content = marked(PLAIN, "pdf/ua-1")
    operators = operators_of(content)
    _, _, last = operators.partition("/Artifact <</Type/Pagination/Subtype/Watermark>> BDC")
    assert last.count("Tj") == 1
    assert "MCID" not in last
    plain = operators_of(painted(PLAIN, variant="pdf/ua-1"))
    assert operators.count("MCID") == plain.count("MCID") > 0


@pytest.mark.parametrize("variant", VARIANTS)
def test_every_variant_can_have_it(variant: Variant, tmp_path: Path) -> None:
    assert ink(picture_of(marked(PLAIN, variant), tmp_path), (90, 110, 140, 170)) > 0.02


def test_without_it_nothing_is_written_of_it() -> None:
    assert b"Multiply" in marked(PLAIN)
    assert b"Multiply" not in painted(PLAIN)
    assert "Watermark" not in operators_of(painted(PLAIN))


def test_equal_input_gives_equal_bytes() -> None:
    assert marked(PLAIN) == marked(PLAIN)


@pytest.fixture(scope="module")
def printer() -> Printer:
    return Printer(book())


DOCUMENT = docx("第一行", "第二行")


def places(content: bytes, folder: Path) -> dict[str, tuple[float, float, float, float]]:
    return {w: box for w, box in words_of(content, folder).items() if not set(w) & set("草稿")}


def test_a_marked_word_file_is_printed_with_it_in_the_same_places(
    printer: Printer, tmp_path: Path
) -> None:
    plain = printer.print(DOCUMENT)
    printed = printer.print(with_watermark(DOCUMENT), About(watermark="草稿"))
    assert printed.not_shown == ()
    assert places(printed.content, tmp_path) == places(plain.content, tmp_path) != {}
    assert "Watermark" in operators_of(printed.content)


def test_an_unmarked_word_file_is_printed_with_it_too(printer: Printer) -> None:
    printed = printer.print(DOCUMENT, About(watermark="草稿"))
    assert "Watermark" in operators_of(printed.content)


def test_without_the_wish_for_it_the_marked_file_is_said_to_lose_it(printer: Printer) -> None:
    printed = printer.print(with_watermark(DOCUMENT))
    assert [notice.construct for notice in printed.not_shown] == ["艺术字“草稿”"]


def test_another_watermark_is_still_said_to_be_lost(printer: Printer) -> None:
    printed = printer.print(with_watermark(DOCUMENT, "机密"), About(watermark="草稿"))
    assert [notice.construct for notice in printed.not_shown] == ["艺术字“机密”"]


@pytest.mark.parametrize("top", ["200", "870", "1417"])
def test_a_header_below_the_top_margin_moves_no_text(
    printer: Printer, top: str, tmp_path: Path
) -> None:
    plain = docx("第一行", section=A4.replace('w:top="1417"', f'w:top="{top}"'))
    before = printer.print(plain).content
    after = printer.print(with_watermark(plain), About(watermark="草稿")).content
    assert places(after, tmp_path) == places(before, tmp_path) != {}


def test_a_header_with_text_stays_in_place(printer: Printer, tmp_path: Path) -> None:
    reference = '<w:sectPr><w:headerReference w:type="default" r:id="header1"/>'
    section = A4.replace("<w:sectPr>", reference)
    plain = docx("第一行", section=section, parts={"header1": word_paragraph("页眉")})
    before = printer.print(plain).content
    after = printer.print(with_watermark(plain), About(watermark="草稿")).content
    assert places(after, tmp_path) == places(before, tmp_path) != {}


def test_a_watermark_no_typeface_has_is_a_mistake(printer: Printer) -> None:
    with pytest.raises(ValueError, match="typeface"):
        printer.print(DOCUMENT, About(watermark="\U000f0000"))
