"""Signs of symbol typefaces."""

from __future__ import annotations

import pytest

from formgen.layout.reading.symbol_fonts import is_symbol_font, unicode_of


@pytest.mark.parametrize(
    ("font", "code", "sign"),
    [
        ("Wingdings", 0xF06C, "●"),
        ("Wingdings", 0x6C, "●"),
        ("wingdings", 0xF0FC, "✓"),
        ("Wingdings", 0xF0FE, "☑"),
        ("Wingdings", 0xF0A8, "□"),
        ("Wingdings", 0xF08A, "⑩"),
        ("Wingdings", 0xF0F0, "⇨"),
        ("Wingdings 2", 0xF052, "☑"),
        ("Wingdings 2", 0xF0A3, "□"),
        ("Symbol", 0xF0B7, "•"),
        ("Symbol", 0xF061, "α"),
        ("Symbol", 0xF0E5, "∑"),
        ("Symbol", 0xF0A3, "≤"),
        ("Webdings", 0x61, "✓"),
        ("宋体", 0xF06E, "■"),
        ("宋体", 0xF0B7, "•"),
        ("宋体", 0x6E, None),
        ("Wingdings", 0xF0FF, None),
        ("Wingdings", 0x4E00, None),
    ],
)
def test_signs(font: str, code: int, sign: str | None) -> None:
    assert unicode_of(font, code) == sign


def test_symbol_typefaces_are_told_from_others() -> None:
    assert is_symbol_font("Wingdings 3")
    assert not is_symbol_font("Times New Roman")
