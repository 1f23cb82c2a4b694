"""Text of a document → the characters that print.

Unicode's default-ignorable characters (UAX 44, property Default_Ignorable_Code_Point) and control
characters print nothing in any typeface; no-break spaces of all kinds print as a space.
"""

from __future__ import annotations

import re
import unicodedata

_IGNORED_RANGES = (
    (0x0000, 0x001F),
    (0x007F, 0x009F),
    (0x00AD, 0x00AD),
    (0x034F, 0x034F),
    (0x061C, 0x061C),
    (0x115F, 0x1160),
    (0x17B4, 0x17B5),
    (0x180B, 0x180F),
    (0x200B, 0x200F),
    (0x2028, 0x202E),
    (0x2060, 0x206F),
    (0x3164, 0x3164),
    (0xFE00, 0xFE0F),
    (0xFEFF, 0xFEFF),
    (0xFFA0, 0xFFA0),
    (0xFFF0, 0xFFFB),
    (0x1BCA0, 0x1BCA3),
    (0x1D173, 0x1D17A),
    (0xE0000, 0xE0FFF),
)
_IGNORED = re.compile(
    "[" + "".join(f"{chr(first)}-{chr(last)}" for first, last in _IGNORED_RANGES) + "]"
)


_SHAPED_RANGES = (
    (0x0300, 0x036F),  # accents that have no letter with them composed
    (0x0590, 0x0DFF),  # Hebrew, Arabic (Uyghur, Kazakh), Syriac, the scripts of India
    (0x0F00, 0x109F),  # Tibetan, Burmese
    (0x1780, 0x18AF),  # Khmer, Mongolian
    (0xFB1D, 0xFDFF),
    (0xFE70, 0xFEFC),
)
_SHAPED = re.compile(
    "[" + "".join(f"{chr(first)}-{chr(last)}" for first, last in _SHAPED_RANGES) + "]"
)
_ACCENTED = re.compile("[A-Za-z\u00c0-\u024f][\u0300-\u036f]+")


def prints_nothing(character: str) -> bool:
    """Whether a character leaves no mark and no space in any typeface."""
    return _IGNORED.match(character) is not None


def needs_shaping(character: str) -> bool:
    """Whether a character's form or place depends on its neighbours, which is not set here."""
    return _SHAPED.match(character) is not None


def plain(text: str) -> str:
    """Text without the characters that print nothing (soft hyphens, joiners, selectors …).

    A face has no advance for them, so setting takes them out first. A letter and its accent
    become one character, as faces have them.
    """
    if _ACCENTED.search(text):
        text = _ACCENTED.sub(lambda found: unicodedata.normalize("NFC", found[0]), text)
    return _IGNORED.sub("", text) if _IGNORED.search(text) else text
