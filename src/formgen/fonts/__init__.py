"""Typefaces: which file prints a character of the typeface a document names."""

from formgen.fonts.book import FaceRow, FontBook, Stack
from formgen.fonts.characters import needs_shaping, plain, prints_nothing
from formgen.fonts.face import Face
from formgen.fonts.names import KNOWN as KNOWN_TYPEFACES

__all__ = [
    "KNOWN_TYPEFACES",
    "Face",
    "FaceRow",
    "FontBook",
    "Stack",
    "needs_shaping",
    "plain",
    "prints_nothing",
]
