"""A font file → what setting and painting need of it: coverage, advances, heights."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from formgen.fonts.sfnt import (
    Characters,
    FontFileError,
    Tables,
    characters_of,
    tables_of,
    units_of,
    unpack,
)

_USE_TYPO_METRICS = 1 << 7
_OS2_HEIGHTS_END = 78
_SAME = ((0x00A0, 0x0020), (0x202F, 0x0020), (0x2011, 0x2010), (0x2011, 0x002D))
"""Characters printed as another one where a face lacks them: no-break spaces and hyphen."""


@dataclass(frozen=True, slots=True, eq=False)
class Face:
    """One face of a font file; one object per face and process. Lengths are shares of an em.

    A single line is `ascent + descent + line_gap` high and its baseline lies
    `line_gap + ascent` below its top: LibreOffice 7.4 puts the gap above the text.
    """

    key: str
    """PostScript name, e.g. "FandolFang-Regular"; names the face in CSS and reports."""
    path: Path
    index: int
    """Number of the face in a collection (.ttc); 0 otherwise."""
    ascent: float
    """Above the baseline, as LibreOffice and Word reckon single line height."""
    descent: float
    """Below the baseline, positive."""
    line_gap: float
    underline_position: float
    """Of the line's middle below the baseline, positive."""
    underline_thickness: float
    bold: bool
    italic: bool
    advances: Mapping[int, float] = field(repr=False)
    """Code point to advance width; its keys are the face's coverage."""
    glyphs: Mapping[int, int] = field(repr=False)
    """Code point to glyph index."""

    @classmethod
    def of_file(cls, path: Path, index: int, *, key: str, bold: bool, italic: bool) -> Face:
        """A face whose heights are read now, its coverage when somebody asks for it.

        Raises:
            FontFileError: a table is missing or broken.
        """
        with path.open("rb") as stream:
            tables = tables_of(stream, index)
            units = units_of(tables)
            ascent, descent, line_gap = heights_of(tables)
            position, thickness = _underline(tables, units)
        known = {
            "key": key,
            "path": path,
            "index": index,
            "ascent": ascent / units,
            "descent": descent / units,
            "line_gap": line_gap / units,
            "underline_position": position,
            "underline_thickness": thickness,
            "bold": bold,
            "italic": italic,
        }
        face = object.__new__(cls)
        for name, value in known.items():
            object.__setattr__(face, name, value)
        return face

    if not TYPE_CHECKING:  # a type checker would take any attribute for one that exists

        def __getattr__(self, name: str) -> object:
            """Fill the two mappings of a face made by `of_file` at first use.

            Python asks here only for an attribute that is not set, so that each later access is
            as quick as any: setting looks up thousands of advances a page.
            """
            if name not in ("advances", "glyphs"):
                raise AttributeError(name)
            characters = _characters(self.path, self.index)
            object.__setattr__(self, "advances", characters.advances)
            object.__setattr__(self, "glyphs", characters.glyphs)
            return getattr(characters, name)


def _characters(path: Path, index: int) -> Characters:
    try:
        with path.open("rb") as stream:
            characters = characters_of(tables_of(stream, index))
    except FontFileError as error:
        hint = "请把这个字体文件从字体文件夹移走，再试一次。"
        raise FontFileError(f"{path}：{error.message}", hint=hint) from error
    glyphs, advances = characters.glyphs, characters.advances
    for code, like in _SAME:
        if code not in glyphs and like in glyphs:
            glyphs[code], advances[code] = glyphs[like], advances[like]
    return characters


def heights_of(tables: Tables) -> tuple[int, int, int]:
    """Ascent, descent (positive) and line gap in font units.

    LibreOffice's choice, measured with 7.4 on Linux: those of `hhea` if their signs are right,
    else `usWin…` without a gap; those of `sTypo…` where the face asks for it (OS/2 fsSelection,
    bit 7).

    Raises:
        FontFileError: a table is missing or broken.
    """
    ascent, descent, gap = unpack(">hhh", tables.read("hhea"), 4)
    if ascent < 0 or descent > 0:
        ascent, descent, gap = 0, 0, 0
    system = tables.read("OS/2")
    if len(system) < _OS2_HEIGHTS_END:
        return ascent, -descent, gap
    (selection,) = unpack(">H", system, 62)
    typo_ascent, typo_descent, typo_gap = unpack(">hhh", system, 68)
    if selection & _USE_TYPO_METRICS and typo_ascent >= 0 >= typo_descent:
        return typo_ascent, -typo_descent, typo_gap
    if ascent == descent == 0:
        above, below = unpack(">HH", system, 74)
        return above, below, 0
    return ascent, -descent, gap


def _underline(tables: Tables, units: int) -> tuple[float, float]:
    """Position of the line's middle and thickness; `post` gives the line's upper edge."""
    content = tables.read("post")
    top, thickness = unpack(">hh", content, 8) if len(content) >= 12 else (0, 0)
    if thickness <= 0:
        top, thickness = -units // 10, units // 20
    return (thickness / 2 - top) / units, thickness / units
