"""Text of a document → the characters that print.

Unicode's default-ignorable characters (UAX 44, property Default_Ignorable_Code_Point) and control
characters print nothing in any typeface; no-break spaces of all kinds print as a space.
"""

from __future__ import annotations

import re

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


def prints_nothing(character: str) -> bool:
    """Whether a character leaves no mark and no space in any typeface."""
    return _IGNORED.match(character) is not None


def plain(text: str) -> str:
    """Text without the characters that print nothing (soft hyphens, joiners, selectors …).

    A face has no advance for them, so setting takes them out first.
    """
    return _IGNORED.sub("", text) if _IGNORED.search(text) else text
