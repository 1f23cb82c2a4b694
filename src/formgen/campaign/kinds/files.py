"""Kinds that name files of the campaign folder: photos, pictures, other attachments."""

from __future__ import annotations

import hashlib
import io
import re
import warnings
from collections.abc import Mapping
from pathlib import Path

from PIL import Image, ImageOps, UnidentifiedImageError

from formgen.campaign.kinds.base import Fault, FieldLike, Kind, Raw, Setting, lines_of, text_of
from formgen.campaign.values import Attachment, Picture, Value
from formgen.problems import os_reason

MAX_FILE_BYTES = 50 * 2**20
"""A picture larger than this is named, not loaded."""
MAX_PIXELS = 80_000_000
"""Width times height of the largest picture taken; a 300 dpi A3 scan has 17 million."""

_BAR = re.compile(r"\s*[|｜]\s*")
_ORIENTATION = 0x0112
"""EXIF tag that says how a camera was held: 1 upright, 5 to 8 sideways."""
_JPEG_QUALITY = 92
"""Quality of a photo that had to be turned."""


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


def open_picture(path: Path, caption: str, shown: str) -> Picture:
    """A picture's facts, read from its header and proven by decoding it once.

    Args:
        path: the file.
        caption: what the unit wrote about it.
        shown: the name the user gave it, for messages.

    Raises:
        Fault: M06 for a file that cannot be read, M04 for one too large to load, M03 for
            one that is no JPEG or PNG.
    """
    if path.stat().st_size > MAX_FILE_BYTES:
        raise Fault("M04", path=shown, size=f"{path.stat().st_size / 2**20:.0f} MB")
    try:
        content = path.read_bytes()
    except OSError as error:
        raise Fault("M06", path=shown, reason=os_reason(error)) from None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # size is bounded below; broken EXIF is no matter
            with Image.open(path) as image:
                width, height = image.size
                if width * height > MAX_PIXELS:
                    raise Fault("M04", path=shown, size=f"{width}×{height} 像素")
                kind = "JPEG" if image.format == "MPO" else image.format or ""
                held = image.getexif().get(_ORIENTATION, 1)
                dpi = image.info.get("dpi")
                if kind not in ("JPEG", "PNG"):
                    raise Fault("M03", path=shown, found=f"{kind} 图片")
                image.draft("L", (1, 1))  # an eighth of a JPEG's size proves as much as all
                image.load()
    except Image.DecompressionBombError:
        raise Fault("M04", path=shown, size="像素过多") from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
        raise Fault("M03", path=shown, found=_looks_like(content)) from None
    orientation = held if held in range(1, 9) else 1
    if orientation >= 5:
        width, height = height, width
    return Picture(
        path=path,
        caption=caption,
        width=width,
        height=height,
        dpi=round(float(dpi[0]), 1) if dpi else None,
        format=kind,
        digest=hashlib.sha256(content).hexdigest(),
        orientation=orientation,
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


def _looks_like(content: bytes) -> str:
    """What a file that is no picture is, by its first bytes."""
    signatures = {
        b"%PDF": "PDF 文件",
        b"PK": "Word、Excel 或压缩文件",
        b"\xd0\xcf": "旧版 Office 文件",
    }
    for start, name in signatures.items():
        if content.startswith(start):
            return name
    return "空文件" if not content else "无法识别的文件"


class Photo(Kind):
    """One photo."""

    name = "照片"
    takes = frozenset({"照片尺寸", "底色", "文件格式"})

    def parse(self, raw: Raw, setting: Setting) -> Value:
        """The picture the cell names."""
        name = text_of(raw)
        return open_picture(inside(setting.folder, name), "", name)


class Pictures(Kind):
    """Pictures with captions; in a cell one a line, file and caption parted by |."""

    name = "图片"
    takes = frozenset({"最少数量", "最多数量", "最多字数", "文件格式"})

    def blank(self, field: FieldLike) -> Value:
        """No picture."""
        return ()

    def parse(self, raw: Raw, setting: Setting) -> Value:
        """The pictures in the order given."""
        named = _named_files(raw)
        return tuple(open_picture(inside(setting.folder, n), c, n) for n, c in named)


class Attachments(Kind):
    """Other files an entry hands in: scans, videos."""

    name = "附件"
    takes = frozenset({"最少数量", "最多数量", "最多字数", "文件格式"})

    def blank(self, field: FieldLike) -> Value:
        """No file."""
        return ()

    def parse(self, raw: Raw, setting: Setting) -> Value:
        """The files in the order given."""
        return tuple(Attachment(inside(setting.folder, n), c) for n, c in _named_files(raw))


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
            raise Fault("V07", expected="由“文件”“说明”组成的列表")
    return named
