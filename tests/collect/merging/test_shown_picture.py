"""A picture that a form crops is saved cropped; nothing of the rest is left in the file."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from formgen.collect.content import PastedPicture
from formgen.collect.saving.shown_picture import UnusableError, usable

SIZE = (200, 100)
RED, GREEN, BLUE, WHITE = (255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255)


def quarters(kind: str, **options: object) -> bytes:
    """Red at the upper left, green at the upper right, blue at the lower left, white."""
    image = Image.new("RGB", SIZE, RED)
    for colour, place in ((GREEN, (100, 0)), (BLUE, (0, 50)), (WHITE, (100, 50))):
        image.paste(colour, (*place, place[0] + 100, place[1] + 50))
    saved = io.BytesIO()
    image.save(saved, kind, **options)
    return saved.getvalue()


def cropped(content: bytes, *crop: float) -> tuple[str, bytes]:
    left, top, right, bottom = crop
    return usable(PastedPicture(content, 20, 10, crop=(left, top, right, bottom)))


def colours(content: bytes) -> set[tuple[int, ...]]:
    """The colours of a picture, as strong as they can be."""
    with Image.open(io.BytesIO(content)) as image:
        found = image.convert("RGB").getcolors(100_000)
    assert found is not None
    return {tuple(255 * (part > 127) for part in colour) for _, colour in found}  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("kind", "ending"), [("JPEG", ".jpg"), ("PNG", ".png"), ("BMP", ".png"), ("GIF", ".png")]
)
@pytest.mark.parametrize(
    ("crop", "left"),
    [
        ((0.5, 0, 0, 0.5), {GREEN}),
        ((0, 0.5, 0.5, 0), {BLUE}),
        ((0.5, 0, 0, 0), {GREEN, WHITE}),
    ],
)
def test_only_what_the_form_shows_is_left(
    kind: str, ending: str, crop: tuple[float, ...], left: set[tuple[int, ...]]
) -> None:
    suffix, content = cropped(quarters(kind), *crop)
    assert suffix == ending
    with Image.open(io.BytesIO(content)) as image:
        width = SIZE[0] * (1 - crop[0] - crop[2])
        height = SIZE[1] * (1 - crop[1] - crop[3])
        assert image.size == (width, height)
    assert colours(content) == left
    assert cropped(quarters(kind), *crop) == (suffix, content)


def test_a_photo_is_cut_as_it_is_stored_and_turned_as_it_was_held() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # stored lying on its left side
    exif[0x010E] = "a note of the camera"
    content = quarters("JPEG", exif=exif, dpi=(300, 300), icc_profile=b"profile")
    _, cut = cropped(content, 0.5, 0, 0, 0)
    with Image.open(io.BytesIO(cut)) as image:
        assert image.size == (100, 100)
        right, left = image.getpixel((80, 20)), image.getpixel((20, 20))
        assert not image.getexif()
        assert (image.info["dpi"], image.info["icc_profile"]) == ((300, 300), b"profile")
    assert isinstance(right, tuple)
    assert isinstance(left, tuple)
    assert (right[1] > 200, right[0] < 50, min(left) > 200) == (True, True, True)
    assert b"a note of the camera" in content
    assert b"a note of the camera" not in cut


def test_a_drawing_loses_nothing_but_what_was_cut() -> None:
    image = Image.radial_gradient("L").convert("RGBA")
    image.putalpha(Image.linear_gradient("L"))
    saved = io.BytesIO()
    image.save(saved, "PNG")
    _, cut = cropped(saved.getvalue(), 0.25, 0, 0, 0)
    with Image.open(io.BytesIO(cut)) as after:
        assert after.mode == "RGBA"
        assert after.tobytes() == image.crop((64, 0, 256, 256)).tobytes()


@pytest.mark.parametrize("crop", [(0, 0, 0, 0), (0.002, 0, 0, 0.004)])
def test_less_than_half_a_pixel_is_no_crop(crop: tuple[float, ...]) -> None:
    content = quarters("JPEG")
    assert cropped(content, *crop) == (".jpg", content)
    assert cropped(content, 0.003, 0, 0, 0)[1] != content


@pytest.mark.parametrize("crop", [(0.5, 0, 0.5, 0), (0, 1.5, 0, 0), (0.6, 0, 0.6, 0)])
def test_a_picture_cropped_away_is_not_saved_whole(crop: tuple[float, ...]) -> None:
    with pytest.raises(UnusableError, match="什么也没有留下"):
        cropped(quarters("JPEG"), *crop)


def test_a_damaged_picture_that_is_cropped_is_not_saved_whole() -> None:
    with pytest.raises(UnusableError):
        cropped(quarters("JPEG")[:400], 0.5, 0, 0, 0)
