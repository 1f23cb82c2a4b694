"""The faces formgen prints with → what LibreOffice needs to print with the same ones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from fontTools.ttLib import TTFont

from formgen.fonts import Face, FontBook


@dataclass(frozen=True, slots=True)
class OfficeFonts:
    """Typefaces for LibreOffice."""

    folders: Sequence[Path]
    """Where the font files are."""
    aliases: Mapping[str, Sequence[str]]
    """Typeface name of a document → family names that print it, first choice first."""


def office_fonts(book: FontBook, names: Iterable[str]) -> OfficeFonts:
    """Font folders and stand-ins for the typefaces documents name."""
    folders: dict[Path, None] = {}
    aliases: dict[str, Sequence[str]] = {}
    for name in sorted(names):
        faces = book.stack(name).faces
        folders |= dict.fromkeys(face.path.parent for face in faces)
        families = list(dict.fromkeys(map(_family, faces)))
        if families[0] != name:
            aliases[name] = families
    return OfficeFonts(list(folders), aliases)


@lru_cache(maxsize=256)
def _family(face: Face) -> str:
    """The family name of a face's file, as fontconfig knows it."""
    with TTFont(face.path, fontNumber=face.index, lazy=True) as font:
        return str(font["name"].getBestFamilyName() or face.key)
