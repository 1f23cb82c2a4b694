from __future__ import annotations

import random
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from formgen.campaign.kinds.pictures import open_picture
from formgen.check.materials.background import has_background
from tests.check.materials.making import portrait

RED = (196, 32, 38)
REDS = [RED, (255, 0, 0), (237, 27, 36), (120, 10, 16), (226, 66, 40), (255, 69, 0), (200, 30, 70)]
BLUES = [(67, 142, 219), (0, 191, 243), (60, 140, 220), (0, 71, 171), (20, 30, 110)]
WHITES = [(255, 255, 255), (240, 242, 245), (228, 228, 226)]
NEITHER = [(128, 128, 128), (40, 40, 40), (60, 140, 70), (222, 184, 150), (130, 100, 70)]


def judged(folder: Path, image: Image.Image, **keys: object) -> set[str]:
    """The colours a photo's background may pass for."""
    path = folder / "a.jpg"
    image.save(path, "JPEG", quality=60, **keys)
    photo = open_picture(path, "", "a.jpg")
    return {colour for colour in "红蓝白" if has_background(photo, colour)}


@pytest.mark.parametrize(
    ("colour", "expected"),
    [(c, "红") for c in REDS] + [(c, "蓝") for c in BLUES] + [(c, "白") for c in WHITES]
    + [(c, "") for c in NEITHER],
)  # fmt: skip
def test_a_plain_background_has_its_colour(
    tmp_path: Path, colour: tuple[int, int, int], expected: str
) -> None:
    assert judged(tmp_path, portrait(colour)) == set(expected)


def test_noise_shadow_and_a_white_edge_do_no_harm(tmp_path: Path) -> None:
    image, rough = portrait(RED), random.Random(7)
    pixels = image.load()
    assert pixels is not None
    for x in range(0, 413):
        for y in range(0, 579, 2):
            noise, shadow = rough.randint(-25, 25), 1 - 0.5 * x / 413
            pixels[x, y] = tuple(
                max(0, min(255, int(level * shadow) + noise))
                for level in image.getpixel((x, y))  # type: ignore[union-attr]
            )
    ImageDraw.Draw(image).rectangle((0, 0, 412, 578), outline="white", width=8)
    assert judged(tmp_path, image) == {"红"}


def test_hair_may_touch_the_top(tmp_path: Path) -> None:
    image = portrait(RED)
    ImageDraw.Draw(image).ellipse((80, -60, 330, 400), (24, 22, 22))
    assert judged(tmp_path, image) == {"红"}


def test_half_of_what_is_seen_decides(tmp_path: Path) -> None:
    for share, expected in ((0.4, {"红"}), (0.6, set[str]())):
        image = portrait(RED)
        ImageDraw.Draw(image).rectangle((0, 0, int(413 * share), 578), (60, 140, 70))
        assert judged(tmp_path, image) == expected


def test_red_clothes_are_no_background(tmp_path: Path) -> None:
    image = portrait((128, 128, 128))
    ImageDraw.Draw(image).rectangle((0, 300, 412, 578), RED)
    assert judged(tmp_path, image) == set()


def test_a_photo_held_sideways_is_looked_at_upright(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    image = portrait((128, 128, 128))
    ImageDraw.Draw(image).rectangle((0, 0, 412, 270), RED)
    turned = image.transpose(Image.Transpose.ROTATE_90)
    assert judged(tmp_path, turned, exif=exif) == {"红"}
    assert judged(tmp_path, turned) == set()


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P", "L", "1", "CMYK"])
def test_every_mode_of_colour_can_be_judged(tmp_path: Path, mode: str) -> None:
    path = tmp_path / "a"
    image = portrait("white").convert(mode)
    if mode == "RGBA":
        image.putalpha(Image.new("L", image.size, 0))  # cut out, with red left underneath
    image.save(path, "JPEG" if mode == "CMYK" else "PNG")
    assert has_background(open_picture(path, "", "a"), "白")


def test_a_colour_without_a_rule_is_not_judged(tmp_path: Path) -> None:
    portrait("grey").save(tmp_path / "a.png")
    assert has_background(open_picture(tmp_path / "a.png", "", "a.png"), "绿")
