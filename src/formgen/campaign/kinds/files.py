"""Kinds that name files of the campaign folder: photos, pictures, other attachments."""

from __future__ import annotations

import dataclasses
import hashlib
import io
import math
import re
import struct
import warnings
import zlib
from collections.abc import Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Literal

from PIL import Image, ImageOps

from formgen.campaign.kinds.base import (
    Fault,
    FieldLike,
    Kind,
    Raw,
    Setting,
    each_parsed,
    lines_of,
    text_of,
)
from formgen.campaign.values import Attachment, Picture, Value
from formgen.problems import os_reason

MAX_FILE_BYTES = 50 * 2**20
"""A picture larger than this is named, not loaded."""
MAX_PIXELS = 80_000_000
"""Width times height of the largest picture taken; a 300 dpi A3 scan has 17 million."""

_BAR = re.compile(r"\s*[|｜]\s*")
_ORIENTATION = 0x0112
"""EXIF tag that says how a camera was held: 1 upright, 5 to 8 sideways."""
_PNG_START = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"
_LEAST_DPI = 10  # programs that do not know a resolution write 1 dot per inch, or 0
_JPEG_QUALITY = 92
"""Quality of a photo that had to be turned."""


@dataclasses.dataclass(frozen=True, slots=True)
class FileFormat:
    """What a file is by its content."""

    described: str
    """As a message calls it."""
    names: tuple[str, ...] = ()
    """As “文件格式” may call it; empty for what no notice asks for."""
    family: Literal["图片", "视频", "PDF", ""] = ""
    """What opens it."""
    pillow: tuple[str, ...] = ()
    """The names Pillow has for it, if it may decode it."""


JPEG = FileFormat("JPG 图片", ("JPG", "JPEG"), "图片", ("JPEG", "MPO"))
PNG = FileFormat("PNG 图片", ("PNG",), "图片", ("PNG",))
PDF = FileFormat("PDF 文件", ("PDF",), "PDF")
ZIP = FileFormat("Word、Excel 或压缩文件", ("ZIP",))
EMPTY = FileFormat("空文件")
TEXT = FileFormat("文本文件", ("TXT", "CSV", "MD"))
UNKNOWN = FileFormat("无法识别的文件")
HEAD_BYTES = 4096
"""How much of a file tells its format."""

_SIGNATURES: tuple[tuple[bytes, FileFormat], ...] = (
    (rb"\xff\xd8\xff", JPEG),
    (rb"\x89PNG\r\n\x1a\n", PNG),
    (rb"GIF8[79]a", FileFormat("GIF 图片", ("GIF",), "图片", ("GIF",))),
    (rb"BM.{4}\0{4}", FileFormat("BMP 图片", ("BMP",), "图片", ("BMP",))),
    (rb"RIFF.{4}WEBP", FileFormat("WEBP 图片", ("WEBP",), "图片", ("WEBP",))),
    (rb"II\*\0|MM\0\*", FileFormat("TIFF 图片", ("TIFF", "TIF"), "图片", ("TIFF",))),
    (rb".{4}ftyp(hei|hev|mif1|msf1|avi[fs])", FileFormat("HEIC 图片", ("HEIC", "HEIF", "AVIF"))),
    (rb".{4}(ftypqt  |(moov|mdat|wide|pnot)[^a-z])", FileFormat("MOV 视频", ("MOV",), "视频")),
    (rb".{4}ftyp", FileFormat("MP4 视频", ("MP4", "M4V"), "视频")),
    (rb"RIFF.{4}AVI ", FileFormat("AVI 视频", ("AVI",), "视频")),
    (rb"\x1aE\xdf\xa3", FileFormat("MKV 视频", ("MKV", "WEBM"), "视频")),
    (rb"0&\xb2u\x8ef\xcf\x11", FileFormat("WMV 视频", ("WMV", "ASF"), "视频")),
    (rb"FLV\x01", FileFormat("FLV 视频", ("FLV",), "视频")),
    (rb"\0\0\x01[\xba\xb3]", FileFormat("MPG 视频", ("MPG", "MPEG"), "视频")),
    (rb".{0,1000}%PDF-", PDF),
    (rb"PK(\x03\x04|\x05\x06)", ZIP),
    (rb"Rar!\x1a\x07", FileFormat("RAR 压缩文件", ("RAR",))),
    (rb"\xd0\xcf\x11\xe0", FileFormat("旧版 Office 文件", ("DOC", "XLS", "PPT", "WPS", "WORD"))),
)
SIGNED_FORMATS = tuple(found for _, found in _SIGNATURES)
_STARTS = tuple((re.compile(start, re.DOTALL), found) for start, found in _SIGNATURES)
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def format_of(head: bytes) -> FileFormat:
    """What a file is, by its first `HEAD_BYTES` bytes; readers of PDF seek 1,000 for its start."""
    if not head:
        return EMPTY
    for start, found in _STARTS:
        if start.match(head):
            return found
    return UNKNOWN if _CONTROLS.search(head) else TEXT


def inside(folder: Path, name: str) -> Path:
    """The file a cell names, proven to stand inside the campaign folder.

    Raises:
        Fault: M02 where the path leaves the folder, M01 where there is no such file.
    """
    try:
        path = (folder / name.replace("\\", "/")).resolve()
        if not path.is_relative_to(folder.resolve()):
            raise Fault("M02", path=name)
        if not path.is_file():
            raise Fault("M01", path=name)
    except (OSError, ValueError):  # a name the file system cannot even hold
        raise Fault("M01", path=name) from None
    return path


def home_of(setting: Setting, name: str) -> Path:
    """The folder a named file is looked for in: that of the table itself if it is there.

    Units that fill in a workbook keep their photos beside it, and hand in both as one folder.
    """
    if setting.beside is not None:
        with suppress(Fault):
            inside(setting.beside, name)
            return setting.beside
    return setting.folder


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


def upright(picture: Picture) -> bytes:
    """A picture's bytes, turned as it is to be seen: Word shows them as they are stored."""
    content = picture.path.read_bytes()
    if picture.orientation == 1:
        return content
    turned = io.BytesIO()
    with Image.open(io.BytesIO(content)) as image:
        profile = image.info.get("icc_profile")
        ImageOps.exif_transpose(image).save(
            turned, picture.format, quality=_JPEG_QUALITY, icc_profile=profile
        )
    return turned.getvalue()


class Photo(Kind):
    """One photo."""

    name = "照片"
    takes = frozenset({"照片尺寸", "底色", "文件格式"})

    def parse(self, raw: Raw, setting: Setting) -> Value:
        """The picture the cell names."""
        name = text_of(raw)
        return _picture((name, ""), setting)


class Pictures(Kind):
    """Pictures with captions; in a cell one a line, file and caption parted by |."""

    name = "图片"
    takes = frozenset({"最少数量", "最多数量", "最多字数", "文件格式"})

    def blank(self, field: FieldLike) -> Value:
        """No picture."""
        return ()

    def parse(self, raw: Raw, setting: Setting) -> Value:
        """The pictures in the order given."""
        return each_parsed(partial(_picture, setting=setting), _named_files(raw))


class Attachments(Kind):
    """Other files an entry hands in: scans, videos."""

    name = "附件"
    takes = frozenset({"最少数量", "最多数量", "最多字数", "文件格式"})

    def blank(self, field: FieldLike) -> Value:
        """No file."""
        return ()

    def parse(self, raw: Raw, setting: Setting) -> Value:
        """The files in the order given."""
        return each_parsed(partial(_attachment, setting=setting), _named_files(raw))


def _picture(named: tuple[str, str], setting: Setting) -> Picture:
    name, caption = named
    return open_picture(inside(home_of(setting, name), name), caption, name)


def _attachment(named: tuple[str, str], setting: Setting) -> Attachment:
    name, caption = named[0].replace("\\", "/"), named[1]
    return Attachment(inside(home_of(setting, name), name), caption, name)


def _named_files(raw: Raw) -> list[tuple[str, str]]:
    """File name and caption of every file a value names.

    Raises:
        Fault: V07 where a JSON value is neither text nor a list of 文件 and 说明.
    """
    if isinstance(raw, str):
        split = [_BAR.split(line, maxsplit=1) for line in lines_of(text_of(raw))]
        return [(cells[0], cells[1] if len(cells) > 1 else "") for cells in split]
    if isinstance(raw, Mapping):
        raw = [raw]
    named = []
    for item in raw:
        if isinstance(item, str):
            named.extend(_named_files(item))
        elif isinstance(item, Mapping) and set(item) <= {"文件", "说明"} and "文件" in item:
            named.append((text_of(item["文件"]), text_of(item.get("说明", ""))))
        else:
            raise Fault("V07", expected="一列文件，每个用花括号括起，里面写“文件”和“说明”")
    return named
