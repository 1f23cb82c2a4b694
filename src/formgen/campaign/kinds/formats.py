"""The first bytes of a file → what it is, whatever its name says."""

from __future__ import annotations

import dataclasses
import re
from typing import Literal


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
