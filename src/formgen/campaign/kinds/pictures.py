"""A picture file → its facts, proven by decoding it once, within bounds."""

from __future__ import annotations

import dataclasses
import hashlib
import io
import math
import struct
import warnings
import zlib
from pathlib import Path

from PIL import Image, ImageOps

from formgen.campaign.kinds.base import Fault
from formgen.campaign.kinds.formats import HEAD_BYTES, JPEG, PNG, format_of
from formgen.campaign.values import Picture
from formgen.problems import os_reason

MAX_FILE_BYTES = 50 * 2**20
"""A picture larger than this is named, not loaded."""
MAX_PIXELS = 70_000_000
"""Width times height of the largest picture taken, which takes four bytes each to decode; a 300 dpi
A3 scan has 17 million, a telephone's largest usual photo 64."""

_ORIENTATION = 0x0112
"""EXIF tag that says how a camera was held: 1 upright, 5 to 8 sideways."""
_PNG_START = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"
_LEAST_DPI = 10  # programs that do not know a resolution write 1 dot per inch, or 0
_JPEG_QUALITY = 92
"""Quality of a photo that had to be turned."""

IMAGE_DAMAGE = (
    OSError, SyntaxError, ValueError, TypeError, LookupError, ArithmeticError, EOFError,
    struct.error, zlib.error,
)  # fmt: skip
"""What Pillow raises on damaged pictures."""


class TooManyPixelsError(Exception):
    """A picture larger than this program loads; `str()` is its size, for messages."""


class BrokenImageError(Exception):
    """Bytes that begin like a picture and cannot be decoded."""


@dataclasses.dataclass(frozen=True, slots=True)
class ImageFacts:
    """What a picture's header says, after its pixels proved to be there."""

    width: int
    height: int
    """Pixels, as stored."""
    dpi: float | None
    """As the file says, None if it does not."""
    orientation: int
    """As EXIF numbers it."""


def read_image(content: bytes, formats: tuple[str, ...]) -> ImageFacts:
    """A picture's facts, read from its header and proven by decoding it once.

    Only `formats`, by Pillow's names, are tried: others start programs.

    Raises:
        TooManyPixelsError: it has more than `MAX_PIXELS`; nothing was decoded.
        BrokenImageError: it is cut off, damaged or of another format.
    """
    if content.startswith(_PNG_START):
        _bound(*struct.unpack(">II", content[16:24].ljust(8, b"\0")))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # size is bounded below; broken EXIF is no matter
            with Image.open(io.BytesIO(content), formats=formats) as image:
                width, height = image.size
                _bound(width, height)
                held, dpi = image.getexif().get(_ORIENTATION, 1), _stated_dpi(image)
                image.draft("L", (1, 1))  # an eighth of a JPEG's size proves as much as all
                image.load()
    except Image.DecompressionBombError:
        raise TooManyPixelsError("像素太多") from None
    except IMAGE_DAMAGE:
        raise BrokenImageError from None
    return ImageFacts(width, height, dpi, held if held in range(1, 9) else 1)


def _bound(width: int, height: int) -> None:
    if width * height > MAX_PIXELS:
        raise TooManyPixelsError(f"{width}×{height} 像素")


def _stated_dpi(image: Image.Image) -> float | None:
    """The resolution a file states; None too where it states one that no picture has."""
    stated = image.info.get("dpi")
    dpi = float(stated[0]) if stated else 0.0
    return round(dpi, 1) if math.isfinite(dpi) and dpi >= _LEAST_DPI else None


def open_picture(path: Path, caption: str, shown: str) -> Picture:
    """A picture that may be printed, proven by decoding it once.

    Args:
        path: the file.
        caption: what the unit wrote about it.
        shown: the name the user gave it, for messages.

    Raises:
        Fault: M06 for a file that cannot be read, M04 for one too large to load, M03 for
            one that is no JPEG or PNG.
    """
    try:
        if (size := path.stat().st_size) > MAX_FILE_BYTES:
            raise Fault("M04", path=shown, size=f"{size / 2**20:.0f} MB")
        content = path.read_bytes()
    except OSError as error:
        raise Fault("M06", path=shown, reason=os_reason(error)) from None
    found = format_of(content[:HEAD_BYTES])
    if found not in (JPEG, PNG):
        raise Fault("M03", path=shown, found=found.described)
    try:
        facts = read_image(content, found.pillow)
    except TooManyPixelsError as error:
        raise Fault("M04", path=shown, size=str(error)) from None
    except BrokenImageError:
        raise Fault("M03", path=shown, found=f"损坏或没有传完的 {found.described}") from None
    width, height = facts.width, facts.height
    if facts.orientation >= 5:
        width, height = height, width
    return Picture(
        path=path,
        caption=caption,
        width=width,
        height=height,
        dpi=facts.dpi,
        format="JPEG" if found == JPEG else "PNG",
        digest=hashlib.sha256(content).hexdigest(),
        orientation=facts.orientation,
        shown=shown.replace("\\", "/"),
    )


def upright(content: bytes, picture: Picture) -> bytes:
    """A picture's bytes, turned as it is to be seen: Word shows them as they are stored.

    Args:
        content: of its file.
        picture: what is known of it.
    """
    if picture.orientation == 1:
        return content
    turned = io.BytesIO()
    with Image.open(io.BytesIO(content)) as image:
        profile = image.info.get("icc_profile")
        ImageOps.exif_transpose(image).save(
            turned, picture.format, quality=_JPEG_QUALITY, icc_profile=profile
        )
    return turned.getvalue()
