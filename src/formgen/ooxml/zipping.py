"""Parts → the bytes of a zip file; parts that never change are deflated only once.

The standard library cannot write a part that is already deflated, and deflating the
same styles and settings for every form is most of what a form costs.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable
from dataclasses import dataclass

from deflate import crc32, deflate_compress

_STORED, _DEFLATED = 0, 8
_FAST = 1
"""libdeflate's fastest level."""
_UTF8_NAMES = 0x0800
_DOS_DATE = (0 << 9) | (1 << 5) | 1
"""1980-01-01, the first date a zip can hold: equal input gives equal bytes."""
_LOCAL = struct.Struct("<4sHHHHHIIIHH")
_CENTRAL = struct.Struct("<4sHHHHHHIIIHHHHHII")
_END = struct.Struct("<4sHHHHIIH")


@dataclass(frozen=True, slots=True)
class ZipPart:
    """A part ready to be written: its name, packed bytes, and what the headers need."""

    name: bytes
    data: bytes
    method: int
    checksum: int
    size: int
    """Bytes before packing."""


def deflate(name: str, content: bytes, level: int = 6) -> ZipPart:
    """A part packed at a zlib level (1 fast to 9 small)."""
    packer = zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS)
    data = packer.compress(content) + packer.flush()
    return ZipPart(name.encode(), data, _DEFLATED, zlib.crc32(content), len(content))


def deflate_fast(name: str, content: bytes) -> ZipPart:
    """A part packed by libdeflate, faster than zlib's fastest and about as small."""
    data = bytes(deflate_compress(content, _FAST))
    return ZipPart(name.encode(), data, _DEFLATED, crc32(content), len(content))


def stored(name: str, content: bytes) -> ZipPart:
    """A part kept as it is, for pictures, which are packed already."""
    return ZipPart(name.encode(), content, _STORED, crc32(content), len(content))


def write_zip(parts: Iterable[ZipPart]) -> bytes:
    """The bytes of a zip file that holds the parts in the order given.

    Raises:
        ValueError: more than 65,535 parts or 4 GiB, which would need zip64.
    """
    body: list[bytes] = []
    directory: list[bytes] = []
    offset = 0
    for part in parts:
        head = (part.method, 0, _DOS_DATE, part.checksum, len(part.data), part.size)
        local = _LOCAL.pack(b"PK\3\4", 20, _UTF8_NAMES, *head, len(part.name), 0)
        central = _CENTRAL.pack(
            b"PK\1\2", 20, 20, _UTF8_NAMES, *head, len(part.name), 0, 0, 0, 0, 0, offset
        )
        body += (local, part.name, part.data)
        directory += (central, part.name)
        offset += len(local) + len(part.name) + len(part.data)
    size = sum(map(len, directory))
    count = len(directory) // 2
    if count > 0xFFFF or offset + size > 0xFFFFFFFF:
        raise ValueError("too large for a zip file without zip64")
    end = _END.pack(b"PK\5\6", 0, 0, count, count, size, offset, 0)
    return b"".join((*body, *directory, end))
