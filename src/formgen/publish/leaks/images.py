"""A picture file → what is written in it beside the picture: EXIF, XMP, comments, text chunks."""

from __future__ import annotations

import io
from collections.abc import Iterator

from PIL import ExifTags, Image

from formgen.campaign.kinds.formats import HEAD_BYTES, format_of
from formgen.campaign.kinds.pictures import IMAGE_DAMAGE
from formgen.publish.leaks.model import Passage
from formgen.publish.leaks.raw import raw_passages

_IFDS = (ExifTags.IFD.Exif, ExifTags.IFD.GPSInfo, ExifTags.IFD.Interop)
_WIDE_TAGS = range(0x9C9B, 0x9CA0)
"""XPTitle, XPComment, XPAuthor, XPKeywords, XPSubject: UTF-16."""
_NOT_TEXT = frozenset({"exif", "icc_profile", "jfif", "dpi", "transparency"})
_LEAST = 2


def is_image(content: bytes) -> bool:
    """Whether bytes begin as a picture does."""
    return format_of(content[:HEAD_BYTES]).family == "图片"


def image_passages(content: bytes) -> Iterator[Passage]:
    """Metadata with its place, then the readable bytes of the file."""
    try:
        yield from _metadata(content)
    except (*IMAGE_DAMAGE, Image.DecompressionBombError):
        pass  # the raw bytes are looked at all the same
    yield from raw_passages("文件内容", content)


def _metadata(content: bytes) -> Iterator[Passage]:
    with Image.open(io.BytesIO(content)) as image:
        if image.format == "PNG":
            image.load()  # text may stand behind the picture
        for key, value in image.info.items():
            if key not in _NOT_TEXT:
                yield from _told(f"附加信息“{key}”", value)
        exif = image.getexif()
        tags = [dict(exif), *(dict(exif.get_ifd(ifd)) for ifd in _IFDS)]
    for table in tags:
        for tag, value in table.items():
            wide = tag in _WIDE_TAGS
            yield from _told("拍摄信息（EXIF）", value, "utf-16-le" if wide else "utf-8")


def _told(where: str, value: object, encoding: str = "utf-8") -> Iterator[Passage]:
    """A value of metadata as text; bytes also in the encodings that cameras and editors use."""
    if isinstance(value, bytes):
        texts = {value.decode(name, "ignore") for name in (encoding, "gb18030")}
        if value.startswith(b"UNICODE\0"):  # how EXIF marks a comment of the user
            texts |= {value[8:].decode(name, "ignore") for name in ("utf-16-le", "utf-16-be")}
    elif isinstance(value, tuple | list):
        texts = {str(item) for item in value}
    else:
        texts = {str(value)}
    for text in sorted(texts):
        if len(text) >= _LEAST:
            yield Passage(where, text)
