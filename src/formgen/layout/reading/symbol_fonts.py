"""Character codes of Symbol, Wingdings and their kin → Unicode signs."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

_SYMBOL = (
    "0x20  !∀#∃%&∋()∗+,−./0123456789:;<=>?",
    "0x40 ≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_",
    "0x60 ‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼",
    "0xA0 €ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵",
    "0xC0 ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓",
    "0xE0 ◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪",
    "0xF1 〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭",
)
_WINGDINGS = (
    "0x21 ✏✂✁",
    "0x28 ☎✆✉✉",
    "0x36 ⌛⌨",
    "0x3E ✇✍",
    "0x41 ✌",
    "0x45 ☜☞☝☟",
    "0x4A ☺",
    "0x4C ☹",
    "0x4E ☠⚐",
    "0x51 ✈☼",
    "0x54 ❄",
    "0x56 ✞",
    "0x58 ✠✡☪☯ॐ☸♈♉♊♋♌♍♎♏♐♑♒♓&&●❍■□□❑❒◆◆◆❖◆☒⍓⌘❀✿“”",
    "0x80 ⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿",
    "0x9E ·•▪○○○◉◎○▪□",
    "0xAA ✦★✶✴✹✵",
    "0xB1 ⌖✧⌑",
    "0xB5 ✪✰",
    "0xD5 ⌫⌦◁➢△▽",
    "0xDC ➲",
    "0xDF ←→↑↓↖↗↙↘←➔↑↓↖↗↙↘⇦⇨⇧⇩⇔⇕⇖⇗⇙⇘▭▫✗✓☒☑",
)
_WINGDINGS_2 = (
    "0x4F ✗✓☒☑☒☒⊗⊗",
    "0x69 ⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿",
    "0x95 ·••●●○○◉◎",
    "0x9E ▪▪■■■□□",
)
_WINGDINGS_3 = (
    "0x21 ←→↑↓↖↗↙↘",
    "0x70 ▲▼△▽◀▶◁▷◣◢◤◥◀▶",
)
_WEBDINGS = (
    "0x61 ✓",
    "0x63 □",
    "0x67 ■",
    "0x6E ●",
    "0x72 ✗",
)
"""Runs of signs: the code of the first, then all. Where Unicode's own counterpart stands in no
common typeface, the nearest sign that does."""
_FONTS = {
    "symbol": _SYMBOL,
    "wingdings": _WINGDINGS,
    "wingdings 2": _WINGDINGS_2,
    "wingdings 3": _WINGDINGS_3,
    "webdings": _WEBDINGS,
}
_PRIVATE = range(0xF000, 0xF100)
"""Where Word puts the codes of symbol typefaces (17.3.3.30 w:sym)."""


def is_symbol_font(font: str) -> bool:
    """Whether a typeface's characters are signs by code instead of letters."""
    return font.strip().lower() in _FONTS


def unicode_of(font: str, code: int) -> str | None:
    """The Unicode sign a symbol typeface has at a code.

    Args:
        font: the typeface as the document names it; for a private code in any other typeface
            Wingdings and then Symbol are tried, where nearly all bullets come from.
        code: the character, in 0xF000 to 0xF0FF or in 0x20 to 0xFF.

    Returns:
        None for an ordinary character of an ordinary typeface and for unknown signs.
    """
    name = font.strip().lower()
    if name not in _FONTS and code not in _PRIVATE:
        return None
    plain = code - _PRIVATE.start if code in _PRIVATE else code
    if name in _FONTS:
        return _table(name).get(plain)
    return _table("wingdings").get(plain) or _table("symbol").get(plain)


@lru_cache(maxsize=len(_FONTS))
def _table(name: str) -> Mapping[int, str]:
    found = {0x20: " "}
    for line in _FONTS[name]:
        start = int(line[:4], 16)
        found |= {start + index: sign for index, sign in enumerate(line[5:])}
    return found
