"""A face and the characters a document prints in it → a font in the PDF.

Codes are two bytes and stand for glyphs directly (Identity-H), so nothing is shaped a second
time and no other font can step in.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from formgen.fonts import Face
from formgen.layout.painting import objects
from formgen.layout.painting.harfbuzz import subset
from formgen.layout.painting.sfnt import Program, read_program
from formgen.problems import EnvironmentLackError

_SYMBOLIC, _ITALIC = 1 << 2, 1 << 6
_FULL_WIDTH = 1000
_BATCH = 100
"""Lines a bfchar section may have (Adobe TN 5014, 2)."""
_CMAP_HEAD = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <ffff>
endcodespacerange
"""
_CMAP_FOOT = """endcmap
CMapName currentdict /CMap defineresource pop
end
end"""


@dataclass(frozen=True, slots=True, eq=False)
class EmbeddedFace:
    """A face cut down to what one document prints, packed and ready to be written."""

    name: str
    """BaseFont: a tag for the choice of glyphs, and the face's name."""
    codes: Mapping[int, str]
    """Code point to the four hexadecimal digits that show it, for `str.translate`."""
    shared: frozenset[str]
    """Characters whose glyph reads as another character, when text is copied."""
    program: bytes
    compact: bool
    to_unicode: bytes
    widths: str
    descriptor: Mapping[str, Any]


@lru_cache(maxsize=64)
def embed(face: Face, characters: frozenset[str]) -> EmbeddedFace:
    """The face with these characters; a face of headings recurs with the same ones.

    Raises:
        ValueError: the face lacks one of the characters: a mistake of who set the page.
        EnvironmentLackError: the font file cannot be embedded.
    """
    points = sorted(map(ord, characters), key=_plain_first)
    glyphs = _glyphs(face, points)
    small = subset(face.path, face.index, glyphs)
    program = _program(face, small.program)
    cids = [program.cids[n] if program.cids else n for n in small.numbers]
    spoken = _spoken(points, cids)
    return EmbeddedFace(
        name=_name(face, glyphs),
        codes={point: f"{cid:04x}" for point, cid in zip(points, cids, strict=True)},
        shared=frozenset(chr(p) for p, cid in zip(points, cids, strict=True) if spoken[cid] != p),
        program=objects.deflate(program.data),
        compact=program.compact,
        to_unicode=objects.deflate(_to_unicode(spoken).encode()),
        widths=_widths({cid: face.advances[point] for cid, point in spoken.items()}),
        descriptor=_descriptor(face, program),
    )


def add_font(pdf: Any, font: EmbeddedFace) -> bytes:
    """Write a font into the PDF; the reference of its Type 0 dictionary (ISO 32000-1, 9.7)."""
    name = f"/{font.name}"
    if font.compact:
        file = objects.packed(font.program, Subtype="/CIDFontType0C")
    else:
        file = objects.packed(font.program)
    kind = "FontFile3" if font.compact else "FontFile2"
    descriptor = {"Type": "/FontDescriptor", "FontName": name, **font.descriptor}
    descriptor[kind] = objects.add(pdf, file)
    descendant = {
        "Type": "/Font",
        "Subtype": "/CIDFontType0" if font.compact else "/CIDFontType2",
        "BaseFont": name,
        "CIDSystemInfo": "<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>",
        "DW": _FULL_WIDTH,
        "W": font.widths,
        "FontDescriptor": objects.add(pdf, objects.dictionary(descriptor)),
    }
    if not font.compact:
        descendant["CIDToGIDMap"] = "/Identity"
    top = {
        "Type": "/Font",
        "Subtype": "/Type0",
        "BaseFont": name,
        "Encoding": "/Identity-H",
        "DescendantFonts": objects.array([objects.add(pdf, objects.dictionary(descendant))]),
        "ToUnicode": objects.add(pdf, objects.packed(font.to_unicode)),
    }
    return objects.add(pdf, objects.dictionary(top))


def _glyphs(face: Face, points: Iterable[int]) -> list[int]:
    """The glyph of each character, in order.

    Raises:
        ValueError: there is none.
    """
    try:
        return [face.glyphs[point] for point in points]
    except KeyError as error:
        raise ValueError(f"{face.key} has no glyph for U+{error.args[0]:04X}") from None


def _program(face: Face, content: bytes) -> Program:
    try:
        return read_program(content)
    except ValueError as error:
        raise EnvironmentLackError(
            f"字体“{face.key}”的格式不能放进 PDF", hint="请换用 TrueType 或 OpenType（CFF）字体"
        ) from error


def _plain_first(point: int) -> tuple[bool, int]:
    """Radicals and compatibility forms last: a glyph they share reads as the plain character."""
    return 0x2E80 <= point <= 0x2FDF or 0xF900 <= point <= 0xFAFF, point


def _spoken(points: Iterable[int], cids: Iterable[int]) -> dict[int, int]:
    """What each code reads as: the first of the characters that share the glyph."""
    spoken: dict[int, int] = {}
    for point, cid in zip(points, cids, strict=True):
        spoken.setdefault(cid, point)
    return dict(sorted(spoken.items()))


def _name(face: Face, glyphs: Iterable[int]) -> str:
    """The name with a subset tag of six letters (ISO 32000-1, 9.6.4), equal for equal glyphs."""
    chosen = " ".join(map(str, sorted(glyphs)))
    digest = hashlib.sha256(f"{face.key} {chosen}".encode()).digest()
    tag = "".join(chr(65 + byte % 26) for byte in digest[:6])
    plain = re.sub(r"[^A-Za-z0-9_.-]+", "-", face.key).strip("-") or "Font"
    return f"{tag}+{plain}"


def _to_unicode(spoken: Mapping[int, int]) -> str:
    """The ToUnicode CMap (ISO 32000-1, 9.10.3)."""
    lines = [f"<{cid:04x}> <{_utf16(point)}>\n" for cid, point in spoken.items()]
    batches = (lines[at : at + _BATCH] for at in range(0, len(lines), _BATCH))
    body = "".join(f"{len(b)} beginbfchar\n{''.join(b)}endbfchar\n" for b in batches)
    return _CMAP_HEAD + body + _CMAP_FOOT


def _utf16(point: int) -> str:
    return f"{point:04x}" if point < 0x10000 else chr(point).encode("utf-16-be").hex()


def _widths(advances: Mapping[int, float]) -> str:
    """The W array (ISO 32000-1, 9.7.4.3) of the codes that are not a full em wide."""
    entries = (
        f"{cid}[{objects.number(advance * 1000)}]"
        for cid, advance in advances.items()
        if advance != 1.0
    )
    return f"[{' '.join(entries)}]"


def _descriptor(face: Face, program: Program) -> dict[str, Any]:
    ascent, descent = round(face.ascent * 1000), round(face.descent * 1000)
    return {
        "Flags": _SYMBOLIC | (_ITALIC if face.italic else 0),
        "FontBBox": f"[{objects.numbers(program.box)}]",
        "ItalicAngle": -12 if face.italic else 0,
        "Ascent": ascent,
        "Descent": -descent,
        "CapHeight": ascent,
        "StemV": 140 if face.bold else 80,
    }
