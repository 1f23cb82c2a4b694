"""Photos of telephones are made smaller where a set is painted, and nothing else is."""

from __future__ import annotations

import io
import random
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageChops, ImageStat

from formgen.layout.model import Picture
from formgen.layout.pages import PlacedPicture
from formgen.layout.painting import as_printed
from formgen.layout.painting.pictures import _SMALL
from tests.layout.painting.making import one_page, painted, paragraph, picture_of, reader
from tests.layout.painting.test_shapes import file_of

DPI = 300


def photo(width: int, height: int, mode: str = "RGB") -> Image.Image:
    """Soft patches of colour, as photos have, that no resizing changes much."""
    patches = Image.frombytes("RGB", (12, 16), random.Random(7).randbytes(12 * 16 * 3))
    return patches.resize((width, height), Image.Resampling.BICUBIC).convert(mode)


def page(content: bytes, side: float = 72.0, **changes: Any) -> Any:
    picture = Picture(content, side, side * 4 / 3, **changes)
    return one_page(paragraph(PlacedPicture(20, 20, picture)))


def images(content: bytes) -> list[tuple[int, int]]:
    (only,) = reader(content).pages
    objects = only["/Resources"]["/XObject"].values()
    return [(one["/Width"], one["/Height"]) for one in (o.get_object() for o in objects)]


@pytest.mark.parametrize("mode", ["RGB", "L"])
def test_a_photo_is_made_as_small_as_the_paper_can_show(tmp_path: Path, mode: str) -> None:
    pages = page(file_of(photo(3000, 4000, mode), "JPEG", quality=95))
    whole, small = painted(pages), painted(pages, resolution=DPI)
    assert images(whole) == [(3000, 4000)]
    assert images(small) == [(300, 400)], "an inch wide at 300 dots"
    assert len(small) * 10 < len(whole)
    difference = ImageChops.difference(picture_of(whole, tmp_path), picture_of(small, tmp_path))
    assert max(ImageStat.Stat(difference).mean) < 2, "nobody sees it"


def test_what_is_hardly_too_large_is_left_alone() -> None:
    for width, expected in ((449, 449), (450, 300)):
        content = file_of(photo(width, width * 4 // 3), "JPEG", quality=95)
        assert images(painted(page(content), resolution=DPI))[0][0] == expected


def test_the_larger_of_two_places_decides() -> None:
    content = file_of(photo(3000, 4000), "JPEG")
    small, large = Picture(content, 36, 48), Picture(content, 144, 192)
    pages = one_page(paragraph(PlacedPicture(5, 5, small), PlacedPicture(60, 5, large)))
    assert images(painted(pages, resolution=DPI)) == [(600, 800)]


def test_a_cropped_photo_keeps_what_the_rest_needs() -> None:
    content = file_of(photo(3000, 4000), "JPEG")
    pages = page(content, crop=(0.25, 0.25, 0.25, 0.25))
    assert images(painted(pages, resolution=DPI)) == [(600, 800)]


def test_drawings_and_damaged_photos_are_left_as_they_are() -> None:
    drawing = file_of(photo(1500, 2000), "PNG")
    assert images(painted(page(drawing), resolution=DPI)) == [(1500, 2000)]
    whole = file_of(photo(3000, 4000), "JPEG", quality=95)
    cut = whole[: len(whole) - len(whole) // 8]
    assert cut in painted(page(cut), resolution=DPI)


def test_a_photo_is_stored_with_the_pixels_it_is_printed_with() -> None:
    content = file_of(photo(3000, 4000), "JPEG", quality=95)
    stored = as_printed(Picture(content, 72, 96), DPI)
    assert Image.open(io.BytesIO(stored)).size == (300, 400)
    whole, small = (painted(page(one), resolution=DPI) for one in (content, stored))
    assert whole == small, "made smaller once only"


def test_what_is_small_or_toned_or_no_photo_is_stored_as_it_is() -> None:
    content = file_of(photo(3000, 4000), "JPEG", quality=95)
    padding = file_of(photo(600, 800), "JPEG")
    limit, over = (padding.ljust(size, b"\0") for size in (_SMALL, _SMALL + 1))
    damaged, drawing = b"\xff\xd8" + bytes(_SMALL), file_of(photo(1500, 2000), "PNG")
    assert as_printed(Picture(limit, 72, 96), DPI) is limit
    assert len(as_printed(Picture(over, 72, 96), DPI)) < len(over)
    assert as_printed(Picture(content, 72, 96, tone=(0.5, 0.5)), DPI) is content
    assert as_printed(Picture(damaged, 72, 96), DPI) == damaged
    assert as_printed(Picture(drawing, 72, 96), DPI) == drawing
