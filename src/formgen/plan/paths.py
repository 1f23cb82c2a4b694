"""Names → file and folder names that Windows, macOS and Linux all accept."""

from __future__ import annotations

import re
import unicodedata
from itertools import chain, count

MAX_NAME_BYTES = 180
"""Longest stem in UTF-8 bytes; file systems allow 255 with the ending."""

_FULL_WIDTH = str.maketrans({c: chr(ord(c) + 0xFEE0) for c in '\\/:*?"<>|'})
_INVISIBLE = frozenset({"Cc", "Cf", "Cs"})
_RESERVED = re.compile(r"(?i:con|prn|aux|nul|com\d|lpt\d)")


def safe_name(name: str) -> str:
    """A name as one path component: forbidden characters become their full-width twins.

    The name stays readable; nothing but line breaks, control and invisible characters is
    lost. Characters that Unicode gained later than this Python are kept: names have them.
    """
    text = re.sub(r"\s+", " ", unicodedata.normalize("NFC", name)).strip()
    text = "".join(c for c in text if unicodedata.category(c) not in _INVISIBLE).translate(
        _FULL_WIDTH
    )
    text = _shorten(text.rstrip(". "))
    if not text or _RESERVED.fullmatch(text):
        text = f"_{text}"
    return f"_{text[1:]}" if text.startswith((".", "~$")) else text


def _shorten(text: str) -> str:
    encoded = text.encode()
    if len(encoded) <= MAX_NAME_BYTES:
        return text
    return encoded[: MAX_NAME_BYTES - 3].decode(errors="ignore") + "…"


def distinct(names: list[str]) -> list[str]:
    """The names with _2, _3 … behind those that a file system would take for an earlier one."""
    taken: set[str] = set()
    result = []
    for name in names:
        numbered = (f"{name}_{number}" for number in count(2))
        free = next(one for one in chain([name], numbered) if one.casefold() not in taken)
        taken.add(free.casefold())
        result.append(free)
    return result
