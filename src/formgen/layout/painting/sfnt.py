"""The bytes of a subset font → what a PDF says of it: outlines, codes of glyphs, bounding box."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from itertools import pairwise

_ROS, _CHARSET, _ESCAPE = 0x0C1E, 15, 12
_REAL, _SHORT, _LONG = 30, 28, 29


@dataclass(frozen=True, slots=True)
class Program:
    """A font program as a PDF embeds it."""

    data: bytes
    compact: bool
    """Bare CFF outlines (CIDFontType0C); otherwise a TrueType file."""
    cids: tuple[int, ...] | None
    """The CID of each glyph of a CID-keyed font; None where glyph numbers serve as CIDs."""
    box: tuple[int, int, int, int]
    """Bounding box in thousandths of an em."""


def read_program(content: bytes) -> Program:
    """The part of an OpenType file that a PDF embeds (ISO 32000-1, 9.9, table 126).

    Raises:
        ValueError: neither TrueType nor CFF outlines (CFF2, bitmaps only).
    """
    tables = _tables(content)
    if "head" not in tables:
        raise ValueError("a font without its header: bitmaps only")
    box = _bounding_box(tables["head"])
    if "CFF " in tables:
        outlines = tables["CFF "]
        return Program(outlines, True, cids_of(outlines), box)
    if "glyf" not in tables:
        raise ValueError("a font without outlines a PDF can embed")
    return Program(content, False, None, box)


def _tables(content: bytes) -> dict[str, bytes]:
    count = int.from_bytes(content[4:6], "big")
    tables = {}
    for number in range(count):
        tag, _, offset, length = struct.unpack_from(">4sIII", content, 12 + 16 * number)
        tables[tag.decode("latin-1")] = content[offset : offset + length]
    return tables


def _bounding_box(head: bytes) -> tuple[int, int, int, int]:
    (units,) = struct.unpack_from(">H", head, 18)
    left, bottom, right, top = (
        round(edge * 1000 / units) for edge in struct.unpack_from(">4h", head, 36)
    )
    return left, bottom, right, top


def cids_of(outlines: bytes) -> tuple[int, ...] | None:
    """The charset of a CID-keyed CFF font (Adobe TN 5176, 13 and 18); None for other CFF."""
    top = outlines[2]
    _, top = _index(outlines, top)
    dictionaries, _ = _index(outlines, top)
    start, end = dictionaries[0]
    operators = _dictionary(outlines[start:end])
    if _ROS not in operators:
        return None
    glyphs, _ = _index(outlines, operators[17])
    return _charset(outlines, operators.get(_CHARSET, 0), len(glyphs))


def _index(data: bytes, start: int) -> tuple[list[tuple[int, int]], int]:
    """The spans of an INDEX's objects, and where it ends."""
    (count,) = struct.unpack_from(">H", data, start)
    if count == 0:
        return [], start + 2
    size = data[start + 2]
    first = start + 3
    offsets = [
        int.from_bytes(data[first + size * i : first + size * (i + 1)], "big")
        for i in range(count + 1)
    ]
    base = first + size * (count + 1) - 1
    spans = [(base + a, base + b) for a, b in pairwise(offsets)]
    return spans, base + offsets[-1]


def _dictionary(data: bytes) -> dict[int, int]:
    """Operators of a DICT with their last operand; enough for offsets."""
    found: dict[int, int] = {}
    operand, at = 0, 0
    while at < len(data):
        lead = data[at]
        if lead < 22:
            escaped = lead == _ESCAPE
            found[lead << 8 | data[at + 1] if escaped else lead] = operand
            at += 2 if escaped else 1
        else:
            operand, at = _operand(data, at)
    return found


def _operand(data: bytes, at: int) -> tuple[int, int]:
    """A number of a DICT and where the next byte stands; reals, never offsets, are read as 0."""
    lead = data[at]
    if lead == _SHORT:
        return int.from_bytes(data[at + 1 : at + 3], "big", signed=True), at + 3
    if lead == _LONG:
        return int.from_bytes(data[at + 1 : at + 5], "big", signed=True), at + 5
    if lead == _REAL:
        while data[at + 1] & 0x0F != 0x0F and data[at + 1] >> 4 != 0x0F:
            at += 1
        return 0, at + 2
    if lead < 247:
        return lead - 139, at + 1
    low = data[at + 1]
    value = (lead - 247) * 256 + low + 108 if lead < 251 else -(lead - 251) * 256 - low - 108
    return value, at + 2


def _charset(data: bytes, start: int, count: int) -> tuple[int, ...]:
    if start <= 2:  # predefined charsets are for name-keyed fonts; in others it means identity
        return tuple(range(count))
    layout, at = data[start], start + 1
    cids = [0]
    if layout == 0:
        return (0, *struct.unpack_from(f">{count - 1}H", data, at))
    entry = struct.Struct(">HB" if layout == 1 else ">HH")
    while len(cids) < count:
        first, left = entry.unpack_from(data, at)
        cids.extend(range(first, first + left + 1))
        at += entry.size
    return tuple(cids[:count])
