"""Signs of symbol typefaces (Wingdings and kin) → marks a reader knows: □ ☑ √ ×.

Such a typeface draws its signs at the codes of letters, or at U+F020 to U+F0FF (ECMA-376 part 1,
17.3.3.30). Only marks and boxes are told apart here. Every other sign is read as 〓, the printers'
own mark for a missing type: it is seen and asked about, and can never pass for a tick.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from formgen.collect.content import EMPTY_BOX, TICKED_BOX, UNREADABLE_SIGN

_PRIVATE = 0xF000
_PRIVATE_SIGN = re.compile("[\uf000-\uf0ff]")
_SPACES = frozenset({0x20, 0xA0})


def _table(*runs: tuple[int, str]) -> Mapping[int, str]:
    return {start + index: sign for start, signs in runs for index, sign in enumerate(signs)}


_UNMISTAKABLE = _table((0xA8, EMPTY_BOX), (0xB7, "•"), (0xFB, "×√☒"), (0xFE, TICKED_BOX))
"""Marks of Wingdings at codes where no other such typeface has another mark, and the bullet."""
_WINGDINGS = {
    **_table((0x6C, "●○■□□□□"), (0x74, "◆◆"), (0x9F, "•"), (0xA1, "○○○◉◎○▪")),
    **_UNMISTAKABLE,
}
_WINGDINGS_2 = _table((0x4F, "×√☒☑☒☒"), (0x95, "·••●●○○◉◎▪▪■■■□□"))
_WEBDINGS = _table((0x61, "√"), (0x63, "□"), (0x67, "■"), (0x6E, "●"), (0x72, "×"))
_SYMBOL = _table((0xB4, "×"), (0xB7, "•"), (0xD6, "√"))
_MARLETT = _table((0x61, "√√"), (0x72, "×"))
_FONTS: Mapping[str, Mapping[int, str]] = {
    "wingdings": _WINGDINGS,
    "wingdings 2": _WINGDINGS_2,
    "wingdings 3": {},
    "webdings": _WEBDINGS,
    "symbol": _SYMBOL,
    "marlett": _MARLETT,
}
SYMBOL_FONT_WORDS = ("dings", "Symbol", "Marlett")
"""One of these is in the name of every symbol typeface, as Word writes it."""


def is_symbol_font(font: str) -> bool:
    """Whether a typeface draws signs in place of letters; Segoe UI Symbol does not."""
    return font.strip().lower() in _FONTS


def sign_of(font: str, code: int) -> str:
    """What a w:sym shows (17.3.3.30).

    Args:
        font: its typeface.
        code: of the character, in any typeface's own writing.
    """
    table = _FONTS.get(font.strip().lower())
    if table is None and not _PRIVATE <= code <= _PRIVATE + 0xFF:
        return _character(code)
    if table is None:
        return _of_unknown_font(code - _PRIVATE)
    plain = code - _PRIVATE if code >= _PRIVATE else code
    return " " if plain in _SPACES else table.get(plain, UNREADABLE_SIGN)


def text_in(font: str, text: str, *, letters: bool) -> str:
    """A text that is set in a symbol typeface, as it shows.

    Letters become marks only where all of them are marks of the typeface: a word that only by
    mistake is set in Wingdings stays the word that was typed.

    Args:
        font: a symbol typeface.
        text: a piece of one run.
        letters: whether the typeface is that of letters, not of Chinese characters only.
    """
    if _PRIVATE_SIGN.search(text):
        return _PRIVATE_SIGN.sub(lambda match: sign_of(font, ord(match[0])), text)
    if not letters:
        return text
    table = _FONTS[font.strip().lower()]
    signs = [char if char.isspace() else table.get(ord(char), "") for char in text]
    return "".join(signs) if all(signs) else text


def without_private_signs(text: str) -> str:
    """A text of no known typeface, with the signs left from one that was lost."""
    if not _PRIVATE_SIGN.search(text):
        return text
    return _PRIVATE_SIGN.sub(lambda match: _of_unknown_font(ord(match[0]) - _PRIVATE), text)


def _of_unknown_font(plain: int) -> str:
    return " " if plain in _SPACES else _UNMISTAKABLE.get(plain, UNREADABLE_SIGN)


def _character(code: int) -> str:
    if 0x20 <= code < 0xD800 or 0xE000 <= code < 0x110000:
        return chr(code)
    return UNREADABLE_SIGN
