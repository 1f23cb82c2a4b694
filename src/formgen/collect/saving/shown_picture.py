"""A picture as it stands in a form → the bytes of a JPEG or PNG that shows what the form shows."""

from __future__ import annotations

import io
import math
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from PIL import Image, ImageOps

from formgen.campaign.kinds.formats import HEAD_BYTES, JPEG, PNG, format_of
from formgen.campaign.kinds.pictures import IMAGE_DAMAGE, MAX_FILE_BYTES, MAX_PIXELS
from formgen.collect.content import PastedPicture

_MODES = frozenset({"1", "L", "LA", "P", "RGB", "RGBA"})
"""Pillow's modes that PNG has and every program shows."""
_ENDINGS = {JPEG: ".jpg", PNG: ".png"}
MAX_CROPPED_PIXELS = 400_000_000
"""Of all cropped pictures of a form together: thirty photos of a phone, some seconds of work."""
_JPEG_QUALITY = 95
"""Of a photo that had to be cut: above it files grow and nothing looks better."""


class UnusableError(Exception):
    """A picture that cannot be saved as JPEG or PNG; `str(error)` is Chinese: 是 EMF 格式."""


@dataclass(slots=True)
class Pixels:
    """What is still to be unpacked of the cropped pictures of one form."""

    left: int = MAX_CROPPED_PIXELS

    def take(self, image: Image.Image) -> None:
        """Count a picture that is to be unpacked.

        Raises:
            UnusableError: it is too large, or the form has too many.
        """
        size = image.width * image.height
        if size > MAX_PIXELS:
            raise UnusableError("像素太多")
        if size > self.left:
            raise UnusableError("裁剪过，而裁剪过的图片太多")
        self.left -= size


def usable(picture: PastedPicture, pixels: Pixels | None = None) -> tuple[str, bytes]:
    """The ending of a picture's file, .jpg or .png, and its bytes.

    A whole JPEG or PNG keeps its bytes. Of one that the form crops only what it shows is left,
    turned as its camera was held, with nothing beside the pixels that could hold the rest.

    Args:
        picture: as it was taken out of the form.
        pixels: shared by the pictures of a form.

    Raises:
        UnusableError: it is no picture that can be turned into one of these.
    """
    content = picture.content
    found = format_of(content[:HEAD_BYTES])
    ending = _ENDINGS.get(found)
    if ending and not any(picture.crop):
        return ending, content
    if not found.pillow:
        raise UnusableError("不是能取出的图片格式（如 EMF、WMF 矢量图）")
    if len(content) > MAX_FILE_BYTES:
        raise UnusableError(f"超过 {MAX_FILE_BYTES // 2**20} MB")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the size is bounded below
            with Image.open(io.BytesIO(content), formats=list(found.pillow)) as image:
                (pixels or Pixels()).take(image)
                box = _shown_box(image.size, picture.crop)
                if ending and box == (0, 0, *image.size):
                    return ending, content
                return ending or ".png", _encoded(image, box, "JPEG" if found == JPEG else "PNG")
    except Image.DecompressionBombError:
        raise UnusableError("像素太多") from None
    except IMAGE_DAMAGE:
        raise UnusableError("损坏了") from None


def _shown_box(
    size: tuple[int, int], crop: tuple[float, float, float, float]
) -> tuple[int, int, int, int]:
    """What is left of a picture in its pixels as stored: left, top, right, bottom.

    Raises:
        UnusableError: nothing is.
    """
    (width, height), (left, top, right, bottom) = size, crop
    box = (
        round(width * left),
        round(height * top),
        width - round(width * right),
        height - round(height * bottom),
    )
    if box[0] >= box[2] or box[1] >= box[3]:
        raise UnusableError("裁剪得什么也没有留下")
    return box


def _encoded(image: Image.Image, box: tuple[int, int, int, int], kind: str) -> bytes:
    """The first picture of a file, cut to a box and turned upright, without what is not shown."""
    about: Mapping[Any, Any] = image.info
    options: dict[str, object] = {"quality": _JPEG_QUALITY} if kind == "JPEG" else {}
    dpi = [float(one) for one in about.get("dpi", ())]
    if dpi and all(map(math.isfinite, dpi)):
        options["dpi"] = tuple(dpi)
    shown = image.crop(box)
    ImageOps.exif_transpose(shown, in_place=True)
    if kind == "PNG" and image.format != "PNG" and shown.mode not in _MODES:
        shown = shown.convert("RGB")  # whose colours a profile made for others would change
    elif profile := about.get("icc_profile"):
        options["icc_profile"] = profile
    transparent = shown.info.get("transparency")
    shown.info = {} if transparent is None else {"transparency": transparent}
    saved = io.BytesIO()
    shown.save(saved, kind, **options)
    return saved.getvalue()
