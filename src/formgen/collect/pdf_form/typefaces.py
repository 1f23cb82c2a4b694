"""A typeface of a PDF → what its codes mean and how wide they are (ISO 32000-1, 9.6 to 9.10)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pypdf.generic import ArrayObject, DictionaryObject, StreamObject

from formgen.collect.pdf_form.objects import array_at, dictionary_at, number_at, resolved

UNREAD = "\ufffd"
"""Stands for a character whose typeface does not say what it is."""

_MOST_TABLE = 4 * 2**20
"""Bytes of a table of characters; all of Unicode takes two million."""
_SECTION = re.compile(rb"begin(bfchar|bfrange)(.*?)end\1", re.DOTALL)
_TOKEN = re.compile(rb"<([0-9A-Fa-f\s]*)>|(\[)|(\])")
_WIDEST_RANGE = 0x10000


@dataclass(frozen=True, slots=True)
class Typeface:
    """How to read what is shown in it."""

    code_bytes: int
    """1 or 2."""
    texts: Mapping[int, str]
    widths: Mapping[int, float]
    """In ems; `width` for the others."""
    width: float

    def characters(self, shown: bytes) -> Iterator[tuple[int, str, float]]:
        """Each code with its text and its width in ems."""
        step = self.code_bytes
        for at in range(0, len(shown) - step + 1, step):
            code = int.from_bytes(shown[at : at + step], "big")
            yield code, self.texts.get(code, UNREAD), self.widths.get(code, self.width)


def typeface(font: DictionaryObject) -> Typeface:
    """A font of a page's resources.

    Raises:
        Exception: whatever pypdf raises on damaged files.
    """
    texts = _texts(font)
    if font.get("/Subtype") == "/Type0":
        below = array_at(font.get("/DescendantFonts"))
        child = dictionary_at(below[0] if below else None)
        return Typeface(2, texts, _cid_widths(child), number_at(child.get("/DW"), 1000) / 1000)
    first = int(number_at(font.get("/FirstChar"), 0))
    widths = {
        first + place: number_at(one, 0) / 1000
        for place, one in enumerate(array_at(font.get("/Widths")))
    }
    return Typeface(1, texts or _latin(font), widths, 0.5)


def _latin(font: DictionaryObject) -> Mapping[int, str]:
    """What codes mean without a table; Symbol and the like are not known."""
    if font.get("/Encoding") is None and "Symbol" in str(font.get("/FontDescriptor")):
        return {}
    return {code: bytes([code]).decode("cp1252", "replace") for code in range(32, 256)}


def _texts(font: DictionaryObject) -> dict[int, str]:
    """The ToUnicode table (9.10.3)."""
    table = resolved(font.get("/ToUnicode"))
    if not isinstance(table, StreamObject):
        return {}
    texts: dict[int, str] = {}
    for section in _SECTION.finditer(table.get_data()[:_MOST_TABLE]):
        tokens = list(_TOKEN.finditer(section[2]))
        if section[1] == b"bfchar":
            for code, text in zip(tokens[::2], tokens[1::2], strict=False):
                texts[_code(code)] = _text(text)
        else:
            texts |= dict(_ranges(tokens))
    return texts


def _ranges(tokens: list[re.Match[bytes]]) -> Iterator[tuple[int, str]]:
    """The mappings of a bfrange section."""
    places = iter(tokens)
    for first in places:
        last, target = next(places, None), next(places, None)
        if last is None or target is None:
            return
        start, end = _code(first), _code(last)
        if target[2]:  # an array: a text for each code
            for code, one in zip(range(start, end + 1), places, strict=False):
                if one[3]:
                    break
                yield code, _text(one)
            else:
                next(places, None)
            continue
        text = _text(target)
        for step in range(min(end - start + 1, _WIDEST_RANGE)):
            if text:
                yield start + step, text[:-1] + chr(min(ord(text[-1]) + step, 0x10FFFF))


def _hex(token: re.Match[bytes]) -> bytes:
    digits = b"".join((token[1] or b"").split())
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())


def _code(token: re.Match[bytes]) -> int:
    return int.from_bytes(_hex(token)[:4], "big")


def _text(token: re.Match[bytes]) -> str:
    return _hex(token).decode("utf-16-be", "replace")


def _cid_widths(font: DictionaryObject) -> dict[int, float]:
    """The W array (9.7.4.3): `first [w w …]` and `first last w`."""
    widths: dict[int, float] = {}
    items = iter(array_at(font.get("/W")))
    for item in items:
        first, second = int(number_at(item, 0)), resolved(next(items, None))
        if isinstance(second, ArrayObject):
            widths |= {first + n: number_at(one, 0) / 1000 for n, one in enumerate(second)}
        else:
            last, width = int(number_at(second, first)), number_at(next(items, None), 0) / 1000
            codes = range(first, min(last + 1, first + _WIDEST_RANGE))
            widths |= dict.fromkeys(codes, width)
    return widths
