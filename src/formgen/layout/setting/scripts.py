"""A character → which typeface it takes and how it behaves between its neighbours.

The rule is that of ECMA-376 part 1, 17.3.2.26 (rFonts): signs that both scripts use take the
Chinese typeface only with w:hint="eastAsia".
"""

from __future__ import annotations

import re

_ALWAYS_CHINESE = (
    (0x1100, 0x11FF),
    (0x2E80, 0xD7FF),
    (0xF900, 0xFAFF),
    (0xFE10, 0xFE6F),
    (0xFF00, 0xFFEF),
    (0x16FE0, 0x18DFF),
    (0x1AFF0, 0x1B16F),
    (0x1F200, 0x1F2FF),
    (0x20000, 0x3FFFF),
)
_CHINESE_WITH_HINT = (
    (0x00A1, 0x00A1),
    (0x00A4, 0x00A4),
    (0x00A7, 0x00A8),
    (0x00AA, 0x00AA),
    (0x00AF, 0x00B4),
    (0x00B6, 0x00BA),
    (0x00BC, 0x00BF),
    (0x00D7, 0x00D7),
    (0x00F7, 0x00F7),
    (0x02B0, 0x03FF),
    (0x0400, 0x04FF),
    (0x2000, 0x2BFF),
    (0xE000, 0xF8FF),
)

SPACES = " \u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u3000"
"""Spaces a line may break after; they hang where the line is full."""
OBJECT = "\ufffc"
"""Stands for a picture in the text of a paragraph."""

_WORD = f"!-\u02ff\u0370-\u1fff{OBJECT}"
TIGHT = re.compile(f"[{_WORD}\u00a0]+")
"""Runs of letters, digits and signs of alphabetic scripts, which justifying leaves alone."""
LATIN = re.compile(f"[{_WORD}]+(?: +[{_WORD}]+)* *")
"""Text of alphabetic scripts with the spaces in and behind it."""
_HAN = (
    "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3041-\u3096\u30a1-\u30fa\u30fc-\u30ff"
    "\u3105-\u312f\u31a0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff"
    "\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\U00020000-\U0003ffff"
)
_LETTER = "0-9A-Za-z\u00aa\u00b5\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02af\u0370-\u052f"
SEAM = re.compile(f"(?<=[{_HAN}])(?=[{_LETTER}])|(?<=[{_LETTER}])(?=[{_HAN}])")
"""Between a Chinese character and a Latin letter or digit: where space is put (自动调整间距)."""


def _within(code: int, ranges: tuple[tuple[int, int], ...]) -> bool:
    return any(first <= code <= last for first, last in ranges)


def is_chinese(character: str, *, hint: bool) -> bool:
    """Whether a character takes the Chinese typeface."""
    code = ord(character)
    if code < 0xA1:
        return False
    return _within(code, _ALWAYS_CHINESE) or (hint and _within(code, _CHINESE_WITH_HINT))


def is_word(character: str) -> bool:
    """Whether a character belongs to words of alphabetic scripts, which break only in places."""
    return "!" <= character < "\u2000" and character != "·"
