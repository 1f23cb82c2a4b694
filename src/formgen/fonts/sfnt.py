"""Font file → its tables, and from them names, coverage and advances.

Written for speed: fontTools names every glyph before it gives a coverage, which takes
100 ms for a Chinese face; here arrays are read as they lie in the file. Tables are those of
OpenType 1.9 (ISO/IEC 14496-22); each function names its own.
"""

from __future__ import annotations

import struct
import sys
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from io import SEEK_END
from typing import BinaryIO

from formgen.problems import EnvironmentLackError

_COLLECTION = b"ttcf"
_OUTLINES = {b"\0\1\0\0", b"OTTO", b"true"}
_MOST_FACES = 64
_MOST_BYTES = 16 * 1024 * 1024
_LAST_CODE_POINT = 0x10FFFF
_SUBTABLES = ((3, 10), (0, 6), (0, 4), (3, 1), (0, 3), (0, 2), (0, 1), (0, 0), (3, 0))
"""Platform and encoding of the coverage to read, best first; (3, 0) are symbol fonts."""


class FontFileError(EnvironmentLackError):
    """A font file cannot be used; the message is a Chinese reason."""


@dataclass(frozen=True, slots=True)
class Tables:
    """Where the tables of one face lie in its file: tag to offset and length."""

    stream: BinaryIO
    places: dict[str, tuple[int, int]]

    def __contains__(self, tag: str) -> bool:
        return tag in self.places

    def read(self, tag: str) -> bytes:
        """A table's bytes; empty where the face has no such table.

        Raises:
            FontFileError: the table is cut off or too large.
        """
        offset, length = self.places.get(tag, (0, 0))
        if length > _MOST_BYTES:
            raise FontFileError("字体文件损坏：数据表过大。")
        self.stream.seek(offset)
        content = self.stream.read(length)
        if len(content) != length:
            raise FontFileError("字体文件不完整，可能没有下载或复制完。")
        return content


def faces_in(stream: BinaryIO) -> Iterator[Tables]:
    """The faces of a font file: one, or those of a collection (.ttc).

    Raises:
        FontFileError: it is no TrueType or OpenType font.
    """
    head = stream.read(12)
    if head[:4] != _COLLECTION:
        yield _tables(stream, head)
        return
    (count,) = unpack(">L", head, 8)
    if count > _MOST_FACES:
        raise FontFileError("字体文件损坏：字体集里的字体过多。")
    offsets = stream.read(4 * count)
    for (offset,) in struct.iter_unpack(">L", offsets[: len(offsets) // 4 * 4]):
        stream.seek(offset)
        yield _tables(stream, stream.read(12))


def tables_of(stream: BinaryIO, index: int) -> Tables:
    """The tables of one face of a file.

    Raises:
        FontFileError: the file is no font or has no such face.
    """
    for number, tables in enumerate(faces_in(stream)):
        if number == index:
            return tables
    raise FontFileError("字体文件已经改变，请重新运行。")


def _tables(stream: BinaryIO, head: bytes) -> Tables:
    if head[:4] not in _OUTLINES:
        raise FontFileError("不是TrueType或OpenType字体文件。")
    (count,) = unpack(">H", head, 4)
    directory = stream.read(16 * count)
    if len(directory) != 16 * count:
        raise FontFileError("字体文件不完整，可能没有下载或复制完。")
    places = {
        tag.decode("latin-1"): (offset, length)
        for tag, _, offset, length in struct.iter_unpack(">4sLLL", directory)
    }
    return Tables(stream, places)


def unpack(layout: str, content: bytes, offset: int = 0) -> tuple[int, ...]:
    """Numbers at an offset.

    Raises:
        FontFileError: the content ends before.
    """
    if offset + struct.calcsize(layout) > len(content):
        raise FontFileError("字体文件损坏：数据表不完整。")
    return struct.unpack_from(layout, content, offset)


def units_of(tables: Tables) -> int:
    """Font units in an em (head).

    Raises:
        FontFileError: the table is missing or says none.
    """
    (units,) = unpack(">H", tables.read("head"), 18)
    if not units:
        raise FontFileError("字体文件损坏：没有单位大小。")
    return units


def check_places(tables: Tables) -> None:
    """See that the file is as long as its tables say.

    Raises:
        FontFileError: it is cut off.
    """
    end = tables.stream.seek(0, SEEK_END)
    if any(offset + length > end for offset, length in tables.places.values()):
        raise FontFileError("字体文件不完整，可能没有下载或复制完。")


def names_of(tables: Tables) -> dict[int, list[str]]:
    """The name table: name id (1 family, 4 full, 6 PostScript, 16 …) to names in all languages.

    Names in encodings this reader does not know are left out.
    """
    content = tables.read("name")
    _, count, start = unpack(">HHH", content)
    found: dict[int, list[str]] = {}
    for number in range(count):
        platform, encoding, _, kind, length, offset = unpack(">6H", content, 6 + 12 * number)
        raw = content[start + offset : start + offset + length]
        name = _decoded(raw, platform, encoding).strip("\0 ")
        if name and name not in found.setdefault(kind, []):
            found[kind].append(name)
    return found


def _decoded(raw: bytes, platform: int, encoding: int) -> str:
    if (platform, encoding) == (3, 3):
        # 'name': strings for the PRC encoding are GBK, in old fonts padded to two bytes each.
        return raw.replace(b"\0", b"").decode("gb18030", "ignore")
    if platform in (0, 3):
        return raw.decode("utf-16-be", "ignore")
    if platform == 1:
        return raw.decode(
            {0: "mac-roman", 2: "big5", 25: "gb18030"}.get(encoding, "ascii"), "ignore"
        )
    return ""


@dataclass(frozen=True, slots=True)
class Characters:
    """What a face prints: code points to glyph indices, and to advances in shares of an em."""

    glyphs: dict[int, int]
    advances: dict[int, float]


def characters_of(tables: Tables) -> Characters:
    """Coverage and advances (cmap, hmtx).

    Raises:
        FontFileError: a table is missing or broken.
    """
    (count,) = unpack(">H", tables.read("maxp"), 4)
    glyphs = {code: glyph for code, glyph in _coverage(tables.read("cmap")) if 0 < glyph < count}
    widths = _widths(tables, count)
    return Characters(
        glyphs, dict(zip(glyphs, map(widths.__getitem__, glyphs.values()), strict=True))
    )


def _widths(tables: Tables, count: int) -> list[float]:
    """Advance of each glyph; those after the last one stated take its advance (hmtx)."""
    units = units_of(tables)
    (stated,) = unpack(">H", tables.read("hhea"), 34)
    metrics = _numbers(tables.read("hmtx")[: 4 * stated])[::2]
    if not metrics:
        raise FontFileError("字体文件损坏：没有字宽。")
    widths = [advance / units for advance in metrics]
    return widths + [widths[-1]] * (count - len(widths))


def _numbers(content: bytes) -> array[int]:
    """Big-endian unsigned 16-bit numbers."""
    numbers = array("H", content[: len(content) // 2 * 2])
    if sys.byteorder == "little":
        numbers.byteswap()
    return numbers


def check_coverage(tables: Tables) -> None:
    """See that the coverage can be read, without reading it.

    Raises:
        FontFileError: there is none for Unicode.
    """
    _subtable(tables.read("cmap"))


def _subtable(content: bytes) -> tuple[int, int]:
    """Offset and format of the best subtable of a cmap."""
    _, count = unpack(">HH", content)
    offsets: dict[tuple[int, int], int] = {}
    for number in range(count):
        platform, encoding, offset = unpack(">HHL", content, 4 + 8 * number)
        offsets[platform, encoding] = offset
    for kind in _SUBTABLES:
        if kind in offsets:
            (layout,) = unpack(">H", content, offsets[kind])
            if layout in _READERS:
                return offsets[kind], layout
    raise FontFileError("字体没有Unicode编码表，不能使用。")


def _coverage(content: bytes) -> Iterator[tuple[int, int]]:
    offset, layout = _subtable(content)
    return _READERS[layout](content, offset)


def _segments(content: bytes, offset: int) -> Iterator[tuple[int, int]]:
    """Cmap format 4: segments of the basic plane."""
    # The length field overflows in some large fonts: what follows is read as far as it goes.
    (doubled,) = unpack(">H", content, offset + 6)
    numbers = _numbers(content[offset + 14 :])
    count = doubled // 2
    if len(numbers) < 4 * count + 1:
        raise FontFileError("字体文件损坏：编码表不完整。")
    ends, starts = numbers[:count], numbers[count + 1 : 2 * count + 1]
    deltas = numbers[2 * count + 1 : 3 * count + 1]
    base = 3 * count + 1
    previous = -1
    for number, (start, end, delta) in enumerate(zip(starts, ends, deltas, strict=True)):
        if not previous < start <= end:
            continue
        previous = end
        skip = numbers[base + number] // 2
        if not skip:
            for code in range(start, end + 1):
                yield code, (code + delta) & 0xFFFF
            continue
        first = base + number + skip
        for code, glyph in enumerate(numbers[first : first + end - start + 1], start):
            yield code, (glyph + delta) & 0xFFFF if glyph else 0


def _trimmed(content: bytes, offset: int) -> Iterator[tuple[int, int]]:
    """Cmap format 6: one stretch of code points."""
    first, count = unpack(">HH", content, offset + 6)
    start = offset + 10
    return zip(
        range(first, first + count), _numbers(content[start : start + 2 * count]), strict=False
    )


def _groups(content: bytes, offset: int) -> Iterator[tuple[int, int]]:
    """Cmap format 12: groups of all planes, in ascending order."""
    (count,) = unpack(">L", content, offset + 12)
    start = offset + 16
    stretch = content[start : start + 12 * count]
    previous = -1
    for first, last, glyph in struct.iter_unpack(">LLL", stretch[: len(stretch) // 12 * 12]):
        # Overlapping groups would let a small file stand for billions of pairs.
        if not previous < first <= last <= _LAST_CODE_POINT:
            continue
        previous = last
        yield from zip(range(first, last + 1), range(glyph, 0x10000), strict=False)


_READERS = {4: _segments, 6: _trimmed, 12: _groups}
