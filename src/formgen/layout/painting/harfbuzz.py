"""A font file and the glyphs a document uses → a small font file with only those.

HarfBuzz is called directly, because WeasyPrint takes a font only from Pango, which may hand
out another file than the one asked for, and makes every subset twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import uharfbuzz

from formgen.problems import EnvironmentLackError

_NOT_FOR_PDF = (
    "BASE CBDT CBLC COLR CPAL DSIG EBDT EBLC EBSC GDEF GPOS GSUB HVAR JSTF LTSH MATH MVAR OS/2 "
    "PCLT STAT SVG VDMX VORG VVAR avar cmap fvar gasp gvar hdmx kern meta morx mort name post "
    "sbix vhea vmtx"
)
"""Tables no reader of a PDF looks at: layout is done, codes and widths stand in the PDF."""
_LEFT_OUT = frozenset(name.ljust(4) for name in _NOT_FOR_PDF.split())
_FLAGS = uharfbuzz.SubsetFlags.NO_HINTING | uharfbuzz.SubsetFlags.DESUBROUTINIZE


@dataclass(frozen=True, slots=True)
class Subset:
    """A font file with the glyphs asked for, numbered anew."""

    program: bytes
    numbers: tuple[int, ...]
    """The new number of each glyph asked for, in the order asked."""


def subset(path: Path, index: int, glyphs: Sequence[int]) -> Subset:
    """The face with only these glyphs, .notdef, and what composite glyphs are made of.

    Raises:
        EnvironmentLackError: HarfBuzz cannot read the font file.
    """
    request = uharfbuzz.SubsetInput()
    request.glyph_set.set(glyphs)
    request.flags = _FLAGS
    try:
        plan = uharfbuzz.SubsetPlan(_open_face(path, index), request)
        program = bytes(plan.execute().blob.data)
    except (uharfbuzz.HarfBuzzError, RuntimeError, MemoryError) as error:
        raise _unreadable(path) from error
    if not program:
        raise _unreadable(path)
    numbers = plan.old_to_new_glyph_mapping
    return Subset(program, tuple(numbers[glyph] for glyph in glyphs))


@lru_cache(maxsize=64)
def _open_face(path: Path, index: int) -> uharfbuzz.Face:
    """A face of HarfBuzz with only the tables a PDF embeds.

    Were its character map there, HarfBuzz would go through all of it for each subset, which
    takes three times as long as cutting out the fifty characters of a form.

    Raises:
        EnvironmentLackError: no font file.
    """
    try:
        file = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(path), index)
        tables = {
            tag: bytes(file.reference_table(tag).data)
            for tag in file.table_tags
            if tag not in _LEFT_OUT
        }
    except (uharfbuzz.HarfBuzzError, OSError) as error:
        raise _unreadable(path) from error
    # HarfBuzz does not copy what it is given: the mapping lives as long as the function.
    face = uharfbuzz.Face.create_for_tables(lambda _face, tag, _data: tables.get(tag, b""), None)
    face.set_get_table_tags_func(lambda _face, _data: list(tables), None)
    if face.glyph_count == 0:
        raise _unreadable(path)
    return face


def _unreadable(path: Path) -> EnvironmentLackError:
    return EnvironmentLackError(
        f"字体文件“{path.name}”不能放进 PDF",
        hint="文件可能不完整，请重新安装这个字体，或换用别的字体",
    )
