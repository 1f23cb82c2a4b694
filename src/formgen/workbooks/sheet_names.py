"""Texts of any kind → names of worksheets that Excel, WPS and LibreOffice take."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from formgen.workbooks.visible import visible

_LONGEST = 31
"""UTF-16 code units; Excel calls a file with a longer name damaged."""
_NOT_ALLOWED = re.compile(r"[\[\]:*?/\\\s]+")
_RESERVED = frozenset({"history"})
"""Excel keeps it for itself."""
_UNNAMED = "未命名"


def sheet_names(texts: Iterable[str], taken: Sequence[str] = ()) -> list[str]:
    """A name for each text, like it and unlike all others, whatever the case of letters.

    Args:
        texts: what the sheets are about.
        taken: names of sheets that are there already.
    """
    used = {name.casefold() for name in taken} | _RESERVED
    last: dict[str, int] = {}  # the numbers given so far, lest thousands of like names count anew
    names = []
    for text in texts:
        stem = _NOT_ALLOWED.sub(" ", visible(text)).strip(" '") or _UNNAMED
        name = first = _cut(stem, "")
        number = last.get(first.casefold(), 1)
        while name.casefold() in used:
            number += 1
            name = _cut(stem, f"（{number}）")
        last[first.casefold()] = number
        used.add(name.casefold())
        names.append(name)
    return names


def _cut(stem: str, ending: str) -> str:
    """A stem with an ending, the stem cut so that both fit."""
    room = 2 * (_LONGEST - len(ending))
    return stem.encode("utf-16-le")[:room].decode("utf-16-le", "ignore").rstrip(" '") + ending
