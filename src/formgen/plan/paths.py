"""Names → file and folder names that Windows, macOS and Linux all accept."""

from __future__ import annotations

import re
import unicodedata

from formgen.campaign.file_names import MAX_NAME_BYTES, is_device, is_invisible

_FULL_WIDTH = str.maketrans({c: chr(ord(c) + 0xFEE0) for c in '\\/:*?"<>|'})
_JOINED = frozenset({"Mn", "Mc", "Me"})
"""Marks that belong to the character before them."""
_ELLIPSIS = "…"


def safe_name(name: str) -> str:
    """A name as one path component: forbidden characters become their full-width twins.

    The name stays readable; nothing but line breaks, control and invisible characters is
    lost. Characters that Unicode gained later than this Python are kept: names have them.
    """
    text = "".join(c for c in re.sub(r"\s+", " ", name) if not is_invisible(c))
    text = unicodedata.normalize("NFC", text).translate(_FULL_WIDTH).strip()
    text = _shorten(text.rstrip(". "))
    if not text or is_device(text):
        text = f"_{text}"
    return f"_{text[1:]}" if text.startswith((".", "~$")) else text


def _shorten(text: str) -> str:
    """So much of a text as a name may have, cut between characters, not before their marks."""
    encoded = text.encode()
    if len(encoded) <= MAX_NAME_BYTES:
        return text
    kept = encoded[: MAX_NAME_BYTES - len(_ELLIPSIS.encode())].decode(errors="ignore")
    end = len(kept)
    while end and unicodedata.category(text[end]) in _JOINED:
        end -= 1
    return (kept[:end] or kept).rstrip(". ") + _ELLIPSIS


def distinct(names: list[str]) -> list[str]:
    """The names with _2, _3 … behind those that a file system would take for an earlier one."""
    taken: set[str] = set()
    following: dict[str, int] = {}
    result = []
    for name in names:
        first = _as_compared(name)
        free, number = name, following.get(first, 2)
        while _as_compared(free) in taken:
            free, number = f"{name}_{number}", number + 1
        following[first] = number
        taken.add(_as_compared(free))
        result.append(free)
    return result


def _as_compared(name: str) -> str:
    """A name as the strictest file systems compare it: without case and ways to compose.

    A dotless ı has I as its capital, which some compare by, and folds to itself in Unicode.
    """
    folded = unicodedata.normalize("NFD", name).casefold()
    return unicodedata.normalize("NFD", folded).replace("ı", "i")
