"""A photo → how much of what lies behind the head has the colour a notice asks for.

Rough on purpose: it looks at strips along the top and the upper sides, where a portrait shows
little but its background, and takes any shade of a colour. It may only warn.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from PIL import Image, ImageChops

from formgen.campaign.kinds.pictures import IMAGE_DAMAGE
from formgen.campaign.values import Picture

LEAST_SHARE = 0.5
"""A background is of a colour if that much of the strips is: hair, shadows take the rest."""

_REMEMBERED = 1_024
"""A field and a rule may ask for the same colour; they do so soon one after the other."""
_SMALL = 96
"""Pixels across of what is looked at; noise and JPEG blocks are averaged away."""
_MARGIN = 0.03
"""A share of the width: many scans have a white edge, and retouched photos a line."""
_STRIP = 0.10
_SIDES_DOWN_TO = 0.45
"""A share of the height: shoulders begin below."""


@dataclass(frozen=True, slots=True)
class _Shade:
    """Ranges of hue, saturation and value, each of 0 to 255 as Pillow's HSV has them."""

    hues: tuple[tuple[int, int], ...]
    saturation: tuple[int, int]
    value: tuple[int, int]


_SHADES = {
    # 329° to 21°: from crimson to vermilion; skin and wood are yellower or paler.
    "红": _Shade(((0, 15), (233, 255)), (100, 255), (45, 255)),
    # 185° to 256°: from the light blue of photo studios to navy.
    "蓝": _Shade(((131, 181),), (75, 255), (45, 255)),
    "白": _Shade(((0, 255),), (0, 40), (200, 255)),
}
_TABLES = {
    colour: [
        255 * any(low <= level <= high for low, high in ranges)
        for ranges in (shade.hues, (shade.saturation,), (shade.value,))
        for level in range(256)
    ]
    for colour, shade in _SHADES.items()
}
"""For each channel and level, one after the other, whether it is of the shade."""
JUDGED = frozenset(_SHADES)
"""The colours that are judged; of another nothing is said."""


def has_background(photo: Picture, colour: str) -> bool:
    """Whether a photo's background is of a colour, or that cannot be told.

    Args:
        photo: a photo that was decoded before, so its size is bounded.
        colour: 红, 蓝 or 白; any other is taken to be there.
    """
    share = _share_of(photo, colour) if colour in _SHADES else None
    return share is None or share >= LEAST_SHARE


@lru_cache(maxsize=_REMEMBERED)
def _share_of(photo: Picture, colour: str) -> float | None:
    """The share of the strips that a colour has; None for a file changed meanwhile."""
    try:
        with Image.open(photo.path, formats=("JPEG", "MPO", "PNG")) as image:
            image.draft("RGB", (_SMALL, _SMALL))
            small = _small(image, photo.orientation)
    except IMAGE_DAMAGE:
        return None
    matching = _matching(small, _TABLES[colour])
    return _share([matching.crop(box) for box in _strips(small.size)])


def _small(image: Image.Image, orientation: int) -> Image.Image:
    """The picture small, upright and without transparency: through that the paper shows."""
    image.thumbnail((_SMALL, _SMALL * 2), Image.Resampling.BOX)
    if image.mode in ("P", "PA", "LA") or "transparency" in image.info:
        image = image.convert("RGBA")
    if image.mode == "RGBA":
        image = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image)
    turn = _TURNS.get(orientation)
    return (image.transpose(turn) if turn is not None else image).convert("RGB")


_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""What sets a picture upright, by its EXIF orientation."""


def _strips(size: tuple[int, int]) -> tuple[tuple[int, int, int, int], ...]:
    """The boxes along the top and the upper sides."""
    width, height = size
    margin, strip = round(width * _MARGIN), max(1, round(width * _STRIP))
    top, down = margin + strip, max(margin + strip + 1, round(height * _SIDES_DOWN_TO))
    return (
        (margin, margin, width - margin, top),
        (margin, top, margin + strip, down),
        (width - margin - strip, top, width - margin, down),
    )


def _matching(image: Image.Image, table: Sequence[int]) -> Image.Image:
    """255 where a pixel is of the shade, else 0."""
    hue, saturation, value = image.convert("HSV").point(table).split()
    return ImageChops.multiply(ImageChops.multiply(hue, saturation), value)


def _share(masks: Sequence[Image.Image]) -> float:
    counts = [mask.histogram() for mask in masks]
    return sum(count[255] for count in counts) / sum(map(sum, counts))
