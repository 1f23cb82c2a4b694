"""Names and characters → small font files for tests."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTCollection, TTFont

_CHINESE, _ENGLISH = 0x804, 0x409


def font(
    family: str,
    characters: str = "一中",
    *,
    chinese_family: str = "",
    postscript: str = "",
    bold: bool = False,
    weight: int = 400,
    advance: int = 1000,
    heights: Mapping[str, int] | None = None,
    system: Mapping[str, int] | None = None,
) -> TTFont:
    """A TrueType font of 1000 units an em whose glyphs are all one square.

    Args:
        family: English family name.
        characters: what it covers, beyond .notdef.
        chinese_family: family and full name for Chinese.
        postscript: PostScript name; the family's without spaces by default.
        bold: whether the style bits say so.
        weight: OS/2 usWeightClass.
        advance: of every glyph.
        heights: fields of hhea (ascent, descent, lineGap).
        system: fields of OS/2.
    """
    builder = FontBuilder(1000, isTTF=True)
    glyphs = [".notdef", *(f"g{ord(character):x}" for character in characters)]
    builder.setupGlyphOrder(glyphs)
    builder.setupCharacterMap({ord(character): f"g{ord(character):x}" for character in characters})
    builder.setupGlyf(dict.fromkeys(glyphs, _square()))
    builder.setupHorizontalMetrics(dict.fromkeys(glyphs, (advance, 0)))
    builder.setupHorizontalHeader(**{"ascent": 800, "descent": -200, **(heights or {})})
    selection = 1 << 5 if bold else 1 << 6
    builder.setupOS2(**{"fsSelection": selection, "usWeightClass": weight, **(system or {})})
    builder.setupPost()
    builder.setupNameTable({})
    made: TTFont = builder.font
    made["head"].macStyle = int(bold)
    names = {_ENGLISH: family, **({_CHINESE: chinese_family} if chinese_family else {})}
    for language, name in names.items():
        made["name"].setName(name, 1, 3, 1, language)
        made["name"].setName(f"{name} Bold" if bold else name, 4, 3, 1, language)
    made["name"].setName(postscript or family.replace(" ", ""), 6, 3, 1, _ENGLISH)
    return made


def content_of(made: TTFont) -> bytes:
    """The bytes of a font file."""
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def collection(fonts: Sequence[TTFont]) -> bytes:
    """The bytes of a .ttc file."""
    made = TTCollection()
    made.fonts = [TTFont(io.BytesIO(content_of(one))) for one in fonts]
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def _square() -> object:
    pen = TTGlyphPen(None)
    pen.moveTo((0, 0))
    for point in ((500, 0), (500, 500), (0, 500)):
        pen.lineTo(point)
    pen.closePath()
    return pen.glyph()
