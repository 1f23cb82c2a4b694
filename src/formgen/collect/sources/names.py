"""Names of files as strangers' machines wrote them → names to show, to sort by and to pass over."""

from __future__ import annotations

import os
import re
import unicodedata
import zlib
from collections.abc import Sequence
from struct import Struct
from zipfile import ZipInfo

from formgen.tables.finding import COLLECT_REPORT

_UTF8_FLAG = 0x800
_EXTRA = Struct("<HH")
_UNICODE_PATH = 0x7075
"""Info-ZIP's extra field with the name in UTF-8 (APPNOTE 4.6.9)."""
_UNICODE_HEAD = Struct("<BI")
_PASSED_OVER = frozenset({"thumbs.db", "desktop.ini", "ehthumbs.db", "__macosx"})
_LOCKS = ("~$", ".~", "~wrl")
"""How the files begin that Word and LibreOffice keep beside an open document."""
_DRIVE = re.compile(r"^[A-Za-z]:$")
_DIGITS = re.compile(r"(\d+)")


def passed_over(name: str) -> bool:
    """Whether a file or folder is none that anybody sent: system files, locks, hidden ones."""
    low = name.casefold()
    return (
        low in _PASSED_OVER
        or low.startswith((".", *_LOCKS))
        or name.endswith(COLLECT_REPORT)
        or name in ("", "..")
    )


def natural(parts: Sequence[str]) -> tuple[object, ...]:
    """A path's key for sorting by name as people count: 2 before 10."""
    return tuple(_natural(part) for part in parts)


def _natural(name: str) -> tuple[tuple[int, int, str], ...]:
    folded = unicodedata.normalize("NFKC", name).casefold()
    pieces = _DIGITS.split(folded)
    # Numbers are compared by length first: int() refuses those of more than 4,300 digits.
    return tuple(
        (0, len(bare), bare) if place % 2 else (1, 0, piece)
        for place, piece in enumerate(pieces)
        for bare in (piece.lstrip("0"),)
    )


def shown(name: str) -> str:
    """A name fit to be printed: undecodable bytes read as Chinese, no control characters."""
    if any("\udc80" <= character <= "\udcff" for character in name):
        name = os.fsencode(name).decode("gb18030", "replace")
    return "".join(c for c in name if unicodedata.category(c) not in ("Cc", "Cf", "Cs"))


def entry_parts(info: ZipInfo) -> list[str]:
    """The path of a file in a zip archive, without drive, root and steps upwards."""
    path = _entry_name(info).partition("\0")[0].replace("\\", "/")
    parts = (shown(part) for part in path.split("/"))
    return [part for part in parts if part not in ("", ".", "..") and not _DRIVE.match(part)]


def _entry_name(info: ZipInfo) -> str:
    """A name in a zip archive, which Windows writes in GBK and does not say so."""
    if info.flag_bits & _UTF8_FLAG:
        return info.orig_filename
    raw = info.orig_filename.encode("cp437")
    if (told := _unicode_path(info.extra, raw)) is not None:
        return told
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.orig_filename


def _unicode_path(extra: bytes, raw: bytes) -> str | None:
    """The name from the extra field, where it is of this very name."""
    while len(extra) >= _EXTRA.size:
        kind, size = _EXTRA.unpack_from(extra)
        field, extra = extra[_EXTRA.size : _EXTRA.size + size], extra[_EXTRA.size + size :]
        if kind != _UNICODE_PATH or len(field) <= _UNICODE_HEAD.size:
            continue
        version, checksum = _UNICODE_HEAD.unpack_from(field)
        if version == 1 and checksum == zlib.crc32(raw):
            try:
                return field[_UNICODE_HEAD.size :].decode()
            except UnicodeDecodeError:
                return None
    return None
