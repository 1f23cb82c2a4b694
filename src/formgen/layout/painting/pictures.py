"""A picture file → an image in the PDF; JPEG and plain PNG data is taken over as it is."""

from __future__ import annotations

import io
import math
import struct
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from PIL import Image, UnidentifiedImageError

from formgen.layout.model import Picture
from formgen.layout.painting import objects

MOST_PIXELS = 80_000_000
"""As many as the checks of photos let pass; more would take gigabytes to decode."""
MOST_DECODED_PIXELS = 25_000_000
"""Of pictures that must be unpacked and packed anew: each pixel takes about 16 bytes."""
_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_COLOURS = {0: ("/DeviceGray", 1), 2: ("/DeviceRGB", 3), 3: ("", 1)}
"""PNG colour types without alpha: colour space, and values a pixel."""
_WORTHWHILE = 1.5
"""How many times too wide and high a photo is before it is made smaller: that costs a little."""
_QUALITY = 90
_SMALL = 64 * 1024
"""Bytes up to which a photo is not worth making smaller while it waits to be printed."""
_POINTS_AN_INCH = 72
_SLIVER = 0.01
"""The least share of a picture that is left of it; more cut off is a mistake of its file."""
_SPACES = {"L": "/DeviceGray", "RGB": "/DeviceRGB", "CMYK": "/DeviceCMYK"}


Source = tuple[bytes, tuple[float, float]]
"""A picture file's content, and the tone it is painted in."""
_AS_IT_IS = (1.0, 0.0)


def source_of(picture: Picture) -> Source:
    """What a picture's image is made from; equal for equal images."""
    return picture.content, picture.tone


def whole_size(picture: Picture) -> tuple[float, float]:
    """Width and height of a picture with what is cut off of it, in points."""
    left, top, right, bottom = picture.crop
    shown = max(1 - left - right, _SLIVER), max(1 - top - bottom, _SLIVER)
    return picture.width / shown[0], picture.height / shown[1]


def needed_pixels(size: tuple[float, float], resolution: int) -> tuple[int, int]:
    """How many pixels a picture of that size in points needs, at so many dots per inch."""
    width, height = (max(1, math.ceil(side / _POINTS_AN_INCH * resolution)) for side in size)
    return width, height


def as_printed(picture: Picture, resolution: int) -> bytes:
    """A picture's file with no more pixels than are printed; as it is, where that saves little.

    Painting it at that size and resolution gives the same image of either.
    """
    if picture.tone != _AS_IT_IS or len(picture.content) <= _SMALL:
        return picture.content
    try:
        return _smaller(picture.content, needed_pixels(whole_size(picture), resolution))
    except (Image.DecompressionBombError, OSError, SyntaxError, ValueError, struct.error):
        return picture.content  # who paints it says what is wrong with it


class UnpaintableError(Exception):
    """A picture cannot be painted; the text says why, in Chinese."""


@dataclass(frozen=True, slots=True)
class Raster:
    """An image XObject (ISO 32000-1, 8.9.5), packed already."""

    entries: Mapping[str, Any]
    data: bytes
    mask: Raster | None = None
    """Opacity."""


@lru_cache(maxsize=16)
def raster(source: Source, rgb_only: bool = False, most: tuple[int, int] | None = None) -> Raster:
    """The image in a picture file.

    Args:
        source: the file's content, and its tone.
        rgb_only: for PDF/A, whose colours are all sRGB.
        most: pixels in width and height beyond which a photo is made smaller; None keeps it.

    Raises:
        UnpaintableError: too large, damaged, or of a kind that cannot be read.
    """
    try:
        content, tone = source
        if tone == _AS_IT_IS:
            return _raster(content if most is None else _smaller(content, most), rgb_only)
        return _toned(content, tone)
    except Image.DecompressionBombError as error:
        raise UnpaintableError("图片的像素太多") from error
    except UnidentifiedImageError as error:
        raise UnpaintableError("不认识这种图片格式") from error
    except (OSError, SyntaxError, ValueError, struct.error) as error:  # Pillow raises all four
        raise UnpaintableError("图片已损坏") from error


def add_picture(pdf: Any, picture: Raster) -> bytes:
    """Write an image into the PDF; its reference."""
    entries = {"Type": "/XObject", "Subtype": "/Image", **picture.entries}
    if picture.mask:
        entries["SMask"] = add_picture(pdf, picture.mask)
    return objects.add(pdf, objects.raw_stream(picture.data, **entries))


def _toned(content: bytes, tone: tuple[float, float]) -> Raster:
    """A picture made lighter or darker; its colours as gray or RGB."""
    gain, lift = tone
    levels = [round(255 * min(1.0, max(0.0, one / 255 * gain + lift))) for one in range(256)]
    return _decoded(_opened(content), levels)


def _opened(content: bytes) -> Image.Image:
    with warnings.catch_warnings():
        # Pillow's own bound is a little higher than ours, which is checked next.
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        image = Image.open(io.BytesIO(content))
    if image.width * image.height > MOST_PIXELS:
        raise Image.DecompressionBombError
    return image


@lru_cache(maxsize=8)
def _smaller(content: bytes, most: tuple[int, int]) -> bytes:
    """A JPEG with no more pixels than asked for; as it is, where that would save little."""
    image = _opened(content)
    if image.format not in {"JPEG", "MPO"} or image.mode not in {"L", "RGB"}:
        return content
    factor = min(image.width / most[0], image.height / most[1])
    if factor < _WORTHWHILE:
        return content
    size = (round(image.width / factor), round(image.height / factor))
    image.draft(image.mode, size)  # a decoder that leaves out what would be thrown away
    made = io.BytesIO()
    try:
        image.resize(size, Image.Resampling.LANCZOS).save(made, "JPEG", quality=_QUALITY)
    except OSError:  # cut off near its end: printers show what is there
        return content
    return min(content, made.getvalue(), key=len)


def _raster(content: bytes, rgb_only: bool) -> Raster:
    image = _opened(content)
    if image.format in {"JPEG", "MPO"} and image.mode in _SPACES:
        if not (rgb_only and image.mode == "CMYK"):
            return _jpeg(image, content)
    elif image.format == "PNG" and (plain := _plain_png(content)):
        return plain
    return _decoded(image)


def _jpeg(image: Image.Image, content: bytes) -> Raster:
    entries = _entries(image.size, _SPACES[image.mode], Filter="/DCTDecode")
    if image.mode == "CMYK" and "adobe" in image.info:
        entries["Decode"] = "[1 0 1 0 1 0 1 0]"  # Adobe writes CMYK inverted
    return Raster(entries, content)


def _plain_png(content: bytes) -> Raster | None:
    """PNG data as it is; None where it is interlaced or has opacity (PNG, 11.2)."""
    chunks = list(_chunks(content))
    kinds = {kind for kind, _ in chunks}
    width, height, bits, colour, _, _, interlaced = struct.unpack(">IIBBBBB", chunks[0][1])
    if interlaced or colour not in _PNG_COLOURS or b"tRNS" in kinds:
        return None
    space, values = _PNG_COLOURS[colour]
    if colour == 3:
        palette = next((data for kind, data in chunks if kind == b"PLTE"), b"")
        if not palette:
            raise ValueError("PNG file without its palette")
        space = f"[/Indexed/DeviceRGB {len(palette) // 3 - 1}<{palette.hex()}>]"
    entries = _entries((width, height), space, bits, Filter="/FlateDecode")
    entries["DecodeParms"] = (
        f"<</Predictor 15/Colors {values}/BitsPerComponent {bits}/Columns {width}>>"
    )
    return Raster(entries, b"".join(data for kind, data in chunks if kind == b"IDAT"))


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(_PNG)
    while at + 8 <= len(content):
        length, kind = struct.unpack_from(">I4s", content, at)
        if at + 12 + length > len(content):
            raise ValueError("PNG file cut off")
        yield kind, content[at + 8 : at + 8 + length]
        at += 12 + length
        if kind == b"IEND":
            return
    raise ValueError("PNG file cut off")


def _decoded(image: Image.Image, levels: Sequence[int] = ()) -> Raster:
    """A picture unpacked and packed anew; `levels` gives each of the 256 values another."""
    if image.width * image.height > MOST_DECODED_PIXELS:
        raise Image.DecompressionBombError
    mask = None
    if image.has_transparency_data:
        image = image.convert("RGBA")
        opacity = image.getchannel("A")
        mask = None if opacity.getextrema() == (255, 255) else _pixels(opacity)
        image = image.convert("RGB")
    else:
        image = image.convert("L" if image.mode in {"1", "L"} else "RGB")
    if levels:
        image = image.point([*levels] * len(image.getbands()))
    return _pixels(image, mask)


def _pixels(image: Image.Image, mask: Raster | None = None) -> Raster:
    entries = _entries(image.size, _SPACES[image.mode], Filter="/FlateDecode")
    return Raster(entries, objects.deflate(image.tobytes()), mask)


def _entries(size: tuple[int, int], space: str, bits: int = 8, **more: str) -> dict[str, Any]:
    width, height = size
    common = {"Width": width, "Height": height, "ColorSpace": space, "BitsPerComponent": bits}
    return {**common, **more}
