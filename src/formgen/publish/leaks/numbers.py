"""Numbers as people write them → their digits, in every spelling that is the same number."""

from __future__ import annotations

import re
from collections.abc import Iterator

_EXTENSION = re.compile(r"(?:转|分机|ext\.?)+\s*\d{1,6}$|(?<=\d{7})\s*-\s*\d{1,5}$")
_NOT_DIGIT = re.compile(r"\D")
_COUNTRY = re.compile(r"^(?:00)?86(?=1[3-9]\d{9}$|0?[1-9]\d{8,10}$)")
_AREA = re.compile(r"^0(?:10|2\d|[3-9]\d{2})(?=[2-9]\d{6,7}$)")
"""Three digits for 010 and 02x, four for the others; then the number in its town."""


def digits_of(text: str) -> str:
    """The digits of a folded number, with the x of an identity number."""
    return _NOT_DIGIT.sub("", text) + ("x" if text.endswith("x") else "")


def phone_spellings(text: str) -> Iterator[str]:
    """The digits of a folded number; of a telephone number also without what may be left out.

    Left out may be the extension, the code of the country and that of the area.
    """
    whole = digits_of(text)
    bare = digits_of(_EXTENSION.sub("", text))
    national = _COUNTRY.sub("", bare)
    with_area = national if national == bare or national.startswith("01") else f"0{national}"
    local = _AREA.sub("", with_area)
    yield from dict.fromkeys((whole, bare, national, local))
    parts = text.split()
    if len(parts) > 1 and all(len(_NOT_DIGIT.sub("", part)) >= 7 for part in parts):
        for part in parts:
            yield from phone_spellings(part)
