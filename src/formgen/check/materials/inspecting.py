"""A handed-in file → what it is by its content, and whether it opens.

Files come from strangers: everything is bounded. A file too large is named, not opened, and
nothing is fetched that a file refers to.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

from formgen.campaign.kinds.formats import EMPTY, HEAD_BYTES, ZIP, FileFormat, format_of
from formgen.campaign.kinds.pictures import (
    MAX_FILE_BYTES,
    MAX_PIXELS,
    BrokenImageError,
    TooManyPixelsError,
    read_image,
)
from formgen.check.materials.video import VideoFacts, read_video
from formgen.problems import os_reason

logging.getLogger("PIL").addHandler(logging.NullHandler())  # else it writes to the screen

MAX_PDF_BYTES = 200 * 2**20
"""A PDF larger than this is named, not opened."""
MAX_VIDEO_BYTES = 2**30
"""A video of this size or more is named, not opened."""

_REMEMBERED = 16_384
_MEGABYTE = 2**20
_TAIL_BYTES = 2**18
"""Where the directory of a zip lies: 256 KB hold some 2,500 names."""
OFFICE_FORMATS = {
    b"word/document.xml": FileFormat("Word 文件", ("DOCX", "WORD")),
    b"xl/workbook.xml": FileFormat("Excel 文件", ("XLSX", "EXCEL")),
    b"ppt/presentation.xml": FileFormat("PPT 文件", ("PPTX", "PPT")),
}


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a file did not open: a code of the catalogue and its details but for the path."""

    code: str
    details: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What a file is."""

    format: FileFormat
    trouble: Trouble | None = None
    """Why it could not be opened, or was not; None for one that opens and for other kinds."""
    video: VideoFacts | None = field(default=None)
    """Of a video that opens."""


def inspect(path: Path) -> FileFacts:
    """What a file is; opened once a run, however often it is asked for.

    Raises:
        EnvironmentLackError: it is a video, and the MediaInfo library cannot be loaded.
    """
    try:
        status = path.stat()
    except OSError as error:
        return FileFacts(EMPTY, Trouble("M06", {"reason": os_reason(error)}))
    return _inspected(_State(path, status.st_size, status.st_mtime_ns))


@dataclass(frozen=True, slots=True)
class _State:
    """A file as it was at some time."""

    path: Path
    size: int
    modified: int


@lru_cache(maxsize=_REMEMBERED)
def _inspected(file: _State) -> FileFacts:
    try:
        return _opened(file.path, file.size, _format(file.path, file.size))
    except OSError as error:
        return FileFacts(EMPTY, Trouble("M06", {"reason": os_reason(error)}))


def _format(path: Path, size: int) -> FileFormat:
    with path.open("rb") as stream:
        found = format_of(stream.read(HEAD_BYTES))
        if found != ZIP:
            return found
        stream.seek(max(0, size - _TAIL_BYTES))
        directory = stream.read(_TAIL_BYTES)
    return next((office for part, office in OFFICE_FORMATS.items() if part in directory), ZIP)


def _opened(path: Path, size: int, found: FileFormat) -> FileFacts:
    """The facts of a file of a known format.

    Raises:
        OSError: it cannot be read.
    """
    facts = FileFacts(found)
    if found == EMPTY:
        return replace(facts, trouble=_unopened("文件是空的"))
    if found.family == "视频":
        if size >= MAX_VIDEO_BYTES:
            return replace(facts, trouble=_too_large(size, "1 GB"))
        video = read_video(path)
        return replace(facts, video=video, trouble=_unopened(video.reason))
    if found.family == "PDF":
        if size > MAX_PDF_BYTES:
            return replace(facts, trouble=_too_large(size, f"{MAX_PDF_BYTES // _MEGABYTE} MB"))
        # No campaign of pictures waits for what reads PDFs.
        from formgen.check.materials.pdf import pdf_trouble  # noqa: PLC0415

        return replace(facts, trouble=_unopened(pdf_trouble(path)))
    if found.pillow:
        return replace(facts, trouble=_picture_trouble(path, size, found))
    return facts


def _unopened(reason: str) -> Trouble | None:
    return Trouble("M15", {"reason": reason}) if reason else None


def _too_large(size: int, limit: str) -> Trouble:
    shown = f"{size / 2**30:.1f} GB" if size >= 2**30 else f"{size / _MEGABYTE:.0f} MB"
    return Trouble("M20", {"size": shown, "limit": limit})


def _picture_trouble(path: Path, size: int, found: FileFormat) -> Trouble | None:
    if size > MAX_FILE_BYTES:
        return _too_large(size, f"{MAX_FILE_BYTES // _MEGABYTE} MB")
    try:
        read_image(path.read_bytes(), found.pillow)
    except TooManyPixelsError as error:
        return Trouble("M20", {"size": str(error), "limit": f"{MAX_PIXELS // 10_000} 万像素"})
    except BrokenImageError:
        return _unopened("图片已损坏，或没有传完")
    return None
