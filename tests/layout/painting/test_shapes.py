"""Lines, areas and pictures, seen as poppler draws them."""

from __future__ import annotations

import io
import zlib
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageCms

from formgen.layout.model import Picture
from formgen.layout.pages import Fill, PlacedCell, PlacedPicture, PlacedTable, Stroke
from formgen.layout.painting import PaintOptions, paint
from tests.layout.painting.making import (
    glyphs,
    ink,
    ink_box,
    marks_painted,
    one_page,
    operators_of,
    painted,
    paragraph,
    picture_of,
    pixel,
    poppler,
    reader,
)

WHITE, RED, GREEN, BLUE = (255, 255, 255), (255, 0, 0), (0, 128, 0), (0, 0, 255)


def file_of(image: Image.Image, kind: str, **options: Any) -> bytes:
    stream = io.BytesIO()
    image.save(stream, kind, **options)
    return stream.getvalue()


def quarters(size: int = 40) -> Image.Image:
    """Red and green over blue and white."""
    image = Image.new("RGB", (size, size), "white")
    half = size // 2
    image.paste((255, 0, 0), (0, 0, half, half))
    image.paste((0, 128, 0), (half, 0, size, half))
    image.paste((0, 0, 255), (0, half, half, size))
    return image


def near(colour: tuple[int, int, int], other: tuple[int, int, int], by: int = 12) -> bool:
    return all(abs(a - b) <= by for a, b in zip(colour, other, strict=True))


def test_a_line_has_its_place_width_and_colour(tmp_path: Path) -> None:
    image = picture_of(marks_painted(Stroke(50, 60, 150, 60, 4, "#0000ff")), tmp_path)
    assert ink_box(image) == (50, 58, 150, 62)
    assert pixel(image, 100, 60) == BLUE


def test_dashes(tmp_path: Path) -> None:
    image = picture_of(marks_painted(Stroke(50, 60, 150, 60, 4, dashes=(10, 5))), tmp_path)
    assert [pixel(image, x, 60) == WHITE for x in (55, 62.5, 70, 77.5, 85)] == [
        False, True, False, True, False,
    ]  # fmt: skip


def test_a_line_after_a_dashed_one_is_whole(tmp_path: Path) -> None:
    content = marks_painted(Stroke(50, 60, 150, 60, 4, dashes=(10, 5)), Stroke(50, 80, 150, 80, 4))
    assert ink(picture_of(content, tmp_path), (50, 78, 150, 82)) == pytest.approx(1, abs=0.01)


def test_a_wave_swings_to_both_sides_and_ends_where_the_line_ends(tmp_path: Path) -> None:
    image = picture_of(marks_painted(Stroke(50, 60, 150, 60, 1, wave=True)), tmp_path)
    left, top, right, bottom = ink_box(image)
    assert [left, right] == pytest.approx([50, 150], abs=1)
    assert 57.5 < top < 59.3
    assert 60.7 < bottom < 62.5


def test_fills_lie_under_the_text_that_follows(tmp_path: Path) -> None:
    image = picture_of(
        marks_painted(Fill(20, 20, 100, 40, "#ffe000"), glyphs("一", 20, 60, size=40)), tmp_path
    )
    assert pixel(image, 115, 22) == (0xFF, 0xE0, 0)
    assert ink(image, (20, 20, 60, 60)) > ink(image, (80, 20, 120, 60))


def test_an_ellipse_has_no_corners(tmp_path: Path) -> None:
    image = picture_of(marks_painted(Fill(20, 20, 100, 40, "#000000", round=True)), tmp_path)
    assert ink_box(image) == (20, 20, 120, 60)
    assert ink(image, (20, 20, 120, 60)) == pytest.approx(3.1416 / 4, abs=0.005)


def test_text_of_an_overfull_cell_is_cut_off_at_its_edge(tmp_path: Path) -> None:
    def table(overflow: bool) -> PlacedTable:
        inner = paragraph(glyphs("一二三", 22, 60, size=40), glyphs("下", 22, 110, size=40))
        cell = PlacedCell(20, 20, 60, 50, (inner,), 0, 0, overflow=overflow)
        return PlacedTable((cell,), (), (Stroke(20, 150, 80, 150, 2),))

    cut = ink_box(picture_of(painted(one_page(table(True))), tmp_path))
    whole = ink_box(picture_of(painted(one_page(table(False))), tmp_path))
    assert cut[2] <= 80 < whole[2]
    assert cut[3] == whole[3] == 151  # the border is not cut


def test_a_cut_cell_leaves_no_trace_on_what_follows(tmp_path: Path) -> None:
    def drawn(overflow: bool) -> bytes:
        look = {"size": 40, "colour": "#0000ff", "spacing": 3, "bold": True}
        first = paragraph(glyphs("一二", 22, 60, **look))
        second = paragraph(glyphs("一二", 22, 180, **look))
        cells = (
            PlacedCell(20, 20, 120, 60, (first,), 0, 0, overflow=overflow),
            PlacedCell(20, 140, 120, 60, (second,), 1, 0),
        )
        image = picture_of(painted(one_page(PlacedTable(cells, (), ()))), tmp_path)
        assert ink(image, (20, 140, 140, 200)) > 0.01
        return image.crop((0, 480, 1200, 800)).tobytes()

    assert drawn(True) == drawn(False)


def test_a_jpeg_is_embedded_as_it_is_and_once(tmp_path: Path) -> None:
    photo = file_of(quarters(), "JPEG", quality=95)
    picture = Picture(photo, 60, 60)
    content = marks_painted(PlacedPicture(20, 20, picture), PlacedPicture(120, 20, picture))
    assert content.count(photo) == 1
    image = picture_of(content, tmp_path)
    for left in (20, 120):
        assert near(pixel(image, left + 15, 35), RED)
        assert near(pixel(image, left + 45, 35), GREEN)
        assert near(pixel(image, left + 15, 65), BLUE)
    assert pixel(image, 100, 40) == WHITE


@pytest.mark.parametrize("kind", ["PNG", "GIF", "BMP", "TIFF"])
@pytest.mark.parametrize("mode", ["RGB", "P", "L", "1"])
def test_every_kind_of_picture_looks_as_it_is(tmp_path: Path, kind: str, mode: str) -> None:
    source = quarters().convert(mode)
    content = marks_painted(PlacedPicture(20, 20, Picture(file_of(source, kind), 60, 60)))
    image = picture_of(content, tmp_path)
    for x, y in ((10, 10), (30, 10), (10, 30), (30, 30)):
        box = (20 + x * 1.5 - 8, 20 + y * 1.5 - 8, 20 + x * 1.5 + 8, 20 + y * 1.5 + 8)
        part = source.convert("L").crop((x - 5, y - 5, x + 5, y + 5)).tobytes()
        drawn = image.crop(tuple(round(e * 4) for e in box)).convert("L").tobytes()  # type: ignore[arg-type]  # four ints
        assert sum(drawn) / len(drawn) == pytest.approx(sum(part) / len(part), abs=16)
        if mode in {"RGB", "P"}:
            colour = source.convert("RGB").getpixel((x, y))
            assert pixel(image, 20 + x * 1.5, 20 + y * 1.5) == colour


def test_a_png_keeps_its_opacity(tmp_path: Path) -> None:
    seal = Image.new("RGBA", (20, 20), (255, 0, 0, 0))
    seal.paste((255, 0, 0, 255), (0, 0, 10, 20))
    seal.paste((255, 0, 0, 128), (10, 0, 20, 10))
    content = marks_painted(
        Fill(20, 20, 60, 60, "#0000ff"),
        PlacedPicture(20, 20, Picture(file_of(seal, "PNG"), 60, 60)),
    )
    image = picture_of(content, tmp_path)
    assert pixel(image, 30, 50) == RED
    assert near(pixel(image, 65, 30), (128, 0, 127))
    assert pixel(image, 65, 65) == BLUE


def test_a_cropped_picture_shows_the_rest_in_its_box(tmp_path: Path) -> None:
    picture = Picture(file_of(quarters(), "PNG"), 60, 60, crop=(0.5, 0.0, 0.0, 0.5))
    image = picture_of(marks_painted(PlacedPicture(20, 20, picture)), tmp_path)
    assert {pixel(image, x, y) for x in (22, 50, 78) for y in (22, 50, 78)} == {GREEN}
    assert {pixel(image, 18, 50), pixel(image, 82, 50), pixel(image, 50, 82)} == {WHITE}


def test_a_picture_turns_clockwise_about_its_middle(tmp_path: Path) -> None:
    picture = Picture(file_of(quarters(), "PNG"), 60, 60, rotation=90)
    image = picture_of(marks_painted(PlacedPicture(20, 20, picture)), tmp_path)
    assert pixel(image, 65, 35) == RED
    assert pixel(image, 65, 65) == GREEN
    assert pixel(image, 35, 35) == BLUE
    oblong = Picture(file_of(quarters(), "JPEG"), 80, 40, rotation=90)
    box = ink_box(picture_of(marks_painted(PlacedPicture(20, 40, oblong)), tmp_path))
    # Turned, the upper half shows at the right: red and green above each other.
    assert box == pytest.approx((40, 20, 80, 100), abs=0.5)


def test_a_washed_out_picture_is_lighter(tmp_path: Path) -> None:
    plain, washed = (
        PlacedPicture(x, 20, Picture(file_of(quarters(), "PNG"), 60, 60, tone=tone))
        for x, tone in ((20, (1.0, 0.0)), (120, (0.3, 0.7)))
    )
    image = picture_of(marks_painted(plain, washed), tmp_path)
    assert pixel(image, 35, 35) == RED
    assert near(pixel(image, 135, 35), (255, 178, 178))


def test_cmyk_photos_become_rgb_in_an_archive_only() -> None:
    photo = file_of(Image.new("CMYK", (30, 30), (0, 255, 255, 0)), "JPEG")
    pages = one_page(paragraph(PlacedPicture(20, 20, Picture(photo, 60, 60))))
    spaces = []
    for variant in ("", "pdf/a-2b"):
        objects = reader(painted(pages, variant=variant)).pages[0]["/Resources"]["/XObject"]
        spaces += [entry.get_object()["/ColorSpace"] for entry in objects.values()]
    assert spaces == ["/DeviceCMYK", "/DeviceRGB"]


def test_a_cmyk_photo_keeps_its_colours(tmp_path: Path) -> None:
    photo = file_of(Image.new("CMYK", (30, 30), (0, 255, 255, 0)), "JPEG", quality=95)
    image = picture_of(marks_painted(PlacedPicture(20, 20, Picture(photo, 60, 60))), tmp_path)
    red, green, blue = pixel(image, 50, 50)
    assert red > 200
    assert max(green, blue) < 60


def test_a_picture_without_size_is_left_out() -> None:
    photo = file_of(quarters(), "JPEG")
    content = marks_painted(PlacedPicture(20, 20, Picture(photo, 0, 60)))
    assert " Do" not in operators_of(content)


def test_a_photo_s_profile_does_no_harm(tmp_path: Path) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    photo = file_of(quarters(), "JPEG", icc_profile=profile, quality=95)
    image = picture_of(marks_painted(PlacedPicture(20, 20, Picture(photo, 60, 60))), tmp_path)
    assert near(pixel(image, 35, 35), RED)


def huge_png() -> bytes:
    """A PNG that says it is 20,000 pixels wide and 5,000 high."""
    content = bytearray(file_of(Image.new("1", (1, 1)), "PNG"))
    content[16:24] = (20_000).to_bytes(4, "big") + (5_000).to_bytes(4, "big")
    content[29:33] = zlib.crc32(content[12:29]).to_bytes(4, "big")
    return bytes(content)


def png_without_palette() -> bytes:
    """A PNG whose colours are numbers of a palette that is not there."""
    content = file_of(Image.new("P", (1, 1)), "PNG")
    at = content.index(b"PLTE") - 4
    length = int.from_bytes(content[at : at + 4], "big")
    return content[:at] + content[at + 12 + length :]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"no picture", "不认识这种图片格式"),
        (file_of(quarters(), "PNG")[:-60], "图片已损坏"),
        (file_of(quarters(), "GIF")[:100], "图片已损坏"),
        (huge_png(), "图片的像素太多"),
        (png_without_palette(), "图片已损坏"),
    ],
)
def test_a_picture_that_cannot_be_painted_leaves_a_crossed_box_and_a_word(
    tmp_path: Path, content: bytes, reason: str
) -> None:
    good = PlacedPicture(20, 100, Picture(file_of(quarters(), "PNG"), 20, 20))
    bad = PlacedPicture(100, 20, Picture(content, 60, 60))
    result = paint(one_page(paragraph(good, bad)), PaintOptions())
    assert result.warnings == (f"第2张图片没有印出，原处画了方框：{reason}",)
    image = picture_of(result.content, tmp_path)
    assert ink(image, (95, 15, 165, 85)) > 0.005
    assert pixel(image, 25, 105) == RED


def test_borders_of_one_kind_are_drawn_at_one_stroke() -> None:
    lines = tuple(Stroke(20, 20 + 10 * n, 200, 20 + 10 * n, 0.5) for n in range(10))
    content = operators_of(painted(one_page(PlacedTable((), (), lines))))
    assert content.split().count("S") == 1
    assert content.split().count("m") == 10


def test_pictures_are_seen_by_poppler_with_their_size(tmp_path: Path) -> None:
    photo = file_of(quarters(), "JPEG")
    listed = poppler(
        "pdfimages", marks_painted(PlacedPicture(20, 20, Picture(photo, 60, 60))), tmp_path, "-list"
    )
    assert listed.splitlines()[2].split()[2:5] == ["image", "40", "40"]
